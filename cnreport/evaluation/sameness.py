"""When two things that were written down differently are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cnreport.evaluation.standoff import GoldDeadline, GoldQuantity, squeeze
from cnreport.evaluation.tally import overlap
from cnreport.schema import Deadline, Quantity


def same_amount(wanted: GoldQuantity, found: Quantity) -> bool:
    """Whether value, upper end and unit are the same."""
    return (wanted.value, wanted.upper) == (found.value, found.upper) and _unit(wanted.unit) == _unit(found.unit)


def _unit(unit: str) -> str:
    """The unit as compared: 个月 and 月 are one."""
    bare = squeeze(unit)
    return bare.removeprefix("个") or bare


def amount_words(quantity: GoldQuantity | Quantity) -> str:
    """The amount for a message: ``1200–1500 米``."""
    upper = "" if quantity.upper is None else f"–{quantity.upper}"
    return f"{quantity.value}{upper} {quantity.unit}".strip()


def same_deadline(wanted: GoldDeadline, found: Deadline) -> bool:
    """They overlap, and the day is right: any where the gold has none, of any year where it leaves the year open."""
    if not overlap(wanted, found):
        return False
    if wanted.value.startswith("XXXX"):
        return wanted.value[4:] == found.value[4:]
    return not wanted.value or wanted.value == found.value


def mentions(node: object) -> Iterator[dict[str, Any]]:
    """Every mention in a report that was dumped to dictionaries."""
    if isinstance(node, dict):
        if {"text", "start", "end"} <= node.keys():
            yield node
        for value in node.values():
            yield from mentions(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from mentions(value)
