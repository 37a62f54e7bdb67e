"""Finding the articles: files, folders, standard input, and the rows and members inside them.

It runs in the process that hands out the work, so it looks into nothing that a damaged file could bring down: archives
and tables of text are read by Python itself, a Parquet file's directory by a process of its own.
"""

from __future__ import annotations

import atexit
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from cnreport.errors import ReadError
from cnreport.reading import inside
from cnreport.reading.article import STDIN, Article, Columns, Limits, key_of, shown, stamp_of
from cnreport.reading.opening import open_file, typed
from cnreport.reading.sniffing import is_taken

_CHUNK = 2**20


def find_articles(
    paths: Iterable[str], columns: Columns | None = None, limits: Limits | None = None
) -> Iterator[Article]:
    """The articles that ``paths`` name, one after the other as they are found, in an order that is always the same.

    A file is an article, or holds several: a row of a table and a member of an archive is an article of its own. A
    folder is searched to any depth in order of name, links followed, each folder once; hidden names and those with
    an ending that no reader takes are left out. "-" is standard input, kept in a temporary file until the process ends.

    What cannot be listed (a path that is not there, a folder that holds no article, a broken archive) is an article
    too: reading it says what is wrong, so that nothing asked for is passed over in silence.
    """
    columns, limits = columns or Columns(), limits or Limits()
    given = list(paths)
    named = set(given)
    waiting = set(given)
    folders: set[tuple[int, int]] = set()
    for path in given:
        for found in _files(path, folders):
            if found.path in waiting or found.path not in named:
                waiting.discard(found.path)
                yield from _articles(found, columns, limits)


def _files(path: str, folders: set[tuple[int, int]]) -> Iterator[Article]:
    if path == STDIN:
        yield Article(STDIN, STDIN, STDIN)
    elif _is_folder(path):
        known = len(folders)
        empty = True
        for found in _in_folder(path, folders):
            empty = False
            yield found
        if empty and len(folders) > known:
            yield _file(path)
    else:
        yield _file(path)


def _file(path: str) -> Article:
    return Article(shown(path), key_of(path), path)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(top: str, seen: set[tuple[int, int]]) -> Iterator[Article]:
    """The files below a folder, in order of the parts of their paths."""
    waiting = [iter([(top, True)])]
    while waiting:
        path, is_folder = next(waiting[-1], ("", False))
        if not path:
            waiting.pop()
        elif is_folder:
            try:
                with typed(was_there=True):
                    names = _names(path, seen)
            except ReadError as error:
                yield replace(_file(path), error=error)
                continue
            waiting.append(iter(names))
        else:
            yield _file(path)


def _names(folder: str, seen: set[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The paths in a folder that are shown, in order, each with whether it is a folder; none when it was seen."""
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in seen:
        return []
    seen.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as listing:
        return sorted((entry.path, _leads_to_folder(entry)) for entry in listing if _is_shown(entry))


def _is_shown(entry: os.DirEntry[str]) -> bool:
    """A folder, or a file that may be an article, or a link that leads nowhere.

    A pipe or a device is none of them, and reading it may never end.
    """
    if entry.name.startswith("."):
        return False
    if _leads_to_folder(entry):
        return True
    try:
        return is_taken(entry.name) and (entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists()))
    except OSError:
        return is_taken(entry.name)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _articles(file: Article, columns: Columns, limits: Limits) -> Iterator[Article]:
    """The articles in one file; what goes wrong is the error of the last of them."""
    if file.error is not None:
        yield file
        return
    try:
        with typed(was_there=False):
            status = None if file.path == STDIN else Path(file.path).stat()
        if status is None or stat.S_ISFIFO(status.st_mode):
            # Standard input, and a pipe that somebody named, can be read once and by this process only.
            file = replace(file, path=_keep(file.path, limits))
            status = Path(file.path).stat()
        file = replace(file, stamp=stamp_of(status))
        if not stat.S_ISREG(status.st_mode):
            yield file
            return
        with open_file(file.path, was_there=True) as data:
            yield from inside.articles(file, data, columns, limits)
    except ReadError as error:
        yield replace(file, error=error)
    except OSError as error:
        yield replace(file, error=ReadError(f"cannot be read: {error.strerror or error}", code="unreadable"))


def _keep(path: str, limits: Limits) -> str:
    """Standard input, or a pipe, in a file that lives as long as this process."""
    source: IO[bytes] = sys.stdin.buffer if path == STDIN else open_file(path, was_there=True)
    handle, kept = tempfile.mkstemp(prefix="cnreport-")
    atexit.register(_remove, kept, os.getpid())
    with open(handle, "wb") as file:  # noqa: PTH123 -- a handle, not a path
        while chunk := source.read(_CHUNK):
            file.write(chunk)
            if file.tell() > limits.expanded:
                raise ReadError(f"larger than {limits.expanded} bytes", code="too-large", hint="raise the limit")
    if path != STDIN:
        source.close()
    return kept


def _remove(path: str, process: int) -> None:
    if os.getpid() == process:
        with suppress(OSError):
            Path(path).unlink()
