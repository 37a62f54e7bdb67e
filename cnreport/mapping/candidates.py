"""What an amount may count and which verb may govern it: the candidates of a sentence and their features.

The rules of `cnreport.mapping.facts` decide by construction; where a sentence mixes several, the ranker weighs their
proposal against what each candidate word looks like from where the amount stands. A feature is a short string; what
it says is the name before its ``=``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import Any

from cnreport.learned.weights import Features, Lookup, Sums
from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

# How far a candidate may stand from its amount, before and after it: in words, and in clause stops by task.
_LEFT, _RIGHT = 30, 20
_STOPS = {"of": (3, 1), "action": (2, 1)}
_CLOSING = '”’"』」》）)'
# How near its amount must be for the word before the amount to matter, and how many word classes between the two do.
_BESIDE = 5
_LONGEST_PATH = 8
# Where the words stand that speak for choosing none.
_STEPS = (-3, -2, -1, 1, 2, 3)
# From how many words on the distance from the action is just far.
_AWAY = 4
# Scope words say where, not what: they are no part of what is counted.
_SCOPES = frozenset(
    ["全市", "全省", "全县", "全区", "全镇", "全国", "全年", "全乡", "全州", "我市", "我省", "我县", "我区"]
)
# The last characters of places, which are counted less often than they count: 其中甲镇5处.
_PLACES = frozenset("镇乡县区市村旗州省道")
# Classes that the last word of a counted noun phrase can have; taggers err, so they are wider than N.
_OF_CLASSES = frozenset("NAMRTFV")


Scores = dict[int, Any]
"""The sum of the features of each word that may be chosen, by its index in the sentence; of choosing none, at -1."""


class Scene:
    """One sentence with its rule facts: gives the candidates of each of its quantities."""

    def __init__(self, words: list[Word], facts: Sequence[Fact], units: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        self.facts = facts
        self.units = units
        self.targets = [i for i, word in enumerate(words) if word.quantity >= 0]
        # Of the words and of what stands around the sentence: "^" at 0, "$" at the end.
        self._texts = ["^", *(word.text for word in words), "$"]
        self._classes = f"^{''.join([word.cls for word in words])}$"
        # Of each word its class and that of the word behind it; and whether it may name what was done.
        self._pairs = list(map(add, self._classes[1:-1], self._classes[2:]))
        self._verbal = ["v" if word.verbal else "-" for word in words]
        self._known = [_known(word.text, cls, lexicon) for word, cls in zip(words, self._classes[2:], strict=True)]
        self._last = {word.end: i for i, word in enumerate(words)}
        self._seen: dict[tuple[Features, str], list[Any]] = {}

    def candidates(
        self,
        features: Features,
        order: int,
        task: str,
        earlier: Sequence[tuple[int, int]],
        action: int | None = None,
    ) -> Scores:
        """Candidates for ``task`` ("of" or "action") of the ``order``-th quantity with their sums, none of them last.

        ``features`` are what is added up: weights, or the names of the features. ``earlier`` are the word indices
        chosen for the quantities before (of, action), -1 for none; ``action`` the action already chosen for this one.
        """
        words, texts, classes, pairs = self.words, self._texts, self._classes, self._pairs
        verbal, known = self._verbal, self._known
        target = self.targets[order]
        fact = self.facts[order]
        shape = fact.shape
        counting = task == "of"
        unit = self._unit(order)
        before, after = classes[target], classes[target + 2]
        taken = [choice[0 if counting else 1] for choice in earlier]
        alike = self._alike(order, taken)
        room = f"{alike is not None:d}{self._room(target)}"
        zero = features.nothing
        # The word that ends what the rules say is counted, and those of their verb.
        noun = self._last.get(fact.of.end) if fact.of else None
        verb = self._inside(fact.action) if fact.action else ()
        ruled, others = ((noun,), verb) if counting else (verb, (noun,))
        between, shaped, united = _between(features, before + after), _shaped(features, shape), _united(features, unit)
        chosen = -1 if action is None else action
        acted = _acted(features, "" if chosen < 0 else "L" if chosen < target else "R")
        lexical, p, sd = _lexical(features), features.named("p"), features.named("sd")
        again, pl = features.named("again"), features.named("pl")
        vn, vp, vu = features.named("vn"), features.named("vp"), features.named("vu")
        verb_text = f"{words[chosen].text}|" if chosen >= 0 else ""
        unit_key = f"|{unit}"
        low, high = max(0, target - _LEFT), min(len(words), target + _RIGHT)
        sides = ("L", range(target - 1, low - 1, -1)), ("R", range(target + 1, high))
        found: Scores = {}
        for (side, steps), most in zip(sides, _STOPS[task], strict=True):
            path = side
            last = ""
            stops = amounts = links = verbs = 0
            reach = f"{side}0"
            crossed = f"{reach}0"
            way = f"{crossed}00"
            wd, untaken = features.of_word(f"wd={reach}"), again(f"00{room}{reach}", zero)
            seen = self._seen.setdefault((features, side), [None] * len(words))
            endings, beside = _endings(features, unit + side), _beside(features, side)
            for i in steps:
                cls = classes[i + 1]
                if cls in _OF_CLASSES if counting else cls == "V" or words[i].verbal:
                    pair = pairs[i]
                    state = way + verbal[i] + pair
                    around = seen[i]
                    if around is None:
                        around = seen[i] = self._see(features, i, side)
                    score = around + between[state] + shaped[state] + united[state] + p(path + pair, zero)
                    text = texts[i + 1]
                    letter = text[-1]
                    steps_away = abs(i - target)
                    near = reach + ("1" if steps_away == 1 else "0")
                    score += wd(text, zero) + sd(letter + cls + near, zero) + endings[letter]
                    score += again(f"1{i == alike:d}{room}{reach}", zero) if i in taken else untaken
                    if letter in _PLACES:
                        score += pl(room[0] + near, zero)
                    if not counting:
                        score += vu(text + unit_key, zero)
                    else:
                        if verb_text:
                            score += vn(verb_text + letter, zero) + vp(verb_text + cls + reach, zero)
                        distance = i - chosen
                        if not -_AWAY < distance < _AWAY:
                            distance = _AWAY if distance > 0 else -_AWAY
                        score += acted[crossed + pair[1]][distance]
                    if steps_away <= _BESIDE:
                        score += beside[steps_away](texts[target], zero)
                    if known[i]:
                        score += lexical[known[i] + crossed]
                    if i in ruled:
                        spot = f"{side}{_near(steps_away)}"
                        score += _proposed(features, shape, pair, spot)
                    if i in others:
                        score += _otherwise(features, shape)
                    if taken and i == taken[-1]:
                        score += _repeated(features, f"{path[1:4]}{crossed}", shape, f"{before}{after}{crossed}")
                    found[i] = score
                if cls != last and len(path) <= _LONGEST_PATH:
                    path += cls
                last = cls
                if cls in "VUQX":
                    if cls == "V":
                        verbs = min(verbs + 1, 2)
                    elif cls == "U":
                        links = 1
                    else:
                        if cls == "Q":
                            amounts = min(amounts + 1, 2)
                        else:
                            stops += 1
                            if stops > most:
                                break
                            reach = f"{side}{stops}"
                            wd, untaken = features.of_word(f"wd={reach}"), again(f"00{room}{reach}", zero)
                        crossed = f"{reach}{amounts}"
                    way = f"{crossed}{links}{verbs}"
        score = self._none(features, order, counting, earlier[-1] if earlier else (-1, -1), action)
        found[-1] = score + again(f"none{alike is not None and alike >= 0:d}{room}", zero)
        return found

    def noun_span(self, index: int) -> Span | None:
        """The noun phrase that the chosen word ends: back over its modifiers, not over a 的."""
        if index < 0:
            return None
        words = self.words
        first = index
        while first > 0 and words[first - 1].cls in "NA":
            first -= 1
        while first < index and words[first].text in _SCOPES:
            first += 1
        return Span(words[first].start, words[index].end)

    def verb_span(self, index: int) -> Span | None:
        """The chosen verb."""
        return None if index < 0 else Span(self.words[index].start, self.words[index].end)

    def _unit(self, order: int) -> str:
        unit = self.units[order]
        return unit if len(unit) < 3 else "long"

    def _alike(self, order: int, taken: Sequence[int]) -> int | None:
        """What was chosen for the last quantity before with the same unit: of one noun there are often several counts
        (共火点12处，其中甲镇5处、乙镇7处).
        """
        unit = self.units[order]
        return next((taken[k] for k in range(order - 1, -1, -1) if self.units[k] == unit), None)

    def _room(self, target: int) -> str:
        """Whether a noun stands before the quantity in its clause, and whether one is right behind it."""
        classes = self._classes
        start = classes.rfind("X", 0, target + 1)
        return f"{classes.find('N', max(start, 0), target + 1) >= 0:d}{classes[target + 2] in 'NA':d}"

    def _inside(self, span: Span) -> Sequence[int]:
        """The words that share a character with ``span``."""
        ends = list(self._last)
        first = bisect_right(ends, span.start)
        return range(first, bisect_left(ends, span.end, first) + 1)

    def _see(self, features: Features, i: int, side: str) -> Any:
        """The word and those around it: the same for all amounts of the sentence on one side of it."""
        zero, texts = features.nothing, self._texts
        own, left, right, surrounded = _around(features, side)
        word = texts[i + 1]
        return (
            right(texts[i + 2], zero)
            + left(texts[i], zero)
            + own(word, zero)
            + surrounded[self._classes[i : i + 3] + word[-1]]
        )

    def _none(
        self, features: Features, order: int, counting: bool, previous: tuple[int, int], action: int | None
    ) -> Any:
        """The features of choosing nothing."""
        zero, texts = features.nothing, self._texts
        at, last = self.targets[order] + 1, len(self.words)
        fact = self.facts[order]
        by_step, by_classes = _neighbours(features)
        score = zero
        around = ""
        for step, named in by_step.items():
            text, cls = (texts[at + step], self._classes[at + step]) if 0 < at + step <= last else "$$"
            around += cls
            score += named(text, zero)
        score += by_classes[around]
        proposal, other = (fact.of, fact.action) if counting else (fact.action, fact.of)
        score += _nothing(
            features, fact.shape, self._unit(order), proposal is None, other is None, previous[0] >= 0,
            previous[1] >= 0, around[2:4], None if action is None else action >= 0,
        )  # fmt: skip
        if action is not None and action >= 0:
            score += features.of_word("naw=")(texts[action + 1], zero)
        return score


# Sums of the features that depend on few things; their keys are the letters of what they depend on. A state is the way
# from the amount (side, stops, amounts, 的 and verbs crossed), whether the word is verbal, its class and the next one.


@lru_cache(maxsize=1024)
def _between(features: Features, around: str) -> Sums[Any]:
    """What an amount with two classes ``around`` it sees in a state."""
    ctx2, x, t, v = map(features.named, ("ctx2", "x", "t", "v"))
    zero, after = features.nothing, around[1]

    def score(state: str) -> Any:
        crossed, links, verbs, verbal, cls, following = state[:3], *state[3:]
        return (
            ctx2(f"{cls}{crossed}{following}", zero)
            + x(f"{crossed}{cls}{around}", zero)
            + t(f"{crossed}{cls}{following}{after}", zero)
            + v(f"{verbal == 'v'}{cls}{crossed}{links}{verbs}", zero)
        )

    return Sums(score)


@lru_cache(maxsize=1024)
def _shaped(features: Features, shape: str) -> Sums[Any]:
    """A construction of the rules and a state."""
    sh, zero = features.named("sh"), features.nothing
    return Sums(lambda state: sh(f"{shape}{state[-2]}{state[:3]}{state[-1]}", zero))


@lru_cache(maxsize=1024)
def _united(features: Features, unit: str) -> Sums[Any]:
    """A unit and a state."""
    u, zero = features.named("u"), features.nothing
    return Sums(lambda state: u(f"{unit}{state[0]}{state[-2]}{state[1]}", zero))


@lru_cache(maxsize=1024)
def _endings(features: Features, unit_side: str) -> Sums[Any]:
    """A unit, a side of it, and the last character of a word there."""
    us, zero = features.named("us"), features.nothing
    return Sums(lambda character: us(unit_side + character, zero))


@lru_cache(maxsize=64)
def _beside(features: Features, side: str) -> list[Lookup]:
    """Look-ups of the word before the amount, by how far from the amount a word on one side of it stands."""
    return [features.of_word(f"bw={side}{_near(distance)}") for distance in range(_BESIDE + 1)]


@lru_cache(maxsize=64)
def _around(features: Features, side: str) -> tuple[Lookup, Lookup, Lookup, Sums[Any]]:
    """Look-ups of a word on one side of the amount, of the one before and the one behind it; and of the three's classes
    with the word's last character.
    """
    suf, pc, zero = features.named("suf"), features.named("pc"), features.nothing
    classes = Sums(lambda key: suf(f"{key[3]}{key[2]}{side}", zero) + pc(f"{key[:3]}{side}", zero))
    return features.of_word("w="), features.of_word(f"pw={side}"), features.of_word(f"nw={side}"), classes


@lru_cache(maxsize=64)
def _lexical(features: Features) -> Sums[Any]:
    """The classes that the lexicon knows a word by, joined by colons, and what was crossed."""
    nameless, zero = features.named(""), features.nothing

    def score(key: str) -> Any:
        total = zero
        for name in key[:-3].split(":"):
            total += nameless(f"{name}:{key[-3:]}", zero)
        return total

    return Sums(score)


@lru_cache(maxsize=64)
def _neighbours(features: Features) -> tuple[dict[int, Lookup], Sums[Any]]:
    """Look-ups of the words by where they stand from the amount, and the sums of their classes."""
    by_step = {step: features.of_word(f"n{step}=") for step in _STEPS}
    nc, nc2, zero = features.named("nc"), features.named("nc2"), features.nothing

    def score(classes: str) -> Any:
        total = nc(classes[1:5], zero) + nc2(classes[2:4], zero)
        for step, cls in zip(_STEPS, classes, strict=True):
            total += features.named(f"n{step}c")(cls, zero)
        return total

    return by_step, Sums(score)


@lru_cache(maxsize=20_000)
def _nothing(
    features: Features,
    shape: str,
    unit: str,
    unproposed: bool,
    no_other: bool,
    noun_before: bool,
    verb_before: bool,
    beside: str,
    has_action: bool | None,
) -> Any:
    """Choosing nothing, but for the words around: ``beside`` are the classes of those right beside the amount."""
    nr, nsh, zero = features.named("nr"), features.named("nsh"), features.nothing
    score = features.named("")("none", zero) + features.named("nu")(unit, zero)
    score += nsh(shape, zero) + nsh(f"{shape}{unit}", zero)
    score += nr(f"{unproposed}{no_other}", zero) + nr(f"{unproposed}{shape}", zero)
    score += features.named("npv")(f"{noun_before}{verb_before}{beside}", zero)
    if has_action is not None:
        score += features.named("nact")(f"{has_action}{beside}", zero)
    return score


@lru_cache(maxsize=64)
def _acted(features: Features, action_side: str) -> Sums[list[Any]]:
    """By what was crossed and the class behind the word, and then where the word stands from the action chosen, if one
    was: a list with the words before it at its negative indices.
    """
    act, zero = features.named("act"), features.nothing

    def score(crossed: str, distance: int) -> Any:
        if not action_side:
            return act(f"none{crossed}", zero)
        relation = "a" if distance > 0 else "b" if distance < 0 else "="
        away = abs(distance) if abs(distance) < _AWAY else "far"
        return act(f"{relation}{action_side}{crossed}", zero) + act(f"{relation}{away}{action_side}{crossed[0]}", zero)

    return Sums(lambda crossed: [score(crossed, away) for away in (*range(_AWAY + 1), *range(-_AWAY, 0))])


@lru_cache(maxsize=50_000)
def _known(text: str, following: str, lexicon: Lexicon) -> str:
    """The classes that the lexicon knows a word by; an indicator's with the class of the word behind it."""
    names = lexicon.verb_classes.get(text, ())
    return ":".join([*names, f"ind{following}"] if lexicon.is_indicator(text) else names)


