"""Which file holds which table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from cnreport.errors import WriteError
from cnreport.writing.atomic import replacing, replacing_folder
from cnreport.writing.tables import TABLES

MAIN = "records"


@contextmanager
def table_files(output: str | None, ending: str, table: str | None = None) -> Iterator[dict[str, BinaryIO]]:
    """A stream for each table, or for ``table`` alone; they become files together when the block ends.

    * with ``table``: the file ``output``, or standard output without one;
    * a folder (one that is there, or a name with a closing slash or without an ending): ``FOLDER/records.csv`` …;
    * a file: the records in ``out.csv``, the other tables beside it in ``out.reports.csv`` ….
    """
    if table is not None and table not in TABLES:
        raise WriteError(f"there is no table {table!r}", code="unknown-table", hint=f"choose {', '.join(TABLES)}")
    if output is None:
        if table is None:
            raise WriteError(
                f"{ending[1:]} has {len(TABLES)} tables, and standard output takes one",
                code="needs-table",
                hint=f"name a file or folder with -o, or choose a table: {', '.join(TABLES)}",
            )
        yield {table: sys.stdout.buffer}
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    with ExitStack() as stack:
        if table is not None:
            yield {table: stack.enter_context(replacing(path))}
        elif path.is_dir() or output.endswith(("/", "\\")) or not path.suffix:
            folder = stack.enter_context(replacing_folder(path))
            yield {name: stack.enter_context((folder / f"{name}{ending}").open("xb")) for name in TABLES}
        else:
            # The stack closes in reverse: the named file appears last, when the others are there.
            streams = {}
            for name in (MAIN, *(name for name in TABLES if name != MAIN)):
                file = path if name == MAIN else path.with_name(f"{path.stem}.{name}{path.suffix}")
                streams[name] = stack.enter_context(replacing(file))
            yield streams
            for stream in streams.values():
                stream.flush()  # a disk that is full says so now, before the first of the files has appeared
