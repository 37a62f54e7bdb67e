"""The characters that words are made of, from ``rules/morphemes.toml``, and what they tell of a word."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.mapping.word_classes import word_classes
from cnreport.rules import Overlay

_OF_WORDS: Final = frozenset(["complements", "durations", "upon_districts", "whole"])


@dataclass(eq=False)
class Morphemes:
    """Characters by class; see the head of ``rules/morphemes.toml`` for what each means."""

    deverbal: frozenset[str]
    denominal: frozenset[str]
    upon_districts: frozenset[str]
    containers: frozenset[str]
    measures: frozenset[str]
    comparable: frozenset[str]
    divisions: frozenset[str]
    residents: frozenset[str]
    villages: frozenset[str]
    things: frozenset[str]
    each: frozenset[str]
    durations: frozenset[str]
    predicate_adverbs: frozenset[str]
    predicate_prepositions: frozenset[str]
    predicate_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    linking: frozenset[str]
    acts: frozenset[str]
    qualities: frozenset[str]
    doubtful: frozenset[str]
    how: frozenset[str]
    complements: frozenset[str]
    joined: frozenset[str]
    befalling: frozenset[str]
    compared: frozenset[str]
    staying: frozenset[str]
    changing: frozenset[str]
    changed: frozenset[str]
    making: frozenset[str]
    made: frozenset[str]
    lacking: frozenset[str]
    not_lacked: frozenset[str]
    whole: frozenset[str]

    endings: frozenset[str] = field(init=False)
    """Every character that after a noun makes a noun of it."""
    predicates: dict[str, str] = field(init=False)
    """The characters that begin a predicate, with their classes."""
    deeds: frozenset[str] = field(init=False)
    """Verbs of one character that are no adjectives."""

    def __post_init__(self) -> None:
        self.endings = self.deverbal | self.denominal
        self.predicates = dict.fromkeys(self.predicate_adverbs, "D") | dict.fromkeys(self.predicate_prepositions, "P")
        self.predicates |= dict.fromkeys(self.predicate_verbs, "V")
        self.deeds = self.acts - self.qualities

    def joins(self, word: str, before: str, before_cls: str) -> bool:
        """Whether ``word`` is the last character of a noun that begins with the word ``before`` it."""
        if len(word) != 1 or len(before) < 2 or (word == "区" and before in self.upon_districts):
            return False
        return (before_cls == "N" and word in self.endings) or (before_cls == "V" and word in self.deverbal)

    def is_noun_ending(self, word: str) -> bool:
        """Whether ``word`` is a single character that is a noun wherever it stands alone: [18个] 村."""
        return len(word) == 1 and word in self.endings

    def is_completed(self, word: str) -> bool:
        """Whether a word is a verb of one character with what says how far it went: 端上, 招回来."""
        return word[1:] in self.complements and word[0] in self.deeds and word not in self.whole

    def verb_before_aspect(self, word: str) -> int:
        """How many characters stand before the verb in a word that 了 or 着 follows: 家庭装 [了] 2, 端上 [了] 0.

        -1 where no part of it is known for a verb: 汇报 [了].
        """
        if self.is_completed(word):
            return 0
        return len(word) - 1 if word[-1] in self.acts else -1

    def makes(self, word: str) -> bool:
        """Whether a noun of two or three characters is a verb with its object: 铺管, 覆膜, 缺普工."""
        if len(word) == 3:
            return word[0] in self.lacking and word[1] not in self.not_lacked
        return len(word) == 2 and word[1] in self.made and word[0] in self.making and word not in self.whole


@cache
def load_morphemes(overlay: Overlay | Path | None = None) -> Morphemes:
    """The characters by class, with a user's overlay laid over them; `RulesError` for a class that does not exist."""
    names = {field.name for field in fields(Morphemes) if field.init}
    return Morphemes(**word_classes("morphemes", names, overlay, names - _OF_WORDS))
