"""The page of one article: its text with everything marked in place, and its records as tables by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from cnreport.errors import WriteError
from cnreport.schema import KINDS, CustomRecord, Kind, Mention, Plan, Quantity, Record, Report, Speech
from cnreport.writing.page import wording
from cnreport.writing.page.body import CUSTOM, HEADING, QUANTITY, RECORD, TAGS, body
from cnreport.writing.page.charts import Bar, bars
from cnreport.writing.page.marking import Layer
from cnreport.writing.page.templates import Addition, head, template

_GROUP = 20
"""Rows in a group at most: a browser lays out a group when it comes into sight."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a table: what it counts, as written, and its tip."""

    of: str
    written: str
    tip: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a row.

    ``number`` counts the article's records from 1; ``more`` has in lines what is shown of a chosen record, of which the
    page makes elements only then: they would be half of all; ``parts`` says where its fields stand:
    ``action:12-14 object:14-20``.
    """

    number: int
    kind: Kind
    topic: str
    action: str
    content: str
    amounts: list[Amount]
    duties: list[tuple[str, str]]
    more: str
    parts: str


@dataclass(frozen=True, slots=True)
class Custom:
    """A record of a type that the user declared; ``number`` counts them in the article from 1."""

    number: int
    kind: str
    clause: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A speech: its records in groups, each under the heading of its item, and its amounts outside any record."""

    number: int
    name: str
    place: str
    headline: str
    bylines: str
    groups: list[tuple[str, list[Row]]]
    customs: list[Custom]
    amounts: list[Amount]

    @property
    def rows(self) -> list[Row]:
        """The records of all groups."""
        return [row for _, rows in self.groups for row in rows]


def render(report: Report, *, home: str | None = None, addition: Addition | None = None) -> str:
    """The page of a report that carries its text, as HTML; ``home`` is the address of the index it belongs to.

    ``addition`` is what a server adds to it.

    `WriteError` when the report carries no text.
    """
    if report.text is None:
        raise WriteError(
            "the report carries no text to show", code="no-text", where=report.source, hint="extract with --keep-text"
        )
    layers = _Layers(report)
    parts = [layers.part(number, speech) for number, speech in enumerate(report.speeches, 1)]
    rows = [row for part in parts for row in part.rows]
    topics = Counter(row.topic for row in rows)
    order = sorted(topics, key=lambda topic: (topic == wording.NO_TOPIC, -topics[topic], topic))
    title = wording.title_of(report)
    return template("article.html.j2").render(
        # What the script is to know differs from page to page; what stands in the head does not.
        head=head("page.js", addition=replace(addition, data="") if addition else None),
        addition=addition,
        home=home,
        title=title,
        report=report,
        kinds=wording.KIND_NAMES,
        counts=Counter(row.kind for row in rows),
        quantities=layers.quantities,
        topics=[(topic, topics[topic]) for topic in order],
        chart=bars(_topic_bars(rows, order), "各主题的记录数"),
        parts=parts,
        body=body(report, report.text, layers.layers),
    )


def _topic_bars(rows: list[Row], topics: list[str]) -> list[Bar]:
    counts = Counter((row.topic, row.kind) for row in rows)
    return [Bar(topic, tuple(counts[topic, kind] for kind in KINDS)) for topic in topics]


