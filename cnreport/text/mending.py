"""Mending: one-for-one normalisation, lines, and the view in which broken lines are whole again.

What is mended here is typography: widths of digits, letters and punctuation, spaces that only set the page, invisible
characters, footnote marks. Which line continues which is a question of layout; `mend` is told by its caller.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cnreport.text.source import Source
from cnreport.text.view import View

# Characters that show nothing: zero-width joiners and spaces, direction marks, the soft hyphen, the byte order mark.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
BLANK = _SPACE + _INVISIBLE
_LINE = re.compile(rf"[^{BLANK}][^\n]*")
_ANY_BLANK = re.compile(rf"[{BLANK}]+")
_IN_LINE = BLANK.replace("\n", "")
_SPACES = re.compile(rf"[{_IN_LINE}]+")

_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
# Each pattern begins with the character it is about and looks back over it: that is what makes the search fast.
_NARROW_STOP = re.compile(rf"[,;:!?](?:(?<=[{_WIDE}].)|(?=[{_WIDE}]))|[,;](?<=%.)")
_NARROW_BRACKETS = re.compile(rf"\((?=[^()\n]{{0,80}}\))[^()\n]*\)|[()](?:(?<=[{_WIDE}].)|(?=[{_WIDE}]))")
_SETS_APART = re.compile(rf"[!-~][{_IN_LINE}]+[!-~]|\t")
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_WIDE_STOPS = {ord(narrow): wide for narrow, wide in zip(",;:!?()", "，；：！？（）", strict=True)}
# A circle or a letter O set for the numeral zero: 二○二六年, 二O三五年.
_ROUND_ZERO = re.compile(r"[○◯OoО](?<=[一二三四五六七八九〇].)(?=[一二三四五六七八九〇○◯OoО年])")
_WIDE_POINT = re.compile(r"．(?<=\d.)")
# A wide comma that groups the thousands of a number: 33，212万吨. What is counted follows it; in a list of bare numbers
# (98，100，120) the comma divides.
_WIDE_COMMA = re.compile(r"，(?<=\d.)(?=\d{3}(?!\d))")
_WIDE_THOUSANDS = re.compile(r"(?<![\d.第])(?<!\d[，、])\d{1,3}(?:，\d{3})+(?=(?:\.\d+)?[\u4e00-\u9fff])")
_FINAL_POINT = re.compile(r"[．.](?<=[\u4e00-\u9fff”》]{4}.)(?=[ \t\u3000]{0,40}(?:\n|$))")
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_FOOTNOTE = re.compile(
    rf"[\[［〔{_RAISED}](?<=[\u4e00-\u9fff”》」）。，；%].)"
    rf"(?:(?<=[\[［〔])\d{{1,3}}[\]］〕](?!\d|号)|(?<=[{_RAISED}])(?<![米里].)[{_RAISED}]*)"
)


@dataclass(slots=True)
class Line:
    """A line that shows something: its span in the source without the blanks around it.

    ``indent`` is how many blank characters stand before it, ``blanks`` how many empty lines.
    """

    start: int
    end: int
    indent: int
    blanks: int


class Mending:
    """A view with the way from the source to it (`View` itself goes the other way)."""

    __slots__ = ("_ends", "_shifts", "text", "view")

    def __init__(self, source: Source, replaced: str, gaps: list[tuple[int, int]]) -> None:
        """``gaps`` are the ranges left out, ascending and apart."""
        self.text = replaced
        self.view = View(source, replaced, gaps)
        self._ends: list[int] = []
        self._shifts: list[tuple[int, int]] = []
        left_out = 0
        for start, end in gaps:
            self._ends.append(start)
            self._shifts.append((end, left_out))
            left_out += end - start

    def position(self, offset: int) -> int:
        """The view position of the source character at ``offset``; of what follows when it was left out."""
        index = bisect_right(self._ends, offset) - 1
        if index < 0:
            return offset
        end, before = self._shifts[index]
        start = self._ends[index]
        return start - before if offset < end else offset - before - (end - start)


def _pairs(before: str, after: str) -> dict[int, str]:
    return {ord(old): new for old, new in zip(before, after, strict=True)}


@cache
def _one_for_one() -> tuple[re.Pattern[str], dict[int, str]]:
    """Runs of the characters replaced wherever they stand, and what replaces each."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
    table |= _pairs("％﹪＋－／＆＠＃＝＊＜＞［］", "%%+-/&@#=*<>[]")
    table |= _pairs("﹐﹑﹔﹕﹖﹗﹙﹚︰｡､｢｣―‧・･", "，、；：？！（）：。、「」—···")
    table |= _pairs("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n" * 8)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return re.compile(f"[{''.join(map(chr, table))}]+"), table


def _widen_brackets(match: re.Match[str]) -> str:
    text = match.group()
    if len(text) > 1 and not _HAS_WIDE.search(match.string, max(0, match.start() - 1), match.end() + 1):
        return text
    return (
        text[0].translate(_WIDE_STOPS) + text[1:-1] + text[-1].translate(_WIDE_STOPS)
        if len(text) > 1
        else text.translate(_WIDE_STOPS)
    )


