"""The example scripts run as they are, on the example articles."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ARTICLES = EXAMPLES / "articles"


def run(name: str, *arguments: str | Path) -> str:
    """What the script prints; warnings are errors there too."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / "scripts" / name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_one_article_says() -> None:
    article = ARTICLES / "township-report.txt"
    text = article.read_text(encoding="utf-8")
    lines = run("what_one_article_says.py", article).splitlines()
    assert {line.split()[1] for line in lines if line[:5].strip().isdigit()} == {"成绩", "问题", "下一步"}
    at = next(int(line.split()[0]) for line in lines if "农业总产值" in line)
    assert text[at:].startswith("全乡实现农业总产值")


def test_deadlines_to_csv() -> None:
    rows = list(csv.DictReader(run("deadlines_to_csv.py", ARTICLES).splitlines()))
    assert len(rows) > 20
    assert [row["deadline"] for row in rows] == sorted(row["deadline"] for row in rows)
    assert any(row["owners"] for row in rows)
    assert all(row["deadline"][:4].isdigit() for row in rows)


def test_compare_indicators() -> None:
    rows = [line.split("\t") for line in run("compare_indicators.py", ARTICLES, "收入").splitlines()]
    assert rows
    assert all(len(row) == 4 and "收入" in row[2] for row in rows)


def test_own_record_type() -> None:
    lines = run("own_record_type.py", ARTICLES).splitlines()
    assert len(lines) > 5
    assert all(" 元 " in line for line in lines)


def test_page_with_notes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    notes = run("page_with_notes.py", ARTICLES / "interview.txt", page)
    scores = [float(line.split()[0]) for line in notes.splitlines()[::2]]
    assert scores == sorted(scores)
    assert "<!doctype html>" in page.read_text(encoding="utf-8")


def test_every_script_is_tested() -> None:
    tested = {name[len("test_") :] for name in globals() if name.startswith("test_")}
    assert {path.stem for path in (EXAMPLES / "scripts").glob("*.py")} <= tested


@pytest.mark.parametrize("script", sorted((EXAMPLES / "scripts").glob("*.py")), ids=lambda path: path.stem)
def test_a_script_is_short_and_says_how_it_is_called(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 40
    assert f"python {script.name}" in source
