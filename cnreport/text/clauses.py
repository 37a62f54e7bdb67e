"""Sentences and clauses of a view's text.

Clauses are split where the annotation of kinds splits them: at ，。；：！？ and line ends, in both widths. A stop
inside quotation marks, brackets or book-title marks does not end a sentence, because what it quotes is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cnreport.text.view import Span

_SENTENCE_STOPS: Final = frozenset("。；！？;!?\n")
_CLAUSE_STOPS: Final = frozenset("，：,:") | _SENTENCE_STOPS
# Longer sentences are cut at their next clause stop, and by force where they have none: no writer means them, and what
# works on whole sentences stays linear on hostile input.
_LONG_SENTENCE: Final = 800
_LONGEST_SENTENCE: Final = 2000
# A quotation or bracket with at most so much in it is a name, and passed over; a longer one is a sentence of its own,
# and one never closed must not hide the rest.
_QUOTED: Final = "{0,39}+"
_PAIRS: Final = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("(", ")"))
_STOPS: Final = "，：,:。；！？;!?\n"
# It begins with one set of characters and looks back at which it was: that makes the search fast.
_STOP: Final = re.compile(
    rf"[{_STOPS}{''.join(opening for opening, _ in _PAIRS)}](?:(?<=[{_STOPS}])|"
    + "|".join(rf"(?<=[{opening}])[^\n{closing}]{_QUOTED}[{closing}]" for opening, closing in _PAIRS)
    + ")"
)


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``start:end``, each with its final stop; empty ones are left out."""
    spans: list[Span] = []
    begin = start
    for at, char in _stops(text, start, end):
        if char in _SENTENCE_STOPS or at - begin > _LONG_SENTENCE:
            _add(text, begin, at + 1, spans)
            begin = at + 1
    _add(text, begin, end, spans)
    return spans


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Clauses of ``start:end``, each with its final stop; empty ones are left out."""
    spans: list[Span] = []
    begin = start
    for at, _ in _stops(text, start, end):
        _add(text, begin, at + 1, spans)
        begin = at + 1
    _add(text, begin, end, spans)
    return spans


def split_both(text: str, start: int, end: int) -> list[tuple[Span, list[Span]]]:
    """The sentences of ``start:end``, each with its clauses, in one reading of the text."""
    found: list[tuple[Span, list[Span]]] = []
    clauses: list[Span] = []
    begin = clause = start
    for at, char in _stops(text, start, end):
        _add(text, clause, at + 1, clauses)
        clause = at + 1
        if char in _SENTENCE_STOPS or at - begin > _LONG_SENTENCE:
            _add_sentence(text, begin, clause, clauses, found)
            begin, clauses = clause, []
    _add(text, clause, end, clauses)
    _add_sentence(text, begin, end, clauses, found)
    return found


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Positions of clause and sentence stops in ``start:end`` that stand outside short quotations and brackets."""
    for match in _STOP.finditer(text, start, end):
        char = match.group()
        if len(char) == 1:
            at = match.start()
            if char in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
                continue
            yield at, char


def _add(text: str, begin: int, end: int, spans: list[Span]) -> None:
    """Append ``begin:end``, in pieces where it is too long, unless there is nothing but space and its stop."""
    while end - begin > _LONGEST_SENTENCE:
        spans.append(Span(begin, begin + _LONGEST_SENTENCE))
        begin += _LONGEST_SENTENCE
    if text[begin : end - 1].strip() or (
        end > begin and text[end - 1] not in _CLAUSE_STOPS and text[begin:end].strip()
    ):
        spans.append(Span(begin, end))


def _add_sentence(text: str, begin: int, end: int, clauses: list[Span], found: list[tuple[Span, list[Span]]]) -> None:
    """Append the sentence ``begin:end`` with its ``clauses``; where it must be cut to pieces, each with its own."""
    pieces: list[Span] = []
    _add(text, begin, end, pieces)
    whole = end - begin <= _LONGEST_SENTENCE
    for piece in pieces:
        found.append((piece, clauses if whole else split_clauses(text, piece.start, piece.end)))
