"""Pages of several interviews: each has its headline, the subtitle that names the guest, and its own questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnreport.layout.blocks import Block
from cnreport.layout.introductions import interviewed
from cnreport.layout.joining import is_closed
from cnreport.layout.particulars import guest_label, is_host
from cnreport.layout.people import Person
from cnreport.layout.speakers import announcement
from cnreport.layout.titles import may_be_headline
from cnreport.layout.turns import question_head

_SUBTITLE = re.compile(r"^[—\-–□■◇◆●▪▲]{1,6} ?(?:专?访|对话|面对面|听|与.{6,30}(?:谈|对话|面对面))")
_WITH_SUBTITLE = re.compile(r"^[^—。；]{4,30}——?(?:专?访|对话)")
_LONGEST_LINE = 60
_NEAR = 6  # so many lines may stand between the one that names the guest and the first question


def is_subtitle(text: str) -> bool:
    """Whether a line is the subtitle of an interview (——访江坪县县长…)."""
    return _SUBTITLE.match(text) is not None


def interviews(blocks: Sequence[Block]) -> list[int]:
    """Where the interviews of a page begin, each at its headline; none where there are not several guests."""
    asks = [question_head(block.raw) > 0 for block in blocks]
    if not any(asks) and not any(is_subtitle(block.raw) for block in blocks):
        return []
    begins: list[int] = []
    guests: set[str] = set()
    guest = ""
    for index, block in enumerate(blocks):
        found = _begins(blocks, asks, index) if block.kind == "text" and len(block.raw) <= _LONGEST_LINE else None
        if found and (not begins or (found[0] > begins[-1] and found[1].name != guest)):
            guest = found[1].name
            begins.append(found[0])
            guests.add(guest)
    return begins if len(guests) > 1 and len(guests) == len(begins) else []


def _begins(blocks: Sequence[Block], asks: Sequence[bool], index: int) -> tuple[int, Person] | None:
    """Where the headline stands of the interview whose guest a line names, and the guest; None for any other line.

    ``asks`` says of each block whether it is a question.
    """
    text = blocks[index].raw
    below = slice(index + 1, index + 1 + _NEAR)
    if is_subtitle(text):
        guest, headline = interviewed(text), _above(blocks, index)
        told = any(block.kind == "text" and is_closed(block.raw) for block in blocks[below])
    else:
        told = False
        if _WITH_SUBTITLE.match(text):
            guest, headline = interviewed(text), index
        elif (label := guest_label(text)) and not is_host(label[0]):
            guest, headline = label[1], _above(blocks, index)
        else:
            head = announcement(text)
            guest, headline = head.person if head and head.runs_on else None, index
    if guest is None or headline < 0 or not may_be_headline(blocks[headline]):
        return None
    return (headline, guest) if told or any(asks[below]) else None


def _above(blocks: Sequence[Block], index: int) -> int:
    """The block above a line; a byline may stand between."""
    index -= 1
    while index > 0 and blocks[index].kind == "byline":
        index -= 1
    return index
