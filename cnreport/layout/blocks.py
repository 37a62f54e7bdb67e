"""Blocks: the lines of a source put together to paragraphs, each with what it is on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest
from typing import Literal

from cnreport.layout.blanks import close_blanks
from cnreport.layout.bylines import Byline, byline_line
from cnreport.layout.furniture import Furniture, find_furniture, is_set_off, page_number
from cnreport.layout.gaps import close_gaps
from cnreport.layout.joining import Joiner, Setting, find_setting
from cnreport.layout.markers import marker_at
from cnreport.layout.occasions import is_date, is_dateline
from cnreport.layout.particulars import form_label, guest_label, is_label_alone, names_unit_of
from cnreport.layout.people import split_post
from cnreport.layout.speakers import (
    Announcement,
    announcement,
    bare_name,
    body_above,
    name_after_body,
    recorded_speaker,
)
from cnreport.layout.turns import BULLETS, is_office, question_head, turn_head
from cnreport.text.mending import BLANK, Line, Mending, mend, normalise, split_lines, without_blanks
from cnreport.text.source import Source
from cnreport.tokenizers.base import Tokenizer

FRONT = 60  # so many blocks may stand before anybody speaks
Kind = Literal["text", "furniture", "speaker", "byline", "dateline"]
_SPACES = re.compile(rf"[{BLANK}]+")
_LONGEST_SPECIAL = 240
_HEAD_SEEN = 80
_LONGEST_VALUE = 24
_LONGEST_TITLE = 45
_LONGEST_ROW = 8
_UNLIKE = 4
# What ends the name of a page, a column or a meeting, above a title.
_NAMES_PAGE = re.compile(
    "(?:文件|简报|专报|材料|报告|讲话|发言|会议?|专刊|特刊|周刊|专栏|栏目|摘登|选登|汇编|通报|日报|论坛|访谈|热线|政府|[委办]|(?<![新大好开全])局)$"
)
# What may be a headline behind the name on a speaker line; what somebody says begins with a greeting or with thanks.
_HEADLINE = re.compile(r"(?![—\-（(]|谢谢|感谢|好的|主持人|大家|各位|[你您]好)[^。；]{4,45}(?<![：，、])")
_WIDE_GAP = re.compile(r"(?<=\S)(?:\u3000{2,}| {2,})(?=\S)")
_LEAST_HEADLINE = 4
_SETS_OFF = re.compile(r"(?<=[\u4e00-\u9fff]{4}) ?(?:——?|--|[｜丨|])")
_COUPLET = re.compile(r"(?![—\-（(【\[●■◆▲★○□])[^。！？；：，、]{4,24}")
_FINAL = "。！？；"
_HOLLOW = str.maketrans("〖〗", "【】")
# A zero set as a circle before who takes a turn (〇江若　…).
_ZERO_BULLET = re.compile(
    r"^([ \u3000]*)〇(?=[ \u3000]?[\u4e00-\u9fff])(?![ \u3000]?[一二三四五六七八九十年])", re.MULTILINE
)
# 受访者 ▍江若: a block between words is a bar; before them it is a bullet.
_THICK_BAR = re.compile(r"(?<=[\u4e00-\u9fff）)])( ?)[▌▍▎┃│]")


@dataclass(slots=True)
class Block:
    """A paragraph or a line that stands alone; ``start`` and ``end`` count in the view, ``raw`` keeps its spaces.

    ``asks`` is how long the words are that mark it as a question (记者：); 0 where they are none.
    """

    kind: Kind
    raw: str
    start: int = 0
    end: int = 0
    furniture: Furniture | None = None
    speaker: Announcement | None = None
    byline: Byline | None = None
    asks: int = 0
    source_start: int = 0
    source_end: int = 0


@dataclass(slots=True)
class _Item:
    """A line and the block that it begins, or is part of; ``second`` is another on it: a headline and its speaker."""

    line: Line
    text: str
    block: Block
    second: Block | None = None
    joined: bool = False
    dropped: bool = False


def build_blocks(source: Source, tokenizer: Tokenizer | None = None) -> tuple[Mending, list[Block]]:
    """The mended view of ``source`` and its blocks in order; ``tokenizer`` helps to see where a line is broken."""
    text = _with_usual_marks(normalise(source.text))
    lines = split_lines(text)
    text = close_blanks(close_gaps(text, lines), lines)
    setting = find_setting(text, lines)
    items = [_item(text, line) for line in lines]
    _mark_values(items)
    _mark_split_speakers(items)
    _mark_bodies(items)
    _mark_forms(items)
    _mark_lists(items)
    _mark_couplets(items)
    _mark_speaking_titles(items)
    _mark_headlines_behind(text, items, setting)
    _mark_headlines_before(text, items)
    _mark_page_numbers(items)
    _join(items, Joiner(setting, tokenizer))
    mending = mend(
        source, text, lines, [item.joined for item in items], [item.dropped for item in items], _titles(items)
    )
    blocks: list[Block] = []
    for item in items:
        if item.dropped:
            continue
        if not item.joined:
            item.block.source_start = item.line.start
            blocks.append(item.block)
        if item.second:
            blocks.append(item.second)
        blocks[-1].source_end = item.line.end
    for block in blocks:
        block.start, block.end = mending.position(block.source_start), mending.position(block.source_end)
    return mending, blocks


def _with_usual_marks(text: str) -> str:
    """The text with brackets, bullets and bars as most pages have them; hollow brackets head turns as solid ones do."""
    if "〖" in text:
        text = text.translate(_HOLLOW)
    if "〇" in text:
        text = _ZERO_BULLET.sub(r"\1○", text)
    return _THICK_BAR.sub(r"\1｜", text) if any(bar in text for bar in "▌▍▎┃│") else text


def _item(text: str, line: Line) -> _Item:
    raw = text[line.start : line.end]
    if len(raw) > _LONGEST_SPECIAL:
        head = announcement(raw[:_HEAD_SEEN] + "。") if turn_head(raw) or raw[0] in BULLETS else None
        return _Item(line, raw, Block("speaker" if head else "text", raw, speaker=head))
    spaced = _SPACES.sub(" ", raw)
    tight = spaced.replace(" ", "")
    block = Block("text", spaced)
    found = find_furniture(tight) or _furniture_in_row(spaced)
    if (found is None or found.credit or spaced[0] in "（(") and (byline := byline_line(spaced)):
        block.kind, block.byline = "byline", byline  # who wrote stands before who took the pictures
    elif found and found.credit and (recorded := recorded_speaker(spaced)):
        block.kind, block.speaker = "speaker", recorded
    elif found:
        block.kind, block.furniture = "furniture", found
    elif is_dateline(tight):
        block.kind = "dateline"
    elif guest_label(spaced) is None and (head := announcement(spaced)):
        block.kind, block.speaker = "speaker", head
    return _Item(line, spaced, block)


def _furniture_in_row(text: str) -> Furniture | None:
    """The furniture that a line is whose parts, set apart by spaces, are each of some kind (②3 责编：韦刚)."""
    parts = text.split(" ")
    if not 1 < len(parts) <= _LONGEST_ROW:
        return None
    for size in range(len(parts) - 1, 0, -1):
        first = find_furniture("".join(parts[:size]))
        rest = " ".join(parts[size:])
        if first and (found := find_furniture(rest.replace(" ", "")) or _furniture_in_row(rest)):
            return first if first.date else found
    return None


def _mark_values(items: Sequence[_Item]) -> None:
    """The value of a furniture label on the next line (来源： / 某某日报), and the rest of a breadcrumb trail."""
    for before, item in pairwise(items):
        known = before.block.furniture
        if (
            known is None
            or item.block.kind == "furniture"
            or len(item.text) > _LONGEST_VALUE
            or item.text[-1] in _FINAL + "："
        ):
            continue
        if (
            (known.label and before.text.endswith("："))
            or before.text in "＞>»›"
            or (known.breadcrumb and before.text.endswith("："))
        ):
            item.block = Block("furniture", item.text, furniture=known)
    trail = {item.text for item in items if item.block.furniture and not item.block.furniture.id.startswith("paper")}
    for item in items[:40]:
        if item.block.kind == "text" and item.text in trail and len(item.text) <= _LONGEST_VALUE:
            item.block.kind = "furniture"


def _mark_split_speakers(items: Sequence[_Item]) -> None:
    """An office and a name on two lines (国务院总理 / 李克强, 江若 / 市水利局局长：) are one speaker line."""
    for before, item in pairwise(items):
        if before.joined or not before.block.kind == item.block.kind == "text" or len(before.text) > 40:
            continue
        line = f"{before.text} {item.text}".replace(" （", "（")
        if _names_one(before.text, item.text) and (head := announcement(line)) and not head.runs_on:
            before.block = Block("speaker", line, speaker=head)
            item.joined = True


def _names_one(first: str, second: str) -> bool:
    """Whether a name stands on one of two lines and the office, or the rest of it, on the other."""
    if bare_name(second.rstrip("：")):
        return True
    if second[:1] == "（":  # 县水利局 江若 / （局长）
        return is_office(second.strip("（）")) and name_after_body(first) is not None
    return bare_name(first) is not None and len(second) <= 40 and split_post(second) is not None


def _mark_bodies(items: Sequence[_Item]) -> None:
    """A body and one of its officials on two lines (东江市水利局 / 党组书记、局长 江若) are one speaker line."""
    for title, above, item in zip([None, *items], items, items[1:], strict=False):
        head = item.block.speaker
        if head is None or above.block.kind != "text" or above.joined:
            continue
        if item.line.blanks and (title is None or title.block.kind != "text" or item.line.blanks > above.line.blanks):
            continue  # a masthead: only below a title it is set apart from the office
        if person := body_above(above.text, head):
            line = f"{above.text} {item.block.raw}"
            above.block = Block("speaker", line, speaker=replace(head, person=person, length=len(line)))
            item.joined = True


def _mark_lists(items: Sequence[_Item]) -> None:
    """A label on a line of its own above those whom it lists (嘉宾： / 江若 县水利局局长) is among the particulars."""
    for item, below in pairwise(items):
        listed = below.block.speaker is not None and not (below.block.speaker.colon or below.block.speaker.runs_on)
        if listed and item.block.kind == "text" and is_label_alone(item.text):
            item.block.kind = "furniture"


def _mark_couplets(items: Sequence[_Item]) -> None:
    """A headline on two lines is one, where what stands around it sets it apart.

    That are empty lines above a speaker line, a subtitle below (——在全县水利工作会议上的讲话), or the speaker lines of
    a page each of which has two such lines between itself and the text.
    """
    lines: list[tuple[_Item, _Item]] = []
    for first, second, below in zip(items, items[1:], items[2:], strict=False):
        head = below.block.speaker
        closes = below.text[0] == "—" or (head is not None and not head.runs_on and below.line.blanks)
        alone = closes and not second.line.blanks and (first.line.blanks or first is items[0])
        alike = abs(len(first.text) - len(second.text)) <= _UNLIKE and not _NAMES_PAGE.search(first.text)
        if alone and alike and _is_couplet(first, second):
            lines.append((first, second))
    for first, second in lines + _couplets_below(items):
        first.block.raw += second.text
        second.joined = True


def _couplets_below(items: Sequence[_Item]) -> list[tuple[_Item, _Item]]:
    """The headlines on two lines below speaker lines, when every speaker line has one and each says something else."""
    couplets: list[tuple[_Item, _Item]] = []
    for speaker, first, second, text in zip(items, items[1:], items[2:], items[3:], strict=False):
        head = speaker.block.speaker
        if head is None or head.runs_on:
            continue
        said = text.block.kind == "text" and (len(text.text) > _LONGEST_VALUE or text.text[-1] in _FINAL)
        if not (said and _is_couplet(first, second)):
            return []
        couplets.append((first, second))
    return couplets if len({second.text for _, second in couplets}) == len(couplets) > 1 else []


def _is_couplet(first: _Item, second: _Item) -> bool:
    """Whether two lines may be one headline."""
    lines = first.block.kind == second.block.kind == "text" and not second.line.blanks
    return lines and all(_COUPLET.fullmatch(line.text) and not marker_at(line.text, 0, 8) for line in (first, second))


def _mark_forms(items: Sequence[_Item]) -> None:
    """Particulars of who speaks on lines of their own are one speaker line.

    姓名：邢卫东 / 职务：龙口镇党委书记; 发言单位：区商务局 / 发言人：局长 江若.
    """
    for index, item in enumerate(items):
        if item.block.kind != "text":
            continue
        following = items[index + 1 : index + 3]
        if following and item.text[2:4] == "单位" and names_unit_of(item.text, following[0].text):
            item.block = Block("text", f"{item.text} {following[0].text}")  # as it stands on one line elsewhere
            following[0].joined = True
        if "姓名" not in item.text[:6] or form_label(item.text) != "姓名":
            continue
        below = list(takewhile(lambda line: form_label(line.text) in ("单位", "职务"), following))
        text = " ".join(line.text for line in (item, *below))
        if below and (head := announcement(text)):
            item.block = Block("speaker", text, speaker=head)
            for line in below:
                line.joined = True


def _mark_speaking_titles(items: Sequence[_Item]) -> None:
    """A title that quotes somebody (市长葛明川：让群众早受益) is no speaker line.

    It stands at the head of the page above its particulars, or anywhere above a byline and the first question.
    """
    first = next((item for item in items if not _is_outside(item)), None)
    for item, below, third in zip(items, items[1:], [*items[2:], None], strict=False):
        head = item.block.speaker
        if head is None or not head.runs_on or len(item.text) > _LONGEST_TITLE or item.text[-1] in _FINAL:
            continue
        if item is first:
            is_title = below.block.kind in ("furniture", "dateline", "byline")
        else:
            is_title = below.block.kind == "byline" and third is not None and question_head(third.text) > 0
        if is_title:
            item.block = Block("text", item.text)


def _is_outside(item: _Item) -> bool:
    """Whether a line at the head of a page is no title: furniture, or a column's name in brackets."""
    return item.block.kind == "furniture" or (item.text[0] == "【" and item.text[-1] == "】")


