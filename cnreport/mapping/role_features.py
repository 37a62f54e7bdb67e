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
from cnreport.mapping.word import Word

_DIGITS = "0123"
_FLAGS = ("0", "1")
# Above these all counts are the same: of verbs on a side, of words to the edge of the clause, of clauses.
_VERBS, _EDGE, _CLAUSES = 3, 3, 2
_LONGEST = 4
_AMOUNT = "Q"
# What stands for a word where there is none, with flags and class: before the record, behind it, no verb.
_START, _END, _NO_WORD = "^00^", "$00$", "-00-"
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
    classes = f"^^{''.join([word.cls for word in words])}$$"
    around, standing, parts, told = _around(features), _standing(features), _parts(features), _told(features, lexicon)
    seen = [told[_START], told[_START], *[told[_key(word)] for word in words], told[_END], told[_END]]
    none, zero = told[_NO_WORD], features.nothing
    places = _places(classes)
    governed = _governed(words, facts)
    found: list[Any] = []
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].cls != "X":
            end += 1
        verbs = [k for k in range(start, end) if classes[k + 2] == "V"]
        first = verbs[0] if verbs else end
        opening = seen[first + 2] if verbs else none
        closing = seen[end + 1][_CLOSED]
        passed, turn = none, 0
        for k in range(start, min(end + 1, len(words))):
            cls = classes[k + 2]
            if turn < len(verbs) and k == verbs[turn]:
                turn += 1
            following = seen[verbs[turn] + 2] if turn < len(verbs) else none
            said = [
                around[classes[k : k + 5]],
                standing[places[k]],
                seen[k + 2][_OWN],
                seen[k + 1][_NEXT],
                seen[k + 3][_LAST],
                seen[k][_NEXT_BUT_ONE],
                seen[k + 4][_LAST_BUT_ONE],
                passed[_VERB_BEFORE],
                following[_VERB_BEHIND],
                opening[_IS_OPENING if k == first else _OPENED if first < k else _OPENS],
                closing,
            ]
            if governed:
                said.append(parts[governed[k] + cls])
            found.append(sum(said, zero))
            if cls == "V":
                passed = seen[k + 2]
        start = end + 1
    return found


def _key(word: Word) -> str:
    """A word as `_told` knows it: its text, whether it is verbal, whether an idiom, and its class."""
    text = (said_before_number(word.text) or _AMOUNT) if word.quantity >= 0 else word.text
    return f"{text}{_FLAGS[word.verbal]}{_FLAGS[word.idiom]}{word.cls}"


def _places(classes: str) -> list[str]:
    """Where each word stands: in its clause by verbs, 的, prepositions and edges, in its record by clauses."""
    clauses = classes[2:-2].split("X")
    last = len(clauses) - 1
    found: list[str] = []
    for number, clause in enumerate(clauses):
        size = len(clause)
        record = f"{_DIGITS[min(number, _CLAUSES)]}{_DIGITS[min(last - number, _CLAUSES)]}{_FLAGS['Q' in clause]}"
        ahead = ["00"] * size
        verbs, linked = 0, False
        for k in range(size - 1, -1, -1):
            ahead[k] = _DIGITS[min(verbs, _VERBS)] + _FLAGS[linked]
            verbs += clause[k] == "V"
            linked = linked or clause[k] == "U"
        verbs, linked = 0, False
        first = clause[:1] or "X"
        for k, cls in enumerate(clause):
            passed = _DIGITS[min(verbs, _VERBS)] + _FLAGS[linked]
            edges = _DIGITS[min(k, _EDGE)] + _DIGITS[min(size - 1 - k, _EDGE)]
            found.append(f"{passed}{ahead[k]}{edges}{record}{first}{cls}")
            verbs += cls == "V"
            linked = linked or cls == "U"
        if number < last:
            found.append(f"000000{record}{first}X")
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
                found.update(k for k, word in enumerate(words) if word.start < span.end and span.start < word.end)
    any_governs = "a" if governs else "-"
    return [f"{'o' if k in counts else '-'}{'a' if k in governs else '-'}{any_governs}" for k in range(len(words))]


@lru_cache(maxsize=8)
def _around(features: Features) -> Sums[Any]:
    """The classes of the word and of two on each side."""
    c5, c3, cl, cr = map(features.named, ("c5", "c3", "cl", "cr"))
    zero = features.nothing
    return Sums(lambda near: c5(near, zero) + c3(near[1:4], zero) + cl(near[1:3], zero) + cr(near[2:4], zero))


@lru_cache(maxsize=8)
def _standing(features: Features) -> Sums[Any]:
    """Where the word stands; the key is one of `_places`."""
    v, n, u, f, e, nq = map(features.named, ("v", "n", "u", "f", "e", "nq"))
    zero = features.nothing

    def score(place: str) -> Any:
        verbs, linked, verbs_ahead, linked_ahead, start, end, number, left, counted, first, cls = list(place)
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
    w, s2, s, p, length, y, lx = map(features.named, ("w", "s2", "s", "p", "l", "y", "lx"))
    zero = features.nothing

    def tell(key: str) -> list[Any]:
        text, flags, cls = key[:-3], key[-3:-1], key[-1]
        own = (
            w(text + cls, zero)
            + s2(text[-2:] + cls, zero)
            + s(text[-1:] + cls, zero)
            + p(text[:1] + cls, zero)
            + length(f"{min(len(text), _LONGEST)}{cls}", zero)
            + y(flags + cls, zero)
        )
        for name in lexicon.verb_classes.get(text, ()):
            own += lx(name + cls, zero)
        if lexicon.is_indicator(text):
            own += lx(f"ind{cls}", zero)
        return [own, *[lookup(text, zero) for lookup in lookups]]

    return Sums(tell)
