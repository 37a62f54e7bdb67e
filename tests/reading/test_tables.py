import datetime
import json
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Columns, Limits, find_articles, read_article
from cnreport.reading.rows import day_of
from tests.reading.conftest import GOOD, Arrived, put

HEADER = "id,text,date\n"


def test_rows_have_names_texts_and_dates(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", '{"id": "甲-1", "text": "改造。", "date": "2025-01-20"}\n\n{"id": 7, "text": "新建。"}\n')
    put(tmp_path / "b.csv", HEADER + '甲-2,"改造道路，\n""一路""。",2025年3月1日\n,新建。,\n')
    put(tmp_path / "c.tsv", "text\tother\n改造, 新建。\tx\n")
    found = [(article.name, article.key, read_article(article)) for article in find_articles([str(tmp_path)])]
    assert [(name, key.removeprefix(f"{tmp_path}/"), source.text, source.date) for name, key, source in found] == [
        ("甲-1", "a.jsonl#1", "改造。", "2025-01-20"),
        ("7", "a.jsonl#3", "新建。", None),
        ("甲-2", "b.csv#1", '改造道路，\n"一路"。', "2025-03-01"),
        (f"{tmp_path}/b.csv#2", "b.csv#2", "新建。", None),
        (f"{tmp_path}/c.tsv#1", "c.tsv#1", "改造, 新建。", None),
    ]
    assert all(source.name == name for name, _, source in found)


def test_columns_of_other_names(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.jsonl", '{"编号": "1", "正文": "改造。"}\n')
    put(tmp_path / "b.csv", "编号,正文\n2,新建。\n")
    columns = Columns(text="正文", id="编号")
    assert [article.name for article in find_articles([str(tmp_path)], columns)] == ["1", "2"]
    assert arrived(tmp_path, columns=columns) == {"a.jsonl#1": "改造。", "b.csv#1": "新建。"}


def test_a_missing_column_names_those_that_are_there(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", "id,正文\n1,改造。\n")
    put(tmp_path / "b.jsonl", '{"正文": "改造。", "id": "x"}\n')
    put(tmp_path / "c.csv", "text,id\n改造。,3\n")
    errors = {}
    for article in find_articles([str(tmp_path)], Columns(date="日期")):
        with pytest.raises(ReadError) as caught:
            read_article(article)
        errors[Path(article.key).name] = str(caught.value)
    assert list(errors) == ["a.csv", "b.jsonl#1", "c.csv"]
    assert "[no-column] there is no column 'text'; the columns are: id, 正文" in errors["a.csv"]
    assert "'text'; the columns are: 正文, id" in errors["b.jsonl#1"]
    assert "'日期'; the columns are: text, id" in errors["c.csv"]


def test_a_bad_row_costs_no_other(tmp_path: Path, arrived: Arrived) -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    number = '{"n": ' + "9" * 10_000 + ', "text": "甲"}'
    rows = [
        '{"text": "甲"}',
        "no json",
        '["text"]',
        '{"text": true}',
        deep,
        number,
        '{"text": ""}',
        '{"text": "\\ud800甲"}',
    ]
    put(tmp_path / "a.jsonl", "\n".join([*rows, '{"text": "甲\\u0000"}', '{"text": null}', '{"text": "乙"}']))
    put(tmp_path / "b.csv", HEADER + '1,甲,\n2\n3,"甲"乙",\n4,乙,\n5,"没有引号的结尾\n')
    codes = ["甲", "bad-row", "bad-row", "bad-row", "bad-row", "甲", "is-empty", "lone-surrogate"]
    codes += ["nul-bytes", "is-empty", "乙"]
    assert arrived(tmp_path) == {f"a.jsonl#{number}": code for number, code in enumerate(codes, 1)} | {
        "b.csv#1": "甲",
        "b.csv#2": "bad-row",
        "b.csv#3": "bad-row",
        "b.csv#4": "乙",
        "b.csv#5": "bad-row",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "cp950", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_tables_in_every_encoding(tmp_path: Path, arrived: Arrived, encoding: str, ending: str) -> None:
    texts = ["全年工程建設完成，道路改善三十二處。", "下一年，新增公園綠地。"]
    lines = ["id,text", *(f'{number},"{text}"' for number, text in enumerate(texts))]
    objects = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    put(tmp_path / "a.csv", "".join(line + ending for line in lines).encode(encoding))
    put(tmp_path / "b.jsonl", "".join(line + ending for line in objects).encode(encoding))
    assert arrived(tmp_path) == {
        "a.csv#1": texts[0],
        "a.csv#2": texts[1],
        "b.jsonl#1": texts[0],
        "b.jsonl#2": texts[1],
    }


def test_a_row_in_another_encoding_than_its_table(tmp_path: Path, arrived: Arrived) -> None:
    row = '{"text": "全年工程建设完成"}\n'
    put(tmp_path / "a.jsonl", row.encode() + row.encode("gb18030") + b'{"text": "\xff\xfe\xfd"}\n' + row.encode())
    text = "全年工程建设完成"
    assert arrived(tmp_path) == {"a.jsonl#1": text, "a.jsonl#2": text, "a.jsonl#3": "undecodable", "a.jsonl#4": text}


def test_cells_longer_than_csv_bears_by_itself(tmp_path: Path, arrived: Arrived) -> None:
    long = "改造道路。\n" * 40_000
    put(tmp_path / "a.csv", f'{HEADER}1,"{long}",\n2,甲,\n')
    assert arrived(tmp_path) == {"a.csv#1": long, "a.csv#2": "甲"}


def test_a_row_beyond_the_limit_costs_no_other(tmp_path: Path, arrived: Arrived) -> None:
    long = "长" * 400
    put(tmp_path / "a.csv", f"{HEADER}1,{long},\n2,甲,\n")
    put(tmp_path / "b.jsonl", f'{{"text": "{long}"}}\n{{"text": "甲"}}')
    assert arrived(tmp_path, limits=Limits(bytes=1000)) == {
        "a.csv#1": "too-large",
        "a.csv#2": "甲",
        "b.jsonl#1": "too-large",
        "b.jsonl#2": "甲",
    }


def test_rows_in_any_order(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", HEADER + "".join(f"{number},第{number}篇,\n" for number in range(50)))
    found = list(find_articles([str(tmp_path)]))
    for number in (49, 0, 17, 16, 31):
        assert read_article(found[number]).text == f"第{number}篇"


def test_tables_without_rows(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.csv", HEADER)
    put(tmp_path / "b.csv", "")
    put(tmp_path / "c.jsonl", "\n\n")
    put(tmp_path / "d.txt")
    assert arrived(tmp_path) == {"a.csv": "no-articles", "b.csv": "no-column", "c.jsonl": "no-articles", "d.txt": GOOD}


def test_ids_that_are_no_names(tmp_path: Path) -> None:
    ids = ["x", "", " ", None, True, 3, 1.5, [1], "长" * 301, "a\nb"]
    put(tmp_path / "a.jsonl", "".join(json.dumps({"id": one, "text": "甲"}) + "\n" for one in ids))
    names = [article.name.removeprefix(f"{tmp_path}/") for article in find_articles([str(tmp_path)])]
    assert names == ["x", *(f"a.jsonl#{n}" for n in (2, 3, 4, 5)), "3", "1.5", "a.jsonl#8", "a.jsonl#9", "a\ufffdb"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-01-20", "2025-01-20"),
        ("2025-1-2T08:00:00Z", "2025-01-02"),
        ("2025/3/4", "2025-03-04"),
        ("2025.3.4", "2025-03-04"),
        ("2025年3月4日 星期二", "2025-03-04"),
        ("20250304", "2025-03-04"),
        (20250304, "2025-03-04"),
        (datetime.date(2025, 3, 4), "2025-03-04"),
        (datetime.datetime(2025, 3, 4, 12), "2025-03-04"),
        ("2025-02-30", None),
        ("2025", None),
        ("2025-03", None),
        ("1741046400", None),
        ("三月四日", None),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_days(value: object, day: str | None) -> None:
    assert day_of(value) == day
