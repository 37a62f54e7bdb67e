"""JSON Lines: one report a line, UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cnreport.writing.atomic import replacing


class JsonlSink:
    """Writes each report through as it comes, as one line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, json: bytes) -> None:
        """Write one report."""
        self._stream.write(json + b"\n")


@contextmanager
def open_jsonl(output: str | None) -> Iterator[JsonlSink]:
    """A sink for the file ``output``, which appears complete or not at all, or for standard output without one."""
    if output is None:
        stream: BinaryIO = sys.stdout.buffer
        yield JsonlSink(stream)
        stream.flush()
    else:
        with replacing(Path(output)) as stream:
            yield JsonlSink(stream)