def _mark_headlines_behind(text: str, items: Sequence[_Item], setting: Setting) -> None:
    """A headline on a speaker line behind the name, above what is said (青阳区区长江若：改不改，居民说了算).

    It is one where every speaker line of the page that runs on may have one, and none is a paragraph's first line.
    """
    said = [item for item in items if item.block.kind in ("speaker", "text")]
    lines = [(item, head, below) for item, below in zip_longest(said, said[1:]) if (head := _head_that_runs_on(item))]
    if len(lines) < 2 or not all(_may_stand_behind(item.text[head.length :], below) for item, head, below in lines):
        return
    if setting.width:
        wrapped = any(setting.is_full(item.text, item.line) for item, _, _ in lines)
    else:
        wrapped = all(len(below.text) <= len(item.text) + _UNLIKE for item, _, below in lines)
    for item, head, _ in lines if not wrapped else ():
        words, headline = item.text[: head.length].rstrip(), item.text[head.length :].lstrip()
        end = item.line.start
        for char in without_blanks(words):
            end = text.index(char, end, item.line.end) + 1
        item.block = Block("speaker", words, speaker=replace(head, length=len(words), runs_on=False), source_end=end)
        item.second = Block("text", headline, source_start=text.index(headline[0], end, item.line.end))


def _mark_headlines_before(text: str, items: Sequence[_Item]) -> None:
    """A headline on a speaker line before the name, a wide gap between them (◆让草喘口气　　青沙县县长　江若).

    It is one where several lines of the page are set so, each above what is said.
    """
    lines = []
    for item, below in pairwise(items) if "\u3000\u3000" in text or "  " in text else ():
        if item.block.kind not in ("text", "speaker") or item.second or len(item.text) > _HEAD_SEEN:
            continue
        gap = _WIDE_GAP.search(text, item.line.start + _LEAST_HEADLINE, item.line.end)
        if gap is None or not (len(below.text) > _LONGEST_VALUE and below.block.kind == "text"):
            continue
        title = _SPACES.sub(" ", text[item.line.start : gap.start()])
        words = _SPACES.sub(" ", text[gap.end() : item.line.end])
        head = announcement(words) if _HEADLINE.fullmatch(title) and split_post(title) is None else None
        if head and head.person.organization and not (head.colon or head.runs_on):
            lines.append((item, title, gap, head))
    for item, title, gap, head in lines if len(lines) > 1 else ():
        item.block = Block("text", title, source_end=gap.start())
        item.second = Block("speaker", item.text[len(title) :].lstrip(), speaker=head, source_start=gap.end())


