"""A run is killed again and again, and its output is that of a run that nobody disturbed."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLES = 2000
KILLS = 20
SEED = 20310108

PROGRAM = [sys.executable, "-m", "cnreport"]

PLACES = ("青石镇", "白桦乡", "双河街道", "云溪镇", "金塔村")
SENTENCES = (
    "全镇改造道路{n}公里，新增停车位{m}个。",
    "存在的问题是{m}个小区停车难突出。",
    "下一步，年底前由城建办负责改造老旧小区{n}个。",
    "投资{n}.{m}亿元，同比增长{m}%。",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many short articles, some of them bad, in folders of folders."""
    folder = tmp_path_factory.mktemp("kill") / "articles"
    chance = random.Random(SEED)
    for number in range(ARTICLES):
        path = folder / f"{number % 7}" / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = chance.choice(SENTENCES).format(n=chance.randint(2, 900), m=chance.randint(2, 99))
        text = f"{chance.choice(PLACES)}第{number}期简报\n{said}\n" if number % 97 else "nothing in Chinese"
        path.write_text(text, encoding="utf-8")
    return folder


def start(folder: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [*PROGRAM, "extract", str(folder), "-o", str(output), "--workers", "2", "--log-json", *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_the_output_after_kills_at_random_moments_is_that_of_an_undisturbed_run(folder: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    quiet = tmp_path / "undisturbed.jsonl"
    assert start(folder, quiet).wait() == 1  # some articles are bad
    whole = time.monotonic() - started

    chance = random.Random(SEED)
    output = tmp_path / "killed.jsonl"
    kills, ends = 0, 0
    while kills < KILLS:
        run = start(folder, output, "--resume", "--keep-journal")
        try:
            # From before the first article to about when the work that is left would be done.
            assert run.wait(timeout=chance.uniform(0.02, 0.5) * whole) == 1
            ends += 1
        except subprocess.TimeoutExpired:
            run.kill()
            assert run.wait() == -signal.SIGKILL
            kills += 1
        if not ends:
            assert not output.exists()
        else:
            assert output.read_bytes() == quiet.read_bytes()
    assert start(folder, output, "--resume").wait() == 1
    assert output.read_bytes() == quiet.read_bytes()
    assert output.read_bytes().count(b"\n") == ARTICLES - len(range(0, ARTICLES, 97))
    aside = ".quarantine.jsonl"
    assert output.with_name(output.name + aside).read_bytes() == quiet.with_name(quiet.name + aside).read_bytes()
    assert not list(tmp_path.glob(".*")), "drafts are left"
