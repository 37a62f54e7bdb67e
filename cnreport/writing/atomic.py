"""Files and folders that appear complete or not at all."""

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

    As `replacing_file`; and what is no file (``/dev/null``, a named pipe) is written to directly.
    """
    with _typed(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
    # Opened with the mode a new file gets, so that the umask holds as it does for any other output.
    with replacing_file(path) as draft, draft.open("xb") as stream:
        yield stream


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """The path of a temporary file, to be made in the block, that becomes the file ``path`` when the block ends.

    It lies beside ``path``, is flushed to the disk and moved in its place in one step; after an exception it is removed
    and what stood at ``path`` stays. A link keeps pointing where it does: the file it leads to is replaced. An
    `OSError` of the block becomes a `WriteError`.
    """
    with _typed(path):
        target = path.resolve()
        draft = _beside(target)
        try:
            yield draft
            _sync(draft)
            if target.exists():
                shutil.copymode(target, draft)
            draft.replace(target)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        _sync_folder(target.parent)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder that becomes the folder ``path`` when the block ends without an exception.

    A folder that is already there keeps what else is in it: each new file is moved into it in one step, over the one of
    its name. After an exception the temporary folder is removed and nothing has changed.
    """
    with _typed(path):
        target = path.resolve()
        draft = _beside(target)
        draft.mkdir()
        try:
            yield draft
            files = sorted(file.relative_to(draft) for file in draft.rglob("*") if file.is_file())
            for file in files:
                _sync(draft / file)
            if target.exists():
                for file in files:
                    (target / file.parent).mkdir(parents=True, exist_ok=True)
                    (draft / file).replace(target / file)
                shutil.rmtree(draft)
            else:
                draft.replace(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _sync_folder(target)
        _sync_folder(target.parent)


@contextmanager
def _typed(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a crash, where the file system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
