"""The whole way from a text to its report: grounding, determinism, hostile input, and what only the whole shows."""

from __future__ import annotations

import gc
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cnreport
from cnreport import pipeline as pipeline_module
from cnreport.discourse import model as kinds_module
from cnreport.errors import CnreportError, ModelError, ReadError
from cnreport.learned.weights import pack
from cnreport.pipeline import Pipeline
from cnreport.schema import Record, Report

ROOT = Path(__file__).parents[1]
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))

REPORT = """清溪县2031年政府工作报告
——2031年1月8日在清溪县第九届人民代表大会第一次会议上
县长　沈一帆

各位代表：
一、2030年工作回顾
（一）水利建设加快推进
新建泵站20座以上，清淤河道8公里。
二、存在的问题
管护力量不够，渠道漏水时有发生。
三、2031年工作安排
（一）水利
新建泵站30座以上，6月底前由县水利局牵头完成选址。
9月底前全部开工。
"""


@cache
def default() -> Pipeline:
    return cnreport.load()


def mentions(node: Any) -> Iterator[dict[str, Any]]:
    """Every quotation in a report: whatever has a text, a start and an end."""
    if isinstance(node, dict):
        if node.keys() >= {"text", "start", "end"}:
            yield node
        for value in node.values():
            yield from mentions(value)
    elif isinstance(node, list):
        for value in node:
            yield from mentions(value)


def bare(text: str) -> str:
    """``text`` without what a page's layout puts between characters."""
    return "".join(char for char in text if not char.isspace() and char not in "\u200b\u200c\u200d\ufeff\u00ad")


def assert_grounded(text: str, report: Report) -> None:
    for mention in mentions(report.model_dump()):
        assert 0 <= mention["start"] < mention["end"] <= len(text)
        assert bare(mention["text"]) == bare(text[mention["start"] : mention["end"]])
    for speech in report.speeches:
        assert 0 <= speech.start <= speech.end <= len(text)
        ends = [(record.start, record.end) for record in speech.records]
        assert ends == sorted(ends)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
        inside = [quantity for record in speech.records for quantity in record.quantities]
        assert all(
            record.start <= q.start and q.end <= record.end for record in speech.records for q in record.quantities
        )
        places = [(quantity.start, quantity.end) for quantity in (*inside, *speech.quantities)]
        assert len(places) == len(set(places))


def records(text: str, **options: Any) -> list[Record]:
    pipeline = cnreport.load(**options) if options else default()
    return [record for speech in pipeline(text).speeches for record in speech.records]


# -- grounding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_examples_are_grounded(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    report = default()(text)
    assert report.speeches
    assert_grounded(text, report)


_WORDS = (
    "今年以来|，|。|；|：|下一步|存在的问题|一是|二是|（一）|（|）|“|”|新建|拆除|改造|增长|下降|泵站|道路|老旧小区|12公里|近3万平方米|5%|"
    "百分之五|30座以上|20余|个|万|亿|元|9月底前|2031年|县水利局牵头|由|各位代表|谢谢|仍然不足|一、工作回顾|二、下一步工作安排|沈一帆|县长|"
    "（记者　孙晓雨）|②3|的|了|1."
)
_PIECES = st.sampled_from(_WORDS.split("|"))
_GLUE = st.sampled_from(["", "", "", " ", "\n", "\n\n", "　　", "\r\n", "\t", "\x00", "\ud800", "A", "\u200b"])
_TEXTS = st.lists(st.tuples(_PIECES, _GLUE), max_size=40).map(lambda parts: "".join(a + b for a, b in parts))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_generated_texts_are_grounded(text: str) -> None:
    try:
        report = default()(text)
    except ReadError as error:
        assert error.code in ("is-empty", "no-chinese")
        return
    assert_grounded(text, report)


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_gives_a_report_or_a_typed_error(text: str) -> None:
    try:
        assert_grounded(text, default()(text))
    except ReadError as error:
        assert error.code in ("is-empty", "no-chinese")


# -- determinism --------------------------------------------------------------------------------------------------


def test_the_order_of_articles_changes_nothing() -> None:
    texts = [path.read_bytes().decode("utf-8") for path in ARTICLES[:4]]
    forth = [default()(text).model_dump_json() for text in texts]
    back = [cnreport.load()(text).model_dump_json() for text in reversed(texts)]
    assert forth == back[::-1]


def test_the_hash_seed_changes_nothing() -> None:
    code = """
import sys
from pathlib import Path
import cnreport
pipeline = cnreport.load(explain=True)
for name in sys.argv[1:]:
    print(pipeline(Path(name).read_bytes().decode()).model_dump_json())
"""
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, *map(str, ARTICLES[:4])],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4711")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == 4


def test_ids_come_from_the_text_alone() -> None:
    first, again, other = (default()(text) for text in (REPORT, cnreport.Source(REPORT, "elsewhere.txt"), REPORT + " "))
    assert first.id == again.id != other.id
    ids = [speech.id for speech in first.speeches] + [record.id for record in first.speeches[0].records]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(first.id) for name in ids)
    assert again.source == "elsewhere.txt"


