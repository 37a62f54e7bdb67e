import errno
import io
import struct
import zipfile
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Limits, find_articles, read_article
from tests.reading.conftest import GOOD, Arrived, put


def packed(*members: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def test_members_rows_and_archives_inside(tmp_path: Path, arrived: Arrived) -> None:
    rows = '{"text": "甲", "id": "n1"}\n{"text": "乙"}\n'
    inner = packed(("c.txt", "丙。"), ("rows.csv", "text,id\n丁,4\n"))
    put(tmp_path / "a.zip", packed(("b/a.txt", GOOD), ("rows.jsonl", rows), ("inner.zip", inner), ("note.md", "x")))
    put(tmp_path / "z.txt")
    assert arrived(tmp_path) == {
        "a.zip!b/a.txt": GOOD,
        "a.zip!rows.jsonl#1": "甲",
        "a.zip!rows.jsonl#2": "乙",
        "a.zip!inner.zip!c.txt": "丙。",
        "a.zip!inner.zip!rows.csv#1": "丁",
        "z.txt": GOOD,
    }
    assert [article.name for article in find_articles([str(tmp_path / "a.zip")])][1] == "n1"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_all_the_ways_of_packing(tmp_path: Path, arrived: Arrived, method: int) -> None:
    put(tmp_path / "a.zip", packed(("a.txt", GOOD), method=method))
    assert arrived(tmp_path) == {"a.zip!a.txt": GOOD}


def test_names_are_shown_and_never_paths(tmp_path: Path, arrived: Arrived) -> None:
    names = ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "a\x1bb.txt"]
    put(tmp_path / "in/a.zip", packed(*((name, GOOD) for name in names)))
    before = sorted(tmp_path.rglob("*"))
    assert arrived(tmp_path / "in") == {f"in/a.zip!{name}": GOOD for name in [*names[:-1], "a\ufffdb.txt"]}
    assert sorted(tmp_path.rglob("*")) == before


def test_hidden_members_and_folders_are_left_out(tmp_path: Path, arrived: Arrived) -> None:
    names = ["a.txt", ".b.txt", ".git/c.txt", "__MACOSX/._a.txt", "d/", "e.txt/", "f.exe"]
    put(tmp_path / "a.zip", packed(*((name, b"" if name.endswith("/") else GOOD) for name in names)))
    assert arrived(tmp_path) == {"a.zip!a.txt": GOOD}


