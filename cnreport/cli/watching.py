"""What is said while a run goes on: to people, or to machines."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from cnreport.cli.terminal import plural, print_error, printable
from cnreport.errors import CnreportError

if TYPE_CHECKING:
    from cnreport.batch import Summary
    from cnreport.batch.work import Outcome

_MOST_NAMED = 20
_PROGRESS_SECONDS = 5.0
_KINDS = ("achievement", "problem", "plan")


class TerminalWatch:
    """Errors as they come, a progress bar when ``bar`` says so, a summary.

    ``count`` goes through the listing once more beside the run, so that the bar knows how much is left.
    """

    def __init__(self, bar: bool, count: Callable[[], Iterable[object]] | None, check: Callable[[], None]) -> None:
        self._check = check
        self._started = monotonic()
        self._characters = 0
        self._vanished = 0
        self._shows = bar
        self._bar: Any = None
        if bar:
            self._bar = _bar()
            if count:
                threading.Thread(target=_count, args=(count, self._bar), daemon=True).start()

    def done(self, name: str, outcome: Outcome) -> None:
        """Count it, and say why it failed."""
        self._check()
        for error in outcome.errors:
            print_error(error, self._say)
        if self._bar is not None:
            self._characters += outcome.characters
            rate = self._characters / max(monotonic() - self._started, 0.001)
            self._bar.set_postfix_str(f"{rate:,.0f} characters/s", refresh=False)
            self._bar.update()

    def vanished(self, name: str) -> None:
        """Name the first few."""
        self._vanished += 1
        if self._vanished <= _MOST_NAMED:
            self._say(f"gone since the last run: {printable(name)}")

    def writing(self, articles: int) -> None:
        """Another bar: tables of many articles take their time."""
        self._close()
        if self._shows:
            self._bar = _bar(total=articles, desc="writing")

    def wrote(self) -> None:
        """Count it."""
        self._check()
        if self._bar is not None:
            self._bar.update()

    def finished(self, summary: Summary) -> None:
        """The summary of a run that came to its end."""
        seconds = monotonic() - self._started
        self._close()
        if summary.complete:
            nouns = ("article", "speech", *_KINDS, "quantity")
            whole = ", ".join(plural(summary.counts[noun], noun) for noun in nouns)
            self._say(f"{whole} in {seconds:.2f} s")
        if summary.unchanged:
            self._say(f"{plural(summary.unchanged, 'article')} unchanged since the last run")
        if summary.vanished:
            self._say(f"{plural(summary.vanished, 'article')} gone since the last run and no longer in the output")
        if summary.failed:
            self._say(f"{summary.failed} of {plural(summary.listed, 'article')} failed")
        if summary.kept and not summary.complete:
            self._say(_resumable(summary))
        elif summary.kept and summary.failed:
            self._say(f"the journal {summary.kept} is kept: --resume tries the failed articles again")

    def broken(self, summary: Summary, error: CnreportError | None, signal: str | None) -> None:
        """Why the run did not come to its end, and how to go on."""
        self._close()
        if error:
            print_error(error, self._say)
        if signal:
            self._say(f"stopped by {signal} after {plural(summary.listed, 'article')}")
        if summary.kept:
            self._say(_resumable(summary))

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        else:
            click.echo(line, err=True)

    def _close(self) -> None:
        if self._bar is not None:
            bar, self._bar = self._bar, None
            bar.close()


def _bar(**facts: Any) -> Any:
    from tqdm import tqdm

    return tqdm(unit=" articles", file=sys.stderr, leave=False, dynamic_ncols=True, **facts)


def _count(listing: Callable[[], Iterable[object]], bar: Any) -> None:
    """Tell the bar how many there are."""
    bar.total = sum(1 for _ in listing())


class JsonWatch:
    """A line of JSON on standard error for whatever happens; each has an ``event``."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        self._started = self._told = monotonic()
        self._articles = self._failed = self._characters = self._written = self._total = 0

    def started(self, **facts: object) -> None:
        """What is about to be done."""
        self._line("start", **facts)

    def done(self, name: str, outcome: Outcome) -> None:
        """The article's errors, and every few seconds how far the run is."""
        self._check()
        self._articles += 1
        self._failed += outcome.status == "failed"
        self._characters += outcome.characters
        for error in outcome.errors:
            self._line("failed", path=name, **_facts(error))
        if self._is_time():
            seconds = max(self._told - self._started, 0.001)
            self._line(
                "progress",
                articles=self._articles,
                failed=self._failed,
                characters=self._characters,
                seconds=round(seconds, 3),
                articles_per_second=round(self._articles / seconds, 1),
                characters_per_second=round(self._characters / seconds),
            )

    def vanished(self, name: str) -> None:
        """An article is gone since the last run."""
        self._line("vanished", path=name)

    def writing(self, articles: int) -> None:
        """The output is being written."""
        self._total = articles
        self._line("writing", articles=articles)

    def wrote(self) -> None:
        """Every few seconds how much has been written."""
        self._check()
        self._written += 1
        if self._is_time():
            self._line("writing", articles=self._total, written=self._written)

    def finished(self, summary: Summary) -> None:
        """The end of a run, and its figures."""
        self._end("complete" if summary.complete else "stopped", summary)

    def broken(self, summary: Summary, error: CnreportError | None, signal: str | None) -> None:
        """The end of a run that broke off."""
        if error:
            self._line("error", where=error.where, **_facts(error))
        self._end(f"stopped by {signal}" if signal else "broken off", summary)

    def _end(self, status: str, summary: Summary) -> None:
        self._line(
            "end",
            status=status,
            listed=summary.listed,
            failed=summary.failed,
            unchanged=summary.unchanged,
            vanished=summary.vanished,
            output=dict(summary.counts),
            characters=self._characters,
            seconds=round(monotonic() - self._started, 3),
            journal=str(summary.kept) if summary.kept else None,
        )

    def _is_time(self) -> bool:
        now = monotonic()
        due = now - self._told >= _PROGRESS_SECONDS
        if due:
            self._told = now
        return due

    def _line(self, event: str, **facts: object) -> None:
        line = json.dumps({"event": event, **facts}, ensure_ascii=False)
        click.echo(line.encode("utf-8", "replace"), err=True)


def _facts(error: CnreportError) -> dict[str, str]:
    return {"code": error.code, "reason": error.message, "hint": error.hint}


def _resumable(summary: Summary) -> str:
    return (
        f"{plural(summary.done, 'article')} done and kept in {summary.kept}; "
        "the same command with --resume goes on from there"
    )
