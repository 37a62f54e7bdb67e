"""Record types of the user's own: what becomes one, what fills its fields, and every fault of a declaration."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from cnreport.custom import RecordType, take
from cnreport.errors import RulesError
from cnreport.pipeline import load
from cnreport.schema import CustomRecord, Deadline, Mention, Quantity, Report

TEXT = """云溪县县长林远航：

今年以来，县应急管理局检查企业120家，发现隐患35处，采取联合执法等方式推进整
改。

下一步，9月底前由县住建局牵头排查老旧小区36个。

检查站的同志们好。
"""


class Inspection(RecordType, triggers=["检查", "排查"], unless=["检查站"], scope="sentence"):
    """What was inspected, by whom, and what came out."""

    sites: Quantity | None = take("amount", units=["家", "个"])
    found: Quantity | None = take(of="隐患", after="发现")
    inspector: Mention | None = take("actor")
    how: Mention | None = take(after="采取", before="等")
    due: Deadline | None = take("deadline")
    bodies: list[Mention] = take("owners")
    amounts: list[Quantity] = take("amounts")
    severity: str = "low"


class Investment(RecordType, kind="investment", triggers=["投资", "总投资"]):
    """Money put into something; without an amount of money there is none."""

    amount: Quantity = take("amount", dimension="money", required=True)
    project: Mention | None = take("pattern", pattern="“([^”]+)”")


@pytest.fixture(scope="module")
def report() -> Report:
    return load(record_types=[Inspection, Investment])(TEXT)


def text_of(value: Mention | Quantity | None) -> str:
    return value.text if value else ""


def test_a_sentence_becomes_a_typed_record(report: Report) -> None:
    first, second = Inspection.of(report)
    assert (text_of(first.sites), text_of(first.found), text_of(first.inspector)) == ("120家", "35处", "县应急管理局")
    assert (text_of(first.how), first.due, first.bodies) == ("联合执法", None, [])
    assert first.severity == "low"
    assert [quantity.text for quantity in first.amounts] == ["120家", "35处"]
    assert (text_of(second.sites), text_of(second.found), text_of(second.due)) == ("36个", "", "9月底前")
    assert second.due is not None
    assert second.due.value == "XXXX-09-30"
    assert [owner.text for owner in second.bodies] == ["县住建局"]


def test_every_field_is_grounded(report: Report) -> None:
    (speech,) = report.speeches
    for record in Inspection.of(report):
        for piece in (record, record.sites, record.found, record.inspector, record.how, record.due, *record.quantities):
            if piece is not None:
                assert TEXT[piece.start : piece.end].replace("\n", "") == piece.text
        assert record.id.startswith(f"{speech.id}.inspection.")
        assert record.record in {built_in.id for built_in in speech.records}


def test_the_built_in_records_stay_as_they_are(report: Report) -> None:
    (with_types,), (without,) = report.speeches, load()(TEXT).speeches
    assert with_types.records == without.records
    assert with_types.quantities == without.quantities
    assert without.custom == []


def test_they_reach_json_and_come_back(report: Report) -> None:
    line = report.model_dump_json()
    (first, _) = json.loads(line)["speeches"][0]["custom"]
    assert first["kind"] == "inspection"
    assert first["inspector"]["text"] == "县应急管理局"
    again = Report.model_validate_json(line)
    assert again.model_dump_json() == line
    assert all(type(record) is CustomRecord for record in again.speeches[0].custom)
    assert isinstance(again.speeches[0].custom[0].model_extra["sites"], Quantity)  # type: ignore[index]
    assert Inspection.of(again) == Inspection.of(report)


def test_a_required_field_decides() -> None:
    found = Investment.of(load(record_types=[Investment])("今年“云廊”项目投资3亿元，总投资进度加快。"))
    assert [(record.amount.text, text_of(record.project)) for record in found] == [("3亿元", "云廊")]


def test_a_clause_that_states_nothing_may_become_one() -> None:
    class Meeting(RecordType, triggers=["听取"], kinds=["none"]):
        reports: Quantity | None = take("amount")

    text = "各位代表：\n\n各位代表，大会听取了12个部门的报告，请予审议。\n"
    report = load(record_types=[Meeting], rules={"cues": [SILENT]})(text)
    (record,) = Meeting.of(report)
    assert record.record is None
    assert text_of(record.reports) == "12个"
    assert record.reports is not None
    assert text_of(record.reports.of) == "部门"


SILENT = {"id": "my.silent", "scope": "clause", "vote": "none", "pattern": "听取了"}


def test_a_cue_and_a_pattern_trigger() -> None:
    rules = {
        "cues": [{"id": "my.trouble", "scope": "clause", "vote": "problem", "pattern": "叫苦"}],
        "record_types": [
            {"id": "trouble", "cues": ["my.trouble"]},
            {"id": "visit", "patterns": ["走访.{0,4}企业"], "fields": {"of": "object"}},
        ],
    }
    (speech,) = load(rules=rules)("今年走访了企业30家。企业叫苦不少。").speeches
    assert [(record.kind, record.text) for record in speech.custom] == [
        ("trouble", "企业叫苦不少"),
        ("visit", "今年走访了企业30家"),
    ]
    assert speech.custom[1].model_extra == {"of": Mention(text="企业", start=5, end=7)}


def test_types_from_a_file_are_the_same(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "cnreport.toml"
    path.write_text(
        """
