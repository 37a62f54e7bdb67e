"""What the kind model sees of a clause: short strings, the same at training and at work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.cues import TIMES, Cue
from cnreport.learned.weights import Features, Sums

_TURN: Final = "turn.but"
# So many clauses after a turn (但是, 不过) its force is spent.
_FAR: Final = 12
_STOPS: Final = "，。；：！？,;:!?\n "
_DIGITS: Final = frozenset("0123456789%")
# No clause of prose is longer; the weights of what is longer would add up beyond what the model can hold.
_LONGEST: Final = 100
# Of a shorter speech it says nothing how far on a clause stands: its first may be the last of its achievements.
_LONG: Final = 30
# So many sentences from the beginning of a speech, and from its end, are not told apart from those further on.
_ENDS: Final = 2
_MARKERS: Final = "一二三四五六七八九十（(第—1234567890"


class _Edge:
    """What the beginning or the end of a clause tells of the clause itself, of the one behind it, and of the one before
    it.
    """

    __slots__ = ("before", "behind", "own")

    def __init__(self, own: Any, before: Any, behind: Any) -> None:
        self.own = own
        self.before = before
        self.behind = behind


def clause_features(
    features: Features, text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause]
) -> list[Any]:
    """The sum of the features of each clause of a speech, in order; `judge` must have proposed their kinds.

    ``features`` are what is added up: weights, or the names of the features. What depends on a few labels only is the
    same for many clauses and is added up once.
    """
    zero = features.nothing
    far, length, pair = map(features.named, ("far", "len", "g"))
    h2s = features.named("h2s")
    votes = [_votes(clause.cues) for clause in clauses]
    by_sentence: dict[int, dict[str, None]] = {}
    spoken: list[set[str]] = [set() for _ in sentences]
    for clause, voted in zip(clauses, votes, strict=True):
        by_sentence.setdefault(clause.sentence, {}).update(_ids(clause.cues))
        spoken[clause.sentence].update(voted.split(","))
    told = {sentence: _told(features, tuple(cues)) for sentence, cues in by_sentence.items()}
    sentence_votes = ["".join(sorted(vote[:2] for vote in found if vote)) for found in spoken]
    quotes = [text[clause.start : clause.end].strip(_STOPS) for clause in clauses]
    stops = [text[clause.end - 1] for clause in clauses]
    # How a clause begins and ends, and those before it and behind it.
    heads, tails = _heads(features), _tails(features)
    begins = [heads[quoted[:3]] for quoted in quotes] + [heads["$"], heads["^"]]
    ends = [tails[quoted[-3:] + stop] for quoted, stop in zip(quotes, stops, strict=True)] + [tails["$$"], tails["^^"]]
    count = len(clauses)
    long = count >= _LONG
    turned = -_FAR
    paragraph = opened = -1
    time = "-"
    found = []
    for number, clause in enumerate(clauses):
        quoted = quotes[number]
        stop = stops[number]
        first = sentences[clause.sentence].first
        opens = clause.index == 0
        place = "first" if first and opens else "head" if first else "mid"
        figures = "-" if _DIGITS.isdisjoint(quoted) else "q"
        passage, voted = clause.passage, votes[number]
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
        stretch = number * 10 // count if long else "-"
        fifth = number * 5 // count if long else "-"
        # Added up at once: sums of numbers that fit a machine word are fastest so.
        seen = [
            _of_state(features, clause.kind, passage, clause.section, min(clause.opened, 3)),
            _of_votes(features, voted, passage, clause.section, turn),
            _beside(
                features, votes[number - 1] if number else "^", voted, votes[number + 1] if number + 1 < count else "$"
            ),
            _of_place(
                features, place + stop + figures, place, passage, clause.paragraph == opened,
                clause.paragraph != paragraph, quoted[:1] in _MARKERS and opens,
            ),
            _of_time(features, time, voted, passage, figures),
            _of_sentences(features, before, sentence_votes[here], after, passage, place),
            _of_ends(features, min(here, _ENDS), min(len(sentences) - 1 - here, _ENDS), figures, clause.kind),
            _of_cues(features, clause.cues, passage),
            told[here],
            far(f"{stretch}", zero),
            far(f"{fifth}{passage}", zero),
            length(f"{min(len(quoted) // 4, 8)}{stop}{opens}", zero),
            h2s(quoted[:2] + passage, zero),
            begins[number].own,
            begins[number - 1].before,
            begins[number + 1].behind,
            ends[number].own,
            ends[number - 1].before,
            ends[number + 1].behind,
        ]  # fmt: skip
        for i in range(min(len(quoted), _LONGEST) - 1):
            weight = pair(quoted[i : i + 2], None)
            if weight is not None:  # few pairs have one
                seen.append(weight)
        found.append(sum(seen, zero))
        paragraph = clause.paragraph
    return found


@lru_cache(maxsize=8)
def _heads(features: Features) -> Sums[_Edge]:
    """By the first three letters of a clause."""
    h1, h2, h3, bh2, ah2 = map(features.named, ("h1", "h2", "h3", "bh2", "ah2"))
    zero = features.nothing

    def tell(head: str) -> _Edge:
        own = h1(head[:1], zero) + h2(head[:2], zero) + h3(head, zero)
        return _Edge(own, bh2(head[:2], zero), ah2(head[:2], zero))

    return Sums(tell)


@lru_cache(maxsize=8)
def _tails(features: Features) -> Sums[_Edge]:
    """By the last three letters of a clause and the stop behind them."""
    t1, t2, t3, bt2, at2 = map(features.named, ("t1", "t2", "t3", "bt2", "at2"))
    zero = features.nothing

    def tell(key: str) -> _Edge:
        tail, stop = key[:-1], key[-1]
        own = t1(tail[-1:] + stop, zero) + t2(tail[-2:] + stop, zero) + t3(tail, zero)
        return _Edge(own, bt2(tail[-2:], zero), at2(tail[-2:], zero))

    return Sums(tell)


@lru_cache(maxsize=4096)
def _of_state(features: Features, kind: str, passage: str, section: str, opened: int) -> Any:
    """What the rules propose, and where the clause stands."""
    rule, sec, part = map(features.named, ("rule", "sec", "pass"))
    zero = features.nothing
    return (
        rule(kind, zero)
        + rule(f"{kind}{passage}{section}", zero)
        + sec(section, zero)
        + part(passage, zero)
        + part(f"{passage}{section}{opened}", zero)
    )


@lru_cache(maxsize=4096)
def _of_votes(features: Features, votes: str, passage: str, section: str, turn: str) -> Any:
    """What the clause's cues vote for, behind a turn or not."""
    vote, turned, zero = features.named("votes"), features.named("turn"), features.nothing
    return (
        vote(f"{votes}|{passage}", zero)
        + vote(f"{votes}|{section}", zero)
        + turned(turn, zero)
        + turned(f"{turn}{passage}{votes}", zero)
    )


