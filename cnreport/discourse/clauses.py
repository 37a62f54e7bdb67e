"""Clauses of a speech with all that the kinds are judged by: cues, section state, place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.discourse.cues import Cue, Cues
from cnreport.layout import Paragraph
from cnreport.text import Span
from cnreport.text.clauses import split_clauses, split_sentences

# What a passage is before anything has said so.
UNKNOWN = "unknown"


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
    headings: list[tuple[int, Span, str]] = []
    section = passage = UNKNOWN
    opened = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.role == "heading":
            while headings and headings[-1][0] >= paragraph.level:
                headings.pop()
            inherited = headings[-1][2] if headings else UNKNOWN
            state = heading_state(text[paragraph.start : paragraph.end], cues) or inherited
            headings.append((paragraph.level, Span(paragraph.start, paragraph.end), state))
            section = passage = state
            opened = 0
            continue
        if paragraph.role != "body":
            continue
        above = tuple(span for _, span, _ in headings)
        for order, span in enumerate(_units(text, paragraph)):
            sentence = len(sentences)
            sentences.append(Sentence(span.start, span.end, number, order == 0))
            opened += 1
            parts = split_clauses(text, span.start, span.end)
            for index, part in enumerate(parts):
                quoted = text[part.start : part.end]
                onward = [cue for cue in cues.onward if cue.pattern.search(quoted)]
                found = tuple(onward + [cue for cue in cues.clause if cue.pattern.search(quoted)])
                if onward:
                    passage = onward[0].vote
                    opened = 0
                clauses.append(
                    Clause(
                        part.start, part.end, number, sentence, index, index == len(parts) - 1, found,
                        section, passage, opened, above,
                    )
                )  # fmt: skip
    return sentences, clauses


def _units(text: str, paragraph: Paragraph) -> list[Span]:
    """The sentences of a paragraph, cut once more behind each colon: what announces a list is not part of it."""
    units: list[Span] = []
    for sentence in split_sentences(text, paragraph.start, paragraph.end):
        begin = sentence.start
        for clause in split_clauses(text, sentence.start, sentence.end):
            if text[clause.end - 1] in "：:" or clause.end == sentence.end:
                units.append(Span(begin, clause.end))
                begin = clause.end
    return units


def heading_state(heading: str, cues: Cues) -> str | None:
    """The kind that a section heading announces, or None when it names a subject only."""
    for cue in cues.heading:
        if cue.pattern.search(heading):
            return cue.vote
    return None
