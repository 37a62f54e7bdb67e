"""On which line of a JSON file something stands, for people who are to correct it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line of the value that ``path`` leads to (keys and indexes), or of the last one on the way that is there.

    ``text`` is sound JSON.
    """
    at = _next(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _next(text: str, at: int) -> int:
    """The first character from ``at`` on that is no blank."""
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _member(text: str, at: int, step: str | int) -> int | None:
    """Where the member of the object or array at ``at`` begins; None when there is none such."""
    opening = text[at : at + 1]
    if opening not in ("{", "["):
        return None
    at = _next(text, at + 1)
    index = 0
    while text[at : at + 1] not in ("}", "]", ""):
        name: object = index
        if opening == "{":
            name, at = _DECODER.raw_decode(text, at)
            at = _next(text, _next(text, at) + 1)
        if name == step:
            return at
        at = _next(text, _DECODER.raw_decode(text, at)[1])
        at = _next(text, at + 1) if text[at : at + 1] == "," else at
        index += 1
    return None
