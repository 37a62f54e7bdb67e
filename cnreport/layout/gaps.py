"""Turns whose heads are set off by a gap alone: 主持人　片子看完了。, 江若（市水利局局长）　脸上发烫。

A gap means much else: it stands between office and name, between the parts of a title, inside a name of two letters.
It is read as a colon only on pages on which those who ask are set so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cnreport.layout.people import parse_person
from cnreport.layout.speakers import bare_name
from cnreport.layout.turns import asks_on_line, close_spread, without_bullets
from cnreport.text.mending import Line

# A wide space or several narrow ones, with something on both sides.
_GAP = re.compile(r"(?:\u3000(?<=\S\u3000)| (?<=\S )(?=[ \u3000]))[ \u3000]*(?=\S)")
_SPACES = re.compile(r"\s+")
SAYS = re.compile(r"[。！？…][”’）)】\]]*$")
"""The end of a sentence."""
NO_HEAD = re.compile("[：:。！？；，]")
"""What the head of a turn does not hold."""
LONG = 30
"""A line of so many characters says something, wherever it is wrapped."""
_LONGEST_HEAD = 48
_LONGEST_NAME = 12
_SEEN = 96  # so far into a line a gap may stand, spread as its head may be
_LEAST_ASKING = 2
_MOST_GAPS = 3  # 市水利局局长　江　若　…


class _Head(NamedTuple):
    """The words at the beginning of a line up to a gap, and where in the text the gap begins."""

    words: str
    gap: int


def close_gaps(text: str, lines: Sequence[Line]) -> str:
    """``text`` with a colon at the place of each gap that stands for one; every offset stays what it was."""
    asking: list[_Head] = []
    others: list[list[_Head]] = []
    for heads in _turns(text, lines):
        if asks_on_line(close_spread(heads[0].words)):
            asking.append(heads[0])
        else:
            others.append(heads)
    if len(asking) < _LEAST_ASKING:
        return text
    return with_colons(text, (head.gap for head in (*asking, *_answering(others))))


def with_colons(text: str, places: Iterable[int]) -> str:
    """``text`` with a colon at each of ``places``."""
    closed = list(text)
    for place in places:
        closed[place] = "："
    return "".join(closed)


def _answering(turns: Sequence[Sequence[_Head]]) -> Iterator[_Head]:
    """The heads of those who are named with an office, or by a name that stands again or with an office elsewhere."""
    names: list[tuple[str, _Head]] = []
    known: Counter[str] = Counter()
    for heads in turns:
        for head in reversed(heads):
            if person := parse_person(head.words):
                known[person.name] += 2
                yield head
                break
            if name := bare_name(head.words):
                known[name] += 1
                names.append((name, head))
                break
    yield from (head for name, head in names if known[name] > 1)


def _turns(text: str, lines: Sequence[Line]) -> list[list[_Head]]:
    """The lines that may be turns, each with what may be its head, the shortest first."""
    turns: list[list[_Head]] = []
    wide, narrow = "\u3000" in text, "  " in text
    for line in lines if wide or narrow else ():
        start, seen = line.start, min(line.end, line.start + _SEEN)
        if not (wide and text.find("\u3000", start, seen) > 0) and not (narrow and text.find("  ", start, seen) > 0):
            continue
        heads = []
        for gap in islice(_GAP.finditer(text, line.start, seen), _MOST_GAPS):
            words = without_bullets(_SPACES.sub(" ", text[line.start : gap.start()]))
            said = text[gap.end() : line.end]
            if _may_head(words) and _may_be_said(said):
                heads.append(_Head(words, gap.start()))
        if heads:
            turns.append(heads)
    return turns


def _may_head(words: str) -> bool:
    """Whether words name who speaks; behind a letter (Q1　…) any space will do as it is."""
    return 2 <= len(words) <= _LONGEST_HEAD and not words.isascii() and NO_HEAD.search(words) is None


def _may_be_said(text: str) -> bool:
    """Whether what stands behind a gap is a sentence, and no name with a colon of its own."""
    says = len(text) >= LONG or SAYS.search(text) is not None
    return says and bare_name(text[:_LONGEST_NAME].partition("：")[0]) is None
