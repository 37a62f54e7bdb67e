"""A light view of a raw string, for callers that have a sentence and no article."""

from __future__ import annotations

import re

from cnreport.text.source import Source
from cnreport.text.view import View

_RANGES = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B), (0xFF05, 0xFF0E))
_FULL_WIDTH = {code: code - 0xFEE0 for codes in _RANGES for code in codes} | {0x3000: 0x20}
# Spaces go, except between two Latin words; line breaks go inside a sentence.
_GAP = re.compile(r"(?<=[^A-Za-z\s])[ \t]+(?=\S)|[ \t]+(?=[^A-Za-z\s])|(?<=[^\s。！？：；.!?])\r?\n(?=[^\s])")


def light_view(text: str) -> View:
    """A view of ``text`` with full-width figures and letters as ASCII, and without the spaces and line breaks that a
    page layout leaves inside sentences.
    """
    replaced = text.translate(_FULL_WIDTH)
    return View(Source(text), replaced, (m.span() for m in _GAP.finditer(replaced)))
