"""Makes ``corpora/excerpts`` and ``corpora/amounts``: gold of parts of published reports, without their text.

    python corpora/pack_excerpts.py FOLDER --reports DIR    pack every NAME.txt of FOLDER that has NAME.gold.json
    python corpora/pack_excerpts.py FOLDER --reports DIR --into corpora/amounts
    python corpora/pack_excerpts.py --check --reports DIR   rebuild every excerpt that is there; say which cannot be

DIR holds the reports, a text file each; an excerpt is made of lines of one of them, or of parts of lines when NAME is
the report's. The excerpts of a report are numbered: ``REPORT-1.json``, ``REPORT-2.json``. Packing replaces all that is
there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from cnreport.errors import CnreportError
from cnreport.evaluation.excerpts import ExcerptFile, pack, read_excerpts
from cnreport.evaluation.folder import GoldArticle, read_gold_folder

EXCERPTS = Path(__file__).parent / "excerpts"
SHORTEST_LINE = 20


def sources(articles: list[GoldArticle], reports: Mapping[str, str]) -> Iterator[str]:
    """The name of the report that each article is called by, or else shares the most lines with.

    Raises `CnreportError` for one of no report.
    """
    named: dict[str, set[str]] = {}
    for name, text in reports.items():
        for line in text.split("\n"):
            if len(line) >= SHORTEST_LINE:
                named.setdefault(line, set()).add(name)
    for article in articles:
        if article.name in reports:
            yield article.name
            continue
        counts = Counter(name for line in article.source.text.split("\n") for name in named.get(line, ()))
        if not counts:
            raise CnreportError("no report has a line of it", code="bad-excerpt", where=article.name)
        yield max(sorted(counts), key=counts.__getitem__)


def pack_folder(folder: Path, reports: Mapping[str, str]) -> dict[str, ExcerptFile]:
    """What each file of excerpts is to hold, by the file's name without its ending."""
    faults: list[CnreportError] = []
    articles = list(read_gold_folder(folder, faults))
    if faults:
        raise faults[0]
    numbers = Counter[str]()
    packed = {}
    for article, report in zip(articles, sources(articles, reports), strict=True):
        numbers[report] += 1
        packed[f"{report}-{numbers[report]}"] = pack(report, article.source.text, article.gold, reports[report])
    return packed


def check(folder: Path, reports: Path) -> bool:
    """Whether every excerpt of a folder can be rebuilt; what is missing is said."""
    missing: list[CnreportError] = []
    found = list(read_excerpts(folder, reports, missing))
    print(*missing, f"{len(found)} excerpts rebuilt, {len(missing)} without their report", sep="\n", file=sys.stderr)
    return not missing


def write(folder: Path, reports: Path, into: Path) -> None:
    """Pack a folder of annotated excerpts in place of all that is in ``into``."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(reports.glob("*.txt"))}
    packed = pack_folder(folder, texts)
    into.mkdir(exist_ok=True)
    for path in into.glob("*.json"):
        path.unlink()
    for name, file in packed.items():
        (into / f"{name}.json").write_text(file.to_json(), encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="articles with gold beside them")
    parser.add_argument("--reports", type=Path, required=True, help="the folder of the reports")
    parser.add_argument("--into", type=Path, default=EXCERPTS, metavar="DIR", help="where they go; corpora/excerpts")
    parser.add_argument("--check", action="store_true", help="rebuild what is there instead of packing")
    options = parser.parse_args()
    if options.folder is None and not options.check:
        parser.error("which FOLDER?")
    try:
        if not options.check:
            write(options.folder, options.reports, options.into)
        sys.exit(not check(options.into, options.reports))
    except CnreportError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
