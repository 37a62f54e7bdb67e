"""The figures: perfect on what is right, and each lowered by its own faults only."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cnreport.evaluation.scores import FIGURES, Scorer
from cnreport.evaluation.standoff import Gold
from cnreport.review.display import Displayer
from cnreport.review.state import State
from cnreport.schema import Report
from cnreport.text import Source
from tests.evaluation.conftest import TEXT, gold_data, spot


def report_of(data: dict[str, Any]) -> Report:
    """A report that says exactly what some gold says."""
    return Displayer(Source(TEXT, "speech.txt"), State.of(Gold.model_validate(data)), lambda _: []).display().report


def figures(report: Report, data: dict[str, Any] | None = None) -> dict[str, float]:
    scorer = Scorer()
    scorer.add("speech", TEXT, Gold.model_validate(data or gold_data()), report)
    return scorer.figures()


def test_what_is_right_scores_one(data: dict[str, Any]) -> None:
    found = figures(report_of(data))
    assert found == {name: 1 for name in FIGURES if name not in ("headline",)}


def test_an_empty_report_scores_nothing() -> None:
    found = figures(Report(id="0", source="a.txt"))
    assert set(found.values()) == {0}


@pytest.mark.parametrize(
    ("path", "value", "lowered"),
    [
        ("speeches.0.end", 10, {"speeches"}),
        ("speeches.0.speaker.name", "林远", {"speaker"}),
        ("segments.1.kind", "plan", {"kinds", "kind_problem", "kind_plan"}),
        ("segments.2.kind", "achievement", {"kinds", "kind_plan", "kind_achievement", "kind_of_quantity", "facts"}),
        ("heads.0.ordinal", 2, {"items"}),
        ("heads.0.end", 40, set()),
        ("quantities.0.value", "120", {"quantities", "quantities_amount_only", "facts"}),
        ("quantities.0.unit", "公里", {"quantities", "quantities_amount_only", "facts"}),
        ("quantities.0.unit", "个米", set()),
        ("quantities.0.start", spot("路1200米")["start"], {"quantities", "quantities_span_only", "facts"}),
        ("quantities.0.bound", "over", {"bound"}),
        ("quantities.0.change", "down", {"change", "facts"}),
        ("quantities.0.of", None, {"of", "facts"}),
        ("quantities.0.of", spot("全镇改造道路"), set()),
        ("quantities.0.action", None, {"action", "facts"}),
        ("quantities.1.action", spot("，新"), set()),
        ("deadlines.0.value", "XXXX-11-30", {"deadlines"}),
        ("deadlines.0.value", "2024-12-31", set()),
        ("owners.0", spot("由城建办"), set()),
        ("owners.0", spot("由"), {"owners"}),
    ],
)
def test_each_fault_lowers_its_own_figures(data: dict[str, Any], path: str, value: Any, lowered: set[str]) -> None:
    node: Any = data
    *way, last = path.split(".")
    for step in way:
        node = node[int(step) if step.isdigit() else step]
    node[int(last) if last.isdigit() else last] = value
    found = figures(report_of(data))
    if path == "heads.0.end":  # three quarters of the head are the head, five times of it are not
        lowered = {"items"}
    expected = {"segments.2.kind": {"deadlines", "owners"}}.get(path, set()) | lowered
    assert {name for name, value in found.items() if value < 1} == expected


def test_what_is_debatable_counts_neither_way(data: dict[str, Any]) -> None:
    said = report_of(data)
    for quantity in data["quantities"]:
        quantity["optional"] = True
    data["segments"][1]["kind"] = "debatable"
    found = figures(said, data)
    assert found["quantities"] == found["kind_problem"] == found["kinds"] == 1


def test_differences_quote_their_place(data: dict[str, Any]) -> None:
    wrong = copy.deepcopy(data)
    wrong["quantities"][0]["of"] = None
    del wrong["quantities"][2]
    scorer = Scorer()
    scorer.add("speech", TEXT, Gold.model_validate(data), report_of(wrong))
    assert [str(one) for one in scorer.differences] == [
        f"speech:{TEXT.index('1200米')}: of is '道路', not None: 是改造道路。全镇改造道路[1200米]，新增停车位约300个。",
        f"speech:{TEXT.index('2个')}: quantity missed, 2 个: ，年底前由城建办新建公园[2个]。",
    ]
