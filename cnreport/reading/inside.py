"""The articles inside one file: itself, its rows, its members, and theirs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from cnreport.errors import ReadError
from cnreport.reading import delimited, jsonl, parquet
from cnreport.reading.article import Article, Columns, Form, Limits, shown
from cnreport.reading.opening import Narrowed
from cnreport.reading.sniffing import HEAD, form_of, is_taken
from cnreport.reading.zips import Budget, head_of, name_of, open_archive, refuse_hostile, unpack

_SEVERAL: tuple[Form, ...] = ("jsonl", "csv", "parquet", "zip")
_FORKS = "__MACOSX"


def articles(
    file: Article, data: IO[bytes], columns: Columns, limits: Limits, budget: Budget | None = None
) -> Iterator[Article]:
    """The articles in ``file``, whose bytes are ``data``; `ReadError` where they cannot be listed (any further)."""
    head = data.read(HEAD)
    form = form_of(head, file.name, columns, data)
    file = replace(file, form=form)
    if form not in _SEVERAL:
        yield file
        return
    if form == "zip":
        found = _members(file, data, columns, limits, budget or Budget(limits))
    elif form == "parquet":
        found = parquet.rows(file, data, columns, limits)
    else:
        found = _lines(file, data, columns, limits)
    empty = True
    for article in found:
        empty = False
        yield article
    if empty:
        what = "the archive holds no file with an ending that is read" if form == "zip" else "the table has no rows"
        raise ReadError(what, code="no-articles")


def _lines(file: Article, data: IO[bytes], columns: Columns, limits: Limits) -> Iterator[Article]:
    with closing(Narrowed(data, limits)) as narrowed:
        rows = jsonl.rows if file.form == "jsonl" else delimited.rows
        yield from rows(file, narrowed, columns, limits)


def _members(file: Article, data: IO[bytes], columns: Columns, limits: Limits, budget: Budget) -> Iterator[Article]:
    if len(file.members) >= limits.depth:
        raise ReadError(
            f"archives in archives, more than {limits.depth} deep", code="too-deep", hint="unpack the inner ones"
        )
    with open_archive(data, limits) as archive:
        taken = [(index, info) for index, info in enumerate(archive.infolist()) if _is_article(info)]
        budget.spend([info for _, info in taken], data.seek(0, 2))
        names: set[str] = set()
        for index, info in taken:
            name = f"{file.name}!{shown(name_of(info))}"
            key = f"{file.key}!{shown(name_of(info))}"
            # An archive may have a name twice.
            key = f"{key}@{index}" if key in names else key
            names.add(key)
            member = replace(file, name=name, key=key, form=None, members=(*file.members, index))
            try:
                yield from _member(member, archive, info, columns, limits, budget)
            except ReadError as error:
                yield replace(member, error=error)


def _is_article(info: zipfile.ZipInfo) -> bool:
    name = name_of(info).replace("\\", "/")
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return not name.endswith("/") and bool(parts) and is_taken(parts[-1]) and not hidden and _FORKS not in parts


def _member(
    member: Article,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    columns: Columns,
    limits: Limits,
    budget: Budget,
) -> Iterator[Article]:
    refuse_hostile(info, limits)
    head = head_of(archive, info, HEAD)
    form = form_of(head, member.name, columns)
    if form not in _SEVERAL:
        yield replace(member, form=form)
        return
    with unpack(archive, info, limits) as data:
        yield from articles(member, data, columns, limits, budget)
