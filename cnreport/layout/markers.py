"""Enumerators: the marks that number items and headings, and what they are not.

A marker stands at the head of a clause (一是, 二要, （一）, 1., 第一，, ①, ——, 再一个是). What only looks like one is
told apart by what stands before it (唯一是, 第1、3项) and after it (第一产业, 一要素, 1.5万).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CN: Final = "一二三四五六七八九十"
_NUMERAL: Final = rf"[{_CN}]{{1,3}}"
_DIGIT_VALUE: Final = {char: value for value, char in enumerate(_CN[:9], 1)}
# After 一是 and the like nothing may turn the numeral into a word: 一是一, 三是…的三倍 are left to their neighbours.
_IS: Final = rf"(?:是|则|来|曰)(?![{_CN}])"
_MUST: Final = r"(?:要|必须|需要|应当)"
# These make a marker only in a series (一抓…，二抓…): alone they are idioms (一抓到底, 一看便知).
_SERIAL: Final = r"(?P<verb>抓|促|保|强|靠|看|盯|严|建|优|补|提|守|查|治|管|应|需)"
_NOT_MUST: Final = r"(?!素|求|点|件|义|么|塞|职|闻|领|不得)"
# What a speaker counts his points by: 第一步，, 第二个变化是.
_COUNTED: Final = (
    "[项步点条块招笔仗篇本张关组刀桩类道层份种头]|件事?|句话?|道题"
    "|个(?=[，,：])|(?:个|类)(?:字|问题|短板|难题|变化|特点|亮点|任务|重点|关键|动作|抓手|(?:[好笨老土])?办法)"
)

_STYLES: Final[tuple[tuple[str, str], ...]] = (
    ("part", rf"第(?P<part>{_NUMERAL}|\d{{1,2}})(?:部分|章|节|篇|编)[：:、，]?"),
    ("bracketed", rf"[（(](?P<bracketed>{_NUMERAL})[）)][、，.]?"),
    ("comma", rf"(?P<comma>{_NUMERAL})[、.]"),
    ("is", rf"(?P<is>{_NUMERAL})(?:{_IS})[，：]?"),
    ("must", rf"(?P<must>{_NUMERAL}){_MUST}{_NOT_MUST}"),
    ("serial", rf"(?P<serial>{_NUMERAL}){_SERIAL}"),
    (
        "ordinal",
        rf"第(?P<ordinal>{_NUMERAL}|\d{{1,2}})(?:[，,：]|、(?![\d第一二三四五六七八九十])|(?:个)?(?:方面)?(?:是|要)|(?:个)?方面[，：]?"
        rf"|(?:{_COUNTED})(?:[，,：是]|就是)|(?:招|笔|仗|刀)(?=[治补抓促保强建稳管控兴提砍]))",
    ),
    ("figure", r"(?P<figure>\d{1,2})(?:[、]|\.(?!\d)|[）)](?!\d))(?!\d)"),
    ("bracketed_figure", r"[（(](?P<bracketed_figure>\d{1,2})[）)]"),
    ("circled", r"(?P<circled>[①-⑳⑴-⒇⒈-⒛])[、.]?"),
    ("line", rf"(?P<line>{_NUMERAL})条[，,](?![\d{_CN}])"),
    ("opening", r"头(?P<opening>一)(?:件事?|条|项|个|桩|步|招)(?:[，,：]|就?是)"),
    ("first", r"(?P<first>(?:首先|其次|再次|再者|最后|其[一二三四五])(?=[，：是要])|首先|其次)(?:[，：]|是|要)?"),
    ("dash", r"(?P<dash>—{1,4}|-{2,4}|[●■◆▲★•◇○□])"),
    (
        "another",
        r"(?P<another>(?:再|还有|另|另外|第)?一(?:个|项|条|方面|件|点|本|笔|桩)(?:，?就)?是|另外[，是]|再就是|还有就是)",
    ),
)
_MARKER: Final = re.compile("|".join(pattern for _, pattern in _STYLES))
_FIRST_WORDS: Final = {"首先": 1, "其次": 2, "再次": 3, "其一": 1, "其二": 2, "其三": 3, "其四": 4, "其五": 5}
_PHRASE: Final = re.compile(rf"({_NUMERAL})(?:[、季月日线级类期等产代本度省市区县镇乡村届楼栋组班]|年(?!来))")
# Where a marker may stand: at the head of a paragraph or sentence, after a comma or an opening quotation mark, and
# right behind 要 or 将 where it is no word.
_HEAD: Final = re.compile(
    rf"(?:^|(?<=[。；！？：:;!?，,\n]))[ \u3000]*(?=[（({_CN}第\d①-⑳⑴-⒛首其再最头—\-●■◆▲★•◇○□还另])"
    rf"|(?=[①-⑳](?!\d))|(?<=[要将])(?=[（(][{_CN}\d]{{1,2}}[）)])"
)
_AFTER_COMMA: Final = frozenset(
    ("is", "must", "serial", "bracketed", "circled", "bracketed_figure", "another", "ordinal")
)


@dataclass(frozen=True, slots=True)
class Marker:
    """An enumerator, ``text[start:end]``; ``ordinal`` is 0 for one that does not number (——, 再一个是)."""

    start: int
    end: int
    ordinal: int
    style: str


def numeral_value(text: str) -> int:
    """The value of a small Chinese or Arabic numeral: 十二 → 12; 0 when it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    before, ten, after = text.rpartition("十")
    if "十" in before or len(before) > 1 or len(after) > 1:
        return 0
    units = _DIGIT_VALUE.get(after, 0)
    return (_DIGIT_VALUE.get(before, 1) * 10 if ten else 0) + units


