"""``cnreport extract``: articles to records."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cnreport.cli.options import Setup, pipeline_options, reading_options, sink_options
from cnreport.cli.signals import Stopped, stopping
from cnreport.cli.watching import JsonWatch, TerminalWatch
from cnreport.errors import CnreportError, RulesError, TokenizerError
from cnreport.writing import FORMATS

if TYPE_CHECKING:
    from cnreport.reading import Article, Columns, Limits
    from cnreport.reading.reader import HtmlExtractor

_MOST_WORKERS = 8
_TIMEOUT = 600.0
# What these say is wrong with the command, not with an article or the disk.
_WRONG_USAGE = {"unknown-format", "unused-option", "output-is-article", "other-settings", "bad-journal"}


@click.command(
    "extract",
    epilog="""\b
Examples:
  cnreport extract speech.txt                       one report to standard output
  cnreport extract 2024/ 2025/ -o reports.jsonl     every article below two folders
  cnreport extract archive.zip -o records.sqlite    a database of flat tables
  cnreport extract 2024/ -o reports.jsonl --resume  go on after an interruption
  curl -s URL | cnreport extract - | jq .speeches   standard input
\b
A bad article stops none of the others: it is named on standard error and in
OUT.quarantine.jsonl with the reason, and the exit code is 1. The output appears
when all is done, complete, or not at all; until then OUT.journal keeps what is
done, so that --resume can go on after an interruption or a crash.
""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", help="Write to OUT, a file or a database, not to standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Output format; what OUT ends in tells it, jsonl for standard output.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=0),
    help=f"Worker processes. One a processor, at most {_MOST_WORKERS}, unless given; 0: no processes but this one.",
)
@click.option("--resume", is_flag=True, help="Go on with an earlier run: do only what is new, changed or failed.")
@click.option("--keep-journal", is_flag=True, help="Keep OUT.journal after the run, for --resume later.")
@click.option(
    "--journal", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Instead of OUT.journal."
)
@click.option(
    "--quarantine",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where failures go, a line of JSON each, instead of OUT.quarantine.jsonl.",
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first article that fails.")
@click.option(
    "--timeout-per-article",
    "timeout",
    metavar="S",
    type=click.FloatRange(min=0, min_open=True),
    help=f"Give an article up after S seconds; {_TIMEOUT:.0f} unless given.",
)
@click.option(
    "--memory-per-worker",
    "memory",
    metavar="MIB",
    type=click.IntRange(min=1),
    help="Give an article up that takes more memory; no limit unless given.",
)
@click.option("--log-json", is_flag=True, help="Say what happens in lines of JSON on standard error.")
@pipeline_options
@click.option("--explain", is_flag=True, help="Say in each record which rules and which model made it what it is.")
@click.option("--keep-text", is_flag=True, help="Put the text that the offsets count in into each report.")
@click.option(
    "--html-extractor",
    type=click.Choice(["cnreport", "trafilatura"]),
    default="cnreport",
    show_default=True,
    help="Who finds the article on a web page; trafilatura is an extra.",
)
@reading_options
@sink_options
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    workers: int | None,
    resume: bool,
    keep_journal: bool,
    journal: Path | None,
    quarantine: Path | None,
    fail_fast: bool,
    timeout: float | None,
    memory: int | None,
    log_json: bool,
    explain: bool,
    keep_text: bool,
    html_extractor: HtmlExtractor,
    setup: Setup,
    columns: Callable[[], Columns],
    limits: Callable[[], Limits],
    sink: dict[str, Any],
) -> None:
    """Extract the records of articles: one report a line, as JSON, or tables in the formats that have them.

    PATH is an article (text, HTML, docx, PDF), a table of articles (JSON Lines, CSV, Parquet), a zip archive of these,
    a folder, searched to any depth, or - for standard input. A summary goes to standard error.
    """
    from cnreport.batch import Run, Settings, Summary, Task, default_journal
    from cnreport.batch import Setup as WorkerSetup
    from cnreport.batch.own import without_own
    from cnreport.batch.quarantine import default_quarantine
    from cnreport.reading import find_articles

    kept = journal or default_journal(output)
    if resume and kept is None:
        raise click.UsageError("there is nothing to resume without an output file: use -o")
    if workers == 0 and (timeout or memory):
        raise click.UsageError("with --workers 0 an article can have no limit of time or memory")
    page = form == "html" or (form is None and output is not None and output.lower().endswith((".html", ".htm")))
    settings = Settings(**setup, explain=explain, keep_text=keep_text or page)
    bounds = limits()

    def listing() -> Iterator[Article]:
        return iter(find_articles(paths, columns=columns(), limits=bounds))

    beside = [path for path in (kept, quarantine or (kept and default_quarantine(output, kept))) if path]
    target = None if output is None or "://" in output else Path(output)
    articles = without_own(listing(), paths, target, beside)
    run: Run | None = None
    with stopping() as stop:
        watch: TerminalWatch | JsonWatch
        if log_json:
            watch = JsonWatch(stop.check)
            rules = setup["rules"]
            watch.started(paths=paths, output=output, resume=resume, rules=None if rules is None else str(rules))
        else:
            bar = sys.stderr.isatty() and not (output is None and sys.stdout.isatty())
            # What can be read once only, standard input or a named pipe, is not gone through to be counted.
            again = all(os.path.isfile(path) or os.path.isdir(path) for path in paths)  # noqa: PTH112, PTH113 - no errors
            watch = TerminalWatch(bar, listing if again else None, stop.check)
        try:
            if workers is None and not timeout and not memory:
                workers, articles = _workers_for(articles)
            elif workers is None:
                workers = _processors()
            task = Task(
                WorkerSetup(settings, bounds, (timeout or _TIMEOUT) if workers else None, memory, html_extractor),
                workers=workers,
                output=output,
                form=form,
                sink=sink,
                journal=journal,
                quarantine=quarantine,
                resume=resume,
                keep_journal=keep_journal,
                fail_fast=fail_fast,
            )
            run = Run(articles, task, watch)
            run()
        except Stopped as stopped:
            watch.broken(run.summary if run else Summary(), None, stopped.name)
            context.exit(stopped.exit_code)
        except CnreportError as error:
            watch.broken(run.summary if run else Summary(), error, None)
            wrong = isinstance(error, (RulesError, TokenizerError)) or error.code in _WRONG_USAGE
            context.exit(2 if wrong else 1)
        watch.finished(run.summary)
    if run.summary.failed:
        context.exit(1)


def _workers_for(articles: Iterator[Article]) -> tuple[int, Iterator[Article]]:
    """As many as there are processors; none for a single plain text, which is done before a worker has started.

    With the articles, of which the first two have been looked at.
    """
    first = list(islice(articles, 2))
    alone = len(first) == 1 and first[0].form in (None, "txt")
    return 0 if alone else _processors(), chain(first, articles)


def _processors() -> int:
    with suppress(AttributeError):  # not on every system
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)
