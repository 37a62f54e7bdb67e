"""The rules as people look at them: which there are, whose each is, where it stands, and one written out in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cnreport.errors import RulesError
from cnreport.rules.loading import load_rules
from cnreport.rules.overlay import Overlay
from cnreport.rules.rule import Rule, near
from cnreport.rules.tables import TABLES, lines_in, read_table

State = Literal["project", "added", "replaced", "changed", "disabled"]

_WIDE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of a table: as it holds, or as the project has it where the user has switched it off."""

    table: str
    rule: Rule
    state: State
    place: str

    @property
    def words(self) -> list[str]:
        """What the rule looks for, or all of its text fields: words, names, patterns."""
        found: list[str] = []
        for key, value in self.rule.fields.items():
            if isinstance(value, list):
                found += [str(item) for item in value if isinstance(item, str)]
            elif key in ("name", "short", "pattern", "kind") and isinstance(value, str):
                found.append(value)
        return found


def entries(table: str, overlay: Overlay | None = None) -> list[Entry]:
    """The rules of a table with a user's laid over them: the project's in file order, then those added.

    Raises `RulesError`, code ``unknown-rule``, when there is no such table.
    """
    if table not in TABLES:
        hint = near(table, TABLES) or "one of " + ", ".join(TABLES)
        raise RulesError(f"there is no rule file {table!r}", code="unknown-rule", hint=hint)
    lines = lines_in(table)
    merged = {rule.id: rule for rule in load_rules(table, overlay)}
    own = {} if overlay is None else {rule.id: rule for rule in overlay.tables.get(table, ())}
    found = []
    for base in read_table(table):
        rule = merged.pop(base.id, None)
        place = f"{base.where}:{lines[base.id]}"
        if rule is None:
            found.append(Entry(table, base, "disabled", own[base.id].place))
        else:
            found.append(Entry(table, rule, rule.origin, place if rule.origin == "project" else rule.place))
    found += [Entry(table, rule, rule.origin, rule.place) for rule in merged.values()]
    return found


def find_rule(identity: str, overlay: Overlay | None = None, table: str | None = None) -> list[Entry]:
    """The rules of this id, in ``table`` or in any; `RulesError`, code ``unknown-rule``, when there is none."""
    known: dict[str, list[Entry]] = {}
    for name in TABLES if table is None else [table]:
        for entry in entries(name, overlay):
            known.setdefault(entry.rule.id, []).append(entry)
    if identity not in known:
        hint = near(identity, known) or "cnreport rules list --word WORD finds a rule by what it looks for"
        raise RulesError(f"there is no rule {identity!r}", code="unknown-rule", hint=hint)
    return known[identity]


def as_toml(entry: Entry) -> str:
    """The rule as it stands, or would stand, in a TOML file."""
    lines = [f"[[{entry.table}]]", f"id = {_text(entry.rule.id)}"]
    for key, value in entry.rule.fields.items():
        lines += _pair(key, value)
    return "\n".join(lines)


def _pair(key: str, value: Any) -> Iterator[str]:
    whole = f"{key} = {_value(value)}"
    if len(whole) <= _WIDE or not isinstance(value, list):
        yield whole
        return
    yield f"{key} = ["
    line = "   "
    for item in value:
        text = f" {_value(item)},"
        if len(line) + len(text) > _WIDE and line.strip():
            yield line
            line = "   "
        line += text
    yield line
    yield "]"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    return _text(str(value))


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "_").isidentifier() else _text(key)


def _text(text: str) -> str:
    """A literal string where that needs no escape, as for patterns, else one in double quotes."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in escaped) + '"'
