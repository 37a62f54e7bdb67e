"""Parquet files: their rows are listed by a process of their own, and read a few at a time.

The library that reads them is C++: bytes made to hurt it must not end the process that hands out the work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

from cnreport.errors import ReadError
from cnreport.reading.article import Article, Cell, Columns, Limits
from cnreport.reading.opening import kept, stream
from cnreport.reading.rows import day_of, no_column, positions, row_of, text_in
from cnreport.reading.unpacking import refuse_bomb, refuse_large
from cnreport.text import Source

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

PATIENCE = 120.0
"""Seconds that the listing waits for the next rows of a Parquet file."""

# So many rows, or bytes of texts, are in memory at once.
_BATCH_ROWS = 64
_BATCH_BYTES = 64 * 2**20


def rows(file: Article, data: IO[bytes], columns: Columns, limits: Limits) -> Iterator[Article]:
    """The rows of a Parquet file, numbered from 1.

    `ReadError` with the code missing-extra without pyarrow, no-column, zip-bomb, too-large or broken.
    """
    _need_pyarrow()
    data.seek(0)
    # -P: the folder the user is in is no place to import from.
    lister = subprocess.Popen(
        [sys.executable, "-P", "-m", "cnreport.reading.parquet_lister", columns.id],
        stdin=data.fileno(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    number = 0
    text, date = columns.text, None
    assert lister.stdout is not None
    try:
        while (message := _next(lister, lister.stdout)) is not None:
            if "error" in message:
                raise ReadError(message["error"], code="broken")
            if "columns" in message:
                names = message["columns"]
                _, _, where = positions(names, columns)
                date = None if where is None else names[where]
                packed, unpacked = message["sizes"].get(text, (0, 0))
                refuse_bomb(packed, unpacked, limits)
                refuse_large(unpacked, limits.expanded)
                continue
            for index, name in enumerate(message["ids"], message["first"]):
                number += 1
                yield row_of(file, number, name, place=Cell(message["group"], index, text, date))
    finally:
        lister.kill()
        lister.stdout.close()
        lister.wait()


def _next(lister: subprocess.Popen[bytes], output: IO[bytes]) -> dict[str, Any] | None:
    """The lister's next message, None after the last."""
    timer = Timer(PATIENCE, lister.kill)
    timer.daemon = True
    timer.start()
    try:
        line = output.readline()
    finally:
        timer.cancel()
    if line:
        message: dict[str, Any] = json.loads(line)
        return message
    code = lister.wait()
    if code:
        raise ReadError(f"a broken Parquet file: what lists its rows ended with {code}", code="broken")
    return None


class _Rows:
    """The rows of one row group, a few in memory: asked for in order they are read once."""

    def __init__(self, file: ParquetFile, group: int, columns: list[str]) -> None:
        self._file = file
        self._group = group
        self._columns = columns
        group_size = file.metadata.row_group(group)
        mean = group_size.total_byte_size // max(1, group_size.num_rows)
        self._batch_rows = min(_BATCH_ROWS, max(1, _BATCH_BYTES // max(1, mean)))
        self._restart()

    def _restart(self) -> None:
        self._batches = self._file.iter_batches(self._batch_rows, row_groups=[self._group], columns=self._columns)
        self._first = self._end = 0
        self._batch: Any = None

    def row(self, index: int) -> dict[str, Any]:
        if index < self._first:
            self._restart()
        while index >= self._end:
            self._batch = next(self._batches)
            self._first, self._end = self._end, self._end + self._batch.num_rows
        row: dict[str, Any] = self._batch.slice(index - self._first, 1).to_pylist()[0]
        return row

    def close(self) -> None:
        self._batches = self._batch = None


class _Opened:
    def __init__(self, data: IO[bytes], text: str) -> None:
        from pyarrow import PythonFile
        from pyarrow.parquet import ParquetFile, read_metadata

        data.seek(0)
        schema = read_metadata(PythonFile(data, mode="r")).schema
        leaves = {schema.column(index).path for index in range(len(schema))}
        # A text that many rows share is one in memory too, as it is in the file.
        shared = [text] if text in leaves else []
        data.seek(0)
        self._file = ParquetFile(
            PythonFile(data, mode="r"), buffer_size=2**20, pre_buffer=False, read_dictionary=shared
        )
        self._at: tuple[int, tuple[str, ...]] | None = None
        self._rows: _Rows | None = None

    def row(self, place: Cell) -> dict[str, Any]:
        columns = [place.text, *([place.date] if place.date else [])]
        at = (place.group, tuple(columns))
        if self._rows is None or self._at != at:
            self._at, self._rows = at, _Rows(self._file, place.group, columns)
        return self._rows.row(place.index)

    def close(self) -> None:
        self._rows = None


def read_row(article: Article, place: Cell, limits: Limits) -> Source:
    """The text of one row; `ReadError` with the code missing-extra, broken, no-column, bad-row or too-large."""
    _need_pyarrow()
    data = stream(article, limits)
    try:
        row = kept(article, "parquet", lambda: _Opened(data, place.text)).row(place)
    except MemoryError:
        raise
    except Exception as error:  # Arrow's own errors, and what its bindings make of hostile bytes
        raise ReadError(f"a broken Parquet file: {error}", code="broken") from error
    if place.text not in row:  # a damaged directory may name what is not there
        raise no_column(place.text, row)
    text = text_in(row[place.text], place.text)
    if len(text) > limits.bytes:
        raise ReadError(f"the text is longer than {limits.bytes} characters", code="too-large", hint="raise the limit")
    return Source(text, article.name, day_of(row.get(place.date)) if place.date else None)


def _need_pyarrow() -> None:
    if find_spec("pyarrow") is None:
        raise ReadError("reading Parquet needs pyarrow", code="missing-extra", hint="pip install 'cnreport[parquet]'")
