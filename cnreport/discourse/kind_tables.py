"""What each number of `cnreport.discourse.features` stands for: features as short strings ``name=key``.

The cues of a clause, its head, its tail and its stop have numbers as they are first met. Other numbers are put
together from these, from states, votes and counts, some bits each.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from cnreport.discourse.cues import TIMES, VOTES, Cue
from cnreport.discourse.sections import UNKNOWN
from cnreport.learned.tables import Numbering, RowTable
from cnreport.learned.weights import Features, Sums

STATES: Final = {state: number for number, state in enumerate((UNKNOWN, *VOTES))}
"""What a section, a passage or a clause by rules can be, each with its number, of three bits."""
PLACES: Final = ("first", "head", "mid")
"""Where a clause stands in its paragraph: its first, in its first sentence, behind that. The number has two bits."""
TURNS: Final = ("0", "near", "far", "-")
"""How far behind a turn (但是, 不过) a clause stands: at it, near, far, out of its reach. Two bits."""
NO_TIME: Final = 0

_STATE_NAMES: Final = tuple(STATES)
_TIME_NAMES: Final = ("-", *TIMES.values())
_TURN: Final = "turn.but"
# So many heads, tails or sets of cues are kept; then all is forgotten, so that archives do not fill the memory.
_MOST: Final = 60_000


class Heard:
    """What the cues of a clause say: their number, their votes, the time they name, whether they turn."""

    __slots__ = ("ids", "number", "time", "turns", "votes")

    def __init__(self, number: int, cues: tuple[Cue, ...]) -> None:
        self.number = number
        self.ids = dict.fromkeys(cue.id for cue in cues)
        self.votes = sum({1 << VOTES.index(cue.vote) for cue in cues if cue.scope != "hint"})
        self.time = next((_TIME_NAMES.index(TIMES[cue.id]) for cue in cues if cue.id in TIMES), NO_TIME)
        self.turns = _TURN in self.ids


class KindTables:
    """What clauses have said so far, by number, and the tables of their features."""

    def __init__(self, features: Features) -> None:
        """``features`` give the rows of features in the table of a net."""
        self._features = features
        self._heard: dict[tuple[Cue, ...], Heard] = {}
        self._cues: Numbering[tuple[Cue, ...]] = Numbering()
        self.cues: Sums[Any] = Sums(self._of_cues)
        # Of a clause the first two letters, and the last two with the stop behind them.
        self.heads: Numbering[str] = Numbering()
        self.tails: Numbering[str] = Numbering()
        self.stops: Numbering[str] = Numbering()
        self.state, self.votes = RowTable(5, self._state), RowTable(4, self._votes)
        self.place, self.stop = RowTable(4, self._place), RowTable(1, self._stop)
        self.length, self.time, self.ends = RowTable(1, self._length), RowTable(3, self._time), RowTable(4, self._ends)
        self.head, self.head_in_passage = RowTable(2, self._head), RowTable(1, self._head_in_passage)
        self.tail = RowTable(2, self._tail)

    def is_full(self) -> bool:
        """Whether so much is kept that it is time to begin anew."""
        return max(len(self.heads.names), len(self.tails.names), len(self._cues.names)) > _MOST

    def heard(self, cues: tuple[Cue, ...]) -> Heard:
        """What these cues say."""
        found = self._heard.get(cues)
        if found is None:
            found = self._heard[cues] = Heard(self._cues.of(cues), cues)
        return found

    def _feature(self, name: str, key: str) -> Any:
        return self._features.named(name)(key, self._features.nothing)

    def _state(self, number: int) -> Any:
        """What the rules propose, the passage, the section, how long ago it was opened (2 bits)."""
        kind, passage, section, opened = _state(number), _state(number >> 3), _state(number >> 6), number >> 9
        return (
            self._feature("rule", kind)
            + self._feature("rule", f"{kind}{passage}{section}")
            + self._feature("sec", section)
            + self._feature("pass", passage)
            + self._feature("pass", f"{passage}{section}{opened}")
        )

    def _votes(self, number: int) -> Any:
        """The turn, the passage, the section, the votes of the clause."""
        turn, passage, section = TURNS[number & 3], _state(number >> 2), _state(number >> 5)
        votes = _names(number >> 8)
        return (
            self._feature("votes", f"{votes}|{passage}")
            + self._feature("votes", f"{votes}|{section}")
            + self._feature("turn", turn)
            + self._feature("turn", f"{turn}{passage}{votes}")
        )

    def _place(self, number: int) -> Any:
        """The place, the passage; whether the passage was opened in this paragraph, whether the paragraph is new,
        whether it opens with a mark (1 bit each).
        """
        place, passage = PLACES[number & 3], _state(number >> 2)
        same, new, marked = (bool(number >> bit & 1) for bit in (5, 6, 7))
        return (
            self._feature("place", f"{place}{passage}")
            + self._feature("same", f"{same}{passage}")
            + self._feature("new", f"{new}{passage}")
            + self._feature("mark", f"{marked}{passage}")
        )

    def _stop(self, number: int) -> Any:
        """Whether there are figures (1 bit), the place, the stop."""
        return self._feature("place", PLACES[number >> 1 & 3] + self.stops.names[number >> 3] + _figures(number))

    def _length(self, number: int) -> Any:
        """Whether the clause opens its sentence (1 bit), its length (4 bits), the stop."""
        return self._feature("len", f"{number >> 1 & 15}{self.stops.names[number >> 5]}{bool(number & 1)}")

    def _time(self, number: int) -> Any:
        """Whether there are figures (1 bit), the time that the paragraph has named, the passage, the votes."""
        figures, time, passage = _figures(number), _TIME_NAMES[number >> 1 & 3], _state(number >> 3)
        return (
            self._feature("time", time)
            + self._feature("time", f"{time}{_names(number >> 6)}|{figures}")
            + self._feature("time", f"{time}{passage}|{figures}")
        )

    def _ends(self, number: int) -> Any:
        """Whether there are figures (1 bit), what the rules propose, how near the sentence is to the end and to the
        beginning of the speech (2 bits each), where greetings, settings and appeals stand.
        """
        figures, kind, behind, before = _figures(number), _state(number >> 1), number >> 4 & 3, number >> 6
        return (
            self._feature("end", f"{before}{figures}")
            + self._feature("end", f"{before}{kind}")
            + self._feature("end", f"|{behind}{figures}")
            + self._feature("end", f"|{behind}{kind}")
        )

    def _of_cues(self, number: int) -> Any:
        """The passage, the number of the cues."""
        passage, found = _state(number), self._features.nothing
        for cue in self._cues.names[number >> 3]:
            found += self._feature("cue", cue.id) + self._feature("cue", f"{cue.id}|{passage}")
        return found

    def _head(self, number: int) -> Any:
        head = self.heads.names[number]
        return self._feature("h1", head[:1]) + self._feature("h2", head)

    def _head_in_passage(self, number: int) -> Any:
        """The passage, the head."""
        return self._feature("h2s", self.heads.names[number >> 3] + _state(number))

    def _tail(self, number: int) -> Any:
        name = self.tails.names[number]
        return self._feature("t1", name[-2:]) + self._feature("t2", name)


def _state(number: int) -> str:
    return _STATE_NAMES[number & 7]


def _figures(number: int) -> str:
    return "-q"[number & 1]


def _names(votes: int) -> str:
    """The votes of a clause, a bit each."""
    return ",".join(sorted(vote for bit, vote in enumerate(VOTES) if votes >> bit & 1))


def kind_tables(features: Features) -> KindTables:
    """The tables of these features, kept for the next speeches."""
    found = _kept(features)
    if found.is_full():
        _kept.cache_clear()
        found = _kept(features)
    return found


@lru_cache(maxsize=8)
def _kept(features: Features) -> KindTables:
    return KindTables(features)
