"""Clauses with the state of their section and passage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cnreport.discourse.clauses import Clause

Read = Callable[[str], list[tuple[str, Clause]]]

SPEECH = """
#一、上半年工作回顾
新修村道12公里，绿化4处。
##（一）河道治理
清淤8公里。
##（二）存在的问题
管护力量不够。
#二、下一步工作打算
##（一）水利
加固堤防。
再建泵站2座。
"""


def test_headings_set_the_state_and_their_children_take_it_on(clauses: Read) -> None:
    states = {words.rstrip("，。"): clause.section for words, clause in clauses(SPEECH)}
    assert states == {
        "新修村道12公里": "achievement",
        "绿化4处": "achievement",
        "清淤8公里": "achievement",
        "管护力量不够": "problem",
        "加固堤防": "plan",
        "再建泵站2座": "plan",
    }


def test_headings_above_a_clause_are_its_own_outermost_first(clauses: Read) -> None:
    text = SPEECH.strip().replace("#", "")
    above = {words: [text[span.start : span.end] for span in clause.headings] for words, clause in clauses(SPEECH)}
    assert above["绿化4处。"] == ["一、上半年工作回顾"]
    assert above["管护力量不够。"] == ["一、上半年工作回顾", "（二）存在的问题"]
    assert above["再建泵站2座。"] == ["二、下一步工作打算", "（一）水利"]


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("一、过去一年工作回顾", "achievement"),
        ("（三）任务完成情况", "achievement"),
        ("二、存在的主要问题和不足", "problem"),
        ("当前面临的困难", "problem"),
        ("三、下步工作安排", "plan"),
        ("下半年重点任务", "plan"),
        ("四、整改要求", "plan"),
        ("五、农业农村", "unknown"),
    ],
)
def test_what_a_heading_announces(clauses: Read, heading: str, state: str) -> None:
    ((_, clause),) = clauses(f"#{heading}\n全镇有桥梁14座。")
    assert clause.section == clause.passage == state


def test_outermost_headings_without_a_cue_follow_the_section_before(clauses: Read) -> None:
    speech = "#一、工作回顾\n甲。\n#二、{}\n乙。\n#三、粮食生产\n丙。"
    assert [clause.section for _, clause in clauses(speech.format("加快推进园区建设"))] == [
        "achievement",
        "plan",
        "plan",
    ]
    assert [clause.section for _, clause in clauses(speech.format("园区建设"))] == ["achievement", "unknown", "unknown"]


def test_a_passage_lasts_over_paragraphs_without_headings(clauses: Read) -> None:
    read = clauses("今年以来，修路3条。\n植树5万株。\n下一步，建桥2座。\n补栽苗木。\n")
    assert [(words, clause.passage, clause.opened) for words, clause in read] == [
        ("今年以来，", "achievement", 0),
        ("修路3条。", "achievement", 0),
        ("植树5万株。", "achievement", 1),
        ("下一步，", "plan", 0),
        ("建桥2座。", "plan", 0),
        ("补栽苗木。", "plan", 1),
    ]


def test_a_passage_inside_a_section_ends_with_its_paragraph(clauses: Read) -> None:
    read = clauses("#一、工作回顾\n修路3条。同时要清醒看到，缺口不小。\n植树5万株。")
    assert [clause.passage for _, clause in read] == ["achievement", "problem", "problem", "achievement"]


def test_unless_it_announces_what_follows(clauses: Read) -> None:
    read = clauses("#一、工作回顾\n修路3条。主要问题有：\n一是缺口不小。\n二是养护跟不上。\n植树5万株。")
    assert [clause.passage for _, clause in read] == ["achievement", *["problem"] * 3, "achievement"]


@pytest.mark.parametrize("turn", ["全县主要预期目标是：", "2026年要重点抓好以下工作：", "总体要求是："])
def test_targets_begin_the_plans_though_the_heading_looks_back(clauses: Read, turn: str) -> None:
    plans = "##（一）交通\n新修公路9公里。\n改造桥梁2座。"
    read = clauses(f"#一、工作回顾\n修路3条。\n{turn}\n{plans}\n#二、去年工作回顾\n建亭1座。")
    sections = {words: clause.section for words, clause in read}
    assert sections["修路3条。"] == sections["建亭1座。"] == "achievement"
    assert sections["新修公路9公里。"] == sections["改造桥梁2座。"] == "plan"


def test_a_heading_ends_a_passage(clauses: Read) -> None:
    read = clauses("#一、工作回顾\n主要问题是：\n缺口不小。\n#二、卫生健康\n床位增至300张。")
    assert [clause.passage for _, clause in read] == ["problem", "problem", "unknown"]


def test_what_stands_before_a_colon_is_a_unit_of_its_own(clauses: Read) -> None:
    read = clauses("主要成效：道路通了，水清了。")
    assert [(words, clause.sentence, clause.index, clause.last) for words, clause in read] == [
        ("主要成效：", 0, 0, True),
        ("道路通了，", 1, 0, False),
        ("水清了。", 1, 1, True),
    ]


@pytest.mark.parametrize("stops", ["，。", "：。", " 。", "，；", "。。", "，，。"])
def test_stops_in_a_row_lose_no_clause(clauses: Read, stops: str) -> None:
    assert [words.rstrip("，。：； ") for words, _ in clauses(f"新建泵站2座{stops}加固堤防5公里{stops}")] == [
        "新建泵站2座",
        "加固堤防5公里",
    ]


def test_no_paragraphs_and_only_headings_have_no_clauses(clauses: Read) -> None:
    assert clauses("") == []
    assert clauses("#一、工作回顾\n##（一）交通") == []


def test_a_theme_says_only_what_no_heading_above_has_said(clauses: Read) -> None:
    speech = "#{}\n##（一）推动治水取得新成效\n整治河道。\n##（二）编制规划\n完成三个片区。"
    assert [clause.section for _, clause in clauses(speech.format("二、下一步工作安排"))] == ["plan", "plan"]
    assert [clause.section for _, clause in clauses(speech.format("一、工作回顾"))] == ["achievement", "achievement"]
    assert [clause.section for _, clause in clauses(speech.format("一、水利"))] == ["achievement", "plan"]
