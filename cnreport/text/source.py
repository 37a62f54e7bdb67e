"""The immutable text that every offset counts in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Source:
    """One article as decoded: its text is never changed, and every span of a report is code points into it.

    ``name`` is the path as given on the command line, or the id of the row the text came from. ``date`` is the day
    (YYYY-MM-DD) that the row's date column states; the text alone makes the digest.
    """

    text: str
    name: str = ""
    date: str | None = None

    @cached_property
    def digest(self) -> str:
        """Hexadecimal SHA-256 of the text: the root of every id, so that the same bytes give the same ids."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def encodable(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD: what is written in C and Rust takes UTF-8 only."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
