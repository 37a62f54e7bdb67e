"""Tables that a database has already."""

from __future__ import annotations

from collections.abc import Iterable

from cnreport.errors import WriteError
from cnreport.writing.tables import TABLES, TABLES_VERSION


def check_columns(table: str, found: Iterable[str], where: str) -> None:
    """`WriteError` when the database's table lacks columns of cnreport's; columns of the user's own may be there."""
    there = set(found)
    missing = [column.name for column in TABLES[table].columns if column.name not in there]
    if missing:
        raise WriteError(
            f"the table {table} is there and lacks the columns {', '.join(missing)}: it was made by another program, "
            f"or by another version of cnreport than this one with tables of version {TABLES_VERSION}",
            code="other-tables",
            where=where,
            hint="choose another file or schema, or move the old tables away",
        )
