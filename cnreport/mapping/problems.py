"""The cause and the severity that a problem states, by the patterns of ``rules/problems.toml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cnreport.rules import Overlay
from cnreport.rules.loading import load_rules
from cnreport.text import Span

_FIELDS = ("cause", "severity")


@cache
def load_problem_patterns(overlay: Overlay | Path | None = None) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each field, in file order; `RulesError` on one without exactly one group."""
    patterns: dict[str, list[re.Pattern[str]]] = {field: [] for field in _FIELDS}
    for rule in load_rules("problems", overlay):
        rule.expect(("field", "pattern"))
        field = rule.text("field")
        if field not in patterns:
            raise rule.error(f"unknown field {field!r}", "one of " + ", ".join(_FIELDS))
        try:
            pattern = re.compile(rule.text("pattern"))
        except re.error as error:
            raise rule.error(f"the pattern does not compile: {error}") from error
        if pattern.groups != 1:
            raise rule.error("the pattern must have one group, the mention")
        patterns[field].append(pattern)
    return {field: tuple(found) for field, found in patterns.items()}


def find_in_problem(field: str, text: str, start: int, end: int, overlay: Overlay | Path | None = None) -> Span | None:
    """The "cause" or the "severity" that the problem ``start:end`` states, or None."""
    for pattern in load_problem_patterns(overlay)[field]:
        # One character more than the statement, so that a pattern can see the stop behind it.
        if match := pattern.search(text, start, end + 1):
            return Span(*match.span(1))
    return None
