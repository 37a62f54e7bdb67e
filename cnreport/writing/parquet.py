"""Parquet: one file a table, written row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from cnreport.errors import WriteError
from cnreport.writing.arrow import arrow_batch, arrow_schema
from cnreport.writing.extras import require
from cnreport.writing.rows import Row
from cnreport.writing.table_files import table_files
from cnreport.writing.table_sink import TableSink
from cnreport.writing.tables import Rows

if TYPE_CHECKING:
    import pyarrow as pa

# Rows become Arrow, which is far smaller, at the first number, and a row group at the second.
BATCH_ROWS = 2_000
GROUP_ROWS = 50_000


class _Outlet:
    """The stream as pyarrow writes to it. Abandoned, it takes the file's end that pyarrow insists on to nowhere."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.abandoned = False

    def write(self, data: bytes) -> int:
        return len(data) if self.abandoned else self._stream.write(data)

    def tell(self) -> int:
        return self._stream.tell()

    def flush(self) -> None:
        """The stream's owner does."""

    def close(self) -> None:
        """The stream's owner does."""


class _TableWriter:
    """Writes one table; holds no more than one row group."""

    def __init__(self, table: str, stream: BinaryIO) -> None:
        arrow, parquet = require("pyarrow", "parquet"), require("pyarrow.parquet", "parquet")
        self._outlet = _Outlet(stream)
        self._table = table
        self._rows: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self._held = 0
        self._writer = parquet.ParquetWriter(
            arrow.PythonFile(self._outlet, "w"), arrow_schema(table), compression="zstd"
        )

    def add(self, rows: list[Row]) -> None:
        self._rows += rows
        while len(self._rows) >= BATCH_ROWS:
            self._hold(self._rows[:BATCH_ROWS])
            del self._rows[:BATCH_ROWS]

    def close(self) -> None:
        self._hold(self._rows)
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        self._outlet.abandoned = True
        self._writer.close()

    def _hold(self, rows: list[Row]) -> None:
        self._batches.append(arrow_batch(self._table, rows))
        self._held += len(rows)
        if self._held >= GROUP_ROWS:
            self._write()

    def _write(self) -> None:
        if self._held:
            arrow = require("pyarrow", "parquet")
            self._writer.write_table(arrow.Table.from_batches(self._batches), row_group_size=self._held)
        self._batches, self._held = [], 0


class ParquetSink(TableSink):
    """Writes the rows of each table to its stream; complete after `close`."""

    def __init__(self, streams: dict[str, BinaryIO]) -> None:
        super().__init__()
        self._writers = {table: _TableWriter(table, stream) for table, stream in streams.items()}

    def add(self, rows: Rows) -> None:
        """Write the rows of one report."""
        for table, writer in self._writers.items():
            writer.add(rows[table])

    def close(self) -> None:
        """Write what is left, and the end of each file."""
        for writer in self._writers.values():
            writer.close()

    def abandon(self) -> None:
        """Write no more: the files will not appear."""
        for writer in self._writers.values():
            writer.abandon()


@contextmanager
def open_parquet(output: str | None, *, table: str | None = None) -> Iterator[ParquetSink]:
    """A sink for the files that `table_files` describes."""
    require("pyarrow", "parquet")
    if output is None:
        raise WriteError("parquet is written to files", code="needs-file", hint="name a file or folder with -o")
    with table_files(output, ".parquet", table) as streams:
        sink = ParquetSink(streams)
        try:
            yield sink
            sink.close()
        except BaseException:
            sink.abandon()
            raise
