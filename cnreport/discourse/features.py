"""What the kind model sees of a clause: short strings, the same at training and at work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.cues import TIMES, Cue

_TURN = "turn.but"
# So many clauses after a turn (但是, 不过) its force is spent.
_FAR = 12
_STOPS = "，。；：！？,;:!?\n "
_DIGITS = frozenset("0123456789%")
# No clause of prose is longer; the weights of what is longer would add up beyond what the model can hold.
_LONGEST = 200
# Of a shorter speech it says nothing how far on a clause stands: its first may be the last of its achievements.
_LONG = 30
_MARKERS = "一二三四五六七八九十（(第—1234567890"


def clause_features(text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> list[list[str]]:
    """The features of each clause of a speech, in order; `judge` must have proposed their kinds.

    What depends on a few labels only is the same for many clauses and is made once (`_of_state`, `_of_cues`).
    """
    votes = [_votes(clause.cues) for clause in clauses]
    by_sentence: dict[int, dict[str, None]] = {}
    spoken: list[set[str]] = [set() for _ in sentences]
    for clause, voted in zip(clauses, votes, strict=True):
        by_sentence.setdefault(clause.sentence, {}).update(_ids(clause.cues))
        spoken[clause.sentence].update(voted.split(","))
    sentence_votes = ["".join(sorted(vote[:2] for vote in found if vote)) for found in spoken]
    quotes = [text[clause.start : clause.end].strip(_STOPS) for clause in clauses]
    count = len(clauses)
    long = count >= _LONG
    turned = -_FAR
    paragraph = opened = -1
    time = "-"
    features = []
    for number, clause in enumerate(clauses):
        quoted = quotes[number]
        last = quotes[number - 1] if number else "^"
        following = quotes[number + 1] if number + 1 < count else "$"
        stop = text[clause.end - 1]
        first = sentences[clause.sentence].first
        opens = clause.index == 0
        place = "first" if first and opens else "head" if first else "mid"
        figures = "-" if _DIGITS.isdisjoint(quoted) else "q"
        passage = clause.passage
        if _has_turn(clause.cues):
            turned = number
        if clause.paragraph != paragraph:
            time = "-"
        time = _time(clause.cues) or time
        if clause.opened == 0:
            opened = clause.paragraph
        here = clause.sentence
        before = sentence_votes[here - 1] if here else "^"
        after = sentence_votes[here + 1] if here + 1 < len(sentences) else "$"
        since = number - turned
        turn = "0" if since == 0 else "near" if since < 4 else "far" if since < _FAR else "-"
        row = [
            *_of_state(clause.kind, passage, clause.section, min(clause.opened, 3)),
            *_of_votes(votes[number], passage, clause.section, turn),
            f"vprev={votes[number - 1] if number else '^'}|{votes[number]}",
            f"vnext={votes[number + 1] if number + 1 < count else '$'}|{votes[number]}",
            f"place={place}{stop}{figures}",
            f"time={time}",
            f"time={time}{votes[number]}|{figures}",
            f"time={time}{passage}|{figures}",
            f"same={clause.paragraph == opened}{passage}",
            f"around={before}|{sentence_votes[here]}",
            f"around={sentence_votes[here]}|{after}|",
            f"alone={sentence_votes[here]}|{passage}|{place}",
            f"place={place}{passage}",
            f"far={number * 10 // count if long else '-'}",
            f"far={number * 5 // count if long else '-'}{passage}",
            f"len={min(len(quoted) // 4, 8)}{stop}{opens}",
            f"h1={quoted[:1]}",
            f"h2={quoted[:2]}",
            f"h3={quoted[:3]}",
            f"h2s={quoted[:2]}{passage}",
            f"t1={quoted[-1:]}{stop}",
            f"t2={quoted[-2:]}{stop}",
            f"t3={quoted[-3:]}",
            f"bh2={last[:2]}",
            f"bt2={last[-2:]}",
            f"ah2={following[:2]}",
            f"at2={following[-2:]}",
            f"new={clause.paragraph != paragraph}{passage}",
            f"mark={quoted[:1] in _MARKERS and opens}{passage}",
            *_of_cues(clause.cues, passage),
        ]
        row += [f"scue={cue}" for cue in by_sentence[clause.sentence]]
        row += [f"g={a}{b}" for a, b in pairwise(quoted[:_LONGEST])]
        features.append(row)
        paragraph = clause.paragraph
    return features


@lru_cache(maxsize=4096)
def _of_state(kind: str, passage: str, section: str, opened: int) -> tuple[str, ...]:
    return (
        f"rule={kind}",
        f"rule={kind}{passage}{section}",
        f"sec={section}",
        f"pass={passage}",
        f"pass={passage}{section}{opened}",
    )


@lru_cache(maxsize=4096)
def _of_votes(votes: str, passage: str, section: str, turn: str) -> tuple[str, ...]:
    return f"votes={votes}|{passage}", f"votes={votes}|{section}", f"turn={turn}", f"turn={turn}{passage}{votes}"


@lru_cache(maxsize=4096)
def _of_cues(cues: tuple[Cue, ...], passage: str) -> tuple[str, ...]:
    return (*(f"cue={cue.id}" for cue in cues), *(f"cue={cue.id}|{passage}" for cue in cues))


@lru_cache(maxsize=4096)
def _votes(cues: tuple[Cue, ...]) -> str:
    return ",".join(sorted({cue.vote for cue in cues if cue.scope != "hint"}))


@lru_cache(maxsize=4096)
def _ids(cues: tuple[Cue, ...]) -> dict[str, None]:
    return dict.fromkeys(cue.id for cue in cues)


@lru_cache(maxsize=4096)
def _time(cues: tuple[Cue, ...]) -> str | None:
    return next((TIMES[cue.id] for cue in cues if cue.id in TIMES), None)


@lru_cache(maxsize=4096)
def _has_turn(cues: tuple[Cue, ...]) -> bool:
    return _TURN in _ids(cues)
