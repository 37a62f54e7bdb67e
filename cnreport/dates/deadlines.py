"""The deadlines of a plan: which of its times are the time by which something must be done."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.dates.grammar import BEFORE, TO
from cnreport.dates.model import TimeExpression
from cnreport.dates.times import find_times
from cnreport.rules import Overlay, Rule
from cnreport.rules.loading import load_rules
from cnreport.rules.rule import near
from cnreport.rules.words import alternation

_NEAR: Final = 12  # characters: how far around a time the words that judge it may stand
_PRINTED_WITHIN: Final = datetime.timedelta(days=60)
_NUMBER: Final = r"(?:\d{1,4}(?:\.\d)?|[一二三四五六七八九两十百]{1,5}|半)"
_SPAN: Final = re.compile(
    rf"(?<![\d.第几数多一二三四五六七八九两十百千万])(?:{_NUMBER}{TO})?{_NUMBER}"
    r"(?P<unit>年半?|个半?月|个?季度|周|个?星期|个?工作日|个自然日|天|日|个?小时|分钟)(?:时间)?(?:之内|以内|内|(?<=[二两三四五2-9]年)里)(?![蒙陆地外程])"
)
_BEFORE_IT: Final = re.compile(f"[一-鿿]{{2}}{BEFORE}")
"""What is to begin on a day, which closes it: 9月20日开挖之前."""
_YEARS_EVENT: Final = re.compile(f"(?:(?![将要再还比较])[一-鿿]){{2,5}}?(?<![提目面眼跟门空当以往向]){BEFORE}")
"""What is to befall in a year that is named, which closes it: 明年插秧前. No calendar fixes its day."""
_WORD: Final = "(?<![占拆清解扫铲消合共核应可所予撤隔分])"
"""What makes another word of a bar: 占比, 拆除, 合同, 核对, 可以, 所以, 撤离."""
_LIST_MARKS: Final = ("、", "和", "及")


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text[start:end]`` is the time by which it must be done, ``value`` its last day as EDTF.

    ``value`` is empty when the text fixes no day (两年内, 汛期前), its year ``XXXX`` when nothing tells the year.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Cues:
    barred_before: re.Pattern[str]
    barred_after: re.Pattern[str]
    attribute: re.Pattern[str]
    review: re.Pattern[str]
    happens: re.Pattern[str]
    failing: re.Pattern[str]
    limit: re.Pattern[str]
    latest: re.Pattern[str]
    aim: re.Pattern[str]
    reached: re.Pattern[str]
    done: re.Pattern[str]
    label: re.Pattern[str]
    stock: re.Pattern[str]
    measured: re.Pattern[str]
    level: re.Pattern[str]
    raised: re.Pattern[str]
    milestone: re.Pattern[str]
    line: re.Pattern[str]
    begins: re.Pattern[str]
    told: re.Pattern[str]
    ready: re.Pattern[str]


@cache
def _cues(overlay: Overlay | Path | None) -> _Cues:
    words: dict[str, str] = {}
    for rule in load_rules("dates", overlay):
        if rule.id.startswith("deadline."):
            rule.expect(("words",))
            words[rule.id.removeprefix("deadline.")] = alternation(rule.texts("words"))

    def cue(name: str, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("WORDS", words.get(name, "(?!)")))

    clause = "[^，。；：！？\n]"
    _expect_known(load_rules("dates", overlay))
    return _Cues(
        barred_before=cue("before-bars", _WORD + "WORDS$"),
        barred_after=cue("after-bars", "WORDS"),
        attribute=cue("attribute", "WORDS"),
        review=cue("review", f"{clause}{{0,3}}?WORDS"),
        happens=cue("happens", "WORDS"),
        failing=cue("failing", f"{clause}{{0,4}}?WORDS"),
        limit=cue("limit", "WORDS$"),
        latest=cue("latest", "WORDS$"),
        aim=cue("aim", "WORDS$"),
        reached=cue("reached", "WORDS$"),
        done=cue("done", f"{clause}{{0,{_NEAR}}}?WORDS(?!的)"),
        label=cue("label", "WORDS[为是]?[：:]?$"),
        stock=cue("stock", f"{clause}{{0,6}}?WORDS{clause}{{0,4}}?的"),
        measured=cue("measured", "(?<![做改])WORDS$"),
        level=cue("level", "[将要]?(?:力争)?WORDS"),
        raised=cue("level", f"{clause}{{1,10}}?(?:WORDS|率(?=[0-9]))"),
        milestone=cue("milestone", f"{clause}{{0,4}}?WORDS(?![一-鿿])"),
        line=cue("line", "就?WORDS"),
        begins=cue("begins", f"WORDS[，,]{clause}{{0,8}}?[前内]"),
        told=cue("told", f"[，,]{clause.replace('，', '，,')}{{1,24}}?(?:的|WORDS[一-鿿]{{0,8}})(?=[，,。；！？\n]|$)"),
        ready=cue("ready", f"{clause}{{0,8}}?[一-鿿]WORDS(?=[，,。；！？\n]|$)"),
    )


def _expect_known(rules: Iterable[Rule]) -> None:
    """Raise `RulesError` for a rule that nothing would ask for."""
    known = {rule.id for rule in load_rules("dates")}
    for rule in rules:
        if not rule.id.startswith("events.") and rule.id not in known:
            hint = near(rule.id, known) or "an occasion's id begins with 'events.'"
            raise rule.error("there is no use for a rule of this id", hint)


def find_deadlines(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None = None,
    day: datetime.date | None = None,
    overlay: Overlay | Path | None = None,
) -> list[Deadline]:
    """The deadlines in ``text[start:end]``, one stretch of a plan, in their order.

    ``year`` is the one that the section states, ``day`` the one that the text is of: 明年 counts from its year, 下个月
    from its month, and what names no year is of ``year``, or without one the first of its name after ``day``. A year
    that the stretch states goes before both for what names a month, a quarter or a half; 明年 that opens a sentence
    for all that follows in it. 月底 and 28日前 are of the month named before it, else of the month of ``day``. Whether
    the stretch is a plan is not asked.
    """
    cues = _cues(overlay)
    found: list[Deadline] = []
    spoken = day.year if day else year
    planned = year or spoken
    stated = planned
    month: int | None = None
    last: TimeExpression | None = None
    for time in find_times(text, start, end, overlay=overlay):
        before = text[max(start, time.start - _NEAR) : time.start]
        after = text[time.end : min(end, time.end + 3 * _NEAR)]
        listed = last is not None and last.grain == time.grain and text[last.end : time.start] in _LIST_MARKS
        last, earlier = None, stated
        if event := _event_of(time, after):
            found.append(Deadline(time.start, time.end + event, ""))
            continue
        if _sets_year(time, before, after, spoken, cues):
            stated = time.year
        elif spoken and _opens_sentence(before) and time.grain == "year" and not time.edge and (time.shift or 0) > 0:
            stated = planned = spoken + (time.shift or 0)
        if listed or _is_deadline(time, before, after, spoken, earlier, cues):
            if time.months is not None:
                bare = text[time.start] == "月" or text[time.start].isdigit()
                value = _in_its_month(time, month if bare else None, stated, day)
            elif time.shift is not None:
                value = time.last_in(spoken)
            else:
                value = time.last_in(stated if time.unit is not None or time.fixed else planned)
                if day and year is None and stated == planned and time.year is None and _is_past(value, day):
                    value = time.last_in(day.year + 1)
            found.append(Deadline(time.start, time.end, value))
            last = time
            if time.grain in ("month", "ten days", "day"):
                month = time.unit or month
    return sorted([*found, *_within(text, start, end, cues)], key=lambda deadline: deadline.start)


def _event_of(time: TimeExpression, after: str) -> int:
    """How many characters behind this or the next year say what something is due before: 明年插秧前."""
    if time.grain != "year" or time.shift is None or time.shift < 0 or time.edge or time.before:
        return 0
    event = _YEARS_EVENT.match(after)
    return event.end() if event else 0


def _in_its_month(time: TimeExpression, month: int | None, year: int | None, day: datetime.date | None) -> str:
    """The last day of 月底, 28日 or 下个月 by the ``month`` named before it, or by the day of the text."""
    if month is not None:
        return time.in_month(year, month).last
    return time.in_month(day.year, day.month).last if day else ""


def _is_past(value: str, day: datetime.date) -> bool:
    """Whether a deadline that names no year is over by ``day``: what was said may be printed some weeks later."""
    return bool(value) and value < (day - _PRINTED_WITHIN).isoformat()


def _sets_year(time: TimeExpression, before: str, after: str, year: int | None, cues: _Cues) -> bool:
    """Whether the months named after this time lie in its year: it is no past one, no base and no thing's age."""
    past = time.year is None or time.spans or (year is not None and time.year < year)
    return not (past or cues.barred_before.search(before) or cues.stock.match(after))


