"""What the kind model sees of the clauses of a speech: of each clause the rows of its features in the net's table.

A clause is seen by what the rules propose, where it stands, the cues of it and of its sentence, the time its paragraph
has named, how it begins and ends, and its pairs of letters; its neighbours the net sees for itself. All but cues and
pairs are numbers, worked out for all clauses at once; `cnreport.discourse.kind_tables` has the features that a number
stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.kind_tables import (
    NO_TIME,
    PLACES,
    STATES,
    KindTables,
    kind_tables,
)
from cnreport.learned.net import Seen
from cnreport.learned.tables import Numbers
from cnreport.learned.weights import Features

# So many clauses after a turn (但是, 不过) it is not near any more, and its force is spent.
_NEAR: Final = 4
_FAR: Final = 12
_STOPS: Final = "，。；：！？,;:!?\n "
_DIGITS: Final = frozenset("0123456789%")
# No clause of prose is longer; the weights of what is longer would add up beyond what the model can hold.
_LONGEST: Final = 100
# So many sentences from the beginning of a speech, and from its end, are not told apart from those further on.
_ENDS: Final = 2
_MARKERS: Final = "一二三四五六七八九十（(第—1234567890"
_FIRST: Final = PLACES.index("first")
_HEAD: Final = PLACES.index("head")
_MIDDLE: Final = PLACES.index("mid")
# Lengths are told apart in steps of so many letters, up to so many steps.
_STEP: Final = 4
_STEPS: Final = 8
_OPENED: Final = 3


def clause_features(features: Features, text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> Seen:
    """The features of each clause of a speech, in order; `judge` must have proposed their kinds.

    ``features`` give the rows of features in the table of a net.
    """
    tables = kind_tables(features)
    speech = _Speech(tables, text, sentences, clauses)
    told = [_told(features, tuple(ids)) for ids in speech.said]
    pair = features.named("g")
    starts: list[int] = []
    more: list[int] = []
    for clause, number, quoted in zip(clauses, speech.heard, speech.quotes, strict=True):
        starts.append(len(more))
        more.append(0)
        more += told[clause.sentence]
        more += tables.cues[number << 3 | STATES[clause.passage]]
        for i in range(min(len(quoted), _LONGEST) - 1):
            more += pair(quoted[i : i + 2], ())
    return Seen(_fixed(tables, speech), _numbers(more), _numbers(starts))


class _Speech:
    """What is known of each clause of a speech, and of each of its sentences."""

    def __init__(self, tables: KindTables, text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> None:
        heard: list[int] = []
        votes: list[int] = []
        turns: list[int] = []
        states: list[int] = []
        seen: list[int] = []
        heads: list[int] = []
        tails: list[int] = []
        stops: list[int] = []
        self.quotes: list[str] = []
        self.said: list[dict[str, None]] = [{} for _ in sentences]
        paragraph = opened = -1
        time = NO_TIME
        for number, clause in enumerate(clauses):
            said = tables.heard(clause.cues)
            heard.append(said.number)
            votes.append(said.votes)
            self.said[clause.sentence].update(said.ids)
            if said.turns:
                turns.append(number)
            new = clause.paragraph != paragraph
            paragraph = clause.paragraph
            if said.time or new:
                time = said.time
            if clause.opened == 0:
                opened = paragraph
            states.append(
                STATES[clause.kind]
                | STATES[clause.passage] << 3
                | STATES[clause.section] << 6
                | min(clause.opened, _OPENED) << 9
            )
            quoted = text[clause.start : clause.end].strip(_STOPS)
            stop = text[clause.end - 1]
            self.quotes.append(quoted)
            heads.append(tables.heads.of(quoted[:2]))
            tails.append(tables.tails.of(quoted[-2:] + stop))
            stops.append(tables.stops.of(stop))
            opens = clause.index == 0
            first = sentences[clause.sentence].first
            seen.append(
                ((_FIRST if opens else _HEAD) if first else _MIDDLE)
                | (paragraph == opened) << 2
                | new << 3
                | (opens and quoted[:1] in _MARKERS) << 4
                | opens << 5
                | (not _DIGITS.isdisjoint(quoted)) << 6
                | time << 7
                | min(len(quoted) // _STEP, _STEPS) << 9
            )
        self.heard = heard
        self.votes, self.states, self.seen, self.turns = map(_numbers, (votes, states, seen, turns))
        self.heads, self.tails, self.stops = map(_numbers, (heads, tails, stops))
        self.sentences = _numbers([clause.sentence for clause in clauses])


def _numbers(found: list[int]) -> Numbers:
    return np.array(found, np.int64)


def _fixed(tables: KindTables, speech: _Speech) -> Numbers:
    """The features of all clauses, but for their pairs of letters and the cues of them and of their sentences."""
    count = len(speech.votes)
    states, seen, votes, stops, sentence = speech.states, speech.seen, speech.votes, speech.stops, speech.sentences
    kind, passage, section = states & 7, states >> 3 & 7, states >> 6 & 7
    place, relations, opens, figures = seen & 3, seen >> 2 & 7, seen >> 5 & 1, seen >> 6 & 1

    last = np.full(count, -_FAR)
    last[speech.turns] = speech.turns
    since = np.arange(count) - np.maximum.accumulate(last)
    turn = np.searchsorted([1, _NEAR, _FAR], since, "right")
    to_start, to_end = np.minimum(sentence, _ENDS), np.minimum(sentence[-1] - sentence, _ENDS)

    found = (
        tables.state.sums(states),
        tables.votes.sums(votes << 8 | section << 5 | passage << 2 | turn),
        tables.place.sums(relations << 5 | passage << 2 | place),
        tables.stop.sums(stops << 3 | place << 1 | figures),
        tables.length.sums(stops << 5 | seen >> 9 << 1 | opens),
        tables.time.sums(votes << 6 | passage << 3 | (seen >> 7 & 3) << 1 | figures),
        tables.ends.sums(to_start << 6 | to_end << 4 | kind << 1 | figures),
        tables.head.sums(speech.heads),
        tables.head_in_passage.sums(speech.heads << 3 | passage),
        tables.tail.sums(speech.tails),
    )
    return np.concatenate(found, axis=1)


@lru_cache(maxsize=4096)
def _told(features: Features, ids: tuple[str, ...]) -> Any:
    """The cues of a sentence."""
    named, found = features.named("scue"), features.nothing
    for each in ids:
        found += named(each, features.nothing)
    return found
