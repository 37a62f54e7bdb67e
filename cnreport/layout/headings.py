"""Headings: which paragraphs head what follows, and how deep they stand.

A heading is a numbered line without a final stop, a short numbered sentence alone on its line with text below it, or a
short unnumbered line without a final stop (2009年工作回顾). Numbered lines that follow each other with nothing below
them are a list, and the list is text. Levels are counted from the outermost style that the speech uses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.layout.joining import is_closed
from cnreport.layout.markers import Marker, marker_at, numeral_value

_LONGEST_NUMBERED = 70
_LONGEST_SENTENCE = 44
_LONGEST_BARE = 40
_NEAR = 15
_BARE_NUMERAL = re.compile(r"^[一二三四五六七八九十]{1,3}$")
# What stands beside the sections of a speech: its annexes and its closing words.
_APART = re.compile(r"^结(?:束)?语$|^附(?:件|录|表)\s?[一二三四五六\d]{0,2}(?:[：: ].{0,40})?$")
_SECTION = re.compile(
    r"(?:回顾|安排|打算|目标|任务|要求|部署|问题|举措|措施|思路|成效|总结|计划|建议|结束语|不足|困难|成绩|情况|工作|建设|考虑|附件|说明|方向|开新局|抓落实)(?:的?(?:回顾|安排|情况|问题|建议|说明))?$"
    r"|^(?:19|20)\d\d年|^“?十[一二三四五]五|^关于|^今后|^过去|^附件|^结束语|^下一步"
)
_INNER_STOP = re.compile(r"[。！？；]")
# The order of the styles from the outside in, where a speech uses several.
_DEPTH = {
    "part": 0,
    "comma": 2,
    "bracketed": 3,
    "ordinal": 4,
    "is": 5,
    "must": 5,
    "serial": 5,
    "first": 5,
    "figure": 6,
    "bracketed_figure": 7,
    "circled": 8,
}
_NOT_HEADING = frozenset(("dash", "another"))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paragraph heads: ``depth`` orders styles, ``level`` counts from 1, ``text_start`` is within the text."""

    level: int
    ordinal: int | None
    text_start: int


@dataclass(slots=True)
class _Candidate:
    index: int
    style: str
    ordinal: int | None
    text_start: int
    closed: bool
    section: bool


def find_headings(texts: Sequence[str]) -> dict[int, Heading]:
    """The headings among the paragraphs of a speech, by index."""
    candidates = {index: found for index, text in enumerate(texts) if (found := _candidate(index, text))}
    kept = [
        candidate
        for candidate in candidates.values()
        if _heads(candidate, candidates, texts)
        and not (candidate.closed and _in_running_list(candidate, candidates, texts))
    ]
    return _with_levels(kept)


def _candidate(index: int, text: str) -> _Candidate | None:
    if len(text) > _LONGEST_NUMBERED or not text:
        return None
    if _APART.match(text):
        return _Candidate(index, "part", None, 0, False, True)
    if _BARE_NUMERAL.match(text):
        return _Candidate(index, "comma", numeral_value(text), len(text), False, True)
    marker = marker_at(text, 0, len(text))
    closed = is_closed(text)
    if not closed and _INNER_STOP.search(text):
        return None
    if marker is None:
        least = 3 if _SECTION.search(text) else 4
        if closed or not least <= len(text) <= _LONGEST_BARE or text.count("，") > 2 or text[-1] in "，、,":
            return None
        return _Candidate(index, "bare", None, 0, False, _SECTION.search(text) is not None)
    if marker.style in _NOT_HEADING or (closed and not _short_sentence(text, marker)):
        return None
    return _Candidate(index, marker.style, marker.ordinal or None, marker.end, closed, False)


def _short_sentence(text: str, marker: Marker) -> bool:
    """One short sentence: 经济运行顶住压力、稳中有进。 but not a lead-in, and no sentence with figures in it."""
    body = text[marker.end :]
    return (
        text[-1] in "。！"
        and len(body) <= _LONGEST_SENTENCE
        and not re.search(r"[。！？；：](?!$)", body)
        and marker.style in ("comma", "bracketed", "part", "ordinal", "figure")
    )