# -- what only the whole shows ------------------------------------------------------------------------------------


def test_sections_kinds_and_items_meet_in_the_records() -> None:
    found = records(REPORT)
    assert {record.kind for record in found} == {"achievement", "problem", "plan"}
    sections = {record.text: [heading.text for heading in record.section] for record in found}
    assert sections["清淤河道8公里"] == ["一、2030年工作回顾", "（一）水利建设加快推进"]
    assert sections["管护力量不够"] == ["二、存在的问题"]
    assert sections["9月底前全部开工"] == ["三、2031年工作安排", "（一）水利"]


def test_at_least_so_many_is_a_bound_in_plans_and_more_than_that_in_achievements() -> None:
    bounds = {
        record.kind: quantity.bound
        for record in records(REPORT)
        for quantity in record.quantities
        if "以上" in quantity.text
    }
    assert bounds == {"achievement": "over", "plan": "at_least"}


def test_deadlines_take_the_year_of_their_section() -> None:
    deadlines = [record.deadline.value for record in records(REPORT) if record.kind == "plan" and record.deadline]
    assert deadlines == ["2031-06-30", "2031-09-30"]


@pytest.mark.parametrize(
    ("options", "text", "value"),
    [
        ({}, "下一步，9月底前建成泵站2座。", "XXXX-09-30"),
        ({"date": "2032-03-05"}, "下一步，9月底前建成泵站2座。", "2032-09-30"),
        ({}, "下一步，2033年6月底前建成泵站2座，9月底前通水。", "2033-06-30"),
    ],
)
def test_the_year_of_a_deadline(options: dict[str, str], text: str, value: str) -> None:
    deadlines = [
        record.deadline.value for record in records(text, **options) if record.kind == "plan" and record.deadline
    ]
    assert deadlines[0] == value
    if "9月底前通水" in text:
        assert deadlines[1] == "2033-09-30"


def test_owners_are_quoted() -> None:
    owners = [owner.text for record in records(REPORT) if record.kind == "plan" for owner in record.owners]
    assert owners == ["县水利局"]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("一、工作回顾\n新建泵站20座。清淤河道8公里，拆除违建30处。\n群众满意率达到95%。", {"problem", "plan"}),
        ("一、下一步工作安排\n新建泵站20座。清淤河道8公里，拆除违建30处。", {"problem", "achievement"}),
        ("一、存在的问题\n管护力量不够。渠道漏水时有发生。", {"achievement", "plan"}),
        ("各位代表，同志们：\n大家上午好！\n谢谢大家！", {"achievement", "problem", "plan"}),
    ],
)
def test_nothing_is_invented(text: str, absent: set[str]) -> None:
    assert {record.kind for record in records(text)}.isdisjoint(absent)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("下一步，年底前改造老旧小区20个。", "plan"),
        ("截至目前，已改造老旧小区20个。", "achievement"),
        ("我县仍有老旧小区20个没有改造，停车难问题突出。", "problem"),
    ],
)
def test_a_sentence_alone_is_an_article(text: str, kind: str) -> None:
    assert {record.kind for record in records(text)} == {kind}
    (speech,) = default()(text).speeches
    assert [q.text for record in speech.records for q in record.quantities] == ["20个"]


# -- hostile input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "is-empty"),
        (" \n\t　\r\n", "is-empty"),
        ("no Chinese at all, 42 items.", "no-chinese"),
        ("，。；：！？", "no-chinese"),
        ("\x00\x01\x02", "no-chinese"),
        ("\ud800", "no-chinese"),
    ],
)
def test_what_is_no_article_is_a_typed_error(text: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        default()(cnreport.Source(text, "row-7"))
    assert caught.value.code == code
    assert "row-7" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "一、工作回顾\x00新建泵站2座。\x00\x00改造道路3条。",
        "新建泵站2座\ud800，改造\udfff道路3条。",
        "中\r国\u2028新建\u2029泵站\x0b2座\x0c。",
        "新建泵站２座，\u202e改造\ufeff道路３条。",
    ],
    ids=["nul", "surrogates", "line ends", "invisible"],
)
def test_odd_characters_do_no_harm(text: str) -> None:
    assert_grounded(text, default()(text))


