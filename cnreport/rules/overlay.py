"""The user's overlay: one TOML file, or one mapping, with rules for all rooms."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from cnreport.errors import RulesError
from cnreport.rules.positions import Path as Key
from cnreport.rules.positions import lines_of
from cnreport.rules.rule import Rule, near
from cnreport.rules.tables import TABLES

_MOST_BYTES = 4 * 1024 * 1024

RulesSource = Path | str | Mapping[str, Any]
"""Where rules come from: the path of a TOML file, or what such a file would hold."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A user's rules by rule file. Two are equal when they come from the same place and say the same."""

    name: str
    digest: str
    tables: Mapping[str, tuple[Rule, ...]] = field(compare=False, repr=False)
    text: str = field(default="", compare=False, repr=False)

    def without(self, rule: Rule) -> Overlay:
        """The same rules but one."""
        tables = {name: tuple(other for other in rules if other is not rule) for name, rules in self.tables.items()}
        return Overlay(self.name, f"{self.digest}-{rule.line}.{rule.id}", tables, self.text)


def read_overlay(source: RulesSource | Overlay) -> Overlay:
    """A user's rules. A file is read anew at each call, so that an edited one is not taken for the former.

    Raises `RulesError` with file and line when it cannot be read, is no TOML, speaks of a rule file that does not exist
    or has a rule without an id.
    """
    if isinstance(source, Overlay):
        return source
    overlay, errors = parse_overlay(source)
    if errors:
        raise errors[0]
    return overlay


def parse_overlay(source: RulesSource) -> tuple[Overlay, list[RulesError]]:
    """A user's rules as far as they can be read, and all that is wrong with the tables of the file.

    Raises `RulesError` where there is nothing to read: no such file, no TOML.
    """
    if isinstance(source, Mapping):
        data, name, text = {key: _exact(value) for key, value in source.items()}, "rules", repr(source)
        lines: dict[Key, int] = {}
    else:
        name = str(source)
        text = _read(Path(source))
        data, lines = _parse(text, name), lines_of(text)
    errors: list[RulesError] = []
    tables = {}
    for key, array in data.items():
        line = lines.get((key,), 0)
        if key not in TABLES:
            hint = near(key, TABLES) or "known: " + ", ".join(sorted(TABLES))
            errors.append(RulesError(f"there is no rule file {key!r}", where=place(name, line), hint=hint))
        else:
            tables[key] = _rules(array, key, name, lines, errors)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Overlay(name, digest, tables, text), errors


def place(name: str, line: int) -> str:
    """``FILE:LINE``, or the file alone where no line is known."""
    return f"{name}:{line}" if line else name


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RulesError(f"cannot be read: {reason}", where=str(path)) from error
    if len(content) > _MOST_BYTES:
        raise RulesError(f"larger than {_MOST_BYTES:,} bytes", where=str(path))
    try:
        # Python's way with line ends, so that the lines are counted as an editor does.
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesError("not a TOML file: not UTF-8", where=place(str(path), line)) from error


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        reason, _, spot = str(error).partition(" (at line ")
        line = spot.partition(",")[0]
        end = text.count("\n") + 1 if "end of document" in str(error) else 0
        where = place(name, int(line) if line.isdigit() else end)
        raise RulesError(f"not a TOML file: {reason.removesuffix(' (at end of document)')}", where=where) from error
    except RecursionError as error:
        raise RulesError("not a rule file: nested too deeply", where=name) from error


def _rules(array: Any, table: str, name: str, lines: dict[Key, int], errors: list[RulesError]) -> tuple[Rule, ...]:
    if not isinstance(array, list) or not all(isinstance(entry, dict) for entry in array):
        where = place(name, lines.get((table,), 0))
        hint = f"write [[{table}]] above each rule"
        errors.append(RulesError(f"{table!r} must be an array of tables", where=where, hint=hint))
        return ()
    rules = []
    for number, entry in enumerate(array):
        fields = dict(entry)
        identity = fields.pop("id", None)
        line = lines.get((table, number), 0)
        if not isinstance(identity, str) or not identity:
            where = place(name, line)
            errors.append(RulesError(f"table {number + 1} of {table!r} has no id", where=where))
            continue
        at = {key: lines.get((table, number, key), line) for key in fields}
        for key, value in fields.items():
            if isinstance(value, dict):
                at |= {f"{key}.{inner}": lines.get((table, number, key, inner), at[key]) for inner in value}
        rules.append(Rule(identity, fields, name, line, at, "added"))
    return tuple(rules)


def _exact(value: Any) -> Any:
    """As TOML would give it: floats as the decimals they are written as, tuples as lists."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(item) for item in value]
    return value