class _Layers:
    """Numbers the records and amounts in the order of the text and collects how they are marked."""

    def __init__(self, report: Report) -> None:
        self.layers: list[Layer] = []
        self.quantities = 0
        self._records = self._customs = 0
        self._length = len(report.text or "")

    def part(self, number: int, speech: Speech) -> Part:
        if speech.headline:
            self._add(speech.headline, HEADING, Markup('<b class="head">'))
        region = speech.speaker.region if speech.speaker else None
        return Part(
            number=number,
            name=wording.speaker_name(speech),
            place=" ".join(region.path or [region.name]) if region else "",
            headline=wording.one_line(speech.headline.text) if speech.headline else "",
            bylines="  ".join(f"{byline.role} {byline.name}" for byline in speech.bylines),
            groups=self._groups(speech),
            customs=[self._custom(record) for record in speech.custom],
            amounts=[self._amount(quantity) for quantity in speech.quantities],
        )

    def _custom(self, record: CustomRecord) -> Custom:
        self._customs += 1
        number = self._customs
        opening = Markup('<u class="custom first" id="c{}">').format(number)
        self._add(record, CUSTOM, opening, Markup('<u class="custom">'))
        return Custom(number, record.kind, wording.one_line(record.text), wording.custom_facts(record))

    def _groups(self, speech: Speech) -> list[tuple[str, list[Row]]]:
        groups: list[tuple[str, list[Row]]] = []
        headings = dict.fromkeys(heading for record in speech.records for heading in _headings(record))
        for heading in headings:
            self._add(heading, HEADING, Markup('<b class="head">'))
        for lead, records in groupby(speech.records, key=lambda record: next(reversed(_headings(record)), None)):
            words = wording.one_line(lead.text).rstrip("。；;：:，,") if lead else ""
            rows = [self._row(record) for record in records]
            groups += [("" if at else words, rows[at : at + _GROUP]) for at in range(0, len(rows), _GROUP)]
        return groups

    def _row(self, record: Record) -> Row:
        self._records += 1
        self._mark_record(record)
        about = wording.about(record)
        clause = wording.one_line(record.text)
        return Row(
            number=self._records,
            kind=record.kind,
            topic=record.topic or wording.NO_TOPIC,
            action=wording.one_line(record.action.text) if record.action else "",
            # Without both halves the clause itself says it best.
            content=wording.one_line(about) if record.action and about else clause,
            amounts=[self._amount(quantity, about) for quantity in record.quantities],
            duties=wording.duties(record),
            more=wording.in_lines([(wording.KIND_NAMES[record.kind], clause), *wording.details(record)]),
            parts=" ".join(f"{name}:{mention.start}-{mention.end}" for name, mention in _mentions(record)),
        )

    def _mark_record(self, record: Record) -> None:
        number, kind = self._records, record.kind
        self._add(
            record,
            RECORD,
            Markup('<mark class="{} first" id="t{}" data-r="{}" tabindex="-1">').format(kind, number, number),
            Markup('<mark class="{}" data-r="{}">').format(kind, number),
        )

    def _amount(self, quantity: Quantity, known: str = "") -> Amount:
        """Mark the quantity; its words for a table leave out what it counts when that is ``known`` from beside it."""
        self.quantities += 1
        number, tip = self.quantities, wording.tip(quantity)
        self._add(
            quantity,
            QUANTITY,
            Markup('<span class="q" id="q{}" tabindex="-1" data-tip="{}">').format(number, tip),
            Markup('<span class="q" data-tip="{}">').format(tip),
        )
        of = quantity.of.text if quantity.of and quantity.of.text != known else ""
        return Amount(wording.one_line(of), wording.as_written(quantity), tip, number)

    def _add(
        self, place: Mention | Record | CustomRecord | Quantity, rank: int, opening: Markup, again: Markup | None = None
    ) -> None:
        start, end = max(0, place.start), min(self._length, place.end)
        if start < end:
            self.layers.append(Layer(start, end, rank, TAGS[rank], opening, opening if again is None else again))


def _headings(record: Record) -> list[Mention]:
    """The headings above the record, outermost first, its item's last."""
    return [*record.section, record.item.heading] if record.item else record.section


def _mentions(record: Record) -> Iterator[tuple[str, Mention]]:
    """The fields of a record that the page points at in the text when the record is chosen."""
    named = [("action", record.action), ("object", record.object), ("actor", record.actor)]
    if isinstance(record, Plan):
        named += [("deadline", record.deadline), *(("owner", owner) for owner in record.owners)]
    return ((name, mention) for name, mention in named if mention)
