"""A rule of the user's reaches its room, whichever it is: with each, ``load(rules=…)`` gives another report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cnreport.pipeline import Pipeline, load
from cnreport.rules.tables import TABLES
from cnreport.schema import Plan, Problem, Record, Report

SPEAKER = "{}林远航：\n\n今年改造小区30个，修建道路20公里，群众满意度提升。\n"


def records(report: Report) -> list[Record]:
    return [record for speech in report.speeches for record in speech.records]


def amounts(report: Report) -> list[str]:
    return [quantity.text for record in records(report) for quantity in record.quantities]


def objects(report: Report) -> list[str]:
    return [record.object.text if record.object else "" for record in records(report)]


def counted(report: Report) -> list[str]:
    return [q.of.text if q.of else "" for record in records(report) for q in record.quantities]


def region(report: Report) -> tuple[str, ...]:
    speaker = report.speeches[0].speaker
    return () if speaker is None or speaker.region is None else tuple(speaker.region.path)


def position(report: Report) -> str:
    speaker = report.speeches[0].speaker
    return speaker.position if speaker else ""


def governed(report: Report) -> list[bool]:
    return [quantity.action is not None for record in records(report) for quantity in record.quantities]


@pytest.fixture(scope="module")
def usual() -> Pipeline:
    return load()


CASES: dict[str, tuple[str, str, Any, Any, Any]] = {
    "units": (
        'id = "my.xia"\nnames = ["魕"]\ndimension = "count"\nclassifier = true',
        "下一步，采购表具30魕。",
        amounts,
        [],
        ["30魕"],
    ),
    "bounds": (
        'id = "my"\nwords = ["毛估"]\nbound = "about"\nplace = "before"',
        "今年改造小区毛估30个。",
        amounts,
        ["30个"],
        ["毛估30个"],
    ),
    "changes": (
        'id = "up.next"\nextend = true\nwords = ["走旺"]',
        "今年消费走旺5.3%。",
        lambda report: [quantity.change for record in records(report) for quantity in record.quantities],
        [None],
        ["up"],
    ),
    "traps": (
        'id = "my"\nkind = "word"\nwords = ["十米云廊"]',
        "今年建成十米云廊。",
        amounts,
        ["十米"],
        [],
    ),
    "dates": (
        'id = "events.fair"\nwords = ["花会"]\nlast = "03-31"',
        "下一步，花会前建成停车场2个。",
        lambda report: [r.deadline.value for r in records(report) if isinstance(r, Plan) and r.deadline],
        [],
        ["XXXX-03-31"],
    ),
    "chrome": (
        'id = "my"\npattern = \'云溪发布·.{0,20}\'\nwhere = "any"',
        "云溪县县长林远航：\n\n今年改造小区30个。\n\n云溪发布·民生专栏第三期\n\n今年修建道路20公里。\n",
        lambda report: [heading.text for record in records(report) for heading in record.section],
        ["云溪发布·民生专栏第三期"],
        [],
    ),
    "titles": (
        'id = "my"\nkind = "office"\nnames = ["片区统筹"]',
        SPEAKER.format("云溪镇片区统筹"),
        position,
        "",
        "片区统筹",
    ),
    "cues": (
        'id = "my"\nscope = "clause"\nvote = "problem"\npattern = "怨声|叫苦"',
        "今年改造小区30个。企业叫苦不少。",
        lambda report: [isinstance(record, Problem) for record in records(report)],
        [False, False],
        [False, True],
    ),
    "verbs": (
        'id = "action"\nextend = true\nwords = ["榫接"]',
        "今年榫接构件300件。",
        objects,
        ["榫接构件"],
        ["构件"],
    ),
    "function_words": (
        'id = "adverbs"\nextend = true\nwords = ["沿线"]',
        "下一步，我们沿线更换护栏。",
        objects,
        [""],
        ["护栏"],
    ),
    "morphemes": (
        'id = "made"\nextend = true\nwords = ["瓦"]',
        "旧房铺瓦3000平方米。",
        counted,
        ["旧房铺瓦"],
        ["旧房"],
    ),
    "words": (
        'id = "my"\nwords = ["云上办"]',
        "今年建成云上办12个。",
        counted,
        ["办"],
        ["云上办"],
    ),
    "indicators": (
        'id = "my"\nsuffixes = ["展幅"]',
        "违法建筑拆除展幅95%。",
        governed,
        [True],
        [False],
    ),
    "owners": (
        'id = "my"\nrole = "office"\nwords = ["攻坚营"]',
        "下一步，由拆迁攻坚营负责拆除违建30处。",
        lambda report: [owner.text for r in records(report) if isinstance(r, Plan) for owner in r.owners],
        [],
        ["拆迁攻坚营"],
    ),
    "problems": (
        'id = "my"\nfield = "cause"\npattern = \'受制于([^，。；：]{2,20})\'',
        "存在的问题是受制于地形偏远，道路建设滞后。",
        lambda report: [r.cause.text for r in records(report) if isinstance(r, Problem) and r.cause],
        [],
        ["地形偏远"],
    ),
    "topics": (
        'id = "tea"\nname = "茶产业"\nstrong = ["斗茶大赛"]',
        "今年举办斗茶大赛3场。",
        lambda report: [record.topic for record in records(report)],
        [None],
        ["茶产业"],
    ),
    "zones": (
        'id = "my"\nsuffixes = ["管控带"]',
        SPEAKER.format("周口市黄河管控带主任"),
        region,
        ("河南省", "周口市"),
        ("河南省", "周口市", "黄河管控带"),
    ),
    "places": (
        'id = "my.yunxi"\nname = "云溪县"\nwithin = "411600"',
        SPEAKER.format("云溪县县长"),
        region,
        (),
        ("河南省", "周口市", "云溪县"),
    ),
    "record_types": (
        'id = "inspection"\ntriggers = ["检查"]\nfields = { sites = { units = ["家"] } }',
        "今年检查企业120家。",
        lambda report: [record.kind for speech in report.speeches for record in speech.custom],
        [],
        ["inspection"],
    ),
}


def test_every_table_has_a_case() -> None:
    assert set(CASES) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_rule_changes_the_report(tmp_path: Path, usual: Pipeline, table: str) -> None:
    rule, text, look, without, within = CASES[table]
    path = tmp_path / "cnreport.toml"
    path.write_text(f"[[{table}]]\n{rule}\n", "utf-8")
    assert look(load(rules=path)(text)) == within
    assert look(usual(text)) == without


@pytest.mark.parametrize(
    ("rules", "text", "look", "without", "within"),
    [
        pytest.param(
            {"units": [{"id": "area.亩", "replace": True, "names": ["亩"], "dimension": "area", "factor": 700}]},
            "今年造林30亩。",
            lambda report: [str(q.si_value) for r in records(report) for q in r.quantities],
            ["20000"],
            ["21000"],
            id="replaced unit",
        ),
        pytest.param(
            {"units": [{"id": "count.家", "disable": True}]},
            "今年检查企业120家。",
            amounts,
            ["120家"],
            [],
            id="disabled unit",
        ),
        pytest.param(
            {"titles": [{"id": "office.government", "remove": True, "names": ["县长"]}]},
            SPEAKER.format("云溪县县长"),
            position,
            "县长",
            "",
            id="title taken out",
        ),
        pytest.param(
            {"places": [{"id": "411602", "disable": True}]},
            SPEAKER.format("川汇区区长"),
            region,
            ("河南省", "周口市", "川汇区"),
            (),
            id="disabled place",
        ),
        pytest.param(
            {"verbs": [{"id": "mine", "class": "action", "words": ["榫接"]}]},
            "今年榫接构件300件。",
            objects,
            ["榫接构件"],
            ["构件"],
            id="verb of a class",
        ),
    ],
)
def test_a_rule_of_the_project_is_changed(
    usual: Pipeline, rules: Any, text: str, look: Any, without: Any, within: Any
) -> None:
    assert look(usual(text)) == without
    assert look(load(rules=rules)(text)) == within


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "cnreport.toml"
    for word, found in (("送餐点", "办"), ("云上办", "云上办")):
        path.write_text(f'[[words]]\nid = "my"\nwords = ["{word}"]\n', "utf-8")
        assert counted(load(rules=str(path))("今年建成云上办12个。")) == [found]


def test_ones_own_cue_is_stronger_than_the_model_and_says_so() -> None:
    rules = {"cues": [{"id": "my", "scope": "clause", "vote": "problem", "pattern": "叫苦"}]}
    (record,) = records(load(rules=rules, explain=True)("企业叫苦不少。"))
    assert record.kind == "problem"
    assert record.explanation is not None
    assert record.explanation.cues == ["my"]
    assert record.explanation.by_model is None
