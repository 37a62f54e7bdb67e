"""A file that appears complete or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cnreport.errors import WriteError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``path`` when the block ends without an exception.

    They are written to a temporary file beside it, flushed to the disk, and moved in its place in one step; after an
    exception the temporary file is removed and what stood at ``path`` stays. A link keeps pointing where it does: the
    file it leads to is replaced. What is no file (``/dev/null``, a named pipe) is written to directly.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        # Opened with the mode a new file gets, so that the umask holds as it does for any other output.
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        with draft.open("xb") as stream:
            try:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
                if target.exists():
                    shutil.copymode(target, draft)
                draft.replace(target)
            except BaseException:
                with suppress(OSError):
                    draft.unlink()
                raise
        _sync_folder(target.parent)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a crash, where the file system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
