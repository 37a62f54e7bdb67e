"""What of the files is the run's own: not to be read as an article, not to be left lying about."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cnreport.errors import WriteError
from cnreport.reading import Article

_OURS = b'{"schema_version":'


def without_own(
    articles: Iterable[Article], paths: Iterable[str], output: Path | None, side_files: Iterable[Path]
) -> Iterator[Article]:
    """The articles but those that an earlier run has put among them: its output and the files beside it.

    ``paths`` are what the articles were looked for in. `WriteError` with the code output-is-article when the output
    would take the place of an article: when a path names it, or it holds something else than our JSON Lines.
    """
    target = None if output is None else os.path.realpath(output)
    given = {os.path.realpath(path) for path in paths}
    # A folder of pages that lies among the articles; not a folder that the articles lie in.
    folder = None
    if output and target and output.is_dir() and not any(f"{path}/".startswith(f"{target}/") for path in given):
        folder = f"{target}/"
    beside = {os.path.realpath(path) for path in side_files}
    last, real = "", ""
    for article in articles:
        if article.path != last:  # members and rows of one file come one after the other
            last, real = article.path, os.path.realpath(article.path)
        if real == target and output is not None:
            if real in given or not _is_ours(output):
                raise WriteError(
                    "the output is one of the articles: writing there would destroy it",
                    code="output-is-article",
                    where=str(output),
                    hint="name another file, or one outside the folder of the articles",
                )
        elif real not in beside and not (folder and real.startswith(folder)):
            yield article


def sweep_drafts(output: Path) -> None:
    """Remove the temporary files and folders that a run which was killed has left beside ``output``.

    Only for whoever has the journal: no other run can be making this output then.
    """
    target = Path(os.path.realpath(output))
    stem, suffix, name = map(re.escape, (target.stem, target.suffix, target.name))
    # Of the output, of the tables beside it (out.speeches.csv), of the quarantine; what databases put beside theirs.
    draft = re.compile(rf"\.(?:{stem}(?:\.\w+)?{suffix}|{name}\.quarantine\.jsonl)\.[0-9a-f]{{8}}\.part(?:[.-]\w+)?")
    with suppress(OSError):
        for entry in list(os.scandir(target.parent)):
            if not draft.fullmatch(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink(missing_ok=True)


def _is_ours(output: Path) -> bool:
    try:
        with output.open("rb") as stream:
            return stream.read(len(_OURS)) == _OURS
    except OSError:
        return False
