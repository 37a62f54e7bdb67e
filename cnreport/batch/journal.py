"""The journal of a run: what has been done, in one SQLite file beside the output, so that a run can go on after a kill.

Every article that is listed has a row in ``listing``, every one that is done a row in ``results``. Both are written one
statement at a time and committed twice a second: after a kill the file holds all but the last moment's work, whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from cnreport.batch.work import Job, Outcome
from cnreport.errors import CnreportError, WriteError
from cnreport.reading import Article

_APPLICATION = 0x636E7270  # "cnrp"
_VERSION = 1
_COMMIT_SECONDS = 0.5

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- run and position say when the article was last listed, and where.
CREATE TABLE listing (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    run INTEGER NOT NULL, position INTEGER NOT NULL
);
CREATE INDEX listing_order ON listing (run, position);
CREATE TABLE results (
    id INTEGER PRIMARY KEY REFERENCES listing, digest TEXT, status TEXT NOT NULL, errors TEXT NOT NULL,
    tally TEXT NOT NULL, report BLOB
);
"""

_LIST = """
INSERT INTO listing (key, name, run, position) VALUES (?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET name = excluded.name, run = excluded.run, position = excluded.position
RETURNING id
"""

_ENTRIES = """
SELECT name, status, errors, tally, report FROM listing CROSS JOIN results USING (id)
WHERE run = ? AND (? OR status = 'failed') ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is done: its report, packed, and what is in it, or its errors as the quarantine has them."""

    name: str
    packed: bytes | None
    tally: dict[str, int]
    errors: list[dict[str, str]]


class Journal:
    """The open journal of one run; no other run can open it meanwhile.

    ``path`` is the file, made when it is not there. ``settings`` is what runs must have in common: with ``resume`` the
    results in the file are taken over when they were made with the same, else it is begun anew. `WriteError` with the
    code output-in-use, other-settings, bad-journal or unwritable.
    """

    def __init__(self, path: Path, settings: Mapping[str, str], *, resume: bool) -> None:
        self.path = path
        self._position = 0
        with self._guarded():
            self._base = self._open()
        try:
            with self._guarded():
                if not resume and self._count("sqlite_master"):
                    self.remove()
                    self._base = self._open()
                self._prepare(dict(settings))
        except BaseException:
            self._base.close()
            raise

    def list(self, article: Article) -> Job:
        """Enter the next article of the listing; the job knows the digest it had when it was last done well."""
        with self._guarded():
            row = (article.key, article.name, self._run, self._position)
            ((number,),) = self._base.execute(_LIST, row).fetchall()
            self._position += 1
            known = self._base.execute(
                "SELECT digest FROM results WHERE id = ? AND status = 'ok'", (number,)
            ).fetchone()
            self._commit_at_times()
        return Job(number, article, known[0] if known else None)

    def record(self, job: Job, outcome: Outcome) -> None:
        """Keep what became of an article."""
        if outcome.status == "unchanged":
            return
        errors = json.dumps([described(error) for error in outcome.errors], ensure_ascii=False)
        row = (job.number, outcome.digest, outcome.status, errors, json.dumps(outcome.tally), outcome.packed)
        with self._guarded():
            self._base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", row)
            self._commit_at_times()

    def done(self) -> int:
        """How many articles have been done well, in this run or before."""
        with self._guarded():
            return int(self._base.execute("SELECT count(*) FROM results WHERE status = 'ok'").fetchone()[0])

    def vanished(self) -> Iterator[str]:
        """The names of the articles that an earlier run had and this one's listing, which must be complete, has not."""
        with self._guarded():
            for (name,) in self._base.execute("SELECT name FROM listing WHERE run < ? ORDER BY name", (self._run,)):
                yield name

    def forget_vanished(self) -> None:
        """Drop them and what is kept of them."""
        with self._guarded():
            gone = "SELECT id FROM listing WHERE run < ?"
            self._base.execute(f"DELETE FROM results WHERE id IN ({gone})", (self._run,))
            self._base.execute("DELETE FROM listing WHERE run < ?", (self._run,))
            self._commit()

    def entries(self, *, failed_only: bool = False) -> Iterator[Entry]:
        """The articles of this run's listing that are done, in its order."""
        with self._guarded():
            rows = self._base.execute(_ENTRIES, (self._run, not failed_only))
            for name, _, errors, tally, packed in rows:
                yield Entry(name, packed, json.loads(tally), json.loads(errors))

    def close(self) -> None:
        """Commit and close. Nothing is raised: what cannot be committed now is done again by the next run."""
        with suppress(sqlite3.Error):
            self._base.execute("COMMIT")
        with suppress(sqlite3.Error):
            self._base.close()

    def remove(self) -> None:
        """Delete the file, while it is still locked, and close."""
        for end in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{end}").unlink()
        self.close()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            # Locked for as long as it is open, even against readers; the system lifts the lock when the process dies.
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            base.execute("BEGIN EXCLUSIVE")
            base.execute("COMMIT")
            ours = base.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
            if not ours and base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise self._no_journal()
        except BaseException:
            base.close()
            raise
        return base

    def _prepare(self, settings: dict[str, str]) -> None:
        """Make the tables, or see whether the results in them may be taken over; begin the run."""
        if not self._count("sqlite_master"):
            # In one transaction: a journal that is there is whole.
            marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
            self._base.executescript(f"BEGIN; {marks} {_TABLES} COMMIT")
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            raise self._refusal(f"the journal has version {version}, this cnreport writes version {_VERSION}")
        meta = dict(self._base.execute("SELECT name, value FROM meta"))
        self._run = int(meta.pop("run", "0")) + 1
        differences = sorted(name for name in {*meta, *settings} if meta.get(name) != settings.get(name))
        if meta and differences:
            raise self._refusal(f"the results in the journal were made with another {', '.join(differences)}")
        self._base.execute("BEGIN")
        entries = {**settings, "run": str(self._run)}.items()
        self._base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", entries)
        self._commit()

    def _refusal(self, message: str) -> WriteError:
        hint = "repeat the run with the same settings, or begin anew without --resume"
        return WriteError(message, code="other-settings", where=str(self.path), hint=hint)

    def _no_journal(self) -> WriteError:
        message = "this file stands where the journal of the run belongs, and is none"
        return WriteError(message, code="bad-journal", where=str(self.path), hint="move it, or name another journal")

    def _count(self, table: str) -> int:
        return int(self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _commit(self) -> None:
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        self._base.execute("BEGIN")
        self._committed = monotonic()

    def _commit_at_times(self) -> None:
        if monotonic() - self._committed > _COMMIT_SECONDS:
            self._commit()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        where = str(self.path)
        try:
            yield
        except sqlite3.Error as error:
            reason = str(error)
            if "locked" in reason:
                raise WriteError(
                    "another run is writing this output", code="output-in-use", where=where, hint="wait for it"
                ) from error
            if type(error) is sqlite3.DatabaseError:  # no database, or a damaged one
                raise self._no_journal() from error
            raise WriteError(f"the journal cannot be written: {reason}", where=where) from error


def described(error: CnreportError) -> dict[str, str]:
    """The error for a file of lines of JSON: code, reason, and what can be done."""
    found = {"code": error.code, "reason": error.message, "hint": error.hint}
    return {name: value for name, value in found.items() if value}
