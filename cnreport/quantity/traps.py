"""Traps: what looks like an amount and is none.

The trap families are data (``cnreport/rules/traps.toml``); here they become look-ups at one place of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.quantity.phrase import START
from cnreport.rules import Overlay
from cnreport.rules.loading import Rule, load_rules
from cnreport.rules.words import alternation

_FIELDS: Final = ("kind", "words", "units", "numbers", "pattern", "opens", "not_before")
_KINDS: Final = ("word", "before", "after", "span", "free", "figures", "never")
# 第1、3项; 六届五次、六次全会; 二组、五组
_ORDINALS: Final = re.compile(
    f"第[{START}]{{1,3}}[、和至到个個—-]$|届(?:[{START}]{{1,3}}次、){{1,4}}$|(?<![{START}])二[组村队楼]、$"
)
_NUMERAL: Final = re.compile(f"[{START}]")


class Traps:
    """Answers, for one place of a text, whether a trap lies there."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._words: dict[str, list[tuple[str, int, str]]] = {}
        self._before: dict[str, tuple[str, frozenset[str]]] = {}
        self._after: dict[str, re.Pattern[str]] = {}
        spans: list[str] = []
        opened: list[str] = []
        opening: list[str] = []
        after: dict[str, set[str]] = {}
        free: set[str] = set()
        never: set[str] = set()
        figures: set[str] = set()
        for rule in rules:
            rule.expect(_FIELDS)
            kind = rule.text("kind")
            if kind == "word":
                for word in rule.texts("words"):
                    self._add_word(rule, word)
            elif kind == "before":
                how = rule.text("numbers", "any"), frozenset(rule.texts("units", ()))
                self._before.update(dict.fromkeys(rule.texts("words"), how))
            elif kind == "after":
                for unit in rule.texts("units"):
                    after.setdefault(unit, set()).update(rule.texts("words"))
            elif kind == "span":
                if opens := rule.text("opens", ""):
                    opening.append(_regular(rule, "opens", f"[{opens}]"))
                (opened if opens else spans).append(_regular(rule, "pattern", f"(?:{rule.text('pattern')})"))
            elif kind in ("free", "figures", "never"):
                {"free": free, "figures": figures, "never": never}[kind].update(rule.texts("units"))
            else:
                raise rule.error("'kind' must be one of " + ", ".join(_KINDS))
        self.free = frozenset(free)
        self.figures = frozenset(figures)
        self.never = frozenset(never)
        self._after = {unit: re.compile(alternation(words)) for unit, words in after.items()}
        # What `opened` covers begins with a character of `opening`.
        self._opened, self._opening = (re.compile("|".join(patterns) or "(?!)") for patterns in (opened, opening))
        self._spans = [re.compile("|".join(spans))] if spans else []
        self._longest = max(map(len, self._before), default=0)
        self._last = frozenset("、和至到个個—-") | frozenset(word[-1] for word in self._before)

    def _add_word(self, rule: Rule, word: str) -> None:
        m = _NUMERAL.search(word)
        if m is None or len(word) < 2:
            raise rule.error(f"the word {word!r} holds no numeral")
        at = m.start()
        key = word[at : at + 2] if at + 1 < len(word) else word[at - 1] + "<" + word[at]
        self._words.setdefault(key, []).append((word, at, rule.text("not_before", "")))

    def word_at(self, text: str, start: int) -> int:
        """The end of a trap word whose first numeral stands at ``start``, 0 when there is none."""
        words = self._words
        end = 0
        found = words.get(text[start : start + 2], ())
        if start and (ending := words.get(text[start - 1] + "<" + text[start])):
            found = [*found, *ending]
        for word, at, barred in found:
            stop = start - at + len(word)
            if stop > end and start >= at and text.startswith(word, start - at):
                if barred and text[stop : stop + 1] in barred and stop < len(text):
                    continue
                end = stop
        return end

    def before(self, text: str, start: int, unit: str) -> bool:
        """Whether what ends at ``start`` makes the number that begins there an ordinal, a name or a code.

        ``unit`` is the number's unit, "" when it has none.
        """
        if not start or text[start - 1] not in self._last:
            return False
        for length in range(1, min(self._longest, start) + 1):
            how = self._before.get(text[start - length : start])
            if how is not None and (how[0] == "any" or not unit) and (not how[1] or unit in how[1]):
                return True
        return _ORDINALS.search(text, max(0, start - 14), start) is not None

    def after(self, text: str, end: int, unit: str) -> bool:
        """Whether what begins at ``end``, behind ``unit``, makes the whole a name or an ordinal."""
        pattern = self._after.get(unit)
        return pattern is not None and pattern.match(text, end) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of text in which nothing is an amount: titles, names in quotation marks, document numbers."""
        end = 0
        # Places by their one character are found ten times as fast as by patterns that begin with a choice.
        for place in self._opening.finditer(text):
            start = place.start()
            if start >= end and (m := self._opened.match(text, start)):
                end = m.end()
                yield start, end
        for pattern in self._spans:
            for m in pattern.finditer(text):
                yield m.span()


def _regular(rule: Rule, field: str, pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise rule.error(f"{field!r} is no regular expression: {error}") from error
    return pattern


@cache
def load_traps(overlay: Overlay | Path | None = None) -> Traps:
    """The traps, with the user's overlay laid over them; read once a process for each overlay."""
    return Traps(load_rules("traps", overlay))
