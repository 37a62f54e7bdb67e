"""Units and classifiers: the table behind the unit of a quantity.

The table is data (``cnreport/rules/units.toml``, described at its head); here it becomes a regular expression that
finds a unit's name and a look-up from the name to the unit. A quotient of two units (``吨/亩``, ``元/人·月``) needs no
entry of its own: it is made from its parts when it is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from cnreport.rules import Overlay
from cnreport.rules.loading import Rule, load_rules
from cnreport.rules.words import alternation

_FIELDS = (
    "names",
    "canonical",
    "dimension",
    "symbol",
    "factor",
    "divisor",
    "offset",
    "prefixes",
    "not_before",
    "ambiguous",
    "classifier",
)
_ONE = Decimal(1)
_ZERO = Decimal(0)
_QUOTIENTS = {
    ("length", "time"): "speed",
    ("volume", "time"): "flow",
    ("mass", "time"): "flow",
    ("data", "time"): "data rate",
    ("mass", "volume"): "concentration",
    ("count", "volume"): "concentration",
    ("mass", "mass"): "ratio",
    ("volume", "volume"): "ratio",
    ("area", "area"): "ratio",
    ("length", "length"): "ratio",
    ("money", "money"): "ratio",
    ("time", "time"): "ratio",
    ("count", "area"): "density",
    ("length", "area"): "density",
    ("count", "time"): "frequency",
}
_BELOW = {"count", "length", "area", "volume", "mass", "time", "power", "energy"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit or classifier.

    ``names`` are its spellings, the main one first. ``symbol`` is its UCUM code, for money the ISO 4217 code (a price
    has both: ``CNY/m2``), None where there is none. An amount in the base unit of the dimension is
    ``(amount + offset) * factor / divisor``, see `to_base`; ``factor`` is None where nothing can be converted, as with
    classifiers. ``ambiguous`` marks a name that after a number is often something else (a date, an ordinal, a class or
    the start of a word: 年 月 日 号 点 级 大 面 …), so that the context has to speak for it.
    """

    id: str
    names: tuple[str, ...]
    dimension: str
    symbol: str | None = None
    factor: Decimal | None = None
    divisor: Decimal = _ONE
    offset: Decimal = _ZERO
    ambiguous: bool = False
    classifier: bool = False
    prefixes: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    def to_base(self, amount: Decimal) -> Decimal | None:
        """``amount`` of this unit in its dimension's base unit, None where there is none to convert to."""
        if self.factor is None:
            return None
        return (amount + self.offset) * self.factor / self.divisor


