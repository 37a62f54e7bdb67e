"""What a time expression is, and its last day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from cnreport.dates import edtf

TimeKind = Literal["date", "clock"]
Grain = Literal["year", "half", "quarter", "month", "ten days", "day", "period", "event", "hour"]
Edge = Literal["", "start", "middle", "end", "within", "since"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A place in the calendar or on the clock that a text names: ``text[start:end]``.

    ``kind`` is ``date`` or ``clock``; ``grain`` the smallest thing it names; ``edge`` which part of that (9月底 → end,
    年内 → within, 今年以来 → since); ``before`` whether 前 closes it (9月底前). A range (6月3日至14日, 前三季度) has
    ``spans`` and the numbers of its end. ``year`` is None unless the text states it; ``shift`` counts from the year the
    text speaks from (明年 → 1), None where the expression says nothing about the year. ``unit`` is the number of the
    month, quarter or half (None for 月底), ``number`` of the day in it or of the ten days (上旬 → 1). ``fixed`` is the
    last day as MM-DD for an event that the calendar fixes; ``months`` counts from the month the text speaks from
    (月底 → 0, 下个月 → 1).
    """

    start: int
    end: int
    kind: TimeKind
    grain: Grain
    edge: Edge = ""
    before: bool = False
    spans: bool = False
    year: int | None = None
    shift: int | None = None
    unit: int | None = None
    number: int | None = None
    fixed: str = ""
    months: int | None = None

    @property
    def last(self) -> str:
        """Its last day as EDTF, ``XXXX`` for a year that it does not state, empty when it fixes no day."""
        return self.last_in(None)

    def in_month(self, year: int | None, month: int) -> TimeExpression:
        """Itself, when the text speaks from ``month``: 月底 is the end of that month."""
        ahead = month - 1 + (self.months or 0)
        own = None if year is None else year + ahead // 12
        return replace(self, year=own, unit=ahead % 12 + 1)

    def last_in(self, year: int | None) -> str:
        """Its last day as EDTF when the text speaks from ``year``.

        前 excludes a whole year or month (2027年前 → 2026-12-31) and includes a day, an end or a part of the year
        (6月20日前 → 20 June, 9月底前 → 30 September, 三季度前 → 30 September).
        """
        own = self.year
        if own is None and year is not None and 1 < year < 9000:
            own = year + (self.shift or 0)
        if self.edge == "start":
            return ""
        strictly = self.before and not self.edge
        unit, number = self.unit, self.number
        if self.grain == "year":
            return _year_end(own, self.edge == "middle", strictly)
        if self.grain == "period":
            return edtf.written(self.year, "12-31") if self.year is not None else ""
        if self.grain == "event":
            return edtf.written(own, self.fixed) if self.fixed else ""
        if unit is None or self.edge == "middle":
            return ""
        if self.grain == "month" and strictly:
            own, unit = _month_before(own, unit)
        if self.grain == "month":
            return edtf.month_end(own, unit)
        if self.grain in ("quarter", "half"):
            return edtf.quarter_end(own, unit if self.grain == "quarter" else 2 * unit)
        if number is None or (self.grain == "ten days" and strictly):
            return ""
        if self.grain == "ten days":
            return edtf.month_end(own, unit) if number == 3 else edtf.day(own, unit, 10 * number)
        return edtf.day(own, unit, number)


def _year_end(year: int | None, middle: bool, strictly: bool) -> str:
    if middle:
        return edtf.written(year, "06-30")
    if strictly:
        return edtf.written(year - 1, "12-31") if year is not None else ""
    return edtf.written(year, "12-31")


def _month_before(year: int | None, month: int) -> tuple[int | None, int]:
    if month > 1:
        return year, month - 1
    return (year - 1 if year is not None else None), 12
