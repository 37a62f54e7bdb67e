import errno
import json
import os
import stat
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cnreport.errors import WriteError
from cnreport.schema import Report
from cnreport.writing import open_sink

REPORT = Report(id="r1", source="甲.txt")


def lines(path: Path) -> list[str]:
    return [json.loads(line)["source"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_report_a_line(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with open_sink(output) as sink:
        sink.write(REPORT)
        sink.write(Report(id="r2", source="乙.txt"))
        assert not output.exists()
    assert lines(output) == ["甲.txt", "乙.txt"]
    assert output.read_text(encoding="utf-8").splitlines()[0] == REPORT.model_dump_json()
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


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left") as caught, open_sink(tmp_path / "out.jsonl") as sink:
        sink.write(REPORT)
    assert caught.value.code == "unwritable"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="No such file"), open_sink(tmp_path / "no/out.jsonl"):
        pass


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("before\n")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    with open_sink(tmp_path / "link.jsonl") as sink:
        sink.write(REPORT)
    assert (tmp_path / "link.jsonl").is_symlink()
    assert lines(tmp_path / "real.jsonl") == ["甲.txt"]


def test_the_mode_is_that_of_any_new_file_or_of_the_one_replaced(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with open_sink(tmp_path / "new.jsonl"):
        pass
    assert stat.S_IMODE((tmp_path / "new.jsonl").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    (tmp_path / "new.jsonl").chmod(0o640)
    with open_sink(tmp_path / "new.jsonl"):
        pass
    assert stat.S_IMODE((tmp_path / "new.jsonl").stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    with open_sink(Path("/dev/null")) as sink:
        sink.write(REPORT)
    assert Path("/dev/null").is_char_device()


def test_text_that_utf8_has_no_bytes_for(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="Unicode"), open_sink(tmp_path / "out.jsonl") as sink:
        sink.write(Report(id="r", source="\ud800"))
    assert not list(tmp_path.iterdir())


def test_an_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="unknown format"), open_sink(tmp_path / "out", "xml"):
        pass
