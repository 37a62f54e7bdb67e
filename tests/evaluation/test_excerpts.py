"""Excerpts without their text: what is packed comes back, and nothing but the very report brings it back."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cnreport.errors import CnreportError
from cnreport.evaluation.excerpts import pack, read_excerpt, read_excerpts
from cnreport.evaluation.standoff import Gold

ROOT = Path(__file__).parents[2]
EXCERPTS = ROOT / "corpora" / "excerpts"
REPORTS = ROOT.parent / "shared" / "corpora" / "reports"

REPORT = """青石县政府工作报告

县长　白晓舟

一、去年的工作
新修道路30公里。
同时也要看到，停车难仍然突出。
二、今年的工作
年底前由县水务局新建泵站2座。
谢谢大家。
"""
EXCERPT = """青石县政府工作报告

新修道路30公里。
同时也要看到，停车难仍然突出。
年底前由县水务局新建泵站2座。
"""


def at(quoted: str) -> dict[str, int]:
    start = EXCERPT.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def gold() -> Gold:
    speaker = {"name": "白晓舟", "position": "县长"}
    return Gold.model_validate(
        {
            "sha256": sha256(EXCERPT.encode()).hexdigest(),
            "chars": len(EXCERPT),
            "speeches": [
                {"start": 0, "end": len(EXCERPT), "speaker": speaker, "headline": "青石县政府工作报告"},
                {**at("年底前由县水务局新建泵站2座。")},
            ],
            "segments": [
                {**at("新修道路30公里。"), "kind": "achievement"},
                {**at("年底前由县水务局新建泵站2座。"), "kind": "plan"},
            ],
            "heads": [{**at("停车难仍然突出"), "kind": "problem"}],
            "quantities": [
                {**at("30公里"), "value": "30", "unit": "公里", "of": at("道路"), "action": at("新修")},
                {**at("2座"), "value": "2", "unit": "座", "of": at("泵站"), "bound": "over", "optional": True},
            ],
            "deadlines": [{**at("年底前"), "value": "XXXX-12-31"}],
            "owners": [at("县水务局")],
        }
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "county-2031-青石县.txt").write_bytes(REPORT.encode())
    return folder


@pytest.fixture
def excerpt(tmp_path: Path) -> Path:
    path = tmp_path / "excerpts" / "county-1.json"
    path.parent.mkdir()
    path.write_text(pack("county-2031-青石县", EXCERPT, gold(), REPORT).to_json(), encoding="utf-8")
    return path


def spoil(path: Path, **fields: Any) -> None:
    data = json.loads(path.read_bytes())
    path.write_text(json.dumps(data | fields), encoding="utf-8")


def test_text_and_gold_come_back(excerpt: Path, reports: Path) -> None:
    found = read_excerpt(excerpt, reports)
    assert found.source.text == EXCERPT
    assert found.gold == gold()
    assert (found.name, found.report) == ("county-1", "county-2031-青石县")


def test_the_file_says_nothing_of_the_text(excerpt: Path) -> None:
    written = excerpt.read_text(encoding="utf-8")
    assert all(word not in written for word in ("道路", "泵站", "新修", "水务局", "工作报告"))
    assert '"at":[11,20],"kind":"achievement"' in written


def test_lines_that_the_report_has_together_are_one_piece() -> None:
    packed = pack("r", EXCERPT, gold(), REPORT)
    first, blank, second, line, third, end = packed.pieces
    assert (first, blank, line, end) == ((0, 9), "\n\n", "\n", "\n")
    assert REPORT[slice(*second)] == "新修道路30公里。\n同时也要看到，停车难仍然突出。"
    assert REPORT[slice(*third)] == "年底前由县水务局新建泵站2座。"


def test_a_line_that_comes_again_is_taken_where_it_comes_next() -> None:
    report = "一、工作\n修路。\n二、工作\n一、工作\n建桥。\n"
    packed = pack("r", "二、工作\n一、工作\n建桥。", Gold(), report)
    assert packed.pieces == ((9, 22),)
    assert packed.text(report) == "二、工作\n一、工作\n建桥。"


@pytest.mark.parametrize("text", ["青石县政府工作报告\n新修道路40公里。\n", "新修道路30公里。谢谢大家。"])
def test_what_the_report_does_not_say_cannot_be_packed(text: str) -> None:
    with pytest.raises(CnreportError, match="a line that the report has not") as raised:
        pack("r", text, Gold(), REPORT)
    assert raised.value.code == "bad-excerpt"


def test_an_excerpt_without_its_report_is_left_out_and_told(excerpt: Path, reports: Path, tmp_path: Path) -> None:
    missing: list[CnreportError] = []
    assert [found.name for found in read_excerpts(excerpt.parent, reports, missing)] == ["county-1"]
    assert missing == []
    assert list(read_excerpts(excerpt.parent, tmp_path / "nowhere", missing)) == []
    assert [error.code for error in missing] == ["no-report"]
    assert "county-2031-青石县.txt" in str(missing[0])


def test_another_report_of_the_name_is_an_error_that_names_both(excerpt: Path, reports: Path) -> None:
    (reports / "county-2031-青石县.txt").write_bytes((REPORT + "\n").encode())
    with pytest.raises(CnreportError) as raised:
        list(read_excerpts(excerpt.parent, reports, []))
    assert raised.value.code == "other-report"
    for text in (REPORT, REPORT + "\n"):
        assert sha256(text.encode()).hexdigest() in raised.value.message


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"report": "../secret"}, "bad-excerpt"),
        ({"pieces": [[0, 9], "said"]}, "bad-excerpt"),
        ({"pieces": [[-4, 9]]}, "bad-excerpt"),
        ({"pieces": [[0, 9]]}, "stale-gold"),
        ({"headlines": []}, "bad-excerpt"),
        ({"gold": {"speeches": []}}, "bad-excerpt"),
        ({"gold": {"owners": [{"at": 3}]}}, "bad-gold"),
        ({"gold": {"owners": [[4, 4]]}}, "bad-gold"),
        ({"note": "more"}, "bad-excerpt"),
    ],
)
def test_files_that_do_not_fit_are_typed_errors(
    fields: dict[str, Any], code: str, excerpt: Path, reports: Path
) -> None:
    spoil(excerpt, **fields)
    with pytest.raises(CnreportError) as raised:
        read_excerpt(excerpt, reports)
    assert raised.value.code == code
    assert "county-1.json" in raised.value.where


def test_a_file_that_is_no_json_is_a_typed_error(excerpt: Path, reports: Path) -> None:
    excerpt.write_text("{", encoding="utf-8")
    with pytest.raises(CnreportError, match="bad-excerpt"):
        read_excerpt(excerpt, reports)


def test_the_committed_excerpts_are_small() -> None:
    files = list(EXCERPTS.glob("*.json"))
    assert len(files) >= 228
    assert sum(path.stat().st_size for path in files) < 6_000 * len(files)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="there is no ../shared/corpora/reports beside this checkout")
def test_the_committed_excerpts_are_of_the_reports_there() -> None:
    missing: list[CnreportError] = []
    found = list(read_excerpts(EXCERPTS, REPORTS, missing))
    assert missing == []
    assert len(found) == len(list(EXCERPTS.glob("*.json")))
