"""The lines of TOML keys: every key that the parser gives has the line on which it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cnreport.rules.positions import lines_of

RULES = Path(__file__).parents[2] / "cnreport" / "rules"

TRICKY = '''\
# [[units]] in a comment
title = "[[units]]"
text = """
[[units]]
id = "no"
quoted "" and \\""" inside"""""
raw = \'\'\'
[[units]] # no
\'\'\'
date = 1979-05-27 07:32:00
[ "quoted table" . inner ]
number = 1.5e-3
[[units]]
id = "first"
names = [
    "a]", # a comment with ] and [
    'b"',
]
[units.canonical]
"个" = "月"
[[units]]  # the second
id="second"
table = { x = [1, 2], "y.z" = { w = true } }
[[units.parts]]
a.b = 1
[[units.parts]]
a.b = 2
'''


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths(item, (*path, number))


@pytest.mark.parametrize("file", sorted(RULES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_key_of_the_projects_files_has_a_line(file: Path) -> None:
    text = file.read_text("utf-8")
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))


def test_every_key_of_a_tricky_file_has_its_line() -> None:
    found = lines_of(TRICKY)
    assert set(found) == set(paths(tomllib.loads(TRICKY)))
    lines = TRICKY.split("\n")
    assert {path: lines[line - 1] for path, line in found.items() if path[-1] in ("id", "title", "names", "b")} == {
        ("title",): 'title = "[[units]]"',
        ("units", 0, "id"): 'id = "first"',
        ("units", 0, "names"): "names = [",
        ("units", 1, "id"): 'id="second"',
        ("units", 1, "parts", 0, "a", "b"): "a.b = 1",
        ("units", 1, "parts", 1, "a", "b"): "a.b = 2",
    }
    assert lines[found["units", 1] - 1] == "[[units]]  # the second"
    assert lines[found["units", 0, "names", 1] - 1] == "    'b\"',"


def test_an_empty_file_has_no_lines() -> None:
    assert lines_of("") == {}
    assert lines_of("# nothing\n\n") == {}
