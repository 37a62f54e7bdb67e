"""Speaker lines and turns: who starts to speak where.

A speaker is announced by a line of its own (川汇区委书记刘德君：), at the head of a paragraph (卓尔康：各位记者…), in
brackets under a title, after a label (述职人：…), or inside the line that tells where the report was given
(2025年1月14日在…会议上北京市市长 殷勇同志作政府工作报告).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from cnreport.layout.markers import marker_at
from cnreport.layout.overlay import current_overlay
from cnreport.layout.people import (
    Person,
    first_official,
    is_name,
    may_be_name,
    names_office,
    parse_person,
    person_within,
    split_post,
    strip_label,
    without_part,
    words,
)
from cnreport.layout.turns import BULLETS, Head, is_lay, is_office, stands_for, turn_head
from cnreport.rules import Overlay

_LONGEST_LINE = 60
_LONGEST_CALL = 20
_LONGEST_PARTICULARS = 120  # 访谈时间：…　访谈嘉宾：…　浏览次数：…
_TAG = re.compile(r"^[【\[][^【】\[\]]{2,12}[】\]] ?(?=[^：:\s].{3,40}[：:]$)")  # 【厅局长访谈】省水利厅厅长…：
_DASHED = re.compile(r"(?<=[\u4e00-\u9fff]) ?[—-]{2,3}$")
_NAME_ONLY = re.compile(r"^[\u4e00-\u9fff·.XxＸ×*＊]{2,12}$|^[\u4e00-\u9fff] [\u4e00-\u9fff]$")
# Parts of a line that tells where and when a report was given.
_NUMERALS = "一二三四五六七八九十"
_NUMBERS = frozenset(_NUMERALS + "0123456789（(①②③④⑤⑥⑦⑧⑨")
_GATHERING = "会议|大会|全会|例会|推进会|座谈会|动员会|现场会|发布会|会"
_SESSION = rf"第?[{_NUMERALS}]{{1,3}}次(?:全体)?会议"
_MEETING = rf"[^。！？]{{2,60}}?(?:{_GATHERING})(?:{_SESSION})?"
_AT = rf"(?:^|[日号 ])在{_MEETING}上"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零九一二三四五六七八]{3})年"
_MONTH = rf"[\d{_NUMERALS}]{{1,2}}月"
_MONTH_DAY = rf"{_MONTH}[\d{_NUMERALS}]{{1,3}}日"
_DASHES = r"^[—\-–（( ]{0,6}"
_GIVEN_AT = re.compile(
    rf"{_AT}(?P<who>[^。]{{2,40}}?)(?:代表[^。]*)?(?:所?作|做)(?:的)?(?:政府)?(?:工作)?报告"
    rf"|{_AT}\s*(?P<last>[^。]{{2,40}})$"
)
_GAVE_AT = re.compile(
    rf"{_DASHES}(?:{_YEAR}{_MONTH_DAY})?[，, ]*(?P<who>[^，。（）在]{{2,40}}?)(?:同志)?在{_MEETING}上?的?"
    r"(?:讲话|报告|政府工作报告|发言|致辞|工作报告)"
)
_ACT = re.compile(
    r"^(?P<who>[^，。]{2,40}?)(?:同志)?(?:在[^。]{2,60}?上)?(?:代表[^。]{2,30})?(?:，?向大会)?(?:作|做)(?:政府)?工作报告"
)
_INTERVIEW = re.compile(
    r"(?:(?:面对面|访谈|专访|对话)[|｜丨·：:]|访|专访|对话|采访|邀请|请来|请到|请|听|见到|走进|^[—\-–□■◇◆●▪▲ ]{1,6}与)"
    r"(?:到了?|了|的(?:嘉宾)?[是有])?(?=[\u4e00-\u9fff])"
)
# 今天走进直播间的是…, 做客演播室的嘉宾有…, 还有…: how a host says who is there.
_PRESENT = re.compile(
    r"(?:做客|走进|来到|上线|参加|出席|嘉宾|发布人|直播间|演播[室厅])[^，。；：！？\n]{0,16}?(?:分别)?(?:是|有)[：:]?|[，,](?:还有|以及)"
    r"(?=[\u4e00-\u9fff])"
)
_STUDIO = r"(?:做客|走进|走上|来到|亮相|上线)[^，。；：！？\n]{0,16}(?:直播|演播|访谈|节目|会客厅|热线|栏目|圆桌|通道)"
_ACCEPTS = r"(?:近日|日前|今天)?接受了?[^，。；：！？\n]{0,24}(?:专访|采访|访谈)"
# 近日，市水利局党组书记、局长贾玉坤接受了本网专访: the guest is the one who does it.
_VISIT = re.compile(rf"(?:^|[，。；：！？])(?P<who>[^，。；：！？\n]{{5,40}}?)(?:{_STUDIO}|{_ACCEPTS})")
# 【人物名片】常建斌，现任…局长，…
_CARD = re.compile(
    r"(?:^|[】：:])(?:[】\]][：:]?)? ?(?P<name>[\u4e00-\u9fff·]{2,12})(?:，[^，。；：！？\n]{1,20}){0,5}?"
    r"，(?:现任|现为|时任|任|系)(?P<post>[^，。；：！？\n]{4,40})"
)
# 【嘉宾名片】 above, and below it 韩丽娟，金湾区住房和城乡建设局局长，从事…
_ENTRY = re.compile(
    r"^(?:[【\[][^【】\[\]]{2,8}[】\]][：:]? ?)?(?P<name>[\u4e00-\u9fff·]{2,12})，"
    r"(?P<post>[^，。；：！？\n]{5,40})(?=[，。；]|$)"
)
_LONGEST_TOLD = 600
_PIECE = re.compile(r"[^，。；：！？“”《》（）()\n—]{4,}")
# Words after which a body or an office may begin in a clause.
_BEFORE_OFFICE = re.compile(
    r"[了到的是请与]|(?<![自理事])由|(?<!信)访|(?<!国)有|对话|(?:记者|[昨今]天|日前|近日|上午|下午|晚上|\d日)(?=[\u4e00-\u9fff])"
)
_ROW_MARK = re.compile("以及|[、和及]")
_LIST_END = re.compile(r"[。；：！？;!?\n]")
_LIST_MARK = re.compile(r"、(?:还有)?|[，,](?:以及|还有)?|(?:以及|和|及|与)(?=[\u4e00-\u9fff]{4})")
_HOST_OF = re.compile(r"(?P<part>主持人|主播|记者)（(?P<who>[^（）]{6,40})）")
_GUEST = re.compile(
    r"(?:^|(?<=[ 】\]|｜]))[【\[]?"
    r"(?P<label>[\u4e00-\u9fff]{0,6}(?:嘉宾|人物|对象|对话人|发布人|发言人|受访人|受访者|采访人|[口讲]述人?|主持人?|领导|述职人|报告人|汇报人"
    r"|主讲人|答复人|解答人|解读人|答问人|接听人|介绍人|(?:上线|参加|受访|做客|访谈|答复|发布)单位"
    r"|(?:出席|参加|上线|参会|与会|发布|解读)(?:人员?)?))"
    r"(?: ?[：:｜丨|]|[】\]][：:]?)"
)
# What the particulars of a page say of who reports: 姓名：…　所在单位：…　职务：….
_FORM = re.compile(
    r"(?P<label>姓名|(?<!及)单位|职务)[：:] ?(?P<value>[\u4e00-\u9fff·、（） ]{2,40}?)(?=$| *[\u4e00-\u9fff]{2,6}[：:])"
)
_FORM_LINE = re.compile(r"[\u4e00-\u9fff]{0,4}(?P<label>姓名|单位|职务)[：:].{2,40}")
# （作者系苍梧县委书记） below an article whose title has the name alone beside it.
_AUTHOR_NOTE = re.compile(
    r"[（(]?(?:本文)?作者(?:简介)?[：:，]?(?:现任|现为|系|为|是)?(?P<post>[\u4e00-\u9fff·、（）]{4,40}?)[）)。]{0,2}"
)
# Where the value of a label ends: at the next label of the line.
_NEXT_LABEL = re.compile(r" ?(?:[|｜]| [□■◇◆]| ?[【\[][\u4e00-\u9fff]{2,6}[】\]]| [\u4e00-\u9fff]{2,6}[：:])")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:政府|局|委|厅|办|中心|[乡镇县区市]|街道|公司|学校?|医院|支队|大队|银行|法院|检察院|广播电视台|电视台|电台|融媒体中心|中心)"
)
# 嘉　宾：, set as wide as the labels around it.
_SPREAD_LABEL = re.compile(r"^([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?= ?[：:])")
_DATE = re.compile(rf"[（(]?(?:{_YEAR})?{_MONTH_DAY}[）)]?")
_DATED = re.compile(
    rf"^[—\-–（(]{{0,6}}(?:{_YEAR}(?:{_MONTH_DAY}|{_MONTH})[，,]?"
    r"(?:[^。]{0,40}在.{3,60}(?:会议?|大会)上?.{0,40}|(?:于.{2,20})?)|在.{3,60}(?:会议?|大会)上)[)）]?$"
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line that names a speaker: how much of it does so, and whether speech follows in it."""

    person: Person
    length: int
    colon: bool
    runs_on: bool


