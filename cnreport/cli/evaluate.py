"""``cnreport evaluate``: how much of the gold is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cnreport.cli.options import Setup, pipeline_options

if TYPE_CHECKING:
    from cnreport.errors import CnreportError
    from cnreport.evaluation.scores import Scorer


@click.command(
    "evaluate",
    epilog="""\b
Examples:
  cnreport evaluate reviewed/
  cnreport evaluate reviewed/ --errors | grep 'of is'
  cnreport evaluate reviewed/ --rules cnreport.toml --json > figures.json
""",
)
@click.argument(
    "folder", metavar="GOLD_FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=False)
)
@click.option("--errors", is_flag=True, help="Print every difference before the figures.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@pipeline_options
@click.pass_context
def command(context: click.Context, folder: Path, errors: bool, as_json: bool, setup: Setup) -> None:
    """Score the pipeline against gold: articles with NAME.gold.json beside them.

    `cnreport review` makes such gold. The articles are extracted anew, with the rules and the tokenizer given, and
    compared. Gold that does not fit its article any more is an error, and no figure is printed.
    """
    from cnreport.cli.terminal import plural, print_error, printable
    from cnreport.evaluation.folder import read_gold_folder
    from cnreport.evaluation.scores import Scorer
    from cnreport.pipeline import load

    faults: list[CnreportError] = []
    articles = list(read_gold_folder(folder, faults))
    for fault in faults:
        print_error(fault)
    if faults:
        click.echo(f"{plural(len(faults), 'gold file')} of {len(articles) + len(faults)} cannot be used", err=True)
        context.exit(1)
    pipeline = load(**setup)
    scorer = Scorer()
    for article in articles:
        scorer.add(article.name, article.source.text, article.gold, pipeline(article.source))
    unread = sum(article.gold.reviewed is False for article in articles)
    if unread:
        told = f"{plural(unread, 'article')} of {len(articles)} not marked as reviewed"
        click.echo(f"{told}: what nobody looked at counts as right there", err=True)
    if as_json:
        found = {name: round(value, 6) for name, value in scorer.figures().items()}
        listed = [
            {"article": one.article, "start": one.start, "what": one.what, "excerpt": one.excerpt}
            for one in scorer.differences
        ]
        more = {"errors": listed} if errors else {}
        click.echo(json.dumps({"articles": len(articles), "figures": found, **more}, ensure_ascii=False, indent=1))
        return
    if errors:
        for difference in scorer.differences:
            click.echo(printable(str(difference)))
    click.echo(_table(scorer))


def _table(scorer: Scorer) -> str:
    lines = [f"{'figure':<24}{'F1':>7}{'P':>9}{'R':>8}{'gold':>8}"]
    for name, value in scorer.figures().items():
        tally = scorer.tally(name)
        rest = "" if tally is None else f"{tally.precision:>9.4f}{tally.recall:>8.4f}{tally.gold:>8}"
        lines.append(f"{name:<24}{value:>7.4f}{rest}")
    return "\n".join(lines)