def test_a_member_without_a_name(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.zip", packed((zipfile.ZipInfo(""), GOOD), ("b.txt", GOOD)))
    assert arrived(tmp_path) == {"a.zip!b.txt": GOOD}


def test_chinese_names_of_windows(tmp_path: Path, arrived: Arrived) -> None:
    data = packed(("xxxx.txt", GOOD), ("报告.txt", GOOD))
    put(tmp_path / "a.zip", data.replace(b"xxxx", "讲话".encode("gbk")))
    assert arrived(tmp_path) == {"a.zip!讲话.txt": GOOD, "a.zip!报告.txt": GOOD}


def test_a_name_that_is_there_twice(tmp_path: Path, arrived: Arrived) -> None:
    data = packed(("a.txt", "甲"), ("b.txt", "乙"))
    put(tmp_path / "a.zip", data.replace(b"b.txt", b"a.txt"))
    assert arrived(tmp_path) == {"a.zip!a.txt": "甲", "a.zip!a.txt@1": "乙"}


def test_a_bomb_costs_no_other(tmp_path: Path, arrived: Arrived) -> None:
    put(
        tmp_path / "a.zip", packed(("bomb.txt", b"\0" * 3_000_000), ("b.txt", GOOD), ("c.txt", bytes(range(256)) * 100))
    )
    put(tmp_path / "b.zip", packed(*((f"{number}.txt", b"a" * 900_000) for number in range(50))))
    put(tmp_path / "z.txt")
    found = arrived(tmp_path, limits=Limits(ratio=500))
    assert found == {
        "a.zip!bomb.txt": "zip-bomb",
        "a.zip!b.txt": GOOD,
        "a.zip!c.txt": "binary",
        "b.zip": "zip-bomb",
    } | {"z.txt": GOOD}


def test_a_bomb_whose_members_share_their_bytes(tmp_path: Path, arrived: Arrived) -> None:
    data = packed(("a.txt", GOOD * 30_000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    times = 5000
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, times, times, times * (end - start))
    put(tmp_path / "a.zip", data[:start] + data[start:end] * times + bytes(tail))
    put(tmp_path / "b.txt")
    assert arrived(tmp_path) == {"a.zip": "zip-bomb", "b.txt": GOOD}


def test_an_archive_that_holds_too_much(tmp_path: Path, arrived: Arrived) -> None:
    inner = packed(("a.txt", GOOD), ("b.txt", GOOD))
    put(tmp_path / "a.zip", packed(("1.zip", inner), ("2.zip", inner), ("c.txt", GOOD)))
    put(tmp_path / "b.txt")
    few = arrived(tmp_path, limits=Limits(members=5))
    assert few == {
        "a.zip!1.zip!a.txt": GOOD,
        "a.zip!1.zip!b.txt": GOOD,
        "a.zip!2.zip": "too-many-members",
        "a.zip!c.txt": GOOD,
        "b.txt": GOOD,
    }
    assert arrived(tmp_path, limits=Limits(expanded=100)) == {"a.zip": "too-large", "b.txt": GOOD}


def test_a_directory_too_large_to_be_read(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.zip", packed(*((f"{number}.txt", GOOD) for number in range(200))))
    assert arrived(tmp_path, limits=Limits(members=20)) == {"a.zip": "too-many-members"}


def test_archives_in_archives_without_end(tmp_path: Path, arrived: Arrived) -> None:
    data = packed(("a.txt", GOOD))
    for _ in range(5):
        data = packed(("in.zip", data), ("a.txt", GOOD))
    put(tmp_path / "a.zip", data)
    assert arrived(tmp_path) == {
        "a.zip!in.zip!in.zip!in.zip": "too-deep",
        "a.zip!in.zip!in.zip!a.txt": GOOD,
        "a.zip!in.zip!a.txt": GOOD,
        "a.zip!a.txt": GOOD,
    }
    assert len(arrived(tmp_path, limits=Limits(depth=10))) == 6


def test_members_that_are_no_files(tmp_path: Path, arrived: Arrived) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    put(tmp_path / "a.zip", packed((link, "/etc/passwd"), ("b.txt", GOOD)))
    assert arrived(tmp_path) == {"a.zip!link.txt": "link-in-archive", "a.zip!b.txt": GOOD}


def test_encrypted_members(tmp_path: Path, arrived: Arrived) -> None:
    data = bytearray(packed(("a.txt", GOOD), ("b.txt", GOOD)))
    data[6] |= 1  # in the first member's own head
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # and in the directory
    put(tmp_path / "a.zip", bytes(data))
    assert arrived(tmp_path) == {"a.zip!a.txt": "encrypted", "a.zip!b.txt": GOOD}


def test_broken_archives(tmp_path: Path, arrived: Arrived) -> None:
    whole = packed(("a.txt", GOOD * 50), ("b.txt", GOOD), method=zipfile.ZIP_STORED)
    at = whole.index(GOOD.encode())
    put(tmp_path / "a.zip", whole[:-30])
    put(tmp_path / "b.zip", whole[:at] + b"\xff" + whole[at + 1 :])
    put(tmp_path / "c.zip", "text")
    put(tmp_path / "d.zip", packed())
    put(tmp_path / "e.txt")
    assert arrived(tmp_path) == {
        "a.zip": "broken",
        "b.zip!a.txt": "broken",
        "b.zip!b.txt": GOOD,
        "c.zip": "broken",
        "d.zip": "no-articles",
        "e.txt": GOOD,
    }


def test_a_size_that_lies(tmp_path: Path, arrived: Arrived) -> None:
    data = bytearray(packed(("a.txt", GOOD * 1000), ("b.txt", GOOD)))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    put(tmp_path / "a.zip", bytes(data))
    assert arrived(tmp_path) == {"a.zip!a.txt": "broken", "a.zip!b.txt": GOOD}


def test_a_disk_without_room_to_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived) -> None:
    class Full(io.BytesIO):
        def __init__(self, max_size: int) -> None:
            super().__init__()

        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("cnreport.reading.zips.tempfile.SpooledTemporaryFile", Full)
    put(tmp_path / "a.zip", packed(("i.zip", packed(("a.txt", GOOD))), ("b.txt", GOOD)))
    assert arrived(tmp_path) == {"a.zip!i.zip": "unreadable", "a.zip!b.txt": GOOD}


def test_members_in_any_order(tmp_path: Path) -> None:
    inner = packed(*((f"{number}.txt", f"第{number}篇") for number in range(20)))
    rows = "".join(f'{{"text": "第{number}行"}}\n' for number in range(20))
    put(tmp_path / "a.zip", packed(("i.zip", inner), ("j.zip", packed(("r.jsonl", rows)))))
    found = list(find_articles([str(tmp_path)]))
    for number in (19, 0, 7, 3):
        assert read_article(found[number]).text == f"第{number}篇"
        assert read_article(found[20 + number]).text == f"第{number}行"


def test_an_archive_that_changes_after_it_was_listed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", packed(("a.txt", "甲"), ("b.txt", "乙")))
    first, second = find_articles([str(path)])
    assert read_article(first).text == "甲"
    put(path, packed(("a.txt", "甲"), ("b.txt", "丙丙丙")))
    with pytest.raises(ReadError) as caught:
        read_article(second)
    assert (caught.value.code, caught.value.where) == ("changed-while-read", f"{path}!b.txt")


def test_an_archive_by_its_content(tmp_path: Path, arrived: Arrived) -> None:
    data = packed(("a.txt", GOOD))
    office = packed(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))
    put(tmp_path / "noending", data)
    put(tmp_path / "sheet", office)
    put(tmp_path / "open", packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")))
    assert arrived(*(tmp_path / name for name in ("noending", "sheet", "open"))) == {
        "noending!a.txt": GOOD,
        "sheet": "binary",
        "open": "binary",
    }
