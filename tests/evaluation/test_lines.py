"""The line of a value in a JSON file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.evaluation.lines import line_of

TEXT = """{
 "a": [
  {"x": 1}, {"y\\"]": [0,
   7]},
  {"x":
    null}
 ],
 "b": ""
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("a",), 2),
        (("a", 0, "x"), 3),
        (("a", 1, 'y"]', 1), 4),
        (("a", 2, "x"), 6),
        (("b",), 8),
        (("a", 9), 2),
        (("a", 1, "gone", "more"), 3),
        (("b", "inside", 0), 8),
        ((0,), 1),
        (("a", "x"), 2),
    ],
)
def test_the_line_of_a_value(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


VALUES = st.recursive(
    st.none() | st.integers() | st.text('a"\\{}[],:\n路', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"{', max_size=2), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.data())
def test_it_is_where_the_value_is(value: Any, data: st.DataObject) -> None:
    path: list[str | int] = []
    inner = value
    while inner and isinstance(inner, (dict, list)):
        step = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        path.append(step)
        inner = inner[step]
    line = json.dumps(value, indent=0, ensure_ascii=False).split("\n")[line_of(json.dumps(value, indent=0), path) - 1]
    # What json writes with an indent stands on a line of its own, behind its key.
    start = json.dumps(inner, ensure_ascii=False)[:1]
    assert start in line
