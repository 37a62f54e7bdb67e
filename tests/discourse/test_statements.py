"""Statements: one a clause, with the clauses that only lead to it. By rules alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.discourse import Discourse
from cnreport.discourse import statements as statements_module
from cnreport.discourse.statements import Statement
from cnreport.layout import Paragraph

Read = Callable[[str], list[tuple[str, str, str | None, int | None]]]


def words(read: list[tuple[str, str, str | None, int | None]]) -> list[str]:
    return [text for text, _, _, _ in read]


def test_each_clause_is_a_statement(statements: Read) -> None:
    read = statements("#一、工作回顾\n新建泵站2座，修渠12公里；植树5万株。")
    assert words(read) == ["新建泵站2座", "修渠12公里", "植树5万株"]


@pytest.mark.parametrize(
    "lead",
    [
        "通过开展培训，",
        "围绕春灌保供，",
        "针对渠道失修，",
        "在城东片区，",
        "把泵站作为重点，",
        "对老旧管网，",
        "截至6月底，",
        "上半年，",
        "治理过程中，",
        "这五年，",
        "新的一年，",
        "近几年，",
        "6月底前，",
        "9月中旬前，",
        "力争三季度末，",
        "据初步统计，",
        "其中，",
        "具体来说，",
        "农田水利方面，",
        "还在水利、交通等方面，",
    ],
)
def test_a_lead_clause_shares_the_record_of_the_next(statements: Read, lead: str) -> None:
    read = statements(f"#一、工作回顾\n{lead}新建泵站2座，修渠12公里。")
    assert words(read) == [f"{lead}新建泵站2座", "修渠12公里"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("今年水利工作的重点，", "是修好12公里渠道"),
        ("我们的首要任务，", "就是通水"),
        ("现在有的乡镇和部门，", "把泵站一建了之"),
        ("多数农户，", "已经用上自来水"),
    ],
)
def test_what_only_names_the_next_clause_shares_its_record(statements: Read, named: str, said: str) -> None:
    assert words(statements(f"#一、工作回顾\n{named}{said}。")) == [f"{named}{said}"]


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("明确今年的重点，", "修好12公里渠道"),
        ("有的乡镇已经通水，", "把泵站交给村里"),
        ("服务群众，", "把泵站交给村里"),
    ],
)
def test_a_clause_with_a_predicate_is_a_statement(statements: Read, clause: str, said: str) -> None:
    assert words(statements(f"#一、工作回顾\n{clause}{said}。")) == [clause.rstrip("，"), said]


@pytest.mark.parametrize(
    "clause",
    [
        "在建泵站2座，",
        "在校生增加400人，",
        "对外贸易增长6%，",
        "从业人员达到900人，",
        "以上数据均已核实，",
        "为民办实事20件，",
        "五年规划印发，",
        "由村集体入股建成，",
        "第一书记全部到岗，",
    ],
)
def test_what_only_looks_like_a_lead_stands_alone(statements: Read, clause: str) -> None:
    assert words(statements(f"#一、工作回顾\n{clause}修渠12公里。")) == [clause.rstrip("，"), "修渠12公里"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由县水利局牵头，6月底前修渠12公里。", ["由县水利局牵头，6月底前修渠12公里"]),
        ("修渠12公里，由县水利局负责。", ["修渠12公里，由县水利局负责"]),
        (
            "6月底前，修渠12公里，具体由县水利局组织实施；植树5万株。",
            ["6月底前，修渠12公里，具体由县水利局组织实施", "植树5万株"],
        ),
        ("由县水利局负责。", ["由县水利局负责"]),
        ("植树5万株。由县水利局负责。", ["植树5万株", "由县水利局负责"]),
    ],
)
def test_who_is_responsible_stands_with_what_is_to_be_done(statements: Read, text: str, expected: list[str]) -> None:
    assert words(statements(f"#二、下一步工作\n{text}")) == expected


def test_a_setting_that_nothing_follows_is_no_statement(statements: Read) -> None:
    assert words(statements("#一、工作回顾\n过去一年，\n修渠12公里。")) == ["修渠12公里"]


def test_the_last_clause_of_a_sentence_leads_to_nothing(statements: Read) -> None:
    read = statements("#一、工作回顾\n修渠12公里，为春灌打下基础。在城东新建泵站2座。")
    assert words(read)[-1] == "在城东新建泵站2座"
    assert all("。" not in text for text in words(read))


def test_a_statement_has_one_kind(statements: Read) -> None:
    read = statements("今年以来，建成泵站2座，下一步，再建泵站3座。")
    assert [(text, kind) for text, kind, _, _ in read if "座" in text] == [
        (read[0][0], "achievement"),
        (read[-1][0], "plan"),
    ]


def test_a_turn_to_the_next_step_is_no_statement_of_its_own(statements: Read) -> None:
    assert words(statements("下一步，新建泵站2座。今后，管好用好。")) == ["下一步，新建泵站2座", "今后，管好用好"]


def test_what_states_nothing_is_left_out(statements: Read) -> None:
    assert words(statements("各位代表：\n新建泵站已完工。\n谢谢大家！")) == ["新建泵站已完工"]
    assert words(statements("#三、下一步打算\n重点做好两项工作：建泵站；修水渠。")) == ["建泵站", "修水渠"]


def test_a_head_is_a_statement_of_its_own(statements: Read) -> None:
    read = statements("#三、下一步打算\n一是抓好春灌。新建泵站2座。")
    assert words(read) == ["一是抓好春灌", "新建泵站2座"]


def test_confidence_is_that_of_the_least_certain_clause(rules: Discourse) -> None:
    text = "通过开展培训，新增就业300人。"
    (found,) = rules.statements(text, [Paragraph(0, len(text), "body")])
    assert isinstance(found, Statement)
    assert len(found.clauses) == 2
    assert found.confidence == min(clause.confidence for clause in found.clauses)


def test_with_the_model_statements_keep_to_the_text(trained: Discourse) -> None:
    text = "今年以来，建成泵站2座。但缺口仍然较大。下一步，再建泵站3座，力争明年5月底前通水。"
    found = trained.statements(text, [Paragraph(0, len(text), "body")])
    assert [statement.kind for statement in found] == ["achievement", "problem", "plan", "plan"]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_label_shares_the_record_of_what_it_labels(statements: Read) -> None:
    read = statements(
        "#三、下一步打算\n改造泵站2座，责任单位：县水利局、县财政局，完成时限：6月底前。修渠12公里。\n责任单位：各乡镇，县水利局。"
    )
    assert words(read) == [
        "改造泵站2座，责任单位：县水利局、县财政局，完成时限：6月底前",
        "修渠12公里。\n责任单位：各乡镇，县水利局",
    ]


def test_a_label_without_a_plan_before_it_is_a_record(statements: Read) -> None:
    assert words(statements("#二、存在问题\n泵站老化。\n责任单位：县水利局")) == ["泵站老化", "责任单位：县水利局"]


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        ("隧道年内开工、明年6月底前通车。", ["隧道年内开工", "明年6月底前通车"]),
        (
            "9月底前完成设计、年底前完成招标、2027年汛期前完工。",
            ["9月底前完成设计", "年底前完成招标", "2027年汛期前完工"],
        ),
        ("工单24小时内签收、5个工作日内办结。", ["工单24小时内签收", "5个工作日内办结"]),
        ("项目4月底前办齐手续、5月中旬开工。", ["项目4月底前办齐手续", "5月中旬开工"]),
        ("年底前建成泵站、水闸各2座。", ["年底前建成泵站、水闸各2座"]),
        ("泵站、水闸年底前建成。", ["泵站、水闸年底前建成"]),
        ("6月底、12月底前各检查一次。", ["6月底、12月底前各检查一次"]),
    ],
)
def test_deeds_with_due_dates_of_their_own_are_records_of_their_own(
    statements: Read, clause: str, parts: list[str]
) -> None:
    assert words(statements(f"#三、下一步打算\n{clause}")) == parts


@given(st.from_regex(statements_module._SETTING, fullmatch=True))
def test_every_setting_ends_as_the_quick_check_knows(clause: str) -> None:
    assert statements_module._is_setting(clause, 0, len(clause))
