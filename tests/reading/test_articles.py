import io
import os
import sys
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import articles as module
from cnreport.reading import find_articles, read_article


def write(path: Path, text: str = "改造道路。") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def code_of(path: str, **keywords: int) -> str:
    with pytest.raises(ReadError) as caught:
        read_article(path, **keywords)
    assert caught.value.where == path
    return caught.value.code


def test_a_folder_gives_its_text_files_in_order(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.txt", "a/b/c.TXT", "甲.txt", "a-1.txt"]
    for name in [*names, "note.md", ".hidden.txt", ".git/x.txt"]:
        write(tmp_path / name)
    found = [str(Path(path).relative_to(tmp_path)) for path in find_articles([str(tmp_path)])]
    assert found == ["a/b/c.TXT", "a/z.txt", "a-1.txt", "b.txt", "甲.txt"]


def test_paths_stay_as_given_and_come_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in/a.txt")
    write(tmp_path / "in/b.txt")
    monkeypatch.chdir(tmp_path)
    assert find_articles(["./in/b.txt", "in", "in/a.txt", "-", "-"]) == ["./in/b.txt", "in/a.txt", "in/b.txt", "-"]


def test_what_is_missing_or_holds_nothing_is_not_passed_over(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = str(tmp_path / "missing.txt")
    assert find_articles([str(empty), missing]) == [str(empty), missing]
    assert code_of(str(empty)) == "no-articles"
    assert code_of(missing) == "not-found"


def test_links_may_go_round(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt")
    (tmp_path / "in/again").symlink_to(tmp_path / "in")
    (tmp_path / "in/deeper").mkdir()
    (tmp_path / "in/deeper/up").symlink_to(tmp_path)
    (tmp_path / "in/self.txt").symlink_to("self.txt")
    found = find_articles([str(tmp_path / "in")])
    assert found == [str(tmp_path / "in/a.txt"), str(tmp_path / "in/self.txt")]
    assert code_of(found[1]) == "unreadable"


def test_a_link_to_nothing_is_reported_and_a_pipe_is_no_article(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    found = find_articles([str(tmp_path)])
    assert [Path(path).name for path in found] == ["a.txt", "gone.txt"]
    assert code_of(found[1]) == "not-found"


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in/a.txt")
    write(tmp_path / "in/locked/b.txt")
    listing = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find_articles([str(tmp_path / "in")])
    assert found == [str(tmp_path / "in/a.txt"), str(tmp_path / "in/locked")]
    assert code_of(found[1]) == "unreadable"


def test_the_text_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff　第一行\r\n\r\n第二行\r第三行\n".encode())
    source = read_article(str(path))
    assert source.text == "　第一行\r\n\r\n第二行\r第三行\n"
    assert source.name == str(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("改造道路和小区".encode("gb18030"))))
    source = read_article("-")
    assert (source.text, source.name) == ("改造道路和小区", "-")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "is-empty"),
        (b"\xef\xbb\xbf", "is-empty"),
        (" \r\n\u3000\n".encode(), "is-empty"),
        (b"Nothing but English, 12%.", "no-chinese"),
        ("1２3，。".encode(), "no-chinese"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "binary"),
        ("改造\0道路".encode(), "nul-bytes"),
        (b"\xed\xa0\x80", "lone-surrogate"),
        (b"\xff\xfe\xfd\xfc\xfb" * 3, "undecodable"),
    ],
)
def test_bad_content_has_a_code_and_names_the_file(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert code_of(str(path)) == code


def test_the_limit_is_in_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "改造道路")
    assert read_article(path, limit=12).text == "改造道路"
    assert code_of(path, limit=11) == "too-large"
    assert code_of("/dev/zero", limit=1000) == "too-large"


def test_a_dump_on_one_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINE", 100)
    assert code_of(write(tmp_path / "line.txt", "短行\n" + "长" * 101)) == "line-too-long"
    assert len(read_article(write(tmp_path / "lines.txt", ("长" * 99 + "\n") * 5)).text) == 500


def test_fifty_megabytes_on_one_line_are_refused(tmp_path: Path) -> None:
    assert code_of(write(tmp_path / "line.txt", "改造道路" * (50 * 2**20 // 12))) == "line-too-long"


def test_a_file_seen_before_has_vanished(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_article(str(tmp_path / "a.txt"), was_there=True)
    assert caught.value.code == "vanished"


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    path = write(tmp_path / "a.txt")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of(path) == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    Path(path).chmod(0)
    assert code_of(path) == "unreadable"


def test_names_that_no_file_can_have() -> None:
    with pytest.raises(ReadError) as caught:
        read_article("a\0b.txt")
    assert caught.value.code == "not-found"
    assert find_articles(["a\0b.txt", "长" * 5000]) == ["a\0b.txt", "长" * 5000]
    assert code_of("长" * 5000) == "unreadable"


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    write(Path(name))
    assert find_articles([str(tmp_path)]) == [name]
    assert read_article(name).name == f"{tmp_path}/\ufffd.txt"
