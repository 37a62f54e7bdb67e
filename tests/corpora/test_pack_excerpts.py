"""The script packs a folder of annotated excerpts and checks what it packed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "corpora" / "pack_excerpts.py"
LINES = [f"第{number}项工作是新修通往山外的农村公路{number}公里并且全部通车。" for number in range(1, 7)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script, two reports and three excerpts."""
    for name in ("corpora", "reports", "articles"):
        (tmp_path / name).mkdir()
    shutil.copy(SCRIPT, tmp_path / "corpora")
    for name, lines in (("甲", LINES[:3]), ("乙", LINES[2:])):
        (tmp_path / "reports" / f"{name}.txt").write_bytes("\n".join(lines).encode())
    for name, lines in (("a", LINES[:2]), ("b", LINES[3:5]), ("c", LINES[1:3])):
        text = "\n".join(lines)
        (tmp_path / "articles" / f"{name}.txt").write_bytes(text.encode())
        data = {"sha256": sha256(text.encode()).hexdigest(), "owners": [{"start": 0, "end": 3}]}
        (tmp_path / "articles" / f"{name}.gold.json").write_text(json.dumps(data))
    return tmp_path


def run(checkout: Path, *options: str, code: int = 0) -> str:
    command = [sys.executable, "-W", "error", "corpora/pack_excerpts.py", "--reports", "reports", *options]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stderr


def test_excerpts_are_named_and_numbered_by_their_report(checkout: Path) -> None:
    assert "3 excerpts rebuilt, 0 without" in run(checkout, "articles")
    assert sorted(path.name for path in (checkout / "corpora" / "excerpts").iterdir()) == [
        "乙-1.json",
        "甲-1.json",
        "甲-2.json",
    ]
    assert "3 excerpts rebuilt" in run(checkout, "--check")


def test_an_article_with_the_name_of_a_report_may_have_parts_of_its_lines(checkout: Path) -> None:
    shutil.rmtree(checkout / "articles")
    (checkout / "articles").mkdir()
    text = f"{LINES[4][6:20]}\n\n{LINES[2][3:]}"
    (checkout / "articles" / "乙.txt").write_bytes(text.encode())
    (checkout / "articles" / "乙.gold.json").write_text(json.dumps({"sha256": sha256(text.encode()).hexdigest()}))
    assert "1 excerpts rebuilt" in run(checkout, "articles", "--into", "corpora/amounts")
    (packed,) = (checkout / "corpora" / "amounts").iterdir()
    report = (checkout / "reports" / "乙.txt").read_text(encoding="utf-8")
    pieces = json.loads(packed.read_text(encoding="utf-8"))["pieces"]
    assert "".join(piece if isinstance(piece, str) else report[slice(*piece)] for piece in pieces) == text


def test_a_check_that_finds_no_report_fails(checkout: Path) -> None:
    run(checkout, "articles")
    (checkout / "reports" / "乙.txt").unlink()
    told = run(checkout, "--check", code=1)
    assert "[no-report]" in told
    assert "2 excerpts rebuilt, 1 without" in told


def test_an_article_of_no_report_is_an_error(checkout: Path) -> None:
    (checkout / "articles" / "d.txt").write_bytes("别处的一句话。".encode())
    (checkout / "articles" / "d.gold.json").write_text("{}")
    assert "no report has a line of it" in run(checkout, "articles", code=1)