def announcement(text: str) -> Announcement | None:
    """The announcement of a named official that ``text`` (a line with its spaces) is or begins with."""
    if text[0] in BULLETS:
        rest = text[1:].lstrip()
        found = announcement(rest) if rest else None
        return found and replace(found, length=found.length + len(text) - len(rest))
    if (marker := marker_at(text, 0, len(text)) if text[0] in _NUMBERS else None) and marker.end < len(text):
        # 一、东溪镇党委书记 骆敏: one of the speakers that a page counts
        found = announcement(text[marker.end :])
        return found and replace(found, length=found.length + marker.end)
    if text[0] in "【[" and (tag := _TAG.match(text)) and (found := announcement(text[tag.end() :])) and found.colon:
        return replace(found, length=found.length + tag.end())
    if text[-1] in "—-" and (dash := _DASHED.search(text)):
        text = text[: dash.start()] + "："  # 市教育局局长麻晓东——
    head = turn_head(text)
    if head and not head.barred:
        label, _ = strip_label(text)
        person = parse_person(head.words) or _in_apposition(head.words) or _host_of(head.words)
        if not label and not is_lay(head.words) and person:
            return Announcement(person, head.length, True, head.length < len(text))
    if len(text) > _LONGEST_LINE or text[-1] in "。！？；":
        return None
    label, rest = strip_label(text)
    person = parse_person(rest) or (_after_office(text, head) or _in_form(text) if head else None)
    if person is None and label in words("label") and is_name(rest.replace(" ", "")):
        person = Person(rest.replace(" ", ""))
    return Announcement(person, len(text), text[-1] in "：:", False) if person else None


