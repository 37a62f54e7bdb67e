import io
import os
import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Limits, find_articles, read_article
from tests.reading.conftest import GOOD, Arrived, put


def paths(*given: str | Path) -> list[str]:
    return [article.path for article in find_articles(map(str, given))]


def code_of(path: str, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_article(path, limits=limits)
    return caught.value.code


def test_a_folder_gives_its_articles_in_order(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.html", "a/b/c.TXT", "甲.txt", "a-1.txt", "d.doc"]
    for name in [*names, "note.md", "sheet.xlsx", "noending", ".hidden.txt", ".git/x.txt", "a/.y/z.txt"]:
        put(tmp_path / name)
    found = [str(Path(path).relative_to(tmp_path)) for path in paths(tmp_path)]
    assert found == ["a/b/c.TXT", "a/z.html", "a-1.txt", "b.txt", "d.doc", "甲.txt"]


def test_paths_stay_as_given_and_come_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "in/a.txt")
    put(tmp_path / "in/b.txt")
    put(tmp_path / "in/sub/c.txt")
    monkeypatch.chdir(tmp_path)
    assert paths("./in/b.txt", "in", "in/a.txt", "./in", "in/sub") == [
        "./in/b.txt",
        "in/a.txt",
        "in/b.txt",
        "in/sub/c.txt",
    ]
    assert paths("in/a.txt", "in/a.txt") == ["in/a.txt"]


def test_the_listing_is_lazy(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / f"{number}.txt")
    found = find_articles([str(tmp_path), str(tmp_path / "missing")])
    assert next(found).name.endswith("0.txt")
    (tmp_path / "2.txt").unlink()
    rest = list(found)
    assert [Path(article.path).name for article in rest] == ["1.txt", "2.txt", "missing"]
    with pytest.raises(ReadError, match="no such file"):
        read_article(rest[-1])


def test_addresses_go_from_process_to_process(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.jsonl", '{"text": "改造道路"}\nno json\n')
    put(tmp_path / "c.zip", b"PK\x03\x04 broken")
    found = list(find_articles([str(tmp_path)]))
    assert pickle.loads(pickle.dumps(found)) == found
    assert [article.error and article.error.code for article in found] == [None, None, None, "broken"]
    assert all(len(pickle.dumps(article)) < 1000 for article in found)


def test_what_is_missing_or_holds_nothing_is_not_passed_over(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "empty/note.md")
    put(tmp_path / "a.txt")
    assert arrived(tmp_path / "empty", tmp_path / "missing.txt", tmp_path / "a.txt") == {
        "empty": "no-articles",
        "missing.txt": "not-found",
        "a.txt": GOOD,
    }


def test_links_may_go_round(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "in/a.txt")
    (tmp_path / "in/again").symlink_to(tmp_path / "in")
    (tmp_path / "in/deeper").mkdir()
    (tmp_path / "in/deeper/up").symlink_to(tmp_path)
    (tmp_path / "in/self.txt").symlink_to("self.txt")
    (tmp_path / "in/round").symlink_to("round")
    assert arrived(tmp_path / "in") == {"in/a.txt": GOOD, "in/self.txt": "unreadable"}


def test_a_link_to_nothing_is_reported_and_a_pipe_is_no_article(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert arrived(tmp_path) == {"a.txt": GOOD, "gone.txt": "not-found"}


def test_a_pipe_that_is_named_is_read(tmp_path: Path, arrived: Arrived) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text('{"text": "甲"}\n{"text": "乙"}\n', encoding="utf-8"))
    writer.start()
    assert arrived(pipe) == {"pipe#1": "甲", "pipe#2": "乙"}
    writer.join()


def test_a_folder_that_cannot_be_listed_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived
) -> None:
    put(tmp_path / "in/a.txt")
    put(tmp_path / "in/locked/b.txt")
    put(tmp_path / "in/z.txt")
    listing = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert arrived(tmp_path / "in") == {"in/a.txt": GOOD, "in/locked": "unreadable", "in/z.txt": GOOD}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: for a while this process is somebody who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_files_and_folders_without_permission(arrived: Arrived) -> None:
    with TemporaryDirectory() as name:  # not pytest's, into which nobody else may look
        folder = Path(name)
        folder.chmod(0o755)
        put(folder / "a.txt").chmod(0)
        put(folder / "b/c.txt").parent.chmod(0)
        put(folder / "d.txt")
        with as_nobody():
            found = arrived(folder, folder=folder)
        (folder / "b").chmod(0o700)
    assert found == {"a.txt": "unreadable", "b": "unreadable", "d.txt": GOOD}


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")
    opened = Path.open

    def refuse(path: Path, *arguments: object) -> object:
        if path.name == "a.txt":
            raise OSError(5, "Input/output error")
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    assert arrived(tmp_path) == {"a.txt": "unreadable", "b.txt": GOOD}


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    (article,) = find_articles([str(path)])
    path.unlink()
    with pytest.raises(ReadError) as caught:
        read_article(article)
    assert (caught.value.code, caught.value.where) == ("vanished", str(path))


def test_names_that_no_file_can_have(arrived: Arrived) -> None:
    assert arrived("a\0b.txt", "长" * 5000) == {"a\0b.txt": "not-found", "长" * 5000: "unreadable"}


def test_names_that_are_not_unicode_or_harm_a_terminal(tmp_path: Path, arrived: Arrived) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")))
    put(tmp_path / "\x1b[2Jb.txt")
    found = list(find_articles([str(tmp_path)]))
    assert [article.name for article in found] == [f"{tmp_path}/\ufffd[2Jb.txt", f"{tmp_path}/\ufffd.txt"]
    assert arrived(tmp_path) == {"\x1b[2Jb.txt": GOOD, "\\xff.txt": GOOD}


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    standard_input(monkeypatch, "改造道路和小区".encode("gb18030"))
    source = read_article("-")
    assert (source.text, source.name) == ("改造道路和小区", "-")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"text": "甲", "id": "n1"}\n{"text": "乙"}\n', {"-#1": "甲", "-#2": "乙"}),
        ("id\ttext\n7\t甲\n8\t乙\n", {"-#1": "甲", "-#2": "乙"}),
        ("<!DOCTYPE html><title>改造</title><p>改造道路。</p>", {"-": "改造\n改造道路。"}),
        ("", {"-": "is-empty"}),
    ],
)
def test_standard_input_is_what_its_content_says(
    monkeypatch: pytest.MonkeyPatch, arrived: Arrived, data: str, expected: dict[str, str]
) -> None:
    standard_input(monkeypatch, data.encode())
    assert arrived("-", "-") == expected


def test_standard_input_without_end(monkeypatch: pytest.MonkeyPatch, arrived: Arrived) -> None:
    standard_input(monkeypatch, b"a" * 3_000_000)
    assert arrived("-", limits=Limits(expanded=2_000_000)) == {"-": "too-large"}


def test_a_path_that_holds_several(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", '{"text": "甲"}\n{"text": "乙"}\n')
    put(tmp_path / "b.jsonl", '{"text": "甲"}\n')
    assert code_of(str(tmp_path / "a.jsonl")) == "several-articles"
    assert read_article(str(tmp_path / "b.jsonl")).text == "甲"
    assert code_of(str(tmp_path)) == "several-articles"


def test_a_device_that_never_ends() -> None:
    assert code_of("/dev/zero", Limits(bytes=1000)) == "too-large"
