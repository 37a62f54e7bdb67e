"""Whole runs into a real PostgreSQL server, which goes away at the worst moments."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from batch_stand_ins import StandIn

from cnreport.batch import Run, Setup, Summary, Task, default_journal
from cnreport.batch.work import Outcome
from cnreport.errors import WriteError
from cnreport.reading import Limits, find_articles
from tests.writing.server import Server

GOOD = 9


class Disturber:
    """A watch that takes the server away when the first report has been written, for some seconds."""

    def __init__(self, server: Server, seconds: float) -> None:
        self._server = server
        self.back = threading.Timer(seconds, server.start)

    def done(self, name: str, outcome: Outcome) -> None:
        pass

    def vanished(self, name: str) -> None:
        pass

    def writing(self, articles: int) -> None:
        pass

    def wrote(self) -> None:
        if self.back.ident is None:
            self._server.stop()
            self.back.start()


class Quiet(Disturber):
    """One that does nothing."""

    def wrote(self) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # where the journal of a run into a database lies
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(GOOD):
        (folder / f"{number}.txt").write_text(f"改造道路{number}公里。", encoding="utf-8")
    (folder / "bad.txt").write_text("出错", encoding="utf-8")
    return folder


def task(address: str, **sink: object) -> Task:
    return Task(Setup(StandIn(), Limits()), workers=2, output=address, sink=sink, resume=True, keep_journal=True)


def run(folder: Path, task: Task, watch: Disturber) -> Summary:
    return Run(find_articles([str(folder)]), task, watch)()


def test_a_server_that_goes_away_while_it_is_loaded_and_comes_back(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cnreport.writing.table_sink.BatchSink.batch_rows", 1)
    server.query("postgres", "CREATE DATABASE back")
    watch = Disturber(server, 0.5)
    summary = run(folder, task(server.address("back")), watch)
    watch.back.join()
    assert (summary.complete, summary.failed) == (True, 1)
    assert server.query("back", "SELECT count(*) FROM reports") == [(GOOD,)]


def test_a_server_that_is_away_costs_nothing_but_the_writing(folder: Path, server: Server, tmp_path: Path) -> None:
    server.query("postgres", "CREATE DATABASE away")
    given, quiet = task(server.address("away"), retry_seconds=0.2), Quiet(server, 0)
    server.stop()
    try:
        with pytest.raises(WriteError) as caught:
            run(folder, given, quiet)
    finally:
        server.start()
    assert caught.value.code == "database"
    summary = run(folder, given, quiet)
    assert (summary.complete, summary.unchanged, summary.failed) == (True, GOOD, 1)
    assert server.query("away", "SELECT count(*) FROM reports") == [(GOOD,)]
    before = server.query("away", "SELECT ctid, xmin, * FROM reports ORDER BY id")
    assert run(folder, replace(given, resume=False), quiet).complete
    assert server.query("away", "SELECT ctid, xmin, * FROM reports ORDER BY id") == before
    journal = default_journal(given.output)
    assert journal is not None
    (line,) = (tmp_path / f"{journal.stem}.quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["code"] == "internal"
