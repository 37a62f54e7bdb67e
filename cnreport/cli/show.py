"""``cnreport show``: one article as tables."""

from __future__ import annotations

import click

from cnreport.cli.options import Setup, pipeline_options


@click.command(
    "show",
    epilog="""\b
Examples:
  cnreport show speech.txt
  cnreport show page.txt | less -R
  COLUMNS=120 cnreport show page.txt > page.tables.txt
""",
)
@click.argument("file", metavar="FILE")
@pipeline_options
def command(file: str, setup: Setup) -> None:
    """Show the records of one article as tables.

    For each speaker the achievements (成绩), problems (问题) and next steps (下一步): the item they stand under, the
    action, what it concerns, amounts, deadline and owner. FILE may be - for standard input.
    """
    from cnreport.cli.tables import print_report
    from cnreport.pipeline import load
    from cnreport.reading import read_article

    source = read_article(file)
    print_report(load(**setup)(source))
