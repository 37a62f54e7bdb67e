"""Characters on a page to lines in reading order: columns are found by the empty strips between them.

The characters make pieces of lines. From the top down, as many pieces as leave a strip free make a zone; where on both
sides of the strip stand lines of running text, the zone is read column by column, each of which may have zones in
turn. In a table the cells between the strips are short: it is read row by row. (The idea is that of the recursive
XY-cut, Nagy and Seth 1984, with zones so that a headline may span the columns below it.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_MOST_PIECES = 3000
_DEEPEST = 8
# Measures of the page are in ems, the width of a Chinese character.
_PIECE_GAP = 0.9
_GUTTER = 0.7
_NARROWEST_COLUMN = 4.0
_LEAST_LINE, _LEAST_LINES = 5.0, 3
# So many short pieces one after the other are a table, not the ends of paragraphs.
_SHORT_LINES = 6
_CELL_GAP = 2.5
_WORD_GAP = 0.2
_INDENT = (1.4, 2.6)
_INDENTED = "\u3000\u3000"


class Glyph(NamedTuple):
    """A character and its box, in points, upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(slots=True)
class _Piece:
    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def lines_of(glyphs: Sequence[Glyph]) -> list[str] | None:
    """The lines of a page in reading order; None when they cannot be found, as in vertical writing."""
    em = _em(glyphs)
    pieces = _pieces(glyphs, em)
    if len(pieces) > _MOST_PIECES or 2 * len(pieces) > sum(len(piece.text) for piece in pieces) > 20:
        return None
    return [line for block in _blocks(pieces, em, 0) for line in _lines(block, em)]


def _em(glyphs: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in glyphs if glyph.text >= "\u2e80"]
    tall = [glyph.top - glyph.bottom for glyph in glyphs]
    return max(median(wide or tall), 0.1) if tall else 1.0


def _pieces(glyphs: Sequence[Glyph], em: float) -> list[_Piece]:
    """Characters that follow each other on a line, in the order of the file."""
    pieces: list[_Piece] = []
    piece: _Piece | None = None
    space = False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = True
            continue
        size = max(glyph.right - glyph.left, 0.3 * em)
        middle = (glyph.bottom + glyph.top) / 2
        if (
            piece is not None
            and abs(middle - piece.middle) < 0.5 * max(glyph.top - glyph.bottom, piece.top - piece.bottom)
            and -0.5 * size < glyph.left - piece.right < _PIECE_GAP * max(em, size)
        ):
            apart = glyph.left - piece.right > _WORD_GAP * em or space
            piece.text += " " + glyph.text if apart and _needs_space(piece.text[-1], glyph.text) else glyph.text
            piece.right = max(piece.right, glyph.right)
            piece.bottom, piece.top = min(piece.bottom, glyph.bottom), max(piece.top, glyph.top)
        else:
            piece = _Piece(glyph.text, glyph.left, glyph.right, glyph.bottom, glyph.top)
            pieces.append(piece)
        space = False
    return pieces


def _needs_space(before: str, after: str) -> bool:
    return before < "\u2e80" and after < "\u2e80"


def _blocks(pieces: Sequence[_Piece], em: float, depth: int) -> list[list[_Piece]]:
    """Groups of pieces in reading order, each read row by row."""
    ordered = sorted(pieces, key=lambda piece: (-piece.middle, piece.left))
    if not ordered or depth > _DEEPEST:
        return [ordered]
    blocks: list[list[_Piece]] = []
    plain: list[_Piece] = []
    at = 0
    while at < len(ordered):
        end, gutters = _zone(ordered, at, em)
        if not gutters:
            plain.append(ordered[at])
            at += 1
            continue
        if plain:
            blocks.append(plain)
            plain = []
        edges = [float("-inf"), *gutters, float("inf")]
        for left, right in pairwise(edges):
            column = [piece for piece in ordered[at:end] if left <= piece.left < right]
            blocks.extend(_blocks(column, em, depth + 1))
        at = end
    if plain:
        blocks.append(plain)
    return blocks


def _zone(pieces: Sequence[_Piece], start: int, em: float) -> tuple[int, list[float]]:
    """How far down from ``start`` a strip stays free, and the strips between columns of running text."""
    left = min(piece.left for piece in pieces)
    right = max(piece.right for piece in pieces)
    free = [(left, right)]
    end, short = start, 0
    while end < len(pieces):
        less = _without(free, pieces[end])
        if not any(_may_be_gutter(strip, left, right, em) for strip in less):
            break
        short = 0 if pieces[end].right - pieces[end].left >= _LEAST_LINE * em else short + 1
        end += 1
        if short == _SHORT_LINES:
            end -= short
            break
        free = less
    zone = pieces[start:end]
    return end, [a for a, b in free if _divides(zone, a, b, em)]


def _without(free: list[tuple[float, float]], piece: _Piece) -> list[tuple[float, float]]:
    less: list[tuple[float, float]] = []
    for a, b in free:
        if piece.right <= a or piece.left >= b:
            less.append((a, b))
            continue
        if piece.left > a:
            less.append((a, piece.left))
        if piece.right < b:
            less.append((piece.right, b))
    return less


def _may_be_gutter(strip: tuple[float, float], left: float, right: float, em: float) -> bool:
    """Whether there is, or may come further down, a column on both sides of a strip."""
    a, b = strip
    before = b - a if a == left else a - left
    behind = b - a if b == right else right - b
    return b - a >= _GUTTER * em and min(before, behind) >= _NARROWEST_COLUMN * em


def _divides(zone: Sequence[_Piece], a: float, b: float, em: float) -> bool:
    sides = ([piece for piece in zone if piece.right <= a], [piece for piece in zone if piece.left >= b])
    return b - a >= _GUTTER * em and all(
        len(side) >= _LEAST_LINES and median(piece.right - piece.left for piece in side) >= _LEAST_LINE * em
        for side in sides
    )


def _lines(pieces: Sequence[_Piece], em: float) -> list[str]:
    """The rows of a block; one that is set in by two characters begins with two ideographic spaces."""
    rows: list[list[_Piece]] = []
    for piece in pieces:
        row = rows[-1] if rows else None
        if row and row[0].middle - piece.middle < 0.5 * min(piece.top - piece.bottom, row[0].top - row[0].bottom):
            row.append(piece)
        else:
            rows.append([piece])
    edge = min((piece.left for piece in pieces), default=0.0)
    lines = []
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        line = row[0].text
        for before, piece in pairwise(row):
            gap = (piece.left - before.right) / em
            line += ("\t" if gap >= _CELL_GAP else " " if gap >= _WORD_GAP else "") + piece.text
        indented = _INDENT[0] <= (row[0].left - edge) / em <= _INDENT[1]
        lines.append(_INDENTED + line if indented else line)
    return lines
