"""What the role model sees of a word: short strings ``name=key``, the same at training and at work.

A word is seen by its text and class, those of its neighbours, where it stands in its clause and its record, the verbs
of its clause in their order, and whether an amount of the record counts it or is governed by it. What depends on the
same letters is summed once and kept by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from cnreport.learned.weights import Features, Sums
from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word, words_in

# Classes of words, and of the edges of a record, as numbers of five bits: so are keys of several made without a string.
_LETTERS: Final = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ^$"
_BEFORE: Final = 27  # ^
_BEHIND: Final = 28  # $
_VERB: Final = 22  # V
_STOP: Final = 24  # X
_OF: Final = 21  # U
_FIGURE: Final = 17  # Q
_FOUR: Final = (1 << 20) - 1
_FIVE: Final = (1 << 25) - 1
_SEVEN: Final = (1 << 35) - 1
# Above these all counts are the same: of verbs on a side, of words to the edge of the clause, of clauses.
_VERBS: Final = 3
_EDGE: Final = 3
_CLAUSES: Final = 2
_LONGEST: Final = 4
_AMOUNT: Final = "Q"
# What stands for a word where there is none, with its class: before the record, behind it, no verb.
_START: Final = "^^"
_END: Final = "$$"
_NO_WORD: Final = "--"
_NUMBER: Final = re.compile("[0-9.%零〇一二三四五六七八九十百千万亿两几半数]")
# Features whose key is the text of another word, in the order of `_Told`.
_BY_TEXT: Final = ("w-1", "w+1", "w-2", "w+2", "pv", "nv", "fv>", "fv=", "fv<", "lw")


class _Told:
    """What a word tells of itself, alone and beside words of some classes, and what its text alone tells of others: of
    the words beside it and of those two away, as the verb before them or behind them, as the first verb of their
    clause, as its last word.
    """

    __slots__ = (
        "after_class", "before_class", "closing", "following_verb", "last", "last_but_one", "next", "next_but_one",
        "opening_ahead", "opening_behind", "opening_here", "own", "verb_before",
    )  # fmt: skip

    def __init__(self, own: Any, after_class: Sums[Any], before_class: Sums[Any], by_text: Sequence[Any]) -> None:
        self.own = own
        self.after_class = after_class
        self.before_class = before_class
        (
            self.next,
            self.last,
            self.next_but_one,
            self.last_but_one,
            self.verb_before,
            self.following_verb,
            self.opening_ahead,
            self.opening_here,
            self.opening_behind,
            self.closing,
        ) = by_text


def said_before_number(text: str) -> str:
    """What an amount says before its number: 超过 of 超过70%; empty where it begins with the number."""
    number = _NUMBER.search(text)
    return text[: number.start()] if number else ""


def word_features(features: Features, words: Sequence[Word], facts: Sequence[Fact], lexicon: Lexicon) -> list[Any]:
    """The sum of the features of each word of a record; ``facts`` are those of its amounts.

    ``features`` are what is added up: weights, or the names of the features.
    """
    around, ahead, behind, ordered = _around(features), _ahead(features), _behind(features), features.named("vs")
    standing, parts, told = _standing(features), _parts(features), _told(features, lexicon)
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
        closing = seen[end + 1].closing
        order = "|".join([words[k].text for k in verbs[:_VERBS]])
        passed, turn, renewed = none, 0, True
        context: Any = zero
        for k in range(start, min(end + 1, len(words))):
            is_verb = classes[k] == _VERB
            if is_verb:
                turn += 1
            if is_verb or renewed:  # between two verbs the verbs around are the same
                following = seen[verbs[turn] + 2] if turn < len(verbs) else none
                if k < first:
                    opened = opening.opening_ahead
                elif k == first:
                    opened = opening.opening_here
                else:
                    opened = opening.opening_behind
                in_order = ordered(f"{order}|{min(turn - is_verb, _VERBS)}{int(is_verb)}", zero)
                context = in_order + opened + passed.verb_before + following.following_verb + closing
                renewed = is_verb
            word, window = seen[k + 2], near[k]
            said = [
                around[window >> 5 & _FIVE],
                ahead[window >> 15],
                behind[window & _FOUR],
                standing[places[k]],
                word.own,
                word.after_class[window >> 20 & 31],
                word.before_class[window >> 10 & 31],
                seen[k + 1].next,
                seen[k + 3].last,
                seen[k].next_but_one,
                seen[k + 4].last_but_one,
                context,
            ]
            if governed:
                said.append(parts[governed[k] + words[k].cls])
            found.append(sum(said, zero))
            if is_verb:
                passed = word
    return found


def _key(word: Word) -> str:
    """A word as `_told` knows it: its text, of an amount only what it says before the number, and its class."""
    return (word.text if word.quantity < 0 else said_before_number(word.text) or _AMOUNT) + word.cls


def _near(classes: Sequence[int]) -> list[int]:
    """The classes of each word and of three on each side, five bits each."""
    found = []
    seven = _BEFORE << 10 | _BEFORE << 5 | _BEFORE
    ahead = [*classes, _BEHIND, _BEHIND, _BEHIND]
    for cls in ahead[:3]:
        seven = seven << 5 | cls
    for cls in ahead[3:]:
        seven = (seven << 5 | cls) & _SEVEN
        found.append(seven)
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


def _letters(classes: int, count: int) -> str:
    """The letters of so many classes, five bits each."""
    return "".join([_LETTERS[classes >> 5 * k & 31] for k in range(count - 1, -1, -1)])


@lru_cache(maxsize=8)
def _around(features: Features) -> Sums[Any]:
    """The classes of the word and of two on each side."""
    c5, c3, cl, cr = map(features.named, ("c5", "c3", "cl", "cr"))
    zero = features.nothing

    def score(near: int) -> Any:
        five = _letters(near, 5)
        return c5(five, zero) + c3(five[1:4], zero) + cl(five[1:3], zero) + cr(five[2:4], zero)

    return Sums(score)


@lru_cache(maxsize=8)
def _ahead(features: Features) -> Sums[Any]:
    """The classes of the word and of three before it."""
    cl4 = features.named("cl4")
    return Sums(lambda near: cl4(_letters(near, 4), features.nothing))


@lru_cache(maxsize=8)
def _behind(features: Features) -> Sums[Any]:
    """The classes of the word and of three behind it."""
    cr4 = features.named("cr4")
    return Sums(lambda near: cr4(_letters(near, 4), features.nothing))


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
def _told(features: Features, lexicon: Lexicon) -> Sums[_Told]:
    """What each word tells."""
    lookups = [features.named(name) for name in _BY_TEXT]
    w, s2, s, p, length, lx, cw, wc = map(features.named, ("w", "s2", "s", "p", "l", "lx", "cw", "wc"))
    zero = features.nothing

    def tell(key: str) -> _Told:
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
        return _Told(
            own,
            Sums(lambda cls: cw(_LETTERS[cls] + text, zero)),
            Sums(lambda cls: wc(text + _LETTERS[cls], zero)),
            [lookup(text, zero) for lookup in lookups],
        )

    return Sums(tell)
