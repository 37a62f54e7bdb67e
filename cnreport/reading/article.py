"""Where an article lies, and how much of one is read: what the listing hands to the workers."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Literal

from cnreport.errors import ReadError

STDIN = "-"
"""The path that means standard input."""

MAX_BYTES = 64 * 2**20
"""The largest article read unless another limit is given."""

Form = Literal["txt", "html", "docx", "pdf", "jsonl", "csv", "parquet", "zip"]

_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before an article is refused."""

    bytes: int = MAX_BYTES
    """The largest article: a file, an archive's member, a row; also the longest text taken out of one."""
    expanded: int = 4 * 2**30
    """All that one archive, or standard input, may hold when unpacked, in bytes."""
    ratio: int = 200
    """How many times its packed size a member may have; 1 MiB unpacked is always allowed."""
    members: int = 100_000
    """How many members one archive may have."""
    depth: int = 3
    """How deep archives may lie in archives; 1 is an archive without any inside."""
    pages: int = 2000
    """The pages of a PDF."""
    nesting: int = 2000
    """How deep the elements of an HTML page may lie in each other."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, or the keys of a JSON line, that hold the text, the id and the date.

    A table must have the text column. It may do without the other two where they have the names given here; a name
    that somebody chose must be there.
    """

    text: str = "text"
    id: str = "id"
    date: str = "date"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of JSON: ``length`` bytes from ``start``, and the keys of text and date."""

    start: int
    length: int
    encoding: str
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of separated values: ``length`` bytes from ``start``, and the positions of text and date in it."""

    start: int
    length: int
    encoding: str
    delimiter: str
    text: int
    date: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a Parquet file: the ``index``-th of a row group, and the columns of text and date."""

    group: int
    index: int
    text: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """The address of one article: small, picklable, enough to fetch this article and no other.

    ``name`` is what the report calls its source: the path as given, ``a.zip!b.txt`` for an archive's member, a row's
    id or ``a.csv#17``. It can be shown as it is; two articles may have the same, as two rows may have the same id.
    ``key`` says the same for machines: it is never that of another article of the same listing.

    ``path`` is the file on disk, for standard input the file it was kept in. ``stamp`` is the file's size and time of
    change when it was listed, None when it was not there. ``error`` is what the listing found wrong already; reading
    the article raises it.
    """

    name: str
    key: str
    path: str
    form: Form | None = None
    members: tuple[int, ...] = ()
    place: Line | Cells | Cell | None = None
    stamp: tuple[int, int] | None = None
    error: ReadError | None = field(default=None, compare=False)


def shown(name: str) -> str:
    """A name as a report and a terminal can hold it: Unicode, without control characters."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _HARMFUL.sub("\ufffd", text)


def key_of(path: str) -> str:
    """A file's key: its path, with bytes that are not UTF-8 as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def stamp_of(status: os.stat_result) -> tuple[int, int]:
    """What tells whether a file has changed: its size and its time of change in nanoseconds."""
    return status.st_size, status.st_mtime_ns
