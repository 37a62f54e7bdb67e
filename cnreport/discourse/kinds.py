"""The kind of each clause by rules alone: the state of its section and passage, and its own cues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from cnreport.discourse.clauses import FIGURES, Clause, Sentence
from cnreport.discourse.cues import TIMES, Cue
from cnreport.discourse.sections import UNKNOWN
from cnreport.schema import KINDS

# How far a clause's own cues outweigh the passage it stands in.
_PASSAGE_WEIGHT: Final = 2.0
# A speech that has announced nothing yet reports what was done.
_OPENING_WEIGHT: Final = 0.8
_CUE_WEIGHT: Final = {
    "achievement.done": 1.2,
    "achievement.fall": 1.2,
    "plan.modal": 1.4,
    "plan.measure": 0.6,
    "plan.order": 1.2,
    "problem.state": 1.0,
    "problem.soft": 0.7,
}
_TURN: Final = "turn.but"
_OWN_CONFIDENCE: Final = 0.9
_LONGEST_THEME: Final = 36
_THEME_SURE: Final = 0.9
_SETTLED: Final = frozenset(["none.address", "lead.list"])


def judge(clauses: Sequence[Clause]) -> None:
    """Set `Clause.kind` and `Clause.confidence` of every clause in place."""
    for clause in clauses:
        passage = clause.passage if clause.passage != UNKNOWN else clause.section
        clause.kind, clause.confidence = _judged(passage, clause.cues)
    _political_leads(clauses)
    for clause in clauses:
        clause.by_rules = clause.kind


def follow_text(text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> None:
    """Give a paragraph's theme, of which the model is not sure, the kind of all the text behind it.

    A theme (——粮食生产再创新高。) is a short first sentence without a figure that does not say of which time it speaks.
    """
    for _, parts in groupby(clauses, key=lambda clause: clause.paragraph):
        found = list(parts)
        theme = [clause for clause in found if sentences[clause.sentence].first]
        behind = {clause.kind for clause in found[len(theme) :]}
        if not theme or len(behind) != 1 or theme[-1].end - theme[0].start > _LONGEST_THEME:
            continue
        if FIGURES.search(text, theme[0].start, theme[-1].end) or any(_dates(clause.cues) for clause in theme):
            continue
        (kind,) = behind
        if kind in KINDS and all(clause.kind != kind and clause.confidence < _THEME_SURE for clause in theme):
            for clause in theme:
                clause.kind = kind


def _dates(cues: Iterable[Cue]) -> bool:
    return any(cue.scope == "onward" or cue.id in TIMES for cue in cues)


def set_aside(clauses: Sequence[Clause]) -> list[tuple[Clause, tuple[Cue, ...]]]:
    """The clauses whose kind needs no judgement, with all their cues: a label (责任单位：…), or a cue of the user's own
    for clauses says it. Those cues are taken out, so that the other clauses are judged as they would be without.
    """
    aside = [(clause, clause.cues) for clause in clauses if own_vote(clause.cues) is not None]
    for clause, cues in aside:
        clause.cues = tuple(cue for cue in cues if not _decides(cue))
    return aside


def obey(aside: Iterable[tuple[Clause, tuple[Cue, ...]]]) -> None:
    """Give the clauses that were set aside their cues back, and the kind that the first cue that decides says."""
    for clause, cues in aside:
        clause.cues = cues
        clause.kind = clause.by_rules = own_vote(cues) or clause.kind
        clause.confidence = _OWN_CONFIDENCE


@lru_cache(maxsize=4096)
def own_vote(cues: tuple[Cue, ...]) -> str | None:
    """The kind that the first label or cue of the user's own says; None where none of them speaks."""
    return next((cue.vote for cue in cues if _decides(cue)), None)


def _decides(cue: Cue) -> bool:
    return cue.scope == "label" or (cue.own and cue.scope == "clause")


@lru_cache(maxsize=4096)
def _judged(passage: str, cues: tuple[Cue, ...]) -> tuple[str, float]:
    """The kind of a clause with ``cues`` in ``passage``. Few sets of cues occur, so it is worked out once for each."""
    votes = {"achievement": 0.0, "problem": 0.0, "plan": 0.0}
    if passage == "lead":
        return "lead", 0.6
    if passage in votes:
        votes[passage] += _PASSAGE_WEIGHT
    elif passage == UNKNOWN:
        votes["achievement"] += _OPENING_WEIGHT
    for cue in cues:
        if cue.id == _TURN or cue.scope == "hint":
            continue
        if cue.id in _SETTLED or cue.vote in ("lead", "none"):
            return cue.vote, 0.8
        if cue.scope == "onward" and cue.vote == "problem":
            return "lead", 0.7
        if cue.vote in votes and cue.scope == "clause":
            votes[cue.vote] += _CUE_WEIGHT.get(cue.id, 1.0)
    if passage == "achievement":
        votes["problem"] -= 1.0
    if passage == "plan":
        votes["problem"] -= 1.0
        votes["achievement"] -= 1.0
    best = max(votes, key=lambda kind: votes[kind])
    if votes[best] <= 0:
        return "none", 0.5
    total = sum(max(value, 0.0) for value in votes.values())
    return best, round(votes[best] / (total + 0.5), 2)


def _political_leads(clauses: Sequence[Clause]) -> None:
    """在…坚强领导下，…，深入贯彻…，战胜了…: what stands before the last political clause of a sentence is its lead."""
    for number, clause in enumerate(clauses):
        if clause.kind != "none" or all(cue.id != "none.political" for cue in clause.cues):
            continue
        back = number - 1
        while back >= 0 and clauses[back].sentence == clause.sentence:
            clauses[back].kind = "none"
            back -= 1
