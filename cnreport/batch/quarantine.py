"""The file of what failed: a line of JSON for each error, so that nothing is lost silently."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cnreport.batch.journal import Entry
from cnreport.writing.atomic import replacing

_ENDING = ".quarantine.jsonl"


def default_quarantine(output: str | None, journal: Path) -> Path:
    """Where failures go unless somebody says: beside the output, or beside the journal when that is no file."""
    base = journal.with_suffix("") if output is None or "://" in output else Path(output)
    return base.with_name(base.name + _ENDING)


def write_line(stream: BinaryIO, name: str, error: dict[str, str]) -> None:
    """One error: ``path``, ``code``, ``reason`` and, where there is one, ``hint``."""
    line = json.dumps({"path": name, **error}, ensure_ascii=False)
    stream.write(line.encode("utf-8", "replace") + b"\n")


def write_quarantine(path: Path, failed: Iterable[Entry], *, always: bool) -> None:
    """Make the file ``path`` of the entries' errors, whole or not at all.

    When nothing failed it is left empty if it is ``always`` wanted, else removed: an old one would tell lies.
    """
    entries = iter(failed)
    first = next(entries, None)
    if first is None and not always:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return
    with replacing(path) as stream:
        for entry in chain([first] if first else [], entries):
            for error in entry.errors:
                write_line(stream, entry.name, error)
