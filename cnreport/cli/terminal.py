"""What people read on the terminal: messages."""

from __future__ import annotations

import re
from collections.abc import Callable

import click

from cnreport.errors import CnreportError

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


def plural(count: int, noun: str) -> str:
    """``1 article``, ``1,200 articles``."""
    plurals = {"speech": "speeches", "quantity": "quantities"}
    return f"{count:,} {noun if count == 1 else plurals.get(noun, noun + 's')}"
