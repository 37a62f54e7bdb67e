"""Prints the table of ``corpora/README.md``: what the annotated articles hold. ``python corpora/count_tags.py``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cnreport.evaluation.markup import parse_markup

CORPUS = Path(__file__).parent / "annotated"
GENRES = {
    "page": "newspaper pages: speeches of district, township and bureau heads and citizens",
    "shuzhi": "duty reports (述职报告)",
    "biaotai": "pledges at meetings (表态发言)",
    "ducha": "inspection notices with findings by district (督查通报)",
    "fangtan": "interviews (访谈)",
    "fabuhui": "press briefings with several speakers (发布会)",
    "dafu": "reply to a deputy's proposal (答复函)",
    "huiyi": "leaders' speeches at meetings (会议讲话)",
    "gwr": "government work reports (政府工作报告)",
    "zongjie": "bureaus' reports on the year (工作总结)",
}
COLUMNS = {
    "documents": "document",
    "speeches": "speech",
    "segments": "APNX",
    "item heads": "h",
    "quantities": "q",
    "deadlines": "d",
    "owners": "own",
}


def count(paths: Iterable[Path]) -> Counter[str]:
    """How often each tag stands in the articles; ``document`` and ``characters`` count too."""
    counts = Counter[str]()
    for path in paths:
        text, tags = parse_markup(path.read_bytes().decode("utf-8"), path.name)
        counts.update(document=1, characters=len(text))
        counts.update("APNX" if tag.tag in "APNX" else tag.tag for tag in tags)
    return counts


def table() -> Iterator[str]:
    """The lines of the table, a genre each; `ValueError` for an article of a genre that has no line."""
    paths = sorted(CORPUS.glob("*.xml"))
    total = count(paths)
    yield f"| files | genre | {' | '.join(COLUMNS)} |"
    yield f"| --- | --- |{' ---: |' * len(COLUMNS)}"
    left = len(paths)
    for genre, told in GENRES.items():
        counts = count(path for path in paths if path.stem.rsplit("-", 1)[0] == genre)
        left -= counts["document"]
        yield line(f"`{genre}-*`", told, counts)
    if left:
        raise ValueError(f"{left} articles are of no genre of the table: {', '.join(GENRES)}")
    yield line("all", f"about {round(total['characters'], -3):,} characters", total)


def line(files: str, told: str, counts: Counter[str]) -> str:
    return f"| {files} | {told} | {' | '.join(f'{counts[tag]:,}' for tag in COLUMNS.values())} |"


if __name__ == "__main__":
    print("\n".join(table()))
