import os
from pathlib import Path
from typing import Any

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Limits, find_articles, read_article
from cnreport.reading import reader as module
from tests.reading.conftest import GOOD, Arrived, put


def test_the_text_is_not_changed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "\ufeff　第一行\r\n\r\n第二行\r第三行\n")
    source = read_article(str(path))
    assert source.text == "　第一行\r\n\r\n第二行\r第三行\n"
    assert (source.name, source.date) == (str(path), None)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "is-empty"),
        (b"\xef\xbb\xbf", "is-empty"),
        (" \r\n\u3000\n".encode(), "is-empty"),
        (b"Nothing but English, 12%.", "no-chinese"),
        ("1２3，。".encode(), "no-chinese"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "binary"),
        (b"\x1f\x8b\x08\x00\x00", "binary"),
        (b"{\\rtf1\\ansi text}", "legacy-format"),
        ("改造\0道路".encode(), "nul-bytes"),
        (b"\xed\xa0\x80", "lone-surrogate"),
        (b"\xff\xfe\xfd\xfc\xfb" * 3, "undecodable"),
    ],
)
def test_bad_content_has_a_code_and_costs_no_other(tmp_path: Path, arrived: Arrived, data: bytes, code: str) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "bad.txt", data)
    put(tmp_path / "c.txt")
    assert arrived(tmp_path) == {"a.txt": GOOD, "bad.txt": code, "c.txt": GOOD}


def test_an_error_names_the_file_and_is_told_again(tmp_path: Path) -> None:
    (article,) = find_articles([str(put(tmp_path / "bad.docx", "no document"))])
    for _ in range(2):
        with pytest.raises(ReadError) as caught:
            read_article(article)
        assert (caught.value.where, caught.value.code) == (f"{tmp_path}/bad.docx", "broken")


def test_the_limit_is_in_bytes(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.txt", "改造道路")
    put(tmp_path / "b.txt", "改造道")
    assert arrived(tmp_path, limits=Limits(bytes=12)) == {"a.txt": "改造道路", "b.txt": "改造道"}
    assert arrived(tmp_path, limits=Limits(bytes=11)) == {"a.txt": "too-large", "b.txt": "改造道"}


def test_a_dump_on_one_line_is_refused(tmp_path: Path, arrived: Arrived, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINE", 100)
    put(tmp_path / "line.txt", "短行\n" + "长" * 101)
    put(tmp_path / "lines.txt", ("长" * 99 + "\n") * 5)
    assert arrived(tmp_path) == {"line.txt": "line-too-long", "lines.txt": ("长" * 99 + "\n") * 5}


def test_a_gigabyte_on_one_line(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.txt")
    for name in ("huge.txt", "huge.jsonl", "huge.csv"):
        with (tmp_path / name).open("wb") as file:
            file.write(b'{"text": "' if name.endswith("l") else b"id,text\n1," if name.endswith("v") else b"")
            file.truncate(2**30)  # a hole: nothing is written
    small = Limits(bytes=2**20)
    assert arrived(tmp_path, limits=small) == {
        "a.txt": GOOD,
        "huge.csv#1": "too-large",
        "huge.jsonl#1": "too-large",
        "huge.txt": "too-large",
    }


def test_fifty_megabytes_on_one_line_are_refused(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "line.txt", "改造道路" * (50 * 2**20 // 12))
    assert arrived(tmp_path) == {"line.txt": "line-too-long"}


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")
    status = os.fstat
    calls = []

    def grow(handle: int) -> Any:
        calls.append(handle)
        if len(calls) == 2:
            put(tmp_path / "a.txt", GOOD * 2)
        return status(handle)

    monkeypatch.setattr(os, "fstat", grow)
    assert arrived(tmp_path) == {"a.txt": "changed-while-read", "b.txt": GOOD}


def test_a_table_that_changes_after_it_was_listed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "甲"}\n{"text": "乙"}\n')
    first, second = find_articles([str(path)])
    assert read_article(first).text == "甲"
    put(path, '{"text": "丙丙"}\n{"text": "丁"}\n')
    with pytest.raises(ReadError) as caught:
        read_article(second)
    assert (caught.value.code, caught.value.where) == ("changed-while-read", f"{path}#2")
    path.unlink()
    with pytest.raises(ReadError) as caught:
        read_article(second)
    assert caught.value.code == "vanished"
