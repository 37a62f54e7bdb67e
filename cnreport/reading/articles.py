"""Finding articles in files and folders, and reading one."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from cnreport.errors import ReadError
from cnreport.reading.encodings import decode
from cnreport.text import Source

STDIN = "-"
"""The path that means standard input."""

MAX_BYTES = 64 * 2**20
"""The largest article read unless another limit is given."""

MAX_LINE = 10_000_000
"""Code points; a newspaper's longest paragraph has a few thousand. More on one line is a dump of something else."""

_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def find_articles(paths: Iterable[str]) -> list[str]:
    """The articles that ``paths`` name, each once: a file as it is given, a folder's ``.txt`` files in order of name.

    Folders are searched to any depth, links followed once, hidden names left out. A path that is not there, or a
    folder that holds no article or cannot be listed, stays in the list: reading it says what is wrong with it, so
    that nothing asked for is passed over in silence.
    """
    found: dict[str, None] = {}
    for path in paths:
        for article in _in_folder(path) if path != STDIN and _is_folder(path) else (path,):
            found[article] = None
    return list(found)


def read_article(path: str, *, limit: int = MAX_BYTES, was_there: bool = False) -> Source:
    """The article in the file ``path``, or on standard input for "-", decoded without any change to its text.

    ``limit`` is the largest size in bytes; ``was_there`` says that the file has been seen, so that a missing one has
    vanished. `ReadError` with the code not-found, vanished, no-articles, unreadable, too-large, is-empty, binary,
    nul-bytes, lone-surrogate, undecodable, line-too-long or no-chinese.
    """
    # A file name need not be Unicode, a report's source must.
    name = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        data = _read(path, limit, was_there)
        if len(data) > limit:
            raise ReadError(f"larger than {limit} bytes", code="too-large", hint="split it, or raise the limit")
        text, _ = decode(data)
        _check(text)
    except ReadError as error:
        error.where = name
        raise
    return Source(text, name)


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _in_folder(top: str) -> list[str]:
    articles: list[str] = []
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            articles.append(folder)
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        waiting.extend(entry.path for entry in reversed(shown) if _is_folder(entry.path))
        articles.extend(entry.path for entry in shown if entry.name.lower().endswith(".txt") and _may_be_article(entry))
    return sorted(articles, key=lambda path: Path(path).parts) or [top]


def _may_be_article(entry: os.DirEntry[str]) -> bool:
    """A file, or a link that leads nowhere: a pipe or a device is none, and reading it may never end."""
    try:
        return entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists())
    except OSError:
        return True


def _read(path: str, limit: int, was_there: bool) -> bytes:
    try:
        if path == STDIN:
            return sys.stdin.buffer.read(limit + 1)
        if stat.S_ISDIR(Path(path).stat().st_mode):
            with os.scandir(path):
                raise ReadError("the folder holds no .txt file", code="no-articles")
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except (FileNotFoundError, ValueError) as error:
        if was_there:
            raise ReadError("the file was there and has vanished", code="vanished") from error
        raise ReadError("no such file or folder", code="not-found") from error
    except PermissionError as error:
        raise ReadError("permission denied", code="unreadable") from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", code="unreadable") from error


def _check(text: str) -> None:
    if not text or text.isspace():
        raise ReadError("there is no text in it", code="is-empty")
    if not _HANZI.search(text):
        raise ReadError("there is not one Chinese character in it", code="no-chinese")
    if len(text) > MAX_LINE:
        start = 0
        for line in text.splitlines(keepends=True):
            if len(line) > MAX_LINE:
                raise ReadError(
                    f"the line at character {start} is {len(line)} characters long, more than {MAX_LINE}",
                    code="line-too-long",
                    hint="an article has paragraphs: break the text into lines",
                )
            start += len(line)
