"""What people read on the terminal: messages, progress."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from cnreport.errors import CnreportError

T = TypeVar("T")

_FEW = 5

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without the control characters by which a file could steer the reader's terminal."""
    return _CONTROL.sub("\ufffd", text)


def print_error(error: CnreportError, write: Callable[[str], None] | None = None) -> None:
    """``error: FILE: [code] reason`` on standard error."""
    line = f"error: {printable(str(error))}"
    if write:
        write(line)
    else:
        click.echo(line, err=True)


@contextmanager
def progress(
    results: Iterable[T], total: int, quiet: bool
) -> Iterator[tuple[Iterable[T], Callable[[str], None] | None]]:
    """The results with a progress bar on standard error, and how to print a line above it.

    There is no bar, and nothing to print above, for a few articles, off a terminal, or when ``quiet``.
    """
    if quiet or total < _FEW or not sys.stderr.isatty():
        yield results, None
        return
    from tqdm import tqdm

    with tqdm(results, total=total, unit=" articles", file=sys.stderr, leave=False) as bar:
        yield bar, lambda line: tqdm.write(line, file=sys.stderr)
