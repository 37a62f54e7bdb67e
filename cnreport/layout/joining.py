"""Which line continues which: paragraphs that columns, page breaks or hard wraps have broken are put together again.

A line continues when it is body text without a final stop and what follows does not begin something new. Headings,
titles and headlines have no final stop either, so a short line that could be one keeps its end unless its last or the
next line's first letter cannot stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.layout.bylines import closing_byline
from cnreport.layout.furniture import page_mark
from cnreport.layout.markers import marker_at
from cnreport.layout.occasions import is_issue
from cnreport.layout.speakers import bare_name, name_after_body
from cnreport.layout.turns import BULLETS, begins_turn, ends_with_time, without_stamp
from cnreport.text.mending import Line
from cnreport.tokenizers.base import Tokenizer

_STOP = re.compile(r"[。！？；：:;!?…][”’」』）)】》〉\]\"]*(?: ?[■□◆])?$")  # ■ ends an article
_INNER_STOP = re.compile(r"[。！？；](?!$)")
# 在全县安全生产暨防灾减灾 / 工作会议上的讲话, 关于2025年民生实事 / 办理情况的报告: a title on two lines.
_OPENS_TITLE = re.compile(r"[^。；：！？，]{0,20}(?:在|关于)[^。；：！？，上]{4,40}")
_CLOSES_TITLE = re.compile(
    r"(?!在|关于)[^。；：！？，]{2,30}的(?:工作)?(?:报告|讲话|发言|通报|汇报|致辞|通知|意见|决定|说明|答复|复函|函)(?:（[^（）]{1,12}）|稿|摘要)?"
)
# A line that ends with one of these goes on: a comma, an opening mark, a word that needs its complement.
_OPEN_END = re.compile(r"[，、,（(《〈“‘「『〔【·/~～+-]$")
_GOES_ON = re.compile(
    r"—$|(?:[的和与及或把将对在从由为以于让使被]|(?<!方)向|以及|通过|按照|根据|围绕|针对|关于|成为|达到|[增升降高至]至"
    # Verbs set apart from what stands before them: 以改革为突破口　打造 / 办事不求人的环境.
    "|(?<= )(?:打造|建设|推进|推动|提升|助推|谱写|书写|奏响|绘就|筑牢|擦亮|走出|激活|深化|优化|守护))$"
)
# A line that begins with one of these continues something: a stop, a closing mark, a particle.
_CONTINUES = re.compile(r"[，。、；：！？,;!?）)”’》〉」』】〕%‰℃·]|[的们](?!确)|暨(?=[\u4e00-\u9fff]{4})")
_ANNEX = re.compile(r"附[件表图录]? ?[\d一二三四五六七八九十]{0,2}[：:]?")
_STRONG_START = re.compile(r"[【▲■●◆★]|编者按|附件|附：|附表|注：|图：|来源|（(?:本报|记者|通讯员|来源)")
_SECTION_WORD = re.compile(
    r"(?:回顾|安排|打算|目标|任务|要求|部署|问题|举措|措施|思路|成效|总结|计划|建议|结束语|不足|困难|方向)$"
)
# A line that begins like this, or has this inside, is a sentence, however short; but none that begins with a dash is.
_SENTENCE = re.compile(
    r"(?![—-])(?:(?:我们|各位代表|同志们)[^：]|[^：]{2,40}(?:是|到|为|有|括)：.|[^，。]{0,12}(?:我们|我局|我县|我区|我镇|我市|我乡)"
    r"|(?:今年|明年|去年|目前|下一步|同时|与此同时|近年来|截至|今后)[^，]{0,8}，)"
)
_AMOUNT = re.compile(r"，.*\d(?:[万亿%余多]|[^\d年月日届次五“”—\-.、，])")
# In a line with commas: somebody tells something, and no headline does.
_TELLS = re.compile(r"，我|\d(?:[万亿%余多]|[个件条名项次处场户人元公亩座家起])")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,5}[：:]")
# 关键时刻，敢不敢上手救人？——区红十字会答网友问: a question as title with its subtitle on one line.
_ASKING_TITLE = re.compile(r"[^。；？！]{2,30}[？！]——?[^，。；：？！]{4,30}")
# 向 课 堂 要 质 量: set as only titles are.
_SPREAD = re.compile(r"(?:[^ ] ){3,}[^ ]")
_LEAST_SENTENCE = 24
# Markers that number the clauses of a sentence and may follow a comma in it.
_RUNNING = frozenset(("is", "must", "serial", "another"))
_WHOLE = re.compile(r"[\dA-Za-z.%]{1,12}")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
_SEEN = 8
_ENDS = "。！？；：”）"
# In columns: two a Chinese character.
_LEAST_WIDTH, _GREATEST_WIDTH, _SLACK, _INDENT = 40, 180, 5, 4
_TOP = 8  # so many lines may stand above the text
_LONGEST_HEADING = 60
_LONGEST_BARE_HEADING = 34


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page sets its lines."""

    spaced: bool  # paragraphs are mostly separated by empty lines
    width: int  # the width at which lines are wrapped, 0 when they are not
    indented: bool  # the first lines of paragraphs are indented
    stripped: bool  # the indents of first lines are lost, which are as much shorter than the others
    broken: bool  # some paragraph is broken in the middle of a sentence

    def is_full(self, text: str, line: Line) -> bool:
        """Whether ``line``, which reads ``text``, is as wide as those that are wrapped."""
        return self.width > 0 and _columns(text, line) >= self.width - _SLACK


