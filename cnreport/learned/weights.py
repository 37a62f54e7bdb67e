"""Weights of a linear model's features, and the names of the features: one is what scores at work, the other trains.

A feature is a string ``name=key``, or a name alone, whose key is the name itself. What a look-up gives can be added up:
the weights of the features, or tuples of their names. So one code says which features there are, for both. Where a
feature has a weight for each of several labels, they are packed into one integer, so that one sum adds up all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol, TypeVar

Lookup = Callable[[str, Any], Any]
"""Takes a key, and what to give where there is no weight."""

_MOST_SUMS: Final = 60_000
_EMPTY: Final[dict[str, int]] = {}
UNIT: Final = 100
"""Weights are in hundredths."""
BITS: Final = 15
"""How wide a packed weight is: sums of weights stay within half of it, and four of them fit one machine word."""
_MASK: Final = (1 << BITS) - 1
_HALF: Final = 1 << (BITS - 1)


class Features(Protocol):
    """Look-ups by name, for features that are a name alone by ``""``. ``nothing`` is the empty sum."""

    nothing: Any

    def __hash__(self) -> int: ...

    def named(self, name: str) -> Lookup:
        """The look-up of the features of one name by their keys."""


Sum = TypeVar("Sum")


class Sums(dict[str | int, Sum]):
    """Sums of features by a key that says all that they depend on, each added up when it is first asked for."""

    def __init__(self, score: Callable[[Any], Sum]) -> None:
        super().__init__()
        self._score = score

    def __missing__(self, key: str | int) -> Sum:
        if len(self) >= _MOST_SUMS:
            self.clear()
        score = self[key] = self._score(key)
        return score


Tables = dict[str, dict[str, int]]


def pack(weights: Sequence[int]) -> int:
    """Weights of one feature for several labels as one integer; sums of such integers are packed sums."""
    return sum(weight << BITS * i for i, weight in enumerate(weights))


def first_of(packed: int) -> int:
    """The first of the weights, or sums of weights, in ``packed``; the others are ``(packed - first_of) >> BITS``."""
    return ((packed + _HALF) & _MASK) - _HALF


def unpack(packed: int, count: int) -> list[int]:
    """The ``count`` weights, or sums of weights, in ``packed``; each must be below 2^14 in size."""
    weights = []
    for _ in range(count):
        weight = first_of(packed)
        weights.append(weight)
        packed = (packed - weight) >> BITS
    return weights


def tables(weights: Mapping[str, int]) -> Tables:
    """The weights of features by name and key, as `Weights` looks them up and a model file holds them."""
    found: Tables = {}
    for feature, weight in sorted(weights.items()):
        name, equals, key = feature.partition("=")
        if equals:
            found.setdefault(name, {})[key] = weight
        else:
            found.setdefault("", {})[feature] = weight
    return found


class Weights:
    """What each feature counts, in hundredths, for several labels packed: the same in whatever order added."""

    nothing = 0

    def __init__(self, tables: Tables) -> None:
        """What the function of that name makes."""
        self._tables = tables

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        return self._tables.get(name, _EMPTY).get


class Names:
    """The names themselves."""

    nothing: tuple[str, ...] = ()

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        prefix = f"{name}=" if name else ""
        return lambda key, _: (prefix + key,)