@lru_cache(maxsize=4096)
def _proposed(features: Features, shape: str, classes: str, spot: str) -> Any:
    """The rules propose the word."""
    rule, zero = features.named("rule"), features.nothing
    return features.named("")("rule", zero) + rule(shape, zero) + rule(classes, zero) + rule(spot, zero)


@lru_cache(maxsize=256)
def _otherwise(features: Features, shape: str) -> Any:
    """The rules propose the word for the other task."""
    zero = features.nothing
    return features.named("")("other", zero) + features.named("other")(shape, zero)


def _near(distance: int) -> int:
    return distance if distance <= 4 else 7 if distance <= 7 else 12 if distance <= 12 else 99


def _repeated(features: Features, way: str, shape: str, between: str) -> Any:
    """The word chosen for the amount before."""
    prev, zero = features.named("prev"), features.nothing
    return features.named("")("prev", zero) + prev(way, zero) + prev(shape, zero) + prev(between, zero)


def is_right(word: Word, gold: Span, text: str, task: str) -> bool:
    """Whether choosing ``word`` quotes the gold: the same last character for "of" (closing marks forgiven), an overlap
    for "action".
    """
    if task == "action":
        return word.start < gold.end and gold.start < word.end and word.cls != "C"
    return _bare_end(text, word.start, word.end) == _bare_end(text, gold.start, gold.end) and word.start < gold.end


def _bare_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return end
