"""doccano: an example a line, for projects of sequence labelling with or without relations.

``label`` is what the import "JSONL" takes, ``entities`` and ``relations`` what "JSONL (relation)" takes; doccano keeps
the others as metadata. Offsets are code points, half-open; attributes have no place in the format.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from cnreport.exchange.marks import LABELS, Marked
from cnreport.writing.atomic import replacing


class ExampleExporter:
    """Writes an example a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, article: Marked) -> None:
        """Write one article."""
        self._stream.write(json.dumps(example_of(article), ensure_ascii=False).encode() + b"\n")


@contextmanager
def open_examples(output: str | None) -> Iterator[ExampleExporter]:
    """Examples to the file ``output``, with the labels for doccano's label page in ``OUTPUT.labels.json``."""
    if output is None:
        yield ExampleExporter(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with replacing(Path(output)) as stream, replacing(Path(f"{output}.labels.json")) as labels:
        labels.write(json.dumps(label_types(), indent=1).encode() + b"\n")
        yield ExampleExporter(stream)


def example_of(article: Marked) -> dict[str, Any]:
    """The example of an article, ready for JSON."""
    numbers = {mark.id: number for number, mark in enumerate(article.marks, 1)}
    labels = {mark.id: mark.label for mark in article.marks}
    return {
        "text": article.source.text,
        "source": article.name,
        "label": [[mark.start, mark.end, mark.label] for mark in article.marks],
        "entities": [
            {"id": numbers[mark.id], "label": mark.label, "start_offset": mark.start, "end_offset": mark.end}
            for mark in article.marks
        ],
        "relations": [
            {"id": number, "from_id": numbers[link.head], "to_id": numbers[link.tail], "type": labels[link.tail]}
            for number, link in enumerate(article.links, 1)
        ],
    }


def label_types() -> list[dict[str, str]]:
    """The labels with their colours."""
    return [{"text": name, "background_color": label.colour, "text_color": "#ffffff"} for name, label in LABELS.items()]
