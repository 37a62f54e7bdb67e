import datetime
import importlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Columns, Limits, find_articles, parquet, read_article
from cnreport.reading.article import Cell
from tests.reading.conftest import GOOD, Arrived, put
from tests.reading.test_zips import packed

pa = pytest.importorskip("pyarrow", reason="install cnreport[parquet]")
pq = importlib.import_module("pyarrow.parquet")


def write(path: Path, columns: dict[str, list[object]], group: int = 100) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, row_group_size=group)
    return path


def test_rows_have_names_texts_and_dates(tmp_path: Path) -> None:
    days = [datetime.date(2025, 1, day) for day in range(1, 6)]
    ids = ["a", None, "c", "", "e"]
    write(tmp_path / "a.parquet", {"text": [f"第{n}篇" for n in range(5)], "id": ids, "date": days}, group=2)
    found = list(find_articles([str(tmp_path)]))
    assert [article.name.removeprefix(f"{tmp_path}/") for article in found] == [
        "a",
        "a.parquet#2",
        "c",
        "a.parquet#4",
        "e",
    ]
    for number in (4, 0, 1, 3, 2, 2):
        source = read_article(found[number])
        assert (source.text, source.date) == (f"第{number}篇", f"2025-01-0{number + 1}")


def test_more_rows_than_are_read_at_once(tmp_path: Path, arrived: Arrived) -> None:
    texts = [f"第{number}篇" for number in range(10_000)]
    write(tmp_path / "a.parquet", {"n": list(range(10_000)), "text": texts}, group=6000)
    assert list(arrived(tmp_path).values()) == texts


def test_a_row_that_is_no_text(tmp_path: Path, arrived: Arrived) -> None:
    write(tmp_path / "a.parquet", {"text": ["甲", None, "", "abc"]})
    write(tmp_path / "b.parquet", {"text": [b"x", b"y"]})
    put(tmp_path / "c.txt")
    assert arrived(tmp_path) == {
        "a.parquet#1": "甲",
        "a.parquet#2": "is-empty",
        "a.parquet#3": "is-empty",
        "a.parquet#4": "no-chinese",
        "b.parquet#1": "bad-row",
        "b.parquet#2": "bad-row",
        "c.txt": GOOD,
    }


def test_a_missing_column_names_those_that_are_there(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"正文": ["甲"], "n": [1]})
    (article,) = find_articles([str(tmp_path)])
    with pytest.raises(ReadError, match="'text'; the columns are: 正文, n"):
        read_article(article)
    (article,) = find_articles([str(tmp_path)], Columns(text="正文", id="n"))
    assert (article.name, read_article(article).text) == ("1", "甲")


def test_a_directory_that_names_columns_which_are_not_there(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"text": ["甲"], "date": ["2031-01-08"]})
    (article,) = find_articles([str(tmp_path)])
    assert isinstance(article.place, Cell)
    assert read_article(replace(article, place=replace(article.place, date="day"))).date is None
    with pytest.raises(ReadError) as caught:
        read_article(replace(article, place=replace(article.place, text="body")))
    assert caught.value.code == "no-column"


def test_in_an_archive_and_by_content(tmp_path: Path, arrived: Arrived) -> None:
    data = write(tmp_path / "a.parquet", {"text": ["甲", "乙"]}).read_bytes()
    put(tmp_path / "in/b.zip", packed(("a.parquet", data)))
    put(tmp_path / "in/table", data)
    assert arrived(tmp_path / "in/b.zip", tmp_path / "in/table") == {
        "in/b.zip!a.parquet#1": "甲",
        "in/b.zip!a.parquet#2": "乙",
        "in/table#1": "甲",
        "in/table#2": "乙",
    }


def test_a_bomb_costs_no_other(tmp_path: Path, arrived: Arrived) -> None:
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), pa.array(["改造道路。\n" * 200_000]))
    pq.write_table(pa.table({"text": shared}), tmp_path / "a.parquet", compression="zstd")
    write(tmp_path / "b.parquet", {"text": ["甲" * 500, "乙" * 500]})
    good = {"b.parquet#1": "甲" * 500, "b.parquet#2": "乙" * 500}
    assert arrived(tmp_path) == {"a.parquet": "zip-bomb"} | good
    assert arrived(tmp_path, limits=Limits(expanded=2000)) == {"a.parquet": "zip-bomb", "b.parquet": "too-large"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_a_text_that_all_rows_share_is_in_memory_once(tmp_path: Path) -> None:
    # As many kilobytes as would become gigabytes, were each row to have a text of its own.
    text = "改造道路。\n" * 500_000
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), pa.array([text]))
    pq.write_table(pa.table({"text": shared}), tmp_path / "a.parquet", compression="zstd", row_group_size=400)
    code = """
import sys
from pathlib import Path
from cnreport.reading import Limits, find_articles, read_article
limits = Limits(ratio=1_000_000)
first = next(find_articles([sys.argv[1]], limits=limits))
assert len(read_article(first, limits=limits).text) == int(sys.argv[2])
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak) // 1024)
"""
    command = [sys.executable, "-c", code, str(tmp_path), str(len(text))]
    assert int(subprocess.run(command, capture_output=True, check=True).stdout) < 500


def test_columns_that_are_no_texts(tmp_path: Path, arrived: Arrived) -> None:
    write(tmp_path / "a.parquet", {"text": [["甲"], ["乙"]]})
    pq.write_table(pa.table({"text": pa.array(["丙", "丁"], pa.string_view())}), tmp_path / "b.parquet")
    assert arrived(tmp_path) == {
        "a.parquet#1": "bad-row",
        "a.parquet#2": "bad-row",
        "b.parquet#1": "丙",
        "b.parquet#2": "丁",
    }


def test_broken_and_empty_files(tmp_path: Path, arrived: Arrived) -> None:
    data = write(tmp_path / "z.parquet", {"text": ["甲" * 50, "乙" * 50]}).read_bytes()
    write(tmp_path / "e.parquet", {"text": []})
    put(tmp_path / "a.parquet", data[:-9])
    put(tmp_path / "b.parquet", b"PAR1" + b"\xff" * 500 + b"PAR1")
    put(tmp_path / "c.parquet", "text")
    put(tmp_path / "d.parquet", data[:20] + b"\xff" * 60 + data[80:])
    put(tmp_path / "f.txt")
    found = arrived(tmp_path)
    assert {name: found[name] for name in ("a.parquet", "b.parquet", "c.parquet", "e.parquet", "f.txt")} == {
        "a.parquet": "broken",
        "b.parquet": "broken",
        "c.parquet": "broken",
        "e.parquet": "no-articles",
        "f.txt": GOOD,
    }
    assert found["d.parquet#1"] == "broken"
    assert found["z.parquet#2"] == "乙" * 50


def test_a_lister_that_hangs_or_dies_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived
) -> None:
    write(tmp_path / "a.parquet", {"text": ["甲"]})
    put(tmp_path / "b.txt")
    monkeypatch.setattr(parquet, "PATIENCE", 0.001)
    assert arrived(tmp_path) == {"a.parquet": "broken", "b.txt": GOOD}


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrived: Arrived) -> None:
    write(tmp_path / "a.parquet", {"text": ["甲"]})
    put(tmp_path / "b.txt")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    assert arrived(tmp_path) == {"a.parquet": "missing-extra", "b.txt": GOOD}
