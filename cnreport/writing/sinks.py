"""Choosing where reports go: one module a format, loaded when it is chosen."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from cnreport.errors import WriteError


class Sink(Protocol):
    """Takes reports one by one, in the order of the articles."""

    def write(self, json: bytes) -> None:
        """Write one report, given as its line of JSON without the newline."""


class _Format(NamedTuple):
    """How a format is recognised (``marks``: endings of a file's name, or beginnings of an address) and opened."""

    opener: str
    marks: tuple[str, ...]
    options: tuple[str, ...] = ()


_FORMATS = {
    "jsonl": _Format("cnreport.writing.jsonl:open_jsonl", (".jsonl", ".ndjson")),
    "csv": _Format("cnreport.writing.csv:open_csv", (".csv",), ("table", "escape_formulas", "bom")),
    "parquet": _Format("cnreport.writing.parquet:open_parquet", (".parquet",), ("table",)),
    "sqlite": _Format("cnreport.writing.sqlite:open_sqlite", (".sqlite", ".sqlite3", ".db")),
    "duckdb": _Format("cnreport.writing.duckdb:open_duckdb", (".duckdb",)),
    "postgres": _Format(
        "cnreport.writing.postgres:open_postgres", ("postgresql://", "postgres://"), ("schema", "retry_seconds")
    ),
    "html": _Format("cnreport.writing.page:open_page", (".html", ".htm")),
}
FORMATS = tuple(_FORMATS)


def open_sink(
    output: str | os.PathLike[str] | None, form: str | None = None, **options: object
) -> AbstractContextManager[Sink]:
    """A sink of the format ``form``, or of the one that the name of ``output`` tells; standard output without a name.

    What it writes is complete when the block ends; files appear only then, and not at all when it ends with an
    exception. Options, each for the formats that have it; None stands for an option not given:

    ``table`` (csv, parquet)
        write this table alone, to the very file
    ``escape_formulas`` (csv)
        put ``'`` before texts that a spreadsheet would run as a formula
    ``bom`` (csv)
        begin each file with a byte order mark, by which Excel knows UTF-8
    ``schema`` (postgres)
        the schema of the tables; it is made when it is not there
    ``retry_seconds`` (postgres)
        how long to try again when the server has gone, 60 unless given

    `WriteError` when the format is unknown or needs a library that is not installed, when an option is not for it, and
    when the output cannot be written; `BrokenPipeError` when the reader of standard output has gone.
    """
    name = None if output is None else os.fspath(output)
    form = form or _form_of(name)
    if form not in _FORMATS:
        raise WriteError(f"unknown format {form!r}", code="unknown-format", hint=f"choose {', '.join(FORMATS)}")
    given = {option: value for option, value in options.items() if value is not None and value is not False}
    for option in given:
        _check(option, form)
    if name is not None and form != "postgres" and name.startswith(_FORMATS["postgres"].marks):
        raise WriteError(f"the address of a database cannot be written as {form}", code="unknown-format")
    module, _, function = _FORMATS[form].opener.partition(":")
    opener = getattr(import_module(module), function)
    return cast(AbstractContextManager[Sink], opener(name, **given))


def _form_of(output: str | None) -> str:
    """The format that the name of the output tells."""
    if output is None or _is_stream(output):
        return "jsonl"
    lowered = output.lower()
    for form, known in _FORMATS.items():
        if lowered.startswith(known.marks) or lowered.endswith(known.marks):
            return form
    endings = [mark for known in _FORMATS.values() for mark in known.marks if mark.startswith(".")]
    addresses = " or ".join(_FORMATS["postgres"].marks)
    near = "; for JSON, one report a line, end it in .jsonl" if lowered.endswith(".json") else ""
    raise WriteError(
        "the name does not tell the format",
        code="unknown-format",
        where=output.partition("://")[0] if "://" in output else output,
        hint=f"end it in {', '.join(endings)}, begin it with {addresses}, or name the format with --format{near}",
    )


def _is_stream(output: str) -> bool:
    path = Path(output)
    return path.exists() and not path.is_file() and not path.is_dir()


def _check(option: str, form: str) -> None:
    if option not in _FORMATS[form].options:
        forms: list[Any] = [name for name, known in _FORMATS.items() if option in known.options]
        if not forms:
            raise TypeError(f"open_sink has no option {option!r}")
        raise WriteError(f"{option} is an option of {' and '.join(forms)}, not of {form}", code="unused-option")
