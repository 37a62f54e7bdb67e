"""The page: its title, its speeches, and of each the speaker, the headline, the bylines and the paragraphs."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from cnreport.layout.blocks import FRONT, Block, build_blocks, tight
from cnreport.layout.cast import Cast
from cnreport.layout.furniture import find_day
from cnreport.layout.interviews import interviews, is_subtitle
from cnreport.layout.introductions import carded, interviewed, introduced, officials, received
from cnreport.layout.joining import is_closed
from cnreport.layout.markers import marker_at
from cnreport.layout.model import Page
from cnreport.layout.narration import portrayed
from cnreport.layout.occasions import is_date, occasion_speaker
from cnreport.layout.overlay import laid_over
from cnreport.layout.particulars import author_note, guest_label, is_host, signed_off
from cnreport.layout.people import Person, fuller
from cnreport.layout.speakers import bare_name, dashed_announcement, name_after_body
from cnreport.layout.speech import SALUTATION, Anchor, Draft, finish, mark_before
from cnreport.layout.titles import choose_title, is_label, may_be_headline, names_its_kind
from cnreport.layout.turns import ends_with_time, narrates, turn_head, without_bullets
from cnreport.rules import Overlay
from cnreport.text.mending import Mending
from cnreport.text.source import Source
from cnreport.text.view import Span
from cnreport.tokenizers.base import Tokenizer

# How many blocks at the end of a page may hold its date.
_FOOT = 8
_LONG = 24  # a line as long says something
# A date below a signature, or the imprint: 2023年9月20日; 县委农办 2023年9月20日印发.
_SIGNED = re.compile(
    r"[^。；：，:;,—（(]{0,40}?(?<![\d一-九〇])(?:(?:19|20)\d\d|[一二][〇零九一二三四五六七八]{3})年"
    r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(?:印发?|发布)?(?:[（(]此件[^（）()]{1,12}[）)])?"
)
_EDITORIAL = re.compile("(?:编者按|编者的话|编前|开栏的话|开栏语|核心提示|阅读提示)[：:]?")
_LEAD = re.compile("记者(?!朋友)|本[报刊台网]|摘[登编]如下|刊[登发]如下")  # what begins a page that several write for
_ADDRESSEES = re.compile(r"^[^。！？；]{2,160}[：:]$")


def lay_out(source: Source, tokenizer: Tokenizer | None = None, overlay: Overlay | None = None) -> Page:
    """The page that ``source`` is. Takes time linear in its length and never fails on a text, whatever it holds.

    With a ``tokenizer``, a short line that breaks off inside a word is told from a heading. ``overlay`` is a user's
    rules, laid over the project's titles and chrome.
    """
    with laid_over(overlay):
        mending, blocks = build_blocks(source, tokenizer)
        page = Page(mending.view)
        if not blocks:
            return page
        return _Reader(page, blocks, mending).read()


@dataclass(slots=True)
class _Reader:
    page: Page
    blocks: list[Block]
    mending: Mending

    def read(self) -> Page:
        """Find the speakers first; how many there are decides what the rest of the page is."""
        if begins := interviews(self.blocks):
            return self._interviews(begins)
        cast = Cast(self.blocks, self.page.view.text)
        anchors = cast.anchors
        tail = self._tail(anchors)
        front = self._front(anchors)
        several = len({anchor.person.name for anchor in anchors}) > 1
        speaker = anchors[0].index if anchors and not several else 0
        above = min(front, anchors[0].index) if several else front  # no title is what one of several gives his speech
        title = choose_title(self.blocks[: above + 1], above, speaker)
        self.page.title = Span(title.start, title.end) if title else None
        self._date(front)
        if anchors and anchors[0].signs:
            drafts = self._signed(anchors, front)
        elif several:
            drafts = self._several(_merge(anchors), tail)
        else:
            drafts = [self._single(_merge(anchors), front, title, tail)]
        self.page.speeches = [speech for draft in drafts if (speech := finish(self.mending, draft))]
        return self.page

    def _interviews(self, begins: Sequence[int]) -> Page:
        """Each of several interviews is read as a page of its own."""
        title = choose_title(self.blocks[: begins[0]], begins[0])
        self.page.title = Span(title.start, title.end) if title else None
        self._date(begins[0])
        for first, following in pairwise([*begins, len(self.blocks)]):
            part = _Reader(Page(self.page.view), self.blocks[first:following], self.mending).read()
            self.page.speeches += part.speeches
        return self.page

    def text(self, block: Block) -> str:
        """The block as the view has it."""
        return self.page.view.text[block.start : block.end]

    def _tail(self, anchors: Sequence[Anchor]) -> int:
        """The first block of the page's foot, which belongs to no speech."""
        least = (anchors[-1].index if anchors else 0) + 1
        size = len(self.page.view.text)
        for index in range(least, len(self.blocks)):
            block = self.blocks[index]
            if block.furniture and block.furniture.where == "tail" and 5 * block.start >= 2 * size:
                return index
        return len(self.blocks)

    def _front(self, anchors: Sequence[Anchor]) -> int:
        """The first block of running text; what stands above it is title, dateline, speaker and furniture."""
        limit = min(len(self.blocks), FRONT)
        named = anchors[0].index if anchors and not anchors[0].runs_on else limit
        for index in range(limit):
            block = self.blocks[index]
            if block.kind not in ("text", "speaker"):
                continue
            text = self.text(block)
            if guest_label(block.raw) or is_label(text) or carded(block.raw) or _EDITORIAL.match(text):
                continue
            if SALUTATION.fullmatch(text) or block.asks or (block.speaker and block.speaker.runs_on):
                return self._after_caption(index, limit)
            if block.speaker:
                continue
            closed = is_closed(text) and not ends_with_time(text)  # FM96.8 3月27日 9:00—10:00
            long = len(text) >= _LONG and (closed or re.search("[。；]", text) is not None)
            if long and self._asks_as_title(index):
                continue
            said = index > named and text[-1] in "。！"  # however short, below the speaker's line
            if long or said or len(text) > 120 or _is_numbered(text):
                return self._after_caption(index, limit)
            if index and _ADDRESSEES.match(text):
                return index
        return self._front_of_note(limit) if limit == len(self.blocks) else limit

    def _asks_as_title(self, index: int) -> bool:
        """Whether the page's first line of text is one question, as titles of interviews are."""
        text = tight(self.blocks[index])
        first = all(block.kind == "furniture" for block in self.blocks[:index])
        return first and text.endswith("？") and may_be_headline(self.blocks[index])

    def _front_of_note(self, limit: int) -> int:
        """The first running text of a page of short lines only: the first that is closed, else the only one."""
        lines = [index for index in range(limit) if self.blocks[index].kind == "text"]
        closed = (index for index in lines if is_closed(self.text(self.blocks[index])))
        return next(closed, lines[0] if len(lines) == 1 else limit)

    def _after_caption(self, index: int, limit: int) -> int:
        """A salutation soon after shows that the long line was still about the picture or the occasion."""
        for later in range(index + 1, min(index + 4, limit)):
            text = self.text(self.blocks[later])
            if (
                self.blocks[later].kind == "text"
                and len(text) < 30
                and SALUTATION.fullmatch(text)
                and not SALUTATION.fullmatch(self.text(self.blocks[index]))
            ):
                return later
        return index

    def _date(self, front: int) -> None:
        """When the page was published and its speeches were given.

        That is what the furniture says, then the lines above the text, then the signature or imprint at its foot.
        """
        stamps = [block.raw for block in self.blocks if block.furniture and block.furniture.date]
        above = self.blocks[:front]
        datelines = [block.raw for block in above if block.kind == "dateline"]
        others = [block.raw for block in above if block.kind != "dateline"]
        foot = self.blocks[max(front, len(self.blocks) - _FOOT) :]
        others += [block.raw for block in reversed(foot) if _SIGNED.fullmatch(tight(block))]
        self.page.published = _first_day([*stamps, *datelines, *others])
        if given := _first_day([*datelines, *stamps, *others]):
            with contextlib.suppress(ValueError):  # 2月30日
                self.page.given = datetime.date.fromisoformat(given)

    def _several(self, anchors: Sequence[Anchor], tail: int) -> list[Draft]:
        """One speech from each speaker line to the next."""
        heads = {anchor.index for anchor in anchors}
        after = [self._headline_after(anchor, heads) for anchor in anchors]
        turns = heads.union(index for anchor in anchors for index, _ in anchor.turns)
        before = [self._headline_before(anchor, turns) for anchor in anchors]
        above = not any(after) and sum(index is not None for index in before) * 3 >= len(anchors) * 2
        firsts = [
            index if above and index is not None else anchor.index
            for anchor, index in zip(anchors, before, strict=True)
        ]
        drafts = []
        for anchor, first, following, below in zip(anchors, firsts, [*firsts[1:], tail], after, strict=True):
            last = max([anchor.index, *(index for index, _ in anchor.turns)])
            end = next((index for index in range(last + 1, following) if self._ends(index, following)), following)
            headline = self.blocks[first] if first < anchor.index else below
            drafts.append(
                Draft(self.blocks[first:end], anchor.shifted(-first), headline, self.blocks[first].start, True)
            )
        return drafts

    def _signed(self, anchors: Sequence[Anchor], front: int) -> list[Draft]:
        """One speech above each signature: its headline, or else the text that follows the signature before."""
        drafts = []
        lead = max(0, front - 1) if front and may_be_headline(self.blocks[front - 1]) else self._below_lead(front)
        for anchor, before in zip(anchors, [None, *anchors], strict=False):
            first = before.index + 1 if before else lead
            while self.blocks[first].kind in ("furniture", "byline", "dateline"):
                first += 1
            block = self.blocks[first]
            headline = block if may_be_headline(block) else None
            blocks = self.blocks[first : anchor.index + 1]
            drafts.append(Draft(blocks, anchor.shifted(-first), headline, block.start, True))
        return drafts

    def _below_lead(self, front: int) -> int:
        """The block below the reporter's own words at the beginning of the text."""
        following = front + 1 < len(self.blocks) and self.blocks[front + 1].kind == "text"
        return front + (following and _LEAD.search(self.blocks[front].raw) is not None)

    def _asks(self, index: int) -> bool:
        """Whether a question, or a host without a name, begins at a block."""
        return self.blocks[index].asks > 0

    def _ends(self, index: int, following: int) -> bool:
        """Whether a speech is over before a block: a question to the ``following`` one, or the reporter's own words.

        One line that asks, with what answers it below under no other name, is part of the speech.
        """
        if self._asks(index):
            asks = tight(self.blocks[index]).endswith("？")
            return not asks or index + 1 >= following or not self._answers(index + 1)
        return self.blocks[index].kind == "text" and narrates(self.blocks[index].raw)

    def _answers(self, index: int) -> bool:
        """Whether a block is a paragraph that may answer the question above it under no name of its own."""
        text = self.text(self.blocks[index])
        said = self.blocks[index].kind == "text" and not self._asks(index) and turn_head(text) is None
        return said and len(text) >= _LONG and is_closed(text)

    def _headline_after(self, anchor: Anchor, heads: Collection[int] = ()) -> Block | None:
        """The headline below a speaker line; ``heads`` are where several begin to speak, a byline below the line."""
        index = anchor.index + 1
        while heads and index < len(self.blocks) and self.blocks[index].kind == "byline":
            index += 1
        if anchor.runs_on or index >= len(self.blocks):
            return None
        block = self.blocks[index]
        below = takewhile(lambda place: place not in heads, range(index + 1, min(index + 4, len(self.blocks))))
        kinds = takewhile(lambda kind: kind != "speaker", (self.blocks[place].kind for place in below))
        return block if may_be_headline(block) and "text" in kinds else None

    def _headline_before(self, anchor: Anchor, turns: Collection[int]) -> int | None:
        """The block of the headline above a speaker line, none of the ``turns``; a byline may stand between."""
        index = anchor.index - 1
        while index > 0 and self.blocks[index].kind == "byline":
            index -= 1
        asked = index > 0 and self.blocks[index - 1].asks == len(self.blocks[index - 1].raw)
        free = index >= 0 and index not in turns and not (asked or self._asks(index)) and not self._is_listed(index)
        return index if free and may_be_headline(self.blocks[index], marked=True) else None

    def _is_listed(self, index: int) -> bool:
        """Whether a block and the one above begin with bullets or numbers of one kind, as the items of a list do."""
        mark, _ = mark_before(self.blocks[index].raw)
        return mark != "" and index > 0 and mark_before(self.blocks[index - 1].raw)[0] == mark

    def _single(self, anchors: Sequence[Anchor], front: int, title: Block | None, tail: int) -> Draft:
        """The whole page is one speech."""
        anchor = anchors[0] if anchors else None
        headline = title
        if anchor and anchor.index + 1 < len(self.blocks) and (title is None or not names_its_kind(tight(title))):
            headline = self._headline_after(anchor) or title
        first = self.blocks.index(headline) if headline else None
        if anchor and (first is None or first > anchor.index):
            first = anchor.index
        if first is None:
            content = (index for index, block in enumerate(self.blocks) if block.kind not in ("furniture", "dateline"))
            first = next(content, 0)
        draft = Draft(
            self.blocks[first:tail],
            anchor.shifted(-first) if anchor else None,
            headline,
            self.blocks[first].start,
            False,
        )
        draft.front = max(0, front - first)
        if anchor is None:
            draft.named = self._with_office(front, self._named_in_front(front))
        return draft

    def _named_in_front(self, front: int) -> tuple[Block, Person] | None:
        """The speaker where no line is the speaker's own: in the dateline, the title, or a bare name above the text."""
        above = self.blocks[: front + 1]
        before = next((index for index in range(front, len(self.blocks)) if self._asks(index)), front + 1)
        for block in self.blocks[:before]:
            if block.kind in ("text", "furniture") and (guest := guest_label(block.raw)) and not is_host(guest[0]):
                return block, guest[1]
        for block in above:
            if (
                block.kind in ("text", "dateline")
                and (person := interviewed(block.raw))
                and (is_subtitle(block.raw) or received(block.raw) or any(map(self._asks, range(len(self.blocks)))))
            ):
                return self._told(above, block, person)
        for block in above:
            if block.kind == "text" and (head := dashed_announcement(block.raw)):
                return self._told(above, block, head.person)
        for block in above:
            if block.kind in ("text", "dateline") and (person := occasion_speaker(block.raw)):
                return block, person
        if any(block.asks for block in self.blocks):
            for block in above:
                if block.kind in ("text", "dateline") and (person := next(officials(block.raw), None)):
                    return self._told(above, block, person)
        for block in above:
            if block.kind == "text" and (person := name_after_body(block.raw)):
                return block, person
        for block in above:
            if block.kind == "text" and (name := bare_name(without_bullets(block.raw))):
                return block, Person(name)
        for block in above:
            if block.furniture and block.furniture.where == "front" and (person := occasion_speaker(block.raw)):
                return block, person
            if block.furniture and (person := signed_off(block.raw)):
                return block, person
        return portrayed(self.blocks, self.page.view.text) or self._signed_below(front)

    def _signed_below(self, front: int) -> tuple[Block, Person] | None:
        """Who signs the whole page, with an office, above nothing but a date and what is no text."""
        for block in reversed(self.blocks[front + 1 :]):
            if block.kind in ("furniture", "dateline", "byline") or is_date(tight(block)):
                continue
            head = block.speaker
            return (block, head.person) if head and head.person.position and not (head.colon or head.runs_on) else None
        return None

    def _with_office(self, front: int, named: tuple[Block, Person] | None) -> tuple[Block, Person] | None:
        """With the office that another line above the text or a note below it names, where the name stands alone."""
        if named is None or named[1].position:
            return named
        name = named[1].name
        told = (person for block in self.blocks[: front + 1] if block.kind == "text" for person in officials(block.raw))
        notes = filter(None, (author_note(block.raw) for block in self.blocks[-_FOOT:]))
        written = (Person(name, position, body) for body, position in notes)
        return named[0], next((person for person in (*told, *written) if person.name == name), named[1])

    def _told(self, above: Sequence[Block], title: Block, person: Person) -> tuple[Block, Person]:
        """Where the text itself introduces whom its title or subtitle names; else the title names the speaker."""
        for block in above:
            for known in introduced(block.raw) if block.kind == "text" and block is not title else ():
                if known.name == person.name:
                    return block, fuller(known, person)
        return title, person


def _merge(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Turns of one person between which nobody else of a name speaks are one: questions are part of a speech."""
    merged: list[Anchor] = []
    for anchor in anchors:
        last = merged[-1] if merged else None
        if last and last.person.name == anchor.person.name:
            last.turns.append((anchor.index, anchor.length))
        else:
            merged.append(anchor)
    return merged


def _first_day(lines: Iterable[str]) -> str | None:
    return next((day for line in lines if (day := find_day(line))), None)


def _is_numbered(text: str) -> bool:
    marker = marker_at(text, 0, len(text))
    return marker is not None and marker.style != "dash"
