import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batch_stand_ins import StandIn

from cnreport.batch import Run, Setup, Summary, Task, default_journal
from cnreport.batch.journal import Journal
from cnreport.batch.own import without_own
from cnreport.batch.work import Outcome
from cnreport.errors import WriteError
from cnreport.reading import Article, Limits, find_articles


class Log:
    """A watch that keeps what it is told."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.gone: list[str] = []
        self.written: list[int] = []
        self.handed = 0

    def done(self, name: str, outcome: Outcome) -> None:
        self.outcomes[Path(name).name] = outcome

    def vanished(self, name: str) -> None:
        self.gone.append(Path(name).name)

    def writing(self, articles: int) -> None:
        self.written.append(articles)

    def wrote(self) -> None:
        self.handed += 1

    @property
    def redone(self) -> list[str]:
        return sorted(name for name, outcome in self.outcomes.items() if outcome.status != "unchanged")

    @property
    def codes(self) -> dict[str, str]:
        return {name: outcome.errors[0].code for name, outcome in self.outcomes.items() if outcome.errors}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"改造道路{number}公里。", encoding="utf-8")
    return folder


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return Task(Setup(StandIn(), Limits()), output=str(tmp_path / "out.jsonl"))


def run(folder: Path, task: Task) -> tuple[Summary, Log]:
    log = Log()
    return Run(find_articles([str(folder)]), task, log)(), log


def names(output: Path) -> list[str]:
    return [Path(json.loads(line)["source"]).name for line in output.read_text(encoding="utf-8").splitlines()]


def beside(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path.name.startswith((output.name, ".")))


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_the_output_is_that_of_the_listing_whatever_the_number_of_workers(
    folder: Path, task: Task, tmp_path: Path, workers: int
) -> None:
    (folder / "00.txt").write_text("稍慢，所以最后完成", encoding="utf-8")
    summary, log = run(folder, replace(task, workers=workers))
    output = tmp_path / "out.jsonl"
    assert names(output) == [f"{number:02}.txt" for number in range(12)]
    assert (summary.complete, summary.kept, summary.failed, summary.counts["article"]) == (True, None, 0, 12)
    assert beside(output) == ["out.jsonl"]
    assert (log.written, log.handed) == ([12], 12)
    run(folder, replace(task, output=str(tmp_path / "again.jsonl")))
    assert output.read_bytes() == (tmp_path / "again.jsonl").read_bytes()


def test_failures_go_to_the_quarantine_and_are_tried_again(folder: Path, task: Task, tmp_path: Path) -> None:
    (folder / "03.txt").write_text("出错", encoding="utf-8")
    (folder / "05.txt").write_bytes(b"")
    (folder / "07.txt").write_text("崩溃", encoding="utf-8")
    output, quarantine = tmp_path / "out.jsonl", tmp_path / "out.jsonl.quarantine.jsonl"
    summary, log = run(folder, replace(task, workers=2))
    assert (summary.failed, summary.complete) == (3, True)
    assert len(names(output)) == 9
    lines = [json.loads(line) for line in quarantine.read_text(encoding="utf-8").splitlines()]
    assert [(Path(line["path"]).name, line["code"]) for line in lines] == [
        ("03.txt", "internal"),
        ("05.txt", "is-empty"),
        ("07.txt", "worker-died"),
    ]
    assert all(line["reason"] for line in lines)
    assert summary.kept == tmp_path / "out.jsonl.journal"
    for name in ("03.txt", "05.txt", "07.txt"):
        (folder / name).write_text("道路", encoding="utf-8")
    summary, log = run(folder, replace(task, workers=2, resume=True))
    assert log.redone == ["03.txt", "05.txt", "07.txt"]
    assert (summary.failed, summary.unchanged, summary.counts["article"]) == (0, 9, 12)
    assert beside(output) == ["out.jsonl"]


def test_a_named_quarantine_is_always_written(folder: Path, task: Task, tmp_path: Path) -> None:
    named = tmp_path / "bad.jsonl"
    named.write_text("of yesterday", encoding="utf-8")
    run(folder, replace(task, quarantine=named))
    assert named.read_bytes() == b""


def test_only_what_is_new_or_changed_is_done_again_and_what_is_gone_is_said(
    folder: Path, task: Task, tmp_path: Path
) -> None:
    kept = replace(task, keep_journal=True, resume=True)
    assert run(folder, kept)[0].unchanged == 0
    (folder / "02.txt").write_text("现在说的是绿地", encoding="utf-8")
    (folder / "04.txt").unlink()
    (folder / "01a.txt").write_text("新的文章", encoding="utf-8")
    os.utime(folder / "06.txt", (1, 1))
    summary, log = run(folder, kept)
    assert log.redone == ["01a.txt", "02.txt"]
    assert (log.gone, summary.vanished, summary.unchanged) == (["04.txt"], 1, 10)
    output = tmp_path / "out.jsonl"
    resumed = output.read_bytes()
    assert run(folder, kept)[1].gone == []
    run(folder, replace(task, keep_journal=False))
    assert output.read_bytes() == resumed
    assert "04.txt" not in names(output)


def test_without_resume_a_run_begins_anew(folder: Path, task: Task) -> None:
    run(folder, replace(task, keep_journal=True))
    summary, log = run(folder, task)
    assert (summary.unchanged, len(log.redone)) == (0, 12)


class Interrupted(BaseException):
    pass


class Interrupter(Log):
    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def done(self, name: str, outcome: Outcome) -> None:
        super().done(name, outcome)
        if len(self.outcomes) == self._after:
            raise Interrupted


@pytest.mark.parametrize("workers", [0, 2])
def test_an_interrupted_run_goes_on_where_it_was(folder: Path, task: Task, tmp_path: Path, workers: int) -> None:
    task = replace(task, workers=workers)
    output = tmp_path / "out.jsonl"
    output.write_bytes(b"of yesterday")
    begun = Run(find_articles([str(folder)]), task, Interrupter(5))
    with pytest.raises(Interrupted):
        begun()
    assert output.read_bytes() == b"of yesterday"
    assert (begun.summary.kept, begun.summary.done) == (tmp_path / "out.jsonl.journal", 5)
    summary, log = run(folder, replace(task, resume=True))
    assert (len(log.redone), summary.unchanged) == (7, 5)
    assert names(output) == [f"{number:02}.txt" for number in range(12)]
    assert beside(output) == ["out.jsonl"]


def test_fail_fast_keeps_what_is_done(folder: Path, task: Task, tmp_path: Path) -> None:
    (folder / "03.txt").write_text("出错", encoding="utf-8")
    summary, _ = run(folder, replace(task, fail_fast=True))
    assert (summary.complete, summary.failed, summary.listed, summary.done) == (False, 1, 4, 3)
    assert not (tmp_path / "out.jsonl").exists()
    (folder / "03.txt").write_text("修好了", encoding="utf-8")
    summary, log = run(folder, replace(task, fail_fast=True, resume=True))
    assert (summary.complete, summary.unchanged, len(log.redone)) == (True, 3, 9)


def test_two_runs_cannot_write_the_same_output(folder: Path, task: Task) -> None:
    articles = iter(find_articles([str(folder)]))

    def second_run_midway() -> Iterator[Article]:
        yield next(articles)
        for resume in (False, True):
            with pytest.raises(WriteError) as caught:
                run(folder, replace(task, resume=resume))
            assert caught.value.code == "output-in-use"
        yield from articles

    assert Run(second_run_midway(), task, Log())().complete


def test_a_journal_of_other_settings_is_refused(folder: Path, task: Task, tmp_path: Path) -> None:
    run(folder, replace(task, keep_journal=True))
    other = replace(task, setup=replace(task.setup, settings=StandIn(date="2031-01-08")), resume=True)
    with pytest.raises(WriteError, match="another date") as caught:
        run(folder, other)
    assert caught.value.code == "other-settings"
    assert run(folder, replace(other, resume=False))[0].complete


def test_a_journal_of_another_version_is_refused(folder: Path, task: Task, tmp_path: Path) -> None:
    run(folder, replace(task, keep_journal=True))
    import sqlite3

    base = sqlite3.connect(tmp_path / "out.jsonl.journal")
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(WriteError, match="version 99") as caught:
        run(folder, replace(task, resume=True))
    assert caught.value.code == "other-settings"
    assert run(folder, task)[0].complete


@pytest.mark.parametrize("resume", [False, True])
def test_a_file_that_is_no_journal_is_left_alone(folder: Path, task: Task, tmp_path: Path, resume: bool) -> None:
    import sqlite3

    journal = tmp_path / "out.jsonl.journal"
    journal.write_text("my diary\n" * 500, encoding="utf-8")
    with pytest.raises(WriteError) as caught:
        run(folder, replace(task, resume=resume))
    assert caught.value.code == "bad-journal"
    assert journal.read_text(encoding="utf-8").startswith("my diary")
    journal.unlink()
    base = sqlite3.connect(journal)
    base.execute("CREATE TABLE diary (day)")
    base.close()
    with pytest.raises(WriteError) as caught:
        run(folder, replace(task, resume=resume))
    assert caught.value.code == "bad-journal"
    base = sqlite3.connect(journal)
    assert base.execute("SELECT count(*) FROM diary").fetchone() == (0,)
    base.close()


def test_a_damaged_journal_is_refused(folder: Path, task: Task, tmp_path: Path) -> None:
    run(folder, replace(task, keep_journal=True))
    journal = tmp_path / "out.jsonl.journal"
    data = bytearray(journal.read_bytes())
    data[4096:12288] = os.urandom(8192)
    journal.write_bytes(data)
    with pytest.raises(WriteError) as caught:
        run(folder, replace(task, resume=True))
    assert caught.value.code == "bad-journal"


def test_what_is_wrong_with_the_output_is_said_before_the_first_article(folder: Path, task: Task) -> None:
    for output, code in (("/proc/no/out.jsonl", "unwritable"), ("out.xyz", "unknown-format")):
        log = Log()
        with pytest.raises(WriteError) as caught:
            Run(find_articles([str(folder)]), replace(task, output=output), log)()
        assert caught.value.code == code
        assert log.outcomes == {}


def test_a_sink_that_went_away_is_loaded_later(folder: Path, task: Task, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.mkdir()  # what a file cannot replace
    begun = Run(find_articles([str(folder)]), replace(task, form="jsonl", workers=2), Log())
    with pytest.raises(WriteError):
        begun()
    assert begun.summary.done == 12
    output.rmdir()
    summary, log = run(folder, replace(task, resume=True))
    assert (summary.unchanged, log.redone) == (12, [])
    assert len(names(output)) == 12


def test_a_file_that_cannot_be_read_is_one_failure(folder: Path, task: Task, tmp_path: Path) -> None:
    (folder / "03.txt").unlink()
    (folder / "03.txt").symlink_to(tmp_path / "nowhere.txt")
    summary, log = run(folder, task)
    assert log.codes == {"03.txt": "not-found"}
    assert summary.counts["article"] == 11


def test_a_file_that_vanishes_meanwhile_is_one_failure(folder: Path, task: Task) -> None:
    articles = iter(list(find_articles([str(folder)])))

    def vanishing() -> Iterator[Article]:
        yield next(articles)
        (folder / "07.txt").unlink()
        yield from articles

    log = Log()
    Run(vanishing(), task, log)()
    assert log.codes == {"07.txt": "vanished"}


def test_what_a_killed_run_left_is_swept(folder: Path, task: Task, tmp_path: Path) -> None:
    drafts = [".out.jsonl.0123abcd.part", ".out.speeches.jsonl.0123abcd.part-journal"]
    drafts.append(".out.jsonl.quarantine.jsonl.0123abcd.part")
    others = [".other.jsonl.0123abcd.part", ".out.jsonl.part", ".out.csv.0123abcd.part"]
    for name in (*drafts, *others):
        (tmp_path / name).write_text("half", encoding="utf-8")
    (tmp_path / ".out.jsonl.89abcdef.part").mkdir()
    run(folder, task)
    assert {path.name for path in tmp_path.iterdir()} == {*others, "in", "out.jsonl"}


def test_a_name_that_is_not_utf_8(folder: Path, task: Task, tmp_path: Path) -> None:
    for name in (b"\xc4\xe3.txt", b"\xc4\xe4.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("改造道路", encoding="utf-8")
    summary, _ = run(folder, replace(task, workers=1, keep_journal=True))
    assert (summary.counts["article"], summary.failed) == (14, 0)
    assert run(folder, replace(task, resume=True))[0].unchanged == 14
    assert len(names(tmp_path / "out.jsonl")) == 14


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only; /dev/full and SQLite's limit stand for it elsewhere")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", ["journal", "output"])
def test_a_disk_that_runs_full_and_is_cleared(
    folder: Path, task: Task, small_disk: Path, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However fast the machine is, something is committed before the disk is full.
    monkeypatch.setattr("cnreport.batch.journal._COMMIT_SECONDS", 0)
    for number in range(2500):
        (folder / f"more-{number}.txt").write_text(f"改造道路{number}公里。", encoding="utf-8")
    task = replace(task, output=str(small_disk / "out.jsonl"))
    if room == "output":
        task = replace(task, journal=small_disk.parent / "journal")
    begun = Run(find_articles([str(folder)]), task, Log())
    with pytest.raises(WriteError) as caught:
        begun()
    assert caught.value.code == "unwritable"
    assert begun.summary.kept is not None
    assert not (small_disk / "out.jsonl").exists()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    summary, _ = run(folder, replace(task, resume=True))
    assert (summary.complete, summary.counts["article"], summary.unchanged > 0) == (True, 2512, True)


def test_where_the_journal_lies(tmp_path: Path) -> None:
    assert default_journal(None) is None
    assert default_journal("/dev/null") is None
    assert default_journal("a/b.csv") == Path("a/b.csv.journal")
    secret = default_journal("postgresql://me:secret@host/reports")
    assert secret is not None
    assert secret.name.startswith("cnreport-reports-")
    assert "secret" not in str(secret)
    assert secret != default_journal("postgresql://me:secret@other/reports")


def test_a_device_gets_its_reports_without_a_journal(folder: Path, task: Task) -> None:
    with pytest.raises(WriteError, match="No space left"):
        run(folder, replace(task, output="/dev/full"))
    summary, _ = run(folder, replace(task, output="/dev/null", workers=2))
    assert (summary.complete, summary.kept, summary.counts["article"]) == (True, None, 12)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_the_quarantine_of_a_stream(folder: Path, task: Task, tmp_path: Path) -> None:
    (folder / "03.txt").write_text("出错", encoding="utf-8")
    named = tmp_path / "bad.jsonl"
    run(folder, replace(task, output="/dev/null", quarantine=named))
    (line,) = named.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["code"] == "internal"


def test_a_run_does_not_read_what_it_writes(folder: Path, task: Task) -> None:
    (folder / "03.txt").write_text("出错", encoding="utf-8")
    output = folder / "out.jsonl"
    for _ in range(2):
        paths = [str(folder)]
        files = [folder / "out.jsonl.journal", folder / "out.jsonl.quarantine.jsonl"]
        articles = without_own(find_articles(paths), paths, output, files)
        summary = Run(articles, replace(task, output=str(output)), Log())()
        assert (summary.listed, summary.failed) == (12, 1)


def test_a_run_does_not_write_over_what_it_reads(folder: Path, task: Task) -> None:
    article = folder / "03.txt"
    for paths in ([str(folder)], [str(article)]):
        articles = without_own(find_articles(paths), paths, article, [])
        with pytest.raises(WriteError) as caught:
            list(articles)
        assert caught.value.code == "output-is-article"


def test_pages_among_the_articles_are_not_read_again(folder: Path) -> None:
    site = folder / "site"
    site.mkdir()
    (site / "old.txt").write_text("旧的页面", encoding="utf-8")
    paths = [str(folder)]
    assert len(list(without_own(find_articles(paths), paths, site, []))) == 12
    assert len(list(without_own(find_articles(paths), paths, folder, []))) == 13


def test_a_full_disk_stops_the_run_and_keeps_the_journal(folder: Path, task: Task, tmp_path: Path) -> None:
    # SQLite's own limit of pages stands for the disk's: the error is the same.
    class Full(Journal):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            pages = self._base.execute("PRAGMA page_count").fetchone()[0]
            self._base.execute(f"PRAGMA max_page_count = {pages + 3}")

    for number in range(400):
        (folder / f"more-{number}.txt").write_text(f"改造道路{number}公里。", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cnreport.batch.run.Journal", Full)
        begun = Run(find_articles([str(folder)]), task, Log())
        with pytest.raises(WriteError, match="full"):
            begun()
    assert begun.summary.kept == tmp_path / "out.jsonl.journal"
    summary, _ = run(folder, replace(task, resume=True))
    assert (summary.complete, summary.counts["article"]) == (True, 412)