def _heads(candidate: _Candidate, candidates: dict[int, _Candidate], texts: Sequence[str]) -> bool:
    """Whether text, or a heading of a deeper style, stands below the candidate."""
    following = candidate.index + 1
    if following >= len(texts):
        return candidate.style != "bare" and candidate.ordinal == 1
    below = candidates.get(following)
    if below is None:
        if candidate.closed or candidate.style in ("is", "must", "serial", "first"):
            marker = marker_at(texts[following], 0, min(len(texts[following]), 12))
            return marker is None or marker.style != candidate.style
        return True
    if candidate.closed and below.closed:
        return (
            below.style != candidate.style
            and below.style != "bare"
            and _DEPTH.get(below.style, 9) > _DEPTH[candidate.style]
        )
    if _APART.match(texts[candidate.index]):
        return True
    if candidate.style == below.style == "bare":
        return candidate.section
    if candidate.style == below.style:
        return False
    return candidate.style == "bare" or below.style == "bare" or _opens_below(below, candidate)


def _opens_below(below: _Candidate, candidate: _Candidate) -> bool:
    """Whether a deeper style follows, or a shallower one that begins anew (（二） with 一、 directly below)."""
    return _DEPTH[below.style] > _DEPTH[candidate.style] or (not candidate.closed and below.ordinal == 1)


def _in_running_list(candidate: _Candidate, candidates: dict[int, _Candidate], texts: Sequence[str]) -> bool:
    """Whether the item before or after a numbered sentence runs on into text: then the sentence is an item as well."""
    for step in (-1, 1):
        for index in range(candidate.index + step, candidate.index + step * _NEAR, step):
            if not 0 <= index < len(texts):
                break
            marker = marker_at(texts[index], 0, min(len(texts[index]), 12))
            if marker is not None and marker.style == candidate.style:
                if marker.ordinal == (candidate.ordinal or 0) + step and index not in candidates:
                    return True
                break
    return False


def _with_levels(kept: Sequence[_Candidate]) -> dict[int, Heading]:
    """A stack of open styles, each with its last number: a style met again closes all that opened after it.

    Where numbering begins anew below a deeper style (二、 above （一） above 一、), the style opens once more, inside.
    """
    headings: dict[int, Heading] = {}
    stack: list[tuple[str, int]] = []
    for position, candidate in enumerate(kept):
        style = candidate.style
        if style == "bare":
            following = next((other for other in kept[position + 1 :] if other.style != "bare"), None)
            style = _bare_style(candidate, following, [name for name, _ in stack])
        ordinal = candidate.ordinal or 0
        depth = _open_depth(stack, style, ordinal)
        if depth is None and not (ordinal == 1 and any(name == style for name, _ in stack)):
            while stack and _rank(stack[-1][0]) > _rank(style):
                stack.pop()
        elif depth is not None:
            del stack[depth:]
        stack.append((style, ordinal))
        headings[candidate.index] = Heading(len(stack), candidate.ordinal, candidate.text_start)
    return headings


def _open_depth(stack: Sequence[tuple[str, int]], style: str, ordinal: int) -> int | None:
    """Where in the stack the list is that a heading continues; None when it begins one."""
    depths = [depth for depth, (name, _) in enumerate(stack) if name == style]
    if not depths:
        return None
    for depth in reversed(depths):
        if not ordinal or stack[depth][1] + 1 == ordinal:
            return depth
    if ordinal == 1 and depths[-1] < len(stack) - 1 and stack[-1][0] != "theme" and stack[-1][1]:
        return None
    return depths[-1]


def _rank(style: str) -> float:
    return {"section": 1.0, "theme": 9.0}.get(style, float(_DEPTH.get(style, 9)))


def _bare_style(candidate: _Candidate, following: _Candidate | None, stack: Sequence[str]) -> str:
    """An unnumbered heading is a section when numbering begins anew below it or nothing is numbered, else a theme."""
    if "section" in stack and candidate.section:
        return "section"
    restarts = following is not None and following.ordinal == 1 and following.style in ("comma", "bracketed", "part")
    opens = restarts and following is not None and following.style in stack
    return "section" if candidate.section and (opens or not stack) else "theme"
