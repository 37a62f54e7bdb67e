"""Arrow batches in and out, against the library run in process; the engines are the real ones."""

from __future__ import annotations

import datetime
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import cnreport
from cnreport.batch import Settings
from cnreport.errors import CnreportError, ReadError, RulesError, WriteError
from cnreport.integrations import arrow
from cnreport.integrations.arrow import (
    OUTPUTS,
    extract_batches,
    extract_table,
    flatten_table,
    output_schema,
    pipeline_of,
)
from cnreport.writing.rows import Row
from cnreport.writing.tables import TABLES, rows

SPEECH = "云溪镇党委书记林远航：\n\n全镇改造道路1200米。存在的问题是停车难。{}年底前由城建办负责新增停车位{}个。\n"
TEXTS = [SPEECH.format("明年", 300), "", SPEECH.format("今年", 40), "no Chinese", None]
IDS = ["甲", "乙", "丙", "丁", "戊"]
FAILED = {"乙": "is-empty", "丁": "no-chinese", "戊": "is-empty"}


def articles() -> pa.Table:
    return pa.table({"id": IDS, "text": TEXTS})


def expected(table: str) -> list[Row]:
    """The rows that the library makes in this process; nothing but the id and the error where it raises one."""
    pipeline = cnreport.load()
    found: list[Row] = []
    for name, text in zip(IDS, TEXTS, strict=True):
        try:
            report = pipeline(cnreport.Source(text or "", name))
        except CnreportError as error:
            found.append((name, *[None] * len(TABLES[table].columns), error.code, error.message))
        else:
            found += [(name, *row, None, None) for row in rows(report)[table]]
    return found


def values(table: pa.Table) -> list[Row]:
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_what_the_library_makes_and_no_article_is_lost(table: str) -> None:
    found = extract_table(articles(), table)
    assert values(found) == expected(table)
    assert found.schema.equals(output_schema(table), check_metadata=True)
    codes = dict(zip(found["article"].to_pylist(), found["error_code"].to_pylist(), strict=True))
    assert {name: code for name, code in codes.items() if code} == FAILED


def test_the_nested_report() -> None:
    found = extract_table(articles(), "nested").to_pylist()
    assert [row["article"] for row in found] == IDS
    assert {row["article"]: row["error_code"] for row in found if row["report"] is None} == FAILED
    report = cnreport.load()(cnreport.Source(SPEECH.format("明年", 300), "甲"))
    assert json.loads(found[0]["report"]) == json.loads(report.model_dump_json())


@pytest.mark.parametrize("table", TABLES)
def test_all_tables_come_from_one_extraction(table: str) -> None:
    nested = extract_table(articles(), "nested")
    assert flatten_table(nested, table).equals(extract_table(articles(), table), check_metadata=True)


def as_view(data: pa.Table) -> pa.Table:
    return data.cast(pa.schema([("id", pa.string_view()), ("text", pa.string_view())]))


@pytest.mark.parametrize(
    "form",
    [
        pa.Table.to_reader,
        lambda data: data.combine_chunks().to_batches()[0],
        as_view,
        lambda data: data.cast(pa.schema([("id", pa.large_string()), ("text", pa.large_string())])),
        lambda data: data.set_column(1, "text", data["text"].dictionary_encode()),
        lambda data: polars.DataFrame(data),
        lambda data: pandas.DataFrame(data.to_pydict()),
        lambda data: duckdb.from_arrow(data),
    ],
    ids=["reader", "batch", "view", "large", "dictionary", "polars", "pandas", "duckdb"],
)
def test_whatever_gives_arrow_is_taken(form: Callable[[pa.Table], Any]) -> None:
    assert values(extract_table(form(articles()))) == expected("records")


def test_duckdb_asks_a_stream_that_is_made_while_it_reads() -> None:
    data = pa.table({"id": ["一", "二"], "text": [SPEECH.format("今年", 5), SPEECH.format("今年", 6)]})
    with duckdb.connect() as connection, connection.cursor() as other:
        reader = connection.from_arrow(data).to_arrow_reader(1)
        made = pa.RecordBatchReader.from_batches(output_schema("quantities"), extract_batches(reader, "quantities"))
        other.register("made", made)
        found = other.execute("SELECT article, SUM(value) FROM made WHERE unit = '个' GROUP BY 1").fetchall()
    assert {name: int(total) for name, total in found} == {"一": 5, "二": 6}