def _is_deadline(
    time: TimeExpression, before: str, after: str, year: int | None, earlier: int | None, cues: _Cues
) -> bool:
    """``year`` is the year the text speaks from, ``earlier`` the last one stated before this time."""
    if time.kind == "clock" or time.edge in ("start", "since") or (time.shift or 0) < 0:
        return False
    if year is not None and time.year is not None and time.year < year:
        return False
    if cues.label.search(before) or cues.latest.search(before) or cues.line.match(after):
        return True
    if cues.barred_before.search(before) or cues.reached.search(before) or cues.stock.match(after):
        return False
    if time.before:  # 入冬前的窗口: which one
        return not after.startswith("的")
    if time.number is not None and _BEFORE_IT.match(after):
        return True
    ends = before.endswith(("到", "至"))
    if time.spans or cues.barred_after.match(after) or cues.review.match(after):
        return False
    if not ends and cues.attribute.match(after):
        return False
    if time.edge in ("end", "within"):
        return True
    if time.grain in ("quarter", "half"):
        # 下半年，我们将…: a stretch that stands before the whole sentence is when it happens. A bare quarter is short
        # enough to be until when: 二季度我们去谈.
        bare = time.grain == "quarter" and time.end - time.start == len("二季度")
        whole = ("，", ",", "不") if bare else ("，", ",", "不", "我")
        return not (after.startswith(whole) and _opens_clause(before))
    aimed, done = cues.aim.search(before) is not None, cues.done.match(after) is not None
    match time.grain:
        case "year":
            ahead = (time.shift or 0) > 0 or (earlier is not None and time.year is not None and time.year > earlier)
            # 2030年达到70%, 2026年动工, 力争后年突破三百万元
            aims = time.year != year if time.year is not None else aimed and (time.shift or 0) > 0
            if aims and (
                cues.level.match(after)
                or cues.milestone.match(after)
                or (not _opens_sentence(before) and cues.raised.match(after))
            ):
                return True
            return (ends and (ahead or time.year is not None)) or (done and (ahead or (aimed and time.shift != 0)))
        case "month" | "ten days" | "day":
            if time.unit is None or (not ends and cues.begins.match(after)):
                return False
            if done or ends or (aimed and not before.endswith("于")) or cues.ready.match(after):
                return True
            # 5月20日，路灯亮了: what will be is told as if it were.
            return _opens_clause(before) and cues.told.match(after) is not None
    return False


