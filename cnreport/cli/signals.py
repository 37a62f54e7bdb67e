"""Ending cleanly on Ctrl-C and on the signals that ask a program to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """Somebody has asked the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """That of a program which the signal has ended, as the shell reports it."""
        return 128 + self.number

    @property
    def name(self) -> str:
        """SIGINT, SIGTERM or SIGHUP."""
        return signal.Signals(self.number).name


class Stop:
    """Whether somebody has asked, for the rare moment in which an exception is lost."""

    def __init__(self) -> None:
        self._number: int | None = None

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """The handler: raise once; what follows is the tidying up, which another signal must not tear."""
        if self._number is None:
            self._number = number
            raise Stopped(number)

    def check(self) -> None:
        """Raise if asked."""
        if self._number is not None:
            raise Stopped(self._number)


@contextmanager
def stopping() -> Iterator[Stop]:
    """Within the block a signal raises `Stopped`. Outside the main thread, where none arrive, nothing changes."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    # What is ignored stays ignored: nohup.
    before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) != signal.SIG_IGN}
    for number in before:
        signal.signal(number, stop.ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
