"""Gold and what a person sees of it: records and quantities. Segments, heads, deadlines and owners follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeVar

from cnreport.evaluation.standoff import (
    Gold,
    GoldItem,
    GoldQuantity,
    GoldRecord,
    GoldSpeech,
    Head,
    Place,
    Segment,
)
from cnreport.schema import Kind
from cnreport.text import Source

P = TypeVar("P", bound=Place)


@dataclass(frozen=True, slots=True)
class Parts:
    """What gold is made of; ``rest`` is that part of its lists which belongs to no record."""

    speeches: tuple[GoldSpeech, ...] = ()
    records: tuple[GoldRecord, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    rest: Gold = field(default_factory=Gold)
    reviewed: bool = False


def take_apart(gold: Gold) -> Parts:
    """The parts of some gold; its segments become records where it has none of its own."""
    records = gold.records
    if records is None:
        records = tuple(_records_of(gold))
    plans = [record for record in records if record.kind == "plan"]
    rest = Gold(
        segments=tuple(segment for segment in gold.segments if segment.kind == "debatable"),
        heads=_without(gold.heads, (record.item for record in records)),
        deadlines=_without(gold.deadlines, (plan.deadline for plan in plans)),
        owners=_without(gold.owners, (owner for plan in plans for owner in plan.owners)),
    )
    return Parts(gold.speeches, records, gold.quantities, rest, bool(gold.reviewed))


def put_together(parts: Parts, source: Source) -> Gold:
    """The gold of the article ``source``: what a scorer or the training reads, and the records themselves.

    Records and quantities are in the order of the text.
    """
    plans = [record for record in parts.records if record.kind == "plan"]
    heads = [
        Head(start=record.item.start, end=record.item.end, kind=record.kind, ordinal=record.item.ordinal)
        for record in parts.records
        if record.item
    ]
    return Gold(
        sha256=source.digest,
        chars=len(source.text),
        reviewed=parts.reviewed,
        speeches=parts.speeches,
        segments=tuple(_segments(source.text, parts.rest.segments, parts.records)),
        heads=_merged(heads, parts.rest.heads),
        quantities=parts.quantities,
        deadlines=_merged((plan.deadline for plan in plans if plan.deadline), parts.rest.deadlines),
        owners=_merged((owner for plan in plans for owner in plan.owners), parts.rest.owners),
        records=parts.records,
    )


def _records_of(gold: Gold) -> Iterator[GoldRecord]:
    """A record for each segment, or for each item of a segment: an item begins with its head."""
    number = 0
    for segment in gold.segments:
        if segment.kind == "debatable":
            continue
        heads = {
            head.start: GoldItem(start=head.start, end=head.end, ordinal=head.ordinal)
            for head in gold.heads
            if segment.start <= head.start < segment.end
        }
        deadlines, owners = (gold.deadlines, gold.owners) if segment.kind == "plan" else ((), ())
        cuts = sorted({segment.start, segment.end, *heads})
        for start, end in pairwise(cuts):
            number += 1
            yield GoldRecord(
                id=f"r{number}",
                kind=segment.kind,
                start=start,
                end=end,
                item=heads.get(start),
                deadline=next((one for one in deadlines if start <= one.start < end), None),
                owners=tuple(one for one in owners if start <= one.start < end),
            )


def _without(places: Iterable[P], known: Iterable[Place | None]) -> tuple[P, ...]:
    taken = {(place.start, place.end) for place in known if place}
    return tuple(place for place in places if (place.start, place.end) not in taken)


def _merged(places: Iterable[P], more: Iterable[P]) -> tuple[P, ...]:
    """All places in the order of the text, each once."""
    found: dict[tuple[int, int], P] = {}
    for place in (*places, *more):
        found.setdefault((place.start, place.end), place)
    return tuple(found[key] for key in sorted(found))


def _segments(text: str, debatable: Sequence[Segment], records: Sequence[GoldRecord]) -> Iterator[Segment]:
    """The longest runs of one kind. Of records in each other the inner one decides."""
    kinds: list[Kind | Literal["debatable"] | None] = [None] * len(text)
    for segment in debatable:
        kinds[segment.start : segment.end] = [segment.kind] * (segment.end - segment.start)
    for record in records:
        kinds[record.start : record.end] = [record.kind] * (record.end - record.start)
    run: tuple[int, int] | None = None
    for at, kind in enumerate(kinds):
        if kind is None:
            continue
        if run and kind == kinds[run[0]] and not any(map(str.isalnum, text[run[1] : at])):
            run = run[0], at + 1
            continue
        if run:
            yield Segment(start=run[0], end=run[1], kind=kinds[run[0]] or kind)
        run = at, at + 1
    if run:
        yield Segment(start=run[0], end=run[1], kind=kinds[run[0]] or "debatable")
