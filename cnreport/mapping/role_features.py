"""What the role model sees of a word: short strings ``name=key``, the same at training and at work.

A word is seen by its text and class, those of its neighbours, where it stands in its clause and its record, and
whether an amount of the record counts it or is governed by it. What hangs together is summed once: the sums are kept
by the letters of what they depend on.
"""

from __future__ import annotations

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


def word_features(features: Features, words: Sequence[Word], facts: Sequence[Fact], lexicon: Lexicon) -> list[Any]:
    """The sum of the features of each word of a record; ``facts`` are those of its amounts.

    ``features`` are what is added up: weights, or the names of the features.
    """
    classes = f"^^{''.join([word.cls for word in words])}$$"
    texts = ["^", *(_AMOUNT if word.quantity >= 0 else word.text for word in words), "$"]
    around, standing, parts = _around(features), _standing(features), _parts(features)
    own, beside, before, behind = _own(features, lexicon), _beside(features), _before(features), _behind(features)
    places = _places(classes)
    governed = _governed(words, facts)
    found = []
    for k, word in enumerate(words):
        cls = classes[k + 2]
        found.append(
            around[classes[k : k + 5]]
            + standing[places[k]]
            + parts[governed[k] + cls]
            + own[f"{texts[k + 1]}{_FLAGS[word.verbal]}{_FLAGS[word.idiom]}{cls}"]
            + before[texts[k] + cls]
            + behind[texts[k + 2] + cls]
            + beside[texts[k - 1] if k else "^"][0]
            + beside[texts[k + 3] if k + 3 < len(texts) else "$"][1]
        )
    return found


def _places(classes: str) -> list[str]:
    """Where each word stands: in its clause by verbs, 的, prepositions and edges, in its record by clauses."""
    clauses = classes[2:-2].split("X")
    last = len(clauses) - 1
    found: list[str] = []
    for number, clause in enumerate(clauses):
        size = len(clause)
        counted = _FLAGS["Q" in clause]
        record = _DIGITS[min(number, _CLAUSES)] + _DIGITS[min(last - number, _CLAUSES)] + counted
        ahead = ["00"] * size
        verbs, linked = 0, False
        for k in range(size - 1, -1, -1):
            ahead[k] = _DIGITS[min(verbs, _VERBS)] + _FLAGS[linked]
            verbs += clause[k] == "V"
            linked = linked or clause[k] == "U"
        verbs, linked, led = 0, False, False
        first = clause[:1] or "X"
        for k, cls in enumerate(clause):
            passed = f"{_DIGITS[min(verbs, _VERBS)]}{_FLAGS[linked]}{_FLAGS[led]}"
            edges = f"{_DIGITS[min(k, _EDGE)]}{_DIGITS[min(size - 1 - k, _EDGE)]}"
            found.append(f"{passed}{ahead[k]}{edges}{record}{first}{cls}")
            verbs += cls == "V"
            linked = linked or cls == "U"
            led = led or cls == "P"
        if number < last:
            found.append(f"0000000{record}{first}X")
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
    names = ("c5", "c3", "cl", "cr", "c2l", "c2r")
    c5, c3, cl, cr, c2l, c2r = map(features.named, names)
    zero = features.nothing
    return Sums(
        lambda near: (
            c5(near, zero)
            + c3(near[1:4], zero)
            + cl(near[1:3], zero)
            + cr(near[2:4], zero)
            + c2l(near[:3], zero)
            + c2r(near[2:], zero)
        )
    )


@lru_cache(maxsize=8)
def _standing(features: Features) -> Sums[Any]:
    """Where the word stands; the key is one of `_places`."""
    names = ("v", "n", "u", "vu", "f", "e", "nq")
    v, n, u, vu, f, e, nq = map(features.named, names)
    zero = features.nothing

    def score(place: str) -> Any:
        verbs, linked, led, verbs_ahead, linked_ahead, start, end, number, left, counted, first, cls = list(place)
        return (
            v(f"{verbs}{verbs_ahead}{cls}", zero)
            + n(f"{number}{left}{cls}", zero)
            + u(f"{linked_ahead}{linked}{cls}", zero)
            + vu(f"{verbs}{verbs_ahead}{linked_ahead}{linked}{led}", zero)
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
    w, s, p, length, y, lx = map(features.named, ("w", "s", "p", "l", "y", "lx"))
    zero = features.nothing

    def score(key: str) -> Any:
        text, flags, cls = key[:-3], key[-3:-1], key[-1]
        total = (
            w(text + cls, zero)
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
    """The word before, and the class of the word."""
    w = features.named("w-1")
    return Sums(lambda key: w(key, features.nothing))


@lru_cache(maxsize=8)
def _behind(features: Features) -> Sums[Any]:
    """The word behind, and the class of the word."""
    w = features.named("w+1")
    return Sums(lambda key: w(key, features.nothing))


@lru_cache(maxsize=8)
def _beside(features: Features) -> Sums[tuple[Any, Any]]:
    """A word two before, and one two behind."""
    before, behind, zero = features.named("w-2"), features.named("w+2"), features.nothing
    return Sums(lambda text: (before(text, zero), behind(text, zero)))
