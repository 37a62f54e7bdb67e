"""The library's front door: the pipeline that also takes many articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from cnreport import pipeline
from cnreport.batch import Result, Settings, stream
from cnreport.reading import Article, Columns, Limits, find_articles
from cnreport.text import Source
from cnreport.tokenizers import DEFAULT

if TYPE_CHECKING:
    from pydantic import BaseModel

    from cnreport.rules import RulesSource

__all__ = ["Pipeline", "Result", "load"]


class Pipeline(pipeline.Pipeline):
    """Turns articles into reports: one by a call, many with `stream`. Build one a process, as `load` does."""

    def __init__(
        self,
        *,
        tokenizer: str = DEFAULT,
        rules: RulesSource | None = None,
        date: str | None = None,
        explain: bool = False,
        keep_text: bool = False,
        record_types: Iterable[type[BaseModel]] = (),
        models: str | os.PathLike[str] | None = None,
    ) -> None:
        types = tuple(record_types)
        super().__init__(tokenizer, rules, date, explain, keep_text, types, models)
        self.settings = Settings(tokenizer, rules, date, explain, keep_text, types, models)

    def stream(
        self,
        sources: Iterable[str | os.PathLike[str] | Article | Source],
        *,
        workers: int = 0,
        timeout: float | None = None,
        memory: int | None = None,
        columns: Columns | None = None,
        limits: Limits | None = None,
    ) -> Iterator[Result]:
        """The `Result` of every article, lazily, in order, the same for any number of ``workers``.

        A source is a path (of a file, folder, archive or table, whose articles come one by one), an address from
        `cnreport.reading.find_articles`, or a text as a `Source`. With ``workers=0`` they are done in this process;
        with more, each worker is a process of its own, and one that dies, or takes longer than ``timeout`` seconds or
        ``memory`` MiB for an article, costs that article only. A bad article is a result with errors; nothing but the
        error of a worker that cannot be started is raised.

        >>> for result in cnreport.load().stream(["2024/", "2025/"], workers=4):  # doctest: +SKIP
        ...     if result.report is None:
        ...         print(result.source, result.errors[0].code)
        """
        limits = limits or Limits()
        articles = chain.from_iterable(_articles(source, columns or Columns(), limits) for source in sources)
        extract = None if workers else self
        return stream(
            articles, self.settings, workers=workers, timeout=timeout, memory=memory, limits=limits, extract=extract
        )


def load(
    *,
    tokenizer: str = DEFAULT,
    rules: RulesSource | None = None,
    date: str | None = None,
    explain: bool = False,
    keep_text: bool = False,
    record_types: Iterable[type[BaseModel]] = (),
    models: str | os.PathLike[str] | None = None,
) -> Pipeline:
    """A pipeline with the given tokenizer, the user's rules laid over the project's, and the articles' date.

    ``date`` (YYYY-MM-DD) fixes the year of deadlines that state none; ``explain`` says in each record why it is what it
    is; ``keep_text`` puts the text that the offsets count in into the report.

    ``rules`` is the path of a TOML file, or what it would hold (``{"units": [{"id": …}]}``); ``record_types`` are
    models derived from `cnreport.RecordType`. `TokenizerError`, `RulesError` or `ModelError` when one of them cannot be
    had or does not fit, `ValueError` for a date that is none.

    ``models`` is a folder of models trained by ``models/train.py``, used instead of the installed ones.
    """
    return Pipeline(
        tokenizer=tokenizer,
        rules=rules,
        date=date,
        explain=explain,
        keep_text=keep_text,
        record_types=record_types,
        models=models,
    )


def _articles(
    source: str | os.PathLike[str] | Article | Source, columns: Columns, limits: Limits
) -> Iterable[Article | Source]:
    if isinstance(source, (Article, Source)):
        return (source,)
    return find_articles([os.fspath(source)], columns=columns, limits=limits)
