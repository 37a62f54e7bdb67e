"""``cnreport extract``: articles to records."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from cnreport.cli.options import Setup, pipeline_options
from cnreport.cli.terminal import print_error, progress

if TYPE_CHECKING:
    from cnreport.schema import Report


@click.command(
    "extract",
    epilog="""\b
Examples:
  cnreport extract speech.txt                       one report to standard output
  cnreport extract 2024/ 2025/ -o reports.jsonl     every .txt below two folders
  curl -s URL | cnreport extract - | jq .speeches   standard input
\b
A file that cannot be read is named on standard error with the reason; the others
are extracted, and the exit code is 1. The file given to -o appears when all is
done, complete, or not at all.
""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to FILE instead of standard output.",
)
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="Output format."
)
@pipeline_options
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    help="Refuse an article larger than this; 64 MiB unless given.",
)
@click.option("--explain", is_flag=True, help="Say in each record which rules and which model made it what it is.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    form: str,
    max_bytes: int | None,
    explain: bool,
    setup: Setup,
) -> None:
    """Extract the records of articles: one report a line, as JSON.

    PATH is a text file (UTF-8, UTF-16, GB18030 or Big5), a folder, searched for .txt files to any depth, or - for
    standard input. A summary goes to standard error.
    """
    started = perf_counter()
    from cnreport.batch import run
    from cnreport.pipeline import load
    from cnreport.reading import MAX_BYTES, find_articles
    from cnreport.writing import open_sink

    articles = find_articles(paths)
    if output and any(_same(output, article) for article in articles):
        raise click.UsageError(f"{output} is one of the articles: writing there would destroy it")
    pipeline = load(**setup, explain=explain)
    counts: Counter[str] = Counter()
    results = run(articles, pipeline, limit=max_bytes or MAX_BYTES)
    quiet = output is None and sys.stdout.isatty()
    with open_sink(output, form) as sink, progress(results, len(articles), quiet) as (shown, write):
        for result in shown:
            if result.report:
                sink.write(result.report)
                counts.update(_tally(result.report))
            elif result.error:
                print_error(result.error, write)
    click.echo(_summary(counts, perf_counter() - started), err=True)
    failed = len(articles) - counts["article"]
    if failed:
        click.echo(f"{failed} of {_plural(len(articles), 'article')} failed", err=True)
        context.exit(1)


def _same(output: Path, article: str) -> bool:
    with suppress(OSError, ValueError):
        return article != "-" and output.samefile(article)
    return False


def _tally(report: Report) -> Counter[str]:
    counts = Counter(article=1, speech=len(report.speeches))
    for speech in report.speeches:
        counts["quantity"] += len(speech.quantities)
        for record in speech.records:
            counts[record.kind] += 1
            counts["quantity"] += len(record.quantities)
    return counts


def _summary(counts: Counter[str], seconds: float) -> str:
    kinds = [_plural(counts[kind], kind) for kind in ("achievement", "problem", "plan")]
    whole = [
        _plural(counts["article"], "article"),
        _plural(counts["speech"], "speech"),
        *kinds,
        _plural(counts["quantity"], "quantity"),
    ]
    return f"{', '.join(whole)} in {seconds:.2f} s"


def _plural(count: int, noun: str) -> str:
    plurals = {"speech": "speeches", "quantity": "quantities"}
    return f"{count:,} {noun if count == 1 else plurals.get(noun, noun + 's')}"
