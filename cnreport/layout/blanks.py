"""Turns set off by one blank where no gap tells who asks: 江若　大家有话直说。, 市水利局局长 江若 我心里不安。

A blank is read as a colon only behind those of whom the page shows that they speak so: a name that heads several turns
and has an office, among the particulars or at the first of its turns, or beside questions that are set so. Where there
is one, those who are named with a body, who ask, or whose names stand several times speak so too, and whoever the
speaker answers right below (种粮大户何平　…). Names in lists, below a text and at the head of a report stand once, or
in a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from cnreport.layout.gaps import LONG, NO_HEAD, SAYS, with_colons
from cnreport.layout.particulars import guest_labels
from cnreport.layout.people import Person, parse_person
from cnreport.layout.people import words as listed
from cnreport.layout.speakers import bare_name, is_call, who_is_called
from cnreport.layout.turns import asks_on_line, close_spread, without_bullets
from cnreport.text.mending import Line

_BLANK = re.compile(r"[ \u3000](?<=[\u4e00-\u9fff）].)[ \u3000]*(?=[\u4e00-\u9fff“《\d])")
_SPACES = re.compile(r"[ \u3000]+")
# What a report says of a person, who does not speak himself: 江若 在会上指出，…, 江若 主持全面工作，…
_REPORTED = re.compile(
    r"同志|[率系兼]|任(?![何务凭])|[男女][，,]|(?:首先|随后|最后)?(?:在[^，。；]{1,16}[上中时])?"
    r"(?:主持|主讲|分管|协助|带队|带领|陪同|传达|汇报|通报|部署|宣读|出席|参加|要求|强调|指出|透露|表示|介绍|认为|说(?=[，：“道])"
    r"|谈到|告诉|坦言|作了|看到|了解到|获悉|注意到|发现|走进|来到)(?![一下我])"
)
_WHO_ELSE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:（[^（）：]{1,16}）)?")
_LONGEST_HEAD, _LONGEST_PARTICULARS = 40, 120
_SEEN = 64  # so far into a line a blank may stand
_MOST_BLANKS = 4  # 市水利局 局长 江　若　…
_LEAST_TURNS, _LEAST_ASKING = 2, 3
_MOST_TOLD = 40  # who is called by surname and office is sought among so many


class _Turn(NamedTuple):
    """What may be the head of a turn: its words, where the blank behind it begins, and which line of the text it is."""

    words: str
    blank: int
    line: int
    person: Person | None  # named with an office
    name: str  # of the same, or alone, or what one is called (江局长); empty for any other words
    asks: bool  # told as those are who ask, or answer without a name
    reported: bool


def close_blanks(text: str, lines: Sequence[Line]) -> str:
    """``text`` with a colon at each blank behind one who speaks; every offset stays what it was."""
    turns = list(_turns(text, lines))
    several = _several(turns)
    asked = _are_asked(turns, text, lines)
    speakers = several if asked else several and _with_office(several, turns, text, lines)
    if not (speakers or asked):
        return text
    return with_colons(text, (turn.blank for turn in _heads(turns, speakers)))


def _turns(text: str, lines: Sequence[Line]) -> Iterator[_Turn]:
    """The lines that may be turns, each with what names most of who takes it."""
    for number, line in enumerate(lines):
        seen = min(line.end, line.start + _SEEN)
        found: _Turn | None = None
        for blank in islice(_BLANK.finditer(text, line.start, seen), _MOST_BLANKS):
            words = without_bullets(_spaced(text[line.start : blank.start()]))
            if len(words) > _LONGEST_HEAD or NO_HEAD.search(words):
                break
            if not words or not _may_be_said(text, blank.end(), line.end):
                continue
            person = parse_person(words)
            name = person.name if person else bare_name(words) or (words if is_call(words) else "")
            role = close_spread(words)
            asks = not name and (asks_on_line(role) or role in listed("asker") or role in listed("answer"))
            if name or asks or found is None:
                reported = _REPORTED.match(text, blank.end(), line.end) is not None
                found = _Turn(words, blank.start(), number, person, name, asks, reported)
        if found:
            yield found


def _may_be_said(text: str, start: int, end: int) -> bool:
    """Whether what stands behind a blank is a sentence."""
    return end - start >= LONG or SAYS.search(text, max(start, end - 4), end) is not None


def _several(turns: Sequence[_Turn]) -> set[str]:
    """Those who have several turns with others between them, of which the most are no report's words."""
    begun: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    last: _Turn | None = None
    for turn in turns:
        if not turn.name:
            continue
        if last is None or last.name != turn.name or turn.line > last.line + 1:
            begun[turn.name] += 1
        reported[turn.name] += turn.reported
        last = turn
    return {name for name, count in begun.items() if count >= _LEAST_TURNS and 2 * reported[name] < count}


def _are_asked(turns: Sequence[_Turn], text: str, lines: Sequence[Line]) -> bool:
    """Whether those who ask are set so, and most of what they say are questions."""
    asking = [turn for turn in turns if turn.asks and not turn.reported]
    asked = sum(text[lines[turn.line].end - 1] in "？?" for turn in asking)
    return asked >= _LEAST_ASKING and 2 * asked >= len(asking)


def _with_office(names: set[str], turns: Sequence[_Turn], text: str, lines: Sequence[Line]) -> set[str]:
    """Those of ``names`` who have an office, at the first of their turns or among the particulars of the page."""
    first: dict[str, _Turn] = {}
    for turn in turns:
        first.setdefault(turn.name, turn)
    told = {person.name: person for person in _in_particulars(text, lines)}
    told.update((turn.name, turn.person) for turn in first.values() if turn.person)
    few = list(told.values())[:_MOST_TOLD]
    return {name for name in names if name in told or who_is_called(name, few)}


def _in_particulars(text: str, lines: Sequence[Line]) -> Iterator[Person]:
    """Who is named with an office among the particulars of the page, behind a label or on a line of his own."""
    short = (text[line.start : line.end] for line in lines if line.end - line.start <= _LONGEST_PARTICULARS)
    told = (person for line in map(_spaced, short) for person in (*_labelled(line), parse_person(line)))
    return (person for person in told if person and person.position)


def _labelled(line: str) -> Iterator[Person]:
    return (person for _, person in guest_labels(line))


def _spaced(line: str) -> str:
    return _SPACES.sub(" ", line)


def _heads(turns: Sequence[_Turn], speakers: set[str]) -> Iterator[_Turn]:
    """The heads of turns on a page on which some are known to speak."""
    counts = Counter(turn.name for turn in turns)
    lay: list[_Turn] = []
    for turn, below in pairwise((*turns, None)):
        if turn is None or (turn.reported and turn.name not in speakers):
            continue
        several = turn.name != "" and counts[turn.name] >= _LEAST_TURNS
        if several or (turn.person and turn.person.organization) or turn.asks:
            yield turn
        elif below and below.name in speakers and below.line == turn.line + 1 and _WHO_ELSE.fullmatch(turn.words):
            lay.append(turn)
    if len(lay) >= _LEAST_TURNS:
        yield from lay
