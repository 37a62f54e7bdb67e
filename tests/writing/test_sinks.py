import errno
import json
import os
import stat
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path

import pytest

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing import FORMATS, open_sink
from tests.writing.conftest import full, line

REPORT = line(Report(id="r1", source="甲.txt"))

# A process whose files may not grow beyond a few kB: every library meets a real failure of the system to write.
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
from cnreport.errors import WriteError
from cnreport.writing import open_sink
from tests.writing.conftest import full, line
reports = [line(full(f"{number * 2654435761 % 2**64:016x}")) for number in range(150)]
for output, form in zip(sys.argv[2::2], sys.argv[3::2]):
    try:
        with open_sink(output, form) as sink:
            for report in reports:
                sink.write(report)
    except WriteError as error:
        print(error.code)
"""


def lines(path: Path) -> list[str]:
    return [json.loads(line)["source"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_report_a_line(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with open_sink(output) as sink:
        sink.write(REPORT)
        sink.write(line(Report(id="r2", source="乙.txt")))
        assert not output.exists()
    assert lines(output) == ["甲.txt", "乙.txt"]
    assert output.read_bytes().splitlines()[0] == REPORT
    assert list(tmp_path.iterdir()) == [output]


def test_standard_output_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(stream, encoding="latin-1"))
    with open_sink(None) as sink:
        sink.write(REPORT)
    assert json.loads(stream.getvalue())["source"] == "甲.txt"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_after_an_exception_nothing_has_changed(tmp_path: Path, error: type[BaseException]) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text("before\n")
    for output in (old, tmp_path / "new.jsonl"):
        with pytest.raises(error), open_sink(output) as sink:
            sink.write(REPORT)
            raise error
    assert old.read_text() == "before\n"
    assert list(tmp_path.iterdir()) == [old]


def test_a_disk_that_fails_at_the_last_moment_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for output in ("out.jsonl", "out.csv", "out.parquet", "folder", "out.sqlite", "out.duckdb"):
        form = "csv" if output == "folder" else None
        with pytest.raises(WriteError, match="No space left") as caught, open_sink(tmp_path / output, form) as sink:
            sink.write(REPORT)
        assert caught.value.code == "unwritable"
        assert not list(tmp_path.iterdir())


def written_with_limit(limit: int, *outputs: tuple[str, str]) -> tuple[list[str], str]:
    """The code of the error for each of the ``outputs``, a name and a format, and what stands on standard error."""
    command = [sys.executable, "-c", _LIMITED, str(limit), *chain.from_iterable(outputs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split(), done.stderr


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path) -> None:
    outputs = [
        ("out.jsonl", "jsonl"),
        ("out.csv", "csv"),
        ("out/", "csv"),
        ("out.parquet", "parquet"),
        ("out/", "parquet"),
        ("out.sqlite", "sqlite"),
        ("out.duckdb", "duckdb"),
    ]
    told = written_with_limit(4_000, *((f"{tmp_path}/{output}", form) for output, form in outputs))
    assert told == (["unwritable"] * len(outputs), "")
    assert not list(tmp_path.iterdir())


def test_what_a_database_has_survives_a_full_disk(tmp_path: Path) -> None:
    output = tmp_path / "out.sqlite"
    with open_sink(output) as sink:
        sink.write(line(full()))
    before = output.read_bytes()
    assert written_with_limit(len(before) + 8192, (str(output), "sqlite")) == (["unwritable"], "")
    with open_sink(output) as sink:  # brings a transaction that broke off back to its beginning
        sink.write(line(full()))
    assert output.read_bytes()[100:] == before[100:]
    assert [path.name for path in tmp_path.iterdir()] == ["out.sqlite"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.csv", "out.parquet", "out.sqlite", "out.duckdb", "out.csv/"):
        with pytest.raises(WriteError), open_sink(f"{tmp_path}/no/{name}", None if "/" not in name else "csv"):
            pass


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("before\n")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    with open_sink(tmp_path / "link.jsonl") as sink:
        sink.write(REPORT)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert lines(tmp_path / "real.jsonl") == ["甲.txt"]


@pytest.mark.parametrize("name", ["new.jsonl", "new.sqlite", "new.duckdb", "new.csv"])
def test_the_mode_is_that_of_any_new_file_or_of_the_one_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").touch()
    with open_sink(tmp_path / name):
        pass
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    (tmp_path / name).chmod(0o640)
    with open_sink(tmp_path / name):
        pass
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    with open_sink(Path("/dev/null")) as sink:
        sink.write(REPORT)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.jsonl", b"{"),
        ("a.NDJSON", b"{"),
        ("a.csv", b"id,"),
        ("a.parquet", b"PAR1"),
        ("a.sqlite", b"SQLite format 3"),
        ("a.sqlite3", b"SQLite format 3"),
        ("a.db", b"SQLite format 3"),
    ],
)
def test_the_ending_tells_the_format(tmp_path: Path, name: str, begins: bytes) -> None:
    with open_sink(tmp_path / name) as sink:
        sink.write(REPORT)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_format_overrides_the_ending(tmp_path: Path) -> None:
    with open_sink(tmp_path / "a.csv", "jsonl") as sink:
        sink.write(REPORT)
    assert lines(tmp_path / "a.csv") == ["甲.txt"]


@pytest.mark.parametrize(
    ("output", "form", "options", "code", "hint"),
    [
        ("out", "xml", {}, "unknown-format", "jsonl, csv, parquet"),
        ("out.xlsx", None, {}, "unknown-format", ".csv"),
        ("out.json", None, {}, "unknown-format", "end it in .jsonl"),
        ("mysql://u:secret@host/db", None, {}, "unknown-format", "postgresql://"),
        ("postgresql://u:secret@host/db", "csv", {}, "unknown-format", ""),
        ("out.jsonl", None, {"bom": True}, "unused-option", ""),
        ("out.csv", None, {"schema": "s"}, "unused-option", ""),
    ],
)
def test_a_helpful_error(
    output: str, form: str | None, options: dict[str, object], code: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(WriteError) as caught, open_sink(output, form, **options):
        pass
    assert caught.value.code == code
    if hint:
        assert hint in str(caught.value)
    assert "secret" not in str(caught.value)


def test_options_not_given_do_no_harm(tmp_path: Path) -> None:
    with open_sink(tmp_path / "out.jsonl", None, bom=False, table=None, schema=None) as sink:
        sink.write(REPORT)
    assert lines(tmp_path / "out.jsonl") == ["甲.txt"]


@pytest.mark.parametrize(
    ("form", "library", "extra"),
    [("parquet", "pyarrow", "parquet"), ("duckdb", "duckdb", "duckdb"), ("postgres", "psycopg", "postgres")],
)
def test_a_library_that_is_not_installed(
    form: str, library: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    output = "postgresql://host/db" if form == "postgres" else str(tmp_path / "out")
    with pytest.raises(WriteError) as caught, open_sink(output, form):
        pass
    assert caught.value.code == "missing-extra"
    assert f"pip install 'cnreport[{extra}]'" in str(caught.value)


def test_nothing_heavy_is_loaded_before_a_format_is_chosen() -> None:
    code = (
        "import sys, cnreport.writing; print(*sorted({'pyarrow', 'duckdb', 'psycopg', 'sqlite3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    assert FORMATS == ("jsonl", "csv", "parquet", "sqlite", "duckdb", "postgres", "html")
