"""Rule files and the user's overlay.

A rule file ``cnreport/rules/NAME.toml`` holds one array of tables called ``NAME``; each table is a rule and has an
``id``. What else it has is the business of the room that reads it. A user's overlay is one TOML file for all rooms:
under the same array names it adds rules, replaces those with the same id (``replace = true``) or switches them off
(``disable = true``)::

    [[units]]                       # a new one
    id = "count.棚"
    names = ["棚"]
    dimension = "count"

    [[units]]                       # instead of the project's own
    id = "area.亩"
    replace = true
    names = ["亩"]
    dimension = "area"
    factor = 666.67

    [[units]]                       # not wanted
    id = "count.面"
    disable = true

Numbers with a decimal point are read as exact decimals.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cnreport.errors import RulesError

_ACTIONS = ("replace", "disable")


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of a rule file: its id, its other fields as TOML gave them, and the file, for messages."""

    id: str
    fields: dict[str, Any]
    where: str

    def error(self, reason: str, hint: str = "") -> RulesError:
        """The error to raise about this rule: it names the file, the rule's id and the reason."""
        return RulesError(f"rule {self.id!r}: {reason}", where=self.where, hint=hint)

    def expect(self, known: Iterable[str]) -> None:
        """Raise `RulesError` when the rule has a field that is not ``known``."""
        unknown = sorted(self.fields.keys() - set(known))
        if unknown:
            raise self.error(f"unknown field {unknown[0]!r}", "known fields: " + ", ".join(sorted(known)))

    def text(self, field: str, default: str | None = None) -> str:
        """A field that must be a non-empty string; ``default`` when it is absent (`RulesError` without one)."""
        value = self.fields.get(field, default)
        if not isinstance(value, str) or (not value and field in self.fields):
            raise self.error(f"{field!r} must be a non-empty string")
        return value

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A field that must be a list of non-empty strings; ``default`` when it is absent."""
        value = self.fields.get(field, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"{field!r} must be a list of non-empty strings")
        return tuple(value)

    def number(self, field: str, default: Decimal | None = None) -> Decimal | None:
        """A field that must be a finite number; ``default`` when it is absent."""
        value = self.fields.get(field)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
            raise self.error(f"{field!r} must be a finite number, not {value!r}")
        return Decimal(value)

    def flag(self, field: str) -> bool:
        """A field that must be true or false; false when it is absent."""
        value = self.fields.get(field, False)
        if not isinstance(value, bool):
            raise self.error(f"{field!r} must be true or false")
        return value


@cache
def read_table(name: str) -> tuple[Rule, ...]:
    """The project's own rules of one file, in file order, ids unique."""
    where = f"cnreport/rules/{name}.toml"
    data = _parse((resources.files(__package__) / f"{name}.toml").read_bytes(), where)
    if data.keys() != {name}:
        raise RulesError(f"a rule file holds one array, {name!r}", where=where)
    rules = _rules(data[name], name, where)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise rule.error("the id occurs twice")
        seen.add(rule.id)
    return rules


@cache
def read_overlay(path: Path) -> dict[str, tuple[Rule, ...]]:
    """A user's overlay, by rule file, read once a process.

    Raises `RulesError` when it cannot be read, is no TOML or speaks of a rule file that does not exist.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RulesError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    data = _parse(content, str(path))
    known = {
        entry.name.removesuffix(".toml") for entry in resources.files(__package__).iterdir() if ".toml" in entry.name
    }
    for name in data:
        if name not in known:
            hint = "known: " + ", ".join(sorted(known))
            raise RulesError(f"there is no rule file {name!r}", where=str(path), hint=hint)
    return {name: _rules(array, name, str(path)) for name, array in data.items()}


def merge(base: Iterable[Rule], overlay: Iterable[Rule]) -> tuple[Rule, ...]:
    """``base`` with the overlay's rules laid over it, in the order of ``base``, additions last.

    A second rule with a known id must say ``replace = true``; ``replace`` and ``disable`` must name a known id:
    `RulesError` otherwise.
    """
    rules = {rule.id: rule for rule in base}
    touched: set[str] = set()
    for rule in overlay:
        replace, disable = (rule.flag(action) for action in _ACTIONS)
        if rule.id in touched:
            raise rule.error("the overlay names this id twice")
        touched.add(rule.id)
        if replace and disable:
            raise rule.error("either 'replace' or 'disable', not both")
        if (replace or disable) and rule.id not in rules:
            raise rule.error("there is no rule with this id to " + ("replace" if replace else "disable"))
        if disable:
            if rule.fields.keys() - set(_ACTIONS):
                raise rule.error("'disable' stands alone beside the id")
            del rules[rule.id]
            continue
        if rule.id in rules and not replace:
            raise rule.error("the id is taken", "say replace = true to put this rule in its place")
        fields = {key: value for key, value in rule.fields.items() if key not in _ACTIONS}
        rules[rule.id] = Rule(rule.id, fields, rule.where)
    return tuple(rules.values())


def load_rules(name: str, overlay: Path | None = None) -> tuple[Rule, ...]:
    """The rules of ``cnreport/rules/NAME.toml`` with the user's overlay, where one is given, laid over them."""
    base = read_table(name)
    if overlay is None:
        return base
    return merge(base, read_overlay(overlay).get(name, ()))


def _parse(content: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"not a TOML file: {error}", where=where) from error


def _rules(array: Any, name: str, where: str) -> tuple[Rule, ...]:
    if not isinstance(array, list) or not all(isinstance(table, dict) for table in array):
        raise RulesError(f"{name!r} must be an array of tables", where=where, hint=f"write [[{name}]] above each rule")
    rules = []
    for number, table in enumerate(array, 1):
        fields = dict(table)
        identity = fields.pop("id", None)
        if not isinstance(identity, str) or not identity:
            raise RulesError(f"table {number} of {name!r} has no id", where=where)
        rules.append(Rule(identity, fields, where))
    return tuple(rules)
