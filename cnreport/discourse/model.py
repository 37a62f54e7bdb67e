"""The trained model of kinds: a small net over the clauses of a speech; each has the kind that is likeliest.

It takes the rules' proposal as one feature among others, so it settles what they leave open. Its labels are the three
kinds, "lead" for clauses that announce a list, and "none". Without its file the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cnreport.artefacts import find_model
from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.features import clause_features
from cnreport.learned.files import read_model
from cnreport.learned.net import Net, Rows
from cnreport.schema import KINDS

FILE: Final = "kinds.json"
VERSION: Final = 4
LABELS: Final = (*KINDS, "lead", "none")
# In speeches of fewer clauses, unlike most that it has seen, the model must be so sure to outvote the rules where they
# take a clause for a statement; where it would leave that out, it says which kind it would be.
_SHORT: Final = 12
_SURE: Final = 0.7


# What tells these apart is the time, which an announcement states.
_DATED: Final = frozenset(["achievement", "plan"])


class KindModel:
    """Labels the clauses of a speech in place."""

    def __init__(self, path: Path) -> None:
        """The model in ``path``; `ModelError` when it is not one of this version."""
        self._rows, self._net = read_model(path, VERSION, "a model of kinds", _read)

    def judge(self, text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> None:
        """Set the kind and confidence of each clause; `cnreport.discourse.kinds.judge` must have run before."""
        if not clauses:
            return
        likelihoods = self._net.likelihoods(clause_features(self._rows, text, sentences, clauses)).tolist()
        short = len(clauses) < _SHORT
        for clause, shares in zip(clauses, likelihoods, strict=True):
            most = max(shares)
            label = LABELS[shares.index(most)]
            if short and most < _SURE and clause.by_rules in KINDS:
                label = clause.by_rules if label in KINDS else _likeliest(shares)
            if label in _DATED and clause.by_rules in _DATED and _announces(clause):
                label = clause.by_rules
            clause.kind = label
            clause.confidence = round(shares[LABELS.index(label)], 3)


def _read(data: dict[str, Any]) -> tuple[Rows, Net]:
    rows = Rows(data["names"])
    return rows, Net(data["net"], len(rows))


def _likeliest(shares: Sequence[float]) -> str:
    """The likeliest kind of statement, whatever else is likelier."""
    return max(KINDS, key=lambda kind: shares[LABELS.index(kind)])


def _announces(clause: Clause) -> bool:
    """Whether the clause itself says which time it speaks of, as its kind by rules has it: 今年以来, 下一步."""
    return any(cue.scope == "onward" and cue.vote == clause.by_rules for cue in clause.cues)


def load_kind_model(folder: Path | None = None) -> KindModel | None:
    """The model in ``folder``; without one that of this installation, or None when it has none."""
    path = find_model(FILE) if folder is None else folder / FILE
    return None if path is None else KindModel(path)
