import json
from decimal import Decimal

import pytest

from cnreport.schema import Report, Speech
from cnreport.writing.sql import quoted_names
from cnreport.writing.tables import TABLES, TABLES_VERSION, rows
from tests.writing.conftest import amount, fewer, full, with_texts


def dicts(report: Report, table: str) -> list[dict[str, object]]:
    names = [column.name for column in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in rows(report)[table]]


def test_every_column_finds_its_value_somewhere() -> None:
    for table in TABLES:
        found = dicts(full(), table)
        for column in TABLES[table].columns:
            assert any(row[column.name] not in (None, []) for row in found), f"{table}.{column.name}"


def test_a_required_column_is_never_null() -> None:
    for report in (full(), fewer(full()), Report(id="e", source="")):
        for table in TABLES:
            for row in dicts(report, table):
                missing = [
                    column.name for column in TABLES[table].columns if column.required and row[column.name] is None
                ]
                assert missing == []


def test_the_values_are_those_of_the_report() -> None:
    (report,) = dicts(full(), "reports")
    assert report["source"] == "甲.txt"
    assert report["warnings"] == ["警告"]
    assert report["tables_version"] == TABLES_VERSION
    (speech,) = dicts(full(), "speeches")
    assert (speech["speaker"], speech["region_code"], speech["region_path"]) == ("林远航", "990101", ["南省", "云溪镇"])
    achievement, problem, plan = dicts(full(), "records")
    assert [row["kind"] for row in (achievement, problem, plan)] == ["achievement", "problem", "plan"]
    assert achievement["section"] == ["一、产业", "（一）茶业"]
    assert (achievement["item_ordinal"], achievement["item_heading"]) == (1, "一是兴茶。")
    assert (problem["cause"], problem["time"]) == ("干旱", None)
    assert (plan["deadline"], plan["deadline_start"], plan["deadline_value"]) == ("年底前", 1, "2031-12-31")
    assert plan["owners"] == ["水利站", "村委会"]


def test_a_custom_record_keeps_its_fields() -> None:
    (row,) = dicts(full(), "custom_records")
    assert (row["kind"], row["record_id"], row["text_start"]) == ("visit", "r1.1.1", 5)
    assert json.loads(str(row["fields"])) == {"who": {"text": "农户", "start": 0, "end": 2}, "quantities": []}


def test_quantities_belong_to_a_record_or_to_none() -> None:
    found = [(row["id"], row["record_id"], row["number"]) for row in dicts(full(), "quantities")]
    assert found == [("r1.1.1.q1", "r1.1.1", 1), ("r1.1.1.q2", "r1.1.1", 2), ("r1.1.q1", None, 1)]


def test_ids_are_unique_and_parents_there() -> None:
    found = {table: dicts(full(), table) for table in TABLES}
    for name, table in TABLES.items():
        ids = [row["id"] for row in found[name]]
        assert len(set(ids)) == len(ids)
        for column in table.columns:
            if column.parent:
                parents = {row["id"] for row in found[column.parent]} | (set() if column.required else {None})
                assert {row[column.name] for row in found[name]} <= parents


@pytest.mark.parametrize(
    ("value", "fitted"),
    [
        ("12.50", "12.5"),
        ("0.33333333333333333333", "0.3333333333"),
        ("0.00000000005", "0"),
        ("0.00000000015", "0.0000000002"),
        ("9" * 28, "9" * 28),
        ("9" * 29, None),
        ("-" + "9" * 400, None),
        ("1" + "0" * 60, None),
    ],
)
def test_decimals_fit_their_column_and_are_exact_beside_it(value: str, fitted: str | None) -> None:
    report = Report(id="r", source="", speeches=[Speech(id="r.1", start=0, end=1, quantities=[amount(value)])])
    (row,) = dicts(report, "quantities")
    assert row["value"] == (None if fitted is None else Decimal(fitted))
    assert Decimal(str(row["value_exact"])) == Decimal(value)


def test_what_no_store_takes_is_replaced_one_for_one() -> None:
    (row,) = dicts(with_texts(("a\x00b\ud800c",)), "records")
    assert row["text"] == "a\ufffdb\ufffdc"
    assert row["section"] == ["a\ufffdb\ufffdc"]


def test_names_are_those_of_the_declaration() -> None:
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert names[0] == "id"
        assert len(set(names)) == len(names)
        assert quoted_names(table).count('"') == 2 * len(names)
