"""What an amount may count and which verb may govern it: the candidates of a sentence and their features.

The rules of `cnreport.mapping.facts` decide by construction; where a sentence mixes several, the ranker weighs their
proposal against what each candidate word looks like from where the amount stands. A feature is a short string; what
it says is the name before its ``=``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

# How far a candidate may stand from its amount, before and after it: in words, and in clause stops by task.
_LEFT, _RIGHT = 30, 20
_STOPS = {"of": (3, 1), "action": (2, 1)}
_CLOSING = '”’"』」》）)'
# Scope words say where, not what: they are no part of what is counted.
_SCOPES = frozenset(
    ["全市", "全省", "全县", "全区", "全镇", "全国", "全年", "全乡", "全州", "我市", "我省", "我县", "我区"]
)
# Classes that the last word of a counted noun phrase can have; taggers err, so they are wider than N.
_OF_CLASSES = frozenset("NAMRTFV")


@dataclass(slots=True)
class Candidate:
    """A word that may be chosen, by its index in the sentence, or none (-1); and what is known of it."""

    index: int
    features: list[str]


class Scene:
    """One sentence with its rule facts: gives the candidates of each of its quantities."""

    def __init__(self, words: Sequence[Word], facts: Sequence[Fact], units: Sequence[str], lexicon: Lexicon) -> None:
        self.words = words
        self.facts = facts
        self.units = units
        self.targets = [i for i, word in enumerate(words) if word.quantity >= 0]
        self._lexicon = lexicon
        self._classes = f"^{''.join([word.cls for word in words])}$"
        # Features of a word as seen from either side, kept for the other task and the sentence's other amounts.
        self._seen: dict[tuple[int, str], list[str]] = {}

    def candidates(
        self, order: int, task: str, previous: tuple[int, int], action: int | None = None
    ) -> list[Candidate]:
        """Candidates for ``task`` ("of" or "action") of the ``order``-th quantity, the empty one last.

        ``previous`` are the word indices chosen for the quantity before (of, action), -1 for none; ``action`` the
        action already chosen for this one.
        """
        words, classes = self.words, self._classes
        target = self.targets[order]
        fact = self.facts[order]
        unit = self.units[order] if len(self.units[order]) < 3 else "long"
        low, high = max(0, target - _LEFT), min(len(words), target + _RIGHT)
        before, after = classes[target], classes[target + 2]
        before_text = words[target - 1].text if target else "^"
        chosen_before = previous[0] if task == "of" else previous[1]
        found: list[Candidate] = []
        sides = ("L", range(target - 1, low - 1, -1)), ("R", range(target + 1, high))
        for (side, steps), most in zip(sides, _STOPS[task], strict=True):
            path = ""
            stops = amounts = links = verbs = 0
            for i in steps:
                word = words[i]
                cls = word.cls
                if cls in _OF_CLASSES if task == "of" else cls == "V" or word.verbal:
                    distance = abs(i - target)
                    near = (
                        str(distance) if distance <= 4 else "7" if distance <= 7 else "12" if distance <= 12 else "99"
                    )
                    following = classes[i + 2]
                    crossed = f"{side}{stops}{min(amounts, 2)}"
                    spot = f"{crossed}{min(links, 1)}{min(verbs, 2)}"
                    features = [
                        f"ctx2={cls}{crossed}{following}",
                        f"x={crossed}{cls}{before}{after}",
                        f"t={crossed}{cls}{following}{after}",
                        f"p={side}{path}{cls}{following}",
                        f"u={unit}{side}{cls}{stops}",
                        f"v={word.verbal}{cls}{spot}",
                        f"sh={fact.shape}{cls}{crossed}{following}",
                    ]
                    if task == "of":
                        features.append(f"us={unit}{side}{word.text[-1]}")
                    if distance <= 5:
                        features.append(f"bw={before_text}{side}{near}")
                    features += [f"{name}:{crossed}" for name in self._lexical(word.text, following)]
                    features += self._seen.get((i, side)) or self._see(i, side)
                    self._proposed(features, word, fact, task, near, side, following)
                    if i == chosen_before:
                        features += [
                            "prev",
                            f"prev={path[:3]}{crossed}",
                            f"prev={fact.shape}",
                            f"prev={before}{after}{crossed}",
                        ]
                    if task == "of" and action is not None and action >= 0:
                        relation = "a" if i > action else "b" if i < action else "="
                        side_of_action = "L" if action < target else "R"
                        features += [
                            f"act={relation}{side_of_action}{crossed}{following}",
                            f"act={relation}{abs(i - action) if abs(i - action) < 4 else 'far'}{side_of_action}{side}",
                        ]
                    elif task == "of":
                        features.append(f"act=none{crossed}{following}")
                    found.append(Candidate(i, features))
                if not path.endswith(cls) and len(path) < 8:
                    path += cls
                stops += cls == "X"
                if stops > most:
                    break
                amounts += cls == "Q"
                links += cls == "U"
                verbs += cls == "V"
        found.append(Candidate(-1, self._none_features(target, fact, task, unit, previous, action)))
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

    def _lexical(self, text: str, following: str) -> tuple[str, ...]:
        """The classes that the lexicon knows a word by; an indicator's with the class of the word behind it."""
        names = self._lexicon.verb_classes.get(text, ())
        return (*names, f"ind{following}") if self._lexicon.is_indicator(text) else names

    def _see(self, i: int, side: str) -> list[str]:
        """Features of a word and of those around it, from the ``side`` of an amount."""
        words = self.words
        text = words[i].text
        around = self._classes[i : i + 3]
        seen = self._seen[i, side] = [
            f"nw={words[i + 1].text if i + 1 < len(words) else '$'}{side}",
            f"pw={words[i - 1].text if i else '^'}{side}",
            f"suf={text[-1]}{around[2]}{side}",
            f"pc={around}{side}",
            f"w={text}",
        ]
        return seen

    @staticmethod
    def _proposed(features: list[str], word: Word, fact: Fact, task: str, near: str, side: str, following: str) -> None:
        """Add whether the rules propose this word, and by which construction."""
        if task == "of":
            hit = fact.of is not None and word.end == fact.of.end
            other = fact.action is not None and word.start < fact.action.end and fact.action.start < word.end
        else:
            hit = fact.action is not None and word.start < fact.action.end and fact.action.start < word.end
            other = fact.of is not None and word.end == fact.of.end
        if hit:
            features += ["rule", f"rule={fact.shape}", f"rule={word.cls}{following}", f"rule={side}{near}"]
        if other:
            features += ["other", f"other={fact.shape}"]

    def _none_features(
        self, target: int, fact: Fact, task: str, unit: str, previous: tuple[int, int], action: int | None
    ) -> list[str]:
        words = self.words
        features = ["none", f"nu={unit}", f"nsh={fact.shape}", f"nsh={fact.shape}{unit}"]
        around = []
        for step in (-3, -2, -1, 1, 2, 3):
            at = target + step
            word = words[at] if 0 <= at < len(words) else None
            around.append(word.cls if word else "$")
            features.append(f"n{step}={word.text if word else '$'}")
            features.append(f"n{step}c={word.cls if word else '$'}")
        features.append("nc=" + "".join(around[1:5]))
        features.append("nc2=" + "".join(around[2:4]))
        proposal = fact.of if task == "of" else fact.action
        other = fact.action if task == "of" else fact.of
        features.append(f"nr={proposal is None}{other is None}")
        features.append(f"nr={proposal is None}{fact.shape}")
        features.append(f"npv={previous[0] >= 0}{previous[1] >= 0}{around[2]}{around[3]}")
        if action is not None:
            features.append(f"nact={action >= 0}{around[2]}{around[3]}")
            if action >= 0:
                features.append(f"naw={words[action].text}")
        return features


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