def _in_apposition(words: str) -> Person | None:
    """A name and an office with a comma between them, in either order: 江若，市水利局局长."""
    first, comma, second = words.partition("，")
    return parse_person(f"{first} {second}") if comma and any(map(_is_set_name, (first, second))) else None


def _is_set_name(text: str) -> bool:
    """Whether a part of a line is a name beside an office; two letters may be set apart."""
    return may_be_name(text.replace(" ", ""))


def _after_office(text: str, head: Head) -> Person | None:
    """The name that stands after the colon of an office: 市住房公积金管理中心主任：祁敏."""
    name = bare_name(text[head.length :].strip())
    post = split_post(head.words) if name else None
    return Person(name, post[1], post[0]) if name and post and post[0] else None


def _in_form(text: str) -> Person | None:
    """The person whom the particulars of a page give one by one: 姓名：邢卫东 单位：龙口镇 职务：党委书记."""
    stated = {match["label"]: match["value"].strip() for match in _FORM.finditer(text)}
    name, post = stated.get("姓名", "").replace(" ", ""), stated.get("职务", "")
    held = split_post(stated.get("单位", "") + post) if post and may_be_name(name) else None
    return Person(name, held[1], held[0]) if held else None


def form_label(text: str) -> str:
    """Which of the particulars of who reports a line states (姓名, 单位, 职务); empty for any other line."""
    match = _FORM_LINE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    return match["label"] if match else ""


def author_note(text: str) -> tuple[str, str] | None:
    """The body and the office that a note below an article gives its author: （作者系苍梧县委书记）."""
    note = _AUTHOR_NOTE.fullmatch(text) if len(text) <= _LONGEST_LINE and "作者" in text[:4] else None
    return split_post(note["post"]) if note else None


def _host_of(words: str) -> Person | None:
    """A host whose body is told: 主持人（澜川市广播电视台 江若）."""
    match = _HOST_OF.fullmatch(words)
    named = name_after_body(match["who"]) if match else None
    return Person(named.name, match["part"], named.organization) if match and named else None


def guest_labels(text: str) -> tuple[tuple[str, Person], ...]:
    """The labels of participants in a line (发布人：, 嘉宾：, 对话人物：), each with whom it introduces.

    One label may stand before several people with semicolons between them.
    """
    if len(text) > _LONGEST_PARTICULARS or not (
        "：" in text or "】" in text or ":" in text or "]" in text or "｜" in text or "丨" in text or "|" in text
    ):
        return ()
    return _guest_labels(text, current_overlay())


