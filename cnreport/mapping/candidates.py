"""What an amount may count and which verb may govern it: the candidates of a sentence and what each looks like.

The rules of `cnreport.mapping.facts` decide by construction; where a sentence mixes several, the ranker weighs their
proposal against what each candidate word looks like from where the amount stands, the same for both questions but for
what the verb, once chosen, says of the nouns. The features are those of `cnreport.mapping.features`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import add
from typing import Any, Final

from cnreport.learned.weights import Features
from cnreport.mapping.facts import Fact
from cnreport.mapping.features import (
    AWAY,
    BESIDE,
    OWN,
    SLOTS,
    STEPS,
    acted,
    between,
    by_word,
    known,
    lexical,
    near,
    neighbours,
    nothing,
    proposed,
    repeated,
    shaped,
    surrounded,
    united,
)
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word
from cnreport.text import Span

# How far a candidate may stand from its amount, before and after it: in words, and in clause stops.
_LEFT: Final = 20
_RIGHT: Final = 12
_NOUN_STOPS: Final = (2, 0)
_VERB_STOPS: Final = (1, 1)
_CLOSING: Final = '”’"』」》）)'
# So many classes on the way to a word are told.
_LONGEST_WAY: Final = 3
# Scope words say where, not what: they are no part of what is counted.
_SCOPES: Final = frozenset(
    ["全市", "全省", "全县", "全区", "全镇", "全国", "全年", "全乡", "全州", "我市", "我省", "我县", "我区"]
)
# Classes that the last word of a counted noun phrase can have; taggers err, so they are wider than N.
_NOUN_CLASSES: Final = frozenset("NAMTV")

# Slots of the word before the amount by side and distance, of the words around a candidate, and around the amount.
_DISTANCES: Final = {side: [0, *(SLOTS[f"bw{side}{near(away)}"] for away in range(1, BESIDE + 1))] for side in "LR"}
_AROUND: Final = {side: (SLOTS[f"pw{side}"], SLOTS[f"nw{side}"]) for side in "LR"}
_STEPS: Final = [(step, SLOTS[f"n{step}"]) for step in STEPS]

Scores = dict[int, Any]
"""The sum of the features of each word that may be chosen, by its index in the sentence; of choosing none, at -1."""


class _Step:
    """A word that may be chosen: its index, its state (`cnreport.mapping.features`), the first classes on the way to
    it, and what is crossed to reach it: side, stops, amounts.
    """

    __slots__ = ("along", "crossed", "i", "state")

    def __init__(self, i: int, state: str, along: str, crossed: str) -> None:
        self.i = i
        self.state = state
        self.along = along
        self.crossed = crossed


class _Walk:
    """The words on each side of an amount that may be chosen, nearest first; which may be counted, which may govern."""

    __slots__ = ("nouns", "sides", "verbs")

    def __init__(self, sides: list[list[_Step]], nouns: list[int], verbs: list[int]) -> None:
        self.sides = sides
        self.nouns = nouns
        self.verbs = verbs


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
        classes = known(lexicon)
        self._known = [classes[cls + word.text] for word, cls in zip(words, self._classes[2:], strict=True)]
        self._last = {word.end: i for i, word in enumerate(words)}
        self._slots: dict[Features, list[list[Any]]] = {}
        self._seen: dict[tuple[Features, str], list[Any]] = {}
        self._walks: dict[int, _Walk] = {}

    def nouns(self, order: int) -> list[int]:
        """The word indices of what the ``order``-th quantity may count, -1 for nothing last."""
        return [*self._walk(self.targets[order]).nouns, -1]

    def verbs(self, order: int) -> list[int]:
        """The word indices of the verbs that may govern the ``order``-th quantity, -1 for none last."""
        return [*self._walk(self.targets[order]).verbs, -1]

    def sums(self, features: Features, order: int, earlier: Sequence[tuple[int, int]]) -> Scores:
        """The sums of the candidates of the ``order``-th quantity, nouns and verbs, and of none.

        ``features`` are what is added up: weights, or the names of the features. ``earlier`` are the word indices
        chosen for the quantities before (of, action), -1 for none.
        """
        texts, classes, pairs, lexicon_classes = self._texts, self._classes, self._pairs, self._known
        target, fact = self.targets[order], self.facts[order]
        shape, unit = fact.shape, self._unit(order)
        sides = classes[target] + classes[target + 2]
        zero = features.nothing
        # The word that ends what the rules say is counted, and those of their verb.
        noun = self._last.get(fact.of.end, -1) if fact.of else -1
        verb = self._inside(fact.action) if fact.action else range(0)
        last_of, last_action = earlier[-1] if earlier else (-1, -1)
        ways, shapes, units = between(features, sides), shaped(features, shape), united(features, unit)
        classed, again, vu = lexical(features), features.named("again"), features.named(f"vu{unit}")
        # The nouns and the verbs taken by the quantities before, and those of the last one of the same unit.
        ofs, actions = [of for of, _ in earlier], [action for _, action in earlier]
        twin = self._twin(order)
        of_alike, action_alike = (-1, -1) if twin is None else earlier[twin]
        room = f"{twin is not None:d}{self._nouns_near(target)}"
        slots = self._by_word(features)
        amount = slots[target]  # the word before it
        found: Scores = {}
        for side, steps in zip("LR", self._walk(target).sides, strict=True):
            reach = ""
            reached, untaken = 0, zero
            seen = self._seen.setdefault((features, side), [None] * len(self.words))
            endings, distances = features.named(f"us{unit}{side}"), _DISTANCES[side]
            for step in steps:
                i, state, crossed = step.i, step.state, step.crossed
                if reach != crossed[:2]:
                    reach = crossed[:2]
                    reached = SLOTS[f"wd{reach}"]
                    around = room + reach
                    untaken = again(f"of00{around}", zero) + again(f"act00{around}", zero)
                text = texts[i + 1]
                view = seen[i]
                if view is None:
                    view = seen[i] = self._see(features, i, side)
                away = abs(i - target)
                # Added up at once: sums of numbers that fit a machine word are fastest so.
                seen_of_it = [
                    view,
                    ways[state],
                    shapes[state],
                    units[state],
                    slots[i + 1][reached],
                    vu(text, zero),
                    endings(text[-1], zero),
                ]
                if i in ofs or i in actions:
                    seen_of_it.append(again(f"of{i in ofs:d}{i == of_alike:d}{around}", zero))
                    seen_of_it.append(again(f"act{i in actions:d}{i == action_alike:d}{around}", zero))
                    if i == last_of:
                        seen_of_it.append(repeated(features, "of", step.along, crossed, shape, sides))
                    if i == last_action:
                        seen_of_it.append(repeated(features, "act", step.along, crossed, shape, sides))
                else:
                    seen_of_it.append(untaken)
                if away <= BESIDE:
                    seen_of_it.append(amount[distances[away]])
                if lexicon_classes[i]:
                    seen_of_it.append(classed[lexicon_classes[i] + crossed])
                if i == noun:
                    seen_of_it.append(proposed(features, "of", shape, pairs[i], f"{side}{near(away)}"))
                if i in verb:
                    seen_of_it.append(proposed(features, "act", shape, pairs[i], f"{side}{near(away)}"))
                found[i] = sum(seen_of_it, zero)
        none = self._none(features, order, last_of >= 0, last_action >= 0)
        none += again(f"ofnone{of_alike >= 0:d}{room}", zero) + again(f"actnone{action_alike >= 0:d}{room}", zero)
        found[-1] = none
        return found

    def told(self, features: Features, order: int, verb: int) -> Scores:
        """The sums of what the verb chosen says of each noun that may be counted; -1 for none chosen."""
        target = self.targets[order]
        by_place = acted(features, "" if verb < 0 else "L" if verb < target else "R")
        zero, classes, texts = features.nothing, self._classes, self._texts
        text = texts[verb + 1] if verb >= 0 else ""
        vn, vp = features.named(f"vn{text}"), features.named(f"vp{text}")
        found: Scores = {}
        for steps in self._walk(target).sides:
            for step in steps:
                i, crossed = step.i, step.crossed
                distance = i - verb
                if not -AWAY < distance < AWAY:
                    distance = AWAY if distance > 0 else -AWAY
                score = by_place[crossed + classes[i + 2]][distance]
                if verb >= 0:
                    score += vn(texts[i + 1][-1], zero) + vp(classes[i + 1] + crossed[:2], zero)
                found[i] = score
        score = features.named("nact")(f"{verb >= 0}{classes[target]}{classes[target + 2]}", zero)
        found[-1] = score + features.named("naw")(text, zero) if verb >= 0 else score
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

    def _walk(self, target: int) -> _Walk:
        """The words before and behind an amount that may be chosen, and what lies between."""
        walk = self._walks.get(target)
        if walk is None:
            low, high = max(0, target - _LEFT), min(len(self.words), target + _RIGHT)
            walk = _Walk([], [], [])
            self._steps(walk, "L", range(target - 1, low - 1, -1), _NOUN_STOPS[0], _VERB_STOPS[0])
            self._steps(walk, "R", range(target + 1, high), _NOUN_STOPS[1], _VERB_STOPS[1])
            self._walks[target] = walk
        return walk

    def _steps(self, walk: _Walk, side: str, places: range, noun_stops: int, verb_stops: int) -> None:
        """Add one side to ``walk``: of the words at ``places``, up to so many stops, those that may be chosen."""
        classes, pairs, verbal = self._classes, self._pairs, self._verbal
        found: list[_Step] = []
        walk.sides.append(found)
        along = last = ""
        stops = amounts = links = verbs = 0
        crossed = f"{side}00"
        way = f"{crossed}00"
        for i in places:
            cls = classes[i + 1]
            counted = cls in _NOUN_CLASSES and stops <= noun_stops
            governing = (cls == "V" or verbal[i] == "v") and stops <= verb_stops
            if counted or governing:
                pair = pairs[i]
                found.append(_Step(i, way + verbal[i] + pair, along, crossed))
                if counted:
                    walk.nouns.append(i)
                if governing:
                    walk.verbs.append(i)
            if cls != last and len(along) < _LONGEST_WAY:
                along += cls
            last = cls
            if cls in "VUQX":
                if cls == "V":
                    verbs = min(verbs + 1, 2)
                elif cls == "U":
                    links = 1
                elif cls == "Q":
                    amounts = min(amounts + 1, 2)
                else:
                    stops += 1
                    if stops > noun_stops and stops > verb_stops:
                        break
                crossed = f"{side}{stops}{amounts}"
                way = f"{crossed}{links}{verbs}"

    def _unit(self, order: int) -> str:
        unit = self.units[order]
        return unit if len(unit) < 3 else "long"

    def _twin(self, order: int) -> int | None:
        """The last quantity before with the same unit: of one noun there are often several counts
        (共火点12处，其中甲镇5处、乙镇7处).
        """
        unit = self.units[order]
        return next((k for k in range(order - 1, -1, -1) if self.units[k] == unit), None)

    def _nouns_near(self, target: int) -> str:
        """Whether a noun stands before the quantity in its clause, and whether one is right behind it."""
        classes = self._classes
        start = classes.rfind("X", 0, target + 1)
        return f"{classes.find('N', max(start, 0), target + 1) >= 0:d}{classes[target + 2] in 'NA':d}"

    def _inside(self, span: Span) -> Sequence[int]:
        """The words that share a character with ``span``."""
        ends = list(self._last)
        first = bisect_right(ends, span.start)
        return range(first, bisect_left(ends, span.end, first) + 1)

    def _by_word(self, features: Features) -> list[list[Any]]:
        """The features of the texts, of each as `by_word` gives them."""
        slots = self._slots.get(features)
        if slots is None:
            slots = self._slots[features] = list(map(by_word(features).__getitem__, self._texts))
        return slots

    def _see(self, features: Features, i: int, side: str) -> Any:
        """The word and those around it: the same for all amounts of the sentence on one side of it."""
        slots = self._by_word(features)
        before, behind = _AROUND[side]
        classes = self._classes[i : i + 3] + self._texts[i + 1][-1]
        return slots[i][before] + slots[i + 1][OWN] + slots[i + 2][behind] + surrounded(features, side)[classes]

    def _none(self, features: Features, order: int, of_before: bool, action_before: bool) -> Any:
        """The features of choosing nothing, when the quantity before counts something or not, and has a verb or not."""
        slots, fact = self._by_word(features), self.facts[order]
        at, last = self.targets[order] + 1, len(self.words)
        score = features.nothing
        classes = ""
        for step, slot in _STEPS:
            place = at + step if 0 < at + step <= last else last + 1
            classes += self._classes[place]
            score += slots[place][slot]
        return score + neighbours(features)[classes] + nothing(
            features, fact.shape, self._unit(order), fact.of is None, fact.action is None, of_before,
            action_before, classes[2:4],
        )  # fmt: skip


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
