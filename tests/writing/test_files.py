"""csv and parquet: real files, read back."""

import csv
import json
import logging
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing import open_sink
from cnreport.writing import parquet as parquet_sink
from cnreport.writing.arrow import arrow_batch, arrow_schema
from cnreport.writing.columns import Value
from cnreport.writing.tables import TABLES, Rows, rows
from tests.writing.conftest import HOSTILE, full, line, with_texts


def write(output: Path | str, reports: list[Report], form: str | None = None, **options: object) -> None:
    with open_sink(output, form, **options) as sink:
        for report in reports:
            sink.write(line(report))


def all_rows(reports: list[Report]) -> Rows:
    return {table: [row for report in reports for row in rows(report)[table]] for table in TABLES}


def cells(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.reader(stream))


def as_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_csv_in_a_folder(tmp_path: Path, reports: list[Report]) -> None:
    write(f"{tmp_path}/out/", reports, "csv")
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == sorted(f"{table}.csv" for table in TABLES)
    for table, expected in all_rows(reports).items():
        head, *found = cells(tmp_path / "out" / f"{table}.csv")
        assert head == [column.name for column in TABLES[table].columns]
        assert found == [[as_cell(value) for value in row] for row in expected]


def test_csv_beside_the_named_file(tmp_path: Path, reports: list[Report]) -> None:
    write(tmp_path / "out.csv", reports)
    assert names(tmp_path) == sorted(["out.csv", *(f"out.{table}.csv" for table in TABLES if table != "records")])
    assert [row[4] for row in cells(tmp_path / "out.csv")][:4] == ["kind", "achievement", "problem", "plan"]


def test_one_table_alone(tmp_path: Path, reports: list[Report], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(tmp_path / "out.csv", reports, table="quantities")
    assert names(tmp_path) == ["out.csv"]
    with open_sink(None, "csv", table="quantities") as sink:
        for report in reports:
            sink.write(line(report))
    assert capfdbinary.readouterr().out == (tmp_path / "out.csv").read_bytes()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_same_reports_give_the_same_bytes(tmp_path: Path, reports: list[Report], form: str) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, reports, form)
    for table in TABLES:
        one, two = ((tmp_path / name / f"{table}.{form}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_formulas_are_escaped_on_demand(tmp_path: Path) -> None:
    write(tmp_path / "plain", [with_texts(HOSTILE)], "csv")
    write(tmp_path / "safe", [with_texts(HOSTILE)], "csv", escape_formulas=True)
    plain, safe = ([row[5] for row in cells(tmp_path / name / "records.csv")[1:]] for name in ("plain", "safe"))
    assert plain == [text.replace("\x00", "\ufffd") for text in HOSTILE]
    escaped = [text for text in HOSTILE if text[0] in "=＝@-+\t"]
    assert len(escaped) == 6
    assert safe == ["'" + text if text in escaped else text for text in plain]


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    report = full()
    speech = report.speeches[0]
    negative = speech.quantities[0].model_copy(update={"value": Decimal("-3.50")})
    report = report.model_copy(update={"speeches": [speech.model_copy(update={"quantities": [negative]})]})
    write(tmp_path, [report], "csv", escape_formulas=True)
    head, *_, last = cells(tmp_path / "quantities.csv")
    assert last[head.index("value")] == "-3.5"


def test_a_byte_order_mark_on_demand(tmp_path: Path, reports: list[Report]) -> None:
    write(tmp_path, reports, "csv", bom=True)
    for table in TABLES:
        assert (tmp_path / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_parquet_has_the_rows_and_types(tmp_path: Path, reports: list[Report]) -> None:
    write(tmp_path, reports, "parquet")
    for table, expected in all_rows(reports).items():
        found = pq.read_table(tmp_path / f"{table}.parquet")
        assert found.schema.equals(arrow_schema(table))
        assert found.schema.metadata == arrow_schema(table).metadata
        assert [tuple(row.values()) for row in found.to_pylist()] == expected
    assert arrow_schema("quantities").field("value").type == pa.decimal128(38, 10)


def test_parquet_is_written_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_sink, "BATCH_ROWS", 4)
    monkeypatch.setattr(parquet_sink, "GROUP_ROWS", 8)
    many = [full(f"r{number}") for number in range(10)]
    write(tmp_path, many, "parquet")
    file = pq.ParquetFile(tmp_path / "records.parquet")
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [8, 8, 8, 6]
    assert file.read().column("id").to_pylist() == [row[0] for row in all_rows(many)["records"]]


def test_an_arrow_batch_without_rows() -> None:
    for table in TABLES:
        assert arrow_batch(table, []).num_rows == 0


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_of_the_same_text_the_first_article_is_written(
    tmp_path: Path, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        write(tmp_path / "twice", [full(), full(source="乙.txt")], form)
    write(tmp_path / "once", [full()], form)
    for table in TABLES:
        twice, once = ((tmp_path / name / f"{table}.{form}").read_bytes() for name in ("twice", "once"))
        assert twice == once
    assert "乙.txt: the same text as an earlier article" in caplog.text


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("output", ["out", "out.csv", "there"])
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_after_an_exception_nothing_has_changed(
    tmp_path: Path, output: str, form: str, error: type[BaseException]
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "records.csv").write_text("before")
    with pytest.raises(error), open_sink(tmp_path / output, form) as sink:
        sink.write(line(full()))
        raise error
    assert names(tmp_path) == ["there"]
    assert [(path.name, path.read_text()) for path in (tmp_path / "there").iterdir()] == [("records.csv", "before")]


def test_a_folder_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "records.csv").write_text("before")
    write(tmp_path, [full()], "csv")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "records.csv").read_text(encoding="utf-8").startswith("id,")
    assert names(tmp_path) == sorted(["notes.txt", *(f"{table}.csv" for table in TABLES)])


@pytest.mark.parametrize(
    ("form", "options", "code"),
    [("csv", {}, "needs-table"), ("parquet", {}, "needs-file"), ("csv", {"table": "people"}, "unknown-table")],
)
def test_standard_output_takes_one_table(form: str, options: dict[str, str], code: str) -> None:
    with pytest.raises(WriteError) as caught, open_sink(None, form, **options):
        pass
    assert caught.value.code == code


@pytest.mark.parametrize("json", [b"{}", b"\xff", b"{", b'{"id":"\\ud800","source":""}', b"[" * 10_000])
def test_what_is_no_report(tmp_path: Path, json: bytes) -> None:
    with pytest.raises(WriteError) as caught, open_sink(tmp_path / "out.csv") as sink:
        sink.write(json)
    assert caught.value.code == "bad-report"
    assert names(tmp_path) == []
