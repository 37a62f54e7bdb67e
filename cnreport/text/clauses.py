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
# Longer sentences are cut at their next clause stop, and by force where they have none: no writer means them, and what
# works on whole sentences stays linear on hostile input.
_LONG_SENTENCE = 800
_LONGEST_SENTENCE = 2000
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
        elif char in _CLAUSE_STOPS and not (
            char in ",:" and text[at - 1 : at].isdigit() and text[position : position + 1].isdigit()
        ):
            yield at, char


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``start:end``, each with its final stop; empty ones are left out."""
    return _split(text, start, end, _SENTENCE_STOPS, _LONG_SENTENCE)


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Clauses of ``start:end``, each with its final stop; empty ones are left out."""
    return _split(text, start, end, _CLAUSE_STOPS, _LONG_SENTENCE)


def _split(text: str, start: int, end: int, stops: frozenset[str], long: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for at, char in _stops(text, start, end):
        if char in stops or at - begin > long:
            _add(text, begin, at + 1, spans)
            begin = at + 1
    _add(text, begin, end, spans)
    return spans


def _add(text: str, begin: int, end: int, spans: list[Span]) -> None:
    """Append ``begin:end``, in pieces where it is too long, unless there is nothing but space and its stop."""
    while end - begin > _LONGEST_SENTENCE:
        spans.append(Span(begin, begin + _LONGEST_SENTENCE))
        begin += _LONGEST_SENTENCE
    if text[begin : end - 1].strip() or (
        end > begin and text[end - 1] not in _CLAUSE_STOPS and text[begin:end].strip()
    ):
        spans.append(Span(begin, end))
