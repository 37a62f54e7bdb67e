"""A folder of gold: each file of it with the article that it lies beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cnreport.errors import CnreportError
from cnreport.evaluation.standoff import ENDING, Gold, check_gold, read_gold
from cnreport.reading import read_article
from cnreport.text import Source


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its gold, which fits its text. ``name`` is that of the gold without its ending."""

    name: str
    source: Source
    gold: Gold


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a folder and the folders in it, in order; `CnreportError` when there is none."""
    found = sorted(path for path in folder.rglob(f"*{ENDING}") if not path.name.startswith("."))
    if not found:
        raise CnreportError(
            f"no gold: there is no file *{ENDING} in it",
            code="no-gold",
            where=str(folder),
            hint="cnreport review FOLDER makes them",
        )
    return found


def read_gold_folder(folder: Path, faults: list[CnreportError]) -> Iterator[GoldArticle]:
    """Every article of the folder that has gold; what does not fit goes to ``faults`` instead."""
    for path in gold_files(folder):
        try:
            yield read_gold_article(path)
        except CnreportError as error:
            faults.append(error)


def read_gold_article(path: Path) -> GoldArticle:
    """A gold file and the article beside it; `CnreportError` when either cannot be read or they do not fit."""
    gold = read_gold(path)
    source = read_article(str(article_of(path)))
    check_gold(gold, source, path)
    return GoldArticle(path.name.removesuffix(ENDING), source, gold)


def article_of(path: Path) -> Path:
    """The article that a gold file is of: ``a.txt`` of ``a.gold.json``, ``a.docx`` of ``a.docx.gold.json``."""
    named = path.with_name(path.name.removesuffix(ENDING))
    text = named.with_name(f"{named.name}.txt")
    if not text.is_file() and named.is_file() and named.suffix:
        return named
    return text


def gold_of(article: Path) -> Path:
    """Where the gold of an article lies: what `article_of` leads back from."""
    name = article.stem if article.suffix == ".txt" else article.name
    return article.with_name(f"{name}{ENDING}")
