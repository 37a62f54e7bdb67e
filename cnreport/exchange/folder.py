"""Articles on their way out and gold on its way in: what lies in folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cnreport.errors import CnreportError
from cnreport.evaluation.drafting import draft
from cnreport.evaluation.folder import gold_of
from cnreport.evaluation.standoff import Gold, check_gold, read_gold
from cnreport.exchange.marks import Marked, mark
from cnreport.reading import Article, find_articles, read_article
from cnreport.schema import Report
from cnreport.text import Source
from cnreport.writing.atomic import replacing

_UNSAFE_PART = re.compile(r"[\x00-\x1f\x7f:*?\"<>|]")
_LONGEST_PART = 200
"""Bytes; file systems take 255, and endings are added."""


def listed(paths: Iterable[str]) -> Iterator[tuple[Article, str]]:
    """The articles below ``paths``, each with its name as seen from the path that led to it."""
    for path in paths:
        for article in find_articles([path]):
            name = article.name
            below = name.removeprefix(path.rstrip("/") + "/")
            yield article, below if below != name else Path(name).name


def marked(article: Article, name: str, pipeline: Callable[[Source], Report], *, use_gold: bool = True) -> Marked:
    """An article with the marks of its gold, or of what the pipeline finds where there is none.

    ``use_gold=False`` leaves gold beside the article alone. `CnreportError` when the article or its gold is bad.
    """
    source = read_article(article)
    source = Source(source.text, name, source.date)
    gold = _gold_beside(article, source) if use_gold else None
    return mark(gold or draft(pipeline(source), source), source)


def _gold_beside(article: Article, source: Source) -> Gold | None:
    if article.place is not None or article.members:
        return None
    path = gold_of(Path(article.path))
    if not path.is_file():
        return None
    gold = read_gold(path)
    check_gold(gold, source, path)
    return gold


def save(gold: Gold, source: Source, folder: Path, *, replace: bool = False) -> Path:
    """Write gold beside its article below ``folder``, and the article too where it is not there; the gold's path.

    `CnreportError` when the article's name leads out of the folder (bad-annotation), when the article that is there
    has another text (stale-gold), when there is gold already and ``replace`` is not given (gold-exists), or when the
    disk refuses.
    """
    article = _article_path(source.name, folder)
    if article.exists():
        check_gold(gold, read_article(str(article)), str(article))
    else:
        # The text that was annotated is written, whatever the format was that it was taken out of.
        if article.suffix != ".txt":
            article = article.with_name(f"{article.name}.txt")
        try:
            article.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CnreportError(f"cannot be made: {error.strerror}", code="unwritable", where=str(folder)) from error
        with replacing(article) as stream:
            stream.write(source.text.encode())
    path = gold_of(article)
    if path.exists() and not replace:
        hint = "--replace overwrites it"
        raise CnreportError("there is gold already", code="gold-exists", where=str(path), hint=hint)
    with replacing(path) as stream:
        stream.write(gold.to_json().encode())
    return path


def _article_path(name: str, folder: Path) -> Path:
    """Where the article of that name lies. The name comes from a file that anybody may have made."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".")]
    if not parts or not all(map(_is_safe, parts)):
        raise CnreportError(f"{name[:60]!r} is no name of an article in the folder", code="bad-annotation")
    path = folder.joinpath(*parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise CnreportError(f"{name[:60]!r} leads out of the folder", code="bad-annotation", where=str(folder))
    return path


def _is_safe(part: str) -> bool:
    return not (part.startswith(".") or _UNSAFE_PART.search(part) or len(part.encode()) > _LONGEST_PART)
