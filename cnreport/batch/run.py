"""Running the extraction over articles so that a bad one stops none of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cnreport.errors import CnreportError
from cnreport.reading import MAX_BYTES, read_article
from cnreport.schema import Report
from cnreport.text import Source

Extract = Callable[[Source], Report]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article: its report when ``status`` is ``ok``, its error when it is ``failed``."""

    status: Literal["ok", "failed"]
    path: str
    report: Report | None = None
    error: CnreportError | None = None


def run(articles: Sequence[str], extract: Extract, *, limit: int = MAX_BYTES) -> Iterator[Result]:
    """Each article's result, in the order given, as it comes; ``limit`` is the largest article in bytes.

    No exception of an article gets out: reading errors keep their codes, anything else is an error with the code
    ``internal``.
    """
    there = {path for path in articles if _exists(path)}
    for path in articles:
        yield _extract_one(path, extract, limit, path in there)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _extract_one(path: str, extract: Extract, limit: int, was_there: bool) -> Result:
    try:
        source = read_article(path, limit=limit, was_there=was_there)
    except CnreportError as error:
        return Result("failed", path, error=error)
    try:
        return Result("ok", path, report=extract(source))
    except CnreportError as error:
        error.where = error.where or source.name
        return Result("failed", path, error=error)
    except Exception as error:  # a fault of ours in one article must not cost the others
        failure = CnreportError(
            f"{type(error).__name__}: {error}",
            code="internal",
            where=source.name,
            hint="this is a fault in cnreport: please report it with the article",
        )
        failure.__cause__ = error
        return Result("failed", path, error=failure)
