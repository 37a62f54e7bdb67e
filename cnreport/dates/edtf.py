"""The last day of a stretch of time as EDTF (ISO 8601-2), with ``XXXX`` for a year that is not known."""

from __future__ import annotations

from calendar import monthrange

_QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")


def written(year: int | None, rest: str) -> str:
    """A day in EDTF: ``2025-06-30``, ``XXXX-06-30`` without a year."""
    return f"{year:04d}-{rest}" if year is not None else f"XXXX-{rest}"


def day(year: int | None, month: int, number: int) -> str:
    """A day by its numbers, empty when the calendar has no such day (30 February)."""
    if not 1 <= month <= 12 or not 1 <= number <= month_length(2000 if year is None else year, month):
        return ""
    return written(year, f"{month:02d}-{number:02d}")


def month_end(year: int | None, month: int) -> str:
    """The last day of a month; of a February whose year is not known, the 28th."""
    return written(year, f"{month:02d}-{month_length(year, month):02d}")


def quarter_end(year: int | None, quarter: int) -> str:
    """The last day of the first to fourth quarter."""
    return written(year, _QUARTER_ENDS[quarter - 1])


def month_length(year: int | None, month: int) -> int:
    """The number of days of a month."""
    return monthrange(2001 if year is None else year, month)[1]
