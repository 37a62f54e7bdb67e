"""The cast of a page: who asks, whom the page introduces, and where each of those who speak begins.

A page says it in many ways: a speaker line with or without a colon, a name before a colon or in brackets, an office
alone; and the office of somebody whose name alone heads a turn may stand in a list of those present, in the words of a
host or in running text. Pages without turns are read in `narration`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from cnreport.layout.blocks import FRONT, Block, tight
from cnreport.layout.columns import is_column
from cnreport.layout.introductions import carded, interviewed, introduced, officials
from cnreport.layout.joining import is_closed
from cnreport.layout.markers import marker_at
from cnreport.layout.narration import narrated, signatures, speaks_below
from cnreport.layout.particulars import guest_label, guest_labels, in_row, is_host
from cnreport.layout.people import Person, either, fuller, is_name, may_be_name, strip_label, words
from cnreport.layout.speakers import (
    Announcement,
    bare_name,
    named_host,
    named_with_office,
    turn_name,
    who_is_called,
)
from cnreport.layout.speech import SALUTATION, Anchor, mark_before
from cnreport.layout.titles import is_label, may_be_headline
from cnreport.layout.turns import (
    BULLETS,
    Head,
    asks_on_line,
    has_head,
    question_head,
    stands_for,
    turn_head,
    without_bullets,
)

# From so many characters on a closed line is a sentence that somebody says, and any line is.
_SENTENCE, _LONG = 20, 40
_FRONT_OF_INTERVIEW, _LEAST_QUESTIONS, _LONGEST_QUESTION = 12, 3, 90
_LEAST_TURNS, _LEAST_OTHERS = 3, 2
_WHO_ELSE = re.compile(r"\d{0,3}[\u4e00-\u9fff]{2,14} ?(?:（[^（）：]{1,16}）)?")
_CARD = 60  # a guest's card begins with the name and the office
_SECTION = re.compile(
    "[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[Ⅰ-Ⅻ]|[①-⑳]|\\d{1,2}[.．、](?!\\d)"
)
# 市港航局总引航师江若、: a name after what ends as offices do, known ones and others.
_AFTER_OFFICE = re.compile(
    "(?<=[\u4e00-\u9fff]{2}[长师员任人表事记席监官])(?=([\u4e00-\u9fff]{2,4}?)[，。、；（）和与及在出主])"
)
# Labels of those who speak one after another on a page, each under a headline.
_NARRATOR = re.compile(r"(?:^|(?<= ))(?:[口讲自]述|述职|述廉|发言|演讲|主讲|汇报|报告|承诺)(?:人|者)?[：:]")
_HOSTS = re.compile(r"[【\[〔〖（(]?主持(?:人|[：:｜ ])")
_PLACE = re.compile("[省市县区旗镇乡村]$")
_SAYS_INTERVIEW = re.compile("访谈|专访|对话|会客厅|面对面|答问|^采访")  # 对话局长, 书记访谈, 采访约在河边
_INTRODUCES = re.compile("访|对话|面对面|请|出席|参加|嘉宾|发布人|做客|直播间|演播[室厅]|上线|走进|现任|现为|时任")


class Cast:
    """Who asks and who speaks in the ``blocks`` of a page, whose view reads ``view``.

    The blocks that ask are marked so; ``people`` is everyone the page names with an office, by name: a turn under the
    name alone has the office that the page tells elsewhere; ``anchors`` are where those who speak begin.
    """

    def __init__(self, blocks: Sequence[Block], view: str) -> None:
        self._blocks = blocks
        self._view = view
        self._lined = False  # the words for who asks stand on lines of their own, without a colon
        self._alone: Counter[str] = Counter()  # names on lines of their own, where askers are too
        self._short: dict[str, str] = {}  # 主 → 主持人, where a head says so
        self._hosts: set[str] = set()  # who asks under a name: 主持人 江若
        self._asking: Collection[str] = ()  # who under a name of his own only asks, where several answer
        self._read_abbreviations()
        self._mark_labelled_turns()
        self.people = self._people()
        self._mark_host_of_one()
        self._mark_hosts()
        self._mark_questions()
        self._turns = [self._turn(index) for index in range(len(blocks))]
        self._add_told()
        called = {turn[0] for turn in self._turns if turn}
        self._known = {words: who_is_called(words, self.people.values()) for words in called}
        self._mark_name_that_asks()
        self.anchors = signatures(blocks, view) or self._anchors() or narrated(blocks, view)
        self._mark_other_turns()

    def _text(self, block: Block) -> str:
        return self._view[block.start : block.end]

    def _asks(self, index: int) -> bool:
        return self._blocks[index].asks > 0

    def _read_abbreviations(self) -> None:
        """What the heads of later turns stand for: 主持人（以下简称“主”）：."""
        heads = (turn_head(block.raw) for block in self._blocks if "简称" in block.raw[:40])
        self._short.update(pair for head in heads if head and (pair := stands_for(head.words)))

    def _mark_labelled_turns(self) -> None:
        """Labels of participants that head what each of them says (发布人：市农牧局局长 敖其尔) are speaker lines."""
        turns = [
            (block, guest[1])
            for index, block in enumerate(self._blocks)
            if block.kind == "text" and (guest := guest_label(block.raw)) and self._heads_text(index)
            if not is_host(guest[0]) or block.raw.find(guest[0]) < 2  # 首播：3月6日 主持人：江若 is none
        ]
        if len(turns) == 1 and not self._releases(turns[0][0]):
            return  # one alone stands among the particulars of an interview
        for block, person in turns:
            block.kind, block.speaker = "speaker", Announcement(person, len(block.raw), True, False)

    def _releases(self, label: Block) -> bool:
        """Whether others are named in full after a label, as those are who answer for a body after its release."""
        return any(block.speaker and block.speaker.colon for block in self._blocks[self._blocks.index(label) :])

    def _heads_text(self, index: int) -> bool:
        """Whether what somebody says stands right below a short line, or below a headline of the speech."""
        below = self._blocks[index + 1 : index + 5]
        lines = [block for block in below if block.kind not in ("furniture", "byline")][:2]
        if len(lines) == 2 and may_be_headline(lines[0]):
            text = self._text(lines[1])
            said = lines[1].kind == "text" and not lines[1].asks and is_closed(text) and guest_label(text) is None
            if SALUTATION.fullmatch(text) or (
                said and question_head(text) == 0 and _NARRATOR.search(self._blocks[index].raw)
            ):
                return True
        first = next((block for block in below if block.kind != "furniture"), None)
        if first is None or first.kind != "text" or self._blocks[index].end - self._blocks[index].start > 60:
            return False
        text = self._text(first)
        return is_closed(text) and guest_label(text) is None and question_head(text) == 0

    def _labelled_hosts(self) -> set[str]:
        """Who is named as host above the text."""
        front = self._blocks[:FRONT]
        return {person.name for block in front for label, person in guest_labels(block.raw) if is_host(label)}

    def _mark_host_of_one(self) -> None:
        """A host, whatever office the page tells of him, only asks where one other speaks.

        发布会 of one who releases and one who leads: the turns of the latter stand inside the speech of the former.
        """
        named = [(block, block.speaker) for block in self._blocks if block.speaker and block.speaker.colon]
        hosts = self._labelled_hosts() | {head.person.name for block, head in named if _HOSTS.match(block.raw)}
        if not hosts or self._several_speak(hosts):
            return
        turns = [(b, turn) for b in self._blocks if b.kind == "text" and (turn := turn_name(b.raw, self._short))]
        heads = {turn[0] for _, turn in turns} | {head.person.name for _, head in named}
        if not any(who_is_called(name, self.people.values()) for name in heads - hosts):
            return  # nobody else is known to speak
        for block, head in named:
            if head.person.name in hosts:
                block.kind, block.speaker, block.asks = "text", None, head.length
        for block, (name, length) in turns:
            if name in hosts:
                block.asks = length
        for name in hosts:
            self.people.pop(name, None)

    def _mark_hosts(self) -> None:
        """Hosts under names of their own (主持人 江若：…) are among those who speak, where several others do.

        One who is named once and is 主持人 alone from then on asks, as one without a name does; so does one who says
        little.
        """
        hosts = [(block, head) for block in self._blocks if block.kind == "text" and (head := named_host(block.raw))]
        self._hosts = {head.person.name for _, head in hosts}
        if not hosts or not self._several_speak(self._hosts):
            return
        brief = self._brief({head.person.name for _, head in hosts if head.person.position in words("host")})
        hosts = [(block, head) for block, head in hosts if head.person.name not in brief]
        texts = (block.raw for block in self._blocks if block.kind == "text")
        heads = Counter(turn.words for text in texts if (turn := turn_head(text)))
        named = Counter(head.person.name for _, head in hosts)
        for block, head in hosts:
            name = head.person.name
            if heads[name] + named[name] == 1 and heads[head.person.position]:
                continue
            if name not in self.people or not self.people[name].position:
                self.people[name] = head.person
            block.kind, block.speaker = "speaker", replace(head, person=self.people[name])

    def _mark_questions(self) -> None:
        """Where a question begins; reporters and hosts of whom no office is told ask under their names too."""
        askers = {name for block in self._blocks if block.byline for name, _ in block.byline.people}
        askers |= self._labelled_hosts()
        for block in self._blocks[:FRONT]:
            if block.speaker and is_host(strip_label(block.raw)[0]):  # 主持人 江若, on a line of its own
                askers.add(block.speaker.person.name)
        askers |= self._hosts | self._named_askers()
        askers -= {person.name for person in self.people.values() if person.position}
        texts = [block for block in self._blocks if block.kind == "text"]
        if askers and self._several_speak(askers):
            # Whoever is named among several has a part of his own, but one who does little else than ask.
            self._asking = askers = self._mostly_ask(askers) | self._brief(askers)
        headed = [(block, above) for block, above in zip(texts, [None, *texts], strict=False) if has_head(block.raw)]
        for block, above in headed:
            if length := question_head(block.raw, self._short):
                # 网友“小满”留言：… is said by the host whose name stands on the line above.
                block.asks = 0 if above and self._is_whole_head(above) else length
            elif askers and (turn := turn_name(block.raw, self._short)) and turn[0] in askers:
                block.asks = turn[1]
        # A medium that asks once asks whatever it says: 《城市观察》：请您先介绍情况。
        asking = {head.words for block, _ in headed if block.asks and (head := turn_head(block.raw))}
        for block, _ in headed if asking else ():
            if not block.asks and (head := turn_head(block.raw)) and head.words in asking:
                block.asks = head.length

        lines = [
            block
            for index, block in enumerate(self._blocks)
            if block.kind == "text" and not block.asks and asks_on_line(block.raw) and self._speaks_below(index)
        ]
        if len(lines) > 1 or (
            lines and any(b.speaker and not (b.speaker.colon or b.speaker.runs_on) for b in self._blocks)
        ):
            self._lined = True
            self._alone.update(name for block in texts if (name := bare_name(block.raw)))
            for block in lines:
                block.asks = len(block.raw)
        self._mark_headings_that_ask()
        if not any(block.asks for block in texts):
            self._mark_bullets_that_ask(texts)
        if not any(block.asks for block in texts):
            self._mark_bare_questions(texts)
        dashed = [block for block in texts if block.raw[0] in "—-" and _is_question(block.raw.lstrip("—- "))]
        for block in dashed if len(dashed) > 1 else ():
            block.asks = block.asks or 1

    def _several_speak(self, askers: Collection[str]) -> bool:
        """Whether turns are taken by more people than one besides those who may ask."""
        named = {block.speaker.person.name for block in self._blocks if block.speaker and block.speaker.colon}
        heads = {turn[0] for b in self._blocks if b.kind == "text" and (turn := turn_name(b.raw, self._short))}
        named |= {who.name for words in heads.difference(askers) if (who := who_is_called(words, self.people.values()))}
        return len(named.difference(askers)) > 1

    def _mostly_ask(self, askers: Collection[str]) -> set[str]:
        """Those most of whose turns end with a question."""
        turns: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        for block in self._blocks:
            turn = turn_name(block.raw, self._short) if block.kind == "text" else None
            if turn and turn[0] in askers:
                turns[turn[0]] += 1
                asked[turn[0]] += block.raw[-1] in "？?"
        return {name for name, said in turns.items() if said >= _LEAST_QUESTIONS and 2 * asked[name] > said}

    def _named_askers(self) -> set[str]:
        """Who is named behind the word for who asks, at the head of a turn: 记者 温晴：, and 温晴： from then on."""
        asker = re.compile(rf".{{0,12}}{either('interviewer')}[ （]?(?P<name>.{{2,4}}?)）?")
        heads = (turn_head(block.raw) for block in self._blocks if block.kind == "text")
        named = (match["name"] for head in heads if head and (match := asker.fullmatch(head.words)))
        return {name for name in named if is_name(name)}

    def _brief(self, hosts: Collection[str]) -> set[str]:
        """The hosts who say so little at each of their turns that they but ask and give the word to others."""
        turns: Counter[str] = Counter()
        said: Counter[str] = Counter()
        name = ""
        for block in self._blocks:
            if block.kind not in ("text", "speaker"):
                continue
            if has_head(block.raw):
                name = self._name_at_head(block)
                turns[name] += 1
            said[name] += len(block.raw)
        return {name for name in hosts if said[name] < _LONG * turns[name]}

    def _name_at_head(self, block: Block) -> str:
        """Who takes the turn that a block begins, host or not; empty where that is nobody of a name."""
        head = block.speaker or named_host(block.raw)
        turn = None if head else turn_name(block.raw, self._short)
        return head.person.name if head else turn[0] if turn else ""

    def _is_whole_head(self, block: Block) -> bool:
        """Whether a line is the head of a turn by name and nothing else (黎川 10:00:05)."""
        turn = turn_name(block.raw, self._short)
        return turn is not None and turn[1] == len(block.raw)

    def _mark_headings_that_ask(self) -> None:
        """Numbered lines above the turns of an interview (一、收成怎么样？, Ⅱ 源头堵不堵得住？) are its questions."""
        asking = [
            block
            for block, below in pairwise(block for block in self._blocks if block.kind in ("text", "speaker"))
            if block.kind == "text"
            and _asks_by_number(block.raw)
            and (below.speaker or turn_name(below.raw, self._short))
        ]
        for block in asking if sum(block.raw[-1] in "？?" for block in asking) > 1 else ():
            block.asks = block.asks or 1

    def _mark_bullets_that_ask(self, texts: Sequence[Block]) -> None:
        """The first of two bullets that take turns asks, where most of its lines do (■ 您怎么看？ □ 不好看。)."""
        marked = [block for block in texts if block.raw[0] in BULLETS]
        if len({block.raw[0] for block in marked}) != 2:
            return
        questions, answers = marked[::2], marked[1::2]
        if len(answers) < _LEAST_QUESTIONS or any(block.raw[0] != marked[0].raw[0] for block in questions):
            return
        asked = sum("？" in block.raw for block in questions)
        if any(block.raw[0] == marked[0].raw[0] for block in answers) or 2 * asked < len(questions):
            return
        for block in questions if not any(block.raw[-1] in "？?" for block in answers) else ():
            block.asks = 1

    def _mark_bare_questions(self, texts: Sequence[Block]) -> None:
        """Lines that ask and have nothing to mark them, in a page that says it is an interview."""
        heads = any(block.speaker or turn_name(block.raw, self._short) for block in self._blocks)
        front = self._blocks[:_FRONT_OF_INTERVIEW]
        if heads or not any(interviewed(block.raw) or _SAYS_INTERVIEW.search(block.raw[:_SENTENCE]) for block in front):
            return
        asking = [block for block, below in pairwise(texts) if _is_question(block.raw) and _may_answer(below.raw)]
        for block in asking if len(asking) >= _LEAST_QUESTIONS else ():
            block.asks = 1

    def _people(self) -> dict[str, Person]:
        """Everyone the page names with an office, by name."""
        people: dict[str, Person] = {}
        titled: set[str] = set()  # named in a title or subtitle, which the text below says better
        for index, block in enumerate(self._blocks):
            named = [block.speaker.person] if block.speaker else [person for _, person in guest_labels(block.raw)]
            # A host who is named introduces the others as one who is not.
            tells = block.speaker.runs_on if block.speaker else block.kind in ("text", "dateline") and not named
            if tells and index < FRONT and (_INTRODUCES.search(block.raw[:600]) or carded(block.raw[:_CARD])):
                for person in introduced(block.raw):
                    if person.name not in people:
                        people[person.name] = person
                    elif person.name in titled:
                        people[person.name] = fuller(person, people[person.name])
                    (titled.discard if is_closed(block.raw) else titled.add)(person.name)
            for person in named:
                known = people.get(person.name)
                people[person.name] = fuller(known, person) if known and known.position else person
        return people

    def _add_told(self) -> None:
        """Whom running text names with an office before they take their turns, whatever it says of them."""
        first: dict[str, int] = {}
        for index, turn in enumerate(self._turns):
            if turn:
                first.setdefault(turn[0], index)
        unknown = {name for name in first if name not in self.people or not self.people[name].position}
        for index, block in enumerate(self._blocks[:FRONT]):
            tells = block.kind in ("text", "dateline") or (block.speaker and block.speaker.runs_on)
            if not unknown or not tells:
                continue
            for person in (*in_row(block.raw), *officials(block.raw)):
                if person.name in unknown and index < first[person.name]:
                    self.people[person.name] = person
                    unknown.discard(person.name)

    def _mark_name_that_asks(self) -> None:
        """A host whose name is all that the page tells asks, where one person of an office answers."""
        turns = [(b, turn) for b, turn in zip(self._blocks, self._turns, strict=True) if turn and not b.asks]
        known = {name: self._known[name] for _, (name, _) in turns}
        if _count_people(known) != 1:
            return
        said = Counter(name for _, (name, _) in turns)
        asked = Counter(name for block, (name, _) in turns if block.raw[-1] in "？?")
        for block, (name, length) in turns:
            if known[name] is None and is_name(name) and said[name] > 1 and 2 * asked[name] >= said[name]:
                block.asks = length

    def _mark_other_turns(self) -> None:
        """What others say, whoever they are, right above the turns of the only one who speaks (种粮大户江若：…)."""
        turns = {anchor.index for anchor in self.anchors}
        if len({anchor.person.name for anchor in self.anchors}) != 1 or len(turns) < _LEAST_TURNS:
            return
        said = [index for index, block in enumerate(self._blocks) if block.kind in ("text", "speaker")]
        heads = [
            (index, head, below in turns)
            for index, below in zip_longest(said, said[1:])
            if index > min(turns) and index not in turns and (head := self._head_of_other(index))
        ]
        others = Counter(head.words for _, head, answered in heads if answered)
        for index, head, _ in heads if others.total() >= _LEAST_OTHERS else ():
            if head.words in others:
                self._blocks[index].asks = self._blocks[index].asks or head.length

    def _head_of_other(self, index: int) -> Head | None:
        """The head of a turn in which another than the speaker may say something."""
        raw = self._blocks[index].raw
        text = without_bullets(raw)
        head = turn_head(text)
        if head is None or head.length == len(text) or head.barred or is_label(text):
            return None
        length = head.length + len(raw) - len(text)
        return replace(head, length=length) if _WHO_ELSE.fullmatch(head.words) else None

    def _anchors(self) -> list[Anchor]:
        """Where a named person begins to speak."""
        heads = self._turns
        turns = Counter(turn[0] for turn in heads if turn)
        known = self._known
        named = self._after_offices() if sum(map(bool, known.values())) > 1 else {}
        asked = sum(self._asks(index) for index in range(len(self._blocks)))
        lined = self._names_on_lines(asked > 0)
        among = _names_among(self._blocks, heads, known)
        listed = self._listed_names()
        announced = {block.speaker.person.name for block in self._blocks if block.speaker}.difference(self._asking)
        anchors: list[Anchor] = []
        for index, block in enumerate(self._blocks):
            if (head := block.speaker) and head.person.name not in self._asking:
                marked = block.raw[0] in BULLETS and self._says_below(index)
                if head.colon or marked or (self._followed(index) and not self._is_listed(index)):
                    length = _head_length(self._text(block)) if head.runs_on else block.end - block.start
                    who = head.person if head.person.position else self.people[head.person.name]
                    anchors.append(Anchor(index, who, length, head.runs_on))
            elif turn := heads[index]:
                person = known[turn[0]] or (named_with_office(turn[0]) if asked else None)
                if block.asks and (person is None or person.name not in announced):
                    continue
                if person is None and asked > 1:
                    answers = is_name(turn[0]) and (turns[turn[0]] > 1 or self._answers(index))
                    asks = block.raw[-1] in "？?"
                    known_here = answers or self._called(turn[0]) or (not asks and self._addressed(turn[0]))
                    person = Person(turn[0]) if known_here else None
                told = (
                    named.get(turn[0], block.start) < block.start
                    or turn[0] in among
                    or (turn[0] in lined and self._says_below(index))
                    or turn[0] in listed
                )
                if person is None and told and is_name(turn[0]):
                    person = Person(turn[0])
                if person is not None:
                    length = _head_length(self._text(block)) or block.end - block.start
                    anchors.append(Anchor(index, person, length, length < block.end - block.start))
            elif block.kind == "text" and (again := self._returns(index, anchors)):
                anchors.append(Anchor(index, again, block.end - block.start, False))
        return [anchor for anchor, below in zip_longest(anchors, anchors[1:]) if not self._is_entry(anchor, below)]

    def _turn(self, index: int) -> tuple[str, int] | None:
        """The name that a block begins with as a turn's head, or is where askers too have lines of their own."""
        block = self._blocks[index]
        if block.kind != "text":
            return None
        name = bare_name(block.raw) if self._lined else None
        if name and not block.asks and self._speaks_below(index):
            return (name, len(block.raw)) if self._alone[name] > 1 or name in self.people else None
        head = turn_head(block.raw) if block.raw[0] in BULLETS else None
        if head and (known := head.words[1:].lstrip()) in self.people:
            return known, head.length  # whatever it looks like
        return turn_name(block.raw, self._short)

    def _is_entry(self, anchor: Anchor, below: Anchor | None) -> bool:
        """Whether a speaker line is one of a list: another follows before anything is said."""
        if anchor.runs_on or below is None or self._blocks[anchor.index].speaker is None:
            return False
        between = self._blocks[anchor.index + 1 : below.index]
        return all(block.kind != "byline" and (block.kind != "text" or is_column(tight(block))) for block in between)

    def _speaks_below(self, index: int) -> bool:
        return speaks_below(self._blocks, self._view, index)

    def _returns(self, index: int, anchors: Sequence[Anchor]) -> Person | None:
        """Who speaks again under the name alone, set on a line of its own as the speaker lines of the page are."""
        raw = self._blocks[index].raw
        name = bare_name(raw[mark_before(raw)[1] :]) if len(raw) <= _SENTENCE else None
        if name is None or not self._followed(index):
            return None
        lines = (anchor for anchor in anchors if not anchor.runs_on and self._blocks[anchor.index].speaker)
        return next((anchor.person for anchor in lines if anchor.person.name == name), None)

    def _called(self, name: str) -> bool:
        """Whether the page calls someone by name or surname and office: 下面请江若局长介绍, 先请江局长."""
        if not may_be_name(name):
            return False
        called = rf"{re.escape(name)}{either('office', 'rank')}|(?<![\u4e00-\u9fff]){name[0]}{either('office')}"
        called += rf"|[请谢由听问]{name[0]}{either('office')}"
        return re.search(called, self._view) is not None

    def _addressed(self, name: str) -> bool:
        """Whether the page speaks to one of the public by the surname: 康师傅，您说句实在的."""
        if not is_name(name):
            return False
        return re.search(rf"(?<![\u4e00-\u9fff]){name[0]}{either('address')}，", self._view) is not None

    def _names_on_lines(self, asked: bool) -> Collection[str]:
        """The names with a colon that are lines of their own, where they are those of several officials too.

        Where nobody asks, several names of people above what they say are enough: 佟家骅：, a headline, its text. Those
        of places (【石塘镇】, 【白岭镇】) look like them.
        """
        lined = {
            turn[0]: self._followed(index)
            for index, (block, turn) in enumerate(zip(self._blocks, self._turns, strict=True))
            if turn and turn[1] == len(block.raw) and not block.asks and not is_label(block.raw)
        }
        if sum(self._known[name] is not None for name in lined) > 1:
            return lined
        named = [name for name, followed in lined.items() if followed and is_name(name) and not _PLACE.search(name)]
        return named if len(named) > 1 and not asked else ()

    def _says_below(self, index: int) -> bool:
        """Whether what stands below a line, or below a headline there, says something and asks nothing."""
        below = self._blocks[index + 1 : index + 2]
        if below and below[0].kind == "text" and may_be_headline(below[0]):
            index += 1
        return self._speaks_below(index) and self._text(self._blocks[index + 1])[-1] not in "？?"

    def _listed_names(self) -> Collection[str]:
        """The names at the ends of lines among those of officials."""
        front = enumerate(self._blocks[:FRONT])
        return {name for index, block in front if (name := _name_at_end(block)) and self._is_listed(index)}

    def _after_offices(self) -> dict[str, int]:
        """What stands above and in the first turns as names do after offices, known ones or not, and where first."""
        found: dict[str, int] = {}
        end = self._blocks[:FRONT][-1].end if self._blocks else 0
        for match in _AFTER_OFFICE.finditer(self._view, 0, end):
            found.setdefault(match[1], match.start())
        return found

    def _answers(self, index: int) -> bool:
        """Whether a name with a colon has a line to itself below a question."""
        block = self._blocks[index]
        return index > 0 and self._asks(index - 1) and block.end - block.start == _head_length(self._text(block))

    def _followed(self, index: int) -> bool:
        """Whether running text follows soon: a name at the end of a notice is a signature."""
        for block in self._blocks[index + 1 : index + 7]:
            if block.kind not in ("text", "speaker"):
                continue
            text = self._text(block)
            if (len(text) >= _SENTENCE and (len(text) >= _LONG or is_closed(text))) or SALUTATION.fullmatch(text):
                return True
        return False

    def _is_listed(self, index: int) -> bool:
        """Whether a line without a colon is one of a list of those present (发布人：… and more below it)."""
        if self._blocks[index].end - self._blocks[index].start > 60:
            return False
        above = [block for block in self._blocks[max(0, index - 3) : index] if block.kind != "furniture"][::-1]
        below = [block for block in self._blocks[index + 1 : index + 4] if block.kind != "furniture"]
        return any(
            _is_on_list(near[0])
            or (len(near) > 1 and _name_at_end(near[0]) is not None and near[1].speaker and _is_on_list(near[1]))
            for near in (above, below)
            if near
        )


