"""One speech: from its blocks to its paragraphs, bylines and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cnreport.layout.blocks import Block, tight
from cnreport.layout.bylines import Byline, author_in, byline_beside, closing_byline, opening_byline
from cnreport.layout.furniture import page_mark
from cnreport.layout.headings import find_headings
from cnreport.layout.joining import is_closed
from cnreport.layout.markers import marker_at
from cnreport.layout.model import BylineMention, Paragraph, Role, SpeakerLine, SpeechLayout
from cnreport.layout.occasions import is_date, is_dateline, is_issue
from cnreport.layout.particulars import author_note
from cnreport.layout.people import Person
from cnreport.layout.turns import BULLETS, answer_head, time_before, turn_head, without_stamp
from cnreport.text.mending import Mending
from cnreport.text.view import Span

_ADDRESSED = (
    r"(?:尊敬的|敬爱的|亲爱的)?(?:各位[\u4e00-\u9fff]{1,12}|[\u4e00-\u9fff]{1,6}们|大家"
    r"|[\u4e00-\u9fff]{0,16}(?:代表|委员|同志|书记|市长|县长|区长|主任|主席|领导|先生|女士|评委|来宾))"
)
_ALL_ADDRESSED = rf"{_ADDRESSED}(?:[、，,和 ]{{1,3}}{_ADDRESSED}){{0,6}}"
_HOUR = "(?:上午|下午|晚上|中午|早上)"
SALUTATION = re.compile(rf"{_ALL_ADDRESSED}(?:[，,]?(?:大家)?{_HOUR}?好)?[：:！!]")
# What is said before the questions begins with a label (【情况通报】) or with words to those who listen.
_RELEASE = re.compile(
    r"[【\[]?(?:新闻|情况|主题|权威|集中|信息)?(?:发布|通报|介绍|致辞|讲话|发言)(?:环节|阶段|部分|内容|词|稿)?[】\]]?[：:]?"
)
_OPENING = re.compile(rf"{_ALL_ADDRESSED}[，,]?(?:大家)?{_HOUR}?(?:好|[：:])")
_NOTES = re.compile(
    r"(?:附件\d*[：:]?)?(?:《[^》]{2,20}》)?(?:报告)?(?:中|有关)?(?:内容|部分)?(?:名词|名词术语|术语|注释|有关名词)(?:解释|注释|说明)?(?:和说明)?"
)
# 附件：问题清单（略）, and more of them numbered below it.
_ANNEX = re.compile(
    r"附[件表](?:[一二三四五六\d]{1,2})?[：:]?[^。；！？]{2,50}|[\d一二三四五六]{1,2}[.、][^。；！？]{2,50}（(?:略|附后)）"
)
_FIRST_ANNEX = re.compile(r"附[件表][：:]?[1一][.．、][^。；！？]{2,50}")
_ANNEX_ENTRY = re.compile(r"[\d一二三四五六七八九十]{1,2}[.．、][^。；！？]{2,50}")
_REMARK = re.compile(r"[（(](?:注|作者单位)[：:][^（）()]{2,120}[）)]")
_SIGNED = re.compile(
    r"(?!.{2,24}由.{2,24}[理总印]$)[^。，；：！？]{2,40}(?:办公室|委员会|政府|指挥部|领导小组|局|厅|委|办|部|院|会|公司|中心|组|处|队|站|所|室|联|集团|馆|校|镇|乡|街道|科|股)(?:整理|汇总|编印|印)?"
)
_PRINTED = re.compile("印发?$")
_SIGNER = re.compile(
    r"(?:述职人|报告人|汇报人|承诺人|述职述廉人|签名|签字|(?:分管|主管|包案|签发|审核)(?:领导|负责人|人)(?:签[字名])?|(?:承办|经办|填报|审核|核稿)(?:人|单位|科室|股室))"
    r"[：:].{0,20}"
)
_LONGEST_LINE = 45
_NUMBERS = frozenset("一二三四五六七八九十0123456789（(")


@dataclass(slots=True)
class Anchor:
    """Where a named person begins to speak: the block, and how much of it names the person.

    ``turns`` are the later blocks at which the same person takes up again, with the length of the name there. One who
    ``signs`` is named below the words.
    """

    index: int
    person: Person
    length: int
    runs_on: bool
    turns: list[tuple[int, int]] = field(default_factory=list)
    signs: bool = False

    def shifted(self, by: int) -> Anchor:
        """The same anchor in a list of blocks that begins elsewhere."""
        turns = [(index + by, length) for index, length in self.turns]
        return Anchor(self.index + by, self.person, self.length, self.runs_on, turns, self.signs)


@dataclass(slots=True)
class Draft:
    """A speech before its paragraphs are read: its blocks and what is known of its head.

    ``front`` is the index of its first block of running text, ``named`` the speaker where no line is the speaker's own.
    """

    blocks: Sequence[Block]
    anchor: Anchor | None
    headline: Block | None
    start: int
    several: bool
    front: int = 0
    named: tuple[Block, Person] | None = None


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    role: Role
    text_start: int
    index: int


def finish(mending: Mending, draft: Draft) -> SpeechLayout | None:
    """The speech that a draft is; None when it holds nothing at all."""
    if not draft.blocks:
        return None
    return _Finisher(mending, draft).speech()


class _Finisher:
    def __init__(self, mending: Mending, draft: Draft) -> None:
        self._text = mending.view.text
        self._mending = mending
        self._draft = draft
        self._blocks = _without_notes(draft.blocks)
        self._timed = any(time_before(block.raw) and turn_head(block.raw) for block in self._blocks)
        self._pieces: list[_Piece] = []
        self._bylines: list[BylineMention] = []
        self._last_byline = -1

    def speech(self) -> SpeechLayout:
        draft = self._draft
        self._read()
        self._trim()
        if draft.several and len(self._pieces) == 1 and self._text[self._pieces[0].end - 1] in "？?":
            self._pieces[0].role = "question"  # a host under a name of his own asks the next guest
        speech = SpeechLayout(draft.start, draft.start, self._speaker(), bylines=self._bylines)
        if draft.headline is not None:
            start, end = draft.headline.start, draft.headline.end
            speech.headline = _bare(self._text, start + mark_before(self._text[start:end])[1], end)
        speech.paragraphs = self._paragraphs()
        ends = [paragraph.end for paragraph in speech.paragraphs] + [byline.end for byline in speech.bylines]
        if not ends or (draft.anchor and draft.anchor.signs):
            ends += [piece.end for piece in (speech.speaker, speech.headline) if piece]
        speech.end = max(draft.start, *ends) if ends else draft.start
        return speech

    def _speaker(self) -> SpeakerLine | None:
        draft = self._draft
        if draft.anchor is not None and draft.named is None:
            block, person = draft.blocks[draft.anchor.index], draft.anchor.person
            end = block.start + draft.anchor.length
        elif draft.named is not None:
            block, person = draft.named
            end = block.end
        else:
            return None
        return SpeakerLine(block.start, end, person.name, person.position, person.organization)

    def _read(self) -> None:
        """Block after block: what it adds to the speech."""
        draft = self._draft
        asked = _asks(self._blocks)
        labelled = any(answer_head(block.raw) for block in self._blocks) or (
            draft.anchor is not None and bool(draft.anchor.turns)
        )
        turns = dict(draft.anchor.turns) if draft.anchor else {}
        if draft.anchor and draft.anchor.runs_on:
            turns[draft.anchor.index] = draft.anchor.length
        role: Role = "other" if asked and not draft.several else "body"  # what an interview begins with tells of it
        begun = headed = marked = False  # ``marked``: the last question has a bullet, as its answer has another
        if any(_RELEASE.fullmatch(tight(block)) for block in self._blocks[: draft.front]):
            role = "body"
        for index, block in enumerate(self._blocks):
            if (
                block is draft.headline
                or block.kind == "furniture"
                or (draft.anchor and index == draft.anchor.index and not draft.anchor.runs_on)
            ):
                if block.kind == "furniture" and (author := self._find_author(block)):
                    self._add_byline(author, author.start, author.end, -1)
                role = "body" if draft.anchor and index == draft.anchor.index else role
                continue
            if block.kind == "byline" and block.byline:
                if draft.several and block.byline.of_page:
                    continue
                self._add_byline(block.byline, block.start, block.end, index)
                continue
            if index < draft.front or (block.kind == "dateline" and not self._pieces):
                if beside := self._find_author(block):
                    self._add_byline(beside, beside.start, beside.end, -1)
                continue
            start = block.start
            if role == "other" and not begun:
                if _RELEASE.fullmatch(tight(block)):
                    self._add(block, start, role, index)
                    role = "body"
                    continue
                role = "body" if _OPENING.match(block.raw) else role
            begun = begun or index in turns or block.asks > 0
            if index in turns:
                start, role = start + turns[index], "body"
            elif asked and block.asks:
                role, headed = "question", block.asks == len(block.raw) or turn_head(block.raw) is not None
                marked = block.raw[0] in BULLETS
            elif asked and (length := answer_head(block.raw)):
                start, role = self._after(block, length), "body"
            elif role == "question" and not (labelled and headed):
                if marked and block.raw[0] in BULLETS:
                    mark = mark_before(block.raw)[1]
                    start = self._after(block, mark + answer_head(block.raw[mark:]))
                role = "body"
            self._add(block, start, role, index)

    def _add(self, block: Block, start: int, role: Role, index: int) -> None:
        end = block.end
        if byline := self._find_byline(closing_byline, block):
            end = self._add_byline(byline, byline.start, byline.end, index)
        end = page_mark(self._text, start, _before_space(self._text, start, end))
        end = start + len(without_stamp(self._text[start:end]))
        if byline := self._find_byline(opening_byline, block):
            self._add_byline(byline, byline.start, byline.end, -1)
            start = byline.end
        if self._timed and start == block.start:
            start += time_before(self._text[start:end])
        while start < end and self._text[start] == " ":
            start += 1
        if start < end:
            self._pieces.append(_Piece(start, end, role, start, index))

    def _after(self, block: Block, length: int) -> int:
        """Where in the view the words stand that follow ``length`` characters of a block, whose spaces it may lack."""
        place = block.start
        for char in block.raw[:length].replace(" ", ""):
            place = self._text.index(char, place, block.end) + 1
        return place

    def _find_byline(self, find: Callable[[str, int, int], Byline | None], block: Block) -> Byline | None:
        """A byline inside a block, in positions of the view; its spaces are read in the source."""
        source, position = self._mending.text, self._mending
        if self._text[block.end - 1] not in "）)" and find is closing_byline:
            return None
        found = find(source, block.source_start, block.source_end)
        if found is None:
            return None
        return Byline(position.position(found.start), position.position(found.end), found.people)

    def _find_author(self, block: Block) -> Byline | None:
        """The byline among the particulars of a page: 作者：温晴, 记录：温晴, 2025-05-16 09:12　记者 温晴."""
        return self._find_byline(author_in, block) or self._find_byline(byline_beside, block)

    def _add_byline(self, byline: Byline, start: int, end: int, index: int) -> int:
        self._bylines += [BylineMention(start, end, name, role) for name, role in byline.people]
        self._last_byline = max(self._last_byline, index)
        return start

    def _trim(self) -> None:
        """Take away what stands below the speech: page headlines after the byline, a signature with its date."""
        pieces = self._pieces
        if self._last_byline >= 0:
            while pieces and pieces[-1].index > self._last_byline and self._is_line(pieces[-1]):
                pieces.pop()
        last = self._above_annexes()
        dated = False
        while last > 1:
            text = self._text[pieces[last - 1].start : pieces[last - 1].end]
            if is_date(_PRINTED.sub("", text)) or is_dateline(text) or _signed_with_date(text):
                dated = True
            elif not (
                _ANNEX.fullmatch(text)
                or _REMARK.fullmatch(text)
                or author_note(text)
                or _SIGNER.fullmatch(text)
                or _SIGNED.fullmatch(text)
                or (dated and (len(text) <= 30 and not is_closed(text)))
            ):
                break
            last -= 1
        if last < len(pieces) and (dated or self._is_end(pieces[last - 1])):
            del pieces[last:]
        if self._draft.several:
            while len(pieces) > 1 and self._heads_next(pieces[-1]) and self._is_end(pieces[-2]):
                pieces.pop()

    def _above_annexes(self) -> int:
        """How many pieces stand above a list of annexes at the end (附件：1.… 2.…); all where there is none."""
        for index in range(len(self._pieces) - 1, 0, -1):
            text = self._text[self._pieces[index].start : self._pieces[index].end]
            if _FIRST_ANNEX.fullmatch(text):
                return index
            if not _ANNEX_ENTRY.fullmatch(text):
                break
        return len(self._pieces)

    def _is_end(self, piece: _Piece) -> bool:
        return is_closed(self._text[piece.start : piece.end])

    def _is_line(self, piece: _Piece) -> bool:
        """A line without a final stop, as titles are, that heads nothing."""
        text = self._text[piece.start : piece.end]
        return (
            len(text) <= _LONGEST_LINE
            and not is_closed(text)
            and "。" not in text
            and marker_at(text, 0, len(text)) is None
            and "谢谢" not in text
        )

    def _heads_next(self, piece: _Piece) -> bool:
        """A last line that belongs to whoever speaks next: a line of a title, a number alone, ■ 经验交流之二."""
        text = self._text[piece.start : piece.end]
        marker = marker_at(text, 0, len(text))
        alone = marker is not None and (marker.end == len(text) or is_issue(text[marker.end :].strip()))
        return alone or self._is_line(piece)

    def _paragraphs(self) -> list[Paragraph]:
        texts = [
            self._text[piece.start : piece.end]
            if piece.end - piece.start < 200 and piece.role == "body"
            else "。" * 200
            for piece in self._pieces
        ]
        for index, text in enumerate(texts):
            if len(text) < 100 and SALUTATION.fullmatch(text):
                self._pieces[index].role = "salutation"
                texts[index] = "。" * 200
        if (
            self._pieces
            and not self._draft.several
            and self._pieces[0].role == "body"
            and re.fullmatch(r"[^。！？]{2,160}[：:]", texts[0])
        ):
            self._pieces[0].role = "salutation"
        headings = find_headings(texts)
        paragraphs = []
        for index, piece in enumerate(self._pieces):
            heading = headings.get(index)
            if heading is None:
                paragraphs.append(Paragraph(piece.start, piece.end, piece.role, text_start=piece.text_start))
            else:
                paragraphs.append(
                    Paragraph(
                        piece.start,
                        piece.end,
                        "heading",
                        heading.level,
                        heading.ordinal,
                        piece.start + heading.text_start,
                    )
                )
        return paragraphs


def mark_before(text: str) -> tuple[str, int]:
    """The bullet, or the style of the number, that stands before a headline, and how long it is with its spaces.

    ■ 守好一渠清水, 一、守好一渠清水; "" and 0 where there is none.
    """
    if text[0] in BULLETS:
        return text[0], len(text) - len(text[1:].lstrip())
    marker = marker_at(text, 0, len(text)) if text[0] in _NUMBERS else None
    if marker is None or marker.style not in ("comma", "bracketed", "figure"):
        return "", 0
    return marker.style, len(text) - len(text[marker.end :].lstrip())


def _bare(text: str, start: int, end: int) -> Span:
    """A headline without the brackets around it (【守好一渠清水】)."""
    bracketed = text[start] == "【" and text.find("】", start, end) == end - 1
    return Span(start + 1, end - 1) if bracketed else Span(start, end)


def _signed_with_date(text: str) -> bool:
    """Whether a line is a signature or imprint and its date: （市档案馆办公室 2025年12月28日）, … 1月10日印发."""
    body, _, day = text.strip("（()）").rpartition(" ")
    return is_date(_PRINTED.sub("", day)) and _SIGNED.fullmatch(body) is not None


def _before_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _asks(blocks: Sequence[Block]) -> bool:
    """Whether questions are put in these blocks."""
    return any(block.asks for block in blocks)


def _without_notes(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks before the glossary that some reports append."""
    for index in range(len(blocks) // 2, len(blocks)):
        if blocks[index].kind == "text" and len(blocks[index].raw) <= 40 and _NOTES.fullmatch(tight(blocks[index])):
            return blocks[: index - (tight(blocks[index - 1]) in ("附件", "附录", "附"))]
    return blocks