def marker_at(text: str, position: int, end: int) -> Marker | None:
    """The marker that begins at ``position``, or None."""
    match = _MARKER.match(text, position, end)
    if match is None:
        return None
    # The last group is the style's own, but for the serial one, which has its verb in a second.
    style = "serial" if match.lastgroup == "verb" else str(match.lastgroup)
    mark = match[style]
    if style == "opening":
        style = "ordinal"
    if style == "first":
        ordinal = _FIRST_WORDS.get(mark, 0)
    elif style in ("dash", "another"):
        ordinal = 0
    elif style == "circled":
        code = ord(mark)
        ordinal = code - (0x245F if code < 0x2474 else 0x2473 if code < 0x2488 else 0x2487)
    else:
        ordinal = numeral_value(mark)
        if ordinal == 0 or (style == "comma" and _counts_on(text, match.end(), ordinal)):
            return None
    return Marker(match.start(), match.end(), ordinal, style)


def _counts_on(text: str, position: int, ordinal: int) -> bool:
    """Whether the numeral after 一、 is the next one: 一、二、三产业, 三、四线城市 enumerate inside a phrase."""
    match = _PHRASE.match(text, position)
    return match is not None and numeral_value(match[1]) == ordinal + 1


def find_markers(text: str, start: int, end: int) -> list[Marker]:
    """The item markers of ``text[start:end]`` (a paragraph, or a run of it), in order."""
    found = []
    for head in _HEAD.finditer(text, start, end):
        position = head.end()
        marker = marker_at(text, position, end)
        if marker is not None and _stands(text, head.start(), marker, start):
            found.append(marker)
    serial = {(text[marker.end - 1], marker.ordinal) for marker in found if marker.style == "serial"}
    return [
        marker
        for marker in found
        if marker.style != "serial" or _in_series(text[marker.end - 1], marker.ordinal, serial)
    ]


def opening_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker of ``text[start:end]`` that stands at its very beginning, or None."""
    head = _HEAD.match(text, start, end)
    if head is None or head.end() > start:
        return None
    marker = marker_at(text, start, end)
    if marker is None or marker.style != "serial":
        return marker
    return next((found for found in find_markers(text, start, end) if found.start == start), None)


def _in_series(verb: str, ordinal: int, serial: set[tuple[str, int]]) -> bool:
    return (verb, ordinal - 1) in serial or (verb, ordinal + 1) in serial


def _stands(text: str, head: int, marker: Marker, start: int) -> bool:
    return head == start or text[head - 1] not in "，," or marker.style in _AFTER_COMMA
