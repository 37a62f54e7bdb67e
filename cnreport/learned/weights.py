"""Weights of a linear model's features, and the names of the features: one is what scores at work, the other trains.

A feature is a string ``name=key``. Those of words, ``name=TEXTsuffix``, are looked up by word; a *slot* is such a
feature less its text: ``nw=L``. What a look-up gives can be added up: the weights of the features, or tuples of their
names. So one code says which features there are, for both. Where a feature has a weight for each of several labels,
they are packed into one integer, so that one sum adds up all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

Lookup = Callable[[str, Any], Any]
"""Takes a key, or a word's text, and what to give where there is no weight."""

# The features of words, and how many characters follow the text in each.
_SUFFIXES = {"w": 0, "nw": 1, "pw": 1, "bw": 2, "wd": 2, "naw": 0} | {f"n{step}": 0 for step in (-3, -2, -1, 1, 2, 3)}
_MOST_SUMS = 20_000
# How wide a packed weight is: in thousandths, sums of hundreds of weights stay within half of it.
_BITS = 24
_WIDE = 1 << _BITS
_HALF = _WIDE >> 1


class Features(Protocol):
    """Look-ups by name, for features without a name by ``""``; and by slot. ``nothing`` is the empty sum."""

    nothing: Any

    def __hash__(self) -> int: ...

    def named(self, name: str) -> Lookup:
        """The look-up of the features of one name by their keys."""

    def of_word(self, slot: str) -> Lookup:
        """The look-up of the features of one slot by the texts of words."""


Sum = TypeVar("Sum")


class Sums(dict[str, Sum]):
    """Sums of features by a key that says all that they depend on, each added up when it is first asked for."""

    def __init__(self, score: Callable[[str], Sum]) -> None:
        super().__init__()
        self._score = score

    def __missing__(self, key: str) -> Sum:
        if len(self) >= _MOST_SUMS:
            self.clear()
        score = self[key] = self._score(key)
        return score


Tables = dict[str, dict[str, int]]


def pack(weights: Sequence[int]) -> int:
    """Weights of one feature for several labels as one integer; sums of such integers are packed sums."""
    return sum(weight << _BITS * i for i, weight in enumerate(weights))


def unpack(packed: int, count: int) -> list[int]:
    """The ``count`` weights, or sums of weights, in ``packed``; each must be below 2^23 in size."""
    weights = []
    for _ in range(count):
        weight = (packed + _HALF) % _WIDE - _HALF
        weights.append(weight)
        packed = (packed - weight) >> _BITS
    return weights


def tables(weights: Mapping[str, int]) -> dict[str, Tables]:
    """The weights of features as `Weights` looks them up and a model file holds them: by name and key under ``named``,
    by slot and word under ``words``.
    """
    named: Tables = {}
    words: Tables = {}
    for feature, weight in sorted(weights.items()):
        name, equals, key = feature.partition("=")
        if not equals:
            name, key = "", feature
        if name in _SUFFIXES:
            end = len(key) - _SUFFIXES[name]
            words.setdefault(f"{name}={key[end:]}", {})[key[:end]] = weight
        else:
            named.setdefault(name, {})[key] = weight
    return {"named": named, "words": words}


class Weights:
    """What each feature counts, in thousandths, for several labels packed: the same in whatever order added."""

    nothing = 0

    def __init__(self, named: Tables, words: Tables) -> None:
        """The two tables that `tables` makes."""
        self._names = named
        self._slots = words

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        return self._names.get(name, {}).get

    def of_word(self, slot: str) -> Lookup:
        """See `Features`."""
        return self._slots.get(slot, {}).get


class Names:
    """The names themselves."""

    nothing: tuple[str, ...] = ()

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        prefix = f"{name}=" if name else ""
        return lambda key, _: (prefix + key,)

    def of_word(self, slot: str) -> Lookup:
        """See `Features`."""
        name, _, suffix = slot.partition("=")
        return lambda text, _: (f"{name}={text}{suffix}",)
