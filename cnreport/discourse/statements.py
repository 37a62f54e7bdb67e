"""Statements: runs of clauses of one kind with one predicate, and the item each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.items import Head
from cnreport.schema import KINDS
from cnreport.text import Span

# A clause that states no more than a time shares the record of the next one.
_TIME_ONLY = re.compile(
    r"(?:截至|截止|到)?[^，。；：]{0,9}"
    r"(?:来|期间|目前|同时|此外|当前|今年|去年|明年|全年|[年月]底|[上下]半年|下一?步|下一?阶段|今后|后续|未来|(?:工作|过程)中)[，,]"
)
# So does one that only leads to it: a means, an aim, a circumstance.
_LEAD = re.compile(
    r"(?:通过|按照|围绕|针对|结合|为了|为(?!民|主)|以(?!上|下|内|来)|根据|随着|聚焦|紧盯|依托|本着|坚持以|面对|充分发挥|发挥"
    r"|在(?!建|校|册|职|岗|编|营|库|谈|全[国省市州县区])|对(?!接|标|外)|从(?!业|事|严|快|重)|利用|把)"
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
        if group and (group[0].kind != clause.kind or group[0].sentence != clause.sentence or clause.start in starts):
            flush()
        group.append(clause)
        if clause.last or not _leads(text, clause):
            flush()
    flush()
    return statements


def _leads(text: str, clause: Clause) -> bool:
    return bool(_LEAD.match(text, clause.start) or _TIME_ONLY.fullmatch(text, clause.start, clause.end))


def _scopes(sentences: Sequence[Sentence], clauses: Sequence[Clause], heads: Sequence[Head]) -> dict[int, Head]:
    """The head that each sentence stands under: up to the next head, the end of its section, or a change of kind.

    A theme holds for its paragraph, an enumerated head for one more: its text may begin on a new line.
    """
    by_sentence = {head.sentence: head for head in heads}
    stating = {clause.sentence: clause for clause in reversed(clauses) if clause.kind in KINDS}
    scopes: dict[int, Head] = {}
    current: Head | None = None
    state: tuple[str, tuple[Span, ...]] = ("", ())
    paragraph = -1
    for number, sentence in enumerate(sentences):
        clause = stating.get(number)
        here = (clause.kind, clause.headings) if clause else state
        if number in by_sentence:
            current, paragraph, state = by_sentence[number], sentence.paragraph, here
        elif current is not None and (here != state or sentence.paragraph > paragraph + (not current.theme)):
            current = None
        if current is not None:
            scopes[number] = current
    return scopes
