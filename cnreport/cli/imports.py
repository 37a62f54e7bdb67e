"""``cnreport import``: annotations from Label Studio as gold."""

from __future__ import annotations

from pathlib import Path

import click

from cnreport.errors import CnreportError


@click.command(
    "import",
    epilog="""\b
Examples:
  cnreport import project-1.json --into articles/
  cnreport evaluate articles/                       the figures on what was annotated
""",
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    "folder",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder of the articles: gold is written beside each.",
)
@click.option("--replace", is_flag=True, help="Overwrite gold that is there already.")
@click.pass_context
def command(context: click.Context, file: Path, folder: Path, replace: bool) -> None:
    """Write what was annotated in Label Studio as gold beside the articles.

    FILE is what Label Studio exports as JSON. An article that is not in FOLDER is written there too. A bad task stops
    none of the others; tasks that nobody has annotated are counted and left out.
    """
    from cnreport.cli.terminal import plural, print_error
    from cnreport.exchange.folder import save
    from cnreport.exchange.label_studio import parse_task, read_tasks
    from cnreport.text import Source

    done = failed = untouched = loose = 0
    for number, task in enumerate(read_tasks(file), 1):
        where = f"{file}: task {number}"
        try:
            found = parse_task(task, where)
            if found is None:
                untouched += 1
                continue
            source, assembled = found
            source = source if source.name else Source(source.text, f"task-{number}.txt")
            save(assembled.gold, source, folder, replace=replace)
        except CnreportError as error:
            failed += 1
            error.where = error.where or where
            print_error(error)
            continue
        done += 1
        loose += len(assembled.left_out)
    told = [f"{plural(done, 'article')} imported"]
    if untouched:
        told.append(f"{untouched:,} not annotated")
    if failed:
        told.append(f"{failed:,} failed")
    click.echo(", ".join(told), err=True)
    if loose:
        click.echo(f"{plural(loose, 'mark')} linked to no record or quantity left out", err=True)
    if failed:
        context.exit(1)
