"""Speaker lines and turns: who starts to speak where.

A speaker is announced by a line of its own (川汇区委书记刘德君：), at the head of a paragraph (卓尔康：各位记者…), in
brackets under a title, after a label (述职人：…) or number by number (一、东溪镇党委书记 骆敏).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cnreport.layout.markers import marker_at
from cnreport.layout.particulars import in_apposition, in_form
from cnreport.layout.people import (
    Person,
    is_name,
    may_be_name,
    parse_person,
    split_post,
    strip_label,
    without_part,
    without_role,
    words,
)
from cnreport.layout.turns import BULLETS, Head, is_lay, is_office, stands_for, turn_head, without_bullets

_LONGEST_LINE = 60
_LONGEST_CALL = 20
_SHORTEST_SAID = 8
# （发言人：高桥镇镇长 江若） above or below what somebody says.
_IN_BRACKETS = re.compile(r"[（(](?:发言|述职|汇报|交流|讲述|作者|报告|通报)人?[：:] ?(?P<who>[^：:（）()]{4,60})[）)]")
# （县妇联主席　江若，根据现场录音整理） below the title of a speech; 市水利局局长　江若　口述　温晴　整理.
_RECORDED = re.compile(
    r"[（(](?P<who>[^，：:（）()]{5,40})[，,； ](?:根据|据)[^，：:（）()]{0,12}整理(?:[，,][^，（）()]{2,16})?[）)]"
)
_TELLS = re.compile(
    r"[（(]?(?P<who>[^，。：:（）()]{5,40}|[^，。：:（）()]{2,4}[（(][^，。：:（）()]{4,36}[）)]) ?"
    r"(?:口述|讲述|自述)(?:[ ，][^，。：:]{2,20})?[）)]?"
)
# When it was said, behind who said it: 市水利局局长 江若 10月17日.
_DAY_BEHIND = re.compile(r" [（(]?(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日[）)]?$")
_NUMBERS = frozenset("一二三四五六七八九十0123456789（(①②③④⑤⑥⑦⑧⑨")
# 【厅局长访谈】省水利厅厅长…：; 【政】县人社局局长 国宏伟 among those who take part.
_TAG = re.compile(
    r"^[【\[](?:[^【】\[\]]{2,12}[】\]] ?(?=[^：:\s].{3,40}[：:]$)|(?P<side>[\u4e00-\u9fff])[】\]] ?(?=[^：:]{4,40}$))"
)
# 县水利局局长江若在会上作表态发言：
_TAKES_THE_FLOOR = re.compile(
    r"(?:在[^，。：]{1,12}[上中])?[作做]了?(?:题为[《“][^《》“”]{2,24}[》”]的)?[^，。：]{0,6}(?:发言|汇报|述职|表态)$"
)
# 市水利局局长江若介绍： on a line of its own, above what is said.
_SAYS_BELOW = re.compile(
    r" ?(?:在[^，。：]{1,12}[上中])?(?:首先|接着|随后|最后)?"
    r"(?:发布|介绍|通报|解读|说明|回应|表示|发言|汇报|表态|说)(?:说|道|了?(?:有关|相关)?情况)?$"
)
_MARK = re.compile("[/｜丨|]| [·•] ")
_DASHED = re.compile(r"(?<=[\u4e00-\u9fff]) ?[—-]{2,3}$")
_NAME_ONLY = re.compile(r"^[\u4e00-\u9fff·.XxＸ×*＊]{2,12}$|^[\u4e00-\u9fff] [\u4e00-\u9fff]$")
_SAID_FOR = {"工": "工程师", "董": "董事长", "总": "总"}
# Who asks or comments, and may do so under a name of his own: 主持人 孟想, 主持人甲 孟想, 孟想（特约评论员）.
_PART = "主持人|主播|特[约邀](?:评论员|观察员)"
_NAME = "[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]"
_WITH_PART = re.compile(
    rf"(?P<part>{_PART})[甲乙丙丁]?[ （]?(?P<name>{_NAME})）?|(?P<first>{_NAME})[ （](?P<last>{_PART})）?"
)
_HOST_OF = re.compile(r"(?P<part>主持人|主播|记者)（(?P<who>[^（）]{6,40})）")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:政府|局|委|厅|办|中心|[乡镇县区市]|街道|公司|学校?|医院|支队|大队|银行|法院|检察院|广播电视台|电视台|电台|融媒体中心|中心|办公室|委员会)"
)
# 奋力开创工作新局, 坚持以人民为中心: titles that end as bodies do.
_NO_BODY = re.compile("[把让为以向从用在的]|[新大好开全布棋]局$|[强富美][省市县区乡镇]$")


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
        rest = without_bullets(text)
        found = announcement(rest) if rest else None
        return found and replace(found, length=found.length + len(text) - len(rest))
    short = len(text) <= _LONGEST_LINE and text[-1] not in "。！？；"
    told = _TELLS.fullmatch(text) if short and "述" in text else None
    if told and (person := parse_person(told["who"])):
        return Announcement(person, len(text), False, False)
    bracketed = _IN_BRACKETS.fullmatch(text) if short and text[0] in "（(" else None
    if bracketed:
        found = announcement(bracketed["who"])
        return found and replace(found, length=len(text))
    marker = marker_at(text, 0, len(text)) if short and text[0] in _NUMBERS else None
    if marker and marker.end < len(text):  # 一、东溪镇党委书记 骆敏: one of the speakers that a page counts
        found = announcement(text[marker.end :])
        return found and replace(found, length=found.length + marker.end)
    tag = _TAG.match(text) if text[0] in "【[" else None
    if tag and (found := announcement(text[tag.end() :])) and (found.colon or tag["side"]):
        return replace(found, length=found.length + tag.end())
    if text[-1] in "—-" and (dash := _DASHED.search(text)):
        text = text[: dash.start()] + "："  # 市教育局局长麻晓东——
    head = turn_head(text)
    if head and (not head.barred or head.words[-1] == "）" or _is_said(text[head.length :])):
        label, _ = strip_label(text)
        called = _TAKES_THE_FLOOR.sub("", head.words)
        person = parse_person(called) or in_apposition(called) or _host_of(called)
        if person is None and head.length == len(text):
            person = parse_person(_SAYS_BELOW.sub("", head.words)) or _named_tan(head.words)
        if not label and not is_lay(head.words) and person and not _is_part(person):
            return Announcement(person, head.length, True, head.length < len(text))
    if not short:
        return None
    label, rest = strip_label(_DAY_BEHIND.sub("", text) if text[-1] in "日）)" else text)
    if not label:
        rest = without_role(rest)
    person = (_beside_mark(rest) if _MARK.search(rest) else parse_person(rest)) or (
        _after_office(text, head) or in_form(text) if head else None
    )
    if person is None and label in words("label") and is_name(rest.replace(" ", "")):
        person = Person(rest.replace(" ", ""))
    # 一根电缆牵出百亿集群——访江坪县县长…: a title and its subtitle
    if person is None or _is_part(person) or "——" in person.organization:
        return None
    return Announcement(person, len(text), text[-1] in "：:", False)


def _is_said(text: str) -> bool:
    """Whether what stands behind a bar is a sentence, and no part of a title (县长江若｜把水管到头)."""
    return len(text) >= _SHORTEST_SAID and text[-1] in "。！？”…"


def dashed_announcement(text: str) -> Announcement | None:
    """The same of a line that a dash may head: ——高桥镇镇长 江若."""
    return announcement(text.lstrip("—- ") or text)


def recorded_speaker(text: str) -> Announcement | None:
    """Who spoke where a line in brackets says it together with what the text was taken down from; or None."""
    match = _RECORDED.fullmatch(text)
    person = parse_person(match["who"]) if match else None
    return Announcement(person, len(text), False, False) if person else None


def _named_tan(words: str) -> Person | None:
    """县水利局局长谈小雨: on a line with nothing but a colon, 谈 is a surname and no verb as in 局长谈防汛."""
    post, surname, given = words.rpartition("谈")
    return parse_person(f"{post} {surname}{given}") if post and 0 < len(given) < 3 else None


def _beside_mark(text: str) -> Person | None:
    """A name and the office with a slash, a bar or a dot set apart between them: 江若 / 市水利局局长."""
    first, second = (part.strip() for part in _MARK.split(text, maxsplit=1))
    for name, post in ((first, second), (second, first)):
        held = split_post(post) if may_be_name(name.replace(" ", "")) else None
        if held and held[0]:
            return Person(name.replace(" ", ""), held[1], held[0])
    return None


def _after_office(text: str, head: Head) -> Person | None:
    """The name that stands after the colon of an office: 市住房公积金管理中心主任：祁敏."""
    name = bare_name(text[head.length :].strip())
    post = split_post(head.words) if name else None
    return Person(name, post[1], post[0]) if name and post and post[0] else None


def _host_of(words: str) -> Person | None:
    """A host whose body is told: 主持人（澜川市广播电视台 江若）."""
    match = _HOST_OF.fullmatch(words)
    named = name_after_body(match["who"]) if match else None
    return Person(named.name, match["part"], named.organization) if match and named else None


def named_host(text: str) -> Announcement | None:
    """The announcement of a host or commentator under a name of his own (主持人 孟想：…), whose office is that part."""
    start = len(text) - len(text[1:].lstrip()) if text[0] in BULLETS else 0
    head = turn_head(text[start:])
    match = _WITH_PART.fullmatch(head.words) if head else None
    if head is None or match is None:
        return None
    name = (match["name"] or match["first"]).replace(" ", "")
    length = start + head.length
    person = Person(name, match["part"] or match["last"])
    return Announcement(person, length, True, length < len(text)) if is_name(name) else None


def _is_part(person: Person) -> bool:
    """Whether a person is told to be a host or commentator and nothing else, as those are who only ask."""
    return not person.organization and re.fullmatch(_PART, person.position) is not None


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
    called = without_part(without_bullets(words))
    name = bare_name(called) or called.replace(" ", "")
    return (name, head.length) if may_be_name(name) or is_call(name) else None


def is_call(text: str) -> bool:
    """Whether ``text`` is a surname or a name with an office after it: 卓主任, 卓尔康主任."""
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
    """Whether a name is followed by an office, or by the letter that is said for the one held (卓局, 卓工)."""
    return is_office(office) or (len(office) == 1 and _SAID_FOR.get(office, f"{office}长") in person.position)


def body_above(text: str, below: Announcement) -> Person | None:
    """Who speaks where a line that is a body stands above one with the office in it and the name; or None."""
    is_body = len(text) <= _LONGEST_CALL and _BODY.fullmatch(text) and not _NO_BODY.search(text)
    person = below.person
    alone = person.position and not person.organization and not below.runs_on
    return replace(person, organization=text) if is_body and alone else None


def name_after_body(text: str) -> Person | None:
    """石桥县财政局 江若: who speaks for a body, above a text, without an office; or None."""
    if len(text) > _LONGEST_LINE or " " not in text:
        return None
    body, _, name = text.strip("（()） ").partition(" ")
    name = name.replace(" ", "")
    return Person(name, "", body) if _BODY.fullmatch(body) and is_name(name) and split_post(name) is None else None
