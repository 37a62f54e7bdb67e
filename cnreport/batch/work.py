"""What is done with one article, in whichever process: read, compare, extract, pack."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cnreport.errors import CnreportError, WriteError
from cnreport.reading import Article
from cnreport.text import Source

if TYPE_CHECKING:
    from cnreport.schema import Report

Read = Callable[[Article], Source]
Extract = Callable[[Source], "Report"]
Status = Literal["ok", "failed", "unchanged"]

# Reports shrink to a sixth of their size in a fiftieth of the time it takes to make them.
_COMPRESSION = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be done: its address, or its text.

    ``number`` is the caller's for it. When the article's digest is ``known``, nothing is extracted.
    """

    number: int
    article: Article | Source
    known: str | None = None

    @property
    def name(self) -> str:
        """What the report's ``source`` says."""
        return self.article.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    ``packed`` is the report as compressed JSON, ``tally`` how many speeches, records and quantities are in it;
    ``digest`` is that of the article as read; ``characters`` is its length.
    """

    status: Status
    digest: str | None = None
    packed: bytes | None = None
    tally: dict[str, int] = field(default_factory=dict)
    characters: int = 0
    errors: tuple[CnreportError, ...] = ()


def unpack(packed: bytes) -> bytes:
    """The report's JSON."""
    return zlib.decompress(packed)


def failure(error: CnreportError, name: str, digest: str | None = None, characters: int = 0) -> Outcome:
    """The outcome of an article that failed with ``error``."""
    error.where = error.where or name
    return Outcome("failed", digest, characters=characters, errors=(error,))


def work(job: Job, read: Read, extract: Extract) -> Outcome:
    """Do one article. Nothing but a fault of the machine gets out: every exception is the article's error."""
    digest, characters = None, 0
    try:
        source = job.article if isinstance(job.article, Source) else read(job.article)
        digest, characters = _digest(source), len(source.text)
        if digest == job.known:
            return Outcome("unchanged", digest, characters=characters)
        report = extract(source)
        return Outcome("ok", digest, _pack(report), tally(report), characters)
    except CnreportError as error:
        return failure(error, job.name, digest, characters)
    except MemoryError:
        shortage = CnreportError(
            "there is not enough memory for it", code="out-of-memory", hint="split it, or allow each worker more memory"
        )
        return failure(shortage, job.name, digest, characters)
    except Exception as fault:  # a fault of ours in one article must not cost the others
        unforeseen = CnreportError(
            f"{type(fault).__name__}: {fault}",
            code="internal",
            hint="this is a fault in cnreport: please report it with the article",
        )
        return failure(unforeseen, job.name, digest, characters)


def tally(report: Report) -> dict[str, int]:
    """How many speeches, records of each kind and quantities are in the report."""
    counts = Counter(speech=len(report.speeches))
    for speech in report.speeches:
        counts["quantity"] += len(speech.quantities)
        for record in speech.records:
            counts[record.kind] += 1
            counts["quantity"] += len(record.quantities)
    return dict(counts)


def _digest(source: Source) -> str:
    """That of all the report depends on: the text, and what is stated beside it."""
    stated = f"{source.digest} {source.date or ''} {source.name}"
    return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()


def _pack(report: Report) -> bytes:
    try:
        data = report.model_dump_json().encode()
    except ValueError as error:
        raise WriteError(f"the report is no valid Unicode: {error}", where=report.source) from error
    return zlib.compress(data, _COMPRESSION)
