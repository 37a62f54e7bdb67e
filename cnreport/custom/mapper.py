"""From the clauses of a speech to the records of the user's own types."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cnreport import schema
from cnreport.custom.spec import Spec
from cnreport.custom.values import Unit, value_of
from cnreport.discourse import Reading, Statement
from cnreport.discourse.clauses import Clause
from cnreport.text import Span, View

_STOPS = "，。；：！？,;:!?\n "

ReadApart = Callable[[Statement, Span], tuple[schema.Record, list[schema.Quantity]]]
"""Makes the record that a clause in its sentence would be, and gives the quantities of the sentence outside it."""


@dataclass(frozen=True, slots=True)
class MappedSpeech:
    """A speech after the built-in records are made: ``records`` in step with the statements of ``reading``."""

    view: View
    speech_id: str
    reading: Reading
    records: Sequence[schema.Record]
    outside: Sequence[schema.Quantity]
    read_apart: ReadApart


@dataclass(slots=True)
class _Part:
    """A statement, or a clause that states nothing: what triggers are looked for in."""

    span: Span
    sentence: int
    kind: str
    clauses: Sequence[Clause]
    record: schema.Record | None


def map_custom(specs: Sequence[Spec], speech: MappedSpeech) -> list[schema.CustomRecord]:
    """The speech's records of the user's types: by type in the order given, each in the order of the text."""
    parts = _parts(speech)
    quantities = _Quantities(speech)
    found = []
    for spec in specs:
        number = 0
        for unit, stated in _units(spec, parts, speech, quantities):
            fields = {name: value_of(take, unit, speech.view) for name, take in spec.fields.items()}
            if any(not fields[name] for name in spec.required):
                continue
            number += 1
            found.append(_record(spec, f"{speech.speech_id}.{spec.kind}.{number}", unit, stated, fields, speech.view))
    return found


def _parts(speech: MappedSpeech) -> list[_Part]:
    """The statements and the clauses outside them, in order."""
    text = speech.view.text
    stating = {id(clause) for statement in speech.reading.statements for clause in statement.clauses}
    parts = []
    for statement, record in zip(speech.reading.statements, speech.records, strict=True):
        span, clauses = Span(statement.start, statement.end), statement.clauses
        parts.append(_Part(span, clauses[0].sentence, statement.kind, clauses, record))
    for clause in speech.reading.clauses:
        if id(clause) not in stating and (end := _without_stops(text, clause.start, clause.end)) > clause.start:
            parts.append(_Part(Span(clause.start, end), clause.sentence, "none", [clause], None))
    parts.sort(key=lambda part: part.span.start)
    return parts


def _units(
    spec: Spec, parts: Sequence[_Part], speech: MappedSpeech, quantities: _Quantities
) -> Iterator[tuple[Unit, bool]]:
    """What becomes a record of the type, and whether the clause that triggered it has a built-in record."""
    last = -1
    for number, part in enumerate(parts):
        if not _triggers(spec, part, speech.view.text) or (spec.sentence and part.sentence == last):
            continue
        last = part.sentence
        record, apart = (part.record, None) if part.record is not None else _apart(part, speech)
        span, records = part.span, [record]
        if spec.sentence:
            span, mates = _sentence(parts, number)
            records += [mate.record for mate in mates if mate is not part and mate.record is not None]
        yield Unit(span, records, quantities.inside(span, apart)), part.record is not None


def _triggers(spec: Spec, part: _Part, text: str) -> bool:
    if part.kind not in spec.kinds:
        return False
    start, end = part.span.start, part.span.end
    if spec.unless is not None and spec.unless.search(text, start, end):
        return False
    if spec.trigger is not None and spec.trigger.search(text, start, end):
        return True
    return any(cue.id in spec.cues for clause in part.clauses for cue in clause.cues)


def _sentence(parts: Sequence[_Part], number: int) -> tuple[Span, Sequence[_Part]]:
    """The sentence of a part: its span, and all its parts."""
    first = last = number
    while first and parts[first - 1].sentence == parts[number].sentence:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].sentence == parts[number].sentence:
        last += 1
    return Span(parts[first].span.start, parts[last].span.end), parts[first : last + 1]


def _apart(part: _Part, speech: MappedSpeech) -> tuple[schema.Record, list[schema.Quantity]]:
    """What the record of a clause that states nothing would be; and the quantities of its sentence, read again with it:
    now they know their verb.
    """
    sentence = speech.reading.sentences[part.sentence]
    statement = Statement(part.span.start, part.span.end, part.kind, list(part.clauses), None)
    record, outside = speech.read_apart(statement, Span(sentence.start, sentence.end))
    return record, sorted([*record.quantities, *outside], key=lambda quantity: quantity.start)


def _record(
    spec: Spec, identity: str, unit: Unit, stated: bool, fields: dict[str, Any], view: View
) -> schema.CustomRecord:
    text, start, end = view.cite(unit.span.start, unit.span.end)
    if spec.model is schema.CustomRecord:
        # Fields without a model to declare them: those that the text does not fill are left out, as in JSON.
        fields = {name: value for name, value in fields.items() if value is not None}
    return spec.model(
        kind=spec.kind,
        id=identity,
        text=text,
        start=start,
        end=end,
        record=unit.records[0].id if stated else None,
        quantities=list(unit.quantities),
        **fields,
    )


class _Quantities:
    """The quantities of a speech, inside records and outside, in order."""

    def __init__(self, speech: MappedSpeech) -> None:
        inside = [quantity for record in speech.records for quantity in record.quantities]
        self._all = sorted([*inside, *speech.outside], key=lambda quantity: quantity.start)
        self._starts = [quantity.start for quantity in self._all]
        self._view = speech.view

    def inside(self, span: Span, apart: list[schema.Quantity] | None) -> list[schema.Quantity]:
        """Those in ``span`` of the view; from ``apart`` where that is given."""
        where = self._view.to_source(span.start, span.end)
        if apart is None:
            low = bisect_left(self._starts, where.start)
            apart = self._all[low : bisect_right(self._starts, where.end)]
        return [quantity for quantity in apart if where.start <= quantity.start and quantity.end <= where.end]


def _without_stops(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    return end