[[record_types]]
id = "inspection"
triggers = ["检查", "排查"]
unless = ["检查站"]
scope = "sentence"
[record_types.fields]
sites = { from = "amount", units = ["家", "个"] }
found = { of = "隐患", after = "发现" }
inspector = "actor"
how = { after = "采取", before = ["等"] }
due = "deadline"
bodies = "owners"
amounts = "amounts"
""",
        "utf-8",
    )
    made = load(rules=path)(TEXT)
    assert [record.model_dump() | {"severity": "low"} for record in made.speeches[0].custom] == [
        record.model_dump() for record in Inspection.of(report)
    ]
    assert pickle.loads(pickle.dumps(made)) == made
    assert Report.model_validate_json(made.model_dump_json()) == made
    assert Inspection.of(made) == Inspection.of(report)


def test_an_amount_before_a_word_is_the_nearest() -> None:
    rules = {
        "record_types": [{"id": "fine", "triggers": ["罚款"], "fields": {"cases": {"before": "罚款", "units": ["起"]}}}]
    }
    (record,) = load(rules=rules)("今年查处违法案件30起，其中12起罚款5万元。").speeches[0].custom
    assert record.model_extra is not None
    assert record.model_extra["cases"].text == "12起"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "there are no triggers"),
        ({"triggers": []}, "there are no triggers"),
        ({"triggers": "检查"}, "list of non-empty strings"),
        ({"triggers": ["检查"], "kind": "plan"}, "one of the built-in ones"),
        ({"triggers": ["检查"], "kind": "a b"}, "is no kind"),
        ({"triggers": ["检查"], "trigger": ["检查"]}, "unknown field 'trigger'"),
        ({"triggers": ["检查"], "scope": "page"}, "unknown scope 'page'"),
        ({"triggers": ["检查"], "kinds": ["plans"]}, "unknown kind 'plans'"),
        ({"cues": ["nothing.here"]}, "there is no cue 'nothing.here'"),
        ({"patterns": ["(一+)+二"]}, "would take too long"),
        ({"triggers": ["检查"], "fields": {"text": "actor"}}, "a field cannot be called 'text'"),
        ({"triggers": ["检查"], "fields": {"a-b": "actor"}}, "a field cannot be called 'a-b'"),
        ({"triggers": ["检查"], "fields": {"who": "actr"}}, "unknown source 'actr'"),
        ({"triggers": ["检查"], "fields": {"who": 3}}, "must have a source or a table"),
        ({"triggers": ["检查"], "fields": []}, "'fields' must be a table"),
        (
            {"triggers": ["检查"], "fields": {"who": {"from": "actor", "units": ["家"]}}},
            "'units' says nothing of 'actor'",
        ),
        ({"triggers": ["检查"], "fields": {"who": {"from": "text"}}}, "say behind or in front of which words"),
        ({"triggers": ["检查"], "fields": {"n": {"units": ["魕"]}}}, "there is no unit '魕'"),
        ({"triggers": ["检查"], "fields": {"n": {"dimension": "lenght"}}}, "there is no dimension 'lenght'"),
        ({"triggers": ["检查"], "fields": {"n": {"pattern": "一"}}}, "must have one group"),
        ({"triggers": ["检查"], "fields": {"n": {"pattern": "(一+)+二"}}}, "would take too long"),
        ({"triggers": ["检查"], "fields": {"n": {"colour": "red"}}}, "unknown 'colour'"),
        ({"triggers": ["检查"], "required": ["who"]}, "'required' speaks of 'who'"),
    ],
)
def test_a_bad_declaration_is_an_error(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(RulesError, match=reason) as caught:
        load(rules={"record_types": [{"id": "inspection", **fields}]})
    assert caught.value.code == "bad-rules"
    assert "'inspection'" in caught.value.message


def test_the_line_of_a_bad_field(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[record_types]]\nid = "a"\ntriggers = ["检查"]\n[record_types.fields]\nx = "actor"\ny = "actr"\n', "utf-8"
    )
    with pytest.raises(RulesError) as caught:
        load(rules=path)
    assert (caught.value.where, caught.value.hint) == (f"{path}:6", "did you mean 'actor' or 'action'?")


class Plain(BaseModel):
    who: str = ""


class WithoutTriggers(RecordType):
    who: Mention | None = take("actor")


class WithoutSource(RecordType, triggers=["检查"]):
    who: Mention


class OfUnknownSource(RecordType, triggers=["检查"]):
    who: Mention | None = take("actr")


class Clashing(RecordType, kind="problem", triggers=["检查"]):
    pass


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (Plain, "the model has no triggers"),
        (RecordType, "the model has no triggers"),
        (WithoutTriggers, "there are no triggers"),
        (WithoutSource, "nothing fills the field 'who'"),
        (OfUnknownSource, "unknown source 'actr'"),
        (Clashing, "one of the built-in ones"),
        ("Inspection", "a record type is a pydantic model"),
    ],
)
def test_a_bad_model_is_an_error_with_its_place(model: Any, reason: str) -> None:
    with pytest.raises(RulesError, match=reason) as caught:
        load(record_types=[model])
    if model in (Plain, WithoutTriggers, WithoutSource, OfUnknownSource, Clashing):
        file, _, line = caught.value.where.rpartition(":")
        assert file == __file__
        assert f"class {model.__name__}(" in Path(file).read_text("utf-8").splitlines()[int(line) - 1]


def test_two_types_of_one_kind_are_an_error() -> None:
    class Again(RecordType, kind="inspection", triggers=["检查"]):
        pass

    with pytest.raises(RulesError, match="two record types of the kind 'inspection'"):
        load(record_types=[Inspection, Again])


def test_many_clauses_take_linear_time() -> None:
    text = "检查企业12家，" * 4000 + "检查完毕。"
    found = load(record_types=[Inspection])(text)
    assert len(found.speeches[0].custom) >= 1
