"""Spark: the articles of a DataFrame to a DataFrame of one of the tables.

Every Python worker of an executor builds the pipeline once and keeps it. cnreport must be installed where the
executors run; nothing else is sent to them but the settings, with the rules themselves, not their path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from cnreport.batch.settings import Settings
from cnreport.integrations.arrow import (
    ARTICLE,
    ERROR_CODE,
    ERROR_REASON,
    NESTED,
    REPORT,
    extract_batches,
    flatten_batches,
    output_schema,
    pipeline_of,
)
from cnreport.reading.rows import no_column
from cnreport.rules import read_overlay
from cnreport.writing.columns import PRECISION, Column, Type
from cnreport.writing.tables import TABLES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TYPES: dict[Type, str] = {
    "text": "STRING",
    "texts": "ARRAY<STRING>",
    "integer": "BIGINT",
    "float": "DOUBLE",
    "decimal": f"DECIMAL({PRECISION}, {{scale}})",
    "boolean": "BOOLEAN",
}


def extract_df(
    df: DataFrame,
    text_col: str = "text",
    id_col: str = "id",
    *,
    table: str = "records",
    date_col: str | None = None,
    settings: Settings | None = None,
) -> DataFrame:
    """The articles of ``df``, one a row, as the DataFrame of ``table``: lazy, partition by partition.

    ``table`` is a flat table (docs/tables.md) or ``nested``, the report as JSON. The columns are those of `ddl`:
    ``article`` first, which is the id as text, ``error_code`` and ``error_reason`` last. An article that fails is one
    row with these three alone. ``date_col`` holds the day of publication, ``settings`` what `cnreport.load` takes.

    The set-up is tried here, before any executor: `ReadError` with the code no-column, `WriteError` with the code
    unknown-table, and what `Settings.load` raises.
    """
    schema = ddl(table)
    settings = settings or Settings()
    pipeline_of(settings)
    columns = {"text": text_col, "id": id_col} | ({} if date_col is None else {"date": date_col})
    extract = partial(
        extract_batches, table=table, date_col=None if date_col is None else "date", settings=_portable(settings)
    )
    return _chosen(df, columns).mapInArrow(extract, schema)


def flatten_df(nested: DataFrame, table: str = "records") -> DataFrame:
    """The flat ``table`` of a DataFrame that `extract_df` made as ``nested``.

    Save or cache the nested one, and all tables come from one extraction.
    """
    schema = ddl(table)
    columns = {column.name: column.name for column in (ARTICLE, REPORT, ERROR_CODE, ERROR_REASON)}
    return _chosen(nested, columns).mapInArrow(partial(flatten_batches, table=table), schema)


def ddl(table: str = "records") -> str:
    """The columns of what `extract_df` gives for ``table`` as Spark writes a schema, their meanings as comments."""
    output_schema(table)  # refuses a table that does not exist
    inner = (REPORT,) if table == NESTED else TABLES[table].columns
    return ", ".join(_declaration(column) for column in (ARTICLE, *inner, ERROR_CODE, ERROR_REASON))


def _declaration(column: Column) -> str:
    comment = column.meaning.replace("\\", "\\\\").replace("'", "\\'")
    return f"{_quoted(column.name)} {_TYPES[column.type].format(scale=column.scale)} COMMENT '{comment}'"


def _chosen(df: DataFrame, columns: Mapping[str, str]) -> DataFrame:
    """The columns with plain names of ours for theirs: `mapInArrow` cannot have a dot in a name."""
    for theirs in columns.values():
        if theirs not in df.columns:
            raise no_column(theirs, df.columns)
    return df.selectExpr(*(f"{_quoted(theirs)} AS {_quoted(ours)}" for ours, theirs in columns.items()))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _portable(settings: Settings) -> Settings:
    """The settings with the rules that a file holds in place of its path, which the executors may not have."""
    if settings.rules is None or isinstance(settings.rules, Mapping):
        return settings
    return replace(settings, rules=tomllib.loads(read_overlay(settings.rules).text, parse_float=Decimal))
