"""The particulars of a page: who takes part, label by label (嘉宾：…　姓名：…), and who wrote it, in a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cnreport.layout.overlay import current_overlay
from cnreport.layout.people import (
    Person,
    close_label,
    is_name,
    may_be_name,
    parse_person,
    split_post,
    strip_label,
    words,
)
from cnreport.rules import Overlay

_LONGEST_LINE = 60
_LONGEST_PARTICULARS = 120  # 访谈时间：…　访谈嘉宾：…　浏览次数：…
_GUEST = re.compile(
    r"(?:^|(?<=[ 】\]|｜]))[【\[□■◇◆●▪▲]? ?"
    r"(?P<label>[\u4e00-\u9fff]{0,6}(?:嘉宾|人物|对象|对话[人者]|发布人|发言人|受访[人者]?|采访人|[写复]信人|[口讲]述人?|主持人?|领导|述职人|承诺人|表态人|报告人|汇报人|通报人|答话人|恳谈人"
    r"|主讲人|答复人|解答人|解读人|答问人|接听人|介绍人|讲话人|致辞人|接访人|回信人|应[询答]人|问政席|(?:问政|到场|上线|参加|受访|做客|访谈|答复|发布|发言|交流|汇报|承诺|表态|述职)单位"
    r"|(?:出席|参加|上线|参会|与会|发布|解读|问政|到场|到会)(?:人员?|说事)?|(?P<deed>报告|汇报|通报|回应|应询|应答|发言|讲话|致辞|主讲|接访|接听|答问)))"
    r"(?: ?[：:｜丨|/]|[】\]][：:]?)"
)
# Where the value of a label ends: at the next label of the line.
_NEXT_LABEL = re.compile(
    r" ?(?:[|｜]| [□■◇◆]| ?[【\[][\u4e00-\u9fff]{2,6}[】\]]| [\u4e00-\u9fff]{2,6}[：:]"
    r"| (?:整理|记录|采写|撰文|文字|采访|主持|摄影|图片)[/丨])"
)
# The label of a line that may name several, and the bars that may stand between them.
_ANY_LABEL = re.compile(r"[^：:｜|/，。；]{2,8}[：:｜|/] ?")
_MARKED_OFF = re.compile("[｜|/]")
_SHORTEST_ROW = 10
_MOST_PIECES = 4  # 县水利局 局长 江 若
_BETWEEN_NAMES = re.compile("[、 ]")
_PART_END = re.compile("[；;]|(?<=[）)])[ 、]")
# What the particulars of a page say of who reports: 姓名：…　所在单位：…　职务：….
_FORM = re.compile(
    r"(?P<label>姓名|(?<!及)单位|职务)[：:] ?(?P<value>[\u4e00-\u9fff·、（） ]{2,40}?)(?=$| *[\u4e00-\u9fff]{2,6}[：:])"
)
# The first of them may be the name behind what the person does there: 述职人：江若　单位及职务：….
_FORM_NAME = re.compile(r"(?P<value>[\u4e00-\u9fff·]{1,10} ?[\u4e00-\u9fff]{0,3}?) +[\u4e00-\u9fff]{2,6}[：:]")
_FORM_LINE = re.compile(r"[\u4e00-\u9fff]{0,4}(?P<label>姓名|单位|职务)[：:].{2,40}")
# 承诺单位：区医疗保障局 on a line of its own, above 承诺人：局长 江若.
_UNIT_LINE = re.compile(r"(?P<deed>发言|承诺|表态|述职|汇报|交流)单位[：:] ?[\u4e00-\u9fff·、（）]{2,30}")
_SIGNED_OFF = re.compile("签发人?[：:] ?(?P<who>.{5,40})")
# （作者系苍梧县委书记） below an article whose title has the name alone beside it.
_AUTHOR_NOTE = re.compile(
    r"[（(]?(?:本文)?作者(?:简介)?[：:，]?(?:现任|现为|系|为|是)?(?P<post>[\u4e00-\u9fff·、（）]{4,40}?)[）)。]{0,2}"
)


def guest_labels(text: str) -> tuple[tuple[str, Person], ...]:
    """The labels of participants in a line (发布人：, 嘉宾：, 对话人物：), each with whom it introduces.

    One label may stand before several people with semicolons between them.
    """
    if len(text) > _LONGEST_PARTICULARS or not (
        "：" in text
        or "】" in text
        or ":" in text
        or "]" in text
        or "｜" in text
        or "丨" in text
        or "|" in text
        or "/" in text
    ):
        return ()
    return _guest_labels(text, current_overlay())


@lru_cache(maxsize=256)
def _guest_labels(text: str, _overlay: Overlay | None) -> tuple[tuple[str, Person], ...]:
    # The same line is asked about in several places; `parse_person` asks for the same overlay.
    found: list[tuple[str, Person]] = []
    body = ""
    text = close_label(text)
    for match in _GUEST.finditer(text):
        after = _NEXT_LABEL.search(text, match.end())
        label, value = match["label"], text[match.end() : after.start() if after else len(text)].strip()
        people = [person for part in _parts(value) if (person := _stated(label, part))] or _several_hosts(label, value)
        if label.endswith("单位") and not people:
            body = value  # 发言单位：区商务局 发言人：局长 江若
            continue
        if match["deed"]:
            people = [person for person in people if person.position]  # 通报：严重
        found += [(label, replace(person, organization=person.organization or body)) for person in people]
    if found and not found[0][1].position and (person := in_form(text)) and person.name == found[0][1].name:
        found[0] = (found[0][0], person)  # 述职人：江若　单位及职务：…
    return tuple(found)


def _several_hosts(label: str, value: str) -> list[Person]:
    """The hosts of a broadcast, of whom their names alone are told: 主持：江若、何平."""
    names = _BETWEEN_NAMES.split(value) if is_host(label) else []
    return [Person(name) for name in names] if all(map(is_name, names)) else []


def _parts(value: str) -> list[str]:
    """What a label's value names one after another: behind semicolons, brackets, or gaps between several officials."""
    parts = [part.strip() for part in _PART_END.split(value)]
    return _in_gaps(value.split()) or parts if len(parts) == 1 and " " in value else parts


