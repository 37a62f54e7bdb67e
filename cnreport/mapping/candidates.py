"""What an amount may count and which verb may govern it: the candidates of a sentence and their features.

The rules of `cnreport.mapping.facts` decide by construction; where a sentence mixes several, the ranker weighs their
proposal against what each candidate word looks like from where the amount stands. A feature is a short string; what
it says is the name before its ``=``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.mapping.weights import Features, Lookup
from cnreport.text import Span

# How far a candidate may stand from its amount, before and after it: in words, and in clause stops by task.
_LEFT, _RIGHT = 30, 20
_STOPS = {"of": (3, 1), "action": (2, 1)}
_CLOSING = '”’"』」》）)'
# How near its amount must be for the word before the amount to matter, and how many word classes between the two do.
_BESIDE = 5
_LONGEST_PATH = 8
_NAMES = ("ctx2", "x", "t", "p", "u", "v", "sh", "us", "act", "")
# Scope words say where, not what: they are no part of what is counted.
_SCOPES = frozenset(
    ["全市", "全省", "全县", "全区", "全镇", "全国", "全年", "全乡", "全州", "我市", "我省", "我县", "我区"]
)
# Classes that the last word of a counted noun phrase can have; taggers err, so they are wider than N.
_OF_CLASSES = frozenset("NAMRTFV")


@dataclass(slots=True)
class Candidate:
    """A word that may be chosen, by its index in the sentence, or none (-1); and the sum of its features."""

    index: int
    score: Any


class Scene:
    """One sentence with its rule facts: gives the candidates of each of its quantities."""

    def __init__(self, words: Sequence[Word], facts: Sequence[Fact], units: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        self.facts = facts
        self.units = units
        self.targets = [i for i, word in enumerate(words) if word.quantity >= 0]
        # Of the words and of what stands around the sentence: "^" at 0, "$" at the end.
        self._texts = ["^", *(word.text for word in words), "$"]
        self._classes = f"^{''.join([word.cls for word in words])}$"
        self._lexical = [_lexical(word.text, cls, lexicon) for word, cls in zip(words, self._classes[2:], strict=True)]
        self._rows: dict[Features, list[Lookup]] = {}
        self._seen: dict[tuple[Features, str], dict[int, Any]] = {}

    def candidates(
        self, features: Features, order: int, task: str, previous: tuple[int, int], action: int | None = None
    ) -> list[Candidate]:
        """Candidates for ``task`` ("of" or "action") of the ``order``-th quantity, the empty one last.

        ``features`` are what is added up: weights, or the names of the features. ``previous`` are the word indices
        chosen for the quantity before (of, action), -1 for none; ``action`` the action already chosen for this one.
        """
        words, classes = self.words, self._classes
        target = self.targets[order]
        fact = self.facts[order]
        shape = fact.shape
        counting = task == "of"
        unit = self._unit(order)
        before, after = classes[target], classes[target + 2]
        chosen_before = previous[0] if counting else previous[1]
        zero, rows = features.nothing, self._words_of(features)
        beside = rows[target]
        of_end = fact.of.end if fact.of else -1
        verb_start, verb_end = (fact.action.start, fact.action.end) if fact.action else (-1, -1)
        ctx2, x, t, p, u, v, sh, us, act, nameless = map(features.named, _NAMES)
        low, high = max(0, target - _LEFT), min(len(words), target + _RIGHT)
        sides = ("L", range(target - 1, low - 1, -1)), ("R", range(target + 1, high))
        found: list[Candidate] = []
        for (side, steps), most in zip(sides, _STOPS[task], strict=True):
            path = ""
            stops = amounts = links = verbs = 0
            crossed = f"{side}00"
            seen = self._seen.setdefault((features, side), {})
            for i in steps:
                word = words[i]
                cls = word.cls
                if cls in _OF_CLASSES if counting else cls == "V" or word.verbal:
                    following = classes[i + 2]
                    distance = abs(i - target)
                    score = (
                        ctx2(f"{cls}{crossed}{following}", zero)
                        + x(f"{crossed}{cls}{before}{after}", zero)
                        + t(f"{crossed}{cls}{following}{after}", zero)
                        + p(f"{side}{path}{cls}{following}", zero)
                        + u(f"{unit}{side}{cls}{stops}", zero)
                        + v(f"{word.verbal}{cls}{crossed}{min(links, 1)}{min(verbs, 2)}", zero)
                        + sh(f"{shape}{cls}{crossed}{following}", zero)
                    )
                    if counting:
                        score += us(f"{unit}{side}{word.text[-1]}", zero)
                    if distance <= _BESIDE:
                        score += beside(f"bw={side}{_near(distance)}", zero)
                    for name in self._lexical[i]:
                        score += nameless(f"{name}:{crossed}", zero)
                    if i not in seen:
                        seen[i] = self._see(features, i, side)
                    score += seen[i]
                    ends, meets = word.end == of_end, word.start < verb_end and verb_start < word.end
                    if ends or meets:
                        rule, other = (ends, meets) if counting else (meets, ends)
                        spot = f"{side}{_near(distance)}"
                        score += _proposed(features, fact.shape, rule, other, f"{cls}{following}", spot)
                    if i == chosen_before:
                        score += _repeated(features, f"{path[:3]}{crossed}", shape, f"{before}{after}{crossed}")
                    if counting and action is not None and action >= 0:
                        relation = "a" if i > action else "b" if i < action else "="
                        away = abs(i - action)
                        action_side = "L" if action < target else "R"
                        score += act(f"{relation}{action_side}{crossed}{following}", zero)
                        score += act(f"{relation}{away if away < 4 else 'far'}{action_side}{side}", zero)
                    elif counting:
                        score += act(f"none{crossed}{following}", zero)
                    found.append(Candidate(i, score))
                if cls not in path[-1:] and len(path) < _LONGEST_PATH:
                    path += cls
                if cls == "V":
                    verbs += 1
                elif cls == "U":
                    links += 1
                elif cls == "Q" or cls == "X":
                    amounts += cls == "Q"
                    stops += cls == "X"
                    if stops > most:
                        break
                    crossed = f"{side}{stops}{min(amounts, 2)}"
        found.append(Candidate(-1, self._none(features, order, counting, previous, action)))
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

    def _words_of(self, features: Features) -> list[Lookup]:
        """The look-ups of the words, with those around the sentence."""
        if features not in self._rows:
            self._rows[features] = list(map(features.of_word, self._texts))
        return self._rows[features]

    def _see(self, features: Features, i: int, side: str) -> Any:
        """The word and those around it: the same for all amounts of the sentence on one side of it."""
        zero, rows = features.nothing, self._words_of(features)
        around = self._classes[i : i + 3]
        score = rows[i + 2](f"nw={side}", zero) + rows[i](f"pw={side}", zero)
        score += features.named("suf")(f"{self.words[i].text[-1]}{around[2]}{side}", zero)
        return score + features.named("pc")(f"{around}{side}", zero) + rows[i + 1]("w=", zero)

    def _none(
        self, features: Features, order: int, counting: bool, previous: tuple[int, int], action: int | None
    ) -> Any:
        """The features of choosing nothing."""
        zero, rows = features.nothing, self._words_of(features)
        target, fact, unit = self.targets[order], self.facts[order], self._unit(order)
        shape, last = fact.shape, len(self.words)
        score = features.named("")("none", zero) + features.named("nu")(unit, zero)
        score += features.named("nsh")(shape, zero) + features.named("nsh")(f"{shape}{unit}", zero)
        around = ""
        for step in (-3, -2, -1, 1, 2, 3):
            at = target + 1 + step
            inside = 0 < at <= last
            row, cls = (rows[at], self._classes[at]) if inside else (rows[-1], "$")
            around += cls
            score += row(f"n{step}=", zero) + features.named(f"n{step}c")(cls, zero)
        score += features.named("nc")(around[1:5], zero) + features.named("nc2")(around[2:4], zero)
        proposal, other = (fact.of, fact.action) if counting else (fact.action, fact.of)
        score += features.named("nr")(f"{proposal is None}{other is None}", zero)
        score += features.named("nr")(f"{proposal is None}{shape}", zero)
        score += features.named("npv")(f"{previous[0] >= 0}{previous[1] >= 0}{around[2:4]}", zero)
        if action is not None:
            score += features.named("nact")(f"{action >= 0}{around[2:4]}", zero)
            if action >= 0:
                score += rows[action + 1]("naw=", zero)
        return score


def _lexical(text: str, following: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The classes that the lexicon knows a word by; an indicator's with the class of the word behind it."""
    names = lexicon.verb_classes.get(text, ())
    return (*names, f"ind{following}") if lexicon.is_indicator(text) else names


def _proposed(features: Features, shape: str, rule: bool, other: bool, classes: str, spot: str) -> Any:
    """The rules propose the word for this task, or for the other one."""
    score = zero = features.nothing
    if rule:
        named = features.named("rule")
        score = features.named("")("rule", zero) + named(shape, zero) + named(classes, zero) + named(spot, zero)
    if other:
        score += features.named("")("other", zero) + features.named("other")(shape, zero)
    return score


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