@pytest.mark.parametrize(
    "piece",
    [
        "，。",
        "（",
        "“",
        "》",
        "万",
        "9",
        "一是",
        "一、中\n",
        "中：",
        "2026年",
        "下一步，",
        "由水利局牵头",
        "（记者 ",
        "中 ",
    ],
)
def test_repetition_ends_in_a_report(piece: str) -> None:
    text = "中" + piece * (20_000 // len(piece))
    assert_grounded(text, cnreport.load(explain=True)(text))


def test_a_line_of_two_million_characters() -> None:
    text = "中" + "的" * 2_000_000
    assert len(default()(text).speeches) == 1


# -- warnings, explanations, options ------------------------------------------------------------------------------


def test_a_report_says_when_a_model_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default()(REPORT).warnings == []
    monkeypatch.setattr(kinds_module, "find_model", lambda _: None)
    report = cnreport.load()(REPORT)
    assert any("no trained model of kinds" in warning for warning in report.warnings)
    assert {record.kind for speech in report.speeches for record in speech.records} == {
        "achievement",
        "problem",
        "plan",
    }


def test_without_the_ranker_rules_find_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_module, "load_ranker", lambda _: None)
    report = cnreport.load()("下一步，改造老旧小区20个。")
    assert any("no trained model of facts" in warning for warning in report.warnings)
    (quantity,) = report.speeches[0].records[-1].quantities
    assert quantity.of is not None
    assert quantity.of.text == "老旧小区"


def test_models_of_a_folder_decide_instead_of_the_installed_ones(tmp_path: Path) -> None:
    text = "下一步，改造老旧小区20个。"
    shutil.copy(ROOT / "models" / "kinds.json", tmp_path)
    (tmp_path / "facts.json").write_text(json.dumps({"version": 5, "named": {"": {"none": pack((1, 1))}}}))
    pipeline = cnreport.load(models=tmp_path)
    (quantity,) = pipeline(text).speeches[0].records[-1].quantities
    assert (quantity.of, quantity.action) == (None, None)
    (quantity,) = default()(text).speeches[0].records[-1].quantities
    assert quantity.of is not None
    (result,) = pipeline.stream([cnreport.Source(text)], workers=1)
    assert result.report is not None
    assert result.report.speeches[0].records[-1].quantities[0].of is None


@pytest.mark.parametrize("missing", ["kinds.json", "facts.json"])
def test_a_folder_without_one_of_the_models_is_an_error(missing: str, tmp_path: Path) -> None:
    for name in {"kinds.json", "facts.json"} - {missing}:
        shutil.copy(ROOT / "models" / name, tmp_path)
    with pytest.raises(ModelError) as raised:
        cnreport.load(models=str(tmp_path))
    assert raised.value.where == str(tmp_path / missing)


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_waits_and_is_left_as_it_was(enabled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = default()
    seen: list[bool] = []

    def fail(*_: Any) -> None:
        seen.append(gc.isenabled())
        raise RuntimeError("no layout")

    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        pipeline(REPORT)
        assert gc.isenabled() == enabled
        monkeypatch.setattr(pipeline_module, "lay_out", fail)
        with pytest.raises(RuntimeError):
            pipeline(REPORT)
        assert (seen, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if was else gc.disable)()


def test_explanations_come_only_when_asked_for() -> None:
    assert all(record.explanation is None for record in records(REPORT))
    for record in records(REPORT, explain=True):
        assert record.explanation is not None
        assert record.explanation.score == record.confidence
        assert record.explanation.by_model is not None
        assert len(record.explanation.facts) == len(record.quantities)
    plan = records(REPORT, explain=True)[-1].explanation
    assert plan is not None
    assert plan.section == "plan"


@pytest.mark.parametrize("date", ["2031", "2031-13-01", "2031-02-30", "20310101", "next year", ""])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match="date must be a day"):
        cnreport.load(date=date)


def test_the_users_rules_are_laid_over(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[units]]\nid = "my.xia"\nnames = ["魕"]\ndimension = "count"\n', "utf-8")
    found = records("下一步，采购表具30魕。", rules=overlay)
    assert [quantity.unit for record in found for quantity in record.quantities] == ["魕"]


def test_bad_rules_are_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(CnreportError):
        cnreport.load(rules=tmp_path / "not-there.toml")


def test_json_keeps_to_the_contract() -> None:
    data = json.loads(default()(REPORT).model_dump_json())
    assert Report.model_validate(data) == default()(REPORT)
    assert "published" not in data or data["published"]
    for record in data["speeches"][0]["records"]:
        assert None not in record.values()
        for quantity in record["quantities"]:
            assert isinstance(quantity["value"], str)


def test_a_tables_date_is_the_articles() -> None:
    source = cnreport.Source("下一步，9月底前改造老旧小区20个。", "row-7", "2031-01-08")
    report = cnreport.load()(source)
    assert report.published == "2031-01-08"
    assert report.speeches[0].records[0].deadline.value == "2031-09-30"
    assert report.text is None


def test_a_plan_is_not_of_the_year_that_a_sentence_before_it_tells_of() -> None:
    text = "2016年全镇建成泵站3座。下一步，9月底前改造老旧小区20个。"
    assert [record.deadline.value for record in records(text) if record.kind == "plan"] == ["XXXX-09-30"]


def test_the_text_is_kept_on_demand() -> None:
    text = "\ufeff下一步，\r\n改造老旧小区20个。"
    report = cnreport.load(keep_text=True)(text)
    assert report.text == text
