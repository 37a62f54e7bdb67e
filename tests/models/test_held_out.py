"""The whole pipeline held out: tables of figures, the same for any number of workers."""

from __future__ import annotations

from pathlib import Path

from tests.models.conftest import copy_checkout, run_script


def test_the_tables_are_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    checkout = copy_checkout(tmp_path / "checkout", ["biaotai-01", "dafu-01"])
    before = sorted(checkout.rglob("*"))
    errors = tmp_path / "errors.txt"
    one = run_script(checkout, "held_out.py", "--folds", "2", "--errors", str(errors), seed="1").stdout
    assert one == run_script(checkout, "held_out.py", "--folds", "2", "--workers", "2", seed="2").stdout
    assert sorted(checkout.rglob("*")) == before
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in one.splitlines()]
    assert rows[:3] == [["", "corpus", "all"], ["---", "---:", "---:"], ["documents", "2", "2"]]
    figures = {label: float(value) for label, value, _ in (row for row in rows[3:] if len(row) == 3)}
    assert figures["quotations as in the text"] == 1
    assert 0 < figures["kinds"] < 1
    assert [row[:2] for row in rows if row[0].startswith("corpus: ")] == [
        ["corpus: biaotai", "1"],
        ["corpus: dafu", "1"],
    ]
    assert {line.split(":")[0] for line in errors.read_text(encoding="utf-8").splitlines()} == {"biaotai-01", "dafu-01"}


def test_one_fold_holds_nothing_out(tmp_path: Path) -> None:
    checkout = copy_checkout(tmp_path / "checkout", ["biaotai-01"])
    assert "at least 2 folds" in run_script(checkout, "held_out.py", "--folds", "1", code=2).stderr
