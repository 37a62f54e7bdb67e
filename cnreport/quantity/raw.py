"""A light view of a raw string, for callers that have a sentence and no article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnreport.text.source import Source
from cnreport.text.view import View

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．\u3000]+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANK = re.compile("[ \t]+|\r?\n|[\u200b-\u200d\u2060\ufeff]+")
_STOPS = frozenset("。！？：；.!?\n")
# A line may break inside a number, but a year begins a number of its own: 附件1 / 2025年工作要点.
_YEAR = re.compile(r"(?:19|20)\d\d年")


def light_view(text: str) -> View:
    """A view of ``text`` with full-width figures and letters as ASCII, and without the spaces and line breaks that a
    page layout leaves inside sentences.
    """
    replaced = _WIDE.sub(lambda m: m[0].translate(_NARROW), text)
    return View(Source(text), replaced, _gaps(replaced))


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Invisible characters, spaces except between two Latin words, and line breaks except behind a stop."""
    for m in _BLANK.finditer(text):
        start, end = m.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if m[0][-1] == "\n":
            inside = before and before not in _STOPS and not before.isspace() and after and not after.isspace()
            inside = inside and not (before.isdigit() and _YEAR.match(text, end))
        elif m[0][0] in " \t":
            inside = after and after != "\n" and not (_is_letter(before) and _is_letter(after))
        else:
            inside = True
        if inside:
            yield start, end


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
