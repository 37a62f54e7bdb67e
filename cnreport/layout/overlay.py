"""The user's rules that hold for the page being laid out.

Whether two characters are a name is asked from a dozen places, many calls deep. The overlay of the page is kept beside
them instead of being handed through all of them: `lay_out` sets it, for its own thread and for as long as it works.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cnreport.rules import Overlay

_OVERLAY: ContextVar[Overlay | None] = ContextVar("overlay", default=None)


def current_overlay() -> Overlay | None:
    """The overlay of the page being laid out; None where there is none."""
    return _OVERLAY.get()


@contextmanager
def laid_over(overlay: Overlay | None) -> Iterator[None]:
    """While this lasts, titles and chrome are the project's with ``overlay`` laid over them."""
    token = _OVERLAY.set(overlay)
    try:
        yield
    finally:
        _OVERLAY.reset(token)
