"""What the role model sees of the words of records: of each word the sum of its features.

A word is seen by its text and class, those of its neighbours, where it stands in its clause and its record, the verbs
of its clause in their order, and whether an amount of the record counts it or is governed by it. Each of these is a
number, worked out for all words at once; `cnreport.mapping.role_tables` has the features that a number stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from cnreport.learned.tables import Array, Numbers
from cnreport.learned.weights import Features
from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.role_tables import BEFORE, BEHIND, BITS, CLASSES, LOW, RoleTables, role_tables
from cnreport.mapping.word import Word, words_in

Said = tuple[Sequence[Word], Sequence[Fact]]
"""The words of a record and the facts of its amounts."""

_NUMBERS: Final = {cls: number for number, cls in enumerate(CLASSES)}
# So many words before a record and behind it stand for none; one sees no further.
_MARGIN: Final = 3
# Above these all counts are the same: of verbs on a side, of words to the edge of the clause, of clauses.
_VERBS: Final = 3
_EDGE: Final = 3
_CLAUSES: Final = 2
_AMOUNT: Final = "Q"
_NUMBER: Final = re.compile("[0-9.%零〇一二三四五六七八九十百千万亿两几半数]")


def said_before_number(text: str) -> str:
    """What an amount says before its number: 超过 of 超过70%; empty where it begins with the number."""
    number = _NUMBER.search(text)
    return text[: number.start()] if number else ""


def word_features(features: Features, records: Sequence[Said], lexicon: Lexicon) -> list[list[Any]]:
    """The sum of the features of each word of each record.

    ``features`` are what is added up: weights, or the names of the features.
    """
    tables = role_tables(features, lexicon)
    ends: list[int] = []
    total = 0
    for words, _ in records:
        total += len(words)
        ends.append(total)
    sums = _sums(tables, _Places(tables, records)).tolist() if total else []
    return [sums[start:end] for start, end in zip([0, *ends], ends, strict=False)]


class _Places:
    """The words of records one behind the other, each record with a margin, and what is known of each place."""

    def __init__(self, tables: RoleTables, records: Sequence[Said]) -> None:
        margin_before, margin_behind = [tables.before] * _MARGIN, [tables.behind] * _MARGIN
        numbers: list[int] = []
        orders: list[int] = []
        amounts: list[tuple[int, list[int]]] = []
        for words, facts in records:
            if not words:
                continue
            numbers += margin_before
            if facts:
                amounts.append((len(numbers), _governed(words, facts)))
            verbs: list[str] = []
            for word in words:
                cls = word.cls
                text = word.text if word.quantity < 0 else said_before_number(word.text) or _AMOUNT
                numbers.append(tables.texts.of(text) << BITS | _NUMBERS[cls])
                if cls == "V":
                    if len(verbs) < _VERBS:
                        verbs.append(text)
                elif cls == "X":
                    orders.append(tables.orders.of("|".join(verbs)))
                    verbs = []
            orders.append(tables.orders.of("|".join(verbs)))
            numbers += margin_behind
        self.words: Numbers = np.array(numbers, np.int64)
        self.orders: Numbers = np.array(orders, np.int64)
        self.amounts: Numbers = np.zeros(len(numbers), np.int64)
        for start, marks in amounts:
            self.amounts[start : start + len(marks)] = marks


def _governed(words: Sequence[Word], facts: Sequence[Fact]) -> list[int]:
    """Of each word whether an amount counts it and whether it governs one, and whether any verb of the record does."""
    counts: set[int] = set()
    governs: set[int] = set()
    for fact in facts:
        for span, found in ((fact.of, counts), (fact.action, governs)):
            if span is not None:
                found.update(words_in(words, span))
    known = 8 | bool(governs) << 2
    return [(known | (k in counts) | (k in governs) << 1) << BITS for k in range(len(words))]


def _sums(tables: RoleTables, places: _Places) -> Array:
    """The sums of the features of all words."""
    text, cls = places.words >> BITS, places.words & LOW
    here = np.arange(len(cls))
    edge_before, edge_behind = cls == _NUMBERS[BEFORE], cls == _NUMBERS[BEHIND]
    stop, verb, figure = cls == _NUMBERS["X"], cls == _NUMBERS["V"], cls == _NUMBERS["Q"]

    # Of each word the first place of its clause, and the stop or the margin behind it.
    begins = np.concatenate(([False], (stop | edge_before)[:-1])) & ~edge_before
    start = np.maximum.accumulate(np.where(begins, here, 0))
    end = _next(stop | edge_behind)
    verbs, verbs_ahead = _around(verb, start, end)
    links, links_ahead = _around(cls == _NUMBERS["U"], start, end)
    figures, figures_ahead = _around(figure, start, end)
    stops, stops_ahead = _around(stop, np.maximum.accumulate(np.where(edge_before, here, 0)), _next(edge_behind))

    some = verbs + verb + verbs_ahead > 0
    next_verb = _next(verb)
    last_verb = np.maximum.accumulate(np.where(verb, here, 0))
    first_verb = next_verb[start]
    passed = np.where(verbs > 0, text[last_verb[here - 1]], tables.no_text)
    following = np.where(verbs_ahead > 0, text[next_verb[np.minimum(here + 1, here[-1])]], tables.no_text)
    opening = np.where(some, text[first_verb] << 2 | 1 + np.sign(here - first_verb), tables.no_text << 2)
    order = places.orders[np.cumsum(begins) - 1]

    # A stop stands nowhere in its clause.
    among = ~stop * (
        np.minimum(verbs, _VERBS) | np.minimum(verbs_ahead, _VERBS) << 2 | (links > 0) << 4 | (links_ahead > 0) << 5
    )
    from_start = ~stop * np.minimum(here - start, _EDGE)
    to_end = ~stop * np.minimum(end - 1 - here, _EDGE)
    record = (
        np.minimum(stops, _CLAUSES)
        | np.minimum(stops_ahead + stop, _CLAUSES) << 2
        | (figures + figure + figures_ahead > 0) << 4
    )

    k = np.flatnonzero(~(edge_before | edge_behind))
    alone, c = text[k] << BITS, cls[k]
    three = cls[k - 1] << 2 * BITS | c << BITS | cls[k + 1]
    found = tables.own.sums(places.words[k])
    found += tables.one_before.sums(text[k - 1])
    found += tables.one_behind.sums(text[k + 1])
    found += tables.two_before.sums(text[k - 2])
    found += tables.two_behind.sums(text[k + 2])
    found += tables.verb_before.sums(passed[k])
    found += tables.verb_behind.sums(following[k])
    found += tables.first_verb.sums(opening[k])
    found += tables.last_word.sums(text[end[k] - 1])
    found += tables.order.sums((order << 3 | np.minimum(verbs, _VERBS) << 1 | verb)[k])
    found += tables.behind_class.sums(alone | cls[k - 1])
    found += tables.before_class.sums(alone | cls[k + 1])
    found += tables.three.sums(three)
    found += tables.five.sums(cls[k - 2] << 4 * BITS | three << BITS | cls[k + 2])
    found += tables.four_before.sums(cls[k - 3] << 3 * BITS | cls[k - 2] << 2 * BITS | three >> BITS)
    found += tables.four_behind.sums((three & LOW << BITS | three & LOW) << 2 * BITS | cls[k + 2] << BITS | cls[k + 3])
    found += tables.among_verbs.sums(among[k] << BITS | c)
    found += tables.from_start.sums((cls[start] << 2 | from_start)[k] << BITS | c)
    found += tables.in_record.sums((record << 2 | to_end)[k] << BITS | c)
    found += tables.amounts.sums(places.amounts[k] | c)
    return found


def _next(marked: Numbers) -> Numbers:
    """Of each place the first marked one from it on; the last place where there is none."""
    last = len(marked) - 1
    return np.minimum.accumulate(np.where(marked, np.arange(len(marked)), last)[::-1])[::-1]


def _around(marked: Numbers, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Of each place how many marked ones there are from ``start`` up to it, and how many behind it up to ``end``."""
    count = np.cumsum(marked)
    before = count - marked
    return before - before[start], count[end] - count
