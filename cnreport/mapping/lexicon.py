"""The verbs and nouns that mapping reasons with, by class, from ``rules/verbs.toml`` and ``rules/indicators.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from cnreport.rules.loading import load_rules

_VERB_CLASSES = ("light", "existential", "measuring", "nominal", "unit_only", "action", "converting")


@dataclass(frozen=True)
class Lexicon:
    """Word classes; see the head of ``rules/verbs.toml`` for what each means."""

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
    second: frozenset[str]
    indicator_suffixes: tuple[str, ...]
    rate_suffixes: tuple[str, ...]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Every word that some class knows as a verb."""
        return self.light | self.existential | self.measuring | self.converting | self.unit_only | self.action

    @cached_property
    def verb_classes(self) -> dict[str, tuple[str, ...]]:
        """The classes of verbs that know a word, by the word."""
        found: dict[str, tuple[str, ...]] = {}
        for name in _VERB_CLASSES:
            for word in getattr(self, name):
                found[word] = (*found.get(word, ()), name)
        return found

    def tagged(self) -> list[tuple[str, str]]:
        """The words a tokenizer must keep in one piece, with their tags."""
        words = dict.fromkeys(self.not_verbs | self.nouns, "n")
        words |= {word: "d" for word in self.manner if len(word) > 3}
        return sorted((words | {word: "v" for word in self.verbs if len(word) > 1}).items())

    def is_indicator(self, word: str) -> bool:
        """Whether a noun names an indicator (…率, …总额) rather than a thing that is counted."""
        return word.endswith(self.indicator_suffixes)

    def is_rate(self, word: str) -> bool:
        """Whether a noun names a ratio or a measure of quality (…率, …满意度), which no verb acts on."""
        return word.endswith(self.rate_suffixes)


@cache
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """The word classes, with a user's overlay laid over them."""
    classes = {rule.id: frozenset(rule.texts("words")) for rule in load_rules("verbs", overlay)}
    suffixes = {rule.id: rule.texts("suffixes") for rule in load_rules("indicators", overlay)}
    names = Lexicon.__dataclass_fields__.keys() - {"indicator_suffixes", "rate_suffixes"}
    return Lexicon(
        **{name: classes.get(name, frozenset()) for name in names},
        indicator_suffixes=tuple(suffix for group in suffixes.values() for suffix in group),
        rate_suffixes=tuple(suffixes.get("rate", ())),
    )
