"""The topic of a record: which field of government work its words speak of.

The taxonomy and its cue words are data, ``cnreport/rules/topics.toml``. All words are looked for at once (Aho and
Corasick 1975, in Rust), and at each place the longest one counts; so a text is read once, however many words there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cnreport.rules import Overlay, load_rules
from cnreport.rules.literals import occurrences

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_WEIGHTS: Final = {"strong": 9, "words": 6, "weak": 2}
_TEXT_FACTOR: Final = 3
"""A word in the record counts as much as three in its headings."""
_LEAST: Final = 8
"""The score below which a text has no topic: two weak words in it pass, so does a strong one in a heading."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The taxonomy, ready for matching: topics in file order, the words' automaton, and each word's topics."""

    names: tuple[str, ...]
    words: AhoCorasick
    weights: tuple[tuple[tuple[int, int], ...], ...]
    """For each word of the automaton, (topic, weight) of those it speaks for."""

    def add_scores(self, text: str, scores: list[int], factor: int = 1) -> None:
        """Add ``factor`` times the weights of the words in ``text`` to the ``scores`` of their topics."""
        for word, _, _ in occurrences(self.words, text):
            for topic, weight in self.weights[word]:
                scores[topic] += factor * weight


def topic_of(text: str, section: Sequence[str] = (), overlay: Overlay | Path | None = None) -> str | None:
    """The name of the topic that ``text`` speaks of most, or None.

    ``section`` holds the headings above it and its item's head; their words count less. Ties go to the topic that
    stands first in the rule file. ``overlay`` is the user's rule file.
    """
    topics = load_topics(overlay)
    scores = list(_section_scores(tuple(section), overlay))
    topics.add_scores(text, scores, _TEXT_FACTOR)
    best = max(scores, default=0)
    return None if best < _LEAST else topics.names[scores.index(best)]


@lru_cache(maxsize=256)
def _section_scores(section: tuple[str, ...], overlay: Overlay | Path | None) -> tuple[int, ...]:
    """The scores of some headings together, kept: all the records under them ask for them."""
    topics = load_topics(overlay)
    scores = [0] * len(topics.names)
    for heading in section:
        topics.add_scores(heading, scores)
    return tuple(scores)


@cache
def load_topics(overlay: Overlay | Path | None = None) -> Topics:
    """The project's taxonomy with the user's ``overlay`` laid over it; `RulesError` when a rule is malformed."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    names: list[str] = []
    weights: dict[str, list[tuple[int, int]]] = {}
    for rule in load_rules("topics", overlay):
        if "neutral" in rule.fields:
            rule.expect(("neutral",))
            weights.update((word, []) for word in rule.texts("neutral"))
            continue
        rule.expect(("name", *_WEIGHTS))
        number = len(names)
        names.append(rule.text("name"))
        for strength, weight in _WEIGHTS.items():
            for word in rule.texts(strength, ()):
                known = weights.setdefault(word, [])
                if len(word) < 2:
                    raise rule.error(f"the word {word!r} is too short", "a cue word has two characters or more")
                if any(topic == number for topic, _ in known):
                    raise rule.error(f"the word {word!r} stands twice")
                known.append((number, weight))
    words = AhoCorasick(weights, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    return Topics(tuple(names), words, tuple(map(tuple, weights.values())))
