"""postgres: against a real server, which the tests start, kill and start again."""

import logging
import threading
import time
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing import open_sink
from cnreport.writing.address import parse_address
from cnreport.writing.sql import ddl
from cnreport.writing.table_sink import BatchSink
from cnreport.writing.tables import TABLES, Rows, rows
from tests.writing.conftest import HOSTILE, fewer, full, line, with_texts
from tests.writing.server import Server

_numbers = count(1)


@pytest.fixture
def database(server: Server) -> str:
    name = f"d{next(_numbers)}"
    server.query("postgres", f"CREATE DATABASE {name}")
    return name


def write(address: str, *reports: Report, **options: object) -> None:
    with open_sink(address, **options) as sink:
        for report in reports:
            sink.write(line(report))


def everything(server: Server, database: str, columns: str = "*") -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: server.query(database, f'SELECT {columns} FROM "{table}" ORDER BY id COLLATE "C"') for table in TABLES
    }


def ordered(*reports: Report) -> Rows:
    return {
        table: sorted((row for report in reports for row in rows(report)[table]), key=lambda row: str(row[0]))
        for table in TABLES
    }


def test_the_server_has_the_rows(server: Server, database: str, reports: list[Report]) -> None:
    write(server.address(database), *reports)
    assert everything(server, database) == ordered(*reports)
    found = server.query(database, "SELECT value, section FROM quantities JOIN records ON record_id = records.id")
    assert (Decimal("12.5"), ["一、产业", "（一）茶业"]) in found


def test_loading_twice_changes_nothing(server: Server, database: str, reports: list[Report]) -> None:
    write(server.address(database), *reports)
    # Not even the system's columns: each row is the very one that the first run wrote.
    before = everything(server, database, "ctid, xmin, *")
    write(server.address(database), *reversed(reports))
    assert everything(server, database, "ctid, xmin, *") == before


def test_a_later_run_adds_and_brings_up_to_date(server: Server, database: str) -> None:
    address = server.address(database)
    write(address, full("r1"), full("r2"))
    changed = fewer(full("r1", source="新.txt"))
    write(address, changed, full("r3"))
    assert everything(server, database) == ordered(changed, full("r2"), full("r3"))


def test_texts_are_values_and_never_statements(server: Server, database: str) -> None:
    for _ in range(2):
        write(server.address(database), with_texts(HOSTILE))
    found = server.query(database, "SELECT text, section FROM records ORDER BY number")
    stored = [text.replace("\x00", "\ufffd") for text in HOSTILE]
    assert found == [(text, [text]) for text in stored]


@pytest.mark.parametrize("schema", ["statistics", 'a "b"; DROP TABLE x', "统计"])
def test_a_schema_of_its_own(server: Server, database: str, schema: str) -> None:
    for _ in range(2):
        write(server.address(database), full(), schema=schema)
    found = server.query(database, "SELECT schemaname FROM pg_tables WHERE tablename = 'records'")
    assert found == [(schema,)]


def test_tables_of_another_program(server: Server, database: str) -> None:
    server.query(database, "CREATE TABLE records (id text, kind text)")
    with pytest.raises(WriteError, match="lacks the columns report_id") as caught:
        write(server.address(database), full())
    assert caught.value.code == "other-tables"
    write(server.address(database), full(), schema="mine")


def test_a_user_without_the_right_to_create_can_load(server: Server, database: str) -> None:
    server.query(database, ddl("postgres"))
    server.query(database, f"CREATE ROLE loader_{database} LOGIN")
    server.query(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with pytest.raises(WriteError, match="permission denied") as caught:
        write(server.address(database, f"loader_{database}"), full())
    assert caught.value.code == "database"
    server.query(database, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO loader_{database}")
    write(server.address(database, f"loader_{database}"), full())
    assert everything(server, database) == ordered(full())


def test_no_name_needs_quotes(server: Server, database: str) -> None:
    for _ in range(2):
        server.query(database, ddl("postgres"))
    for table in TABLES.values():
        names = ", ".join(f"{table.name}.{column.name}, {column.name} x{n}" for n, column in enumerate(table.columns))
        assert server.query(database, f"SELECT {names} FROM {table.name}") == []


def test_a_server_that_goes_away_and_comes_back(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(BatchSink, "batch_rows", 1)
    many = [full(f"r{number}") for number in range(6)]
    with open_sink(server.address(database)) as sink:
        for number, report in enumerate(many):
            if number == 2:  # gone and back between two batches
                server.stop()
                server.start()
            if number == 4:  # gone while a batch is loaded, and back later
                server.stop()
                back = threading.Timer(0.5, server.start)
                back.start()
            sink.write(line(report))
    back.join()
    assert everything(server, database) == ordered(*many)
    assert "trying again" in caplog.text


def test_a_server_killed_at_any_moment(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(BatchSink, "batch_rows", 50)

    def disturb() -> None:
        for pause in (0.15, 0.1, 0.25):
            time.sleep(pause)
            server.stop()
            server.start()

    killer = threading.Thread(target=disturb)
    killer.start()
    many = []
    with open_sink(server.address(database)) as sink:
        while killer.is_alive() or len(many) < 100:
            many.append(full(f"r{len(many)}"))
            sink.write(line(many[-1]))
    killer.join()
    assert everything(server, database) == ordered(*many)
    assert "trying again" in caplog.text


def test_a_server_that_stays_away(server: Server, database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = server.address(database, password="hush-hush")
    try:
        with pytest.raises(WriteError) as caught, open_sink(address, retry_seconds=0.3) as sink:
            sink.write(line(full()))
            server.stop()
        with pytest.raises(WriteError) as unreachable:
            write(address, full())
    finally:
        server.start()
    assert caught.value.code == "database-gone"
    assert unreachable.value.code == "database"
    for told in (str(caught.value), str(unreachable.value), caplog.text):
        assert database in told
        assert "hush-hush" not in told
    write(address, full())
    assert everything(server, database) == ordered(full())


def test_a_wrong_password_is_not_shown(server: Server, database: str) -> None:
    server.query(database, "CREATE ROLE locked LOGIN PASSWORD 'right'")
    with pytest.raises(WriteError, match="password authentication failed") as caught:
        write(server.address(database, "locked", "wr%6fng-one"), full())
    assert "wrong-one" not in str(caught.value) + repr(caught.value.__cause__)
    assert f"postgresql://locked@{server.folder}/{database}" in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:hush@hush@host/db",
        "postgresql://u:hush/hush@host/db",
        "postgresql://u:hush?hush@host/db",
        "postgresql://u:hush%zz@host/db",
        "postgresql://u@host/db?password=hush&hush=1",
        "postgresql://u:x@host:hush/db",
        "postgres://u:hush/hush\n@host",
    ],
)
def test_an_address_that_is_none_is_not_shown(address: str) -> None:
    with pytest.raises(WriteError) as caught, open_sink(address):
        pass
    assert caught.value.code == "bad-address"
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_what_messages_say_of_an_address() -> None:
    address = parse_address("postgresql://ann:hush@db.example:5433/figures?sslmode=require")
    assert address.shown == "postgresql://ann@db.example:5433/figures"
    assert address.parameters["password"] == "hush"
    assert "hush" not in repr(address)
    assert address.clean("hush is wrong\nmore") == "*** is wrong"


@pytest.mark.parametrize("output", [None, "figures.db"])
def test_postgres_needs_an_address(output: str | None) -> None:
    with pytest.raises(WriteError) as caught, open_sink(output, "postgres"):
        pass
    assert caught.value.code == "needs-address"
