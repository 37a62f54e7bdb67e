"""The options that several commands share, or that are gathered into one value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

if TYPE_CHECKING:
    from cnreport.reading import Columns, Limits

Command = Callable[..., Any]


class Setup(TypedDict):
    """The keywords of `cnreport.pipeline.load`."""

    tokenizer: str
    rules: Path | None
    date: str | None
    models: Path | None


def _iso(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> str | None:
    return value.date().isoformat() if value else None


OWN_RULES = Path("cnreport.toml")
"""The user's file of rules, used without being named where it lies in the current folder."""


def rules_options(command: Command) -> Command:
    """``--rules`` and ``--no-rules``, gathered as ``rules``: the named file, else the folder's own."""
    named = click.option(
        "--rules",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=f"A TOML file of your rules, laid over the project's; {OWN_RULES} of the current folder unless given.",
    )
    without = click.option("--no-rules", is_flag=True, help="Use the project's rules alone.")

    @wraps(command)
    def gathered(*arguments: Any, rules: Path | None, no_rules: bool, **others: Any) -> Any:
        if no_rules and rules is not None:
            raise click.UsageError("--rules and --no-rules exclude each other")
        if rules is None and not no_rules and OWN_RULES.is_file():
            rules = OWN_RULES
            if not others.get("log_json"):  # which says it in its own way
                click.echo(f"with the rules of {OWN_RULES}", err=True)
        return command(*arguments, rules=rules, **others)

    return named(without(gathered))


def pipeline_options(command: Command) -> Command:
    """``--tokenizer``, the rules, ``--date`` and ``--models``, gathered as the keywords of `cnreport.pipeline.load`."""
    tokenizer = click.option(
        "--tokenizer",
        metavar="NAME",
        default="rjieba",
        show_default=True,
        help="rjieba, jieba, pkuseg:DIRECTORY, spacy or spacy:MODEL. Models are never downloaded.",
    )
    date = click.option(
        "--date",
        metavar="YYYY-MM-DD",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_iso,
        help="The articles' date: it dates deadlines that state no year; the page's own unless given.",
    )

    models = click.option(
        "--models",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of models that you trained, used instead of the installed ones.",
    )

    @wraps(command)
    def gathered(*arguments: Any, **others: Any) -> Any:
        setup = {name: others.pop(name) for name in Setup.__annotations__}
        return command(*arguments, setup=setup, **others)

    return tokenizer(rules_options(date(models(gathered))))


_LIMITS = {
    "bytes": "Refuse a larger article, in bytes; 64 MiB unless given.",
    "expanded": "Refuse an archive that unpacks to more, in bytes; 4 GiB unless given.",
    "ratio": "Refuse what unpacks to more than N times its size; 200 unless given.",
    "members": "Refuse an archive of more members; 100,000 unless given.",
    "depth": "Refuse archives in archives beyond this depth; 3 unless given.",
    "pages": "Refuse a PDF of more pages; 2,000 unless given.",
    "nesting": "Refuse an HTML page that is nested deeper; 2,000 unless given.",
}


def reading_options(command: Command) -> Command:
    """The columns of tables and the limits of what is read, gathered as ``columns`` and as ``limits``, a callable.

    Both are made when asked for, because making them loads the readers.
    """
    for name in ("date", "id", "text"):
        command = click.option(
            f"--{name}-column",
            metavar="NAME",
            default=name,
            show_default=True,
            help=f"The column of a table, or the key of a JSON line, that holds the {name}.",
        )(command)
    decorated = command

    @wraps(command)
    def gathered(*arguments: Any, text_column: str, id_column: str, date_column: str, **others: Any) -> Any:
        chosen = {name: others.pop(f"max_{name}") for name in _LIMITS}

        def columns() -> Columns:
            from cnreport.reading import Columns

            return Columns(text_column, id_column, date_column)

        def limits() -> Limits:
            from cnreport.reading import Limits

            return Limits(**{name: value for name, value in chosen.items() if value is not None})

        return decorated(*arguments, columns=columns, limits=limits, **others)

    for name, text in reversed(_LIMITS.items()):
        gathered = click.option(f"--max-{name}", metavar="N", type=click.IntRange(min=1), help=text)(gathered)
    return gathered


def sink_options(command: Command) -> Command:
    """The options of single formats, gathered as the keywords ``sink`` of `cnreport.writing.open_sink`."""
    options = (
        click.option("--table", metavar="NAME", help="csv, parquet: write this table alone, to the very file."),
        click.option(
            "--escape-formulas",
            is_flag=True,
            help="csv: put ' before texts that a spreadsheet would run as a formula.",
        ),
        click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, by which Excel knows UTF-8."),
        click.option("--schema", metavar="NAME", help="postgres: the schema of the tables."),
        click.option(
            "--retry-seconds",
            metavar="S",
            type=click.IntRange(min=0),
            help="postgres: how long to try again when the server has gone; 60 unless given.",
        ),
    )

    @wraps(command)
    def gathered(*arguments: Any, **others: Any) -> Any:
        names = ("table", "escape_formulas", "bom", "schema", "retry_seconds")
        sink = {name: others.pop(name) for name in names}
        return command(*arguments, sink=sink, **others)

    for option in reversed(options):
        gathered = option(gathered)
    return gathered
