"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypedDict

import click

Command = Callable[..., Any]


class Setup(TypedDict):
    """The keywords of `cnreport.pipeline.load`."""

    tokenizer: str
    rules: Path | None
    date: str | None


def _iso(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> str | None:
    return value.date().isoformat() if value else None


def pipeline_options(command: Command) -> Command:
    """``--tokenizer``, ``--rules`` and ``--date``, gathered as the keywords of `cnreport.pipeline.load`."""
    tokenizer = click.option(
        "--tokenizer",
        metavar="NAME",
        default="rjieba",
        show_default=True,
        help="rjieba, jieba, pkuseg:DIRECTORY, spacy or spacy:MODEL. Models are never downloaded.",
    )
    rules = click.option(
        "--rules",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A TOML file of your rules, laid over the project's: added, replaced or disabled by id.",
    )
    date = click.option(
        "--date",
        metavar="YYYY-MM-DD",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_iso,
        help="The articles' date: the year of deadlines that state none.",
    )

    @wraps(command)
    def gathered(*arguments: Any, tokenizer: str, rules: Path | None, date: str | None, **others: Any) -> Any:
        return command(*arguments, setup={"tokenizer": tokenizer, "rules": rules, "date": date}, **others)

    return tokenizer(rules(date(gathered)))
