"""Bound words around an amount: 近1万米, 20万人次以上, 控制在4%以内.

The words are data (``cnreport/rules/bounds.toml``); here they become look-ups on the text that touches a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.quantity.sense import CLAUSE_END
from cnreport.rules import Overlay
from cnreport.rules.loading import Rule, load_rules
from cnreport.rules.words import alternation
from cnreport.schema import Bound

_FIELDS: Final = (
    "words",
    "bound",
    "place",
    "not_in",
    "start",
    "scaled",
    "units",
    "not_before",
    "link",
    "open",
    "level",
    "ahead",
    "behind",
    "then",
    "closing",
)
_NEAR: Final = 12
_LEVEL: Final = re.compile("的[一-鿿]{0,6}?(?:线|值|指标|目标|标准|要求|任务|上限|下限)(?![一-鿿])")
_DONE: Final = re.compile("[了由从过]|只有|仅")
_SCALED: Final = re.compile("[0-9.,]*[一二两三四五六七八九十余多几]*[百千万亿成%]")
_BOUNDS: Final[dict[str, Bound]] = {
    "about": "about",
    "over": "over",
    "under": "under",
    "at_least": "at_least",
    "at_most": "at_most",
}


@dataclass(frozen=True, slots=True)
class BoundWord:
    """One use of a bound word; see the head of the rule file for the fields."""

    id: str
    bound: Bound
    not_in: str = ""
    start: str = ""
    units: frozenset[str] = frozenset()
    not_before: str = ""
    scaled: bool = False
    link: str = ""
    open: bool = False
    level: bool = False
    ahead: bool = False
    behind: str = ""
    then: str = ""
    closing: bool = False


class BoundWords:
    """Finds the bound words that touch an amount."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._before: dict[str, list[BoundWord]] = {}
        self._after: dict[str, list[BoundWord]] = {}
        self._frame: dict[str, BoundWord] = {}
        self._near: dict[str, BoundWord] = {}
        for rule in rules:
            rule.expect(_FIELDS)
            word = _word(rule)
            place = rule.text("place")
            for text in rule.texts("words"):
                if place == "frame":
                    self._frame[text] = word
                elif place == "near":
                    self._near.setdefault(text, word)
                elif place in ("before", "after"):
                    (self._before if place == "before" else self._after).setdefault(text, []).append(word)
                else:
                    raise rule.error("'place' must be before, after, frame or near")
        self._longest = max(map(len, [*self._before, *self._frame]), default=0)
        self._last = frozenset(text[-1] for text in [*self._before, *self._frame])
        self._behind = re.compile(alternation(self._after))
        self._ahead = re.compile(f"({alternation(self._near)})([^，。；：！？0-9百千万亿元]{{0,{_NEAR}}})")

    def before(self, text: str, start: int, end: int | None = None) -> tuple[int, BoundWord] | None:
        """The longest bound word that ends at ``start``, where the number begins, and its own start.

        ``end`` is where the amount ends, when its unit is known.
        """
        if not start or text[start - 1] not in self._last:
            return None
        for length in range(min(self._longest, start), 0, -1):
            for word in self._before.get(text[start - length : start], ()):
                first = start - length
                if word.start and text[start] not in word.start:
                    continue
                if word.not_in and first and text[first - 1] in word.not_in:
                    continue
                if word.behind and (not first or text[first - 1] not in word.behind):
                    continue
                if word.level and end is not None and _LEVEL.match(text, end):
                    continue
                if word.then and (end is None or text[end : end + 1] not in word.then or end == len(text)):
                    continue
                if word.scaled and not _SCALED.match(text, start):
                    continue
                return first, word
        return None

    def frame(self, text: str, start: int) -> int | None:
        """Where a word like 控制在 begins that ends at ``start``."""
        if not start or text[start - 1] not in self._last:
            return None
        for length in range(min(self._longest, start), 1, -1):
            if text[start - length : start] in self._frame:
                return start - length
        return None

    def near(self, text: str, clause: int, start: int) -> Bound | None:
        """The bound that a word of the clause gives an amount which it does not touch: 至少走访2遍, 超过总数的三成."""
        for m in self._ahead.finditer(text, clause, start):
            word = self._near[m[1]]
            if word.not_in and m.start() and text[m.start() - 1] in word.not_in:
                continue
            if word.not_before and m[2][:1] in word.not_before and m[2]:
                continue
            if word.ahead and _DONE.search(m[2]):
                continue
            if m.end() == start and m[2].endswith(word.link) and not m[2].startswith("的"):
                return word.bound
        return None

    def after(self, text: str, end: int, dimension: str) -> tuple[int, BoundWord] | None:
        """The bound word that begins at ``end``, where the unit ends, and its own end."""
        m = self._behind.match(text, end)
        if m is None:
            return None
        stop = m.end()
        for word in self._after[m[0]]:
            if word.units and dimension not in word.units:
                continue
            if word.not_before and text[stop : stop + 1] in word.not_before and stop < len(text):
                continue
            if word.closing and not CLAUSE_END.match(text, stop):
                continue
            return stop, word
        return None


def combine(bounds: list[Bound]) -> Bound:
    """One bound of all that limit an amount: contradictory ones (近5000余米) cancel out to "about"."""
    kinds = set(bounds)
    if not kinds:
        return "exact"
    if len(kinds) == 1:
        return bounds[0]
    if "range" in kinds:
        return "range"
    if kinds == {"over", "at_least"}:
        return "over"
    if "at_least" in kinds and not kinds & {"under", "at_most"}:
        return "at_least"
    if kinds <= {"at_most", "under"} or kinds == {"at_most", "about"}:
        return "at_most"
    return "about"


def _word(rule: Rule) -> BoundWord:
    bound = _BOUNDS.get(rule.text("bound"))
    if bound is None:
        raise rule.error("'bound' must be one of " + ", ".join(_BOUNDS))
    return BoundWord(
        id=rule.id,
        bound=bound,
        not_in=rule.text("not_in", ""),
        start=rule.text("start", ""),
        units=frozenset(rule.texts("units", ())),
        not_before=rule.text("not_before", ""),
        scaled=rule.flag("scaled"),
        link=rule.text("link", ""),
        open=rule.flag("open"),
        level=rule.flag("level"),
        ahead=rule.flag("ahead"),
        behind=rule.text("behind", ""),
        then=rule.text("then", ""),
        closing=rule.flag("closing"),
    )


@cache
def load_bounds(overlay: Overlay | Path | None = None) -> BoundWords:
    """The bound words, with the user's overlay laid over them; read once a process for each overlay."""
    return BoundWords(load_rules("bounds", overlay))
