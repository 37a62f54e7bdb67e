"""CoNLL: a character a line and a column a label, in the scheme IOB2, sentences apart by an empty line.

Characters, not words, are the usual unit for Chinese, and no span can cut one. Blanks have no line; the second column
says where each character stands in the text, so that nothing is lost. No sentence ends inside of a stretch. The first
line names the columns, as CoNLL-U Plus does. Within a column stretches cannot overlap: of two that do, the longer one
stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from cnreport.exchange.marks import LABELS, Marked, is_record
from cnreport.text.clauses import split_sentences
from cnreport.writing.atomic import replacing

COLUMNS = ("KIND", *(name.upper() for name in LABELS if not is_record(name) and name != "debatable"))
"""The columns behind the character and its place: the kinds in one, then one for each other label."""

_HEAD = f"# global.columns = FORM START {' '.join(COLUMNS)}\n"


class ColumnExporter:
    """Writes a sentence after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.write(_HEAD.encode())

    def write(self, article: Marked) -> None:
        """Write one article."""
        self._stream.write(lines_of(article).encode())


@contextmanager
def open_columns(output: str | None) -> Iterator[ColumnExporter]:
    """Columns to the file ``output``, or to standard output."""
    if output is None:
        yield ColumnExporter(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with replacing(Path(output)) as stream:
        yield ColumnExporter(stream)


def lines_of(article: Marked) -> str:
    """The lines of an article."""
    text = article.source.text
    tags = {column: ["O"] * len(text) for column in COLUMNS}
    for mark in sorted(article.marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        column = "KIND" if is_record(mark.label) or mark.label == "debatable" else mark.label.upper()
        places = [at for at in range(mark.start, mark.end) if not text[at].isspace()]
        if any(tags[column][at] != "O" for at in places):
            continue
        for at in places:
            tags[column][at] = f"{'B' if at == places[0] else 'I'}-{mark.label}"
    lines = [f"# newdoc id = {' '.join(article.name.split())}\n"]
    ends = _sentence_ends(article)
    for at, character in enumerate(text):
        if at in ends:
            lines.append("\n")
        if not character.isspace():
            lines.append("\t".join((character, str(at), *(tags[column][at] for column in COLUMNS))) + "\n")
    return "".join((*lines, "\n"))


def _sentence_ends(article: Marked) -> set[int]:
    """Where a sentence begins behind another one, and no stretch is cut."""
    begun = [0] * (len(article.source.text) + 1)
    for mark in article.marks:
        begun[mark.start + 1] += 1
        begun[mark.end] -= 1
    inside = list(accumulate(begun))
    sentences = split_sentences(article.source.text, 0, len(article.source.text))
    return {sentence.start for sentence in sentences[1:] if not inside[sentence.start]}
