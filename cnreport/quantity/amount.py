"""The amount as it is found, and as the contract shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from cnreport.quantity.units import Unit
from cnreport.schema import Bound, Quantity
from cnreport.text.view import View

_NARROW: Final = str.maketrans("（）", "()")

Place = tuple[int, int]


@dataclass(slots=True)
class Amount:
    """One amount of a text; all places are half-open offsets into the text that was searched.

    ``start``:``end`` covers bound words, number and unit, ``number_start``:``number_end`` the number alone. ``value``
    and ``upper`` are in full, after scale. ``open_above`` marks a plain 以上: its ``bound`` is "at_least", which holds
    for plans; behind an achieved figure it means "over". ``change_word`` is where the word of the change stands.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    unit: str
    dimension: str
    upper: Decimal | None = None
    bound: Bound = "exact"
    unit_rule: Unit | None = None
    symbol: str | None = None
    si_value: Decimal | None = None
    change: Literal["up", "down"] | None = None
    change_word: Place | None = None
    compared_with: Place | None = None
    per: Place | None = None
    cumulative: bool = False
    open_above: bool = False


def to_schema(amount: Amount, view: View) -> Quantity:
    """The amount as the contract shows it, its places turned into the source's."""
    return Quantity(**to_fields(amount, view))


def to_fields(
    amount: Amount,
    view: View,
    *,
    of: dict[str, Any] | None = None,
    action: dict[str, Any] | None = None,
    bound: Bound | None = None,
) -> dict[str, Any]:
    """The fields of the `Quantity` that `to_schema` makes, for what holds it to be validated with it at once.

    ``of`` and ``action`` are the fields of what mapping found it to be about; ``bound`` overrides the amount's own.
    """
    text, start, end = view.cite(amount.start, amount.end)
    return {
        "text": text,
        "start": start,
        "end": end,
        "value": amount.value,
        "upper": amount.upper,
        "bound": bound or amount.bound,
        "unit": amount.unit.translate(_NARROW) if "(" in text else amount.unit,  # as written: 430台(套)
        "dimension": amount.dimension,
        "symbol": amount.symbol,
        "si_value": amount.si_value,
        "of": of,
        "action": action,
        "change": amount.change,
        "compared_with": amount.compared_with and mention_fields(view, *amount.compared_with),
        "per": amount.per and mention_fields(view, *amount.per),
        "cumulative": amount.cumulative or None,
    }


def mention_fields(view: View, start: int, end: int) -> dict[str, Any]:
    """The fields of the mention that quotes ``start:end`` of the view.

    To make it while what holds it is validated takes half the time of making it alone.
    """
    text, first, last = view.cite(start, end)
    return {"text": text, "start": first, "end": last}
