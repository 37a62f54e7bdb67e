"""Write docs/units.md from the table of units: ``python docs/generate_units.py``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from cnreport.quantity.units import Unit, load_units

PAGE = Path(__file__).parent / "units.md"
HEAD = """# Units

Made from `cnreport/rules/units.toml` by `docs/generate_units.py`; do not edit. How an amount is read:
[quantities](quantities.md). Units of your own: [rules](rules.md).

- *spellings*: how the unit may stand in the text, the main one first.
- *symbol*: the UCUM code, for money the ISO 4217 code; empty where neither has one.
- *in base units*: how many base units one is; a fraction where no finite decimal says it.
- A unit with `?` is often no unit behind a number (a date, an ordinal, another word), so the context has
  to speak for it.

Quotients of two units (吨/亩, 元/人·月) are made from their parts and need no entry. Classifiers count what the noun
says.
"""


def units() -> dict[str, list[Unit]]:
    """The units by dimension, each once, dimensions and units in the order of the table."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in load_units().units:
        found[unit.dimension].append(unit)
    return found


def factor(unit: Unit) -> str:
    if unit.factor is None:
        return ""
    if unit.offset:
        return f"(x + {plain(unit.offset)}) · {plain(unit.factor)}"
    return plain(unit.factor) if unit.divisor == 1 else f"{plain(unit.factor)} / {plain(unit.divisor)}"


def plain(number: Decimal) -> str:
    return f"{number:,f}" if abs(number) >= Decimal("0.000001") else f"{number:e}"


def lines() -> Iterator[str]:
    yield HEAD
    for dimension, members in units().items():
        classifiers = [unit for unit in members if unit.classifier]
        measures = [unit for unit in members if not unit.classifier]
        yield f"## {dimension}\n"
        if measures:
            yield "| id | spellings | symbol | in base units |\n| --- | --- | --- | --- |"
            for unit in measures:
                mark = " ?" if unit.ambiguous else ""
                symbol = f"`{unit.symbol}`" if unit.symbol else ""
                yield f"| `{unit.id}`{mark} | {' '.join(unit.names)} | {symbol} | {factor(unit)} |"
            yield ""
        if classifiers:
            yield f"{len(classifiers)} classifiers: {' '.join(unit.names[0] for unit in classifiers)}\n"


def page() -> str:
    """The text of the page."""
    return "\n".join(lines()).replace("|  |", "| |").rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