class UnitTable:
    """Units by name."""

    def __init__(self, units: tuple[Unit, ...], canonical: dict[str, str]) -> None:
        """``canonical`` maps a written name to the one to give out, where they differ: 个月 → 月."""
        self.units = units
        self._canonical = canonical
        self._by_name = {name: unit for unit in units for name in unit.names}
        self._by_prefix = {name: unit for unit in units for name in unit.prefixes}
        self._made: dict[str, Unit] = {}

    @cached_property
    def pattern(self) -> str:
        """Source of a regular expression (standard ``re``, no capturing group) for the longest unit name at a place.

        It takes quotients made of the table's units too, and leaves a name alone where it begins another word.
        """
        part = alternation(name for name, unit in self._by_name.items() if _may_divide(name, unit))
        return f"(?:{self.simple_pattern}(?:/{part}(?:·{part})?)?)"

    @cached_property
    def simple_pattern(self) -> str:
        """Like `pattern`, for the table's own names only, without quotients made of them."""
        return alternation(self._by_name, self.barred)

    @cached_property
    def barred(self) -> dict[str, tuple[str, ...]]:
        """What must not follow each name, for `alternation`."""
        return {name: unit.not_before for name, unit in self._by_name.items()}

    @cached_property
    def prefix_pattern(self) -> str:
        """Source of a regular expression for what stands before a number instead of a unit: 人民币, US$, 摄氏."""
        return alternation(self._by_prefix)

    @property
    def dimensions(self) -> frozenset[str]:
        """Every dimension that an amount can have."""
        return frozenset({unit.dimension for unit in self.units} | {*_QUOTIENTS.values(), "price", "rate"})

    def get_prefix(self, name: str) -> Unit:
        """The unit that ``name`` means before a number, as `prefix_pattern` finds it; KeyError when it is none."""
        return self._by_prefix[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name or self._quotient(name) is not None

    def get(self, name: str) -> Unit:
        """The unit that ``name`` means, as `pattern` finds it; KeyError when it is none."""
        unit = self._by_name.get(name) or self._made.get(name) or self._quotient(name)
        if unit is None:
            raise KeyError(name)
        return unit

    def canonical(self, name: str) -> str:
        """The name to give out for a written one: 个百分点 → 百分点, 个月 → 月, ％ → %, all others as they are."""
        return self._canonical.get(name, name)

    def _quotient(self, name: str) -> Unit | None:
        above, slash, below = name.partition("/")
        over = self._by_name.get(above)
        parts = [self._by_name.get(part) for part in below.split("·")]
        if over is None or not slash or None in parts:
            return None
        per = [part for part in parts if part is not None]
        factor, divisor = over.factor, over.divisor
        for part in per:
            factor = factor * part.divisor if factor is not None and part.factor is not None else None
            divisor *= part.factor or _ONE
        dimension = "price" if over.dimension == "money" and per[0].dimension != "money" else "rate"
        if len(per) == 1:
            dimension = _QUOTIENTS.get((over.dimension, per[0].dimension), dimension)
        symbols = [unit.symbol for unit in (over, *per)]
        symbol = "/".join(text for text in symbols if text) if all(symbols) else None
        unit = Unit(name, (name,), dimension, symbol, factor, divisor if factor is not None else _ONE)
        if len(self._made) < 4096:  # names come from the input: a hostile one must not fill the memory
            self._made[name] = unit
        return unit


def _may_divide(name: str, unit: Unit) -> bool:
    """Whether a quotient may have this name below its line."""
    plain = unit.dimension in _BELOW and "/" not in name and name[0] not in "个個"
    return plain and not (unit.ambiguous and unit.classifier)


@cache
def load_units(overlay: Overlay | Path | None = None) -> UnitTable:
    """The unit table, with the user's overlay laid over it; read once a process for each overlay.

    Raises `RulesError` naming the file, the unit's id and the reason.
    """
    units: list[Unit] = []
    canonical: dict[str, str] = {}
    owners: dict[str, str] = {}
    for rule in load_rules("units", overlay):
        unit = _unit(rule)
        for name in unit.names:
            if name in owners:
                raise rule.error(f"the name {name!r} already belongs to {owners[name]!r}")
            owners[name] = unit.id
        canonical.update(_canonical(rule, unit.names))
        units.append(unit)
    return UnitTable(tuple(units), canonical)


def _unit(rule: Rule) -> Unit:
    rule.expect(_FIELDS)
    names = rule.texts("names")
    if not names:
        raise rule.error("a unit needs at least one name")
    factor = rule.number("factor")
    divisor = rule.number("divisor", _ONE) or _ZERO
    if divisor <= 0 or (factor is not None and factor <= 0):
        raise rule.error("'factor' and 'divisor' must be greater than zero")
    return Unit(
        id=rule.id,
        names=names,
        dimension=rule.text("dimension"),
        symbol=rule.text("symbol") if "symbol" in rule.fields else None,
        factor=factor,
        divisor=divisor,
        offset=rule.number("offset", _ZERO) or _ZERO,
        ambiguous=rule.flag("ambiguous"),
        classifier=rule.flag("classifier"),
        prefixes=rule.texts("prefixes", ()),
        not_before=rule.texts("not_before", ()),
    )


def _canonical(rule: Rule, names: tuple[str, ...]) -> dict[str, str]:
    table = rule.fields.get("canonical", {})
    if not isinstance(table, dict) or not all(isinstance(value, str) and value for value in table.values()):
        raise rule.error("'canonical' must be a table of names")
    for written in table:
        if written not in names:
            raise rule.error(f"'canonical' speaks of {written!r}, which is none of its names")
    return table