def _is_on_list(block: Block) -> bool:
    """Whether a line names one of those present without a colon, or after a label."""
    if block.speaker:
        return not (block.speaker.colon or block.speaker.runs_on)
    return block.kind == "text" and guest_label(block.raw) is not None


def _name_at_end(block: Block) -> str | None:
    """The name that a short line ends with, whatever stands before it (种粮大户 江若)."""
    short = block.kind == "text" and " " in block.raw and block.end - block.start <= _LONG
    return bare_name(block.raw.rpartition(" ")[2]) if short else None


def _names_among(
    blocks: Sequence[Block], heads: Sequence[tuple[str, int] | None], known: Mapping[str, Person | None]
) -> Collection[str]:
    """The names that head several turns with those of known people between them, where there are several known.

    A host whose name is all that the page tells speaks so: 岳宁：…, 贺长庚：…, 岳宁：…, 尹素梅：….
    """
    people: set[str] = set()
    spoken = 0  # turns of known people so far
    first: dict[str, int] = {}  # how many of them before a name's own first turn
    among: set[str] = set()
    for block, head in zip(blocks, heads, strict=True):
        person = block.speaker.person if block.speaker and block.speaker.colon else head and known[head[0]]
        if person:
            spoken += 1
            people.add(person.name)
        elif head and first.setdefault(head[0], spoken) < spoken and is_name(head[0]):
            among.add(head[0])
    return among if len(people) > 1 else ()


def _count_people(known: Mapping[str, Person | None]) -> int:
    """How many people the heads of turns call, however each is called."""
    return len({person.name for person in known.values() if person})


def _head_length(text: str) -> int:
    """How much of a turn's text names who takes it."""
    head = turn_head(text)
    return head.length if head else 0


def _is_question(text: str) -> bool:
    """Whether a line asks and does nothing else."""
    asks = text.endswith(("？", "?")) or ("？" in text and len(text) <= _LONG)  # 以后谁来管？总不能又变回老样子。
    return asks and 2 < len(text) <= _LONGEST_QUESTION and (text[0] == "最" or marker_at(text, 0, len(text)) is None)


def _may_answer(text: str) -> bool:
    """Whether a line may answer the one above: no other question, and nothing about the page or the guest."""
    return not _is_question(text) and text[0] not in "【[—-" and carded(text) is None and not guest_labels(text)


def _asks_by_number(text: str) -> bool:
    """Whether a line is one of the questions of an interview that are numbered like its sections."""
    return len(text) <= _LONGEST_QUESTION and text[-1] in "？?。" and _SECTION.match(text) is not None
