"""Results one after the other, in the order of the articles, for whoever wants them in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cnreport.batch.child import Setup
from cnreport.batch.settings import Settings
from cnreport.batch.work import Extract, Job, Outcome, unpack, work
from cnreport.batch.workers import Done, Workers
from cnreport.errors import CnreportError
from cnreport.reading import Article, Limits
from cnreport.reading.opening import close_all
from cnreport.text import Source

if TYPE_CHECKING:
    from cnreport.schema import Report

# How far the workers may be ahead of the article whose turn it is: far enough that a long article halts nobody.
_LOOK_AHEAD = 16
_HELD_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Result:
    """What became of one article.

    ``source`` is its name, ``json`` its report as JSON when ``status`` is ``ok``, ``errors`` why not when it is
    ``failed``.
    """

    status: Literal["ok", "failed"]
    source: str
    json: bytes | None = None
    errors: tuple[CnreportError, ...] = ()

    @cached_property
    def report(self) -> Report | None:
        """The report, made from ``json`` when it is first asked for; None when the article failed."""
        if self.json is None:
            return None
        from cnreport.schema import Report

        return Report.model_validate_json(self.json)


def stream(
    articles: Iterable[Article | Source],
    settings: Settings | None = None,
    *,
    workers: int = 0,
    timeout: float | None = None,
    memory: int | None = None,
    limits: Limits | None = None,
    extract: Extract | None = None,
) -> Iterator[Result]:
    """The result of each article, lazily, in the order given, the same for any number of ``workers``.

    With ``workers=0`` the articles are done one after the other in this process, by ``extract`` when there is one. With
    more, each worker is a process of its own, and one that dies, or takes more than ``timeout`` seconds or ``memory``
    MiB for an article, costs that article only: its errors have the codes worker-died, timeout, out-of-memory. A fault
    of cnreport in an article has the code internal.
    """
    setup = Setup(settings or Settings(), limits or Limits(), timeout, memory)
    jobs = (Job(number, article) for number, article in enumerate(articles))
    for job, outcome in in_order(jobs, setup, workers, extract):
        packed = outcome.packed
        yield Result(
            "failed" if outcome.status == "failed" else "ok",
            job.name,
            None if packed is None else unpack(packed),
            outcome.errors,
        )


def in_process(jobs: Iterator[Job], setup: Setup, extract: Extract | None = None) -> Iterator[Done]:
    """Each job with its outcome, one after the other, in this process; the pipeline is loaded for the first."""
    read = setup.reader()
    try:
        for job in jobs:
            extract = extract or setup.settings.load()
            yield job, work(job, read, extract)
    finally:
        close_all()


def in_order(jobs: Iterator[Job], setup: Setup, workers: int, extract: Extract | None = None) -> Iterator[Done]:
    """Each job with its outcome in the order of the jobs, done by so many workers, or in this process by none."""
    if not workers:
        yield from in_process(jobs, setup, extract)
        return
    order: dict[int, int] = {}
    begun, due, held = 0, 0, 0
    early: dict[int, Done] = {}

    def numbered() -> Iterator[Job]:
        nonlocal begun
        for job in jobs:
            order[job.number] = begun
            begun += 1
            yield job

    def may_start() -> bool:
        return begun - due < _LOOK_AHEAD * workers and (held < _HELD_BYTES or not early)

    with Workers(workers, setup) as crew:
        for job, outcome in crew.run(numbered(), may_start):
            early[order.pop(job.number)] = job, outcome
            held += _size(outcome)
            while due in early:
                done = early.pop(due)
                held -= _size(done[1])
                due += 1
                yield done


def _size(outcome: Outcome) -> int:
    return len(outcome.packed or b"")
