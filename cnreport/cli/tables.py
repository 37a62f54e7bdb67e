"""A report as tables, laid out by display cells: a hanzi takes two."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cnreport.cli.terminal import printable
from cnreport.schema import Plan, Quantity, Record, Report, Speech
from cnreport.writing.page import wording

_TITLES = {"achievement": "成绩", "problem": "问题", "plan": "下一步"}
_COLUMNS = ("条目", "动作", "内容", "数量", "期限", "责任")
_LEAST_CELLS = {"条目": 8, "动作": 4, "内容": 12, "数量": 8, "期限": 6, "责任": 6}
# The content has what the others leave.
_MOST_CELLS = {"条目": 18, "动作": 8, "数量": 24, "期限": 12, "责任": 16}
_ARROWS = {"up": " ↑", "down": " ↓"}
_LONGEST_HEADING = 24


def print_report(report: Report) -> None:
    """Print the report on standard output, as wide as the terminal, 80 cells when there is none."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a character shows a question mark rather than nothing at all.
        sys.stdout.reconfigure(errors="replace")
    console = Console(markup=False, highlight=False, emoji=False)
    console.print(_text(report.title or report.source, "bold"))
    if not report.speeches:
        console.print(_text("没有找到讲话。"))
    for number, speech in enumerate(report.speeches, 1):
        console.print()
        _print_speech(console, number, speech)
    for warning in report.warnings:
        console.print(_text(f"! {warning}", "yellow"))


def _print_speech(console: Console, number: int, speech: Speech) -> None:
    speaker = speech.speaker
    named = [speaker.name, speaker.position, speaker.organization] if speaker else []
    console.print(_text(f"{number}. {' · '.join(filter(None, named)) or '（未署名）'}", "bold cyan"))
    if speech.headline:
        console.print(_text(f"   {speech.headline.text}", "italic"))
    for kind, title in _TITLES.items():
        records = [record for record in speech.records if record.kind == kind]
        if records:
            console.print(_text(f"\n{title}（{len(records)}）", "bold"))
            console.print(_table(records))
    if speech.quantities:
        console.print(_text("\n其他数量", "bold"))
        console.print(Padding(_text("；".join(map(_amount, speech.quantities))), (0, 0, 0, 1)))
    if speech.bylines:
        console.print(_text("  ".join(f"{byline.role} {byline.name}" for byline in speech.bylines), "dim"))


def _table(records: list[Record]) -> Table:
    rows = list(_rows(records))
    used = [at for at in range(len(_COLUMNS)) if any(row[at] for row in rows)]
    table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False, collapse_padding=True)
    for at in used:
        name = _COLUMNS[at]
        table.add_column(name, overflow="fold", min_width=_LEAST_CELLS[name], max_width=_MOST_CELLS.get(name))
    for row in rows:
        table.add_row(*(_text(row[at]) for at in used))
    return table


def _rows(records: list[Record]) -> Iterator[tuple[str, ...]]:
    last = ""
    for record in records:
        heading = _heading(record)
        deadline = owners = ""
        if isinstance(record, Plan):
            deadline = record.deadline.text if record.deadline else ""
            owners = "\n".join(owner.text for owner in record.owners)
        about = wording.about(record)
        yield (
            heading if heading != last else "",
            record.action.text if record.action else "",
            # Without both halves the clause itself says it best.
            about if record.action and about else record.text,
            "\n".join(_amount(quantity, about) for quantity in record.quantities),
            deadline,
            owners,
        )
        last = heading


def _heading(record: Record) -> str:
    """The item's head, or else the nearest section heading, short enough for a column."""
    mention = record.item.heading if record.item else record.section[-1] if record.section else None
    if mention is None:
        return ""
    heading = mention.text.rstrip("。；;：:，,")
    return heading if len(heading) <= _LONGEST_HEADING else heading[: _LONGEST_HEADING - 1] + "…"


def _amount(quantity: Quantity, known: str = "") -> str:
    """The amount as written, after what it counts unless that is ``known`` from the column beside it."""
    of = quantity.of.text if quantity.of and quantity.of.text != known else ""
    return f"{of} {quantity.text}{_ARROWS.get(quantity.change or '', '')}".strip()


def _text(content: str, style: str = "") -> Text:
    return Text(printable(content), style)
