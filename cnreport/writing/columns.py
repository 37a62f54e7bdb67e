"""How the columns of the flat tables are declared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

PRECISION = 38

Type = Literal["text", "texts", "integer", "float", "decimal", "boolean"]
Value = str | int | float | Decimal | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``path`` leads to its value from the ``report``, ``speech``, ``record`` or ``quantity`` of the row.

    A step that leads to nothing gives null; ``[]`` behind a step means each of a list. ``required`` columns are never
    null. ``scale`` is the number of a decimal's places, of `PRECISION` digits in all. ``parent`` names the table whose
    ``id`` the column holds.
    """

    name: str
    type: Type
    path: str
    meaning: str
    required: bool = False
    scale: int = 0
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its first column, ``id``, is the primary key."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def positions(table: Table, *types: Type) -> list[int]:
    """Where in a row of ``table`` the columns of the ``types`` stand."""
    return [position for position, column in enumerate(table.columns) if column.type in types]


def text(name: str, path: str, meaning: str, *, required: bool = False) -> Column:
    """A column of texts."""
    return Column(name, "text", path, meaning, required)


def texts(name: str, path: str, meaning: str) -> Column:
    """A column of lists of texts; an empty list when there is none."""
    return Column(name, "texts", path, meaning, required=True)


def integer(name: str, path: str, meaning: str, *, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", path, meaning, required)


def decimal(name: str, path: str, meaning: str, scale: int) -> Column:
    """A column of exact numbers with ``scale`` places."""
    return Column(name, "decimal", path, meaning, scale=scale)


def parent(name: str, path: str, table: str, meaning: str, *, required: bool = True) -> Column:
    """A column that holds ids of ``table``."""
    return Column(name, "text", path, meaning, required, parent=table)


def mention(name: str, path: str, meaning: str) -> tuple[Column, ...]:
    """A mention as three columns: what the text says, and from where to where."""
    return (
        text(name, f"{path}.text", meaning),
        integer(f"{name}_start", f"{path}.start", f"where {name} starts in the article, in code points"),
        integer(f"{name}_end", f"{path}.end", f"where {name} ends, exclusive"),
    )


def span(path: str, what: str) -> tuple[Column, ...]:
    """Where the row itself stands in the article, as two columns."""
    return (
        integer("text_start", f"{path}.start", f"where {what} starts in the article, in code points", required=True),
        integer("text_end", f"{path}.end", "where it ends, exclusive", required=True),
    )
