"""Gold as what annotation editors know: labelled stretches of the text, links between them, attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cnreport.evaluation.parts import take_apart
from cnreport.evaluation.standoff import Gold, GoldQuantity, GoldRecord, Place
from cnreport.schema import KINDS, plain_decimal
from cnreport.text import Source


class Label(NamedTuple):
    """What a stretch can be: the name that people read, its colour, and the attributes that it may have."""

    title: str
    colour: str
    attributes: tuple[str, ...] = ()


LABELS = {
    "achievement": Label("成绩", "#2f7d4f"),
    "problem": Label("问题", "#b3402e"),
    "plan": Label("计划", "#2a5fa5"),
    "debatable": Label("存疑", "#8a8a8a"),
    "quantity": Label("数量", "#b07a00", ("value", "upper", "unit", "bound", "change", "optional")),
    "of": Label("所计", "#7a5c00"),
    "action": Label("动作", "#6a3fa0"),
    "object": Label("对象", "#a03f83"),
    "actor": Label("主体", "#00707a"),
    "location": Label("地点", "#5c6e00"),
    "deadline": Label("期限", "#c2571a", ("day",)),
    "owner": Label("责任单位", "#1f6f8b"),
    "item": Label("条目", "#4a4a4a", ("ordinal",)),
}
"""The labels by name, which are the names of the record's and the quantity's fields."""

FIELDS = ("action", "object", "actor", "location", "item", "deadline", "owner")
"""What a record is linked to."""

COUNTED = ("of", "action")
"""What a quantity is linked to."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch; ``id`` is ``r3`` for a record, as in the gold, ``q1`` for a quantity, else ``m1``, ``m2``."""

    id: str
    label: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)


class Link(NamedTuple):
    """From a record or a quantity to something said of it, by their ids. What it is, the label of the tail says."""

    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with its marks. ``gold`` is what they were made of, which says more than they do."""

    source: Source
    gold: Gold
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]

    @property
    def name(self) -> str:
        """What the article is called."""
        return self.source.name


def mark(gold: Gold, source: Source) -> Marked:
    """The marks of an article: records first, then quantities, then the rest, each in the order of the text.

    What two records share, an item's head for one, is one mark with two links.
    """
    parts = take_apart(gold)
    found = _Marks()
    for record in sorted(parts.records, key=lambda one: (one.start, -one.end)):
        found.marks.append(Mark(record.id, record.kind, record.start, record.end))
    quantities = sorted(parts.quantities, key=lambda one: (one.start, -one.end))
    for number, quantity in enumerate(quantities, 1):
        found.marks.append(Mark(f"q{number}", "quantity", quantity.start, quantity.end, _attributes(quantity)))
    for record in parts.records:
        found.record(record)
    for number, quantity in enumerate(quantities, 1):
        for label in COUNTED:
            found.link(f"q{number}", label, getattr(quantity, label))
    for segment in parts.rest.segments:
        found.add("debatable", segment)
    for head in parts.rest.heads:
        found.add("item", head, ordinal=str(head.ordinal or ""))
    for deadline in parts.rest.deadlines:
        found.add("deadline", deadline, day=deadline.value)
    for owner in parts.rest.owners:
        found.add("owner", owner)
    return Marked(source, gold, tuple(found.marks), tuple(found.links))


class _Marks:
    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.links: list[Link] = []
        self._known: dict[tuple[str, int, int], str] = {}

    def add(self, label: str, place: Place, **attributes: str) -> str:
        key = label, place.start, place.end
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"m{len(self._known) + 1}"
            given = {key: value for key, value in attributes.items() if value}
            self.marks.append(Mark(name, label, place.start, place.end, given))
        return name

    def link(self, head: str, label: str, place: Place | None, **attributes: str) -> None:
        if place is not None:
            self.links.append(Link(head, self.add(label, place, **attributes)))

    def record(self, record: GoldRecord) -> None:
        for label in ("action", "object", "actor", "location"):
            self.link(record.id, label, getattr(record, label))
        if record.item:
            self.link(record.id, "item", record.item, ordinal=str(record.item.ordinal or ""))
        if record.kind == "plan":
            if record.deadline:
                self.link(record.id, "deadline", record.deadline, day=record.deadline.value)
            for owner in record.owners:
                self.link(record.id, "owner", owner)


def _attributes(quantity: GoldQuantity) -> dict[str, str]:
    attributes = {
        "value": "" if quantity.value is None else plain_decimal(quantity.value),
        "upper": "" if quantity.upper is None else plain_decimal(quantity.upper),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "change": quantity.change or "",
        "optional": "optional" if quantity.optional else "",
    }
    return {name: value for name, value in attributes.items() if value}


def is_record(label: str) -> bool:
    """Whether the label is that of a record: its kind."""
    return label in KINDS
