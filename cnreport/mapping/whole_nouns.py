"""What an amount counts, with the words that name it in its record's object: 爆管事件 where 事件 was chosen.

The noun that was chosen ends the name, as a rule. Where the name begins its own words do not tell: 整改事项 may be
items that were put right, and a kind of items. The object of the record tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame
from cnreport.mapping.word import Word
from cnreport.text import Span

# Classes of the words that a name may begin with, and so many characters at most.
_NAMING: Final = frozenset("NAVD")
_LONGEST: Final = 10
# What stands before a name and is none of it: whose or where it is, when, and how much of it.
_APART: Final = re.compile(
    "全.?|所有|全部|各.?|本.?|该|每.*|其|有|共|参加|累计|实际|.*年|年[底内末]|上月|(?!社区|小区|农村|乡村|城市|城镇).*[省市县区镇乡村州旗]|我.|前|后"
)


def with_whole_nouns(facts: Sequence[Fact], frame: Frame, words: Sequence[Word]) -> list[Fact]:
    """The facts of a record's amounts, each noun that ends the object with the words of its name before it.

    ``words`` are those of the record.
    """
    thing = frame.object
    if thing is None:
        return list(facts)
    # Of several amounts each may count one of several things: 泵站、水闸分别建成3座、5座.
    naming = _NAMING | {"C"} if len(facts) == 1 else _NAMING
    return [Fact(_whole(fact, thing, words, naming), fact.action, fact.shape) for fact in facts]


def _whole(fact: Fact, thing: Span, words: Sequence[Word], naming: frozenset[str]) -> Span | None:
    of, action = fact.of, fact.action
    if of is None or of.end != thing.end or of.start <= thing.start:
        return of
    at = start = of.start
    for word in reversed([word for word in words if thing.start <= word.start and word.end <= of.start]):
        acts = action is not None and word.start < action.end and action.start < word.end
        if word.end != at or word.cls not in naming or acts or _APART.fullmatch(word.text):
            break
        at = word.start
        if word.cls != "C":
            start = at
    return Span(start, of.end) if of.start - start <= _LONGEST else of
