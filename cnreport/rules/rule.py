"""One rule of a rule file, whose fields the rooms read with their types checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal

from cnreport.errors import RulesError

Origin = Literal["project", "added", "replaced", "changed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of a rule file: its id, its other fields as TOML gave them, and the file, for messages.

    ``line`` is where it begins and ``lines`` where its fields stand, as far as known, those of a table in a field as
    ``"field.name"``; ``origin`` says whether it is the
    project's own, one that the user added or put in the place of the project's, or one whose lists the user changed.
    """

    id: str
    fields: dict[str, Any]
    where: str
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
    origin: Origin = "project"

    @property
    def place(self) -> str:
        """``FILE:LINE``, or the file alone where the line is not known."""
        return f"{self.where}:{self.line}" if self.line else self.where

    def error(self, reason: str, hint: str = "", field: str = "") -> RulesError:
        """The error to raise about this rule, or its ``field``: it names the file, the line, the id and the reason."""
        line = self.lines.get(field, self.line)
        where = f"{self.where}:{line}" if line else self.where
        return RulesError(f"rule {self.id!r}: {reason}", where=where, hint=hint)

    def expect(self, known: Iterable[str]) -> None:
        """Raise `RulesError` when the rule has a field that is not ``known``."""
        names = sorted(known)
        for name in sorted(self.fields.keys() - set(names)):
            hint = near(name, names) or "known fields: " + ", ".join(names)
            raise self.error(f"unknown field {name!r}", hint, name)

    def text(self, field: str, default: str | None = None) -> str:
        """A field that must be a non-empty string; ``default`` when it is absent (`RulesError` without one)."""
        value = self.fields.get(field, default)
        if not isinstance(value, str) or (not value and field in self.fields):
            raise self.error(f"{field!r} must be a non-empty string", field=field)
        return value

    def texts(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A field that must be a list of non-empty strings; ``default`` when it is absent."""
        value = self.fields.get(field, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"{field!r} must be a list of non-empty strings", field=field)
        return tuple(value)

    def number(self, field: str, default: Decimal | None = None) -> Decimal | None:
        """A field that must be a finite number; ``default`` when it is absent."""
        value = self.fields.get(field)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
            raise self.error(f"{field!r} must be a finite number, not {value!r}", field=field)
        return Decimal(value)

    def flag(self, field: str) -> bool:
        """A field that must be true or false; false when it is absent."""
        value = self.fields.get(field, False)
        if not isinstance(value, bool):
            raise self.error(f"{field!r} must be true or false", field=field)
        return value


def near(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the ``known`` names; "" when none is near."""
    close = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    return "did you mean " + " or ".join(map(repr, close)) + "?" if close else ""
