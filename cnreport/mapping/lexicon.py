"""The words that mapping reasons with, by class: ``verbs.toml``, ``function_words.toml``, ``indicators.toml``.

With them go the characters that words are made of, from ``morphemes.toml``.

A user's overlay adds words to a class, and with ``[[words]]`` terms of its field that segmentation must not cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.mapping.morphemes import Morphemes, load_morphemes
from cnreport.mapping.word_classes import word_classes
from cnreport.rules import Overlay
from cnreport.rules.loading import load_rules

# Nouns, verbs, action nouns, adjectives, adverbs, and what stands before nouns (大型).
_TAGS: Final = frozenset(["n", "v", "vn", "a", "d", "b"])
_LONGEST_WORD: Final = 20

_VERB_CLASSES: Final = ("light", "existential", "measuring", "nominal", "unit_only", "action", "converting")
_FUNCTION_CLASSES: Final = ("adverbs", "prepositions", "coordination", "passing")
_NOT_OF_VERBS: Final = frozenset([*_FUNCTION_CLASSES, "indicator_suffixes", "rate_suffixes", "morphemes"])


@dataclass(eq=False)
class Lexicon:
    """Word classes; see the heads of ``rules/verbs.toml`` and ``rules/function_words.toml`` for what each means.

    Two are equal only when they are the same: hashing is cheap.
    """

    light: frozenset[str]
    existential: frozenset[str]
    measuring: frozenset[str]
    converting: frozenset[str]
    unit_only: frozenset[str]
    action: frozenset[str]
    nominal: frozenset[str]
    nominal_heads: frozenset[str]
    compound_heads: frozenset[str]
    governing_rates: frozenset[str]
    not_verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: frozenset[str]
    spending: frozenset[str]
    stative: frozenset[str]
    valued: frozenset[str]
    leftover: frozenset[str]
    pivot: frozenset[str]
    comparing: frozenset[str]
    manner: frozenset[str]
    opening: frozenset[str]
    nounlike: frozenset[str]
    states: frozenset[str]
    single: frozenset[str]
    becoming: frozenset[str]
    persons: frozenset[str]
    counted: frozenset[str]
    quoting: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    coordination: frozenset[str]
    passing: frozenset[str]
    morphemes: Morphemes
    indicator_suffixes: tuple[str, ...]
    rate_suffixes: tuple[str, ...]

    verbs: frozenset[str] = field(init=False)
    """Every word that some class knows as a verb."""
    verb_classes: dict[str, tuple[str, ...]] = field(init=False)
    """The classes of verbs that know a word, by the word."""

    def __post_init__(self) -> None:
        self.verbs = self.light | self.existential | self.measuring | self.converting | self.unit_only | self.action
        self.verb_classes = {}
        for name in _VERB_CLASSES:
            for word in getattr(self, name):
                self.verb_classes[word] = (*self.verb_classes.get(word, ()), name)

    def tagged(self) -> list[tuple[str, str]]:
        """The words a tokenizer must keep in one piece, with their tags."""
        words = dict.fromkeys(self.not_verbs | self.nouns, "n")
        words |= {word: "d" for word in self.manner if len(word) > 3}
        words |= {word: "i" for word in self.states if len(word) == 4}
        return sorted((words | {word: "v" for word in self.verbs if len(word) > 1}).items())

    def is_indicator(self, word: str) -> bool:
        """Whether a noun names an indicator (…率, …总额) rather than a thing that is counted."""
        return word.endswith(self.indicator_suffixes)

    def is_rate(self, word: str) -> bool:
        """Whether a noun names a ratio or a measure of quality (…率, …满意度), which no verb acts on."""
        return word.endswith(self.rate_suffixes)


@cache
def load_lexicon(overlay: Overlay | Path | None = None) -> Lexicon:
    """The word classes, with a user's overlay laid over them; `RulesError` for a class that does not exist."""
    names = {field.name for field in fields(Lexicon) if field.init} - _NOT_OF_VERBS
    suffixes: dict[str, list[str]] = {}
    for rule in load_rules("indicators", overlay):
        rule.expect(("class", "suffixes"))
        suffixes.setdefault(rule.text("class", rule.id), []).extend(rule.texts("suffixes"))
    return Lexicon(
        **word_classes("verbs", names, overlay),
        **function_words(overlay),
        morphemes=load_morphemes(overlay),
        indicator_suffixes=tuple(suffix for group in suffixes.values() for suffix in group),
        rate_suffixes=tuple(suffixes.get("rate", ())),
    )


def function_words(overlay: Overlay | Path | None) -> dict[str, frozenset[str]]:
    """Adverbs, prepositions and their like by class, with a user's overlay laid over them."""
    return word_classes("function_words", _FUNCTION_CLASSES, overlay)


def own_words(overlay: Overlay | Path | None) -> dict[str, str]:
    """The user's words of ``[[words]]``, which a tokenizer must keep in one piece, with their tags."""
    words: dict[str, str] = {}
    for rule in load_rules("words", overlay):
        rule.expect(("words", "tag"))
        tag = rule.text("tag", "n")
        if tag not in _TAGS:
            raise rule.error(f"unknown tag {tag!r}", "one of " + ", ".join(sorted(_TAGS)), "tag")
        for word in rule.texts("words"):
            if not 1 < len(word) <= _LONGEST_WORD or any(map(str.isspace, word)):
                reason = f"the word {word!r} must have 2 to {_LONGEST_WORD} characters, no blank among them"
                raise rule.error(reason, field="words")
            words[word] = tag
    return words
