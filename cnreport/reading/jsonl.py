"""JSON Lines: each line an object, one of its keys holding an article's text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cnreport.errors import ReadError
from cnreport.reading.article import Article, Columns, Limits, Line
from cnreport.reading.opening import Narrowed, table
from cnreport.reading.rows import SAMPLE, day_of, decode_row, encoding_of, no_column, row_of, text_in, too_large
from cnreport.text import Source


def rows(file: Article, narrowed: Narrowed, columns: Columns, limits: Limits) -> Iterator[Article]:
    """The rows of a file of JSON lines, empty lines left out; a row's number is its line's."""
    data = narrowed.file
    start = data.seek(narrowed.start)
    encoding = encoding_of(data.read(SAMPLE), narrowed.encoding)
    data.seek(start)
    key = json.dumps(columns.id, ensure_ascii=False).encode(encoding, "replace")
    number = 0
    while line := data.readline(limits.bytes + 1):
        number += 1
        length = len(line)
        if length > limits.bytes and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = data.readline(limits.bytes + 1)
                length += len(line)
            yield row_of(file, number, error=too_large(limits.bytes))
        elif not line.isspace():
            # The row is parsed here only for its id, and where it has none not at all.
            name = _id(line, encoding, columns.id) if key in line else None
            yield row_of(file, number, name, place=Line(start, length, encoding, columns.text, columns.date))
        start += length


def _id(line: bytes, encoding: str, key: str) -> object:
    try:
        return _object(decode_row(line, encoding)).get(key)
    except ReadError:
        return None


def read_row(article: Article, place: Line, limits: Limits) -> Source:
    """The text of one line; `ReadError` with the code bad-row or no-column."""
    data = table(article, limits)
    data.seek(place.start)
    row = _object(decode_row(data.read(place.length), place.encoding))
    if place.text not in row:
        raise no_column(place.text, row)
    return Source(text_in(row[place.text], place.text), article.name, day_of(row.get(place.date)))


def _object(line: str) -> dict[str, Any]:
    try:
        # Numbers stay as written: nobody counts with them, and one of a million digits takes no time.
        row = json.loads(line, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise ReadError(f"the line is no JSON: {reason}", code="bad-row") from error
    if not isinstance(row, dict):
        raise ReadError("the line is JSON, but no object", code="bad-row", hint='each line is to be {"text": "…"}')
    return row
