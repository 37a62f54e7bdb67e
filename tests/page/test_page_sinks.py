import json
from pathlib import Path

import pytest

from cnreport.errors import WriteError
from cnreport.schema import Mention, Report, Speech
from cnreport.writing import open_sink
from cnreport.writing.page.totals import Totals


def line(report: Report, **changes: object) -> bytes:
    return report.model_copy(update=changes).model_dump_json().encode()


def test_one_report_is_one_file(report: Report, tmp_path: Path) -> None:
    with open_sink(str(tmp_path / "page.html"), "html") as sink:
        sink.write(line(report))
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert "孟远舟" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_standard_output_takes_one_page(report: Report, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_sink(None, "html") as sink:
        sink.write(line(report))
    assert capfdbinary.readouterr().out.startswith(b"<!doctype html>")


def test_several_reports_for_one_file(report: Report, tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught, open_sink(str(tmp_path / "page.html"), "html") as sink:
        sink.write(line(report))
        sink.write(line(report))
    assert caught.value.code == "several-reports"
    assert list(tmp_path.iterdir()) == []


def test_several_reports_are_a_folder_with_an_index(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    for _ in range(2):  # earlier pages are replaced
        with open_sink(str(folder), "html") as sink:
            sink.write(line(report))
            sink.write(line(report))
            sink.write(line(report, source="../../x?<i>.txt", id="../../e", title=None))
        assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
            "pages",
            "pages/articles",
            "pages/articles/x-i-e.html",
            "pages/articles/白石-cafe0123-2.html",
            "pages/articles/白石-cafe0123.html",
            "pages/index.html",
        ]
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert index.count('<td class="name"') == 3
    assert 'href="articles/%E7%99%BD%E7%9F%B3-cafe0123.html"' in index
    assert "x?&lt;i&gt;.txt" in index


def test_a_folder_with_other_files_is_left_alone(report: Report, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(WriteError) as caught, open_sink(str(tmp_path), "html") as sink:
        sink.write(line(report))
    assert caught.value.code == "folder-in-use"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_nothing_is_left_of_a_folder_that_failed(report: Report, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_sink(str(tmp_path / "pages"), "html") as sink:
        sink.write(line(report))
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "code"), [(b"{}", "bad-report"), (b'{"id":"r","source":"x"}', "no-text")])
def test_what_is_no_report_and_one_without_text(text: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught, open_sink(str(tmp_path / "page.html"), "html") as sink:
        sink.write(text)
    assert caught.value.code == code


def test_a_long_list_of_articles_is_cut_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.writing.page.index._A_PAGE", 2)
    with open_sink(str(tmp_path / "pages"), "html") as sink:
        for number in range(5):
            sink.write(json.dumps({"id": f"r{number}", "source": f"{number}.txt", "text": "甲"}).encode())
    pages = sorted((tmp_path / "pages").glob("index*.html"))
    assert [page.name for page in pages] == ["index-2.html", "index-3.html", "index.html"]
    assert [page.read_text(encoding="utf-8").count('<td class="name"') for page in pages] == [2, 1, 2]


def test_totals(report: Report) -> None:
    totals = Totals()
    totals.add(report)
    totals.add(report)
    assert (totals.articles, totals.speeches, totals.quantities) == (2, 4, 8)
    assert dict(totals.kinds) == {"achievement": 6, "problem": 2, "plan": 4}
    assert [(bar.label, bar.counts) for bar in totals.topics()] == [
        ("交通", (4, 0, 0)), ("城建", (0, 2, 0)), ("未归类", (2, 0, 4)),
    ]  # fmt: skip
    assert [(bar.label, bar.counts, speeches) for bar, speeches in totals.places()] == [
        ("白石市 青柳区", (4, 2, 2), 2), ("地区不详", (2, 0, 2), 2),
    ]  # fmt: skip
    assert totals.actions()["plan"] == [("新建", 2), ("种植", 2)]


def test_indicators_stand_side_by_side() -> None:
    def speech(value: str, kind: str, speaker: dict[str, str] | None = None) -> Speech:
        mention = {"text": "产值", "start": 0, "end": 2}
        found = {"text": f"{value}%", "start": 2, "end": 4, "value": value, "unit": "%", "dimension": "ratio"}
        record = {"id": "r", "kind": kind, "text": "产", "start": 0, "end": 4, "confidence": 1}
        record["quantities"] = [{**found, "of": mention, "change": "up"}]
        return Speech.model_validate({"id": "s", "start": 0, "end": 4, "speaker": speaker, "records": [record]})

    totals = Totals()
    body = {"name": "林远航", "organization": "云溪厂"}
    speeches = [speech("5", "achievement"), speech("6", "plan", body), speech("7", "plan", {"name": "林远航"})]
    totals.add(Report(id="a", source="甲", speeches=speeches))
    ((name, indicator),) = totals.indicators()
    assert name == "产值"
    assert [(line.who, line.reached, line.aimed) for line in indicator.lines] == [
        ("甲", "5%↑", ""),
        ("云溪厂", "", "6%↑"),
        ("林远航", "", "7%↑"),
    ]


def test_totals_do_not_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.writing.page.totals._MOST_NAMES", 3)
    totals = Totals()
    for number in range(9):
        quoted = Mention(text=f"动{number}", start=0, end=2).model_dump()
        record = {"id": "r", "kind": "plan", "text": "x", "start": 0, "end": 1, "confidence": 1, "action": quoted}
        region = {"name": f"地{number}", "type": "zone"}
        speech = {"id": "s", "start": 0, "end": 1, "records": [record], "speaker": {"name": "甲", "region": region}}
        totals.add(Report.model_validate({"id": "a", "source": "甲", "speeches": [speech]}))
    assert totals.actions()["plan"] == [("动0", 1), ("动1", 1), ("动2", 1)]
    assert [(bar.label, bar.total) for bar, _ in totals.places()] == [
        ("地0", 1), ("地1", 1), ("地2", 1), ("地区不详", 6),
    ]  # fmt: skip
