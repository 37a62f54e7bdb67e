"""SQLite: the tables in one file, brought up to date where they are there already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import cast

from cnreport.errors import WriteError
from cnreport.schema import plain_decimal
from cnreport.writing.atomic import replacing_file
from cnreport.writing.columns import Value, positions
from cnreport.writing.existing import check_columns
from cnreport.writing.rows import Row
from cnreport.writing.sql import create_statements, upsert
from cnreport.writing.table_sink import TableSink
from cnreport.writing.tables import TABLES, Rows

_WAIT = 30.0  # seconds for another program that writes to the file
_FIRST = 100  # the bytes of a file's head; a shorter file holds no database


class SqliteSink(TableSink):
    """Brings the rows of each report into the tables of ``connection``.

    A report that is there already is brought up to date: its rows that no longer exist are removed.
    """

    def __init__(self, connection: sqlite3.Connection, fresh: bool) -> None:
        super().__init__()
        self._connection = connection
        self._fresh = fresh
        self._upserts = {
            name: upsert(table, "sqlite", f"VALUES ({', '.join('?' * len(table.columns))})")
            for name, table in TABLES.items()
        }
        self._decimals = {name: positions(table, "decimal") for name, table in TABLES.items()}
        self._lists = {name: positions(table, "texts") for name, table in TABLES.items()}

    def add(self, rows: Rows) -> None:
        """Bring in the rows of one report."""
        report_id = rows["reports"][0][0]
        for table, found in rows.items():
            bound = (_bound(row, self._decimals[table], self._lists[table]) for row in found)
            self._connection.executemany(self._upserts[table], bound)
        if not self._fresh:
            for table in reversed(list(TABLES)[1:]):
                ids = json.dumps([row[0] for row in rows[table]])
                self._connection.execute(
                    f'DELETE FROM "{table}" WHERE "report_id" = ? AND "id" NOT IN (SELECT value FROM json_each(?))',
                    (report_id, ids),
                )


def _bound(row: Row, decimals: list[int], lists: list[int]) -> list[Value]:
    """The row as SQLite takes it; a numeric column makes a number of a decimal's text."""
    values = list(row)
    for position in decimals:
        value = values[position]
        if value is not None:
            values[position] = plain_decimal(cast(Decimal, value))
    for position in lists:
        values[position] = json.dumps(values[position], ensure_ascii=False)
    return values


@contextmanager
def open_sqlite(output: str | None) -> Iterator[SqliteSink]:
    """A sink for the SQLite file ``output``.

    A new file appears when the block ends; into one that is there the rows are brought in one transaction. Either way
    nothing changes when the block ends with an exception.
    """
    if output is None:
        raise WriteError("a SQLite database is a file", code="needs-file", hint="name it with -o")
    path = Path(output)
    try:
        if path.is_file() and path.stat().st_size >= _FIRST:
            with _connected(path) as connection:
                yield SqliteSink(connection, fresh=False)
        else:
            with replacing_file(path) as draft, _connected(draft, scratch=True) as connection:
                yield SqliteSink(connection, fresh=True)
    except sqlite3.Error as error:
        raise WriteError(f"cannot be written: {error}", where=output) from error


@contextmanager
def _connected(path: Path, scratch: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction, with the tables there; ``scratch`` is a new file that a failure throws away."""
    with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as connection:
        if scratch:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")  # the file is flushed as a whole before it gets its name
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in create_statements("sqlite"):
                connection.execute(statement)
            for table in TABLES:
                found = connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
                check_columns(table, [column[0] for column in found], str(path))
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction and not scratch:
                connection.execute("ROLLBACK")
            raise
