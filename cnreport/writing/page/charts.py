"""Bars as inline SVG: stacked by kind, with their figures written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cnreport.schema import KINDS
from cnreport.writing.page.marking import printable
from cnreport.writing.page.wording import KIND_NAMES

_ROW = 26
_BAR = 14
_WIDTH = 560
_LABELS = 112
_FIGURES = 52
_LONGEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A label and how many there are of each kind, in the order of `KINDS`."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.counts)


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """The chart as an ``svg`` element, one row a bar, scaled to the longest; nothing without bars."""
    if not rows:
        return Markup()
    longest = max(row.total for row in rows) or 1
    room = _WIDTH - _LABELS - _FIGURES
    drawn = Markup().join(_row(at, row, room / longest) for at, row in enumerate(rows))
    return Markup('<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, len(rows) * _ROW, printable(title), drawn
    )


def _row(at: int, row: Bar, scale: float) -> Markup:
    top = at * _ROW
    middle = top + _ROW / 2
    label = row.label if len(row.label) <= _LONGEST_LABEL else row.label[: _LONGEST_LABEL - 1] + "…"
    words = "，".join(f"{KIND_NAMES[kind]} {count}" for kind, count in zip(KINDS, row.counts, strict=True))
    pieces = []
    left = float(_LABELS)
    for kind, count in zip(KINDS, row.counts, strict=True):
        width = count * scale
        if count:
            pieces.append(
                Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}"/>').format(
                    kind, left, middle - _BAR / 2, max(width - 1, 0.5), _BAR
                )
            )
        left += width
    return Markup(
        '<g><title>{}：{}</title><text class="label" x="{}" y="{:.1f}">{}</text>{}'
        '<text class="figure" x="{:.1f}" y="{:.1f}">{}</text></g>'
    ).format(
        printable(row.label),
        words,
        _LABELS - 8,
        middle,
        printable(label),
        Markup().join(pieces),
        left + 6,
        middle,
        f"{row.total:,}",
    )
