"""The room's one door: paragraphs of a speech in, statements out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cnreport.discourse.clauses import read_clauses
from cnreport.discourse.cues import load_cues
from cnreport.discourse.items import find_heads
from cnreport.discourse.kinds import judge
from cnreport.discourse.statements import Statement, build_statements
from cnreport.layout import Paragraph


class Discourse:
    """Decides kinds and items by the cue rules."""

    def __init__(self, rules: Path | None = None) -> None:
        self._cues = load_cues(rules)
        self.warnings: tuple[str, ...] = ()

    def statements(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Statement]:
        """The statements of one speech, in order; positions in ``text``."""
        sentences, clauses = read_clauses(text, paragraphs, self._cues)
        judge(clauses)
        heads = find_heads(text, paragraphs, sentences, clauses)
        return build_statements(text, sentences, clauses, heads)
