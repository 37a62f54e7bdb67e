"""The documents of training: from markup, from gold, from excerpts; and their folds."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cnreport.evaluation.excerpts import pack
from cnreport.evaluation.standoff import Gold
from tests.models.conftest import ROOT

REPORT = "甲县政府工作报告\n新修道路30公里。\n停车难仍然突出。\n"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("documents", ROOT / "models" / "documents.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["documents"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["documents"]


@pytest.fixture
def folders(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one article, an extra folder of two, an excerpt, and its report."""
    for name in ("corpus", "mine", "excerpts", "amounts", "reports"):
        (tmp_path / name).mkdir()
    (tmp_path / "corpus" / "page-01.xml").write_text("<speech><A>修路。</A></speech>", encoding="utf-8")
    (tmp_path / "mine" / "note.xml").write_text("<speech><N>下一步建桥。</N></speech>", encoding="utf-8")
    (tmp_path / "mine" / "note.gold.json").write_text("not read: there is markup")
    (tmp_path / "mine" / "other-1.txt").write_text("桥已建成。", encoding="utf-8")
    segment = {"start": 0, "end": 4, "kind": "achievement"}
    (tmp_path / "mine" / "other-1.gold.json").write_text(json.dumps({"segments": [segment]}))
    text = REPORT.splitlines()[1]
    gold = Gold.model_validate({"sha256": sha256(text.encode()).hexdigest(), "segments": [segment]})
    packed = pack("county-甲县", text, gold, REPORT)
    (tmp_path / "excerpts" / "county-甲县-1.json").write_text(packed.to_json(), encoding="utf-8")
    (tmp_path / "reports" / "county-甲县.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(script, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(script, "EXCERPTS", tmp_path / "excerpts")
    monkeypatch.setattr(script, "AMOUNTS", tmp_path / "amounts")
    monkeypatch.setattr(script, "REPORTS", tmp_path / "none")
    return tmp_path


def test_documents_come_from_every_place(script: ModuleType, folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = script.read_documents([folders / "mine"], folders / "reports")
    assert [(one.part, one.name, one.genre, one.text) for one in found] == [
        ("corpus", "page-01", "page", "修路。"),
        ("mine", "note", "other", "下一步建桥。"),
        ("mine", "other-1", "other", "桥已建成。"),
        ("excerpts", "county-甲县-1", "county", "新修道路30公里。"),
    ]
    assert [[segment.kind for segment in one.gold.segments] for one in found[:3]] == [
        ["achievement"],
        ["plan"],
        ["achievement"],
    ]
    assert [tag.tag for tag in found[2].tags] == ["A"]
    assert all(one.whole for one in found)
    assert "1 excerpts of the reports in" in capsys.readouterr().err


def test_excerpts_without_reports_are_left_out_and_it_is_said(
    script: ModuleType, folders: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(script.read_documents([], None)) == 1
    assert "without excerpts of reports" in capsys.readouterr().err
    assert len(script.read_documents([], folders)) == 1
    assert "0 excerpts" in (told := capsys.readouterr().err)
    assert "1 left out" in told
    monkeypatch.setattr(script, "REPORTS", folders / "reports")
    assert len(script.read_documents([], None)) == 2


def test_sentences_with_amounts_are_no_whole_documents(script: ModuleType, folders: Path) -> None:
    sentence = "修道路30公里。"
    amount = {"start": 3, "end": 7, "value": "30", "unit": "公里", "of": {"start": 1, "end": 3}}
    gold = Gold.model_validate({"sha256": sha256(sentence.encode()).hexdigest(), "quantities": [amount]})
    packed = pack("county-甲县", sentence, gold, REPORT)
    (folders / "amounts" / "county-甲县-1.json").write_text(packed.to_json(), encoding="utf-8")
    found = script.read_documents([], folders / "reports")
    assert [(one.part, one.origin, one.whole) for one in found[1:]] == [
        ("excerpts", "county-甲县", True),
        ("amounts", "county-甲县", False),
    ]
    assert [(tag.tag, tag.attributes["of"]) for tag in found[-1].tags] == [("q", "道路")]


def documents(script: ModuleType, origins: dict[str, str]) -> list[Any]:
    return [script.Document(name, "part", origin, "", [], Gold()) for name, origin in origins.items()]


def test_what_is_of_one_document_is_in_one_fold(script: ModuleType) -> None:
    origins = {f"gwr-{n}": f"report {n // 2}" for n in range(20)} | {f"page-{n}": f"page {n}" for n in range(10)}
    found = documents(script, origins)
    folds = script.deal(found, 5)
    assert sorted(number for fold in folds for number in fold) == list(range(30))
    for origin in origins.values():
        assert sum(any(found[number].origin == origin for number in fold) for fold in folds) == 1
    for fold in folds:
        assert Counter(found[number].genre for number in fold) == {"gwr": 4, "page": 2}
    assert folds == script.deal(found, 5)


def test_more_folds_than_documents_leave_some_empty(script: ModuleType) -> None:
    assert sorted(script.deal(documents(script, {"a-1": "a", "b-1": "b"}), 3)) == [[], [0], [1]]