def _head_that_runs_on(item: _Item) -> Announcement | None:
    """Who is named at the head of a line that goes on, behind a colon or what a headline may be set off by (江若——)."""
    if head := item.block.speaker:
        return head if head.runs_on else None
    mark = _SETS_OFF.search(item.text) if len(item.text) <= _HEAD_SEEN else None
    head = announcement(f"{item.text[: mark.start()].rstrip()}：") if mark else None
    return replace(head, length=mark.end()) if mark and head else None


def _may_stand_behind(text: str, below: _Item | None) -> bool:
    """Whether what follows a speaker's name on the line may be a headline, with the text ``below`` it."""
    return below is not None and below.block.kind == "text" and _HEADLINE.fullmatch(text.strip()) is not None


def _mark_page_numbers(items: Sequence[_Item]) -> None:
    """Lines that only count pages: numbers set off by marks, and bare ones that rise by one through the text."""
    run: list[_Item] = []
    last: int | None = None
    for item in items:
        number = page_number(item.text)
        if number is None:
            continue
        if is_set_off(item.text):
            item.dropped = True
        elif number == last + 1 if last is not None else number in (1, 2):
            run.append(item)
            last = number
    for item in run if len(run) > 1 else ():
        item.dropped = True
    _mark_running_heads(items)