def in_row(text: str) -> tuple[Person, ...]:
    """The officials, several of them, that a line of particulars names and nothing else behind whatever label it has.

    台上：江若（县水利局局长）　何平（县财政局局长）; a label that is none of a participant's makes nobody a guest.
    """
    if not _SHORTEST_ROW <= len(text) <= _LONGEST_PARTICULARS or text[-1] in "。！？；：，":
        return ()
    label = _ANY_LABEL.match(text)
    value = text[label.end() :] if label else text
    pieces = [piece for part in _MARKED_OFF.split(value) for piece in _parts(part.strip()) if piece]
    people = [person for piece in pieces if (person := parse_person(piece)) and person.position]
    return tuple(people) if len(people) == len(pieces) > 1 else ()


def _in_gaps(pieces: Sequence[str]) -> list[str]:
    """The officials whom pieces set apart by gaps name, each with all of its own; none where that is not all of them.

    县水利局局长 江若 县应急管理局局长何平: a gap may stand between office and name too.
    """
    found: list[str] = []
    start = 0
    while start < len(pieces):
        for end in range(start + 1, min(start + _MOST_PIECES, len(pieces)) + 1):
            if parse_person(named := " ".join(pieces[start:end])):
                found.append(named)
                start = end
                break
        else:
            return []
    return found if len(found) > 1 else []


def _stated(label: str, value: str) -> Person | None:
    """The person that a label's value names: 县供电公司总经理 丁磊; 覃保国，江口化工园区管委会主任; a name alone."""
    name = value.replace(" ", "")
    return (
        parse_person(value)
        or in_apposition(value)
        or (Person(name) if is_name(name) and not label.endswith("单位") else None)
    )


def guest_label(text: str) -> tuple[str, Person] | None:
    """The first label of participants in a line and the person it introduces, a guest before a host; or None."""
    found = guest_labels(text)
    return next((guest for guest in found if not is_host(guest[0])), found[0] if found else None)


def is_label_alone(text: str) -> bool:
    """Whether a line is the label of those who take part and nothing else (嘉宾：): they are listed below it."""
    return len(text) <= 10 and text[-1] in "：:" and _GUEST.fullmatch(text) is not None


def is_host(label: str) -> bool:
    """Whether a label of participants is the host's."""
    return "主持" in label


def in_apposition(words: str) -> Person | None:
    """A name and an office with a comma between them, in either order: 江若，市水利局局长."""
    first, comma, second = words.partition("，")
    return parse_person(f"{first} {second}") if comma and any(map(_is_set_name, (first, second))) else None


def _is_set_name(text: str) -> bool:
    """Whether a part of a line is a name beside an office; two letters may be set apart."""
    return may_be_name(text.replace(" ", ""))


def in_form(text: str) -> Person | None:
    """The person whom the particulars of a page give one by one: 姓名：邢卫东 单位：龙口镇 职务：党委书记."""
    stated = {match["label"]: match["value"].strip() for match in _FORM.finditer(text)}
    name, post = stated.get("姓名", ""), stated.get("职务", "")
    if post and not name:
        label, rest = strip_label(text)
        first = _FORM_NAME.match(rest) if label in words("label") else None
        name = first["value"] if first else ""
    name = name.replace(" ", "")
    held = split_post(stated.get("单位", "") + post) if post and may_be_name(name) else None
    return Person(name, held[1], held[0]) if held else None


def names_unit_of(text: str, below: str) -> bool:
    """Whether a line says but the unit of whom the line below names: 发言单位：区商务局 / 发言人：局长 江若."""
    unit = _UNIT_LINE.fullmatch(text)
    return unit is not None and below.startswith((f"{unit['deed']}人：", f"{unit['deed']}人:"))


def form_label(text: str) -> str:
    """Which of the particulars of who reports a line states (姓名, 单位, 职务); empty for any other line."""
    match = _FORM_LINE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    return match["label"] if match else ""


def signed_off(text: str) -> Person | None:
    """Who signed a circular off, where the line tells the office as it does of who speaks in it; or None."""
    match = _SIGNED_OFF.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    return parse_person(match["who"]) if match else None


def author_note(text: str) -> tuple[str, str] | None:
    """The body and the office that a note below an article gives its author: （作者系苍梧县委书记）."""
    note = _AUTHOR_NOTE.fullmatch(text) if len(text) <= _LONGEST_LINE and "作者" in text[:4] else None
    return split_post(note["post"]) if note else None
