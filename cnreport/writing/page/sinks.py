"""Where pages go: one report to a file or standard output, several to a folder with an index."""

from __future__ import annotations

import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cnreport.errors import WriteError
from cnreport.writing.atomic import replacing

if TYPE_CHECKING:
    from cnreport.schema import Report
    from cnreport.writing.page.index import Index

_SUFFIXES = (".html", ".htm")
_MARK = b'<meta name="generator" content="cnreport">'
_OWN_NAMES = re.compile(r"articles|index(-\d+)?\.html")
_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_STEM = 40
_ID_LENGTH = 8


class PageSink:
    """Takes the one report that a page shows."""

    def __init__(self) -> None:
        self.page: bytes | None = None

    def write(self, json: bytes) -> None:
        """Make the page of a report in JSON; `WriteError` for a second one, and when it carries no text."""
        from cnreport.writing.page.article import render

        report = _parse(json)
        if self.page is not None:
            raise WriteError(
                "a page shows one article and there are several",
                code="several-reports",
                where=report.source,
                hint="name a folder: -o FOLDER",
            )
        self.page = render(report).encode()


class FolderSink:
    """Writes a page for each report into ``folder``/articles, and an index when all are there."""

    def __init__(self, folder: Path) -> None:
        from cnreport.writing.page.index import Index

        self._folder = folder
        self._index: Index = Index()
        (folder / "articles").mkdir()

    def write(self, json: bytes) -> None:
        """Write the page of a report in JSON; `WriteError` when it carries no text."""
        from cnreport.writing.page.article import render

        report = _parse(json)
        page = render(report, home="../index.html").encode()
        path = self._free_path(report)
        path.write_bytes(page)
        self._index.add(report, path.name)

    def finish(self) -> None:
        """Write the index."""
        self._index.write(self._folder)

    def close(self) -> None:
        """Let go of what waits for an index, whether it was written or not."""
        self._index.close()

    def _free_path(self, report: Report) -> Path:
        """A name made of the article's and the report's id: it stays the same when other articles come and go."""
        stem = _UNSAFE.sub("-", Path(report.source).stem).strip("-")[:_LONGEST_STEM]
        name = "-".join(filter(None, (stem, _UNSAFE.sub("", report.id)[:_ID_LENGTH]))) or "article"
        path = self._folder / "articles" / f"{name}.html"
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{name}-{number}.html")
        return path


class _Sink(Protocol):
    def write(self, json: bytes) -> None: ...


@contextmanager
def open_page(output: str | Path | None) -> Iterator[_Sink]:
    """A sink for pages: a file when ``output`` ends in ``.html`` or is one, standard output without it, else a folder.

    What is written appears complete when the block ends, and not at all when it ends with an exception. A folder that
    holds earlier pages is replaced, one that holds anything else is left alone with a `WriteError`.
    """
    path = None if output is None or str(output) == "-" else Path(output)
    if path is not None and _is_folder(path):
        with _replacing_folder(path) as draft:
            folder = FolderSink(draft)
            with closing(folder):
                yield folder
                folder.finish()
        return
    sink = PageSink()
    yield sink
    if sink.page is None:
        return
    if path is None:
        sys.stdout.buffer.write(sink.page)
        sys.stdout.buffer.flush()
    else:
        with replacing(path) as stream:
            stream.write(sink.page)


def _parse(json: bytes) -> Report:
    from cnreport.schema import Report

    try:
        return Report.model_validate_json(json)
    except ValueError as error:
        raise WriteError(f"this is no report: {error}", code="bad-report") from error


def _is_folder(path: Path) -> bool:
    return path.is_dir() or not (path.exists() or path.suffix.lower() in _SUFFIXES)


@contextmanager
def _replacing_folder(path: Path) -> Iterator[Path]:
    """A new folder beside ``path`` that takes its place when the block ends well, and is removed when it does not."""
    try:
        target = path.resolve()
        _check_ours(target, path)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        draft.mkdir()
        try:
            yield draft
            _check_ours(target, path)
            if target.exists():
                old = draft.with_suffix(".old")
                target.rename(old)
                draft.rename(target)
                shutil.rmtree(old, ignore_errors=True)
            else:
                draft.rename(target)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(draft)
            raise
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def _check_ours(target: Path, path: Path) -> None:
    """Refuse a folder with anything in it that was not written here: it would be lost."""
    if not target.exists():
        return
    names = sorted(entry.name for entry in target.iterdir())
    strange = next((name for name in names if not _OWN_NAMES.fullmatch(name)), None)
    if names and strange is None:
        with (target / "index.html").open("rb") as stream:
            if _MARK in stream.read(1024):
                return
        strange = "index.html"
    if strange:
        raise WriteError(
            f"the folder holds other files ({strange}), which would be lost",
            code="folder-in-use",
            where=str(path),
            hint="name a new folder, or one with earlier pages",
        )
