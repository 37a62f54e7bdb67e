"""Finding the time expressions of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.dates.grammar import TO, compile_times
from cnreport.dates.model import Edge, Grain, TimeExpression
from cnreport.rules import Overlay
from cnreport.rules.loading import load_rules

_FIGURE: Final = {figure: number for number, figure in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_RELATIVE: Final = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "同年": 0,
    "明年": 1, "来年": 1, "次年": 1, "翌年": 1, "后年": 2,
}  # fmt: skip
_MONTHS_AHEAD: Final = {"月": 0, "本": 0, "当": 0, "下": 1, "次": 1}
_BETWEEN: Final = re.compile(TO)
_EDGES: Final[dict[str, Edge]] = {
    "底": "end",
    "末": "end",
    "终": "end",
    "初": "start",
    "期": "start",
    "内": "within",
    "中": "middle",
}


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    last_days: dict[str, str]


@cache
def _words(overlay: Overlay | Path | None) -> _Words:
    last_days: dict[str, str] = {}
    for rule in load_rules("dates", overlay):
        if rule.id.startswith("events."):
            rule.expect(("words", "last"))
            last = rule.text("last") if "last" in rule.fields else ""
            if last and not re.fullmatch(r"(?:0\d|1[0-2])-[0-3]\d", last):
                raise rule.error(f"'last' must be MM-DD, not {last!r}")
            last_days.update(dict.fromkeys(rule.texts("words"), last))
    return _Words(compile_times(last_days), last_days)


def find_times(
    text: str, start: int = 0, end: int | None = None, *, overlay: Overlay | Path | None = None
) -> list[TimeExpression]:
    """The dates, stretches of the calendar and clock times of ``text[start:end]`` in their order, none over another.

    Spans of time (3年, 两个月, 24小时) are quantities and not among them. Raises `RulesError` for a bad ``overlay``.
    """
    words = _words(overlay)
    found: list[TimeExpression] = []
    for match in words.pattern.finditer(text, start, len(text) if end is None else end):
        time = _read(match, words.last_days)
        if found and found[-1].kind == time.kind and _joined(text, found[-1], time):
            found[-1] = _range(found[-1], time)
        elif found and time.grain == "event" and found[-1].end == time.start:
            if found[-1].grain in ("year", "month"):  # 明年汛前, 5月农博会前: which one, but not its day
                found[-1] = replace(time, start=found[-1].start, year=found[-1].year, shift=found[-1].shift)
            else:  # 11月15日供暖前: the date says when
                found[-1] = replace(found[-1], end=time.end, before=True)
        else:
            found.append(time)
    return found


def _joined(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    gap = second.start - first.end
    return 0 < gap <= 2 and not first.before and _BETWEEN.fullmatch(text, first.end, second.start) is not None


def _range(first: TimeExpression, second: TimeExpression) -> TimeExpression:
    year, shift = second.year, second.shift
    if year is None and shift is None:
        year, shift = first.year, first.shift
    return replace(second, start=first.start, spans=True, year=year, shift=shift)


def _read(match: re.Match[str], last_days: dict[str, str]) -> TimeExpression:
    group = match.group
    start, end = match.span()
    before = bool(group("before") or group("hour_before") or group("clock_before"))
    if group("clock"):
        return TimeExpression(start, end, "clock", "hour", before=before)
    year, shift, unit, number = _year(group("year")), None, None, None
    months: int | None = None
    edge: Edge = "since" if group("since") else ""
    spans = False
    grain: Grain = "year"
    fixed = ""
    if relative := group("relative"):
        shift = _RELATIVE[relative]
    if month := group("month"):
        grain, unit = "month", _number(month)
        spans = bool(group("months") or group("days") or group("to_day"))
        edge = edge or _edge(group("month_edge"))
        if day := group("to_day") or group("day"):
            grain, number = "day", _number(day)
        elif ten := group("ten"):
            grain, number = "ten days", "上中下".index(ten) + 1
    elif quarter := group("quarter"):
        grain, unit = "quarter", _number(quarter.lstrip("第前"))
        spans = bool(group("quarters")) or quarter.startswith("前")
        edge = edge or _edge(group("quarter_edge"))
    elif half := group("half"):
        grain, unit = "half", "上下".index(half) + 1
    elif bare := group("bare_year") or group("year_edge"):
        edge = edge or _edge(bare)
    elif plan := group("plan"):
        grain, year = "period", 1970 + 5 * (_number(plan.strip("“”")[:-1]) - 3)
        edge = edge or ("end" if "末" in (group("plan_edge") or "") else "")
    elif iso := group("iso"):
        year, unit, number = (int(part) for part in re.split("[-/.]", iso))
        grain = "day"
    elif text := group("bare_month") or group("this_month"):
        grain = "month" if group("bare_month") else "day"
        months = _MONTHS_AHEAD.get(text[0])
        number = _number(group("its_day")) if group("its_day") else None
        if bare_month := group("bare_month"):
            edge = edge or _edge(bare_month)
            if months == 1:  # 下个月: by its end
                edge = edge or "within"
    elif group("lunar"):
        grain = "event"
    elif group("bare_day"):
        grain, spans = "day", _BETWEEN.search(group("bare_day")) is not None
        if not spans:
            months, number = 0, _number(group("bare_day")[:-1])
    elif group("bare_week"):
        grain, edge = "ten days", "within"
    elif group("feast"):  # 节前: of the one that is next
        grain = "event"
    elif term := group("term"):
        grain, edge = "period", _edge(term)
    elif group("century"):
        grain = "period"
    elif event := group("event"):
        grain, fixed = "event", last_days[event]
    return TimeExpression(start, end, "date", grain, edge, before, spans, year, shift, unit, number, fixed, months)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    figures = "".join(str(_FIGURE.get(figure, figure)) for figure in text)
    number = int(figures)
    if number >= 100:
        return number
    return 1900 + number if number >= 50 else 2000 + number


def _number(text: str) -> int:
    """A number below 40 in Arabic or Chinese numerals, 元 and 首 for the first among them."""
    if text.isascii():
        return int(text)
    if text in ("元", "首"):
        return 1
    if text == "两":
        return 2
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _FIGURE[text]
    return 10 * (_FIGURE[tens] if tens else 1) + (_FIGURE[ones] if ones else 0)


def _edge(text: str | None) -> Edge:
    return _EDGES.get(text[-1], "") if text else ""
