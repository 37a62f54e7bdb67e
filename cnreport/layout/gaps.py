"""Turns whose heads are set off by a gap alone: 主持人　片子看完了。, 江若（市水利局局长）　脸上发烫。

A gap means much else: it stands between office and name, between the parts of a title, inside a name of two letters.
It is read as a colon only on pages on which those who ask are set so.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from cnreport.layout.people import parse_person
from cnreport.layout.speakers import bare_name
from cnreport.layout.turns import asks_on_line

# A wide space or several narrow ones, with something on both sides.
_GAP = re.compile(r"(?:\u3000(?<=\S\u3000)| (?<=\S )(?=[ \u3000]))[ \u3000]*(?=\S)")
_SPACES = re.compile(r"\s+")
_SAYS = re.compile(r"[。！？…][”’）)】\]]*$")
_NO_HEAD = re.compile("[：:。！？；，]")
_LONGEST_HEAD = 48
_LONGEST_NAME = 12
_LONG = 30  # a line as long says something, wherever it is wrapped
_LEAST_ASKING = 2
_MOST_GAPS = 3  # 市水利局局长　江　若　…


class _Head(NamedTuple):
    """The words at the beginning of a line up to a gap, and where in the text the gap begins."""

    words: str
    gap: int


def close_gaps(text: str) -> str:
    """``text`` with a colon at the place of each gap that stands for one; every offset stays what it was."""
    turns = _turns(text)
    asking = [heads[0] for heads in turns if asks_on_line(heads[0].words)]
    if len(asking) < _LEAST_ASKING:
        return text
    answering: list[_Head] = []
    named: list[_Head] = []
    known: Counter[str] = Counter()
    for heads in turns:
        if heads[0] in asking:
            continue
        if officer := next((head for head in reversed(heads) if parse_person(head.words)), None):
            answering.append(officer)
            person = parse_person(officer.words)
            known[person.name if person else ""] += 2
        elif name := next((head for head in reversed(heads) if bare_name(head.words)), None):
            named.append(name)
            known[name.words.replace(" ", "")] += 1
    answering += [head for head in named if known[head.words.replace(" ", "")] > 1]
    closed = list(text)
    for head in (*asking, *answering):
        closed[head.gap] = "："
    return "".join(closed)


def _turns(text: str) -> list[list[_Head]]:
    """The lines that may be turns, each with what may be its head, the shortest first."""
    turns: list[list[_Head]] = []
    last = -1
    for gap in _GAP.finditer(text):
        start = text.rfind("\n", 0, gap.start()) + 1
        if gap.start() - start > 2 * _LONGEST_HEAD:
            continue
        words = _SPACES.sub(" ", text[start : gap.start()]).strip()
        if not 2 <= len(words) <= _LONGEST_HEAD or words.isascii() or _NO_HEAD.search(words):
            continue  # behind a letter (Q1　…) any space will do
        end = text.find("\n", gap.end())
        said = text[gap.end() : len(text) if end < 0 else end].rstrip()
        if (len(said) < _LONG and not _SAYS.search(said)) or bare_name(said[:_LONGEST_NAME].partition("：")[0]):
            continue
        if start != last:
            turns.append([])
            last = start
        if len(turns[-1]) < _MOST_GAPS:
            turns[-1].append(_Head(words, gap.start()))
    return turns
