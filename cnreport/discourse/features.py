"""What the kind model sees of a clause: short strings, the same at training and at work."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cnreport.discourse.clauses import Clause, Sentence

_TURN = "turn.but"
# So many clauses after a turn (但是, 不过) its force is spent.
_FAR = 12
_STOPS = "，。；：！？,;:!?\n "
_DIGITS = frozenset("0123456789%")
_MARKERS = "一二三四五六七八九十（(第—1234567890"


def clause_features(text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> list[list[str]]:
    """The features of each clause of a speech, in order; `judge` must have proposed their kinds."""
    votes = [",".join(sorted({cue.vote for cue in clause.cues})) for clause in clauses]
    by_sentence: dict[int, set[str]] = {}
    for clause in clauses:
        by_sentence.setdefault(clause.sentence, set()).update(cue.id for cue in clause.cues)
    count = len(clauses)
    turned = -_FAR
    features = []
    for number, clause in enumerate(clauses):
        quoted = text[clause.start : clause.end].strip(_STOPS)
        stop = text[clause.end - 1]
        sentence = sentences[clause.sentence]
        place = "first" if sentence.first and clause.index == 0 else "head" if sentence.first else "mid"
        length = len(quoted)
        figures = "q" if not _DIGITS.isdisjoint(quoted) else "-"
        before = clauses[number - 1] if number else None
        opens = clause.index == 0
        if any(cue.id == _TURN for cue in clause.cues):
            turned = number
        since = number - turned
        turn = "0" if since == 0 else "near" if since < 4 else "far" if since < _FAR else "-"
        row = [
            f"rule={clause.kind}",
            f"rule={clause.kind}{clause.passage}{clause.section}",
            f"sec={clause.section}",
            f"pass={clause.passage}",
            f"pass={clause.passage}{clause.section}{min(clause.opened, 3)}",
            f"votes={votes[number]}|{clause.passage}",
            f"votes={votes[number]}|{clause.section}",
            f"vprev={votes[number - 1] if number else '^'}|{votes[number]}",
            f"vnext={votes[number + 1] if number + 1 < count else '$'}|{votes[number]}",
            f"place={place}{stop}{figures}",
            f"place={place}{clause.passage}",
            f"far={number * 10 // count}",
            f"far={number * 5 // count}{clause.passage}",
            f"len={min(length // 4, 8)}{stop}{opens}",
            f"h1={quoted[:1]}",
            f"h2={quoted[:2]}",
            f"h3={quoted[:3]}",
            f"h2s={quoted[:2]}{clause.passage}",
            f"t1={quoted[-1:]}{stop}",
            f"t2={quoted[-2:]}{stop}",
            f"t3={quoted[-3:]}",
            f"new={before is None or before.paragraph != clause.paragraph}{clause.passage}",
            f"turn={turn}",
            f"turn={turn}{clause.passage}{votes[number]}",
            f"mark={quoted[:1] in _MARKERS and opens}{clause.passage}",
        ]
        row += [f"cue={cue.id}" for cue in clause.cues]
        row += [f"cue={cue.id}|{clause.passage}" for cue in clause.cues]
        row += [f"scue={cue}" for cue in by_sentence[clause.sentence]]
        row += [f"g={a}{b}" for a, b in pairwise(quoted)]
        features.append(row)
    return features
