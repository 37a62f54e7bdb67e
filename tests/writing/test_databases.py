"""sqlite and duckdb: real files, read back; what both must do is tested once for both."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from cnreport.errors import WriteError
from cnreport.schema import Report, plain_decimal
from cnreport.writing import open_sink
from cnreport.writing.sql import DIALECTS, create_statements, ddl
from cnreport.writing.table_sink import BatchSink
from cnreport.writing.tables import TABLES, Rows, rows
from tests.writing.conftest import HOSTILE, fewer, full, line, with_texts

Found = list[tuple[object, ...]]
Query = Callable[[Path, str], Found]


def write(output: Path, *reports: Report) -> None:
    with open_sink(output) as sink:
        for report in reports:
            sink.write(line(report))


def sqlite_rows(path: Path, query: str) -> Found:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def duckdb_rows(path: Path, query: str) -> Found:
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(params=["sqlite", "duckdb"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def query(form: str) -> Query:
    return sqlite_rows if form == "sqlite" else duckdb_rows


def everything(path: Path, query: Query) -> dict[str, Found]:
    return {table: query(path, f'SELECT * FROM "{table}" ORDER BY "id"') for table in TABLES}


def ordered(reports: list[Report]) -> Rows:
    return {
        table: sorted((row for report in reports for row in rows(report)[table]), key=lambda row: str(row[0]))
        for table in TABLES
    }


def test_duckdb_has_the_rows(tmp_path: Path, reports: list[Report]) -> None:
    path = tmp_path / "out.duckdb"
    write(path, *reports)
    assert everything(path, duckdb_rows) == ordered(reports)
    assert [name.name for name in tmp_path.iterdir()] == ["out.duckdb"]


def test_sqlite_has_the_rows(tmp_path: Path, reports: list[Report]) -> None:
    path = tmp_path / "out.sqlite"
    write(path, *reports)

    def stored(value: object) -> object:
        if isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        return float(value) if isinstance(value, Decimal) else value

    expected = {
        table: [tuple(stored(value) for value in row) for row in found] for table, found in ordered(reports).items()
    }
    assert everything(path, sqlite_rows) == expected
    assert sqlite_rows(path, "SELECT typeof(value), value > 12 FROM quantities WHERE upper IS NOT NULL") == [
        ("real", 1)
    ]
    assert sqlite_rows(path, "SELECT value FROM records, json_each(owners)") == [("水利站",), ("村委会",)]
    assert [name.name for name in tmp_path.iterdir()] == ["out.sqlite"]


def test_loading_twice_changes_nothing(tmp_path: Path, form: str, query: Query, reports: list[Report]) -> None:
    path = tmp_path / f"out.{form}"
    write(path, *reports)
    before = everything(path, query)
    write(path, *reversed(reports))
    assert everything(path, query) == before


def test_a_later_run_adds_and_brings_up_to_date(tmp_path: Path, form: str, query: Query) -> None:
    path = tmp_path / f"out.{form}"
    write(path, full("r1"), full("r2"))
    write(path, fewer(full("r1", source="新.txt")), full("r3"))
    write(tmp_path / f"fresh.{form}", fewer(full("r1", source="新.txt")), full("r2"), full("r3"))
    assert everything(path, query) == everything(tmp_path / f"fresh.{form}", query)
    assert query(path, "SELECT text FROM records WHERE report_id = 'r1'") == [("改说",)]
    write(path, full("r1"), full("r2"))
    write(tmp_path / f"back.{form}", full("r1"), full("r2"), full("r3"))
    assert everything(path, query) == everything(tmp_path / f"back.{form}", query)


def test_of_the_same_text_the_first_article_of_a_run_counts(tmp_path: Path, form: str, query: Query) -> None:
    write(tmp_path / f"out.{form}", full(), full(source="乙.txt"))
    assert query(tmp_path / f"out.{form}", "SELECT source FROM reports") == [("甲.txt",)]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_after_an_exception_nothing_has_changed(
    tmp_path: Path, form: str, query: Query, error: type[BaseException]
) -> None:
    old = tmp_path / f"old.{form}"
    write(old, full())
    for output in (old, tmp_path / f"new.{form}"):
        with pytest.raises(error), open_sink(output) as sink:
            sink.write(line(fewer(full())))
            sink.write(line(full("r9")))
            raise error
    assert [path.name for path in tmp_path.iterdir()] == [f"old.{form}"]
    assert query(old, "SELECT COUNT(*) FROM records") == [(3,)]


def test_texts_are_values_and_never_statements(tmp_path: Path, form: str, query: Query) -> None:
    path = tmp_path / f"out.{form}"
    write(path, with_texts(HOSTILE))
    write(path, with_texts(HOSTILE))
    found = query(path, 'SELECT "text" FROM records ORDER BY number')
    assert found == [(text.replace("\x00", "\ufffd"),) for text in HOSTILE]


def test_batches_are_as_good_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [full(f"r{number}") for number in range(9)]
    monkeypatch.setattr(BatchSink, "batch_rows", 16)
    path = tmp_path / "out.duckdb"
    write(path, *many)
    assert everything(path, duckdb_rows) == ordered(many)
    write(path, *(fewer(report) for report in many))
    assert everything(path, duckdb_rows) == ordered([fewer(report) for report in many])


def test_sqlite_bytes_are_the_same_for_the_same_reports(tmp_path: Path, reports: list[Report]) -> None:
    for name in ("one", "two"):
        write(tmp_path / f"{name}.sqlite", *reports)
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_a_file_of_another_kind(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    path.write_bytes(b"no database " * 1000)
    with pytest.raises(WriteError), open_sink(path):
        pass
    assert path.read_bytes() == b"no database " * 1000


def test_tables_of_another_program(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    connect = sqlite3.connect if form == "sqlite" else duckdb.connect
    with closing(connect(str(path))) as connection:
        connection.execute("CREATE TABLE records (id TEXT, report_id TEXT, speech_id TEXT, note TEXT)")
        connection.commit()
    with pytest.raises(WriteError, match="lacks the columns number, kind") as caught, open_sink(path):
        pass
    assert caught.value.code == "other-tables"


def test_a_database_that_another_program_writes_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.writing.sqlite._WAIT", 0.05)
    path = tmp_path / "out.sqlite"
    write(path, full())
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WriteError, match="locked"), open_sink(path):
            pass


def test_standard_output_is_no_database(form: str) -> None:
    with pytest.raises(WriteError) as caught, open_sink(None, form):
        pass
    assert caught.value.code == "needs-file"


@pytest.mark.parametrize("dialect", ["sqlite", "duckdb"])
def test_the_script_makes_the_tables_and_no_name_needs_quotes(dialect: str) -> None:
    connect = sqlite3.connect if dialect == "sqlite" else duckdb.connect
    with closing(connect(":memory:")) as connection:
        run = connection.executescript if dialect == "sqlite" else connection.execute
        for _ in range(2):
            run(ddl(dialect))
        for table in TABLES.values():
            names = ", ".join(f"{table.name}.{column.name}, {column.name}" for column in table.columns)
            assert connection.execute(f"SELECT {names} FROM {table.name}").fetchall() == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_script_has_every_statement_and_meaning(dialect: str) -> None:
    script = ddl(dialect)
    assert all(f"{statement};" in script for statement in create_statements(dialect))
    assert all(column.meaning in script for table in TABLES.values() for column in table.columns)


def test_large_numbers_are_exact_beside_the_column(tmp_path: Path, form: str, query: Query) -> None:
    report = full()
    speech = report.speeches[0]
    numbers = ["9" * 28, "1" * 60, "0.1234567890123", "-7"]
    amounts = [speech.quantities[0].model_copy(update={"value": Decimal(number)}) for number in numbers]
    path = tmp_path / f"out.{form}"
    write(path, report.model_copy(update={"speeches": [speech.model_copy(update={"quantities": amounts})]}))
    found = query(path, "SELECT value_exact, value FROM quantities WHERE record_id IS NULL ORDER BY number")
    assert [exact for exact, _ in found] == numbers
    assert found[1][1] is None
    if form == "duckdb":
        assert [plain_decimal(Decimal(str(value))) for _, value in found if value] == [numbers[0], "0.123456789", "-7"]
