"""CSV and TSV: a header line, then rows, one of their cells holding an article's text.

Commas, quotation marks and line ends are single bytes that are part of no other character in UTF-8, GB18030 and Big5,
so the rows are found without decoding them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from cnreport.errors import ReadError
from cnreport.reading.article import Article, Cells, Columns, Limits
from cnreport.reading.opening import Narrowed, table
from cnreport.reading.rows import (
    SAMPLE,
    day_of,
    decode_row,
    encoding_of,
    positions,
    row_of,
    text_in,
    too_large,
)
from cnreport.text import Source

_DELIMITERS = (",", "\t", ";", "|")
_BYTES = "latin-1"


class _TooLargeError(Exception):
    pass


class _Lines:
    """The lines of a file as csv wants them, a character for a byte; it knows where the present row began."""

    def __init__(self, file: IO[bytes], start: int, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.row = self.end = file.seek(start)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._limit + 1)
        self.end += len(line)
        if not line:
            raise StopIteration
        if self.end - self.row > self._limit:
            while line and not line.endswith(b"\n"):
                line = self._file.readline(self._limit + 1)
                self.end += len(line)
            raise _TooLargeError
        return line.decode(_BYTES)


def rows(file: Article, narrowed: Narrowed, columns: Columns, limits: Limits) -> Iterator[Article]:
    """The rows of a table with a header, numbered from 1 after it, empty lines left out.

    `ReadError` with the code no-column when the header lacks a column, bad-row when there is no header to read.
    """
    narrowed.file.seek(narrowed.start)
    sample = narrowed.file.read(SAMPLE)
    encoding = encoding_of(sample, narrowed.encoding)
    delimiter = _delimiter(sample.partition(b"\n")[0], columns.text.encode(encoding, "replace"))
    allow_long_cells(limits)
    lines = _Lines(narrowed.file, narrowed.start, limits.bytes)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header = _header(reader, encoding)
    text, name, date = positions(header, columns)
    number = 0
    while True:
        lines.row = lines.end
        error = None
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLargeError:
            error = too_large(limits.bytes)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        except csv.Error as fault:
            error = ReadError(f"the row is no CSV: {fault}", code="bad-row")
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        if not cells and error is None:
            continue
        number += 1
        place = Cells(lines.row, lines.end - lines.row, encoding, delimiter, text, date)
        named = _decoded(cells[name], encoding) if name is not None and name < len(cells) else None
        yield row_of(file, number, named, place=place, error=error)


def read_row(article: Article, place: Cells, limits: Limits) -> Source:
    """The text of one row; `ReadError` with the code bad-row."""
    data = table(article, limits)
    data.seek(place.start)
    row = decode_row(data.read(place.length), place.encoding)
    allow_long_cells(limits)
    try:
        cells = next(csv.reader(row.splitlines(keepends=True), delimiter=place.delimiter, strict=True), [])
    except csv.Error as error:
        raise ReadError(f"the row is no CSV: {error}", code="bad-row") from error
    if place.text >= len(cells):
        raise ReadError(f"the row has {len(cells)} cells, and the text is in column {place.text + 1}", code="bad-row")
    date = cells[place.date] if place.date is not None and place.date < len(cells) else None
    return Source(text_in(cells[place.text], "text"), article.name, day_of(date))


def allow_long_cells(limits: Limits) -> None:
    """Let csv read cells as long as an article may be: its own limit is 128 kB, and the same for the whole process."""
    if csv.field_size_limit() < limits.bytes:
        csv.field_size_limit(limits.bytes)


def _header(reader: Iterator[list[str]], encoding: str) -> list[str]:
    try:
        return [_decoded(cell, encoding).strip() for cell in next(reader, [])]
    except (csv.Error, _TooLargeError) as error:
        raise ReadError("its first line is no header of a table", code="bad-row") from error


def _delimiter(header: bytes, text: bytes) -> str:
    """The mark that sets the text column apart in the header, or that which the header has most of."""
    for mark in _DELIMITERS:
        if text in (name.strip(b'" \r') for name in header.split(mark.encode())) and mark.encode() in header:
            return mark
    return max(_DELIMITERS, key=lambda mark: header.count(mark.encode()))


def _decoded(cell: str, encoding: str) -> str:
    return cell.encode(_BYTES).decode(encoding, "replace")
