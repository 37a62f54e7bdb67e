"""``cnreport rules``: the rules that are in force, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cnreport.cli.options import OWN_RULES, rules_options

if TYPE_CHECKING:
    from cnreport.rules import Overlay
    from cnreport.rules.catalogue import Entry

_MARKS = {"project": " ", "added": "+", "replaced": "~", "changed": "~", "disabled": "-"}
_MOST_SHOWN = 60


@click.group(
    "rules",
    epilog="""\b
Examples:
  cnreport rules list                        which rule files there are
  cnreport rules list units --word 亩        the units that are written 亩
  cnreport rules show area.亩                one rule in full
  cnreport rules init units cues > cnreport.toml
  cnreport rules check cnreport.toml
  cnreport extract 2024/ --rules other.toml -o reports.jsonl
""",
)
def command() -> None:
    """Look at the rules, and check your own.

    Units, words, verbs, cues, topics, titles, places and the rest are rules with ids. A file of your own adds rules,
    replaces or disables some of the project's by id, changes their lists, and declares record types. It is used where
    --rules names it; a cnreport.toml in the current folder is used without being named.
    """


@command.command("list")
@click.argument("table", metavar="[TABLE]", required=False)
@click.option("--word", metavar="WORD", help="Only rules that hold this word.")
@rules_options
def list_rules(table: str | None, word: str | None, rules: Path | None) -> None:
    """List the rule files, or the rules of TABLE: id, words, and the file and line they come from.

    With --rules yours are marked: + added, ~ replaced or changed, - disabled.
    """
    from cnreport.rules.catalogue import entries
    from cnreport.rules.tables import TABLES

    overlay = _read(rules)
    if table is None and word is None:
        width = max(map(len, TABLES))
        for name, about in TABLES.items():
            found = entries(name, overlay)
            own = sum(entry.state != "project" for entry in found)
            yours = f"  {own} of yours" if own else ""
            click.echo(f"{name:<{width}}  {len(found):>5}  {about}{yours}")
        return
    for name in TABLES if table is None else [table]:
        for entry in entries(name, overlay):
            if word is None or word in entry.words:
                click.echo(_line(entry, word, with_table=table is None))


@command.command("show")
@click.argument("identity", metavar="ID")
@click.option("--table", metavar="TABLE", help="Of this rule file only, where several have a rule of the id.")
@rules_options
def show_rule(identity: str, table: str | None, rules: Path | None) -> None:
    """Show the whole of a rule, where it comes from, and what its fields mean."""
    from cnreport.rules.catalogue import as_toml, find_rule
    from cnreport.rules.tables import explanation

    for number, entry in enumerate(find_rule(identity, _read(rules), table)):
        if number:
            click.echo()
        state = {"project": "", "added": ", yours", "replaced": ", yours in place of the project's"}
        said = state.get(entry.state, f", {entry.state} by yours")
        click.echo(_safe(f"# {entry.place}{said}"))
        click.echo(_safe(as_toml(entry)))
        click.echo("".join(f"\n# {line}".rstrip() for line in explanation(entry.table).splitlines()))


@command.command("check")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.pass_context
def check_files(context: click.Context, files: tuple[Path, ...], strict: bool) -> None:
    """Check files of your own rules: all mistakes at once, each with its line.

    Without FILE it is cnreport.toml of the current folder. Exit code 1 when there is an error.
    """
    if not files and not OWN_RULES.is_file():
        raise click.UsageError(f"there is no {OWN_RULES} in the current folder: name a file")
    from cnreport.custom.checking import check_rules

    errors = warnings = 0
    for file in files or (OWN_RULES,):
        for finding in check_rules(file):
            click.echo(_safe(str(finding)))
            errors += finding.level == "error"
            warnings += finding.level == "warning"
    click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    if errors or (strict and warnings):
        context.exit(1)


@command.command("init")
@click.argument("tables", metavar="[TABLE]...", nargs=-1)
def start_file(tables: tuple[str, ...]) -> None:
    """Print a file of rules to start from, with an example of each kind, all commented out.

    With TABLE only those, with what each of their fields means.
    """
    from cnreport.rules.starter import starter

    click.echo(starter(tables), nl=False)


def _read(file: Path | None) -> Overlay | None:
    from cnreport.rules import read_overlay

    return None if file is None else read_overlay(file)


def _line(entry: Entry, word: str | None, with_table: bool) -> str:
    words = entry.words if word is None else [word]
    shown = " ".join(_fitting(words))
    table = f"{entry.table}  " if with_table else ""
    return _safe(f"{_MARKS[entry.state]} {table}{entry.rule.id}  {shown}  {entry.place}")


def _fitting(words: list[str]) -> Iterator[str]:
    """The first words, as many as a line has room for."""
    room = _MOST_SHOWN
    for number, word in enumerate(words):
        room -= len(word) + 1
        if room < 0:
            yield f"… {len(words) - number} more" if number else word[: _MOST_SHOWN - 1] + "…"
            return
        yield word


def _safe(text: str) -> str:
    from cnreport.cli.terminal import printable

    return printable(text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
