"""The flat tables as SQL: statements that create them and bring rows into them.

Every name is quoted and comes from the tables' declaration; values are parameters, never part of a statement.
"""

from __future__ import annotations

from typing import Literal

from cnreport.writing.columns import PRECISION, Column, Table
from cnreport.writing.tables import TABLES, TABLES_VERSION

Dialect = Literal["sqlite", "duckdb", "postgres"]
DIALECTS: tuple[Dialect, ...] = ("sqlite", "duckdb", "postgres")

_TYPES: dict[Dialect, dict[str, str]] = {
    "sqlite": {
        "text": "TEXT",
        "texts": "TEXT",  # a JSON array
        "integer": "INTEGER",
        "float": "REAL",
        "decimal": "NUMERIC",
        "boolean": "BOOLEAN",
    },
    "duckdb": {
        "text": "VARCHAR",
        "texts": "VARCHAR[]",
        "integer": "BIGINT",
        "float": "DOUBLE",
        "decimal": f"DECIMAL({PRECISION}, {{scale}})",
        "boolean": "BOOLEAN",
    },
    "postgres": {
        "text": "TEXT",
        "texts": "TEXT[]",
        "integer": "BIGINT",
        "float": "DOUBLE PRECISION",
        "decimal": "NUMERIC",
        "boolean": "BOOLEAN",
    },
}


def ddl(dialect: Dialect) -> str:
    """The statements that create the tables and their indexes, as a script with the columns' meanings as comments."""
    head = f"-- The tables of cnreport, version {TABLES_VERSION}, for {dialect}\n"
    return "\n".join([head, *(f"{statement};\n" for statement in create_statements(dialect))])


def create_statements(dialect: Dialect) -> list[str]:
    """One statement a table and index, parents first; they leave alone what is already there."""
    statements = []
    for table in TABLES.values():
        statements.append(_create(table, dialect))
        if dialect != "duckdb":  # its storage finds rows without indexes, and they slow loading down
            statements += [_index(table, column) for column in table.columns if column.parent]
    return statements


def column_type(column: Column, dialect: Dialect) -> str:
    """The type of a column: ``TEXT[]``, ``DECIMAL(38, 10)``."""
    return _TYPES[dialect][column.type].format(scale=column.scale)


def quoted_names(table: Table) -> str:
    """The table's columns for an ``INSERT`` or ``SELECT``."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def upsert(table: Table, dialect: Dialect, source: str) -> str:
    """Insert the rows that ``source`` (``VALUES`` or ``SELECT``) gives; a row whose id is there is brought up to date.

    A row that says the same already is left alone, so that loading twice writes nothing.
    """
    names = [f'"{column.name}"' for column in table.columns if column.name != "id"]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    if dialect == "sqlite":
        old, new = (", ".join(f"{row}.{name}" for name in names) for row in (f'"{table.name}"', "excluded"))
        differs = f"({old}) IS NOT ({new})"
    else:
        differs = " OR ".join(f'"{table.name}".{name} IS DISTINCT FROM excluded.{name}' for name in names)
    return (
        f'INSERT INTO "{table.name}" ({quoted_names(table)}) {source} '
        f'ON CONFLICT ("id") DO UPDATE SET {changes} WHERE {differs}'
    )


def staged(table: str) -> str:
    """The name of the temporary table that holds the new rows of ``table``."""
    return f"cnreport_new_{table}"


def merges(dialect: Dialect) -> list[str]:
    """What brings the staged rows into the tables: upserts, then the removal of rows that their reports lack now."""
    return [
        *(
            upsert(table, dialect, f'SELECT {quoted_names(table)} FROM "{staged(name)}" WHERE true')
            for name, table in TABLES.items()
        ),
        *(
            f'DELETE FROM "{name}" WHERE "report_id" IN (SELECT "id" FROM "{staged("reports")}") '
            f'AND "id" NOT IN (SELECT "id" FROM "{staged(name)}")'
            for name in reversed(list(TABLES)[1:])
        ),
    ]


def _create(table: Table, dialect: Dialect) -> str:
    lines = []
    for number, column in enumerate(table.columns, 1):
        comma = "," if number < len(table.columns) else ""
        lines.append(f"  {_declaration(column, dialect)}{comma}  -- {column.meaning}")
    body = "\n".join(lines)
    return f'-- {table.meaning}\nCREATE TABLE IF NOT EXISTS "{table.name}" (\n{body}\n)'


def _declaration(column: Column, dialect: Dialect) -> str:
    parts = [f'"{column.name}"', column_type(column, dialect)]
    if column.name == "id":
        parts.append("NOT NULL PRIMARY KEY")
    elif column.required:
        parts.append("NOT NULL")
    if column.parent and dialect != "duckdb":  # DuckDB cannot update a row that another one refers to
        parts.append(f'REFERENCES "{column.parent}" ("id") ON DELETE CASCADE')
    return " ".join(parts)


def _index(table: Table, column: Column) -> str:
    return f'CREATE INDEX IF NOT EXISTS "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'
