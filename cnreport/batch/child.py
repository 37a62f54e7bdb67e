"""A worker process from the inside: it takes jobs from its standard input and puts outcomes on its standard output.

It is started as a plain interpreter (see `cnreport.batch.workers`), not by multiprocessing, so that it does not import
the program that started it: a script needs no ``if __name__ == "__main__"``, and a worker holds nothing but cnreport.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from cnreport.batch.settings import Settings
from cnreport.batch.work import Job, Read, work
from cnreport.errors import CnreportError
from cnreport.reading import Limits, read_article
from cnreport.reading.reader import HtmlExtractor

READY = "ready"

_LOOK_AFTER_PARENT = 1.0
_GRACE = 30.0
_MEBIBYTE = 2**20
_COLLECT_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told before its first job.

    ``limits`` and ``html_extractor`` are those of `cnreport.reading.read_article`; ``timeout`` is in seconds an
    article, ``memory`` how many MiB one may add to what the loaded pipeline takes.
    """

    settings: Settings
    limits: Limits
    timeout: float | None = None
    memory: int | None = None
    html_extractor: HtmlExtractor = "cnreport"

    def reader(self) -> Read:
        """What reads an article."""
        return partial(read_article, limits=self.limits, html_extractor=self.html_extractor)


def main() -> None:
    """Serve until the jobs end."""
    jobs, results = _take_streams()
    # The supervisor decides when to stop: a signal to the whole group must not look like a worker that died.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        _serve(jobs, results)
    except BrokenPipeError:
        os._exit(1)


def _serve(jobs: BinaryIO, results: BinaryIO) -> None:
    try:
        setup: Setup = pickle.load(jobs)
        extract = setup.settings.load()
    except CnreportError as error:
        _send(results, error)
        return
    except Exception as fault:  # record types that cannot be imported here, a date that is none
        reason = f"the pipeline cannot be loaded in a worker process: {type(fault).__name__}: {fault}"
        _send(results, CnreportError(reason, code="worker-start"))
        return
    if setup.memory:
        _cap_memory(setup.memory * _MEBIBYTE)
    read = setup.reader()
    # What is loaded stays: the collector need not look at it, nor look for cycles, of which articles leave few, often.
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY)
    _send(results, READY)
    while True:
        try:
            job: Job = pickle.load(jobs)
        except EOFError:
            return
        if setup.timeout:
            # The supervisor's clock comes first. This one is for the worker that hangs when there is none any more.
            faulthandler.dump_traceback_later(setup.timeout + _GRACE, exit=True, file=_nowhere)
        outcome = work(job, read, extract)
        faulthandler.cancel_dump_traceback_later()
        _send(results, outcome)


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the pipe to the supervisor, out of reach of whatever prints or reads."""
    global _nowhere
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _nowhere = Path(os.devnull).open("r+b")  # noqa: SIM115 - as long as the process lives
    os.dup2(_nowhere.fileno(), 0)
    os.dup2(2, 1)
    return jobs, results


_nowhere: BinaryIO


def _send(results: BinaryIO, message: Any) -> None:
    pickle.dump(message, results, pickle.HIGHEST_PROTOCOL)
    results.flush()


def _leave_with_parent(parent: int) -> None:
    """End the process when the supervisor has gone without a word."""
    while os.getppid() == parent:
        time.sleep(_LOOK_AFTER_PARENT)
    os._exit(1)


def _cap_memory(allowed: int) -> None:
    """Let the process take ``allowed`` bytes more than it has.

    The limit is on address space, of which a loaded worker has more than it uses: that is added. Where the system
    knows no such limit there is none.
    """
    try:
        import resource
    except ImportError:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        taken = pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = taken + allowed
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
