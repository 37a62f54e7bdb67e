"""Choosing where reports go: one class a format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing.atomic import replacing
from cnreport.writing.jsonl import JsonlSink


class Sink(Protocol):
    """Takes reports one by one, in the order of the articles."""

    def write(self, report: Report) -> None:
        """Write one report."""


_SINKS = {"jsonl": JsonlSink}
FORMATS = tuple(_SINKS)


@contextmanager
def open_sink(output: Path | None, form: str = "jsonl") -> Iterator[Sink]:
    """A sink of the format ``form`` for the file ``output``, or for standard output without one.

    The file appears complete when the block ends, and not at all when it ends with an exception. `WriteError` when it
    cannot be written; `BrokenPipeError` when the reader of standard output has gone.
    """
    if form not in _SINKS:
        raise WriteError(f"unknown format {form!r}", code="unknown-format", hint=f"choose {', '.join(FORMATS)}")
    if output is None:
        stream: BinaryIO = sys.stdout.buffer
        yield _SINKS[form](stream)
        stream.flush()
    else:
        with replacing(output) as stream:
            yield _SINKS[form](stream)
