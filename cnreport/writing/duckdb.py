"""DuckDB: the tables in one file, brought up to date where they are there already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cnreport.errors import WriteError
from cnreport.writing.arrow import arrow_batch
from cnreport.writing.atomic import replacing_file
from cnreport.writing.existing import check_columns
from cnreport.writing.extras import require
from cnreport.writing.sql import create_statements, merges, quoted_names, staged
from cnreport.writing.table_sink import BatchSink
from cnreport.writing.tables import TABLES, Rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# No network and no files but the database itself.
_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class DuckdbSink(BatchSink):
    """Brings the rows of the reports into the tables of ``connection``, many reports at a time.

    A report that is there already is brought up to date: its rows that no longer exist are removed.
    """

    def __init__(self, connection: DuckDBPyConnection, fresh: bool) -> None:
        super().__init__()
        self._connection = connection
        # Into a new file the rows are inserted as they are, which is faster.
        self._statements = (
            [f'INSERT INTO "{name}" ({names}) SELECT {names} FROM "{staged(name)}"' for name, names in _names()]
            if fresh
            else merges("duckdb")
        )

    def load(self, rows: Rows) -> None:
        """Bring in the rows of several reports."""
        pa = require("pyarrow", "duckdb")
        for name, found in rows.items():
            self._connection.register(staged(name), pa.Table.from_batches([arrow_batch(name, found)]))
        for statement in self._statements:
            self._connection.execute(statement)
        for name in rows:
            self._connection.unregister(staged(name))


@contextmanager
def open_duckdb(output: str | None) -> Iterator[DuckdbSink]:
    """A sink for the DuckDB file ``output``.

    A new file appears when the block ends; into one that is there the rows are brought in one transaction. Either way
    nothing changes when the block ends with an exception.
    """
    duckdb = require("duckdb", "duckdb")
    require("pyarrow", "duckdb")
    if output is None:
        raise WriteError("a DuckDB database is a file", code="needs-file", hint="name it with -o")
    path = Path(output)
    try:
        if path.is_file() and path.stat().st_size:
            with _connected(path) as connection:
                yield from _filled(DuckdbSink(connection, fresh=False))
        else:
            with replacing_file(path) as draft:
                log = draft.with_name(f"{draft.name}.wal")
                try:
                    with _connected(draft, scratch=True) as connection:
                        yield from _filled(DuckdbSink(connection, fresh=True))
                finally:
                    with suppress(FileNotFoundError):
                        log.unlink()
    except duckdb.Error as error:
        raise WriteError(f"cannot be written: {str(error).splitlines()[0]}", where=output) from error


def _names() -> Iterator[tuple[str, str]]:
    for name, table in TABLES.items():
        yield name, quoted_names(table)


def _filled(sink: DuckdbSink) -> Iterator[DuckdbSink]:
    yield sink
    sink.flush()


@contextmanager
def _connected(path: Path, scratch: bool = False) -> Iterator[DuckDBPyConnection]:
    """A connection with the tables there, in one transaction unless ``scratch``: a new file, thrown away on failure."""
    duckdb = require("duckdb", "duckdb")
    with closing(duckdb.connect(str(path), config=_CONFIG)) as connection:
        if not scratch:
            connection.execute("BEGIN")
        try:
            for statement in create_statements("duckdb"):
                connection.execute(statement)
            for table in TABLES:
                found = connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
                check_columns(table, [column[0] for column in found], str(path))
            yield connection
            if not scratch:
                connection.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):
                connection.rollback()
            raise
