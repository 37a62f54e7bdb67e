"""Counting what was found of what there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(slots=True)
class Tally:
    """How many were right, how many there are, and how many were given."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, right: int, gold: int = 1, found: int = 1) -> None:
        """Count further ones; without numbers, one that is right or not."""
        self.right += right
        self.gold += gold
        self.found += found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there is nothing and nothing was given."""
        both = self.gold + self.found
        return 2 * self.right / both if both else 1.0

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what there is that was given."""
        return self.right / self.gold if self.gold else 1.0


class Spanned(Protocol):
    """Whatever stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind it."""


G = TypeVar("G", bound=Spanned)
P = TypeVar("P", bound=Spanned)


def overlap(one: Spanned, other: Spanned) -> int:
    """How many characters the two share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def share(one: Spanned, other: Spanned) -> float:
    """What the two share of the stretch from the first of them to the end of the last."""
    stretch = max(one.end, other.end) - min(one.start, other.start)
    return overlap(one, other) / stretch if stretch else 0.0


def at_same_place(one: Spanned, other: Spanned) -> bool:
    """Whether the two have the same span."""
    return one.start == other.start and one.end == other.end


def pair(gold: Sequence[G], found: Sequence[P], same: Callable[[G, P], bool]) -> list[tuple[G, P]]:
    """Pairs of the gold and what was found that are ``same``, each used once.

    One after the other takes the one that shares most with it among those that are left.
    """
    pairs: list[tuple[G, P]] = []
    left = list(found)
    for wanted in gold:
        fitting = [n for n, one in enumerate(left) if same(wanted, one)]
        if fitting:
            best = max(fitting, key=lambda n: share(wanted, left[n]))
            pairs.append((wanted, left.pop(best)))
    return pairs
