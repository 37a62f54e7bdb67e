"""What the role model sees of a word: short strings ``name=key``, the same at training and at work.

A word is seen by its text and class, those of its neighbours, where it stands in its clause and its record, the verbs
of its clause, and whether an amount of the record counts it or is governed by it. What depends on the same letters is
summed once and kept by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cnreport.learned.weights import Features, Sums
from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word, words_in

# Classes of words, and of the edges of a record, as numbers of five bits: so are keys of several made without a string.
_LETTERS = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ^$"
_BEFORE, _BEHIND = _LETTERS.index("^"), _LETTERS.index("$")
_VERB, _STOP, _OF, _FIGURE = map(_LETTERS.index, "VXUQ")
_FIVE = (1 << 25) - 1
# Above these all counts are the same: of verbs on a side, of words to the edge of the clause, of clauses.
_VERBS, _EDGE, _CLAUSES = 3, 3, 2
_LONGEST = 4
_AMOUNT = "Q"
# What stands for a word where there is none, with its class: before the record, behind it, no verb.
_START, _END, _NO_WORD = "^^", "$$", "--"
_NUMBER = re.compile("[0-9.%零〇一二三四五六七八九十百千万亿两几半数]")
# What a word's text tells of words beside it and further off: of the next and the last, of those two away, of those
# between it and the next verb, or the last one; as first verb of its clause of words before it, itself and words behind
# it; as last word of its clause. The word's own features stand before.
_BY_TEXT = ("w-1", "w+1", "w-2", "w+2", "pv", "nv", "fv>", "fv=", "fv<", "lw")
_OWN, _NEXT, _LAST, _NEXT_BUT_ONE, _LAST_BUT_ONE, _VERB_BEFORE, _VERB_BEHIND, _OPENS, _IS_OPENING, _OPENED, _CLOSED = (
    range(11)
)


def said_before_number(text: str) -> str:
    """What an amount says before its number: 超过 of 超过70%; empty where it begins with the number."""
    number = _NUMBER.search(text)
    return text[: number.start()] if number else ""


def word_features(features: Features, words: Sequence[Word], facts: Sequence[Fact], lexicon: Lexicon) -> list[Any]:
    """The sum of the features of each word of a record; ``facts`` are those of its amounts.

    ``features`` are what is added up: weights, or the names of the features.
    """
    around, standing, parts, told = _around(features), _standing(features), _parts(features), _told(features, lexicon)
    seen = [told[_START], told[_START], *[told[_key(word)] for word in words], told[_END], told[_END]]
    classes = [ord(word.cls) & 31 for word in words]
    none, zero = told[_NO_WORD], features.nothing
    clauses = _clauses(classes)
    places = _places(classes, clauses)
    governed = _governed(words, facts)
    found: list[Any] = []
    near = _near(classes)
    for start, end in clauses:
        verbs = [k for k in range(start, end) if classes[k] == _VERB]
        first = verbs[0] if verbs else end
        opening = seen[first + 2] if verbs else none
        closing = seen[end + 1][_CLOSED]
        passed, turn = none, 0
        for k in range(start, min(end + 1, len(words))):
            here = k == first
            if turn < len(verbs) and k == verbs[turn]:
                turn += 1
            following = seen[verbs[turn] + 2] if turn < len(verbs) else none
            said = [
                around[near[k]],
                standing[places[k]],
                seen[k + 2][_OWN],
                seen[k + 1][_NEXT],
                seen[k + 3][_LAST],
                seen[k][_NEXT_BUT_ONE],
                seen[k + 4][_LAST_BUT_ONE],
                passed[_VERB_BEFORE],
                following[_VERB_BEHIND],
                opening[_IS_OPENING if here else _OPENED if first < k else _OPENS],
                closing,
            ]
            if governed:
                said.append(parts[governed[k] + words[k].cls])
            found.append(sum(said, zero))
            if classes[k] == _VERB:
                passed = seen[k + 2]
    return found


def _key(word: Word) -> str:
    """A word as `_told` knows it: its text, of an amount only what it says before the number, and its class."""
    return (word.text if word.quantity < 0 else said_before_number(word.text) or _AMOUNT) + word.cls


def _near(classes: Sequence[int]) -> list[int]:
    """The classes of each word and of two on each side, five bits each."""
    found = []
    five = _BEFORE << 5 | _BEFORE
    for cls in [*classes[:2], *[_BEHIND] * (2 - len(classes[:2]))]:
        five = five << 5 | cls
    for cls in [*classes[2:], _BEHIND, _BEHIND][: len(classes)]:
        five = (five << 5 | cls) & _FIVE
        found.append(five)
    return found


def _clauses(classes: Sequence[int]) -> list[tuple[int, int]]:
    """The clauses of a record, without the stops between them; there is none behind a stop at the end."""
    ends = [k for k, cls in enumerate(classes) if cls == _STOP]
    starts = [0, *(end + 1 for end in ends)]
    return [(start, end) for start, end in zip(starts, [*ends, len(classes)], strict=True) if start < len(classes)]


def _places(classes: Sequence[int], clauses: Sequence[tuple[int, int]]) -> list[int]:
    """Where each word stands, as `_standing` takes it apart: in its clause by the verbs and 的 before it and behind it
    and by its edges, in its record by clauses; whether its clause has an amount, and how that begins.
    """
    found: list[int] = []
    stops = classes.count(_STOP)
    for number, (start, end) in enumerate(clauses):
        left, counted = stops - number, int(_FIGURE in classes[start:end])
        record = min(number, _CLAUSES) << 10 | min(left, _CLAUSES) << 12 | counted << 14 | classes[start] << 15
        ahead: list[int] = []
        verbs = linked = 0
        for k in range(end - 1, start - 1, -1):
            ahead.append(min(verbs, _VERBS) << 3 | linked << 5)
            if classes[k] == _VERB:
                verbs += 1
            elif classes[k] == _OF:
                linked = 1
        verbs = linked = 0
        for k in range(start, end):
            edges = min(k - start, _EDGE) << 6 | min(end - 1 - k, _EDGE) << 8
            passed = min(verbs, _VERBS) | linked << 2
            found.append(passed | ahead[end - 1 - k] | edges | record | classes[k] << 20)
            if classes[k] == _VERB:
                verbs += 1
            elif classes[k] == _OF:
                linked = 1
        if end < len(classes):
            found.append(record | _STOP << 20)
    return found


def _governed(words: Sequence[Word], facts: Sequence[Fact]) -> list[str]:
    """Of each word whether an amount counts it and whether it governs one, and whether any verb of the record does;
    nothing of a record without amounts.
    """
    if not facts:
        return []
    counts: set[int] = set()
    governs: set[int] = set()
    for fact in facts:
        for span, found in ((fact.of, counts), (fact.action, governs)):
            if span is not None:
                found.update(words_in(words, span))
    any_governs = "a" if governs else "-"
    return [f"{'o' if k in counts else '-'}{'a' if k in governs else '-'}{any_governs}" for k in range(len(words))]


@lru_cache(maxsize=8)
def _around(features: Features) -> Sums[Any]:
    """The classes of the word and of two on each side."""
    c5, c3, cl, cr = map(features.named, ("c5", "c3", "cl", "cr"))
    zero = features.nothing

    def score(near: int) -> Any:
        five = "".join([_LETTERS[near >> shift & 31] for shift in (20, 15, 10, 5, 0)])
        return c5(five, zero) + c3(five[1:4], zero) + cl(five[1:3], zero) + cr(five[2:4], zero)

    return Sums(score)


@lru_cache(maxsize=8)
def _standing(features: Features) -> Sums[Any]:
    """Where the word stands; the key is one of `_places`."""
    v, n, u, f, e, nq = map(features.named, ("v", "n", "u", "f", "e", "nq"))
    zero = features.nothing

    def score(place: int) -> Any:
        verbs, linked, verbs_ahead, linked_ahead = place & 3, place >> 2 & 1, place >> 3 & 3, place >> 5 & 1
        start, end, number, left = place >> 6 & 3, place >> 8 & 3, place >> 10 & 3, place >> 12 & 3
        counted, first, cls = place >> 14 & 1, _LETTERS[place >> 15 & 31], _LETTERS[place >> 20]
        return (
            v(f"{verbs}{verbs_ahead}{cls}", zero)
            + n(f"{number}{left}{cls}", zero)
            + u(f"{linked_ahead}{linked}{cls}", zero)
            + f(f"{first}{cls}{start}", zero)
            + e(f"{end}{cls}", zero)
            + nq(f"{counted}{cls}", zero)
        )

    return Sums(score)


@lru_cache(maxsize=8)
def _parts(features: Features) -> Sums[Any]:
    """What amounts say of the word."""
    o = features.named("o")
    return Sums(lambda key: o(key, features.nothing))


@lru_cache(maxsize=8)
def _told(features: Features, lexicon: Lexicon) -> Sums[list[Any]]:
    """What a word tells of itself, and what its text tells of others, in the order of `_BY_TEXT`."""
    lookups = [features.named(name) for name in _BY_TEXT]
    w, s2, s, p, length, lx = map(features.named, ("w", "s2", "s", "p", "l", "lx"))
    zero = features.nothing

    def tell(key: str) -> list[Any]:
        text, cls = key[:-1], key[-1]
        own = (
            w(text + cls, zero)
            + s2(text[-2:] + cls, zero)
            + s(text[-1:] + cls, zero)
            + p(text[:1] + cls, zero)
            + length(f"{min(len(text), _LONGEST)}{cls}", zero)
        )
        for name in lexicon.verb_classes.get(text, ()):
            own += lx(name + cls, zero)
        if lexicon.is_indicator(text):
            own += lx(f"ind{cls}", zero)
        return [own, *[lookup(text, zero) for lookup in lookups]]

    return Sums(tell)
