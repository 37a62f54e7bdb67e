"""Measure the whole pipeline on documents it was not trained on: ``python models/held_out.py [--extra DIR …]``.

In each fold both models are trained, into a folder that goes away, on the documents of the other folds; the pipeline
runs with them over those left out. Prints the figures of ``cnreport evaluate`` (docs/evaluation.md) as Markdown: one
table by collection of documents, one by genre. The rules are what they are: only the models are held out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from documents import Document, add_options, deal, read_documents
from train import prepare, write_models

from cnreport.errors import CnreportError
from cnreport.evaluation.scores import Scorer
from cnreport.pipeline import load
from cnreport.schema import Report
from cnreport.text import Source
from cnreport.tokenizers import DEFAULT

LABELS = {
    "kinds": "kinds",
    "kind_achievement": "… achievements",
    "kind_problem": "… problems",
    "kind_plan": "… plans",
    "items": "heads of items",
    "quantities": "quantities",
    "bound": "bound of a quantity",
    "change": "direction of a change",
    "of": "what is counted",
    "action": "verb",
    "facts": "whole facts",
    "deadlines": "deadlines",
    "owners": "owners",
    "speeches": "speeches",
    "speaker": "speakers",
    "headline": "headlines",
    "bylines": "bylines",
    "grounding": "quotations as in the text",
}


def run_folds(documents: Sequence[Document], folds: Sequence[Sequence[int]], tokenizer: str) -> dict[int, Report]:
    """The report of every whole document of some folds, by its number, each by models trained on all other folds."""
    articles = prepare(documents, tokenizer)
    reports = {}
    for fold in folds:
        begun = time.monotonic()
        left_out = set(fold)
        with tempfile.TemporaryDirectory() as folder:
            write_models([article for number, article in enumerate(articles) if number not in left_out], Path(folder))
            pipeline = load(tokenizer=tokenizer, models=folder)
            for number in fold:
                if documents[number].whole:
                    reports[number] = pipeline(Source(documents[number].text, documents[number].name))
        print(f"a fold of {len(fold)} documents in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return reports


def run(documents: Sequence[Document], folds: int, workers: int, tokenizer: str) -> dict[int, Report]:
    """The report of every whole document, by its number; the same for any number of workers."""
    dealt = deal(documents, folds)
    if workers == 1:
        return run_folds(documents, dealt, tokenizer)
    shares = [share for worker in range(workers) if (share := dealt[worker::workers])]
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(run_folds, documents, share, tokenizer) for share in shares]
        return {number: report for task in tasks for number, report in task.result().items()}


def score(documents: Sequence[Document], reports: Mapping[int, Report]) -> dict[tuple[str, str], Scorer]:
    """What was counted, by collection and genre; genre "" is all of a collection, collection "all" everything."""
    scorers: dict[tuple[str, str], Scorer] = {}
    for number, report in sorted(reports.items()):
        document = documents[number]
        for key in (("all", ""), (document.part, ""), (document.part, document.genre)):
            scorer = scorers.setdefault(key, Scorer())
            scorer.add(document.name, document.text, document.gold, report)
    return scorers


def by_part(scorers: Mapping[tuple[str, str], Scorer]) -> Iterator[str]:
    """A row for each figure, a column for each collection."""
    parts = {part: scorer for (part, genre), scorer in scorers.items() if not genre and part != "all"}
    parts["all"] = scorers["all", ""]
    yield from head(["", *parts])
    yield row("documents", *(str(scorer.articles) for scorer in parts.values()))
    figures = [scorer.figures() for scorer in parts.values()]
    for name, label in LABELS.items():
        yield row(label, *(f"{found[name]:.3f}" if name in found else "–" for found in figures))


def by_genre(scorers: Mapping[tuple[str, str], Scorer]) -> Iterator[str]:
    """A row for each genre of each collection, a column for each figure."""
    shown = ("kinds", "kind_problem", "items", "quantities", "of", "action", "facts", "deadlines", "owners", "speaker")
    yield from head(["genre", "documents", *(LABELS[name].removeprefix("… ") for name in shown)])
    for (part, genre), scorer in sorted(scorers.items()):
        if genre:
            found = scorer.figures()
            values = (f"{found[name]:.3f}" if name in found else "–" for name in shown)
            yield row(f"{part}: {genre}", str(scorer.articles), *values)


def head(titles: Iterable[str]) -> Iterator[str]:
    titles = list(titles)
    yield row(*titles)
    yield row("---", *("---:" for _ in titles[1:]))


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument(
        "--folds", type=int, default=5, help="into how many parts the documents are dealt; 5 unless given"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that share the folds; 1 unless given")
    parser.add_argument("--tokenizer", default=DEFAULT, help="the segmenter to train and run with")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write every difference from the gold to a file")
    options = parser.parse_args()
    if options.folds < 2 or options.workers < 1:
        parser.error("it takes at least 2 folds and 1 worker")
    try:
        documents = read_documents(options.extra, options.reports)
        scorers = score(documents, run(documents, options.folds, options.workers, options.tokenizer))
    except CnreportError as error:
        sys.exit(f"error: {error}")
    if options.errors:
        lines = [f"{difference}\n" for difference in scorers["all", ""].differences]
        options.errors.write_text("".join(lines), encoding="utf-8")
    print(*by_part(scorers), "", *by_genre(scorers), sep="\n")


if __name__ == "__main__":
    main()
