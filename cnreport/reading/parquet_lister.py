"""A process that lists the rows of a Parquet file on its standard input, for `cnreport.reading.parquet`.

It writes a line of JSON with the columns, and how many bytes each of them has packed and unpacked; then one for each
few thousand rows: the row group, the index of the first of them in it, and their ids, null where there is no column of
ids.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

_BATCH = 4096
_MEMORY = 4 * 2**30


def main(column: str) -> int:
    """List the rows with their ids from ``column``; the exit code is 0 when a damaged file has been reported."""
    # What a hostile file makes it ask for is refused before the machine runs out. Not every system can.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        _list(column)
    except Exception as error:  # Arrow's own errors, and what its bindings make of hostile bytes
        _say({"error": f"a broken Parquet file: {error}"})
    return 0


def _list(column: str) -> None:
    from pyarrow import PythonFile
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(PythonFile(sys.stdin.buffer, mode="r"), buffer_size=2**20, pre_buffer=False)
    names = file.schema_arrow.names
    _say({"columns": names, "sizes": _sizes(file.metadata)})
    for group in range(file.num_row_groups):
        if column not in names:
            rows = file.metadata.row_group(group).num_rows
            for first in range(0, rows, _BATCH):
                _say({"group": group, "first": first, "ids": [None] * min(_BATCH, rows - first)})
            continue
        first = 0
        for batch in file.iter_batches(_BATCH, row_groups=[group], columns=[column]):
            ids = [value if isinstance(value, (str, int)) else None for value in batch.column(0).to_pylist()]
            _say({"group": group, "first": first, "ids": ids})
            first += len(ids)


def _sizes(metadata: Any) -> dict[str, tuple[int, int]]:
    sizes: dict[str, tuple[int, int]] = {}
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for chunk in map(group.column, range(group.num_columns)):
            packed, unpacked = sizes.get(chunk.path_in_schema, (0, 0))
            sizes[chunk.path_in_schema] = packed + chunk.total_compressed_size, unpacked + chunk.total_uncompressed_size
    return sizes


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
