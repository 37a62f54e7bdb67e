"""From statements to records: what the mapper adds to what the other rooms found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from cnreport.dates import find_times
from cnreport.discourse import Discourse, Statement
from cnreport.layout import Paragraph
from cnreport.mapping.analysis import Mentions
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.ranker import load_ranker
from cnreport.mapping.records import RecordMapper
from cnreport.mapping.roles import load_roles
from cnreport.mapping.syntax import Analyser
from cnreport.quantity import find_quantities
from cnreport.schema import Achievement, Plan, Problem, Quantity, Record
from cnreport.text import Source, View
from cnreport.tokenizers import get_tokenizer

SECTIONS = {"achievement": "一、工作回顾", "problem": "二、存在的问题", "plan": "三、下一步工作安排"}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(words=lexicon.tagged()), lexicon)


def statements(text: str, heading: int) -> Sequence[Statement]:
    paragraphs = [Paragraph(0, heading, "heading", 1)] if heading else []
    paragraphs.append(Paragraph(heading + bool(heading), len(text), "body"))
    return Discourse(model=False).statements(text, paragraphs)


def mapped(
    analyser: Analyser, kind: str, body: str, heading: str | None = None, **options: datetime.date
) -> tuple[list[Record], list[Quantity]]:
    """The records and other quantities of ``body`` under a heading that announces ``kind``."""
    heading = SECTIONS[kind] if heading is None else heading
    text = f"{heading}\n{body}"
    mentions = Mentions(find_quantities(text), find_times(text))
    mapper = RecordMapper(
        View(Source(text), text), analyser, mentions, "s1", ranker=load_ranker(), roles=load_roles(), **options
    )  # type: ignore[arg-type]
    return mapper.map(0, len(text), statements(text, len(heading)))


@pytest.mark.parametrize(("kind", "model"), [("achievement", Achievement), ("problem", Problem), ("plan", Plan)])
def test_each_kind_has_its_own_record(analyser: Analyser, kind: str, model: type) -> None:
    (record,), outside = mapped(analyser, kind, "渠道管护力量不足。" if kind == "problem" else "新建泵站2座。")
    assert isinstance(record, model)
    assert record.id == "s1.1"
    assert [heading.text for heading in record.section] == [SECTIONS[kind]]
    assert outside == []


def test_records_are_numbered_and_quantities_belong_to_one(analyser: Analyser) -> None:
    found, outside = mapped(analyser, "achievement", "新建泵站2座，改造渠道3条。谢谢大家的5条建议！")
    assert [record.id for record in found] == [f"s1.{number}" for number in range(1, len(found) + 1)]
    quantities = [[quantity.text for quantity in record.quantities] for record in found]
    assert quantities[:2] == [["2座"], ["3条"]]
    assert sum(len(each) for each in quantities) + len(outside) == 3


def test_so_many_and_more(analyser: Analyser) -> None:
    for kind, bound in (("achievement", "over"), ("plan", "at_least")):
        (record,), _ = mapped(analyser, kind, "新建泵站20座以上。")
        assert [quantity.bound for quantity in record.quantities] == [bound]
    (record,), _ = mapped(analyser, "achievement", "泵站不少于20座。")
    assert [quantity.bound for quantity in record.quantities] == ["at_least"]


def test_fact_of_a_quantity(analyser: Analyser) -> None:
    (record,), _ = mapped(analyser, "achievement", "改造老旧小区20个。")
    (quantity,) = record.quantities
    assert quantity.of is not None
    assert quantity.action is not None
    assert (quantity.of.text, quantity.action.text) == ("老旧小区", "改造")


@pytest.mark.parametrize(
    ("body", "action", "thing"),
    [
        ("居民消费价格涨幅2%左右。", None, "居民消费价格涨幅"),
        ("全县粮食产量达到1.4亿斤。", "达到", "全县粮食产量"),
    ],
)
def test_the_record_of_an_amount(analyser: Analyser, body: str, action: str | None, thing: str) -> None:
    (record,), _ = mapped(analyser, "achievement", body)
    assert record.object is not None
    assert (record.action and record.action.text, record.object.text, record.actor) == (action, thing, None)


# The day that a text is of.
DAY = datetime.date(2032, 3, 8)


def deadlines(found: list[Record]) -> list[str]:
    return [record.deadline.value for record in found if isinstance(record, Plan) and record.deadline]


@pytest.mark.parametrize(
    ("heading", "body", "options", "values"),
    [
        ("三、下一步工作安排", "9月底前完工。", {}, ["XXXX-09-30"]),
        ("三、下一步工作安排", "9月底前完工。", {"day": DAY}, ["2032-09-30"]),
        (
            "三、下一步工作安排",
            "2月底前完工。年底前投用。明年3月底前验收。",
            {"day": DAY},
            ["2032-02-29", "2032-12-31", "2033-03-31"],
        ),
        ("三、下一步工作安排", "1月底前开工。", {"day": DAY.replace(month=11)}, ["2033-01-31"]),
        ("三、2033年工作安排", "9月底前完工。", {"day": DAY}, ["2033-09-30"]),
        ("三、2031年工作总结", "下一步，9月底前完工。", {"day": DAY}, ["2032-09-30"]),
        ("三、2031年工作安排", "9月底前完工。", {}, ["2031-09-30"]),
        ("三、下一步工作安排", "2033年6月底前开工，9月底前完工。", {}, ["2033-06-30", "2033-09-30"]),
        ("三、下一步工作安排", "水库2033年6月底前开工。泵站9月底前完工。", {}, ["2033-06-30", "2033-09-30"]),
        ("三、下一步工作安排", "水库2033年6月底前开工。明年3月底前完工。", {}, ["2033-06-30", "XXXX-03-31"]),
        ("三、下一步工作安排", "到2035年底全部通水。泵站9月底前完工。", {}, ["2035-12-31", "XXXX-09-30"]),
        ("三、下一步工作安排", "2033年，打好攻坚战。泵站9月底前完工。", {}, ["2033-09-30"]),
    ],
)
def test_the_year_of_a_deadline(
    analyser: Analyser, heading: str, body: str, options: dict[str, datetime.date], values: list[str]
) -> None:
    found, _ = mapped(analyser, "plan", body, heading, **options)
    assert deadlines(found) == values


def test_only_plans_have_deadlines_and_owners(analyser: Analyser) -> None:
    (plan,), _ = mapped(analyser, "plan", "由县水利局牵头，9月底前完工。")[0][-1:], None
    assert isinstance(plan, Plan)
    assert plan.deadline is not None
    found, _ = mapped(analyser, "achievement", "泵站由县水利局牵头，9月底前完工。")
    assert all(not isinstance(record, Plan) for record in found)


def test_the_time_of_an_achievement(analyser: Analyser) -> None:
    (record,), _ = mapped(analyser, "achievement", "2030年6月建成泵站2座。")
    assert isinstance(record, Achievement)
    assert record.time is not None
    assert record.time.text.startswith("2030年6月")


def test_items_carry_their_ordinal(analyser: Analyser) -> None:
    found, _ = mapped(analyser, "plan", "一是抓好水利。新建泵站2座。二是抓好交通。")
    assert [(record.item.ordinal, record.item.heading.text) for record in found if record.item] == [
        (1, "一是抓好水利。"),
        (1, "一是抓好水利。"),
        (2, "二是抓好交通。"),
    ]


def test_a_speech_without_statements_has_no_records(analyser: Analyser) -> None:
    found, outside = mapped(analyser, "achievement", "各位代表：谢谢大家！")
    assert found == []
    assert outside == []
