"""The bytes behind an address: a file's, an archive member's, a table's; what was opened last stays open."""

from __future__ import annotations

import atexit
import codecs
import os
import stat
import tempfile
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cnreport.errors import ReadError
from cnreport.reading.article import Article, Limits, stamp_of
from cnreport.reading.encodings import MARKS
from cnreport.reading.sniffing import HEAD, bom_of, is_wide
from cnreport.reading.zips import IN_MEMORY, open_archive, read_member, unpack

_KEPT = 16
_CHUNK = 2**20


class _Shelf(threading.local):
    """What this thread opened last: rows and members come in order, so the next is mostly in the same file."""

    def __init__(self) -> None:
        self._opened: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._process = os.getpid()

    def get(self, key: tuple[object, ...], open_it: Callable[[], Any]) -> Any:
        if self._process != os.getpid():
            # After a fork the files are shared with the parent, and so are the places in them.
            self._opened, self._process = OrderedDict(), os.getpid()
        if key not in self._opened:
            self._opened[key] = open_it()
            # Archives in archives are open as long as what lies in them.
            way = 2 * len(key[-1]) + 4 if isinstance(key[-1], tuple) else 0
            while len(self._opened) > max(_KEPT, way):
                with suppress(OSError):
                    self._opened.popitem(last=False)[1].close()
        self._opened.move_to_end(key)
        return self._opened[key]

    def clear(self) -> None:
        while self._opened:
            with suppress(OSError):
                self._opened.popitem()[1].close()


_shelf = _Shelf()


@atexit.register
def close_all() -> None:
    """Close the files that this thread keeps open for the next article."""
    _shelf.clear()


def kept(article: Article, what: str, open_it: Callable[[], Any]) -> Any:
    """What ``open_it`` opens for a file, or what it opened for it before; it has a method ``close``."""
    return _shelf.get((what, article.path, article.stamp, article.members), open_it)


@contextmanager
def typed(was_there: bool) -> Iterator[None]:
    """What the operating system says, as a `ReadError`."""
    try:
        yield
    except (FileNotFoundError, ValueError) as error:
        if was_there:
            raise ReadError("the file was there and has vanished", code="vanished") from error
        raise ReadError("no such file or folder", code="not-found") from error
    except PermissionError as error:
        raise ReadError("permission denied", code="unreadable") from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", code="unreadable") from error


@contextmanager
def unchanged(article: Article) -> Iterator[None]:
    """`ReadError` with the code changed-while-read when the file is not the one that was listed, before or after."""
    _refuse_changed(article)
    yield
    _refuse_changed(article)


def _refuse_changed(article: Article) -> None:
    with typed(was_there=article.stamp is not None):
        if stamp_of(Path(article.path).stat()) != article.stamp:
            raise ReadError("the file has changed since it was listed", code="changed-while-read", hint="run again")


def content(article: Article, limits: Limits) -> bytes:
    """All the bytes of an article that is no row, at most ``limits.bytes`` of them."""
    if article.members:
        with unchanged(article):
            archive = _archive(article, article.members[:-1], limits)
            return read_member(archive, archive.infolist()[article.members[-1]], limits)
    with typed(was_there=article.stamp is not None):
        with Path(article.path).open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(limits.bytes + 1)
            after = os.fstat(file.fileno())
        if len(data) > limits.bytes:
            raise ReadError(f"larger than {limits.bytes} bytes", code="too-large", hint="split it, or raise the limit")
        # A pipe has no size, and is read once.
        regular = stat.S_ISREG(before.st_mode)
        if regular and (stamp_of(before) != stamp_of(after) or len(data) != before.st_size):
            raise ReadError("the file changed while it was read", code="changed-while-read", hint="run again")
        return data


def table(article: Article, limits: Limits) -> IO[bytes]:
    """The bytes of the table that a row is in, to seek in, in UTF-8 where `narrowed` had to; not to be closed."""
    file = _stream(article, article.members, limits)
    narrowed: Narrowed = kept(article, "table", lambda: Narrowed(file, limits))
    return narrowed.file


def stream(article: Article, limits: Limits) -> IO[bytes]:
    """The bytes of the file or the member that an article is in, to seek in; not to be closed."""
    return _stream(article, article.members, limits)


class Narrowed:
    """A table whose lines can be told by bytes: what has two or four bytes a character, in UTF-8 instead.

    ``encoding`` is what the byte order mark states, or "" where there is none; ``start`` is where the text begins.
    ``file`` is the file itself, or one that ``close`` closes.
    """

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        file.seek(0)
        head = file.read(HEAD)
        self._own = is_wide(head)
        if self._own:
            self.file, self.encoding, self.start = _in_utf8(file, head, limits), "utf-8", 0
        else:
            mark = bom_of(head)
            self.file, self.encoding, self.start = file, dict(MARKS).get(mark, ""), len(mark)

    def close(self) -> None:
        """Close the file if it was made here."""
        if self._own:
            self.file.close()


def _in_utf8(file: IO[bytes], head: bytes, limits: Limits) -> IO[bytes]:
    mark = bom_of(head)
    encoding = dict(MARKS).get(mark) or ("utf-16-be" if head[:1] == b"\0" else "utf-16-le")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    narrow = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- its owner closes it
    file.seek(len(mark))
    while chunk := file.read(_CHUNK):
        narrow.write(decoder.decode(chunk).encode("utf-8", "replace"))
        if narrow.tell() > limits.expanded:
            narrow.close()
            raise ReadError(
                f"larger than {limits.expanded} bytes", code="too-large", hint="split it, or raise the limit"
            )
    narrow.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))
    return narrow


def _archive(article: Article, members: tuple[int, ...], limits: Limits) -> zipfile.ZipFile:
    # Asked for each time, so that what an archive reads from stays on the shelf as long as the archive itself.
    file = _stream(article, members, limits)
    key = ("archive", article.path, article.stamp, members)
    found: zipfile.ZipFile = _shelf.get(key, lambda: open_archive(file, limits))
    return found


def _stream(article: Article, members: tuple[int, ...], limits: Limits) -> IO[bytes]:
    if members:
        archive = _archive(article, members[:-1], limits)
        opened = lambda: unpack(archive, archive.infolist()[members[-1]], limits)  # noqa: E731
    else:
        opened = lambda: open_file(article.path, was_there=article.stamp is not None)  # noqa: E731
    found: IO[bytes] = _shelf.get(("stream", article.path, article.stamp, members), opened)
    return found


def open_file(path: str, *, was_there: bool) -> IO[bytes]:
    """The file ``path``, opened to read; `ReadError` with the code not-found, vanished or unreadable."""
    with typed(was_there):
        return Path(path).open("rb")
