"""The articles of a folder, by number: no name that a client sends is ever a path."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cnreport.errors import CnreportError
from cnreport.evaluation.drafting import draft
from cnreport.evaluation.folder import gold_of
from cnreport.evaluation.standoff import Gold, read_gold
from cnreport.pipeline import Pipeline
from cnreport.reading import Article, find_articles, read_article
from cnreport.review.session import Session

_OPEN = 8
"""Articles kept in memory."""


class NoArticleError(CnreportError):
    """There is no article of that number."""

    default_code = "not-found"


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the list: ``reviewed`` is None as long as there is no gold, ``fault`` what is wrong with that."""

    number: int
    name: str
    reviewed: bool | None = None
    fault: str = ""


class Desk:
    """All articles of a folder. The methods may be called by several threads."""

    def __init__(self, folder: Path, pipeline: Pipeline) -> None:
        """`CnreportError` when there is no article that can be reviewed.

        Rows of tables and members of archives are left out: nothing can be saved beside them. ``skipped`` counts them.
        """
        found = list(find_articles([str(folder)]))
        self._articles = [one for one in found if _is_file(one)]
        self.skipped = len(found) - len(self._articles)
        if not self._articles:
            raise CnreportError("it holds no article to review", code="nothing-to-review", where=str(folder))
        self._folder = folder
        self._pipeline = pipeline
        self._sessions: OrderedDict[int, Session] = OrderedDict()
        self._drafts: OrderedDict[str, Gold] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._articles)

    def list(self) -> Iterator[Listed]:
        """The articles in order, each with what the disk says of it now."""
        for number, article in enumerate(self._articles, 1):
            name = article.name.removeprefix(f"{self._folder}/")
            try:
                path = gold_of(Path(article.path))
                yield Listed(number, name, bool(read_gold(path).reviewed) if path.exists() else None)
            except CnreportError as error:
                yield Listed(number, name, None, str(error))

    @contextmanager
    def session(self, number: int) -> Iterator[Session]:
        """The review of an article, for one thread at a time.

        `NoArticleError` when there is no such number, `CnreportError` when the article, its gold or its journal is bad.
        """
        if not 1 <= number <= len(self._articles):
            raise NoArticleError("没有这篇文章")
        with self._lock:
            session = self._sessions.pop(number, None)
            if session is None:
                session = self._open(self._articles[number - 1])
            self._sessions[number] = session
            while len(self._sessions) > _OPEN:
                self._sessions.popitem(last=False)
            yield session

    def refresh(self, number: int) -> None:
        """Forget what is in memory of an article, so that the disk is read again."""
        with self._lock:
            self._sessions.pop(number, None)

    def _open(self, article: Article) -> Session:
        source = read_article(article)

        def drafted() -> Gold:
            # An article that is looked at again has not to be extracted again.
            found = self._drafts.pop(source.digest, None) or draft(self._pipeline(source), source)
            self._drafts[source.digest] = found
            while len(self._drafts) > _OPEN:
                self._drafts.popitem(last=False)
            return found

        return Session(Path(article.path), source, drafted, self._pipeline.quantities)


def _is_file(article: Article) -> bool:
    """Whether the article is a file of its own. An empty folder is listed too: reading it says that it is empty."""
    return article.place is None and not article.members and article.error is None and Path(article.path).is_file()