def test_batches_are_lazy_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_BATCH_CHARACTERS", 1)
    taken = []

    def endless() -> Any:
        for number in range(1_000_000):
            taken.append(number)
            yield pa.RecordBatch.from_pydict({"id": [str(number)], "text": [SPEECH.format("今年", number)]})

    made = extract_batches(endless(), "speeches")
    assert [next(made)["article"].to_pylist() for _ in range(3)] == [["0"], ["1"], ["2"]]
    assert len(taken) == 3


def test_small_batches_are_gathered() -> None:
    made = list(extract_batches(articles().to_batches(max_chunksize=1)))
    assert [batch.num_rows for batch in made] == [len(expected("records"))]
    assert list(extract_batches([])) == []
    assert extract_table(articles().slice(0, 0)).num_rows == 0


def test_ids_and_days_of_any_type() -> None:
    day = datetime.date(2031, 5, 6)
    text = SPEECH.format("", 7)
    data = pa.table({"key": [7, None], "body": [text, text], "day": [day, None]})
    first, second = extract_table(data, "reports", text_col="body", id_col="key", date_col="day").to_pylist()
    assert (first["article"], first["source"], first["published"]) == ("7", "7", "2031-05-06")
    assert (second["article"], second["source"], second["published"]) == (None, "", None)
    records = extract_table(data, text_col="body", id_col="key", date_col="day").to_pylist()
    assert [row["deadline_value"] for row in records if row["deadline"]] == ["2031-12-31", "XXXX-12-31"]


def test_what_is_no_text_is_its_rows_error() -> None:
    (row,) = extract_table(pa.table({"id": ["a"], "text": [5]})).to_pylist()
    assert (row["article"], row["error_code"]) == ("a", "bad-row")


def test_a_fault_of_ours_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Settings) -> Any:
        def extract(source: cnreport.Source) -> Any:
            raise ZeroDivisionError(source.name)

        return extract

    monkeypatch.setattr(Settings, "load", broken)
    found = extract_table(articles(), settings=Settings(explain=True, date="2099-01-01")).to_pylist()
    assert [(row["article"], row["error_code"]) for row in found] == [(name, "internal") for name in IDS]


def test_the_pipeline_is_built_once_for_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    built: list[Settings] = []
    load = Settings.load
    monkeypatch.setattr(Settings, "load", lambda self: [built.append(self), load(self)][1])
    rules = {"units": [{"id": "unit-x", "names": ["捆捆"], "dimension": "count"}]}
    for _ in range(2):
        for settings in (Settings(rules=rules), pickle.loads(pickle.dumps(Settings(rules=rules)))):
            extract_table(articles(), settings=settings)
    assert len(built) == 1
    file = tmp_path / "rules.toml"
    for text in ("", "", "# edited\n"):
        file.write_text(text)
        pipeline_of(Settings(rules=str(file)))
    assert len(built) == 3


def test_faults_of_the_set_up_are_raised() -> None:
    with pytest.raises(ReadError, match="the columns are: id, text") as caught:
        extract_table(articles(), text_col="body")
    assert caught.value.code == "no-column"
    with pytest.raises(ReadError, match="no column 'article'"):
        flatten_table(articles())
    with pytest.raises(WriteError) as unknown:
        output_schema("people")
    assert unknown.value.code == "unknown-table"
    with pytest.raises(RulesError):
        extract_table(articles(), settings=Settings(rules="no-such-file.toml"))


def test_no_column_hides_another() -> None:
    for table in OUTPUTS:
        names = output_schema(table).names
        assert len(set(names)) == len(names)


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WriteError) as caught:
        output_schema()
    assert caught.value.code == "missing-extra"


def test_importing_loads_neither_arrow_nor_spark() -> None:
    code = """
import sys, cnreport.integrations.arrow, cnreport.integrations.spark
print(*sorted({"pyarrow", "pyspark", "rjieba"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
