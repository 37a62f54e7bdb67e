"""The annotated documents that the models are trained on and measured with: where they come from, and their folds."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cnreport.errors import CnreportError
from cnreport.evaluation.excerpts import read_excerpts
from cnreport.evaluation.folder import read_gold_article
from cnreport.evaluation.markup import Tagged, parse_markup
from cnreport.evaluation.standoff import ENDING, Gold
from cnreport.evaluation.tags import to_gold, to_tags
from cnreport.text import Source, Span, View

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpora" / "annotated"
EXCERPTS = ROOT / "corpora" / "excerpts"
AMOUNTS = ROOT / "corpora" / "amounts"
REPORTS = ROOT.parent / "shared" / "corpora" / "reports"
SEED = 20240501
# National reports before 2006 are of another prose, without the numbered sections of later ones: a collection apart.
_EARLY = re.compile(r"nation-(?:19\d\d|200[0-5])")


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated text, both as tags and as gold.

    ``part`` is the collection that it belongs to, and ``origin`` says what it is all or an excerpt of: nothing of one
    origin may be in two folds.
    """

    name: str
    part: str
    origin: str
    text: str
    tags: list[Tagged]
    gold: Gold

    @property
    def whole(self) -> bool:
        """Whether all of it is annotated; else only its amounts are, and it is there to train on."""
        return bool(self.gold.speeches or self.gold.segments)

    @property
    def genre(self) -> str:
        """What its name begins with: ``gwr`` of gwr-07; "other" for a name of one part."""
        genre, hyphen, _ = self.name.partition("-")
        return genre if hyphen else "other"


def add_options(parser: argparse.ArgumentParser) -> None:
    """``--extra`` and ``--reports``, which `read_documents` takes."""
    parser.add_argument(
        "--extra", type=Path, action="append", default=[], metavar="DIR", help="a further folder of markup or gold"
    )
    parser.add_argument(
        "--reports",
        type=Path,
        metavar="DIR",
        help="the reports of corpora/excerpts and corpora/amounts; ../shared/corpora/reports beside the checkout where"
        " it exists",
    )


def read_documents(extra: Sequence[Path], reports: Path | None) -> list[Document]:
    """The project's articles, those of the extra folders, and the excerpts of reports that are there.

    What is used of the reports is said on standard error.
    """
    if reports is None and REPORTS.is_dir():
        reports = REPORTS
    documents = [document for folder in (CORPUS, *extra) for document in read_folder(folder)]
    if reports is None:
        print("without excerpts of reports: no --reports", file=sys.stderr)
        return documents
    for folder in (EXCERPTS, AMOUNTS):
        documents += read_parts_of(folder, reports)
    return documents


def read_parts_of(folder: Path, reports: Path) -> list[Document]:
    """The parts of reports that a folder describes, as far as their reports are there."""
    missing: list[CnreportError] = []
    documents = []
    for excerpt in read_excerpts(folder, reports, missing):
        text = excerpt.source.text
        tags = to_tags(excerpt.gold, text)
        part = f"early {folder.name}" if _EARLY.fullmatch(excerpt.report) else folder.name
        documents.append(Document(excerpt.name, part, excerpt.report, text, tags, excerpt.gold))
    left_out = f", {len(missing)} left out: their reports are not there" if missing else ""
    print(f"{len(documents)} {folder.name} of the reports in {reports}{left_out}", file=sys.stderr)
    return documents


def read_folder(folder: Path) -> Iterator[Document]:
    """The articles of a folder: the markup of each, or else its standoff gold."""
    part = "corpus" if folder == CORPUS else folder.resolve().name
    marked = sorted(folder.glob("*.xml"))
    for path in marked:
        text, tags = parse_markup(path.read_bytes().decode("utf-8"), str(path))
        yield Document(path.stem, part, Source(text).digest, text, tags, to_gold(tags, text, str(path)))
    known = {path.stem for path in marked}
    for path in sorted(folder.glob(f"*{ENDING}")):
        if path.name.removesuffix(ENDING) not in known:
            article = read_gold_article(path)
            text = article.source.text
            yield Document(article.name, part, article.source.digest, text, to_tags(article.gold, text), article.gold)


class WayBack:
    """The way from the source of a view to the view."""

    def __init__(self, view: View) -> None:
        self._positions = {view.offset(i): i for i in range(len(view.text))}

    def place(self, span: Span | None) -> Span | None:
        """Where a stretch of the source stands in the view, when both its ends are there."""
        positions = self._positions
        if span is None or span.start not in positions or span.end - 1 not in positions:
            return None
        return Span(positions[span.start], positions[span.end - 1] + 1)


def deal(documents: Sequence[Document], folds: int) -> list[list[int]]:
    """The numbers of the documents in each fold, the same for the same documents.

    Origins are dealt out in turn, shuffled within their collection and genre, so that each fold has its share of every
    genre.
    """
    members: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        members.setdefault(document.origin, []).append(number)
    firsts = [documents[numbers[0]] for numbers in members.values()]
    random.Random(SEED).shuffle(firsts)
    firsts.sort(key=lambda document: (document.part, document.genre))
    dealt: list[list[int]] = [[] for _ in range(folds)]
    for turn, document in enumerate(firsts):
        dealt[turn % folds] += members[document.origin]
    return [sorted(fold) for fold in dealt]
