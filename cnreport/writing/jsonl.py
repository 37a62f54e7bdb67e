"""JSON Lines: one report a line, UTF-8."""

from __future__ import annotations

from typing import BinaryIO

from cnreport.errors import WriteError
from cnreport.schema import Report


class JsonlSink:
    """Writes each report as one line of JSON; absent fields are left out, numbers are strings."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, report: Report) -> None:
        """Write one report. `WriteError` when its text has lone surrogates, which UTF-8 has no bytes for."""
        try:
            line = report.model_dump_json().encode()
        except ValueError as error:
            raise WriteError(f"the report is no valid Unicode: {error}", where=report.source) from error
        self._stream.write(line + b"\n")
