"""The flat tables as Arrow: for parquet, duckdb and every engine that takes Arrow batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cnreport.writing.columns import PRECISION, Column
from cnreport.writing.extras import require
from cnreport.writing.rows import Row
from cnreport.writing.tables import TABLES, TABLES_VERSION

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of the table ``table``: one field a column, its meaning in the field's metadata.

    texts are ``list<string>``, whole numbers ``int64``, decimals ``decimal128(38, scale)``.
    """
    pa = require("pyarrow", "parquet")
    return pa.schema(
        [
            pa.field(column.name, _type(column), not column.required, {"meaning": column.meaning})
            for column in TABLES[table].columns
        ],
        metadata={"cnreport.table": table, "cnreport.tables_version": str(TABLES_VERSION)},
    )


def arrow_batch(table: str, rows: Iterable[Row]) -> pa.RecordBatch:
    """Rows of the table ``table``, as `cnreport.writing.tables.rows` makes them, as one Arrow batch."""
    return batch_of(arrow_schema(table), rows)


def batch_of(schema: pa.Schema, rows: Iterable[Row]) -> pa.RecordBatch:
    """Rows with their values in the order of the fields of ``schema``, as one Arrow batch."""
    pa = require("pyarrow", "parquet")
    values = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _type(column: Column) -> pa.DataType:
    pa = require("pyarrow", "parquet")
    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "integer": pa.int64(),
        "float": pa.float64(),
        "decimal": pa.decimal128(PRECISION, column.scale),
        "boolean": pa.bool_(),
    }
    return types[column.type]
