"""Cue rules: patterns that tell what a clause is, from ``rules/cues.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.rules import Overlay
from cnreport.rules.literals import Prefilter
from cnreport.rules.loading import load_rules
from cnreport.text import Span

_SCOPES: Final = ("clause", "onward", "hint", "question", "label", "heading", "theme", "sibling")
# The hints that say of which time a clause speaks; those behind it in its paragraph keep it.
TIMES: Final = {"hint.past": "past", "hint.future": "future", "hint.now": "now"}
VOTES: Final = ("achievement", "problem", "plan", "none", "lead")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One cue; see the head of ``rules/cues.toml``. Two are equal only when they are the same: hashing is cheap.

    ``section`` is the kind that an onward one gives to the rest of its section, if it does; ``own`` marks one that the
    user added: the model does not know it.
    """

    id: str
    scope: str
    vote: str
    pattern: re.Pattern[str]
    section: str | None = None
    own: bool = False


@dataclass
class Cues:
    """The cues by scope, in file order."""

    clause: tuple[Cue, ...]
    onward: tuple[Cue, ...]
    hint: tuple[Cue, ...]
    question: tuple[Cue, ...]
    label: tuple[Cue, ...]
    heading: tuple[Cue, ...]
    theme: tuple[Cue, ...]
    sibling: tuple[Cue, ...]

    _spoken: tuple[Cue, ...] = field(init=False)
    _prefilter: Prefilter = field(init=False)

    def __post_init__(self) -> None:
        self._spoken = (*self.onward, *self.clause, *self.hint, *self.label)
        self._prefilter = Prefilter([cue.pattern for cue in self._spoken])

    def spoken(self, text: str, start: int, spans: Sequence[Span]) -> Iterator[tuple[Cue, ...]]:
        """The cues of each of the clauses ``spans``, which follow on each other from ``start``: onward ones first."""
        cues = self._spoken
        end = spans[-1].end if spans else start
        possible = self._prefilter.possible(text[start:end], [span.end - start for span in spans])
        for span, numbers in zip(spans, possible, strict=True):
            quoted = text[span.start : span.end]
            yield tuple(cue for cue in map(cues.__getitem__, numbers) if cue.pattern.search(quoted))


@cache
def load_cues(overlay: Overlay | Path | None = None) -> Cues:
    """The project's cues with a user's overlay laid over them; `RulesError` on a pattern that does not compile."""
    found: dict[str, list[Cue]] = {scope: [] for scope in _SCOPES}
    for rule in load_rules("cues", overlay):
        rule.expect(("scope", "vote", "section", "pattern"))
        scope, vote, section = rule.text("scope"), rule.text("vote"), rule.text("section", "") or None
        if scope not in _SCOPES:
            raise rule.error(f"unknown scope {scope!r}", "one of " + ", ".join(_SCOPES))
        if vote not in VOTES:
            raise rule.error(f"unknown vote {vote!r}", "one of " + ", ".join(VOTES))
        if section is not None and (scope != "onward" or section not in VOTES):
            raise rule.error("'section' is a vote, of an onward cue", field="section")
        try:
            pattern = re.compile(rule.text("pattern"))
        except re.error as error:
            raise rule.error(f"the pattern does not compile: {error}") from error
        found[scope].append(Cue(rule.id, scope, vote, pattern, section, rule.origin == "added"))
    return Cues(*(tuple(found[scope]) for scope in _SCOPES))
