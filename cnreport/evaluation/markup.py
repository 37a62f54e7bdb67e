"""The corpus markup: an article with inline tags, read into its text and what the tags say.

``<A>``, ``<P>``, ``<N>`` mark achievements, problems and plans, ``<X>`` what is debatable; ``<h n>`` the head of an
item; ``<q v u of act …>`` a quantity; ``<d v>`` a deadline; ``<own>`` an owner; ``<speech>``, ``<speaker>``,
``<headline>``, ``<byline>`` the structure. ``corpora/README.md`` says what each means. Taking every tag away gives the
article back, character for character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cnreport.errors import CnreportError
from cnreport.text import Span

_TAG = re.compile(r"<(/?)(speech|speaker|headline|byline|A|P|N|X|h|q|d|own)((?:\s+[a-z]+=\"[^\"]*\")*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_SENTENCE_STOP = re.compile(r"[。！？!?；;\n]")
_BACKWARD = 300
_LONGEST_SENTENCE = 2000


@dataclass(slots=True)
class Tagged:
    """One tagged stretch of the text: positions count in the text without tags.

    ``places`` says where the attributes that quote the text stand in it, as far as that is known.
    """

    tag: str
    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def place(self, key: str, text: str) -> Span | None:
        """Where the words that the attribute ``key`` quotes stand; None without such an attribute, or such words."""
        quoted = self.attributes.get(key)
        return self.places.get(key) or (locate(text, quoted, self.start, self.end) if quoted else None)


def parse_markup(markup: str, where: str = "") -> tuple[str, list[Tagged]]:
    """The text without tags and its tagged stretches, outermost first; `CnreportError` on tags that do not nest."""
    pieces: list[str] = []
    found: list[Tagged] = []
    open_tags: list[Tagged] = []
    length = last = 0
    for match in _TAG.finditer(markup):
        piece = markup[last : match.start()]
        pieces.append(piece)
        length += len(piece)
        last = match.end()
        closing, tag, attributes = match.groups()
        if not closing:
            open_tags.append(Tagged(tag, length, -1, dict(_ATTRIBUTE.findall(attributes))))
            found.append(open_tags[-1])
        elif open_tags and open_tags[-1].tag == tag:
            open_tags.pop().end = length
        else:
            raise CnreportError(f"</{tag}> closes nothing at {match.start()}", code="bad-markup", where=where)
    if open_tags:
        raise CnreportError(f"<{open_tags[-1].tag}> is never closed", code="bad-markup", where=where)
    pieces.append(markup[last:])
    return "".join(pieces), found


def locate(text: str, quoted: str, start: int, end: int) -> Span | None:
    """Where ``quoted`` stands nearest to ``start:end``: in the same sentence, else in the 300 characters before."""
    first = max(0, start - _LONGEST_SENTENCE)
    left = max((match.end() for match in _SENTENCE_STOP.finditer(text, first, start)), default=first)
    stop = _SENTENCE_STOP.search(text, end)
    right = stop.start() if stop else len(text)
    for low, high in ((left, right), (max(0, start - _BACKWARD), right)):
        hits = [low + m.start() for m in re.finditer(re.escape(quoted), text[low:high])]
        if hits:
            at = min(hits, key=lambda hit: min(abs(hit - end), abs(start - (hit + len(quoted)))))
            return Span(at, at + len(quoted))
    return None