def normalise(text: str) -> str:
    """``text`` with characters replaced one for one, so that every offset stays what it was.

    Full-width digits, letters and percent signs become ASCII; half-width stops and brackets next to Chinese become
    full-width (between digits, as in 1,200 and 10:30, they stay), and a full-width comma between the thousands of a
    number becomes half-width; radicals and compatibility ideographs that PDF
    converters leave become the ordinary characters; every kind of line end becomes a line feed.
    """
    runs, table = _one_for_one()
    text = runs.sub(lambda match: match.group().translate(table), text)
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    text = _NARROW_STOP.sub(lambda match: match.group().translate(_WIDE_STOPS), text)
    if "(" in text or ")" in text:
        text = _NARROW_BRACKETS.sub(_widen_brackets, text)
    if "．" in text:
        text = _WIDE_POINT.sub(".", text)
    if _WIDE_COMMA.search(text):
        text = _WIDE_THOUSANDS.sub(lambda match: match.group().replace("，", ","), text)
    text = _FINAL_POINT.sub("。", text)
    return _ROUND_ZERO.sub("〇", text)


def split_lines(text: str) -> list[Line]:
    """The lines of a normalised text that show something, in order."""
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start = match.start()
        end = start + len(match.group().rstrip(BLANK))
        begin = text.rfind("\n", last, start) + 1 or last
        blanks = text.count("\n", last, start) - 1 if lines else 0
        lines.append(Line(start, end, start - begin, blanks))
        last = match.end()
    return lines


def without_blanks(text: str) -> str:
    """``text`` without any blank or invisible character."""
    return _ANY_BLANK.sub("", text)


def mend(
    source: Source,
    text: str,
    lines: Sequence[Line],
    joined: Sequence[bool],
    dropped: Sequence[bool],
    titles: Sequence[bool],
) -> Mending:
    """The view of ``source``: ``text`` is its normalised text, the sequences say of each line what becomes of it.

    ``joined``: it continues the line before; ``dropped``: it is left out (a page number in mid-sentence); ``titles``:
    its inner spaces set off phrases and stay.
    """
    gaps: list[tuple[int, int]] = []
    spaces: list[int] = []
    last = 0
    first = True
    for line, continues, leave, title in zip(lines, joined, dropped, titles, strict=True):
        if leave:
            continue
        if first:
            gaps.append((0, line.start))
        elif continues:
            gaps.extend(_line_gap(text, last, line.start, spaces))
        else:
            feed = text.index("\n", last)
            gaps.append((last, feed))
            gaps.append((feed + 1, line.start))
        gaps.extend(_inner_gaps(text, line, title, spaces))
        last = line.end
        first = False
    gaps.append((last, len(text)))
    if spaces:
        pieces = []
        begin = 0
        for at in spaces:
            pieces += [text[begin:at], " "]
            begin = at + 1
        pieces.append(text[begin:])
        text = "".join(pieces)
    return Mending(source, text, [gap for gap in gaps if gap[0] < gap[1]])


def _inner_gaps(text: str, line: Line, title: bool, spaces: list[int]) -> list[tuple[int, int]]:
    """What to leave out inside a line; ``spaces`` takes the positions where one blank stays as a space."""
    runs = [match.span() for match in _SPACES.finditer(text, line.start, line.end)]
    marks = [match.span() for match in _FOOTNOTE.finditer(text, line.start, line.end)]
    if title and runs and 2 * len(runs) + 1 == line.end - line.start - sum(end - start - 1 for start, end in runs):
        title = False  # a letter-spaced title: 政 府 工 作 报 告
    if runs and (title or _SETS_APART.search(text, line.start, line.end)):
        runs = [gap for start, end in runs for gap in _blank_gap(text, start, end, spaces, title)]
    return sorted(runs + marks) if marks else runs


def _line_gap(text: str, start: int, end: int, spaces: list[int]) -> Iterator[tuple[int, int]]:
    """What to leave out where a line continues the one before: a word, or a number, may be broken there."""
    left, right = text[start - 1], text[end]
    if left.isascii() and left.isalpha() and right.isascii() and right.isalpha():
        spaces.append(start)
        start += 1
    yield start, end


def _blank_gap(text: str, start: int, end: int, spaces: list[int], title: bool = False) -> Iterator[tuple[int, int]]:
    """What to leave out of a run of blanks: all of it, or all but one where a space separates Latin words."""
    left, right = text[start - 1], text[end]
    # Between two figures a space is a cell border: never let two numbers run into one. Single digits are letter-spaced.
    figures = (
        left.isdigit()
        and right.isdigit()
        and (text[start - 2 : start - 1].isdigit() or text[end + 1 : end + 2].isdigit())
    )
    apart = left.isascii() and right.isascii() and (left.isalpha() or right.isalpha() or figures)
    shown = any(char in _SPACE for char in text[start:end])
    if shown and (apart or title or "\t" in text[start:end]):
        spaces.append(start)
        start += 1
    yield start, end