@lru_cache(maxsize=256)
def _guest_labels(text: str, _overlay: Overlay | None) -> tuple[tuple[str, Person], ...]:
    # The same line is asked about in several places; `parse_person` asks for the same overlay.
    found: list[tuple[str, Person]] = []
    if text[1:2] == " ":
        text = _SPREAD_LABEL.sub(r"\1\2", text)
    for match in _GUEST.finditer(text):
        after = _NEXT_LABEL.search(text, match.end())
        values = re.split("[；;]", text[match.end() : after.start() if after else len(text)])
        found += [(match["label"], person) for value in values if (person := _stated(match["label"], value.strip()))]
    return tuple(found)


def _stated(label: str, value: str) -> Person | None:
    """The person that a label's value names: 县供电公司总经理 丁磊; 覃保国，江口化工园区管委会主任; a name alone."""
    name = value.replace(" ", "")
    return (
        parse_person(value)
        or _in_apposition(value)
        or (Person(name) if is_name(name) and not label.endswith("单位") else None)
    )


def guest_label(text: str) -> tuple[str, Person] | None:
    """The first label of participants in a line and the person it introduces, a guest before a host; or None."""
    found = guest_labels(text)
    return next((guest for guest in found if not is_host(guest[0])), found[0] if found else None)


def is_host(label: str) -> bool:
    """Whether a label of participants is the host's."""
    return "主持" in label


def bare_name(text: str) -> str | None:
    """The name that a whole line is (周恩来, 马　丽), or None."""
    if not 2 <= len(text) <= 12 or _NAME_ONLY.match(text) is None:
        return None
    name = text.replace(" ", "")
    return name if is_name(name) and split_post(name) is None else None


