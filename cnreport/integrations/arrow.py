"""Arrow batches of articles in, Arrow batches of tables out: the function that every engine with Arrow can call.

A row goes in as a text and its id. What comes out is one of `OUTPUTS`: a flat table of docs/tables.md, or ``nested``,
the report as JSON. Each row of the output begins with ``article``, the id of its article, and ends with ``error_code``
and ``error_reason``. An article that fails is one row with these three alone: no article is lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cnreport.batch.settings import Settings
from cnreport.batch.work import Extract, Job, unpack, work
from cnreport.errors import ReadError, WriteError
from cnreport.reading import read_article
from cnreport.reading.rows import day_of, no_column, text_in
from cnreport.text import Source
from cnreport.writing.arrow import arrow_schema, batch_of
from cnreport.writing.columns import Value, text
from cnreport.writing.extras import require
from cnreport.writing.rows import Row
from cnreport.writing.tables import TABLES, rows

if TYPE_CHECKING:
    import pyarrow as pa

NESTED = "nested"
OUTPUTS = (*TABLES, NESTED)

ARTICLE = text("article", "", "the id of the article in the input")
REPORT = text("report", "", "the report, JSON")
ERROR_CODE = text("error_code", "", "null, or what was wrong with the article: a code of docs/errors.md")
ERROR_REASON = text("error_reason", "", "the same in words")

# So many characters of JSON make a batch: some megabytes, whatever the size of the batches that come in.
_BATCH_CHARACTERS = 4 * 2**20
_PIPELINES = 4


class _Done(NamedTuple):
    """What became of one article: its report as JSON, or why there is none."""

    article: str | None
    report: str | bytes | None
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Key:
    """Settings that can be looked up: two are equal when they make the same pipeline, were they a mapping or a file."""

    fingerprint: tuple[tuple[str, str], ...]
    settings: Settings = field(compare=False)


def output_schema(table: str = "records") -> pa.Schema:
    """The Arrow schema of what comes out as ``table``, one of `OUTPUTS`. Any column may be null: see the module."""
    pa = require("pyarrow", "parquet")
    _check_output(table)
    first, *last = (
        pa.field(column.name, pa.string(), metadata={"meaning": column.meaning})
        for column in (ARTICLE, REPORT, ERROR_CODE, ERROR_REASON)
    )
    if table == NESTED:
        return pa.schema([first, *last])
    flat = arrow_schema(table)
    return pa.schema([first, *(column.with_nullable(True) for column in flat), *last[1:]], metadata=flat.metadata)


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    table: str = "records",
    *,
    text_col: str = "text",
    id_col: str = "id",
    date_col: str | None = None,
    settings: Settings | None = None,
) -> Iterator[pa.RecordBatch]:
    """Extract the articles of ``batches``, one a row, to batches of ``table``, one of `OUTPUTS`; lazily, in order.

    ``date_col`` holds the day of publication as a date or as text. The pipeline of ``settings`` is built at the first
    batch and kept for the process. `ReadError` with the code no-column where a column is not there, and what
    `Settings.load` raises when the pipeline cannot be built; a fault of one article is its row's error.
    """
    schema = output_schema(table)

    def done() -> Iterator[_Done]:
        for batch in batches:
            yield from _extract(batch, text_col, id_col, date_col, settings or Settings())

    return _written(done(), table, schema)


def extract_table(
    data: Any,
    table: str = "records",
    *,
    text_col: str = "text",
    id_col: str = "id",
    date_col: str | None = None,
    settings: Settings | None = None,
) -> pa.Table:
    """`extract_batches` for all of ``data`` at once.

    ``data`` is an Arrow table, batch or reader, or anything that gives itself as a stream of Arrow: a data frame of
    Polars or pandas, a relation of DuckDB.
    """
    made = extract_batches(
        _as_table(data).to_batches(), table, text_col=text_col, id_col=id_col, date_col=date_col, settings=settings
    )
    return require("pyarrow", "parquet").Table.from_batches(made, output_schema(table))


def flatten_batches(batches: Iterable[pa.RecordBatch], table: str = "records") -> Iterator[pa.RecordBatch]:
    """Batches of ``nested``, as `extract_batches` makes them, to batches of the flat ``table``.

    So all tables come from one extraction. `ReadError` with the code no-column when ``batches`` are something else.
    """
    schema = output_schema(table)

    def done() -> Iterator[_Done]:
        for batch in batches:
            columns = [_column(batch, column.name) for column in (ARTICLE, REPORT, ERROR_CODE, ERROR_REASON)]
            for row in zip(*columns, strict=True):
                yield _Done(*(value.as_py() for value in row))

    return _written(done(), table, schema)


def flatten_table(data: Any, table: str = "records") -> pa.Table:
    """`flatten_batches` for all of ``data`` at once, which may be what `extract_table` takes."""
    made = flatten_batches(_as_table(data).to_batches(), table)
    return require("pyarrow", "parquet").Table.from_batches(made, output_schema(table))


def pipeline_of(settings: Settings) -> Extract:
    """The pipeline of ``settings``, built once a process for as long as the rules and models are the same."""
    return _built(_Key(tuple(settings.fingerprint().items()), settings))


def _check_output(table: str) -> None:
    if table not in OUTPUTS:
        raise WriteError(f"there is no table {table!r}", code="unknown-table", hint=f"choose {', '.join(OUTPUTS)}")


def _as_table(data: Any) -> pa.Table:
    pa = require("pyarrow", "parquet")
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    return data if isinstance(data, pa.Table) else pa.table(data)


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    names = batch.schema.names
    if name not in names:
        raise no_column(name, names)
    return batch.column(names.index(name))


def _extract(
    batch: pa.RecordBatch, text_col: str, id_col: str, date_col: str | None, settings: Settings
) -> Iterator[_Done]:
    texts, ids = _column(batch, text_col), _column(batch, id_col)
    dates = None if date_col is None else _column(batch, date_col)
    extract = pipeline_of(settings)
    for number in range(batch.num_rows):
        name = ids[number].as_py()
        article = None if name is None else str(name)
        day = None if dates is None else day_of(dates[number].as_py())
        try:
            source = Source(text_in(texts[number].as_py(), text_col), article or "", day)
        except ReadError as error:
            yield _Done(article, None, error.code, error.message)
            continue
        yield _extracted(article, source, extract)


def _extracted(article: str | None, source: Source, extract: Extract) -> _Done:
    outcome = work(Job(0, source), read_article, extract)
    if outcome.packed is not None:
        return _Done(article, unpack(outcome.packed))
    (error,) = outcome.errors
    return _Done(article, None, error.code, error.message)


@lru_cache(_PIPELINES)
def _built(key: _Key) -> Extract:
    return key.settings.load()


def _written(done: Iterable[_Done], table: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of ``table`` for what is done, in batches of a bounded size."""
    rows_of = _nested_rows if table == NESTED else _flat_rows(table)
    gathered: list[Row] = []
    characters = 0
    for one in done:
        gathered += rows_of(one)
        characters += len(one.report or "")
        if characters >= _BATCH_CHARACTERS:
            yield batch_of(schema, gathered)
            gathered, characters = [], 0
    if gathered:
        yield batch_of(schema, gathered)


def _nested_rows(one: _Done) -> list[Row]:
    report = one.report.decode() if isinstance(one.report, bytes) else one.report
    return [(one.article, report, one.code, one.reason)]


def _flat_rows(table: str) -> Callable[[_Done], list[Row]]:
    from cnreport.schema import Report

    nothing: list[Value] = [None] * len(TABLES[table].columns)

    def flat_rows(one: _Done) -> list[Row]:
        if one.report is None:
            return [(one.article, *nothing, one.code, one.reason)]
        found = rows(Report.model_validate_json(one.report))[table]
        return [(one.article, *row, None, None) for row in found]

    return flat_rows
