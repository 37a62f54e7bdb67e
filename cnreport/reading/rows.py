"""What the rows of all tables have in common: names, columns, texts, days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cnreport.errors import ReadError
from cnreport.reading.article import Article, Cell, Cells, Columns, Line, shown
from cnreport.reading.encodings import decode

SAMPLE = 2**20
"""How many bytes of a table tell its encoding."""

_LONGEST_ID = 300
_MOST_NAMES = 30
_DAY = re.compile(
    r"\s*(\d{4})(?:-(\d\d?)-(\d\d?)|/(\d\d?)/(\d\d?)|\.(\d\d?)\.(\d\d?)|年(\d\d?)月(\d\d?)日|(\d\d)(\d\d))(?!\d)"
)
_DEFAULT = Columns()


def row_of(
    table: Article,
    number: int,
    name: object = None,
    *,
    place: Line | Cells | Cell | None = None,
    error: ReadError | None = None,
) -> Article:
    """The address of a table's row, the ``number``-th from 1; its name is its id when that is one."""
    plain = f"#{number}"
    text = str(name).strip() if isinstance(name, (str, int)) and not isinstance(name, bool) else ""
    return replace(
        table,
        name=shown(text) if 0 < len(text) <= _LONGEST_ID else table.name + plain,
        key=table.key + plain,
        place=place,
        error=error,
    )


def positions(names: Sequence[str], columns: Columns) -> tuple[int, int | None, int | None]:
    """Where text, id and date are among the ``names`` of a table's columns.

    `ReadError` with the code no-column, which names the columns there are, when there is no text column, or no other
    column that somebody has chosen.
    """
    wanted = (
        (columns.text, True),
        (columns.id, columns.id != _DEFAULT.id),
        (columns.date, columns.date != _DEFAULT.date),
    )
    for name, needed in wanted:
        if needed and name not in names:
            raise no_column(name, names)
    found = [names.index(name) if name in names else None for name, _ in wanted]
    text = found[0]
    assert text is not None
    return text, found[1], found[2]


def no_column(name: str, names: Iterable[str]) -> ReadError:
    """The error that says which columns there are instead of ``name``."""
    there = [shown(str(other))[:100] for other in names]
    more = f" and {len(there) - _MOST_NAMES} more" if len(there) > _MOST_NAMES else ""
    listed = ", ".join(there[:_MOST_NAMES]) or "none"
    return ReadError(
        f"there is no column {name!r}; the columns are: {listed}{more}",
        code="no-column",
        hint="say which column holds the text, the id or the date",
    )


def too_large(limit: int) -> ReadError:
    """The error of a row that is longer than an article may be."""
    return ReadError(
        f"the row is longer than {limit} bytes",
        code="too-large",
        hint="a quotation mark or a line break may be missing; or raise the limit",
    )


def encoding_of(sample: bytes, stated: str) -> str:
    """The encoding of a table whose first bytes are ``sample``: the stated one, or what the sample looks like."""
    if stated:
        return stated
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        return decode(whole)[1]
    except ReadError:
        return "utf-8"


def decode_row(data: bytes, encoding: str) -> str:
    """A row in the table's encoding, or in the one it has for itself."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return decode(data)[0]


def text_in(value: object, column: str) -> str:
    """The text that a row has in its text column; `ReadError` with the code bad-row when it is none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReadError(f"{column!r} holds {type(value).__name__}, not text", code="bad-row")
    return value


def day_of(value: object) -> str | None:
    """The day (YYYY-MM-DD) that a date column states: a date, a time, or a text that begins with one; else None."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    match = _DAY.match(str(value)) if isinstance(value, (str, int)) else None
    if not match:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups() if part)).isoformat()
    except ValueError:
        return None
