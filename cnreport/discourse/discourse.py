"""The room's one door: paragraphs of a speech in, statements out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cnreport.discourse.clauses import Clause, Sentence, read_clauses
from cnreport.discourse.cues import load_cues
from cnreport.discourse.items import find_heads
from cnreport.discourse.kinds import follow_text, judge, obey, set_aside
from cnreport.discourse.model import load_kind_model
from cnreport.discourse.statements import Statement, build_statements
from cnreport.layout import Paragraph
from cnreport.rules import Overlay


@dataclass(slots=True)
class Reading:
    """One speech as read: clauses that state nothing are in no statement."""

    sentences: list[Sentence]
    clauses: list[Clause]
    statements: list[Statement]


class Discourse:
    """Decides kinds and items: cue rules first, then the trained model where there is one."""

    def __init__(self, rules: Overlay | Path | None = None, *, model: bool = True, models: Path | None = None) -> None:
        """``models`` is the folder of the trained model, in place of this installation's."""
        self._cues = load_cues(rules)
        self._model = load_kind_model(models) if model else None
        self.has_model = self._model is not None
        self.warnings: tuple[str, ...] = ()
        if self._model is None:
            self.warnings = ("no trained model of kinds: they are decided by rules alone",)

    def statements(self, text: str, paragraphs: Sequence[Paragraph]) -> list[Statement]:
        """The statements of one speech, in order; positions in ``text``."""
        return self.read(text, paragraphs).statements

    def read(self, text: str, paragraphs: Sequence[Paragraph]) -> Reading:
        """The sentences, clauses and statements of one speech, each in order; positions in ``text``."""
        sentences, clauses = self.clauses(text, paragraphs)
        heads = find_heads(text, paragraphs, sentences, clauses)
        return Reading(sentences, clauses, build_statements(text, sentences, clauses, heads))

    def clauses(self, text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Sentence], list[Clause]]:
        """The sentences of one speech and its clauses with their kinds."""
        sentences, clauses = read_clauses(text, paragraphs, self._cues)
        aside = set_aside(clauses)
        judge(clauses)
        if self._model is not None:
            self._model.judge(text, sentences, clauses)
            follow_text(text, sentences, clauses)
        obey(aside)
        return sentences, clauses
