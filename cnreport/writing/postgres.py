"""PostgreSQL: the tables in a server's database, brought up to date batch by batch."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from cnreport.errors import WriteError
from cnreport.writing.address import Address, parse_address
from cnreport.writing.existing import check_columns
from cnreport.writing.extras import require
from cnreport.writing.sql import create_statements, merges, quoted_names, staged
from cnreport.writing.table_sink import BatchSink
from cnreport.writing.tables import TABLES, Rows

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

RETRY_SECONDS = 60.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_LOCK = 0x636E7265  # of whoever makes the tables, so that two runs that start at once do not collide

_logger = logging.getLogger(__name__)


class PostgresSink(BatchSink):
    """Brings the rows of the reports into the tables of a server, many reports a transaction.

    A report that is there already is brought up to date: its rows that no longer exist are removed. When the server has
    gone, the batch is brought in again once it is back; to do that twice changes nothing.
    """

    def __init__(self, address: Address, schema: str | None, retry_seconds: float) -> None:
        super().__init__()
        self._psycopg = require("psycopg", "postgres")
        self._address = address
        self._schema = schema
        self._retry_seconds = retry_seconds
        self._connection: Connection[Any] | None = None
        self._merges = merges("postgres")

    def prepare(self) -> None:
        """Connect, and make the tables where they are not there. `WriteError` at once when that cannot be done."""
        try:
            self._run(self._make_tables)
        except self._psycopg.Error as error:
            raise self._failure(error, code="database") from error

    def load(self, rows: Rows) -> None:
        """Bring in the rows of several reports, all or none of them."""
        deadline = time.monotonic() + self._retry_seconds
        pause = _FIRST_PAUSE
        while True:
            try:
                self._run(lambda cursor: self._merge(cursor, rows))
                return
            except (self._psycopg.OperationalError, self._psycopg.InterfaceError) as error:
                if time.monotonic() + pause > deadline:
                    raise self._failure(error, code="database-gone") from error
                reason = self._address.clean(str(error))
                _logger.warning("%s: %s; trying again in %.1f s", self._address.shown, reason, pause)
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            except self._psycopg.Error as error:
                raise self._failure(error, code="database") from error

    def close(self) -> None:
        """Leave the server."""
        if self._connection is not None:
            with suppress(self._psycopg.Error):
                self._connection.close()
            self._connection = None

    def _run(self, work: Callable[[Cursor[Any]], None]) -> None:
        """Do ``work`` in one transaction; after an error the connection is given up."""
        try:
            if self._connection is None:
                # Without prepared statements and state of the session, poolers between us and the server do no harm.
                self._connection = self._psycopg.connect(**self._address.parameters, prepare_threshold=None)
            with self._connection.transaction(), self._connection.cursor() as cursor:
                if self._schema is not None:
                    cursor.execute("SELECT set_config('search_path', quote_ident(%s), true)", [self._schema])
                work(cursor)
        except BaseException:
            self.close()
            raise

    def _make_tables(self, cursor: Cursor[Any]) -> None:
        # Nothing is created where it is there, so that a user without the right to create can load.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if self._schema is not None:
            cursor.execute("SELECT FROM pg_namespace WHERE nspname = %s", [self._schema])
            if cursor.fetchone() is None:
                identifier = self._psycopg.sql.Identifier(self._schema)
                cursor.execute(self._psycopg.sql.SQL("CREATE SCHEMA {}").format(identifier))
        there = set()
        for table in TABLES:
            cursor.execute("SELECT to_regclass(quote_ident(%s)) IS NOT NULL", [table])
            if cursor.fetchone() == (True,):
                there.add(table)
                cursor.execute(f'SELECT * FROM "{table}" LIMIT 0'.encode())
                check_columns(table, [column.name for column in cursor.description or ()], self._address.shown)
        if len(there) < len(TABLES):
            for statement in create_statements("postgres"):
                cursor.execute(statement.encode())

    def _merge(self, cursor: Cursor[Any], rows: Rows) -> None:
        for name, table in TABLES.items():
            names = quoted_names(table)
            stage = f'CREATE TEMP TABLE "{staged(name)}" ON COMMIT DROP AS SELECT {names} FROM "{name}" WITH NO DATA'
            cursor.execute(stage.encode())
            with cursor.copy(f'COPY "{staged(name)}" ({names}) FROM STDIN'.encode()) as copy:
                for row in rows[name]:
                    copy.write_row(row)
        for statement in self._merges:
            cursor.execute(statement.encode())

    def _failure(self, error: Exception, code: str) -> WriteError:
        hint = "start the server and run again: what was loaded stays, and loading it twice changes nothing"
        return WriteError(
            f"the database cannot be written: {self._address.clean(str(error))}",
            code=code,
            where=self._address.shown,
            hint=hint if code == "database-gone" else "",
        )


@contextmanager
def open_postgres(
    output: str | None, *, schema: str | None = None, retry_seconds: float = RETRY_SECONDS
) -> Iterator[PostgresSink]:
    """A sink for the database at ``output``, ``postgresql://user@host/database``; its tables are in ``schema``.

    Each batch of reports is brought in as a whole and stays when a later one fails. `WriteError` with code
    ``database-gone`` when the server does not come back within ``retry_seconds``.
    """
    if output is None or "://" not in output:
        raise WriteError(
            "postgres needs the address of a database", code="needs-address", hint="-o postgresql://user@host/database"
        )
    sink = PostgresSink(parse_address(output), schema, retry_seconds)
    try:
        sink.prepare()
        yield sink
        sink.flush()
    finally:
        sink.close()
