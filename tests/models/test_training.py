"""Training: seeded, so that the same articles give the same files, and the files are what the pipeline reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cnreport.discourse.model import FILE as KINDS_FILE
from cnreport.discourse.model import KindModel
from cnreport.evaluation.drafting import draft
from cnreport.evaluation.parts import put_together, take_apart
from cnreport.mapping.ranker import FILE as FACTS_FILE
from cnreport.mapping.ranker import read_ranker
from cnreport.mapping.roles import FILE as ROLES_FILE
from cnreport.pipeline import load
from cnreport.text import Source
from tests.models.conftest import ROOT, copy_checkout, run_script

ARTICLES = ("biaotai-01", "dafu-01", "ducha-01", "shuzhi-01")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts beside a corpus of four articles."""
    return copy_checkout(tmp_path_factory.mktemp("at") / "checkout", ARTICLES)


def train(checkout: Path, *options: str, seed: str = "0") -> str:
    done = run_script(checkout, "train.py", *options, seed=seed)
    return done.stdout + done.stderr


def test_the_same_articles_give_the_same_models(checkout: Path, tmp_path: Path) -> None:
    for seed in ("1", "4711"):
        (tmp_path / seed).mkdir()
        assert "4 articles" in train(checkout, "--output", str(tmp_path / seed), seed=seed)
    for name in (KINDS_FILE, FACTS_FILE):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "4711" / name).read_bytes()
    KindModel(tmp_path / "1" / KINDS_FILE)
    read_ranker(tmp_path / "1" / FACTS_FILE)


def test_reviewed_articles_are_trained_on(checkout: Path, tmp_path: Path) -> None:
    reviewed = tmp_path / "reviewed"
    reviewed.mkdir()
    pipeline = load()
    for name in ("interview", "township-report"):
        source = Source((ROOT / "examples" / "articles" / f"{name}.txt").read_bytes().decode(), name)
        gold = put_together(replace(take_apart(draft(pipeline(source), source)), reviewed=True), source)
        (reviewed / f"{name}.txt").write_bytes(source.text.encode())
        (reviewed / f"{name}.gold.json").write_text(gold.to_json(), encoding="utf-8")
    (tmp_path / "models").mkdir()
    assert "6 articles" in train(checkout, "--extra", str(reviewed), "--output", str(tmp_path / "models"))
    KindModel(tmp_path / "models" / KINDS_FILE)
    read_ranker(tmp_path / "models" / FACTS_FILE)


def test_measuring_writes_nothing(checkout: Path) -> None:
    before = sorted(checkout.rglob("*"))
    figures = train(checkout, "--folds", "2")
    names = [line.partition(" achievement ")[0] for line in figures.splitlines() if " kinds " in line]
    assert names == ["all", "corpus", "corpus: biaotai", "corpus: dafu", "corpus: ducha", "corpus: shuzhi"]
    assert sorted(checkout.rglob("*")) == before


def test_the_shipped_models_are_small() -> None:
    assert (ROOT / "models" / KINDS_FILE).stat().st_size < 4_500_000
    assert (ROOT / "models" / FACTS_FILE).stat().st_size < 4_500_000
    assert (ROOT / "models" / ROLES_FILE).stat().st_size < 2_000_000


def test_a_folder_that_cannot_be_read_is_told(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<A>修路。")
    done = run_script(checkout, "train.py", "--extra", str(tmp_path), code=1)
    assert done.stderr.splitlines()[-1].startswith("error: ")
    assert "[bad-markup] <A> is never closed" in done.stderr
