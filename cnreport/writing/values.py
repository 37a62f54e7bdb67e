"""The values of the flat tables: what every store can take of the values of a report."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from cnreport.schema import plain_decimal
from cnreport.writing.columns import PRECISION, Column, Type, Value

Finish = Callable[[Any], Value]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ROUNDING = Context(prec=2 * PRECISION, rounding=ROUND_HALF_EVEN)


def finisher(column: Column) -> Finish:
    """What turns the value that is found, which is not None, into one of the column's type."""
    finishers: dict[Type, Finish] = {
        "text": _as_required_text if column.required else _as_text,
        "texts": lambda value: [_storable(one) for one in value],
        "decimal": lambda value: _fit(value, column.scale),
        "boolean": bool,
    }
    return finishers.get(column.type, _as_it_is)


def nothing(column: Column) -> Value:
    """What stands in the column where nothing is found."""
    empty: dict[Type, Value] = {"texts": [], "boolean": False}
    return empty.get(column.type)


def _as_it_is(value: Value) -> Value:
    return value


def _as_required_text(value: str | Decimal) -> str:
    return plain_decimal(value) if isinstance(value, Decimal) else _storable(value)


def _as_text(value: str | Decimal) -> str | None:
    """An empty text where one may be missing says nothing: null."""
    return None if value == "" else _as_required_text(value)


def _storable(value: str) -> str:
    return _UNSTORABLE.sub("\ufffd", value)


def _fit(value: Decimal, scale: int) -> Decimal | None:
    """``value`` with ``scale`` places, or nothing when its whole part is too long for a column of that scale."""
    if value.adjusted() >= PRECISION:
        return None
    fitted = value.quantize(Decimal(1).scaleb(-scale), context=_ROUNDING)
    return fitted if len(fitted.as_tuple().digits) <= PRECISION else None
