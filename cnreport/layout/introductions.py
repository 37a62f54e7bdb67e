"""Whom a page introduces in words: a subtitle, a host, a note about the guest, or running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cnreport.layout.people import (
    Person,
    end_of_name,
    first_official,
    may_be_name,
    names_office,
    parse_person,
    person_within,
    split_post,
)

_LONGEST_LINE = 60
_INTERVIEW = re.compile(
    r"(?:(?:面对面|访谈|专访|对话)[|｜丨·：:]|(?<!信)访(?!谈请)|专访|对话|采访|邀请|请来|请到|请|听|见到|走进|走近"
    r"|^[—\-–□■◇◆●▪▲ ]{1,6}与)"
    r"(?:到了?|了|的(?:嘉宾)?[是有])?(?:[一两三四五]位嘉宾[：:]|嘉宾[：:])?(?=[\u4e00-\u9fff])"
)
# 今天走进直播间的是…, 做客演播室的嘉宾有…, 还有…: how a host says who is there.
_PRESENT = re.compile(
    r"(?:做客|走进|来到|上线|参加|出席|嘉宾|发布人|直播间|演播[室厅])[^，。；：！？\n]{0,16}?(?:分别)?(?:是|有|坐着)[：:]?|[，,](?:还有|以及)"
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
# 【嘉宾名片】 above, and below it 韩丽娟，金湾区住房和城乡建设局局长，从事…; 人物小档：韩丽娟，金湾区…局局长，从事…
_ENTRY = re.compile(
    r"^(?:[【\[][^【】\[\]]{2,8}[】\]][：:]? ?|(?:人物|嘉宾|个人)[\u4e00-\u9fff]{2}[：:] ?)?"
    r"(?P<name>[\u4e00-\u9fff·]{2,12})，(?P<post>[^，。；：！？\n]{5,40})(?=[，。；]|$)"
)
_LONGEST_TOLD = 600
_PIECE = re.compile(r"[^，,。；：！？“”《》（）()｜|丨\n—]{4,}")
# Words after which a body or an office may begin in a clause; 有 is part of a name too (书记石有根).
_BEFORE_OFFICE = re.compile(
    r"[了到的是请与]|(?<![自理事])由|(?<!信)访|(?<!国)(?<![长任记员事席][^还的])有(?!限)|对话|(?:走[近进]|记者[和同跟]?|[昨今]天|日前|近日|上午|下午|晚上|\d日)(?=[\u4e00-\u9fff])"
)
# A blank stands between guests of one line, in the name of one (何　平) or behind an office.
_ROW_MARK = re.compile(r"以及|[、和及]| (?=[\u4e00-\u9fff]{5})")
_LIST_END = re.compile(r"[。；：！？;!?\n]")
_LIST_MARK = re.compile(r"、(?:还有)?|[，,](?:以及|还有)?|(?:以及|和|及|与)(?=[\u4e00-\u9fff]{4})")


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
            yield from _in_row(text[start:end].removesuffix("与"))


def _in_row(text: str) -> Iterator[Person]:
    """The people that a piece of a clause names, from its beginning on or after one of its 、, 和 and blanks."""
    start = 0
    while start < len(text):
        if person := first_official(text, start):
            yield person
            start = end_of_name(text, person.name, start) or len(text)
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
