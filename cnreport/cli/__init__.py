"""The ``cnreport`` command. This module and the commands' modules import click only: the work is imported when run."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from cnreport._version import __version__
from cnreport.errors import CnreportError, RulesError, TokenizerError

_COMMANDS = {
    "extract": "extract",
    "show": "show",
    "view": "view",
    "review": "review",
    "evaluate": "evaluate",
    "export": "export",
    "import": "imports",
    "quantities": "quantities",
    "rules": "rules",
    "schema": "schema",
}
"""The commands in the order of the help, and their modules."""

_SIGPIPE = 128 + 13
"""The exit code of a program whose reader went away, as the shell reports it."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"cnreport.cli.{_COMMANDS[cmd_name]}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CnreportError as error:
            from cnreport.cli.terminal import print_error

            print_error(error)
            ctx.exit(2 if isinstance(error, (RulesError, TokenizerError)) else 1)
        except BrokenPipeError:
            # `cnreport extract … | head`: what is still buffered has nowhere to go.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_SIGPIPE)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  cnreport extract articles/ -o reports.jsonl     a folder to JSON Lines
  cnreport show speech.txt                        one article as tables
  echo 拆除违建1200平方米 | cnreport quantities     the amounts of a text
\b
Exit code: 0 all done, 1 an article or the output failed, 2 wrong usage.
""",
)
@click.version_option(__version__, prog_name="cnreport")
def main() -> None:
    """Turn Chinese government work reports and officials' speeches into typed records.

    Achievements (成绩), problems (问题) and next-step plans (下一步), with every quantity normalised and every field
    quoted from the source by its offsets.
    """