def turn_name(text: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    """Who takes a turn in ``text`` without being named in full, and how much of the text says so.

    A bare name (卓尔康：…), or a name or surname with the office (卓主任：…), which is returned as it stands; ``known``
    are the abbreviations of the page.
    """
    head = turn_head(text)
    if head is None or len(head.words) > _LONGEST_CALL:
        return None
    words = known.get(head.words, head.words)
    if short := stands_for(words):
        words = short[1]
    called = without_part(words)
    name = bare_name(called) or called.replace(" ", "")
    return (name, head.length) if may_be_name(name) or _called(name) else None


def _called(text: str) -> bool:
    """卓主任, 卓尔康主任: a surname or name with an office after it."""
    return (may_be_name(f"{text[:1]}某") and is_office(text[1:])) or named_with_office(text) is not None


def named_with_office(text: str) -> Person | None:
    """卓尔康主任: the name with the office after it, or None."""
    for size in (2, 3, 4, 5, 6):
        if is_name(text[:size]) and is_office(text[size:]):
            return Person(text[:size], text[size:])
    return None


def who_is_called(text: str, people: Iterable[Person]) -> Person | None:
    """The one of ``people`` that a turn's words mean (卓主任 → 卓尔康); None when none or several fit."""
    fitting = [
        person
        for person in people
        if text in (person.name, person.name.partition("·")[0])
        or (text.startswith(person.name) and _office_in_short(text[len(person.name) :], person))
    ]
    if not fitting:
        fitting = [person for person in people if _called_short(text, person)]
    return fitting[0] if len(fitting) == 1 else None


def _called_short(text: str, person: Person) -> bool:
    """Whether ``text`` is the beginning of a name with an office: 卓主任, 欧阳主任, 桑吉书记, 卓局."""
    name = person.name
    same = next((size for size, (one, other) in enumerate(zip(text, name, strict=False)) if one != other), len(name))
    return any(_office_in_short(text[size:], person) for size in range(1, same + 1))


def _office_in_short(office: str, person: Person) -> bool:
    """Whether a name is followed by an office, or by the letter that is said for the one the person holds (卓局)."""
    return is_office(office) or (len(office) == 1 and f"{office}长" in person.position)


def office_called(text: str, person: Person) -> str:
    """The office that a turn's words give ``person`` (卓主任, 卓尔康主任 → 主任); empty for the name alone."""
    office = text.removeprefix(person.name) if text.startswith(person.name) else text[1:]
    return office if office and is_office(office) else ""


def name_after_body(text: str) -> Person | None:
    """石桥县财政局 江若: who speaks for a body, above a text, without an office; or None."""
    body, _, name = text.strip("（()） ").partition(" ")
    name = name.replace(" ", "")
    return Person(name, "", body) if _BODY.fullmatch(body) and is_name(name) and split_post(name) is None else None


def is_dateline(text: str) -> bool:
    """Whether a line tells when and where a report was given (——2016年2月19日在…会议上)."""
    return len(text) <= 120 and _DATED.match(text) is not None and not text.endswith(("。", "；", "："))


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, as stands below a signature."""
    return len(text) <= 24 and _DATE.fullmatch(text.replace(" ", "")) is not None


def occasion_speaker(text: str) -> Person | None:
    """The speaker named inside a line about the occasion, or None."""
    if len(text) > 160:
        return None
    for pattern in (_GAVE_AT, _GIVEN_AT, _ACT):
        if match := pattern.search(text):
            who = next((part for part in match.groupdict().values() if part), "").strip("）) ，")
            person = parse_person(who) or _named_before(who)
            if person:
                return person
    return None


def interviewed(text: str) -> Person | None:
    """The person an interview's subtitle or preamble names (——访市水利局局长…, 本报记者采访了…), or None."""
    return next(introduced(text), None)


def introduced(text: str) -> Iterator[Person]:
    """Everyone whom a subtitle or a host introduces: 今天请到市水利局局长江若、市住建局总工程师何平."""
    if person := received(text) or carded(text):
        yield person
    text = text[:600]
    present = [match.span() for match in _PRESENT.finditer(text)]
    places = [match.end() for match in _INTERVIEW.finditer(text)]
    places = [place for place in places if not any(start <= place < end for start, end in present)]
    for place in sorted([*places, *(end for _, end in present)])[:12]:
        end = _LIST_END.search(text, place)
        yield from _listed(text[place : end.start() if end else len(text)])


def received(text: str) -> Person | None:
    """The guest of whom the text tells that the interview took place: 局长贾玉坤接受了本网专访, 走进直播间."""
    visits = _VISIT.finditer(text[:600])
    return next((person for visit in visits if (person := parse_person(visit["who"]))), None)


def carded(text: str) -> Person | None:
    """The person of a note about the guest: 【人物名片】常建斌，现任…局长."""
    card = _CARD.search(text[:200]) if "任" in text or "系" in text or "为" in text else None
    entry = card or _ENTRY.match(text)
    post = split_post(entry["post"]) if entry and may_be_name(entry["name"]) else None
    return Person(entry["name"], post[1], post[0]) if entry and post and (card or post[0]) else None


def officials(text: str) -> Iterator[Person]:
    """Everyone whom running text names with the office before the name, whatever it says of them, in order.

    日前，市水利局局长江若就社会关切回答了记者的提问；与市住建局总工程师何平聊了聊.
    """
    text = text[:_LONGEST_TOLD]
    for piece in _PIECE.finditer(text):
        if not names_office(piece.group()):
            continue
        cuts = [piece.start(), *(match.end() for match in _BEFORE_OFFICE.finditer(text, *piece.span()))]
        for start, end in pairwise([*cuts, piece.end()]):
            yield from _in_row(text[start:end])


def _in_row(text: str) -> Iterator[Person]:
    """The people that a piece of a clause names, from its beginning on or after one of its 、 and 和."""
    start = 0
    while start < len(text):
        if person := first_official(text, start):
            yield person
            start = text.index(person.name, start) + len(person.name)
        mark = _ROW_MARK.search(text, start)
        start = mark.end() if mark else len(text)


def _listed(text: str) -> Iterator[Person]:
    """The people of a list; a 、 or 和 may also stand inside an office or a body (住房和城乡建设局)."""
    cuts = [0, *(match.end() for match in _LIST_MARK.finditer(text)), len(text)]
    ends = [*(match.start() for match in _LIST_MARK.finditer(text)), len(text)]
    first = 0
    while first < len(ends):
        for last in range(first, len(ends)):
            piece = text[cuts[first] : ends[last]]
            if len(piece) > _LONGEST_LINE and last > first:
                return
            if person := person_within(piece) if last + 1 == len(ends) else parse_person(piece):
                yield person
                first = last + 1
                break
        else:
            return


def _named_before(text: str) -> Person | None:
    """龚正市长: a name with the office after it; or a name alone."""
    text = text.replace(" ", "").removesuffix("同志")
    for size in (2, 3):
        name, title = text[:size], text[size:]
        if title and is_name(name) and (post := split_post(title)) and not post[0]:
            return Person(name, post[1])
    return Person(text) if 2 <= len(text) <= 4 and is_name(text) else None
