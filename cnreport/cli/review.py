"""``cnreport review``: correcting what was found, in the browser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from cnreport.cli.options import Setup, pipeline_options
from cnreport.errors import CnreportError


@click.command(
    "review",
    epilog="""\b
Examples:
  cnreport review articles/
  cnreport review articles/ --port 0 --open
  cnreport evaluate articles/            the figures on what was corrected
""",
)
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8741, show_default=True, help="0 takes any free one.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Listen on another address of this machine, and let other machines in.",
)
@click.option("--open", "show", is_flag=True, help="Open the list of articles in the browser.")
@pipeline_options
@click.pass_context
def command(context: click.Context, folder: Path, port: int, host: str, show: bool, setup: Setup) -> None:
    """Serve the articles of a folder for correction in the browser.

    Corrections are saved as NAME.gold.json beside each article, at once, and can be undone, also after a restart:
    NAME.review.journal keeps them all. Only this machine can connect, and only with the address that is printed.
    """
    for library in ("fastapi", "uvicorn"):
        if find_spec(library) is None:
            raise CnreportError(
                f"the review server needs the library {library}, which is not installed",
                code="missing-extra",
                hint="pip install 'cnreport[review]'",
            )
    import secrets

    from cnreport.cli.terminal import plural
    from cnreport.pipeline import load
    from cnreport.review.desk import Desk
    from cnreport.review.guard import Door, is_loopback
    from cnreport.review.server import application, listen, serve

    desk = Desk(folder, load(**setup))
    listening = listen(host, port)
    door = Door(host, listening.getsockname()[1], secrets.token_urlsafe(32))
    if desk.skipped:
        told = f"{plural(desk.skipped, 'article')} inside tables and archives, or unreadable, left out"
        click.echo(told, err=True)
    if not is_loopback(host):
        click.echo("warning: other machines can connect, and what they send and get is not encrypted", err=True)
    click.echo(f"{plural(len(desk), 'article')} to review at {door.address}", err=True)
    click.echo("Ctrl-C ends it; what was corrected is saved", err=True)
    if show:
        import webbrowser

        webbrowser.open(door.address)
    try:
        serve(application(desk, door), listening)
    except KeyboardInterrupt:
        context.exit(130)
