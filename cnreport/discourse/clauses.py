"""Clauses of a speech with all that the kinds are judged by: cues, section state, place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cnreport.discourse.cues import Cue, Cues
from cnreport.discourse.sections import UNKNOWN, Sections, announced
from cnreport.layout import Paragraph
from cnreport.layout.markers import opening_marker
from cnreport.text import Span
from cnreport.text.clauses import split_both

_LONGEST_MARKER: Final = 12
# What a theme or a label never holds.
FIGURES: Final = re.compile(r"\d|[一二两三四五六七八九十百千万亿]{2,}")
_DUE: Final = re.compile(
    r"(?:[今明后]年|(?:20)?\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|[一二三四]季度|上半年|年|主?汛期?|春节|国庆节?|元旦|供暖季?)"
    r"(?:以?之?前|底前?|末前?|以?内)"
    r"|\d{1,2}月[上中下]旬|(?:\d{1,3}|[两三四五六七八九十])(?:个工作日|个月|年|日|天|小时)(?:之|以)?内"
)
_ANOTHER_DUE: Final = re.compile(rf"、(?={_DUE.pattern})")


@dataclass(slots=True)
class Clause:
    """One clause; positions in the view.

    ``section`` is the kind that the headings above announce, ``passage`` the kind that the last onward cue opened (or
    the section's), ``opened`` how many sentences ago it did. ``kind`` is one of the labels of `discourse.model`: first
    that of the rules, kept in ``by_rules``, then the model's, where there is one.
    """

    start: int
    end: int
    paragraph: int
    sentence: int
    index: int
    last: bool
    cues: tuple[Cue, ...]
    section: str
    passage: str
    opened: int
    headings: tuple[Span, ...]
    kind: str = ""
    confidence: float = 0.0
    by_rules: str = ""


@dataclass(slots=True)
class Sentence:
    """A sentence, or the part of one before or behind a colon: its paragraph, whether it is that paragraph's first."""

    start: int
    end: int
    paragraph: int
    first: bool


def read_clauses(text: str, paragraphs: Sequence[Paragraph], cues: Cues) -> tuple[list[Sentence], list[Clause]]:
    """The sentences and clauses of a speech's body paragraphs, in order."""
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    sections = Sections(text, cues)
    passage = UNKNOWN
    opened = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.role == "heading":
            sections.enter(paragraph)
            passage = sections.state
            opened = 0
            continue
        if paragraph.role == "question":
            # What is asked for is what the answer begins with; it ends what the last answer was about.
            quoted = text[paragraph.start : paragraph.end]
            passage = announced(quoted, cues.question) or sections.state
            opened = 0
            continue
        if paragraph.role != "body":
            continue
        section, headings = sections.state, sections.headings
        if section not in (UNKNOWN, passage) and not _goes_on(text, paragraphs[number - 1], paragraph):
            passage = section
        units = _units(text, paragraph, cues.label)
        spoken = cues.spoken(text, paragraph.start, [part for _, parts in units for part in parts])
        for order, (span, parts) in enumerate(units):
            sentence = len(sentences)
            sentences.append(Sentence(span.start, span.end, number, order == 0))
            opened += 1
            last = len(parts) - 1
            for index, (part, found) in enumerate(zip(parts, spoken, strict=False)):
                if found and found[0].scope == "onward":
                    passage = found[0].vote
                    opened = 0
                    if found[0].section:
                        sections.turn(found[0].section)
                clauses.append(
                    Clause(
                        part.start, part.end, number, sentence, index, index == last, found,
                        section, passage, opened, headings,
                    )
                )  # fmt: skip
    return sentences, clauses


def _goes_on(text: str, before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to the passage that the one before opened: announced by a colon, or enumerated."""
    if before.role == "heading":
        return False
    end = min(paragraph.end, paragraph.start + _LONGEST_MARKER)
    return text[before.end - 1] in "：:" or opening_marker(text, paragraph.start, end) is not None


def _units(text: str, paragraph: Paragraph, labels: tuple[Cue, ...]) -> list[tuple[Span, list[Span]]]:
    """The sentences of a paragraph with their clauses, cut once more behind each colon: what announces a list is not
    part of it. A label and what it labels are one clause: 责任单位：市财政局，市国资委.
    """
    units: list[tuple[Span, list[Span]]] = []
    for sentence, clauses in split_both(text, paragraph.start, paragraph.end):
        begin = sentence.start
        parts: list[Span] = []
        labelled = False
        for clause in (part for whole in clauses for part in _apart(text, whole)):
            announces = text[clause.end - 1] in "：:"
            if labelled and not announces:
                parts[-1] = Span(parts[-1].start, clause.end)
                continue
            parts.append(clause)
            labelled = announces and announced(text[clause.start : clause.end], labels) is not None
            if announces and not labelled:
                units.append((Span(begin, clause.end), parts))
                begin, parts = clause.end, []
        if parts:
            units.append((Span(begin, sentence.end), parts))
    return units


def _apart(text: str, clause: Span) -> list[Span]:
    """The clause, cut where a second deed with a due date of its own follows a 、: 年内开工、明年6月底前通水."""
    if _ANOTHER_DUE.search(text, clause.start, clause.end) is None:
        return [clause]
    dues = list(_DUE.finditer(text, clause.start, clause.end))
    # 6月底、12月底前 are two dates of one deed.
    cuts = [
        due.start() for last, due in pairwise(dues) if text[due.start() - 1] == "、" and due.start() - last.end() > 1
    ]
    return [Span(a, b) for a, b in pairwise([clause.start, *cuts, clause.end])]
