"""A user's patterns before they meet a text: that they compile, and that no text can make them search for ages.

A pattern such as ``(a+)+b`` takes twice as long for each further ``a`` of a text without ``b``. So each pattern is
tried on texts made from itself to be its worst: for each part that repeats without a bound, what leads to it, then the
part again and again, then something that cannot follow. They are made longer step by step, and when one takes longer
than a pattern may on a text of that length, the pattern is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from time import thread_time
from typing import Any

from cnreport.rules.rule import Rule

_FIELDS = {"owners": ("words",), "": ("pattern", "patterns")}
"""The fields that hold regular expressions: those of one rule file, and those of any."""
_LONGEST = 2000  # characters of a pattern, and of the texts it is tried on
# Repetitions to try: by small steps, since each may double the time; then as far as a long sentence goes.
_STEPS = (*range(4, 32, 2), 40, 60, 100, 160, 250, 400, 640, 1000, 2000)
# A search may take a time that grows with the square of the text, as many do, but no more.
_MOST_SECONDS, _MOST_SECONDS_SQUARED = 0.05, 2e-7
_MOST_TEXTS = 24
_UNBOUNDED = 40
_OF_CATEGORY = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "一"}
_LONGEST_SAMPLE = 200
_STRANGE = "\x00"


def check_patterns(table: str, rule: Rule) -> None:
    """Raise `RulesError` when a pattern of ``rule`` is too long, does not compile or can take too long."""
    for field in (*_FIELDS[""], *_FIELDS.get(table, ())):
        value = rule.fields.get(field)
        for pattern in value if isinstance(value, list) else [value]:
            if isinstance(pattern, str) and (reason := fault(pattern)):
                raise rule.error(f"{field!r}: {reason}", field=field)


@lru_cache(maxsize=4096)
def fault(pattern: str) -> str:
    """What is wrong with a regular expression; "" when nothing is."""
    if len(pattern) > _LONGEST:
        return f"a pattern has at most {_LONGEST:,} characters, not {len(pattern):,}"
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"the pattern does not compile: {error}"
    for part, text in _slow_texts(compiled, pattern):
        return f"the pattern {part!r} would take too long on a text such as {text!r}"
    return ""


def _slow_texts(compiled: re.Pattern[str], pattern: str) -> Iterator[tuple[str, str]]:
    parser: Any = import_module("re._parser")
    spots = list(_Walk().spots(parser.parse(pattern)))[:_MOST_TEXTS]
    for before, pump in spots:
        for count in _STEPS:
            if len(pump) * count > _LONGEST:
                break
            text = before + pump * count + _STRANGE
            started = thread_time()
            compiled.search(text)
            if thread_time() - started > _MOST_SECONDS + _MOST_SECONDS_SQUARED * len(text) ** 2:
                yield pattern, f"{before}{pump * 3}…"
                return


class _Walk:
    """Makes texts that lead to each unbounded repeat of a parsed pattern, and what the repeat consumes."""

    def spots(self, tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
        """Each unbounded repeat below ``tree``: a text that leads to it, and one repetition of it."""
        for code, value in tree:
            kind = str(code)
            if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
                _, most, body = value
                if most >= _UNBOUNDED:
                    for pump in self._samples(body):
                        yield before, pump
                yield from self.spots(body, before)
            else:
                for body in self._bodies(kind, value):
                    yield from self.spots(body, before)
            before += self._sample([(code, value)])

    def _bodies(self, kind: str, value: Any) -> list[Any]:
        """The patterns inside an element."""
        if kind == "SUBPATTERN":
            return [value[-1]]
        if kind == "BRANCH":
            return list(value[1])
        if kind in ("ASSERT", "ASSERT_NOT"):
            return [value[1]]
        if kind == "ATOMIC_GROUP":
            return [value]
        if kind == "GROUPREF_EXISTS":
            return [body for body in value[1:] if body is not None]
        return []

    def _samples(self, tree: Any) -> list[str]:
        """Texts that one repetition may consume: one for each branch, and one with its own repeats lengthened."""
        parts = list(tree)
        found = [self._sample(parts)]
        if len(parts) == 1:
            for body in self._bodies(str(parts[0][0]), parts[0][1]):
                found.append(self._sample(body))
        return [text for text in dict.fromkeys(found) if text]

    def _sample(self, tree: Any) -> str:
        """A short text that the pattern matches, as far as that is easily told."""
        return "".join(self._element(str(code), value) for code, value in tree)

    def _element(self, kind: str, value: Any) -> str:
        if kind == "LITERAL":
            return chr(int(value))
        if kind in ("ANY", "NOT_LITERAL"):
            return "一" if kind == "ANY" or value != ord("一") else "二"
        if kind == "IN":
            return self._member(value)
        if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, body = value
            times = int(min(max(least, 1), most, 8))
            return (self._sample(body) * times)[:_LONGEST_SAMPLE]
        if kind == "BRANCH":
            return self._sample(value[1][0])
        if kind == "SUBPATTERN":
            return self._sample(value[-1])
        if kind == "ATOMIC_GROUP":
            return self._sample(value)
        return ""

    def _member(self, items: Any) -> str:
        """A character of a set, or one that a negated set does not name."""
        kinds = [(str(code), value) for code, value in items]
        if kinds and kinds[0][0] == "NEGATE":
            pattern = re.compile("[" + "".join(map(self._written, kinds[1:])) + "]")
            return next((character for character in "一a1 二." if not pattern.match(character)), "")
        for kind, value in kinds:
            if kind == "LITERAL":
                return chr(value)
            if kind == "RANGE":
                return chr(value[0])
            if kind == "CATEGORY":
                return _OF_CATEGORY.get(str(value), "，")
        return ""

    def _written(self, item: tuple[str, Any]) -> str:
        kind, value = item
        if kind == "LITERAL":
            return re.escape(chr(value))
        if kind == "RANGE":
            return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        letters = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}
        name = str(value).removeprefix("CATEGORY_")
        letter = letters.get(name.removeprefix("NOT_"), "s")
        return "\\" + (letter.upper() if name.startswith("NOT_") else letter)
