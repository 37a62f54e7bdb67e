"""The deadlines of a speech's plans, each in its year."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from cnreport.dates import Deadline, find_deadlines
from cnreport.discourse.statements import Statement
from cnreport.rules import Overlay
from cnreport.text import Span

_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_PART_OF_YEAR: Final = re.compile(r"((?:19|20)\d\d)年(?:\d|[一二三四五六七八九十第上下])")
_RELATIVE: Final = re.compile("[今明后次来翌当本]")


def due(
    text: str,
    sentences: Sequence[Span],
    statements: Sequence[Statement],
    *,
    day: datetime.date | None = None,
    overlay: Overlay | Path | None = None,
) -> list[Deadline]:
    """The deadlines of every sentence that plans something, in their order.

    The year of one without it is what is stated before it in the sentence; else the section's: that of the headings
    above, or of the last sentence above that opens with a year and tells of nothing done or wrong; else that of
    ``day``, the one the text is of, or the next where it would be past by then; else that of the last deadline under
    the same outermost heading that states one with a part of it (2025年6月底前; 到2030年 is too far ahead to date
    others). A section cannot plan for a year before ``day``.
    """
    plans = [clause for statement in statements if statement.kind == "plan" for clause in statement.clauses]
    starts = [clause.start for clause in plans]
    reported = [clause.start for s in statements if s.kind != "plan" for clause in s.clauses]
    headings: tuple[Span, ...] = ()
    year: int | None = None
    stated: str | None = None
    deadlines: list[Deadline] = []
    for sentence in sentences:
        first = _first_within(sentence, starts)
        if first is not None and plans[first].headings != headings:
            if plans[first].headings[:1] != headings[:1]:
                stated = None
            headings = plans[first].headings
            year = _year_of(text, headings)
        tells = first is None and _first_within(sentence, reported) is not None
        if not tells and (opening := _YEAR.match(text, sentence.start)):
            year = int(opening[1])
        if first is None:
            continue
        ahead = year if year is None or day is None or year >= day.year else None
        for found in find_deadlines(text, sentence.start, sentence.end, year=ahead, day=day, overlay=overlay):
            if part := _PART_OF_YEAR.match(text, found.start, found.end):
                stated = part[1]
            elif stated and found.value.startswith("XXXX") and not _RELATIVE.match(text, found.start, found.end):
                found = replace(found, value=stated + found.value[4:])
            deadlines.append(found)
    return deadlines


def _first_within(sentence: Span, starts: Sequence[int]) -> int | None:
    """Which of the ascending ``starts`` is the first to lie in the sentence."""
    first = bisect_left(starts, sentence.start)
    return first if first < len(starts) and starts[first] < sentence.end else None


def _year_of(text: str, headings: Sequence[Span]) -> int | None:
    for heading in reversed(headings):
        years = _YEAR.findall(text, heading.start, heading.end)
        if years:
            return int(years[-1])
    return None
