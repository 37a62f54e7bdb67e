"""The journal: every correction, a line each, written before anything else is.

A line counts once its line break is on the disk; what a crash has left behind the last one is cut off. Nothing in it is
ever changed: taking a correction back is a line too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cnreport.errors import CnreportError

ENDING = ".review.journal"
_MAX_BYTES = 256 * 2**20


class MovedError(Exception):
    """Another process has written the journal since it was read."""


class Journal:
    """The journal of one article. It is made with the first line that is appended."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = 0
        self.lines = 0

    def read(self) -> Iterator[dict[str, Any]]:
        """Its lines; `CnreportError` with the code bad-journal and the line's number when one is none."""
        try:
            if self.path.stat().st_size > _MAX_BYTES:
                raise CnreportError(f"larger than {_MAX_BYTES} bytes", code="bad-journal", where=str(self.path))
            data = self.path.read_bytes()
        except FileNotFoundError:
            data = b""
        except OSError as error:
            raise CnreportError(f"{error.strerror}", code="bad-journal", where=str(self.path)) from error
        self._size = data.rfind(b"\n") + 1
        self.lines = 0
        for line in data[: self._size].splitlines():
            self.lines += 1
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise self.fault("no JSON") from error
            if not isinstance(entry, dict):
                raise self.fault("no object")
            yield entry

    def fault(self, reason: str) -> CnreportError:
        """The error of the line that was read last."""
        return CnreportError(
            reason,
            code="bad-journal",
            where=f"{self.path}:{self.lines}",
            hint="move it away: corrections go on from the gold beside it",
        )

    def append(self, *entries: dict[str, Any]) -> None:
        """Write lines and see them to the disk; all of them or none.

        `MovedError` when the journal is not as it was left, `OSError` when it cannot be written.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        lines = "".join(json.dumps({**entry, "at": at}, ensure_ascii=False) + "\n" for entry in entries).encode()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        with open(handle, "r+b") as file:  # noqa: PTH123 -- a handle, not a path
            size = file.seek(0, os.SEEK_END)
            file.seek(self._size)
            if size < self._size or b"\n" in file.read():
                raise MovedError
            file.truncate(self._size)
            file.seek(self._size)
            try:
                file.write(lines)
                file.flush()
                os.fsync(handle)
            except OSError:
                os.truncate(handle, self._size)
                raise
        self._size += len(lines)
        self.lines += len(entries)
