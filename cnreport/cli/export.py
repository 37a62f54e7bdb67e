"""``cnreport export``: articles to annotation editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cnreport.cli.options import Setup, pipeline_options
from cnreport.errors import CnreportError
from cnreport.exchange import FORMATS, open_export


@click.command(
    "export",
    epilog="""\b
Examples:
  cnreport export articles/ --format label-studio -o tasks.json
  cnreport export articles/ --format brat -o collection
  cnreport export speech.txt --format conll | head -40
  cnreport import annotated.json --into articles/     back from Label Studio
""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The editor that is to read it.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT, a file or for brat a folder; else standard output.")
@click.option("--fresh", is_flag=True, help="Export what is found now, also where there is gold beside an article.")
@pipeline_options
@click.pass_context
def command(
    context: click.Context, paths: tuple[str, ...], form: str, output: str | None, fresh: bool, setup: Setup
) -> None:
    """Write articles with their records and quantities for an annotation editor.

    An article with gold beside it (NAME.gold.json) is exported with that, any other with what is found in it. Beside
    OUT lies what the editor needs to be set up: Label Studio's labelling interface in OUT.xml, doccano's labels in
    OUT.labels.json, brat's configuration in the folder.
    """
    from tqdm import tqdm

    from cnreport.cli.terminal import plural, print_error
    from cnreport.exchange.folder import listed, marked
    from cnreport.pipeline import load

    pipeline = load(**setup)
    done = failed = 0
    with open_export(output, form) as exporter:
        for article, name in tqdm(listed(paths), unit=" articles", disable=None if output else True, file=sys.stderr):
            if output is not None and Path(article.path).absolute() == Path(output).absolute():
                raise click.UsageError(f"{output} is one of the articles: writing there would destroy it")
            try:
                exporter.write(marked(article, name, pipeline, use_gold=not fresh))
            except CnreportError as error:
                failed += 1
                print_error(error, lambda line: tqdm.write(line, file=sys.stderr))
                continue
            done += 1
    click.echo(f"{plural(done, 'article')} exported" + (f", {failed:,} failed" if failed else ""), err=True)
    if failed:
        context.exit(1)
