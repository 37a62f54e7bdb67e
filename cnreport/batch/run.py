"""A whole run: articles in, one output out, nothing done twice and nothing lost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from cnreport.batch.child import Setup
from cnreport.batch.journal import Journal, described
from cnreport.batch.own import sweep_drafts
from cnreport.batch.quarantine import default_quarantine, write_line, write_quarantine
from cnreport.batch.results import in_order, in_process
from cnreport.batch.work import Job, Outcome, unpack
from cnreport.batch.workers import Done, Workers
from cnreport.errors import WriteError
from cnreport.reading import Article
from cnreport.writing import Sink, open_sink


@dataclass(frozen=True, slots=True)
class Task:
    """What a run is to do.

    ``workers`` processes do the articles, or this process when it is 0. ``output``, ``form`` and ``sink`` are those of
    `cnreport.writing.open_sink`. ``journal`` and ``quarantine`` lie beside the output unless they are named.
    """

    setup: Setup
    workers: int = 0
    output: str | None = None
    form: str | None = None
    sink: Mapping[str, object] = field(default_factory=dict)
    journal: Path | None = None
    quarantine: Path | None = None
    resume: bool = False
    keep_journal: bool = False
    fail_fast: bool = False


class Watch(Protocol):
    """Whoever wants to know how the run goes."""

    def done(self, name: str, outcome: Outcome) -> None:
        """An article is done."""

    def vanished(self, name: str) -> None:
        """An article that an earlier run had is not there any more."""

    def writing(self, articles: int) -> None:
        """All are done; the output of so many is being written."""

    def wrote(self) -> None:
        """One of them has been handed to the output."""


@dataclass(slots=True)
class Summary:
    """What a run has done: ``counts`` of articles, speeches, records of each kind and quantities in the output.

    ``failed`` and ``unchanged`` (since an earlier run) count articles of this listing, ``vanished`` those that are no
    longer in it. ``complete`` says that the output is written, ``kept`` is the journal when it is still there.
    """

    counts: Counter[str] = field(default_factory=Counter)
    listed: int = 0
    failed: int = 0
    unchanged: int = 0
    vanished: int = 0
    done: int = 0
    complete: bool = False
    kept: Path | None = None


class Run:
    """One run over ``articles``; `summary` is true at any moment, and tells after an exception what has been done."""

    def __init__(self, articles: Iterable[Article], task: Task, watch: Watch) -> None:
        self.summary = Summary()
        self._articles = articles
        self._task = task
        self._watch = watch

    def __call__(self) -> Summary:
        """Do it.

        `WriteError` when the output, the journal or the quarantine cannot be written; the error of a worker that cannot
        be started. What is done by then is in the journal.
        """
        journal = self._task.journal or default_journal(self._task.output)
        if journal is None:
            self._stream()
        else:
            self._journaled(journal)
        return self.summary

    def _journaled(self, path: Path) -> None:
        _check_folder(path.parent, self._task.output or str(path))
        # Opened at the end; what is wrong with the format or its options is said now.
        output = open_sink(self._task.output, self._task.form, **self._task.sink)
        journal = Journal(path, self._task.setup.settings.fingerprint(), resume=self._task.resume)
        try:
            self.summary.kept = path
            if self._task.output and "://" not in self._task.output:
                sweep_drafts(Path(self._task.output))
            jobs = (journal.list(article) for article in self._articles)
            with ExitStack() as stack:
                for job, outcome in self._crew(stack, jobs):
                    journal.record(job, outcome)
                    if self._note(job.name, outcome):
                        return
            for name in journal.vanished():
                self.summary.vanished += 1
                self._watch.vanished(name)
            self._assemble(journal, output)
            self.summary.complete = True
            if self._task.keep_journal or self.summary.failed:
                journal.forget_vanished()
            else:
                journal.remove()
                self.summary.kept = None
        finally:
            if self.summary.kept:
                self.summary.done = journal.done()
            journal.close()

    def _crew(self, stack: ExitStack, jobs: Iterator[Job]) -> Iterator[Done]:
        if not self._task.workers:
            return in_process(jobs, self._task.setup)
        return stack.enter_context(Workers(self._task.workers, self._task.setup)).run(jobs)

    def _assemble(self, journal: Journal, output: AbstractContextManager[Sink]) -> None:
        """Write the output in the order of the listing, whatever the order in which it was done."""
        self._watch.writing(self.summary.listed - self.summary.failed)
        with output as sink:
            for entry in journal.entries():
                if entry.packed is not None:
                    sink.write(unpack(entry.packed))
                    self.summary.counts.update(entry.tally, article=1)
                    self._watch.wrote()
        quarantine = self._task.quarantine or default_quarantine(self._task.output, journal.path)
        write_quarantine(quarantine, journal.entries(failed_only=True), always=self._task.quarantine is not None)

    def _stream(self) -> None:
        """Write each report as its turn comes: for standard output and the like, where nothing can be resumed."""
        task = self._task
        with ExitStack() as stack:
            lines = stack.enter_context(_unbuffered(task.quarantine)) if task.quarantine else None
            sink = stack.enter_context(open_sink(task.output, task.form, **task.sink))
            jobs = (Job(number, article) for number, article in enumerate(self._articles))
            for job, outcome in in_order(jobs, task.setup, task.workers):
                if outcome.packed is not None:
                    sink.write(unpack(outcome.packed))
                    self.summary.counts.update(outcome.tally, article=1)
                if lines:
                    for error in outcome.errors:
                        write_line(lines, job.name, described(error))
                if self._note(job.name, outcome):
                    return
        self.summary.complete = True

    def _note(self, name: str, outcome: Outcome) -> bool:
        """Count it and pass it on; whether to stop here."""
        self.summary.listed += 1
        self.summary.failed += outcome.status == "failed"
        self.summary.unchanged += outcome.status == "unchanged"
        self._watch.done(name, outcome)
        return self._task.fail_fast and outcome.status == "failed"


def default_journal(output: str | None) -> Path | None:
    """Where the journal lies unless somebody says: beside the output, or for a database in the working folder.

    None for standard output, devices and pipes: what has gone through them cannot be written again.
    """
    if output is None:
        return None
    if "://" in output:
        # The name tells databases apart, and no password.
        address = urlsplit(output)
        name = re.sub(r"[^\w-]+", "-", address.path.strip("/")) or "database"
        return Path(f"cnreport-{name}-{hashlib.sha256(output.encode()).hexdigest()[:8]}.journal")
    path = Path(output)
    if not path.name or (path.exists() and not path.is_file() and not path.is_dir()):
        return None
    return path.with_name(path.name + ".journal")


def _check_folder(folder: Path, output: str) -> None:
    if not folder.is_dir():
        raise WriteError(f"cannot be written: there is no folder {folder}", where=output)


def _unbuffered(path: Path) -> BinaryIO:
    try:
        return path.open("wb", buffering=0)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