@lru_cache(maxsize=4096)
def _beside(features: Features, before: str, votes: str, after: str) -> Any:
    """What the cues of the clauses around vote for."""
    zero = features.nothing
    return features.named("vprev")(f"{before}|{votes}", zero) + features.named("vnext")(f"{after}|{votes}", zero)


@lru_cache(maxsize=4096)
def _of_place(features: Features, seen: str, place: str, passage: str, same: bool, new: bool, marked: bool) -> Any:
    """Where in its sentence and paragraph the clause stands."""
    at, zero = features.named("place"), features.nothing
    return (
        at(seen, zero)
        + at(f"{place}{passage}", zero)
        + features.named("same")(f"{same}{passage}", zero)
        + features.named("new")(f"{new}{passage}", zero)
        + features.named("mark")(f"{marked}{passage}", zero)
    )


@lru_cache(maxsize=4096)
def _of_time(features: Features, time: str, votes: str, passage: str, figures: str) -> Any:
    """The time that the paragraph has named."""
    at, zero = features.named("time"), features.nothing
    return at(time, zero) + at(f"{time}{votes}|{figures}", zero) + at(f"{time}{passage}|{figures}", zero)


@lru_cache(maxsize=4096)
def _of_sentences(features: Features, before: str, here: str, after: str, passage: str, place: str) -> Any:
    """What the cues of the sentence and of those around it vote for."""
    around, zero = features.named("around"), features.nothing
    return (
        around(f"{before}|{here}", zero)
        + around(f"{here}|{after}|", zero)
        + features.named("alone")(f"{here}|{passage}|{place}", zero)
    )


@lru_cache(maxsize=4096)
def _of_ends(features: Features, before: int, behind: int, figures: str, kind: str) -> Any:
    """Whether the sentence is among the first or last of the speech, where greetings, settings and appeals stand."""
    end, zero = features.named("end"), features.nothing
    return (
        end(f"{before}{figures}", zero)
        + end(f"{before}{kind}", zero)
        + end(f"|{behind}{figures}", zero)
        + end(f"|{behind}{kind}", zero)
    )


@lru_cache(maxsize=4096)
def _of_cues(features: Features, cues: tuple[Cue, ...], passage: str) -> Any:
    """The cues of the clause."""
    named, score = features.named("cue"), features.nothing
    for cue in cues:
        score += named(cue.id, features.nothing) + named(f"{cue.id}|{passage}", features.nothing)
    return score


@lru_cache(maxsize=4096)
def _told(features: Features, cues: tuple[str, ...]) -> Any:
    """The cues of the whole sentence."""
    named, score = features.named("scue"), features.nothing
    for cue in cues:
        score += named(cue, features.nothing)
    return score


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
