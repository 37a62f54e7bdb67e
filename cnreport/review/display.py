"""The state of a review as a report, which is what the report page shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cnreport.evaluation.standoff import GoldQuantity, GoldRecord, GoldSpeech, Place
from cnreport.review.edits import Finder
from cnreport.review.state import State
from cnreport.schema import (
    Achievement,
    Byline,
    Deadline,
    Item,
    Mention,
    Plan,
    Problem,
    Quantity,
    Record,
    Report,
    Speaker,
    Speech,
    plain_decimal,
)
from cnreport.text import Source
from cnreport.writing.page.wording import one_line

_RECORDS: dict[str, type[Achievement] | type[Problem] | type[Plan]] = {
    "achievement": Achievement,
    "problem": Problem,
    "plan": Plan,
}


@dataclass(frozen=True, slots=True)
class Display:
    """The report, and the ids of its records and quantities in the order in which the page numbers them."""

    report: Report
    records: list[str]
    quantities: list[str]


class Displayer:
    """Makes the report of a state."""

    def __init__(self, source: Source, state: State, quantities: Finder) -> None:
        self._source, self._text = source, source.text
        self._state, self._finder = state, quantities
        self._ids: list[str] = []

    def display(self) -> Display:
        """The whole article. What is outside every speech is shown with the one before it."""
        speeches = sorted(self._state.speeches, key=lambda speech: speech.start)
        speeches = speeches or [GoldSpeech(start=0, end=max(1, len(self._text)))]
        starts = [speech.start for speech in speeches]

        def owner(place: Place) -> int:
            return max(0, bisect_right(starts, place.start) - 1)

        records: list[list[GoldRecord]] = [[] for _ in speeches]
        for record in self._state.sorted_records():
            records[owner(record)].append(record)
        quantities: list[list[tuple[str, GoldQuantity]]] = [[] for _ in speeches]
        for name, quantity in self._state.sorted_quantities():
            quantities[owner(quantity)].append((name, quantity))
        shown = [
            self._speech(number, *parts)
            for number, parts in enumerate(zip(speeches, records, quantities, strict=True), 1)
        ]
        report = Report(id=self._source.digest[:16], source=self._source.name, text=self._text, speeches=shown)
        return Display(report, [record.id for group in records for record in group], self._ids)

    def _speech(
        self,
        number: int,
        speech: GoldSpeech,
        records: Sequence[GoldRecord],
        quantities: Sequence[tuple[str, GoldQuantity]],
    ) -> Speech:
        left = list(quantities)
        shown = []
        for record in records:
            own = [one for one in left if record.start <= one[1].start < record.end]
            left = [one for one in left if one not in own]
            shown.append(self._record(record, [self._quantity(*one) for one in own]))
        speaker = speech.speaker
        return Speech(
            id=f"s{number}",
            start=speech.start,
            end=min(speech.end, len(self._text)),
            speaker=None
            if speaker is None
            else Speaker(name=speaker.name, position=speaker.position, organization=speaker.organization),
            headline=self._headline(speech),
            bylines=[Byline(name=byline.name, role=byline.role) for byline in speech.bylines],
            records=shown,
            quantities=[self._quantity(*one) for one in left],
        )

    def _record(self, record: GoldRecord, quantities: list[Quantity]) -> Record:
        more: dict[str, Any] = {}
        if record.kind == "plan":
            more["owners"] = [self._mention(owner) for owner in record.owners]
            if record.deadline:
                more["deadline"] = Deadline(**self._mention(record.deadline).model_dump(), value=record.deadline.value)
        return _RECORDS[record.kind](
            id=record.id,
            **self._mention(record).model_dump(),
            item=Item(ordinal=record.item.ordinal or None, heading=self._mention(record.item)) if record.item else None,
            section=[self._mention(heading) for heading in record.section],
            actor=self._quoted(record.actor),
            action=self._quoted(record.action),
            object=self._quoted(record.object),
            location=self._quoted(record.location),
            topic=record.topic,
            confidence=record.confidence,
            quantities=quantities,
            **more,
        )

    def _quantity(self, name: str, quantity: GoldQuantity) -> Quantity:
        self._ids.append(name)
        mention = self._mention(quantity)
        known = next(iter(self._finder(mention.text)), None)
        return Quantity(
            **mention.model_dump(),
            value=quantity.value or Decimal(0),
            upper=quantity.upper,
            bound=quantity.bound,
            unit=quantity.unit,
            dimension=known.dimension if known and known.unit == quantity.unit else "count",
            of=self._quoted(quantity.of),
            action=self._quoted(quantity.action),
            change=quantity.change,
        )

    def _mention(self, place: Place) -> Mention:
        return Mention(text=one_line(self._text[place.start : place.end]), start=place.start, end=place.end)

    def _quoted(self, place: Place | None) -> Mention | None:
        return None if place is None else self._mention(place)

    def _headline(self, speech: GoldSpeech) -> Mention | None:
        """Where the headline, of which the gold has the words only, stands."""
        words = [re.escape(character) for character in speech.headline or "" if not character.isspace()]
        found = re.compile(r"\s*".join(words)).search(self._text, speech.start, speech.end) if words else None
        return self._mention(Place(start=found.start(), end=found.end())) if found else None


def details(state: State, text: str, display: Display) -> dict[str, Any]:
    """What the editor needs to know: the records and quantities in the order of their numbers, with their words."""

    def said(place: Place | None) -> dict[str, Any] | None:
        if place is None:
            return None
        return {"start": place.start, "end": place.end, "text": one_line(text[place.start : place.end])}

    records = []
    for name in display.records:
        record = state.records[name]
        fields = {key: said(getattr(record, key)) for key in ("action", "object", "actor", "location")}
        records.append(
            {
                "id": name,
                "kind": record.kind,
                **(said(record) or {}),
                **fields,
                "deadline": record.deadline and {**(said(record.deadline) or {}), "value": record.deadline.value},
                "owners": [said(owner) for owner in record.owners],
                "item": record.item and {**(said(record.item) or {}), "ordinal": record.item.ordinal},
            }
        )
    quantities = []
    for name in display.quantities:
        quantity = state.quantities[name]
        quantities.append(
            {
                "id": name,
                **(said(quantity) or {}),
                "value": None if quantity.value is None else plain_decimal(quantity.value),
                "upper": None if quantity.upper is None else plain_decimal(quantity.upper),
                "bound": quantity.bound,
                "unit": quantity.unit,
                "change": quantity.change,
                "optional": quantity.optional,
                "of": said(quantity.of),
                "action": said(quantity.action),
            }
        )
    return {"records": records, "quantities": quantities}
