"""The trained model of kinds: a linear-chain CRF over the clauses of a speech (python-crfsuite).

It takes the rules' proposal as one feature among others, so it settles what they leave open. Its labels are the three
kinds, "lead" for clauses that announce a list, and "none". Without its file the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Any

from cnreport.artefacts import find_model
from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.features import clause_features
from cnreport.errors import ModelError
from cnreport.schema import KINDS
from cnreport.text.source import encodable

FILE = "kinds.crfsuite"
LABELS = (*KINDS, "lead", "none")
# In speeches of fewer clauses, unlike most that it has seen, the model must be so sure to outvote the rules where they
# take a clause for a statement; where it would leave that out, it says which kind it would be.
_SHORT = 12
_SURE = 0.7


# What tells these apart is the time, which an announcement states.
_DATED = frozenset(["achievement", "plan"])


class KindModel:
    """Labels the clauses of a speech in place."""

    def __init__(self, path: Path) -> None:
        import pycrfsuite

        # The speeches of an article come one after the other, and it is looked through once for all of them.
        self._text = self._encodable = ""
        self._tagger: Any = pycrfsuite.Tagger()
        try:
            self._tagger.open(str(path))
        except (OSError, ValueError) as error:
            raise ModelError(f"not a model of kinds: {error}", where=str(path)) from error

    def judge(self, text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> None:
        """Set the kind and confidence of each clause; `cnreport.discourse.kinds.judge` must have run before."""
        if not clauses:
            return
        if text is not self._text:
            self._text, self._encodable = text, encodable(text)
        labels = self._tagger.tag(clause_features(self._encodable, sentences, clauses))
        short = len(clauses) < _SHORT
        for position, (clause, label) in enumerate(zip(clauses, labels, strict=True)):
            sure = self._probability(label, position)
            if short and sure < _SURE and clause.by_rules in KINDS:
                label = clause.by_rules if label in KINDS else self._likeliest(position)
                sure = self._probability(label, position)
            if label in _DATED and clause.by_rules in _DATED and _announces(clause):
                label = clause.by_rules
                sure = self._probability(label, position)
            clause.kind = label
            clause.confidence = round(sure, 3)

    def _likeliest(self, position: int) -> str:
        return max(KINDS, key=lambda kind: self._probability(kind, position))

    def _probability(self, label: str, position: int) -> float:
        """How likely ``label`` is at ``position``; 0 where text that is no prose takes it beyond what a float holds."""
        probability: float = self._tagger.marginal(label, position)
        return 0.0 if isnan(probability) else min(probability, 1.0)


def _announces(clause: Clause) -> bool:
    """Whether the clause itself says which time it speaks of, as its kind by rules has it: 今年以来, 下一步."""
    return any(cue.scope == "onward" and cue.vote == clause.by_rules for cue in clause.cues)


def load_kind_model(folder: Path | None = None) -> KindModel | None:
    """The model in ``folder``; without one that of this installation, or None when it has none."""
    path = find_model(FILE) if folder is None else folder / FILE
    return None if path is None else KindModel(path)