def _opens_clause(before: str) -> bool:
    return not before or before[-1] in "，。；：！？\n" or before.endswith("所以")


def _opens_sentence(before: str) -> bool:
    return not before or before[-1] in "。！？\n"


def _within(text: str, start: int, end: int, cues: _Cues) -> list[Deadline]:
    """Spans of time that limit a doing, once or every time: 三年内, 3日内, 24小时内. They fix no day."""
    if text.find("内", start, end) < 0 and text.find("年里", start, end) < 0:
        return []
    found = []
    for match in _SPAN.finditer(text, start, end):
        before = text[max(start, match.start() - _NEAR) : match.start()]
        # 收到通报后10日内，各单位要…: what it counts from opens the clause with it.
        opens_clause = _opens_clause(before) or before.endswith("后")
        follows = text[match.end() : match.end() + 1] if match.end() < end else ""
        if follows in ("", "。", "；", "的", "\n") or (follows in ("，", ",") and not opens_clause):
            continue
        if cues.limit.search(before):
            found.append(Deadline(match.start(), match.end(), ""))
            continue
        if cues.failing.match(text, match.end(), end) or cues.happens.match(text, match.end(), end):
            continue
        if not cues.measured.search(before):
            found.append(Deadline(match.start(), match.end(), ""))
    return found