def find_setting(text: str, lines: Sequence[Line]) -> Setting:
    """How the lines of a normalised text are set."""
    spaced = 2 * sum(line.blanks > 0 for line in lines) > len(lines)
    sizes = [_columns(text[line.start : line.end], line) for line in lines]
    stops = [text[line.end - 1] in _ENDS for line in lines]
    width = _wrap_width(sizes, stops)
    stripped = not width and not any(line.indent for line in lines)
    if stripped:
        width = _wrap_width(_with_indents(sizes, stops), stops)
    indents = sum(line.indent >= 2 for line in lines)
    broken = any(text[line.end - 1] not in _ENDS and text.find("。", line.start, line.end) >= 0 for line in lines)
    return Setting(spaced, width, bool(width) and 0 < indents <= 0.8 * len(lines), stripped and width > 0, broken)


def _with_indents(sizes: Sequence[int], stops: Sequence[bool]) -> list[int]:
    """The sizes of lines with what they would have as first lines: behind a stop, or a line that is no text."""
    firsts = (stop or before <= _LEAST_WIDTH for before, stop in zip(sizes, stops, strict=True))
    return [size + _INDENT * first for size, first in zip(sizes, (True, *firsts), strict=False)]


def _wrap_width(sizes: Sequence[int], stops: Sequence[bool]) -> int:
    """The width at which lines are wrapped: most lines that stop in mid-sentence are nearly as long as the longest.

    A masthead or a title may be longer, at the top of the page.
    """
    top = 0
    while top < min(_TOP, len(sizes)):
        width = max(sizes[top:])
        if _is_width(width, sizes[top:], stops[top:]):
            return width
        top = sizes.index(width, top) + 1
    return 0


def _is_width(width: int, sizes: Sequence[int], stops: Sequence[bool]) -> bool:
    """Whether lines of these sizes, each with a final stop or none, are wrapped at a width."""
    if not _LEAST_WIDTH <= width <= _GREATEST_WIDTH:
        return False
    unfinished = [size for size, stop in zip(sizes, stops, strict=True) if not stop and size > _LEAST_WIDTH]
    full = sum(size >= width - _SLACK for size in unfinished)
    return full >= 3 and 3 * full >= 2 * len(unfinished)


def _columns(text: str, line: Line) -> int:
    """How wide a line is set, its indent included: two columns a Chinese character, one an ASCII character."""
    size = line.end - line.start
    if size > _GREATEST_WIDTH:
        return 2 * size
    return 2 * size - sum(map(str.isascii, text)) + min(2 * line.indent, _INDENT)


def is_closed(text: str) -> bool:
    """Whether a line ends with a final stop, or with what only an end has: a byline, a page mark."""
    if text[-1] in "】])）":
        text = without_stamp(text) or text
    if _STOP.search(text[-8:]) or ends_with_time(text):
        return True
    return page_mark(text, 0, len(text)) < len(text) or closing_byline(text, 0, len(text)) is not None


