"""What is being corrected: the records and quantities of one article, on their way to and from gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
Target = Literal["records", "quantities", "reviewed"]
Value = GoldRecord | GoldQuantity | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: what stood there before and what stands there after; None where there is nothing."""

    target: Target
    id: str
    before: Value
    after: Value

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.target, self.id, self.after, self.before)


@dataclass(slots=True)
class State:
    """The article's records and quantities by id, and what of its gold belongs to no record."""

    speeches: tuple[GoldSpeech, ...] = ()
    records: dict[str, GoldRecord] = field(default_factory=dict)
    quantities: dict[str, GoldQuantity] = field(default_factory=dict)
    reviewed: bool = False
    rest: Gold = field(default_factory=Gold)
    used: int = 0

    @classmethod
    def of(cls, gold: Gold) -> State:
        """The state that some gold describes; its segments become records where it has none of its own."""
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
        state = cls(gold.speeches, reviewed=bool(gold.reviewed), rest=rest)
        state.records = {record.id: record for record in records}
        state.quantities = {f"q{number}": quantity for number, quantity in enumerate(gold.quantities, 1)}
        state.used = max((int(name[1:]) for name in (*state.records, *state.quantities)), default=0)
        return state

    def after(self, change: Change) -> State:
        """The state that a change leads to; this one stays as it is."""
        state = replace(self, records=dict(self.records), quantities=dict(self.quantities))
        state.apply(change)
        return state

    def new_id(self, letter: str) -> str:
        """An id that nothing here has or ever had."""
        return f"{letter}{self.used + 1}"

    def apply(self, change: Change) -> None:
        """Make a change. What it says was there before is not looked at."""
        if change.target == "reviewed":
            self.reviewed = bool(change.after)
            return
        self.used = max(self.used, int(change.id[1:]))
        members: dict[str, object] = getattr(self, change.target)
        if change.after is None:
            members.pop(change.id, None)
        else:
            members[change.id] = change.after

    def get(self, target: Target, name: str) -> Value:
        """What stands there now."""
        return self.reviewed if target == "reviewed" else getattr(self, target).get(name)

    def sorted_records(self) -> list[GoldRecord]:
        """The records in the order of the text, the outer one of two first."""
        return sorted(self.records.values(), key=lambda record: (record.start, -record.end))

    def sorted_quantities(self) -> list[tuple[str, GoldQuantity]]:
        """The quantities with their ids, in the order of the text."""
        return sorted(self.quantities.items(), key=lambda pair: (pair[1].start, -pair[1].end))

    def to_gold(self, source: Source) -> Gold:
        """The gold of the article ``source``: what a scorer or the training reads, and the records themselves."""
        records = self.sorted_records()
        plans = [record for record in records if record.kind == "plan"]
        heads = [
            Head(start=record.item.start, end=record.item.end, kind=record.kind, ordinal=record.item.ordinal)
            for record in records
            if record.item
        ]
        return Gold(
            sha256=source.digest,
            chars=len(source.text),
            reviewed=self.reviewed,
            speeches=self.speeches,
            segments=tuple(_segments(source.text, self.rest.segments, records)),
            heads=_merged(heads, self.rest.heads),
            quantities=tuple(quantity for _, quantity in self.sorted_quantities()),
            deadlines=_merged((plan.deadline for plan in plans if plan.deadline), self.rest.deadlines),
            owners=_merged((owner for plan in plans for owner in plan.owners), self.rest.owners),
            records=tuple(records),
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
