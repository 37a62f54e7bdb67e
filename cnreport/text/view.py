"""A mended view of a source: what the rules read, with the way back to the source.

A view is made from its source by two kinds of change only: characters replaced one for one (full-width digits,
half-width punctuation) and runs of characters left out (line breaks and spaces that the page layout put in the
middle of a sentence). So a position of the view maps to a position of the source by adding the length of what was
left out before it, and the map is as small as the number of gaps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from cnreport.native import attributes
from cnreport.text.source import Source


# Written out, as `Word` is: there are several to each clause, and what a dataclass generates is not compiled.
@attributes(acyclic=True)
class Span:
    """A half-open range of code points. Never changed once made."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start == other.start and self.end == other.end

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end})"

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class View:
    """The mended text of a source and the map from its positions to the source's."""

    __slots__ = ("_shifts", "_starts", "source", "text")

    def __init__(self, source: Source, replaced: str, gaps: Iterable[tuple[int, int]] = ()) -> None:
        """``replaced`` is the source's text with characters replaced one for one; ``gaps`` are the ranges of it left
        out, ascending and apart.
        """
        if len(replaced) != len(source.text):
            raise ValueError("a view replaces characters one for one")
        self.source = source
        pieces: list[str] = []
        self._starts = [0]
        self._shifts = [0]
        kept = last = 0
        for start, end in gaps:
            if start < last or end > len(replaced) or end <= start:
                raise ValueError(f"gap {start}:{end} is out of order or outside the text")
            pieces.append(replaced[last:start])
            kept += start - last
            last = end
            if self._starts[-1] == kept:
                self._shifts[-1] = end - kept
            else:
                self._starts.append(kept)
                self._shifts.append(end - kept)
        pieces.append(replaced[last:])
        self.text = "".join(pieces)

    def offset(self, position: int) -> int:
        """The source position of the view's character at ``position``."""
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def to_source(self, start: int, end: int) -> Span:
        """The source span that ``start:end`` of the view quotes; an empty view span gives an empty source span."""
        first = self.offset(start)
        return Span(first, self.offset(end - 1) + 1 if end > start else first)

    def cite(self, start: int, end: int) -> tuple[str, int, int]:
        """What `quote` gives for ``start:end`` and the source's start and end that `to_source` gives, at once."""
        low = bisect_right(self._starts, start) - 1
        if low + 1 == len(self._starts) or end <= self._starts[low + 1]:
            first, last = start + self._shifts[low], end + self._shifts[low]
            return self.source.text[first:last], first, last
        where = self.to_source(start, end)
        return self.quote(start, end), where.start, where.end

    def quote(self, start: int, end: int) -> str:
        """The source's own characters under ``start:end``, without the line breaks and spaces that the view left out.

        What else it left out in the middle (a page's number, the mark of a note) is quoted: the source says it there.
        """
        source = self.source.text
        low = bisect_right(self._starts, start) - 1
        if low + 1 == len(self._starts) or end <= self._starts[low + 1]:
            shift = self._shifts[low]
            return source[start + shift : end + shift]
        pieces = []
        while start < end:
            stop = self._starts[low + 1] if low + 1 < len(self._starts) else end
            stop = min(stop, end)
            last = stop + self._shifts[low]
            pieces.append(source[start + self._shifts[low] : last])
            start = stop
            low += 1
            if start < end:
                pieces.extend(source[last : start + self._shifts[low]].split())
        return "".join(pieces)