def _mark_running_heads(items: Sequence[_Item]) -> None:
    """What stands again at the head of every page, below the number of the one before."""
    seen: set[str] = set()
    below_number = False
    for item in items:
        again = below_number and item.block.kind == "text" and item.text in seen
        below_number = item.dropped
        if again and item.text[-1] not in _FINAL + "：":
            item.dropped = True
        elif len(item.text) <= _LONGEST_TITLE:
            seen.add(item.text)


def _join(items: Sequence[_Item], joiner: Joiner) -> None:
    open_block: Block | None = None
    announced = False
    for index, item in enumerate(items):
        if item.dropped or item.joined:
            continue
        plain = item.block.kind == "text" and not item.second and not (joiner.below_title and _signs(items, index))
        if open_block is not None and plain and joiner.continues(item.line, item.text):
            item.joined = True
            if len(open_block.raw) < _LONGEST_SPECIAL:
                open_block.raw += item.text
            continue
        expected = announced and plain
        announced = _announces(item.block) and item.second is None
        open_block = item.block if plain or (item.block.speaker is not None and item.block.speaker.runs_on) else None
        if open_block is not None:
            joiner.start(item.line, item.text, expected)


def _signs(items: Sequence[_Item], index: int) -> bool:
    """Whether a line is a signature: short, with a date below it."""
    return index + 1 < len(items) and len(items[index].text) <= 40 and is_date(items[index + 1].text)


def _announces(block: Block) -> bool:
    """Whether a headline may follow: after a speaker line, and after a byline that ends the speech before."""
    return block.kind == "byline" or (block.speaker is not None and not block.speaker.runs_on)


def _titles(items: Sequence[_Item]) -> list[bool]:
    """Which lines are no running text, so that the spaces in them mean something."""
    titles = [
        _stands_alone(item.block)
        or (
            item.block.kind in ("text", "speaker")
            and len(item.text) < 60
            and item.text[-1] not in _FINAL
            and "。" not in item.text
            and marker_at(item.text, 0, 8) is None
        )
        for item in items
    ]
    for index, item in enumerate(items):
        if item.joined:
            titles[index] = False
            titles[index - 1] = titles[index - 1] and _stands_alone(items[index - 1].block)
    return titles


def _stands_alone(block: Block) -> bool:
    return block.kind != "text" and not (block.speaker and block.speaker.runs_on)


def tight(block: Block) -> str:
    """A block's text without blanks."""
    return without_blanks(block.raw)
