"""A user's rules against every room: loaded for use, or checked for all their mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cnreport.custom.spec import specs
from cnreport.dates import find_deadlines, find_times
from cnreport.discourse.cues import load_cues
from cnreport.errors import RulesError
from cnreport.layout.furniture import load_chrome
from cnreport.layout.people import load_titles
from cnreport.mapping.lexicon import function_words, load_lexicon, own_words
from cnreport.mapping.morphemes import load_morphemes
from cnreport.mapping.owner_words import owner_words
from cnreport.mapping.places import load_gazetteer, region_of
from cnreport.mapping.problems import load_problem_patterns
from cnreport.mapping.topics import load_topics
from cnreport.quantity.bounds import load_bounds
from cnreport.quantity.changes import load_changes
from cnreport.quantity.traps import load_traps
from cnreport.quantity.units import load_units
from cnreport.rules import Overlay, Rule, RulesSource, load_rules, read_overlay, read_table
from cnreport.rules.overlay import parse_overlay

_LOADERS: Mapping[str, Callable[[Overlay], object]] = {
    "units": load_units,
    "bounds": load_bounds,
    "changes": load_changes,
    "traps": load_traps,
    "dates": lambda overlay: (find_times("", overlay=overlay), find_deadlines("", 0, 0, overlay=overlay)),
    "chrome": load_chrome,
    "titles": load_titles,
    "cues": load_cues,
    "verbs": load_lexicon,
    "function_words": function_words,
    "morphemes": load_morphemes,
    "words": own_words,
    "indicators": load_lexicon,
    "owners": owner_words,
    "problems": load_problem_patterns,
    "topics": load_topics,
    "zones": lambda overlay: region_of("", overlay=overlay),
    "places": load_gazetteer,
    "record_types": lambda overlay: specs(overlay, ()),
}
"""How the room of each rule file reads it: it raises `RulesError` where a rule does not fit."""

# A word of one class may well stand in another there: no mistake.
_SHARED = frozenset([
    "verbs", "function_words", "morphemes", "traps", "bounds", "changes", "owners", "titles", "record_types", "cues",
    "places",
])  # fmt: skip
_MOST_FINDINGS = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a rule file: ``line`` is 0 where it is not known."""

    level: Literal["error", "warning"]
    where: str
    message: str
    hint: str = ""

    @property
    def line(self) -> int:
        """The line in the file, 0 where it is not known."""
        number = self.where.rpartition(":")[2]
        return int(number) if number.isdigit() else 0

    def __str__(self) -> str:
        return f"{self.where}: {self.level}: {self.message}" + (f" ({self.hint})" if self.hint else "")


def compile_rules(source: RulesSource | Overlay) -> Overlay:
    """A user's rules, read and handed to every room they speak to.

    Raises `RulesError` with file, line and reason for the first that does not fit.
    """
    overlay = read_overlay(source)
    for table in overlay.tables:
        _load(table, overlay)
    return overlay


def check_rules(path: Path) -> list[Finding]:
    """All that is wrong with a rule file, in the order of its lines: errors, and warnings for what it may not mean."""
    try:
        overlay, errors = parse_overlay(path)
    except RulesError as error:
        return [_finding(error)]
    findings = [_finding(error) for error in errors]
    for table in overlay.tables:
        overlay = _faults(table, overlay, findings)
    for table, own in overlay.tables.items():
        findings += _warnings(table, own, overlay)
    return sorted(dict.fromkeys(findings), key=lambda finding: finding.line)


def _load(table: str, overlay: Overlay) -> None:
    try:
        _LOADERS[table](overlay)
    except (re.error, OverflowError, RecursionError) as error:
        raise RulesError(f"the rules of {table!r} make no pattern: {error}", where=overlay.name) from error


def _faults(table: str, overlay: Overlay, findings: list[Finding]) -> Overlay:
    """Take rule after rule out of ``overlay`` until the room can read its table; what is wrong with each goes to
    ``findings``.
    """
    while len(findings) < _MOST_FINDINGS:
        try:
            _load(table, overlay)
        except RulesError as error:
            findings.append(_finding(error))
            rule = _at_fault(overlay.tables[table], findings[-1].line)
            if rule is None:
                break
            overlay = overlay.without(rule)
        else:
            break
    return overlay


def _at_fault(rules: Sequence[Rule], line: int) -> Rule | None:
    """The rule that an error on ``line`` is about."""
    before = [rule for rule in rules if rule.line <= line and line in (rule.line, *rule.lines.values())]
    return before[-1] if before and line else None


def _finding(error: RulesError) -> Finding:
    return Finding("error", error.where, error.message, error.hint)


def _warnings(table: str, own: Sequence[Rule], overlay: Overlay) -> Iterator[Finding]:
    merged = {rule.id: rule for rule in load_rules(table, overlay)}
    owners = _owners(read_table(table)) if table not in _SHARED else {}
    for rule in own:
        for key in ("words", "names", "suffixes", "strong", "weak"):
            items = rule.fields.get(key)
            if rule.flag("disable") or rule.flag("remove") or not isinstance(items, list):
                continue
            for word in dict.fromkeys(item for item in items if items.count(item) > 1):
                yield _warning(rule, key, f"{word!r} stands twice in {key!r}")
            for word in dict.fromkeys(map(str, items)):
                taken = [name for name in owners.get((key, word), ()) if name != rule.id and name in merged]
                if taken:
                    yield _warning(rule, key, f"{word!r} is there already, in {taken[0]!r}")
        yield from _examples(rule, merged.get(rule.id))


def _owners(rules: Sequence[Rule]) -> dict[tuple[str, str], list[str]]:
    """By field and word, the ids of the project's rules that hold it."""
    owners: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        for key, items in rule.fields.items():
            if isinstance(items, list):
                for item in items:
                    owners.setdefault((key, str(item)), []).append(rule.id)
    return owners


def _examples(rule: Rule, whole: Rule | None) -> Iterator[Finding]:
    """Examples in which the rule finds nothing of what it looks for."""
    try:
        examples = rule.texts("examples", ())
    except RulesError as error:
        yield _finding(error)
        return
    if whole is None:
        return
    found = re.compile("|".join(_looked_for(whole)) or "(?!)")
    for example in examples:
        if not found.search(example):
            yield _warning(rule, "examples", f"the example {example!r} holds nothing that the rule looks for", "error")


def _looked_for(rule: Rule) -> Iterator[str]:
    for key, value in rule.fields.items():
        if key in ("pattern", "patterns"):
            yield from (f"(?:{pattern})" for pattern in ([value] if isinstance(value, str) else value))
        elif key in ("words", "names", "suffixes", "strong", "weak", "triggers", "prefixes"):
            yield from (re.escape(str(item)) for item in value)
        elif key in ("name", "short"):
            yield re.escape(str(value))


def _warning(rule: Rule, field: str, message: str, level: Literal["error", "warning"] = "warning") -> Finding:
    error = rule.error(message, field=field)
    return Finding(level, error.where, error.message)
