"""The supervisor: worker processes that may die or hang, and lose no article but the one they were at."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from signal import Signals
from time import monotonic
from typing import Any

from cnreport.batch.child import READY, Setup
from cnreport.batch.work import Job, Outcome, failure
from cnreport.errors import CnreportError

_START_SECONDS = 300.0
_BOOT = "import sys; sys.path[:] = {path!r}; from cnreport.batch.child import main; main()"

Done = tuple[Job, Outcome]


class _Worker:
    """One process, the thread that listens to it, and the job it is at."""

    def __init__(self, setup: Setup, events: SimpleQueue[tuple[_Worker, Any]]) -> None:
        # Its own standard streams carry the jobs and the outcomes; what it says otherwise goes to standard error.
        utf8 = ["-X", "utf8"] if sys.flags.utf8_mode else []
        command = [sys.executable, *utf8, "-c", _BOOT.format(path=sys.path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.job: Job | None = None
        self.ready = False
        self.deadline: float | None = monotonic() + _START_SECONDS
        self._listener = threading.Thread(target=self._listen, args=(events,), daemon=True)
        self._listener.start()
        try:
            self.send(setup)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            self.end()
            raise CnreportError(
                f"the settings cannot be sent to a worker process: {error}",
                code="worker-start",
                hint="define record types at the top of a module",
            ) from error

    def _listen(self, events: SimpleQueue[tuple[_Worker, Any]]) -> None:
        """Pass on what the process says, and None at its end."""
        stream = self.process.stdout
        assert stream is not None
        while True:
            try:
                message = pickle.load(stream)
            except Exception:  # a process that dies in the middle of a message leaves any kind of rubble
                events.put((self, None))
                return
            events.put((self, message))

    def send(self, message: Any) -> None:
        """Hand over the setup or a job. A process that has died says so through its listener."""
        stream = self.process.stdin
        assert stream is not None
        with suppress(BrokenPipeError):
            pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
            stream.flush()

    def start(self, job: Job, timeout: float | None) -> None:
        self.job = job
        self.deadline = None if timeout is None else monotonic() + timeout
        self.send(job)

    def end(self) -> int:
        """Kill it if it lives, and leave nothing behind; its exit code."""
        self.process.kill()
        code = self.process.wait()
        self._listener.join()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            with suppress(BrokenPipeError):
                stream.close()
        return code


class Workers:
    """Up to ``number`` worker processes, started when there is something for them to do.

    A context manager: at its end, however it comes, no process is left.
    """

    def __init__(self, number: int, setup: Setup) -> None:
        self._number = number
        self._setup = setup
        self._workers: set[_Worker] = set()
        self._waiting: deque[Job] = deque()
        self._events: SimpleQueue[tuple[_Worker, Any]] = SimpleQueue()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        while self._workers:
            self._workers.pop().end()

    def run(self, jobs: Iterator[Job], may_start: Callable[[], bool] = lambda: True) -> Iterator[Done]:
        """Each job with its outcome as it comes, in no order; ``jobs`` is asked for more when a worker is free.

        ``may_start`` says whether to begin another one now. The error of a worker that cannot be started is raised:
        `RulesError`, `TokenizerError`, `ModelError`, or `CnreportError` with the code worker-start.
        """
        more = True
        done: list[Done] = []
        while True:
            while more and len(self._waiting) < self._number and may_start():
                job = next(jobs, None)
                more = job is not None
                if job:
                    self._waiting.append(job)
            # The workers go on before the outcome is dealt with.
            self._hand_out()
            yield from done
            if not self._waiting and not any(worker.job for worker in self._workers):
                if not more:
                    return
                done = []
                continue
            done = list(self._next_event())

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.ready and worker.job is None:
                worker.start(self._waiting.popleft(), self._setup.timeout)
        idle = sum(worker.job is None for worker in self._workers)
        for _ in range(min(len(self._waiting) - idle, self._number - len(self._workers))):
            self._workers.add(_Worker(self._setup, self._events))

    def _next_event(self) -> Iterator[Done]:
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        patience = max(0.0, min(deadlines) - monotonic()) if deadlines else None
        try:
            worker, message = self._events.get(timeout=patience)
        except Empty:
            yield from self._end_overdue()
            return
        if worker not in self._workers:
            return
        if isinstance(message, Outcome):
            job, worker.job, worker.deadline = worker.job, None, None
            assert job is not None
            yield job, message
        elif message == READY:
            worker.ready, worker.deadline = True, None
        elif isinstance(message, CnreportError):
            raise message
        else:
            yield from self._bury(worker)

    def _end_overdue(self) -> Iterator[Done]:
        now = monotonic()
        for worker in [one for one in self._workers if one.deadline is not None and one.deadline <= now]:
            self._workers.remove(worker)
            worker.end()
            if worker.job is None:
                raise CnreportError(f"a worker was not ready after {_START_SECONDS:.0f} s", code="worker-start")
            error = CnreportError(
                f"not done after {self._setup.timeout:g} s",
                code="timeout",
                hint="split it, or allow more seconds for an article",
            )
            yield worker.job, failure(error, worker.job.name)

    def _bury(self, worker: _Worker) -> Iterator[Done]:
        self._workers.remove(worker)
        how = _how_it_ended(worker.end())
        if not worker.ready:
            raise CnreportError(f"a worker process did not start: it {how}", code="worker-start")
        if worker.job is not None:
            error = CnreportError(
                f"the worker process that was at it {how}",
                code="worker-died",
                hint="most often it is out of memory: use fewer workers, or limit their memory",
            )
            yield worker.job, failure(error, worker.job.name)


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was ended by {Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
