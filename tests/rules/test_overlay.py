"""A user's overlay: from a file or a mapping, read anew each time, every fault with its line."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.rules import load_rules, read_overlay
from cnreport.rules.overlay import parse_overlay


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("\n[[units]\n", 2, "not a TOML file"),
        ("[[units]]\nid = 'a'\nid = 'b'\n", 3, "not a TOML file"),
        ("[[units]]\nid = 'a", 2, "not a TOML file"),
        (b"# \xe4\xba\x91\n\xff\n", 2, "not UTF-8"),
        ("# a\n[[unit]]\nid = 'a'\n", 2, "no rule file 'unit'"),
        ("[[units]]\nid = 'a'\n\n[[units]]\nnames = ['b']\n", 4, "table 2 of 'units' has no id"),
        ("[[units]]\nid = ''\n", 1, "has no id"),
        ("\n\nunits = 3\n", 3, "array of tables"),
    ],
)
def test_a_fault_names_the_line(tmp_path: Path, content: str | bytes, line: int, reason: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(RulesError, match=reason) as caught:
        read_overlay(path)
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.code == "bad-rules"


def test_windows_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf# a\r\n\r\n[[units]]\r\nid = 'a'\r\nnames = ['b']\r\n")
    (rule,) = read_overlay(path).tables["units"]
    assert (rule.id, rule.line, rule.lines["names"]) == ("a", 3, 5)


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_a_hostile_file_is_an_error(tmp_path: Path, depth: int) -> None:
    with pytest.raises(RulesError, match="nested too deeply"):
        read_overlay(write(tmp_path, "units = " + "[" * depth + "]" * depth))


def test_a_huge_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="larger than"):
        read_overlay(write(tmp_path, b"#" * (4 * 1024 * 1024 + 1)))


def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        read_overlay(tmp_path)
    with pytest.raises(RulesError, match="cannot be read"):
        read_overlay("a\0b")


def test_all_that_is_wrong_with_the_tables_is_told(tmp_path: Path) -> None:
    overlay, errors = parse_overlay(write(tmp_path, "[[unit]]\n[[units]]\n[[units]]\nid = 'a'\n[[cue]]\nid = 'b'\n"))
    assert [error.where.rpartition(":")[2] for error in errors] == ["1", "2", "5"]
    assert [rule.id for rule in overlay.tables["units"]] == ["a"]
    assert "'units'" in errors[0].hint
    assert "'cues'" in errors[2].hint


def test_a_mapping_says_the_same_as_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, '[[units]]\nid = "x"\nnames = ["魕"]\ndimension = "length"\nfactor = 0.1\n')
    given = {"units": [{"id": "x", "names": ("魕",), "dimension": "length", "factor": 0.1}]}
    from_file, from_mapping = (read_overlay(source).tables["units"][0].fields for source in (path, given))
    assert from_file == from_mapping
    assert from_mapping["factor"] == Decimal("0.1")


def test_an_edited_file_is_another_overlay(tmp_path: Path) -> None:
    path = write(tmp_path, "[[words]]\nid = 'a'\nwords = ['云田']\n")
    first = read_overlay(path)
    assert read_overlay(path) == first
    assert hash(read_overlay(path)) == hash(first)
    write(tmp_path, "[[words]]\nid = 'a'\nwords = ['云廊']\n")
    assert read_overlay(path) != first


def test_an_overlay_travels_between_processes(tmp_path: Path) -> None:
    overlay = read_overlay(write(tmp_path, "[[words]]\nid = 'a'\nwords = ['云田']\n"))
    again = pickle.loads(pickle.dumps(overlay))
    assert again == overlay
    assert load_rules("words", again) == load_rules("words", overlay)
