"""ZIP archives without their dangers: names are never paths, nothing is unpacked before its size is known."""

from __future__ import annotations

import errno
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from cnreport.errors import ReadError
from cnreport.reading.article import Limits
from cnreport.reading.unpacking import is_bomb, refuse_bomb, refuse_large

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EIO))
_CHUNK = 2**16
IN_MEMORY = 8 * 2**20

_END = b"PK\x05\x06"
_END_WITHIN = 22 + 2**16
_END_64 = b"PK\x06\x06"
_LEAST_ENTRY = 46


class Budget:
    """What all the archives inside one archive may hold together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = self._members = 0

    def spend(self, infos: list[zipfile.ZipInfo], packed: int) -> None:
        """Count the members of one more archive, ``packed`` bytes long itself; `ReadError` when it is too much."""
        # A member that is a bomb by itself is refused by itself.
        size = sum(info.file_size for info in infos if not is_bomb(info.compress_size, info.file_size, self._limits))
        refuse_bomb(packed, size, self._limits)
        self._members += len(infos)
        self._bytes += size
        if self._members > self._limits.members:
            raise ReadError(
                f"more than {self._limits.members} members",
                code="too-many-members",
                hint="unpack the archive, or raise the limit",
            )
        if self._bytes > self._limits.expanded:
            raise ReadError(
                f"more than {self._limits.expanded} bytes unpacked",
                code="too-large",
                hint="unpack the archive, or raise the limit",
            )


@contextmanager
def guarded() -> Iterator[None]:
    """What a damaged archive raises, as a `ReadError` with the code broken; unreadable is what the disk says."""
    try:
        yield
    except (ReadError, MemoryError):
        raise
    except NotImplementedError as error:
        raise ReadError(f"packed in a way that cannot be read: {error}", code="broken") from error
    except Exception as error:  # zipfile and the decompressors raise a dozen kinds
        if isinstance(error, OSError) and error.errno in _DISK:
            raise ReadError(f"cannot be unpacked: {error.strerror}", code="unreadable") from error
        raise ReadError(f"a broken archive: {error}", code="broken", hint="test it with unzip -t") from error


def open_archive(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The archive in a seekable file, its directory read; `ReadError` when it is broken or has too many members."""
    with guarded():
        size = _directory_size(file)
        if size // _LEAST_ENTRY > 8 * limits.members:
            raise ReadError(f"a directory of {size} bytes", code="too-many-members", hint="unpack the archive")
        return zipfile.ZipFile(file)


def _directory_size(file: IO[bytes]) -> int:
    """How long the directory says it is: asked before its entries become objects."""
    end = file.seek(0, 2)
    start = file.seek(max(0, end - _END_WITHIN))
    tail = file.read(_END_WITHIN)
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise ReadError("a broken archive: it has no directory", code="broken", hint="test it with unzip -t")
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    if size == 0xFFFFFFFF:
        long = tail.rfind(_END_64, 0, at)
        size = struct.unpack_from("<Q", tail, long + 40)[0] if 0 <= long <= len(tail) - 48 else end - start
    return size


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; Windows in China wrote GBK where the format knows only code page 437 and UTF-8."""
    name = info.filename
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a symbolic link: its content is a path, and nobody follows it."""
    return stat.S_ISLNK(info.external_attr >> 16)


def refuse_hostile(info: zipfile.ZipInfo, limits: Limits) -> None:
    """`ReadError` for a member that is encrypted, a link, or unpacks to far more than it is."""
    if is_link(info):
        raise ReadError("a symbolic link inside an archive: it is not followed", code="link-in-archive")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("encrypted", code="encrypted", hint="unpack the archive with its password first")
    refuse_bomb(info.compress_size, info.file_size, limits)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """A member's bytes, not more than an article may have."""
    refuse_large(info.file_size, limits.bytes)
    refuse_hostile(info, limits)
    with guarded(), archive.open(info) as packed:
        return packed.read()


def head_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    """The first ``size`` bytes of a member."""
    with guarded(), archive.open(info) as packed:
        return packed.read(size)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> IO[bytes]:
    """A member as a file one can seek in, in memory while it is small; it has no name on the disk."""
    refuse_large(info.file_size, limits.expanded)
    refuse_hostile(info, limits)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the shelf closes it
    try:
        with guarded(), archive.open(info) as packed:
            while chunk := packed.read(_CHUNK):
                file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
