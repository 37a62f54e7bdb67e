"""Statements: runs of clauses of one kind with one predicate, and the item each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.items import Head
from cnreport.schema import KINDS
from cnreport.text import Span

# A clause that only leads to the next one: its kind is the next one's, and so is its record.
_LEAD = re.compile(
    r"(?:通过|按照|围绕|针对|结合|为了?|以(?!上|下|内|来)|根据|随着|聚焦|紧盯|依托|本着|坚持以|面对|发挥|充分发挥|在|对(?!接|标)|从|利用|把)"
)
_STOPS = "，。；：！？,;:!?\n "


@dataclass(slots=True)
class Statement:
    """One record to be: its span in the view without the final stop, and the clauses it is made of."""

    start: int
    end: int
    kind: str
    clauses: list[Clause]
    head: Head | None

    @property
    def confidence(self) -> float:
        """The least certain of its clauses."""
        return min(clause.confidence for clause in self.clauses)


def build_statements(
    text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause], heads: Sequence[Head]
) -> list[Statement]:
    """The statements of a speech, in order, none for clauses that state nothing."""
    scopes = _scopes(sentences, clauses, heads)
    starts = {head.span.start for head in heads} | {head.span.end for head in heads}
    statements: list[Statement] = []
    group: list[Clause] = []

    def flush() -> None:
        if group:
            end = group[-1].end
            while end > group[0].start and text[end - 1] in _STOPS:
                end -= 1
            if end > group[0].start:
                statements.append(
                    Statement(group[0].start, end, group[0].kind, list(group), scopes.get(group[0].sentence))
                )
            group.clear()

    for clause in clauses:
        if clause.kind not in KINDS:
            flush()
            continue
        if group and (
            group[0].kind != clause.kind or group[0].sentence != clause.sentence or clause.start in starts
        ):
            flush()
        group.append(clause)
        if clause.last or not _LEAD.match(text, clause.start):
            flush()
    flush()
    return statements


def _scopes(
    sentences: Sequence[Sentence], clauses: Sequence[Clause], heads: Sequence[Head]
) -> dict[int, Head]:
    """The head that each sentence stands under: up to the next head, the end of its section, or a change of kind."""
    by_sentence = {head.sentence: head for head in heads}
    first_clause: dict[int, Clause] = {}
    for clause in clauses:
        if clause.kind in KINDS:
            first_clause.setdefault(clause.sentence, clause)
    scopes: dict[int, Head] = {}
    current: Head | None = None
    kind = ""
    above: tuple[Span, ...] = ()
    paragraph = -1
    for number, sentence in enumerate(sentences):
        clause = first_clause.get(number)
        if number in by_sentence:
            current = by_sentence[number]
            paragraph = sentence.paragraph
            if clause is not None:
                kind, above = clause.kind, clause.headings
        elif clause is not None and (clause.kind != kind or clause.headings != above):
            current = None
        elif current is not None and sentence.first and sentence.paragraph > paragraph + 1:
            current = None
        if current is not None:
            scopes[number] = current
    return scopes
