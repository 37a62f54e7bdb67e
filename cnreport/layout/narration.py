"""Pages without turns: who speaks is told by a signature, a body with a name, or the words of a reporter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cnreport.layout.blocks import FRONT, Block
from cnreport.layout.introductions import officials
from cnreport.layout.joining import is_closed
from cnreport.layout.people import Person, end_of_name, first_official, is_name
from cnreport.layout.speakers import dashed_announcement, name_after_body
from cnreport.layout.speech import Anchor
from cnreport.layout.titles import may_be_headline
from cnreport.layout.turns import BULLETS

_LONGEST_LINE = 60
_LONG = 40  # a line as long says something
_WHO_SAYS = 80  # so many characters name who says something
_SAYS = re.compile(r"[^。；！？“]{0,16}(?:说|表示|介绍|坦言|谈到|告诉|回应|指出|强调|解释|透露|认为|用“|[：:]“)")
_SAYS_AT = re.compile(
    "(?:同志)?(?:在[^，。：]{1,16}[上中时])?(?:说|表示|讲|讲道|谈到|介绍说?|坦言|承诺|发言说|表态说?)[，：]"
)
# Straight quotation marks open where no word stands before them.
_QUOTES = re.compile('“[^”]{20}|「[^」]{20}|(?:^|(?<=[，。：！？ ]))"[^"]{20}')
_OPENS_QUOTE = frozenset('“「"')
_LEAST_QUOTING = _LEAST_TOLD = 3
_MOST_TOLD = 40  # a story about one names few others, and every name is counted
# 以下为部分书记发言：, 现将发言摘要如下。
_ANNOUNCES = re.compile(
    "(?:发言|表态|交流|汇报|讲述|感言|心得|述职|体会)[^，。；]{0,8}[：:]$|[摘刊选][要登编录发][^，。；]{0,4}如下[。：:]$"
)


def speaks_below(blocks: Sequence[Block], view: str, index: int) -> bool:
    """Whether a sentence stands right below a line."""
    below = next((block for block in blocks[index + 1 : index + 4] if block.kind != "furniture"), None)
    if below is None or below.kind != "text":
        return False
    return below.end - below.start > 3 and is_closed(view[below.start : below.end])


def signatures(blocks: Sequence[Block], view: str) -> list[Anchor]:
    """The names with an office that stand below what each says, with a dash before them or none.

    Text stands above every one of them, and none below the last.
    """
    signers = {index: person for index, block in enumerate(blocks) if (person := _signer(block))}
    anchors = [Anchor(i, person, blocks[i].end - blocks[i].start, False, signs=True) for i, person in signers.items()]
    if not _are_several(anchors):
        return []
    said = below = False  # whether the line above is the end of a sentence, and anything is said since the last name
    for index, block in enumerate(blocks):
        if block.kind == "furniture":
            continue
        signs, text = index in signers, block.kind == "text"
        if signs and not said:
            return []
        said = not signs and text and is_closed(view[block.start : block.end])
        goes_on = text and block.end - block.start >= _LONG  # broken off, as pages are
        below = not signs and (below or said or goes_on)
    return [] if below else anchors


def _signer(block: Block) -> Person | None:
    """The person whose name and office are all that a line says: ——高桥镇镇长 江若, （发言人：高桥镇镇长 江若）."""
    head = block.speaker
    if block.kind == "text" and block.raw[0] in "—-" and len(block.raw) <= _LONGEST_LINE:
        head = dashed_announcement(block.raw)
    return head.person if head and not (head.colon or head.runs_on) else None


def portrayed(blocks: Sequence[Block], view: str) -> tuple[Block, Person] | None:
    """Whom a reporter's story is about, and where it says who that is; None where somebody asks or it tells of several.

    It names the office once (市水利局局长江若站在大堤上说：“…”), goes on to tell of the same one by the name alone, and
    one paragraph in three quotes at length.
    """
    if not any(block.kind == "byline" for block in blocks[:FRONT]) or any(block.asks for block in blocks):
        return None
    texts = [block for block in blocks if block.kind == "text" and is_closed(view[block.start : block.end])]
    quoting = sum(_QUOTES.search(block.raw) is not None for block in texts)
    if quoting < _LEAST_QUOTING or _LEAST_QUOTING * quoting < len(texts):
        return None
    told: dict[str, tuple[Block, Person]] = {}
    for block in texts:
        for person in officials(block.raw):
            if person.organization:
                told.setdefault(person.name, (block, person))
        if len(told) > _MOST_TOLD:
            return None
    called = {_as_called(name, view): found for name, found in told.items()}
    again = [name for name in called if view.count(name) >= _LEAST_TOLD]
    if not again and sum(block.raw[0] in _OPENS_QUOTE for block in texts) >= _LEAST_QUOTING:
        again = [name for name in called if view.count(name) > 1]  # whole paragraphs are words that need no name
    if len(again) != 1:
        return None
    block, person = called[again[0]]
    return block, replace(person, name=again[0])


def _as_called(name: str, view: str) -> str:
    """A name without the letter that only looks like its last: 局长江若爬了 names 江若, as the page does again."""
    short = name[:2]
    ends = len(name) == 3 and is_name(short) and view.count(name) == 1 and view.count(short) >= _LEAST_TOLD
    return short if ends else name


def narrated(blocks: Sequence[Block], view: str) -> list[Anchor]:
    """Those who speak on a page on which nobody is announced; there are several, or none."""
    for found in (_of_bodies(blocks, view), _said(blocks, view), _quoted(blocks, view)):
        if _are_several(found):
            return found
    return []


def _are_several(anchors: Sequence[Anchor]) -> bool:
    return len({anchor.person.name for anchor in anchors}) > 1


def _of_bodies(blocks: Sequence[Block], view: str) -> list[Anchor]:
    """Who speaks for which body, below a headline (县水利局 江若)."""
    return [
        Anchor(index, person, block.end - block.start, False)
        for index, block in enumerate(blocks)
        if block.kind == "text"
        and (person := name_after_body(block.raw))
        and index
        and may_be_headline(blocks[index - 1])
        and speaks_below(blocks, view, index)
    ]


def _said(blocks: Sequence[Block], view: str) -> list[Anchor]:
    """Who is said to speak at the head of a paragraph (白沙镇党委书记江若在会上说，…), where a line announces it."""
    announced = (i for i, block in enumerate(blocks) if block.kind == "text" and _ANNOUNCES.search(block.raw[-16:]))
    first = next(announced, len(blocks)) + 1
    anchors: list[Anchor] = []
    for index, block in enumerate(blocks[first:], first):
        text = view[block.start : block.end] if block.kind == "text" else ""
        name_at = 1 if text[:1] in BULLETS else 0
        person = first_official(text, name_at) if text and (anchors or index == first) else None
        end = end_of_name(text, person.name) if person and person.organization else None
        if person and end and (said := _SAYS_AT.match(text, end)):
            anchors.append(Anchor(index, person, said.end(), True))
    return anchors


def _quoted(blocks: Sequence[Block], view: str) -> list[Anchor]:
    """Whom a reporter's story quotes paragraph by paragraph, where there are several and nobody asks.

    市水利局局长江若说，“…” begins what Jiang says; paragraphs that name no other official's words go on with it.
    """
    if not any(block.kind == "byline" for block in blocks[:FRONT]) or any(block.asks for block in blocks):
        return []
    anchors = []
    for index, block in enumerate(blocks):
        person = _says(block.raw) if block.kind == "text" and "“" in block.raw else None
        if person and (end := end_of_name(view, person.name, block.start, block.end)):
            anchors.append(Anchor(index, person, end - block.start, True))
    return anchors


def _says(text: str) -> Person | None:
    """The official who is said to say something in the first sentence of a paragraph, before the words are quoted."""
    told = text[:_WHO_SAYS].partition("“")[0]
    if "。" in told:
        return None
    people = [person for person in officials(told) if person.organization]
    if len(people) != 1:
        return None
    end = end_of_name(text, people[0].name)
    return people[0] if end and _SAYS.match(text, end) else None
