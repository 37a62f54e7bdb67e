"""Marks as gold again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cnreport.errors import CnreportError
from cnreport.evaluation.parts import Parts, put_together, take_apart
from cnreport.evaluation.standoff import (
    Gold,
    GoldDeadline,
    GoldItem,
    GoldQuantity,
    GoldRecord,
    Head,
    Place,
    Segment,
)
from cnreport.exchange.marks import COUNTED, FIELDS, Link, Mark, is_record
from cnreport.schema import Kind
from cnreport.text import Source


@dataclass(frozen=True, slots=True)
class Assembled:
    """The gold, and the marks that found no place in it: what is linked to nothing and could be anybody's."""

    gold: Gold
    left_out: tuple[Mark, ...]


def assemble(marks: Sequence[Mark], links: Sequence[Link], kept: Gold, source: Source) -> Assembled:
    """The gold that marks and links describe.

    ``kept`` is the gold that the marks were once made of: speeches, and of the records that are still there section,
    topic and confidence, are taken from it. A link counts in either direction. What no link leads to belongs to the
    innermost record around it; that of a quantity must be linked. `CnreportError` with the code bad-annotation when
    an attribute does not fit.
    """
    return _Assembly(marks, links, kept, source).assembled()


class _Assembly:
    def __init__(self, marks: Sequence[Mark], links: Sequence[Link], kept: Gold, source: Source) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
        self._source = source
        self._parts = take_apart(kept)
        known = self._parts.records
        self._known = {record.id: record for record in known}
        self._known_places = {(record.start, record.end): record for record in known}
        self._used: set[str] = set()
        self._tails = self._linked(links)

    def assembled(self) -> Assembled:
        records = [mark for mark in self._marks if is_record(mark.label)]
        quantities = [mark for mark in self._marks if mark.label == "quantity"]
        owned: dict[str, list[Mark]] = {mark.id: self._linked_to(mark, FIELDS) for mark in records}
        counted = {mark.id: self._linked_to(mark, COUNTED) for mark in quantities}
        for mark in self._loose(FIELDS):
            owner = _innermost(mark, records)
            if owner is not None and _may_own(owner, mark, owned[owner.id]):
                owned[owner.id].append(mark)
                self._used.add(mark.id)
        names = self._names(records)
        parts = Parts(
            speeches=self._parts.speeches,
            records=tuple(self._record(mark, names[mark.id], owned[mark.id]) for mark in records),
            quantities=tuple(self._quantity(mark, counted[mark.id]) for mark in quantities),
            rest=Gold(
                segments=tuple(
                    Segment(start=mark.start, end=mark.end, kind="debatable")
                    for mark in self._marks
                    if mark.label == "debatable"
                ),
                heads=tuple(self._head(mark, records) for mark in self._loose(("item",))),
                deadlines=tuple(self._deadline(mark) for mark in self._loose(("deadline",))),
                owners=tuple(map(_place, self._loose(("owner",)))),
            ),
            reviewed=True,
        )
        left_out = tuple(self._loose(("of", "action", "object", "actor", "location")))
        return Assembled(put_together(parts, self._source), left_out)

    def _linked(self, links: Sequence[Link]) -> dict[str, list[Mark]]:
        by_id = {mark.id: mark for mark in self._marks}
        tails: dict[str, list[Mark]] = {mark.id: [] for mark in self._marks}
        for link in links:
            head, tail = by_id.get(link.head), by_id.get(link.tail)
            if head is None or tail is None:
                continue
            if not _is_head(head):
                head, tail = tail, head
            if _is_head(head) and not _is_head(tail) and tail not in tails[head.id]:
                tails[head.id].append(tail)
        return {name: sorted(found, key=lambda mark: (mark.start, mark.end)) for name, found in tails.items()}

    def _linked_to(self, head: Mark, labels: Sequence[str]) -> list[Mark]:
        """What is linked to a record or a quantity and may be: of a single thing the first in the text."""
        taken: list[Mark] = []
        for mark in self._tails[head.id]:
            if mark.label in labels and _may_own(head, mark, taken):
                taken.append(mark)
        self._used.update(mark.id for mark in taken)
        return taken

    def _loose(self, labels: Sequence[str]) -> Iterator[Mark]:
        return (mark for mark in self._marks if mark.label in labels and mark.id not in self._used)

    def _names(self, records: Sequence[Mark]) -> dict[str, str]:
        """The ids of the records: those of before, and numbers behind them for new ones."""
        numbers = [int(name[1:]) for name in self._known]
        last = max(numbers, default=0)
        names = {}
        for mark in records:
            if mark.id not in self._known:
                last += 1
            names[mark.id] = mark.id if mark.id in self._known else f"r{last}"
        return names

    def _record(self, mark: Mark, name: str, owned: Sequence[Mark]) -> GoldRecord:
        def one(label: str, make: Callable[[Mark], Any] = _place) -> Any:
            return next((make(other) for other in owned if other.label == label), None)

        before = self._known.get(mark.id) or self._known_places.get((mark.start, mark.end))
        kind: Any = mark.label
        return GoldRecord(
            id=name,
            kind=kind,
            start=mark.start,
            end=mark.end,
            **{label: one(label) for label in ("action", "object", "actor", "location")},
            item=one("item", self._item),
            deadline=one("deadline", self._deadline),
            owners=tuple(_place(other) for other in owned if other.label == "owner"),
            section=before.section if before else (),
            topic=before.topic if before else None,
            confidence=before.confidence if before else 1,
        )

    def _quantity(self, mark: Mark, counted: Sequence[Mark]) -> GoldQuantity:
        places = {other.label: _place(other) for other in counted}
        given = dict(mark.attributes)
        for name in ("value", "upper"):
            if name in given:
                given[name] = given[name].replace(",", "").replace("，", "").strip()
        given["optional"] = bool(given.get("optional"))  # type: ignore[assignment]
        return self._fit(
            mark, lambda: GoldQuantity.model_validate({"start": mark.start, "end": mark.end, **given, **places})
        )

    def _deadline(self, mark: Mark) -> GoldDeadline:
        return GoldDeadline(start=mark.start, end=mark.end, value=mark.attributes.get("day", "").strip())

    def _item(self, mark: Mark) -> GoldItem:
        return GoldItem(start=mark.start, end=mark.end, ordinal=self._ordinal(mark))

    def _head(self, mark: Mark, records: Sequence[Mark]) -> Head:
        around = _innermost(mark, records)
        kind: Kind | None = around.label if around else None  # type: ignore[assignment]
        return Head(start=mark.start, end=mark.end, kind=kind, ordinal=self._ordinal(mark))

    def _ordinal(self, mark: Mark) -> int:
        given = mark.attributes.get("ordinal", "").strip()
        if given and not (given.isascii() and given.isdigit() and len(given) < 6):
            raise self._fault(mark, f"ordinal: {given[:20]!r} is no number")
        return int(given or 0)

    def _fit(self, mark: Mark, make: Callable[[], GoldQuantity]) -> GoldQuantity:
        try:
            return make()
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            field = ".".join(map(str, first["loc"]))
            reason = first["msg"].removeprefix("Value error, ")
            raise self._fault(mark, f"{field}: {reason}" if field else reason) from error

    def _fault(self, mark: Mark, reason: str) -> CnreportError:
        quoted = self._source.text[mark.start : mark.end][:20]
        return CnreportError(f"{mark.label} {quoted!r} at {mark.start}: {reason}", code="bad-annotation")


def _is_head(mark: Mark) -> bool:
    return is_record(mark.label) or mark.label == "quantity"


def _may_own(head: Mark, mark: Mark, owned: Sequence[Mark]) -> bool:
    """Owners may be several; deadlines and owners are those of plans; a loose item must stand at the record's start."""
    if mark.label in ("deadline", "owner") and head.label != "plan":
        return False
    return mark.label == "owner" or all(other.label != mark.label for other in owned)


def _innermost(mark: Mark, records: Sequence[Mark]) -> Mark | None:
    around = [record for record in records if record.start <= mark.start and mark.end <= record.end]
    return min(around, key=lambda record: record.end - record.start, default=None)


def _place(mark: Mark) -> Place:
    return Place(start=mark.start, end=mark.end)
