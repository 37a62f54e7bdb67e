"""Weights of a linear model's features, and the names of the features: one is what scores at work, the other trains.

A feature is a string ``name=key``. Those of words, ``name=TEXTsuffix``, are kept by word, so that a word is looked up
once for all of them; a *slot* is such a feature less its text: ``nw=L``. What a look-up gives can be added up: the
weights of the features, or tuples of their names. So one code says which features there are, for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

Lookup = Callable[[str, Any], Any]
"""Takes a key, or a slot, and what to give where there is no weight."""

# The features of words, and how many characters follow the text in each.
_SUFFIXES = {"w": 0, "nw": 1, "pw": 1, "bw": 2, "naw": 0} | {f"n{step}": 0 for step in (-3, -2, -1, 1, 2, 3)}


class Features(Protocol):
    """Look-ups by name, for features without a name by ``""``; and by word. ``nothing`` is the empty sum."""

    nothing: Any

    def named(self, name: str) -> Lookup:
        """The look-up of the features of one name by their keys."""

    def of_word(self, text: str) -> Lookup:
        """The look-up of the features of one word by their slots."""


class Weights:
    """What each feature counts, in thousandths: as exact as in a model file, and the same in whatever order added."""

    nothing = 0

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._names: dict[str, dict[str, int]] = {}
        self._words: dict[str, dict[str, int]] = {}
        for feature, weight in weights.items():
            name, named, key = feature.partition("=")
            if not named:
                name, key = "", feature
            thousandths = round(1000 * weight)
            if name in _SUFFIXES:
                end = len(key) - _SUFFIXES[name]
                self._words.setdefault(key[:end], {})[f"{name}={key[end:]}"] = thousandths
            else:
                self._names.setdefault(name, {})[key] = thousandths

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        return self._names.get(name, {}).get

    def of_word(self, text: str) -> Lookup:
        """See `Features`."""
        return self._words.get(text, {}).get


class Names:
    """The names themselves."""

    nothing: tuple[str, ...] = ()

    def named(self, name: str) -> Lookup:
        """See `Features`."""
        prefix = f"{name}=" if name else ""
        return lambda key, _: (prefix + key,)

    def of_word(self, text: str) -> Lookup:
        """See `Features`."""
        return lambda slot, _: (slot.replace("=", "=" + text),)
