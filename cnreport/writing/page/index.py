"""The index of a folder of pages: totals first, then the articles, 500 to a page."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import quote

from cnreport.schema import KINDS, Report
from cnreport.writing.page import wording
from cnreport.writing.page.charts import bars
from cnreport.writing.page.templates import head, template
from cnreport.writing.page.totals import Totals

_A_PAGE = 500
_SHOWN_SPEAKERS = 6
_SHOWN_PLACES = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's line; ``more`` is the number of all its speakers when not all are named."""

    address: str
    title: str
    source: str
    published: str
    speakers: list[str]
    more: int
    counts: list[int]


class Index:
    """Collects what the index says. The articles' lines wait in a temporary file, whatever their number."""

    def __init__(self) -> None:
        self.totals = Totals()
        self._lines = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the index

    def add(self, report: Report, name: str) -> None:
        """Take in a report, whose page is the file ``name`` in the folder ``articles``."""
        self.totals.add(report)
        counts = Counter(record.kind for speech in report.speeches for record in speech.records)
        speakers = list(dict.fromkeys(map(wording.speaker_name, report.speeches)))
        entry = Entry(
            address=f"articles/{quote(name)}",
            title=wording.title_of(report),
            source=report.source,
            published=report.published or "",
            speakers=speakers[:_SHOWN_SPEAKERS],
            more=len(speakers) if len(speakers) > _SHOWN_SPEAKERS else 0,
            counts=[counts[kind] for kind in KINDS],
        )
        self._lines.write(json.dumps(asdict(entry)) + "\n")

    def write(self, folder: Path) -> None:
        """Write ``index.html``, and ``index-2.html`` and so on when there are more than 500 articles."""
        pages = max(1, -(-self.totals.articles // _A_PAGE))
        places = list(self.totals.places())
        self._lines.seek(0)
        entries = (Entry(**json.loads(line)) for line in self._lines)
        for number in range(1, pages + 1):
            html = template("index.html.j2").render(
                head=head("index.js"),
                kinds=wording.KIND_NAMES,
                totals=self.totals,
                topics=bars(self.totals.topics(), "各主题的记录数"),
                places=places[:_SHOWN_PLACES],
                more_places=max(0, len(places) - _SHOWN_PLACES),
                entries=islice(entries, _A_PAGE),
                number=number,
                pages=pages,
            )
            (folder / _name(number)).write_text(html, encoding="utf-8")

    def close(self) -> None:
        """Remove the temporary file."""
        self._lines.close()


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"index-{number}.html"
