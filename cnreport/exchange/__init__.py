"""Annotation editors: gold, or what was found, to Label Studio, doccano, brat and CoNLL, and back from Label Studio.

One module a format, loaded when it is chosen.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from cnreport.errors import WriteError

if TYPE_CHECKING:
    from cnreport.exchange.marks import Marked

_OPENERS = {
    "label-studio": "cnreport.exchange.label_studio:open_tasks",
    "doccano": "cnreport.exchange.doccano:open_examples",
    "brat": "cnreport.exchange.brat:open_collection",
    "conll": "cnreport.exchange.conll:open_columns",
}
FORMATS = tuple(_OPENERS)


class Exporter(Protocol):
    """Takes articles one by one."""

    def write(self, article: Marked) -> None:
        """Write one article with its marks."""


def open_export(output: str | None, form: str) -> AbstractContextManager[Exporter]:
    """An exporter to the file or folder ``output``, or to standard output without it.

    What it writes appears complete when the block ends, and not at all when it ends with an exception. `WriteError`
    when the format is unknown or needs a name, and when the output cannot be written.
    """
    if form not in _OPENERS:
        raise WriteError(f"unknown format {form!r}", code="unknown-format", hint=f"choose {', '.join(FORMATS)}")
    module, _, function = _OPENERS[form].partition(":")
    return cast(AbstractContextManager[Exporter], getattr(import_module(module), function)(output))
