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
# What stands for a word where there is none: before the record, behind it, in a clause without a verb.
_START, _END, _NO_WORD = "^", "$", "-"
_NUMBER = re.compile("[0-9.%零〇一二三四五六七八九十百千万亿两几半数]")
# The features that a word's text alone is the key of, for the words around it: two words off, the verb before and the
# verb behind, the first verb of the clause (before, here, behind), the last word of the clause.
_BY_TEXT = ("w+2", "w-2", "nv", "pv", "fv>", "fv=", "fv<", "lw")
_TWO_BEFORE, _TWO_BEHIND, _VERB_BEHIND, _VERB_BEFORE, _FIRST_BEHIND, _FIRST_HERE, _FIRST_BEFORE, _LAST = range(8)


def said_before_number(text: str) -> str:
    """What an amount says before its number: 超过 of 超过70%; empty where it begins with the number."""
    number = _NUMBER.search(text)
    return text[: number.start()] if number else ""


def word_features(features: Features, words: Sequence[Word], facts: Sequence[Fact], lexicon: Lexicon) -> list[Any]:
    """The sum of the features of each word of a record; ``facts`` are those of its amounts.

    ``features`` are what is added up: weights, or the names of the features.
    """
    classes = f"^^{''.join([word.cls for word in words])}$$"
    shown = [(said_before_number(word.text) or _AMOUNT) if word.quantity >= 0 else word.text for word in words]
    texts = [_START, _START, *shown, _END, _END]
    around, standing, parts = _around(features), _standing(features), _parts(features)
    own, before, behind, told = _own(features, lexicon), _before(features), _behind(features), _told(features)
    slots = [told[text] for text in texts]
    none = told[_NO_WORD]
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
        opening = slots[first + 2] if verbs else none
        closing = slots[end + 1][_LAST]
        passed, ahead = none, iter(verbs)
        following = next(ahead, end)
        for k in range(start, min(end + 1, len(words))):
            cls, word = classes[k + 2], words[k]
            if k == following:
                following = next(ahead, end)
            score = (
                around[classes[k : k + 5]]
                + standing[places[k]]
                + parts[governed[k] + cls]
                + own[f"{texts[k + 2]}{_FLAGS[word.verbal]}{_FLAGS[word.idiom]}{cls}"]
                + before[texts[k + 1] + cls]
                + behind[texts[k + 3] + cls]
                + slots[k][_TWO_BEHIND]
                + slots[k + 4][_TWO_BEFORE]
                + passed[_VERB_BEFORE]
                + (slots[following + 2] if following < end else none)[_VERB_BEHIND]
                + closing
            )
            found.append(score + opening[_FIRST_HERE if k == first else _FIRST_BEFORE if first < k else _FIRST_BEHIND])
            if cls == "V":
                passed = slots[k + 2]
        start = end + 1
    return found


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
    """Of each word whether an amount counts it and whether it governs one; and whether any verb of the record does."""
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
def _own(features: Features, lexicon: Lexicon) -> Sums[Any]:
    """The word itself; the key is its text, whether it is verbal, whether an idiom, and its class."""
    w, s2, s, p, length, y, lx = map(features.named, ("w", "s2", "s", "p", "l", "y", "lx"))
    zero = features.nothing

    def score(key: str) -> Any:
        text, flags, cls = key[:-3], key[-3:-1], key[-1]
        total = (
            w(text + cls, zero)
            + s2(text[-2:] + cls, zero)
            + s(text[-1:] + cls, zero)
            + p(text[:1] + cls, zero)
            + length(f"{min(len(text), _LONGEST)}{cls}", zero)
            + y(flags + cls, zero)
        )
        for name in lexicon.verb_classes.get(text, ()):
            total += lx(name + cls, zero)
        return total + lx(f"ind{cls}", zero) if lexicon.is_indicator(text) else total

    return Sums(score)


@lru_cache(maxsize=8)
def _before(features: Features) -> Sums[Any]:
    """The word before; the key is its text and the class of the word."""
    w, s, zero = features.named("w-1"), features.named("sp"), features.nothing
    return Sums(lambda key: w(key, zero) + s(key[-2:], zero))


@lru_cache(maxsize=8)
def _behind(features: Features) -> Sums[Any]:
    """The word behind; the key is its text and the class of the word."""
    w, s, p, zero = features.named("w+1"), features.named("sn"), features.named("pn"), features.nothing
    return Sums(lambda key: w(key, zero) + s(key[-2:], zero) + p(key[0] + key[-1], zero))


@lru_cache(maxsize=8)
def _told(features: Features) -> Sums[list[Any]]:
    """What a word's text says of words further off, in the order of `_BY_TEXT`."""
    lookups = [features.named(name) for name in _BY_TEXT]
    return Sums(lambda text: [lookup(text, features.nothing) for lookup in lookups])
