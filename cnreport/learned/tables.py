"""Sums of features in arrays, by number: of many places at once, so that none of them costs a call.

A number says all that the features in it depend on. What it stands for is added up when it is first met.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
"""An array of integers, a number for each place; or of truth values."""
Array = NDArray[Any]
"""An array of sums, one for each place; of names it holds tuples."""

_SMALLEST: Final = 1024

Name = TypeVar("Name", bound=Hashable)


class Numbering(Generic[Name]):
    """Numbers for strings or the like, in the order in which they are first met."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        """What is numbered, by the numbers."""
        self._numbers: dict[Name, int] = {}
        self._lock = Lock()

    def of(self, name: Name) -> int:
        """The number of a name."""
        found = self._numbers.get(name)
        if found is None:
            with self._lock:
                found = self._numbers.get(name)
                if found is None:
                    self.names.append(name)
                    found = self._numbers[name] = len(self.names) - 1
        return found


class Table:
    """The sums of some features by number."""

    def __init__(self, nothing: Any, score: Callable[[int], Any]) -> None:
        """``nothing`` is the empty sum, ``score`` adds up what a number stands for."""
        self._score = score
        kind = np.int64 if isinstance(nothing, int) else np.object_
        # The sums, and which of them are known; replaced together, so that two threads never mix them up.
        self._kept: tuple[Array, Numbers] = (np.zeros(0, kind), np.zeros(0, np.bool_))

    def sums(self, numbers: Numbers) -> Array:
        """The sum at each place."""
        found, known = self._kept
        if len(numbers) and (highest := int(numbers.max())) >= len(found):
            found, known = self._kept = self._grown(found, known, highest)
        seen = known.take(numbers)
        if not seen.all():
            for number in np.unique(numbers[~seen]).tolist():
                self._put(found, number, self._score(number))
                known[number] = True
        taken: Array = found.take(numbers, axis=0)
        return taken

    def _put(self, found: Array, number: int, score: Any) -> None:
        found[number] = score

    def _grown(self, found: Array, known: Numbers, highest: int) -> tuple[Array, Numbers]:
        size = max(_SMALLEST, len(found))
        while size <= highest:
            size *= 2
        more, more_known = np.zeros((size, *found.shape[1:]), found.dtype), np.zeros(size, np.bool_)
        more[: len(found)], more_known[: len(known)] = found, known
        return more, more_known


class RowTable(Table):
    """The rows of some features by number, a line of them for each place; 0 where a feature has none."""

    def __init__(self, width: int, score: Callable[[int], tuple[int, ...]]) -> None:
        """``score`` gives what a number stands for: ``width`` rows at most."""
        super().__init__((), score)
        self._kept = (np.zeros((0, width), np.int32), np.zeros(0, np.bool_))

    def _put(self, found: Array, number: int, score: Any) -> None:
        found[number, : len(score)] = score
