"""The flat tables of a report: what csv, parquet, sqlite, duckdb, postgres and Spark have in common.

Each column is declared once, with its name, type, meaning and the place in the report its value comes from. The rows
of a report are the same for every format; docs/tables.md says how each of them stores the types.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from cnreport.writing.columns import (
    Column,
    Table,
    decimal,
    integer,
    mention,
    parent,
    span,
    text,
    texts,
)
from cnreport.writing.rows import Row, RowMaker

if TYPE_CHECKING:
    from cnreport import schema

TABLES_VERSION = 1

Rows = dict[str, list[Row]]

_REPORTS = Table(
    "reports",
    "one row an article",
    (
        text("id", "report.id", "made from the article's text: the same text, the same id", required=True),
        text("source", "report.source", "where the article came from: path, archive member, row", required=True),
        text("title", "report.title", "the title above the article"),
        text("published", "report.published", "the day it was published, YYYY-MM-DD"),
        texts("warnings", "report.warnings", "what the reader of the report should know"),
        text("text", "report.text", "the article's text, when the run was told to keep it"),
        text("schema_version", "report.schema_version", "version of the nested report", required=True),
        integer("tables_version", "tables_version", "version of these tables", required=True),
    ),
)

_SPEECHES = Table(
    "speeches",
    "one row a speaker's contribution",
    (
        text("id", "speech.id", "the speech", required=True),
        parent("report_id", "report.id", "reports", "the report it belongs to"),
        integer("number", "number", "its place in the report, from 1", required=True),
        *span("speech", "the speech"),
        text("speaker", "speech.speaker.name", "the speaker's name"),
        text("position", "speech.speaker.position", "the speaker's office"),
        text("organization", "speech.speaker.organization", "the place or body the speaker speaks for"),
        text("region", "speech.speaker.region.name", "the division the organization belongs to"),
        text("region_code", "speech.speaker.region.code", "its GB/T 2260 code, six digits"),
        text("region_type", "speech.speaker.region.type", "province, prefecture, county or zone"),
        texts("region_path", "speech.speaker.region.path", "from the province down to the region itself"),
        *mention("headline", "speech.headline", "the headline of the speech"),
        texts("byline_names", "speech.bylines[].name", "who wrote it down"),
        texts("byline_roles", "speech.bylines[].role", "the role of each of byline_names"),
    ),
)

_RECORDS = Table(
    "records",
    "one row an achievement, problem or plan",
    (
        text("id", "record.id", "the record", required=True),
        parent("report_id", "report.id", "reports", "the report it belongs to"),
        parent("speech_id", "speech.id", "speeches", "the speech it belongs to"),
        integer("number", "number", "its place in the speech, from 1", required=True),
        text("kind", "record.kind", "achievement, problem or plan", required=True),
        text("text", "record.text", "the clause", required=True),
        *span("record", "the clause"),
        text("topic", "record.topic", "the field of government it belongs to"),
        Column("confidence", "float", "record.confidence", "how sure the kind is, 0 to 1", required=True),
        integer("item_ordinal", "record.item.ordinal", "number of the enumerated item it belongs to"),
        *mention("item_heading", "record.item.heading", "heading of that item"),
        texts("section", "record.section[].text", "headings above the record, outermost first"),
        *mention("actor", "record.actor", "who does it"),
        *mention("action", "record.action", "the verb"),
        *mention("object", "record.object", "what it is done to"),
        *mention("location", "record.location", "where"),
        *mention("time", "record.time", "achievements: when"),
        *mention("severity", "record.severity", "problems: how grave"),
        *mention("cause", "record.cause", "problems: why"),
        *mention("deadline", "record.deadline", "plans: by when, as written"),
        text("deadline_value", "record.deadline.value", "plans: the last day as EDTF, XXXX for an unknown year"),
        texts("owners", "record.owners[].text", "plans: who is responsible"),
    ),
)

_QUANTITIES = Table(
    "quantities",
    "one row an amount",
    (
        text("id", "id", "the quantity: the id of its record or speech, .q and its number", required=True),
        parent("report_id", "report.id", "reports", "the report it belongs to"),
        parent("speech_id", "speech.id", "speeches", "the speech it belongs to"),
        parent("record_id", "record.id", "records", "the record it belongs to; null outside any", required=False),
        integer("number", "number", "its place in the record, or among those outside, from 1", required=True),
        text("text", "quantity.text", "as written", required=True),
        *span("quantity", "the quantity"),
        decimal("value", "quantity.value", "the number in full; a range's lower end", 10),
        decimal("upper", "quantity.upper", "a range's upper end", 10),
        text("value_exact", "quantity.value", "value with all its digits", required=True),
        text("upper_exact", "quantity.upper", "upper with all its digits"),
        text("bound", "quantity.bound", "exact, about, over, under, at_least, at_most or range", required=True),
        text("unit", "quantity.unit", "the unit as written, less the scale; empty when none is", required=True),
        text("dimension", "quantity.dimension", "count, length, area, money, ratio, …", required=True),
        text("symbol", "quantity.symbol", "the unit's UCUM code, or the currency's ISO 4217 code"),
        decimal("si_value", "quantity.si_value", "value in the dimension's base unit", 12),
        *mention("of", "quantity.of", "what is counted or measured"),
        *mention("action", "quantity.action", "the verb that governs it"),
        text("change", "quantity.change", "up or down"),
        *mention("compared_with", "quantity.compared_with", "what a change is measured against"),
        *mention("per", "quantity.per", "the base of a rate"),
        Column("cumulative", "boolean", "quantity.cumulative", "true when the text says 累计, 共 or the like", True),
    ),
)

_CUSTOM_RECORDS = Table(
    "custom_records",
    "one row a record of a type that the user declared",
    (
        text("id", "custom.id", "the record", required=True),
        parent("report_id", "report.id", "reports", "the report it belongs to"),
        parent("speech_id", "speech.id", "speeches", "the speech it belongs to"),
        text("record_id", "custom.record", "the row of records that is of the same clause"),
        integer("number", "number", "its place among those of the speech, from 1", required=True),
        text("kind", "custom.kind", "the user's name of its type", required=True),
        text("text", "custom.text", "the clause", required=True),
        *span("custom", "the clause"),
        text("fields", "custom_fields", "the type's own fields and the quantities, a JSON object", required=True),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (_REPORTS, _SPEECHES, _RECORDS, _QUANTITIES, _CUSTOM_RECORDS)
}


def rows(report: schema.Report) -> Rows:
    """The rows of one report by table, parents before children, values in the order of the table's columns.

    Texts hold neither NUL nor lone surrogates, which most stores refuse: U+FFFD stands for them. Decimals fit
    38 digits and their column's scale: further places are rounded (half even), a larger number is null.
    """
    found: Rows = {name: [] for name in TABLES}
    above: dict[str, object] = {"report": report, "tables_version": TABLES_VERSION}
    found["reports"].append(_row("reports", above))
    for number, speech in enumerate(report.speeches, 1):
        above["speech"] = speech
        found["speeches"].append(_row("speeches", above | {"number": number}))
        for position, record in enumerate(speech.records, 1):
            found["records"].append(_row("records", above | {"record": record, "number": position}))
            found["quantities"] += _amounts(above | {"record": record}, record.id, record.quantities)
        found["quantities"] += _amounts(above, speech.id, speech.quantities)
        for position, custom in enumerate(speech.custom, 1):
            place = above | {"custom": custom, "custom_fields": _own_fields(custom), "number": position}
            found["custom_records"].append(_row("custom_records", place))
    return found


def _amounts(above: dict[str, object], owner: str, quantities: list[schema.Quantity]) -> list[Row]:
    return [
        _row("quantities", above | {"quantity": quantity, "number": number, "id": f"{owner}.q{number}"})
        for number, quantity in enumerate(quantities, 1)
    ]


def _own_fields(custom: schema.CustomRecord) -> str:
    shared = {"kind", "id", "text", "start", "end", "record"}
    return json.dumps(custom.model_dump(mode="json", exclude=shared), ensure_ascii=False)


def _row(table: str, place: dict[str, object]) -> Row:
    return _maker(table)(place)


@cache
def _maker(table: str) -> RowMaker:
    return RowMaker(TABLES[table].columns)
