"""Quantities: numerals, units, bounds, changes; what a text counts and measures, and how much of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cnreport.dates import TimeExpression
    from cnreport.quantity.amount import Amount
    from cnreport.quantity.units import UnitTable
    from cnreport.rules import Overlay
    from cnreport.schema import Quantity

__all__ = ["extract_quantities", "find_quantities", "parse_number"]


def parse_number(s: str) -> Decimal:
    """The value of one numeral; see `cnreport.quantity.numerals.parse_number`."""
    from cnreport.quantity.numerals import parse_number as parse

    return parse(s)


def find_quantities(
    text: str,
    *,
    units: UnitTable | None = None,
    overlay: Overlay | Path | None = None,
    times: Iterable[TimeExpression] | None = None,
) -> list[Amount]:
    """The amounts of a text (a view's, or any), in order, their places counted in ``text``.

    ``overlay`` is a user's rule file laid over the project's units, bounds, changes and traps; ``units`` replaces the
    unit table alone; ``times`` are the text's time expressions, where they are known. Dates and clock times, ordinals,
    names and the other traps are not among the amounts.
    """
    from cnreport.quantity.finder import finder

    return finder(units, overlay).find(text, times)


def extract_quantities(text: str) -> list[Quantity]:
    """Every quantity of a raw string, in order, as the contract shows it; its places are counted in ``text``."""
    from cnreport.quantity.amount import to_schema
    from cnreport.quantity.raw import light_view

    view = light_view(text)
    return [to_schema(amount, view) for amount in find_quantities(view.text)]
