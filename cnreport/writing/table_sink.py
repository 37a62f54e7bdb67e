"""What the sinks with flat tables have in common."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod

from pydantic import ValidationError

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing.tables import TABLES, Rows, rows

_logger = logging.getLogger(__name__)


class TableSink(ABC):
    """Turns each report into rows of the flat tables.

    A text that comes twice in one run has the same ids twice: its first article is written, so that the ids of a table
    are unique whatever the format, and the other one is named in the log.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def write(self, json: bytes) -> None:
        """Write one report. `WriteError` when ``json`` is no report."""
        try:
            report = Report.model_validate_json(json)
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(part) for part in fault["loc"])
            raise WriteError(f"this is no report: {fault['msg']}", code="bad-report", where=place) from error
        if report.id in self._seen:
            _logger.info("%s: the same text as an earlier article, %s; its rows are left out", report.source, report.id)
            return
        self._seen.add(report.id)
        self.add(rows(report))

    @abstractmethod
    def add(self, rows: Rows) -> None:
        """Take the rows of one report."""


class BatchSink(TableSink):
    """Gathers the rows of several reports before it loads them."""

    batch_rows = 10_000

    def __init__(self) -> None:
        super().__init__()
        self._gathered = _empty()
        self._count = 0

    def add(self, rows: Rows) -> None:
        """Take the rows of one report; load what has gathered when it is much."""
        for table, found in rows.items():
            self._gathered[table] += found
            self._count += len(found)
        if self._count >= self.batch_rows:
            self.flush()

    def flush(self) -> None:
        """Load what has gathered."""
        if self._count:
            self.load(self._gathered)
            self._gathered, self._count = _empty(), 0

    @abstractmethod
    def load(self, rows: Rows) -> None:
        """Bring the rows of several reports into the store, all or none of them."""


def _empty() -> Rows:
    return {name: [] for name in TABLES}
