"""The first draft of an article's gold: what the pipeline found."""

from __future__ import annotations

from cnreport.evaluation.standoff import (
    Gold,
    GoldByline,
    GoldDeadline,
    GoldItem,
    GoldQuantity,
    GoldRecord,
    GoldSpeaker,
    GoldSpeech,
    Place,
)
from cnreport.schema import Mention, Plan, Quantity, Record, Report, Speech
from cnreport.text import Source


def draft(report: Report, source: Source) -> Gold:
    """What a report says as gold, for a person to correct. Segments and heads follow from the records."""
    quantities: dict[tuple[int, int], GoldQuantity] = {}
    records: list[GoldRecord] = []
    for speech in report.speeches:
        for record in speech.records:
            records.append(_record(record, f"r{len(records) + 1}"))
        for quantity in (q for owner in (*speech.records, speech) for q in owner.quantities):
            quantities.setdefault((quantity.start, quantity.end), _quantity(quantity))
    return Gold(
        sha256=source.digest,
        chars=len(source.text),
        speeches=tuple(map(_speech, report.speeches)),
        quantities=tuple(quantities[key] for key in sorted(quantities)),
        records=tuple(records),
    )


def _place(mention: Mention | None) -> Place | None:
    return None if mention is None else Place(start=mention.start, end=mention.end)


def _speech(speech: Speech) -> GoldSpeech:
    speaker = speech.speaker
    return GoldSpeech(
        start=speech.start,
        end=speech.end,
        speaker=None
        if speaker is None
        else GoldSpeaker(name=speaker.name, position=speaker.position, organization=speaker.organization),
        headline=speech.headline.text if speech.headline else None,
        bylines=tuple(GoldByline(name=byline.name, role=byline.role) for byline in speech.bylines),
    )


def _record(record: Record, name: str) -> GoldRecord:
    deadline = record.deadline if isinstance(record, Plan) else None
    owners = record.owners if isinstance(record, Plan) else []
    item = record.item
    return GoldRecord(
        id=name,
        kind=record.kind,
        start=record.start,
        end=record.end,
        action=_place(record.action),
        object=_place(record.object),
        actor=_place(record.actor),
        location=_place(record.location),
        deadline=GoldDeadline(start=deadline.start, end=deadline.end, value=deadline.value) if deadline else None,
        owners=tuple(Place(start=owner.start, end=owner.end) for owner in owners),
        item=GoldItem(start=item.heading.start, end=item.heading.end, ordinal=item.ordinal or 0) if item else None,
        section=tuple(Place(start=heading.start, end=heading.end) for heading in record.section),
        topic=record.topic,
        confidence=record.confidence,
    )


def _quantity(quantity: Quantity) -> GoldQuantity:
    return GoldQuantity(
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        upper=quantity.upper,
        bound=quantity.bound,
        unit=quantity.unit,
        change=quantity.change,
        of=_place(quantity.of),
        action=_place(quantity.action),
    )


def quantity_in(found: list[Quantity], start: int) -> GoldQuantity | None:
    """The one quantity of a stretch of text that begins at ``start``; None unless there is exactly one."""
    if len(found) != 1:
        return None
    gold = _quantity(found[0])
    return gold.model_copy(update={"start": gold.start + start, "end": gold.end + start})
