"""Sentences and clauses of a view's text.

Clauses are split where the annotation of kinds splits them: at ，。；：！？ and line ends, in both widths. A stop
inside quotation marks, brackets or book-title marks does not end a sentence, because what it quotes is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnreport.text.view import Span

_SENTENCE_STOPS = frozenset("。；！？;!?\n")
_CLAUSE_STOPS = frozenset("，：,:") | _SENTENCE_STOPS
_STOP = re.compile(r"[，：,:。；！？;!?\n“”‘’《》（）()]")
_OPENING = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")"}
# A quotation this long is a sentence of its own rather than a name; a bracket never closed must not hide the rest.
_LONGEST_QUOTE = 40


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Positions of clause and sentence stops in ``start:end`` that stand outside short quotations and brackets."""
    position = start
    while match := _STOP.search(text, position, end):
        char = match.group()
        at = match.start()
        position = at + 1
        if closing := _OPENING.get(char):
            close = text.find(closing, position, min(end, position + _LONGEST_QUOTE))
            if close >= 0 and "\n" not in text[position:close]:
                position = close + 1
        elif char in _CLAUSE_STOPS and not (char in ",:" and text[at - 1 : at].isdigit() and text[position : position + 1].isdigit()):
            yield at, char


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``start:end``, each with its final stop; empty ones are left out."""
    spans = []
    begin = start
    for at, char in _stops(text, start, end):
        if char in _SENTENCE_STOPS:
            if text[begin:at].strip():
                spans.append(Span(begin, at + 1))
            begin = at + 1
    if text[begin:end].strip():
        spans.append(Span(begin, end))
    return spans


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Clauses of ``start:end``, each with its final stop; empty ones are left out."""
    spans = []
    begin = start
    for at, _ in _stops(text, start, end):
        if text[begin:at].strip():
            spans.append(Span(begin, at + 1))
        begin = at + 1
    if text[begin:end].strip():
        spans.append(Span(begin, end))
    return spans
