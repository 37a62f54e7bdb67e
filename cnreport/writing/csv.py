"""Comma-separated values: one file a table, UTF-8, a line of column names first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import StringIO
from typing import BinaryIO

from cnreport.schema import plain_decimal
from cnreport.writing.columns import Type, Value, positions
from cnreport.writing.rows import Row
from cnreport.writing.table_files import table_files
from cnreport.writing.table_sink import TableSink
from cnreport.writing.tables import TABLES, Rows

# What makes a spreadsheet read a cell as a formula; it takes the full-width signs of Chinese text for the same.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class CsvSink(TableSink):
    """Writes the rows of each table to its stream.

    Null is an empty cell, a list a JSON array, a truth ``true`` or ``false``, a decimal in plain notation.
    """

    def __init__(self, streams: dict[str, BinaryIO], escape_formulas: bool, bom: bool) -> None:
        super().__init__()
        self._streams = streams
        self._escape = escape_formulas
        types: tuple[Type, ...] = ("decimal", "texts", "boolean", *(("text",) if escape_formulas else ()))
        self._changed = {table: positions(TABLES[table], *types) for table in streams}
        for table, stream in streams.items():
            names: list[Value] = [column.name for column in TABLES[table].columns]
            stream.write((b"\xef\xbb\xbf" if bom else b"") + _lines([names]))

    def add(self, rows: Rows) -> None:
        """Write the rows of one report."""
        for table, stream in self._streams.items():
            stream.write(_lines([self._cells(row, self._changed[table]) for row in rows[table]]))

    def _cells(self, row: Row, changed: list[int]) -> list[Value]:
        """The row as `csv.writer` is to write it: it makes an empty cell of null, and digits of a number."""
        cells = list(row)
        for position in changed:
            cells[position] = self._cell(cells[position])
        return cells

    def _cell(self, value: Value) -> Value:
        if value is None:
            return None
        if isinstance(value, str):
            return "'" + value if self._escape and value.startswith(_FORMULA) else value
        if isinstance(value, Decimal):
            return plain_decimal(value)
        return json.dumps(value, ensure_ascii=False)


def _lines(rows: list[list[Value]]) -> bytes:
    lines = StringIO(newline="")
    # The standard terminator, CR LF, makes the writer quote a lone CR in a cell as well.
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode()


@contextmanager
def open_csv(
    output: str | None, *, table: str | None = None, escape_formulas: bool = False, bom: bool = False
) -> Iterator[CsvSink]:
    """A sink for the files that `table_files` describes."""
    with table_files(output, ".csv", table) as streams:
        yield CsvSink(streams, escape_formulas, bom)
