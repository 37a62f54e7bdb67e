"""The article's text as paragraphs of HTML with its records and amounts marked in place.

The characters of a paragraph's element, hidden ones included, are those of the source from ``data-at`` on, one for one,
so that any offset of the report can be found again in the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAK_AND_BLANK = re.compile(_BREAK.pattern + r"\s*")
_BLANK = re.compile(r"\s*")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text with control characters (those of bidi too) and lone surrogates replaced one for one by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of the text to be wrapped in an element.

    ``opening`` is the start tag as it stands where the stretch begins, ``again`` where it goes on after an element that
    overlaps it; ``rank`` says which of two stretches is the outer one where either could be.
    """

    start: int
    end: int
    rank: int
    tag: str
    opening: Markup
    again: Markup


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text between two line breaks of the author, and its HTML."""

    start: int
    end: int
    html: Markup


def paragraphs(text: str, layers: Iterable[Layer], whole: Iterable[tuple[int, int]]) -> Iterator[Paragraph]:
    """Cut the text into paragraphs and mark the layers in them.

    A line break inside one of the stretches ``whole`` is the page's and not the author's: it parts no paragraphs.
    """
    waiting = sorted(layers, key=_outermost_first, reverse=True)
    running: list[Layer] = []
    for start, end in _cut(text, whole):
        running = [layer for layer in running if layer.end > start]
        while waiting and waiting[-1].start < end:
            running.append(waiting.pop())
        yield Paragraph(start, end, _mark(text, start, end, running))


def _outermost_first(layer: Layer) -> tuple[int, int, int]:
    return layer.start, -layer.end, layer.rank


def _cut(text: str, whole: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    covers = _merged(whole)
    starts = [start for start, _ in covers]
    begun = 0
    for match in _BREAK.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or covers[at][1] <= match.end():
            if text[begun : match.start()].strip():
                yield begun, match.start()
            begun = match.end()
    if text[begun:].strip():
        yield begun, len(text)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mark(text: str, start: int, end: int, layers: Sequence[Layer]) -> Markup:
    """The paragraph's HTML: elements nest, and where they overlap the inner one is closed and opened again."""
    cuts = sorted({start, end, *(at for layer in layers for at in (layer.start, layer.end) if start < at < end)})
    by_start = sorted(layers, key=lambda layer: layer.start)
    coming = 0
    active: list[Layer] = []
    opened: list[Layer] = []
    html: list[Markup] = []
    for here, there in pairwise(cuts):
        active = [layer for layer in active if layer.end > here]
        while coming < len(by_start) and by_start[coming].start <= here:
            if by_start[coming].end > here:
                active.append(by_start[coming])
            coming += 1
        wanted = sorted(active, key=_outermost_first)
        kept = next(
            (at for at, pair in enumerate(zip(opened, wanted, strict=False)) if pair[0] is not pair[1]),
            min(len(opened), len(wanted)),
        )
        html += [Markup(f"</{layer.tag}>") for layer in reversed(opened[kept:])]
        html += [layer.opening if layer.start >= here else layer.again for layer in wanted[kept:]]
        html.append(_characters(text[here:there], first=here == start))
        opened = wanted
    html += [Markup(f"</{layer.tag}>") for layer in reversed(opened)]
    return Markup().join(html)


def _characters(text: str, first: bool) -> Markup:
    """The characters escaped; line breaks, and blanks that begin the paragraph, are there but not seen."""
    html = Markup()
    if first and (blank := _BLANK.match(text)) and blank.end():
        html, text = _hidden(blank.group()), text[blank.end() :]
    done = 0
    for match in _BREAK_AND_BLANK.finditer(text):
        html += escape(printable(text[done : match.start()])) + _hidden(match.group())
        done = match.end()
    return html + escape(printable(text[done:]))


def _hidden(blanks: str) -> Markup:
    # A parser of HTML would read a carriage return as a line feed, or two as one, and count wrongly.
    return Markup("<i hidden>{}</i>").format(_BREAK.sub("\n", blanks))
