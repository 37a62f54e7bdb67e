"""``cnreport view``: one article as a page for the browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cnreport.cli.options import Setup, pipeline_options


@click.command(
    "view",
    epilog="""\b
Examples:
  cnreport view speech.txt --open              write speech.report.html here and open it
  cnreport view speech.txt -o page.html
  curl -s URL | cnreport view - -o page.html
\b
For many articles with an index: cnreport extract FOLDER --format html -o PAGES
""",
)
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    metavar="PAGE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write to PAGE instead of NAME.report.html in the current folder; - is standard output.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@pipeline_options
def command(file: str, output: Path | None, show: bool, setup: Setup) -> None:
    """Show one article as a page: the text with its records and amounts marked, and the records as tables.

    The page is one file and needs no network. FILE may be - for standard input. The name of the page goes to standard
    error.
    """
    from cnreport.pipeline import load
    from cnreport.reading import read_article
    from cnreport.writing.atomic import replacing
    from cnreport.writing.page.article import render

    if show and output == Path("-"):
        raise click.UsageError("--open needs a file, and -o - is standard output")
    source = read_article(file)
    target = output or Path(f"{Path(source.name).stem if file != '-' else 'standard-input'}.report.html")
    if file != "-" and target.exists() and target.samefile(file):
        raise click.UsageError(f"{target} is the article: writing there would destroy it")
    page = render(load(**setup, keep_text=True)(source)).encode()
    if target == Path("-"):
        sys.stdout.buffer.write(page)
        return
    with replacing(target) as stream:
        stream.write(page)
    click.echo(f"wrote {target}", err=True)
    if show:
        import webbrowser

        if not webbrowser.open(target.resolve().as_uri()):
            click.echo(f"no browser was found: open {target} in yours", err=True)
