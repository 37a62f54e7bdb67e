"""Reports as data frames, through Arrow: the same tables as in every other store (docs/tables.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing.arrow import arrow_batch
from cnreport.writing.extras import require
from cnreport.writing.tables import TABLES, rows


def to_frame(
    reports: Report | Iterable[Report], table: str = "records", library: Literal["pandas", "polars"] = "pandas"
) -> Any:
    """The rows of one table of the reports: a ``pandas.DataFrame`` (columns with Arrow types) or ``polars.DataFrame``.

    ``table`` is one of reports, speeches, records, quantities and custom_records. `WriteError` with the code
    unknown-table, or missing-extra when the library is not installed.
    """
    if table not in TABLES:
        raise WriteError(f"there is no table {table!r}", code="unknown-table", hint="one of " + ", ".join(TABLES))
    reports = [reports] if isinstance(reports, Report) else reports
    batch = arrow_batch(table, [row for report in reports for row in rows(report)[table]])
    frames = require(library, library)
    if library == "polars":
        return frames.from_arrow(batch)
    return batch.to_pandas(types_mapper=frames.ArrowDtype)
