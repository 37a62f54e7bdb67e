"""One article under review: its state, its journal and its gold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cnreport.errors import CnreportError
from cnreport.evaluation.folder import gold_of
from cnreport.evaluation.standoff import (
    ENDING,
    Gold,
    GoldQuantity,
    GoldRecord,
    check_gold,
    parse_gold,
    read_gold,
)
from cnreport.review import journal
from cnreport.review.edits import Asked, Finder, RefusedError, Step, change_of
from cnreport.review.journal import Journal
from cnreport.review.state import Change, State, Target, Value
from cnreport.text import Source
from cnreport.writing.atomic import replacing

_VALUES: dict[Target, TypeAdapter[Any]] = {
    "records": TypeAdapter(GoldRecord | None),
    "quantities": TypeAdapter(GoldQuantity | None),
    "reviewed": TypeAdapter(bool),
}


class OutdatedError(CnreportError):
    """The article is not as it was when the person saw it."""

    default_code = "outdated"


class Session:
    """The corrections of one article. Not for several threads at a time."""

    def __init__(self, path: Path, source: Source, draft: Callable[[], Gold], quantities: Finder) -> None:
        """``draft`` gives the gold to begin with where there is none; `CnreportError` where what is there is bad."""
        self.source = source
        self.gold_path = gold_of(path)
        self._journal = Journal(journal_of(self.gold_path))
        self._draft, self.quantities = draft, quantities
        self.load()

    @property
    def revision(self) -> int:
        """It grows with every correction."""
        return self._journal.lines

    @property
    def can_undo(self) -> bool:
        """Whether there is a correction to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether one was taken back that can be made again."""
        return bool(self._undone)

    def load(self) -> None:
        """Read journal and gold from the disk and bring the gold up to date where a crash came between the two."""
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self.state = State()
        begun = False
        digests: list[str | None] = []
        for entry in self._journal.read():
            if "begin" in entry:
                begun, digests = True, []
            elif not begun:
                raise self._journal.fault("it does not begin with the gold to be corrected")
            try:
                self._replay(entry)
            except (RefusedError, ValueError, TypeError, KeyError, AttributeError, StopIteration) as error:
                raise self._journal.fault("no correction that this version knows") from error
            digests.append(entry.get("gold"))
        there = _digest(self.gold_path)
        # After a crash the gold is one correction behind the journal. Otherwise somebody has changed it: it counts.
        if begun and (there is None or there in digests[-2:]):
            if there != digests[-1]:
                self._save(self.state.to_gold(self.source))
            self._begin: dict[str, Any] | None = None
            return
        gold = self._draft() if there is None else read_gold(self.gold_path)
        check_gold(gold, self.source, self.gold_path)
        self.state = State.of(gold)
        self._done, self._undone = [], []
        # Written with the first correction: an article that is only looked at leaves nothing behind.
        self._begin = {"begin": json.loads(gold.to_json()), "gold": there}

    def edit(self, asked: Asked) -> Change:
        """Make a correction, in the journal first and then in the gold.

        `RefusedError` when it makes no sense, `OutdatedError` when the article has changed since, `CnreportError` when
        the disk does not take it. Then nothing is changed, but for one case: when the journal could be written and the
        gold could not, the correction stands, and the next one, or the next start, writes the gold.
        """
        if asked.revision != self.revision:
            raise OutdatedError("文章已在别处改动，请刷新页面")
        if isinstance(asked.edit, Step):
            change, entry = self._step(asked.edit.do)
        else:
            change = change_of(asked.edit, self.state, self.source.text, self.quantities)
            if change.before == change.after:
                return change
            entry = {"do": _dump(change)}
        state = self.state.after(change)
        gold = state.to_gold(self.source)
        self._write({**entry, "gold": hashlib.sha256(gold.to_json().encode()).hexdigest()})
        self.state = state
        self._remember(next(iter(entry)), change)
        self._save(gold)
        return change

    def _step(self, do: str) -> tuple[Change, dict[str, Any]]:
        stack = self._done if do == "undo" else self._undone
        if not stack:
            raise RefusedError("没有可以撤销的修改" if do == "undo" else "没有可以重做的修改")
        return (stack[-1].inverse() if do == "undo" else stack[-1]), {do: True}

    def _remember(self, what: str, change: Change) -> None:
        if what == "undo":
            self._undone.append(self._done.pop())
        elif what == "redo":
            self._done.append(self._undone.pop())
        else:
            self._done.append(change)
            self._undone.clear()

    def _replay(self, entry: dict[str, Any]) -> None:
        if "begin" in entry:
            gold = parse_gold(entry["begin"], str(self._journal.path))
            check_gold(gold, self.source, str(self._journal.path))
            self.state, self._done, self._undone = State.of(gold), [], []
        elif "do" in entry:
            change = _load(entry["do"])
            self.state.apply(change)
            self._remember("do", change)
        else:
            do = next(name for name in ("undo", "redo") if name in entry)
            self.state.apply(self._step(do)[0])
            self._remember(do, self._done[-1] if do == "undo" else self._undone[-1])

    def _write(self, entry: dict[str, Any]) -> None:
        entries = [entry] if self._begin is None else [self._begin, entry]
        try:
            self._journal.append(*entries)
        except journal.MovedError as error:
            self.load()
            raise OutdatedError("文章已在别处改动，请刷新页面") from error
        except OSError as error:
            reason = f"没有保存：{error.strerror or error}"
            raise CnreportError(reason, code="unwritable", where=str(self._journal.path)) from error
        self._begin = None

    def _save(self, gold: Gold) -> None:
        with replacing(self.gold_path) as stream:
            stream.write(gold.to_json().encode())


def journal_of(gold: Path) -> Path:
    """Where the journal of a gold file lies."""
    return gold.with_name(gold.name.removesuffix(ENDING) + journal.ENDING)


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CnreportError(f"{error.strerror}", code="bad-gold", where=str(path)) from error


def _dump(change: Change) -> dict[str, Any]:
    def plain(value: Value) -> Any:
        return (
            value.model_dump(mode="json", exclude_none=True) if isinstance(value, (GoldRecord, GoldQuantity)) else value
        )

    return {"target": change.target, "id": change.id, "before": plain(change.before), "after": plain(change.after)}


def _load(data: dict[str, Any]) -> Change:
    values = _VALUES[data["target"]]
    before, after = (values.validate_python(data[key]) for key in ("before", "after"))
    return Change(data["target"], data["id"], before, after)
