"""What a regular expression cannot match without: so one reading of a text rules out most of many patterns.

Of each pattern a set of literals is worked out of which every match contains at least one (as RE2's prefilter does:
Cox, *Regular Expression Matching in the Wild*, 2010); all of them are looked for at once (Aho and Corasick 1975, in
Rust). What is found says which patterns are worth a search, never that one matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from cnreport.text.source import encodable

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Literals = frozenset[str]
_NOTHING: Final = frozenset([""])
# More literals than this for one part of a pattern are not told apart.
_MOST: Final = 64
_MOST_CHARACTERS: Final = 32
_ZERO_WIDTH: Final = ("AT", "ASSERT", "ASSERT_NOT")


def needed(pattern: re.Pattern[str]) -> Literals:
    """Literals of which at least one stands in every match of ``pattern``; empty when there is no such set."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    parser: Any = import_module("re._parser")
    return _sequence(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))[1] or frozenset()


def _sequence(tree: Any) -> tuple[Literals | None, Literals | None]:
    """All that a sequence can match, where that is a short list; and the best literals that it cannot match without."""
    best: Literals | None = None
    run = _NOTHING
    whole = True
    for code, value in tree:
        exact, without = _element(str(code), value)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(map("".join, product(run, exact)))
            continue
        whole = False
        best = _better(_better(best, run), without)
        run = _NOTHING if exact is None else exact
    best = _better(best, run)
    return (run if whole else None), best


def _element(kind: str, value: Any) -> tuple[Literals | None, Literals | None]:
    """The same for one element of a sequence."""
    if kind in _ZERO_WIDTH:
        return _NOTHING, None
    if kind == "LITERAL":
        return _both(frozenset(chr(value)))
    if kind == "IN":
        return _both(_characters(value))
    if kind == "SUBPATTERN":
        _, added_flags, _, body = value
        return (None, None) if added_flags & re.IGNORECASE else _sequence(body)
    if kind == "BRANCH":
        return _branch(list(map(_sequence, value[1])))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = value
        exact, without = _sequence(body)
        if most == 1 and exact is not None:
            return exact | _NOTHING, None
        return None, without if least else None
    return None, None


def _both(literals: Literals | None) -> tuple[Literals | None, Literals | None]:
    return literals, literals


def _branch(
    alternatives: Sequence[tuple[Literals | None, Literals | None]],
) -> tuple[Literals | None, Literals | None]:
    exacts = [exact for exact, _ in alternatives if exact is not None]
    withouts = [without for _, without in alternatives if without is not None]
    return (
        frozenset().union(*exacts) if len(exacts) == len(alternatives) else None,
        frozenset().union(*withouts) if len(withouts) == len(alternatives) else None,
    )


def _characters(items: Any) -> Literals | None:
    """The characters of a set, where they are few."""
    found: set[str] = set()
    for code, value in items:
        if str(code) == "LITERAL":
            found.add(chr(value))
        elif str(code) == "RANGE" and value[1] - value[0] < _MOST_CHARACTERS:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


def _better(one: Literals | None, other: Literals | None) -> Literals | None:
    """The set that rules out more: that of longer literals, of equals the smaller."""
    return max(one, other, key=_strength)


def _strength(literals: Literals | None) -> tuple[int, int]:
    return (min(map(len, literals)), -len(literals)) if literals else (0, 0)


def occurrences(words: AhoCorasick, text: str, *, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """Where some words stand in ``text``: of each place which word it is, its start and its end."""
    find = words.find_matches_as_indexes
    try:
        found: list[tuple[int, int, int]] = find(text, overlapping=overlapping)
    except UnicodeEncodeError:
        found = find(encodable(text), overlapping=overlapping)
    return found


class Prefilter:
    """Tells of each stretch of a text which of some patterns can match in it."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        from ahocorasick_rs import AhoCorasick

        bits: dict[str, int] = {}
        self._always = 0
        for number, pattern in enumerate(patterns):
            literals = needed(pattern)
            if not literals:
                self._always |= 1 << number
            for literal in map(encodable, literals):
                bits[literal] = bits.get(literal, 0) | 1 << number
        self._bits = list(bits.values())
        self._literals: AhoCorasick = AhoCorasick(bits, store_patterns=False)
        self._numbers = lru_cache(maxsize=16_384)(partial(_set_bits, count=len(patterns)))

    def possible(self, text: str, ends: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """For each stretch, from the end of the one before to its own, the numbers of the patterns that can match."""
        found = occurrences(self._literals, text, overlapping=True)
        at, last = 0, len(found)
        bits = self._bits
        for end in ends:
            mask = self._always
            while at < last and found[at][2] <= end:
                mask |= bits[found[at][0]]
                at += 1
            yield self._numbers(mask)


def _set_bits(mask: int, count: int) -> tuple[int, ...]:
    return tuple(number for number in range(count) if mask >> number & 1)
