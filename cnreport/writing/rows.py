"""Rows from a report: the values that the paths of a table's columns lead to.

The paths are walked as a tree, each step once for all the columns behind it: a report has tens of rows a page, most of
them with most of their columns empty, and whole branches of the tree end at a mention that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cnreport.writing.columns import Column, Value
from cnreport.writing.values import Finish, finisher, nothing

Row = tuple[Value, ...]


class _Step:
    """A step of the paths: the columns that it ends, those that want each of its list, the steps behind it."""

    __slots__ = ("ends", "lists", "steps")

    def __init__(self) -> None:
        self.ends: list[tuple[int, Finish]] = []
        self.lists: list[tuple[int, str, Finish]] = []
        self.steps: dict[str, _Step] = {}

    def behind(self, name: str) -> _Step:
        return self.steps.setdefault(name, _Step())

    def fill(self, row: list[Value], value: Any) -> None:
        """Put into ``row`` what is found from ``value``, which is not None."""
        for position, finish in self.ends:
            row[position] = finish(value)
        for position, tail, finish in self.lists:
            row[position] = finish([getattr(one, tail) for one in value])
        if self.steps:
            # A model's fields by name, those that this one does not have left out.
            fields = value.__dict__
            for name, step in self.steps.items():
                found = fields.get(name)
                if found is not None:
                    step.fill(row, found)


class RowMaker:
    """Makes the rows of a table of these columns."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._top = _Step()
        self._empty: list[Value] = [nothing(column) for column in columns]
        for position, column in enumerate(columns):
            before, _, after = column.path.partition("[]")
            step = self._top
            for name in before.split("."):
                step = step.behind(name)
            tail = after.lstrip(".")
            if tail:
                step.lists.append((position, tail, finisher(column)))
            else:
                step.ends.append((position, finisher(column)))

    def __call__(self, place: Mapping[str, object]) -> Row:
        """The row whose columns' paths begin at the values of ``place``, by name."""
        row = self._empty.copy()
        for name, step in self._top.steps.items():
            found = place.get(name)
            if found is not None:
                step.fill(row, found)
        return tuple(row)