class Joiner:
    """Decides line after line; it remembers whether the paragraph so far holds a whole sentence."""

    def __init__(self, setting: Setting, tokenizer: Tokenizer | None = None) -> None:
        self._setting = setting
        self._tokenizer = tokenizer if setting.broken else None
        self._before: Line | None = None
        self._tail = ""
        self._running = self._headline = self._first = False
        self.below_title = False  # running text stands above

    def start(self, line: Line, text: str, headline: bool = False) -> None:
        """Begin a paragraph with ``line``, which reads ``text``; ``headline`` where a headline is expected."""
        self._before, self._tail, self._first = line, text, True
        self._headline = headline and len(text) <= _LONGEST_BARE_HEADING and "。" not in text
        self._running = _INNER_STOP.search(text) is not None and not self._asks_as_title(text)
        # 访谈时间：2025年9月23日15:00 is closed and says nothing.
        self.below_title = self.below_title or self._running or (is_closed(text) and not ends_with_time(text))

    def continues(self, line: Line, text: str) -> bool:
        """Whether ``line`` continues the paragraph; it becomes part of it then."""
        if self._before is None or not self._joins(line, text):
            return False
        self._headline = self._first = False
        self._running = (
            self._running
            or is_closed(self._tail)
            or _INNER_STOP.search(text) is not None
            or len(self._tail) > _LONGEST_HEADING
        )
        self._before, self._tail = line, text
        return True

    def _joins(self, line: Line, text: str) -> bool:
        tail, before = self._tail, self._before
        assert before is not None
        if tail[-1] in "（(" or (_CONTINUES.match(text) and not is_closed(tail)):
            return True
        soft = self._setting.spaced and line.blanks == 0
        marker = marker_at(text, 0, len(text))
        if marker is not None and soft and marker.style in _RUNNING and tail[-1] in "，,":
            return True
        if _STRONG_START.match(text) or marker is not None or begins_turn(text) or _is_spread(tail) or _is_spread(text):
            return False
        if is_issue(text) and is_closed(tail):
            return False
        full = self._setting.width and self._is_full(text)
        if full and self._setting.indented:
            return line.indent < 2
        if is_closed(tail) or _ANNEX.fullmatch(tail) or is_issue(tail) or name_after_body(tail) or _is_turn(tail):
            return False
        if _LABEL.match(tail) and _LABEL.match(text):
            return False  # particulars of a page, or turns
        if _OPEN_END.search(tail):
            return True
        if self._setting.indented and line.indent >= 2 and not full:
            return False
        if not self.below_title and _CLOSES_TITLE.fullmatch(text) and _OPENS_TITLE.fullmatch(tail):
            return True
        if self._headline and not (full and self._breaks_off(tail, text)):
            return False
        if _GOES_ON.search(tail[-4:]) and not _LABEL.match(text):
            return True
        if full:
            return True
        if self._running:
            return not (_SECTION_WORD.search(text) and len(text) <= _LONGEST_BARE_HEADING)
        if tail[-1].isascii() and text[0].isascii() and tail[-1].isalnum() and text[0].isalnum():
            return True
        if _opens(tail) or self._cuts_a_word(tail, text):
            return True
        marker = marker_at(tail, 0, len(tail))
        if marker is not None and marker.end == len(tail):
            return soft or not self._setting.spaced
        if marker is not None and marker.style != "dash":
            return len(tail) > _LONGEST_HEADING and tail.count("，") > 1
        if _SENTENCE.match(tail) or (len(tail) > _LEAST_SENTENCE and _AMOUNT.search(tail)):
            return True
        if soft and self.below_title and _LABEL.match(text) is None:
            return True  # above the text, a title and what stands below it are lines of their own
        return len(tail) > _LONGEST_BARE_HEADING and (tail.count("，") > 2 or len(tail) > _LONGEST_HEADING)

    def _is_full(self, text: str) -> bool:
        """Whether the line before is as wide as a line can be above ``text``; a number (3160人) is not divided."""
        assert self._before is not None
        size = _columns(self._tail, self._before) + _INDENT * (self._first and self._setting.stripped)
        if not is_closed(self._tail) and (whole := _WHOLE.match(text)):
            size += whole.end()
        return size >= self._setting.width - _SLACK

    def _asks_as_title(self, text: str) -> bool:
        """Whether a line stops inside as titles do (暖气不热怎么办？局长现场接听), where no line is wrapped."""
        if self._setting.width:
            return False
        inside = "[。；]" if not self.below_title else "[，。；]"  # above the text no sentence is to be continued
        short = len(text) <= _LONGEST_BARE_HEADING and not re.search(inside, text)
        return short or _ASKING_TITLE.fullmatch(text) is not None

    def _breaks_off(self, tail: str, text: str) -> bool:
        """Whether a line as wide as all is no headline: a sentence, an amount beside a comma, a word that goes on."""
        told = _SENTENCE.match(tail) or ("，" in tail and _TELLS.search(tail))
        return bool(told) or self._cuts_a_word(tail, text)

    def _cuts_a_word(self, tail: str, text: str) -> bool:
        """Whether a word runs across the end of the line (经济总体实 / 现稳定向好): no heading ends inside one."""
        if self._tokenizer is None:
            return False
        left = tail[-_SEEN:]
        for token in self._tokenizer.tokens(left + text[:_SEEN]):
            if token.start < len(left) < token.end:
                # Of two whole words the segmenter may make one (回顾过去): only a word with a letter cut off counts.
                return token.end - token.start <= 3 or token.start == len(left) - 1 or token.end == len(left) + 1
        return False


def _is_turn(tail: str) -> bool:
    """Whether a line is a bullet and the name of who goes on to speak (▌江若)."""
    return tail[0] in BULLETS and bare_name(tail[1:].lstrip()) is not None


def _is_spread(text: str) -> bool:
    """Whether every letter of a line is set apart."""
    return text[1:2] == " " and _SPREAD.fullmatch(text) is not None


def _opens(tail: str) -> bool:
    """Whether a quotation or bracket stands open at the end of a line."""
    last = tail[-_LONGEST_HEADING:]
    return any(last.rfind(opening) > last.rfind(closing) for opening, closing in _PAIRS)
