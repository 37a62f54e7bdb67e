"""Sums of features by number."""

from __future__ import annotations

import numpy as np

from cnreport.learned.tables import Numbering, RowTable, Table


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
    numbering: Numbering[str] = Numbering()
    assert [numbering.of(name) for name in ("泵站", "水闸", "泵站")] == [0, 1, 0]
    assert numbering.names == ["泵站", "水闸"]


def test_rows_stand_in_a_line_and_nothing_stands_for_those_that_are_missing() -> None:
    table = RowTable(3, lambda number: (7,) * number)
    assert table.sums(np.array([2, 0, 3])).tolist() == [[7, 7, 0], [0, 0, 0], [7, 7, 7]]
    assert table.sums(np.array([], np.int64)).tolist() == []
