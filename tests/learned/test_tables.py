"""Sums of features by number."""

from __future__ import annotations

import numpy as np

from cnreport.learned.tables import Numbering, Table, unpacked
from cnreport.learned.weights import pack


def test_a_number_is_added_up_once_and_each_place_gets_its_sum() -> None:
    asked: list[int] = []

    def score(number: int) -> int:
        asked.append(number)
        return 10 * number

    table = Table(0, score)
    assert table.sums(np.array([3, 1, 3])).tolist() == [30, 10, 30]
    assert table.sums(np.array([1, 2])).tolist() == [10, 20]
    assert asked == [1, 3, 2]


def test_any_number_may_come() -> None:
    table = Table(0, lambda number: number)
    assert table.sums(np.array([7])).tolist() == [7]
    assert table.sums(np.array([5, 100_000, 7])).tolist() == [5, 100_000, 7]
    assert table.sums(np.array([], np.int64)).tolist() == []


def test_sums_may_be_names() -> None:
    table = Table((), lambda number: (f"a={number}",))
    both = table.sums(np.array([1, 2]))
    both += table.sums(np.array([2, 2]))
    assert both.tolist() == [("a=1", "a=2"), ("a=2", "a=2")]


def test_a_string_keeps_the_number_it_is_first_given() -> None:
    numbering = Numbering()
    assert [numbering.of(name) for name in ("泵站", "水闸", "泵站")] == [0, 1, 0]
    assert numbering.names == ["泵站", "水闸"]


def test_packed_sums_come_apart_label_by_label() -> None:
    rows = [[3, -250, 0, 16_000], [-16_000, 7, -1, 0], [0, 0, 0, 0]]
    assert unpacked(np.array([pack(row) for row in rows]), 4).tolist() == rows
    assert unpacked(np.array([pack(row) for row in rows]), 2).tolist() == [row[:2] for row in rows]
