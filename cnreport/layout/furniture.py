"""Page furniture: what a web page or a newspaper page puts around a text, line by line (rules in ``chrome.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cnreport.layout.overlay import current_overlay
from cnreport.rules import Overlay, load_rules
from cnreport.rules.literals import Prefilter

_LONGEST = 240
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})")
_CHINESE_DAY = re.compile(
    r"([一二][〇零九一二三四五六七八]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]{0,6}(?:第\s?)?(\d{1,4})(?:\s?页)?(?:\s?[/共]\s?(?:共\s?)?\d{1,4}\s?页?)?[-—–－·•\s]{0,6}"
)
_SET_OFF = re.compile(r"([-—–－·•])\1{0,2} ?\d{1,4} ?\1{1,3}|第\s?\d{1,4}\s?页.*")
_PAGE_MARK = re.compile(r"[①-⑳㉑-㉟❶-❿]\s?[0-9]{1,3}$")

Where = Literal["any", "front", "tail"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A kind of page furniture: where it stands, and what its lines bring with them."""

    id: str
    where: str
    label: bool
    date: bool
    credit: bool
    breadcrumb: bool


@dataclass(frozen=True, slots=True)
class _Table:
    prefilter: Prefilter
    rules: tuple[tuple[re.Pattern[str], Furniture], ...]


@cache
def load_chrome(overlay: Overlay | None) -> _Table:
    """The rules of ``rules/chrome.toml`` in file order; `RulesError` for one that is not well formed."""
    rules = []
    for rule in load_rules("chrome", overlay):
        rule.expect(("pattern", "where", "label", "date", "credit", "breadcrumb"))
        pattern, where = rule.text("pattern"), rule.text("where", "any")
        if where not in ("any", "front", "tail"):
            raise rule.error(f"'where' must be any, front or tail, not {where!r}", field="where")
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            raise rule.error(f"bad pattern: {error}", field="pattern") from error
        flags = (rule.flag(name) for name in ("label", "date", "credit", "breadcrumb"))
        rules.append((compiled, Furniture(rule.id, where, *flags)))
    return _Table(Prefilter([pattern for pattern, _ in rules]), tuple(rules))


def find_furniture(text: str) -> Furniture | None:
    """The furniture that a whole line is, given without its blanks; None when it is text."""
    if not 0 < len(text) <= _LONGEST:
        return None
    table = load_chrome(current_overlay())
    (possible,) = table.prefilter.possible(text, [len(text)])
    return next((rule for pattern, rule in map(table.rules.__getitem__, possible) if pattern.fullmatch(text)), None)


def page_number(text: str) -> int | None:
    """The page number that a whole line is (12, - 12 -, 第12页), or None."""
    match = _PAGE_NUMBER.fullmatch(text) if len(text) <= 24 else None
    return int(match.group(1)) if match else None


def is_set_off(text: str) -> bool:
    """Whether a page number is set as nothing else is (- 12 -, ·12·, 第12页), so that one alone is enough to tell."""
    return _SET_OFF.fullmatch(text) is not None


def page_mark(text: str, start: int, end: int) -> int:
    """Where the newspaper's mark (②15) at the end of ``text[start:end]`` begins; ``end`` when there is none."""
    match = _PAGE_MARK.search(text[max(start, end - 6) : end])
    return end if match is None else max(start, end - 6) + match.start()


def find_day(text: str) -> str | None:
    """The first full date of ``text`` as an ISO date, or None."""
    if match := _DAY.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CHINESE_DAY.search(text):
        year = int("".join(str(_DIGITS[char]) for char in match[1]))
        month, day = _tens(match[2]), _tens(match[3])
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _tens(text: str) -> int:
    before, ten, after = text.rpartition("十")
    return (_DIGITS.get(before[:1], 1) if ten else 0) * 10 + (_DIGITS.get(after, 0) if after else 0)
