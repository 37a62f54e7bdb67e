"""Label Studio: out and back without loss, offsets in code points, and what is no export of it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnreport.errors import CnreportError
from cnreport.evaluation.standoff import Gold, check_gold, parse_gold
from cnreport.exchange import open_export
from cnreport.exchange.label_studio import labelling_interface, parse_task, read_tasks, task_of
from cnreport.exchange.marks import LABELS, Marked, mark
from cnreport.schema import Bound, Change
from cnreport.text import Source
from tests.exchange.conftest import TEXT, gold_data, marked_texts, spot, whole


def back(task: dict[str, Any]) -> Gold:
    found = parse_task(json.loads(json.dumps(task)), "x.json: task 1")
    assert found is not None
    assert found[1].left_out == ()
    return found[1].gold


def results(task: dict[str, Any], quoted: str) -> list[dict[str, Any]]:
    found = task["annotations"][0]["result"]
    names = {one["id"] for one in found if one.get("value", {}).get("text") == quoted}
    return [one for one in found if one.get("id") in names]


def test_out_and_back(article: Marked, gold: Gold) -> None:
    assert back(task_of(article)) == gold


@given(marked_texts())
def test_any_places_come_back(article: Marked) -> None:
    task = task_of(article)
    for result in task["annotations"][0]["result"]:
        value = result.get("value", {})
        if result["type"] == "labels":
            assert article.source.text[value["start"] : value["end"]] == value["text"]
    assert back(task) == article.gold


def test_what_nobody_has_reviewed_is_a_prediction(article: Marked, gold: Gold) -> None:
    fresh = Marked(article.source, gold.model_copy(update={"reviewed": False}), article.marks, article.links)
    task = task_of(fresh)
    assert "annotations" not in task
    assert task["predictions"][0]["model_version"].startswith("cnreport ")
    assert parse_task(task, "x") is None
    # Accepted in the editor, it is an annotation of the same results.
    assert back({**task, "annotations": [{"result": task["predictions"][0]["result"]}]}) == gold


def test_offsets_of_old_versions_count_utf_16(article: Marked, gold: Gold) -> None:
    task = task_of(article)
    for result in task["annotations"][0]["result"]:
        value = result.get("value", {})
        for key in ("start", "end"):
            if key in value:
                value[key] = len(TEXT[: value[key]].encode("utf-16-le")) // 2
    assert back(task) == gold


def test_line_breaks_come_back_as_a_backslash_and_an_n(article: Marked, gold: Gold) -> None:
    task = task_of(article)
    for result in task["annotations"][0]["result"]:
        if result["type"] == "labels":
            result["value"]["text"] = result["value"]["text"].replace("\n", "\\n")
    assert back(task) == gold


def test_what_a_person_corrects(article: Marked) -> None:
    task = task_of(article)
    made = task["annotations"][0]["result"]
    for result in results(task, "停车难的问题仍然突出"):
        result["value"]["labels"] = ["计划"]
    for result in results(task, "约300个"):
        if result.get("from_name") == "value":
            result["value"]["text"] = ["300", "1,350"]
    made[:] = [one for one in made if one not in results(task, "2个")]
    # Added with ids of the editor: a record with a deadline in it that is linked to nothing, and a verb of nobody.
    for name, quoted, label in (("x1", "云溪镇党委", "problem"), ("x2", "林远航", "of"), ("x3", "停车难", "deadline")):
        made.append({"id": name, "from_name": "label", "type": "labels", "value": {**spot(quoted), "labels": [label]}})
    found = parse_task(task, "x")
    assert found is not None
    gold, left_out = found[1].gold, found[1].left_out
    assert [(mark.id, mark.label) for mark in left_out] == [("x2", "of"), ("m11", "of")]
    assert gold.records is not None
    assert [(record.id, record.kind) for record in gold.records] == [
        ("r8", "problem"),
        ("r1", "achievement"),
        ("r2", "achievement"),
        ("r3", "plan"),
        ("r7", "plan"),
    ]
    assert gold.records[3].deadline is not None
    assert gold.records[1].topic == "交通"
    assert [str(one.value) for one in gold.quantities] == ["1200", "1350"]
    assert [segment.kind for segment in gold.segments] == ["problem", "achievement", "plan", "plan", "debatable"]


def test_links_count_in_either_direction_and_to_strangers_never(article: Marked, gold: Gold) -> None:
    task = task_of(article)
    for result in task["annotations"][0]["result"]:
        if result["type"] == "relation":
            result["from_id"], result["to_id"] = result["to_id"], result["from_id"]
    task["annotations"][0]["result"] += [
        {"type": "relation", "from_id": "r1", "to_id": "gone"},
        {"type": "relation", "from_id": "r1", "to_id": "r1"},
    ]
    assert back(task) == gold


def test_of_several_annotations_the_truth_or_the_newest_counts(article: Marked, gold: Gold) -> None:
    task = task_of(article)
    good = task["annotations"][0]
    old = {"result": [], "updated_at": "2024-01-01T00:00:00Z"}
    new = {**good, "updated_at": "2024-02-01T00:00:00Z"}
    assert back({**task, "annotations": [new, old]}) == gold
    assert back({**task, "annotations": [{**good, "ground_truth": True}, {**old, "updated_at": "2025"}]}) == gold
    assert back({**task, "annotations": [new, {**old, "updated_at": "2025", "was_cancelled": True}]}) == gold
    assert parse_task({**task, "annotations": [{**good, "was_cancelled": True}]}, "x") is None


def region(**more: Any) -> dict[str, Any]:
    value = {**spot("停车位"), "text": "停车位", "labels": ["of"], **more}
    return {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([region(start=-1)], "annotations.0.result.0.value.start: "),
        ([region(start="/div[1]/text()[1]")], "annotations.0.result.0.value.start: "),
        ([region(start=True)], "annotations.0.result.0.value.start: "),
        ([region(end=10**9)], "is outside the text of"),
        ([region(end=0)], "or empty"),
        ([region(text="停车场")], "the text has '停车位', not '停车场'"),
        ([region(labels=["路"])], "unknown label '路'"),
        ([region(labels=[])], "no start, end and label"),
        ([{"id": "a", "from_name": "label", "type": "labels"}], "no start, end and label"),
        ([{"id": "a"}], "annotations.0.result.0.type: Field required"),
        ("none", "annotations.0.result: "),
        (
            [region(labels=["quantity"]), {**region(text=["viel"]), "from_name": "value", "type": "textarea"}],
            f"quantity '停车位' at {TEXT.index('停车位')}: value: ",
        ),
        ([region(labels=["quantity"])], "it has no value and is not optional"),
        (
            [region(labels=["item"]), {**region(text=["𝟙"]), "from_name": "ordinal", "type": "textarea"}],
            "ordinal: '𝟙' is no number",
        ),
    ],
)
def test_what_does_not_fit_is_told_by_its_place(results: Any, reason: str) -> None:
    task = {"data": {"text": TEXT}, "annotations": [{"result": results}]}
    with pytest.raises(CnreportError) as caught:
        parse_task(task, "x.json: task 3")
    assert (caught.value.code, caught.value.where) == ("bad-annotation", "x.json: task 3")
    assert reason in caught.value.message


ODD = st.recursive(
    st.sampled_from([None, True, -1, 0, 5, 10**30, 1.5, "", "1e999999999", "NaN", "路", "plan", "r1", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["start", "end", "text", "id", "labels"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data())
@settings(max_examples=300)
def test_a_damaged_task_is_read_or_refused(data: st.DataObject) -> None:
    source = Source(TEXT, "a.txt")
    task = task_of(mark(whole(parse_gold(gold_data(), "a"), source), source))
    for _ in range(data.draw(st.integers(1, 3))):
        node: Any = task
        while True:
            step = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            if not node[step] or not isinstance(node[step], (dict, list)) or data.draw(st.integers(0, 5)) == 0:
                node[step] = data.draw(ODD)
                break
            node = node[step]
    try:
        found = parse_task(task, "x")
    except CnreportError:
        return
    if found is not None:
        check_gold(parse_gold(json.loads(found[1].gold.to_json()), "x"), found[0], "x")


def test_half_of_a_surrogate_pair_is_an_error() -> None:
    unit = {**region(text=["\ud800"]), "from_name": "unit", "type": "textarea"}
    number = {**region(text=["1"]), "from_name": "value", "type": "textarea"}
    for task in (
        {"data": {"text": TEXT + "\ud83d"}, "annotations": [{"result": []}]},
        {"data": {"text": TEXT, "source": "\udcff.txt"}, "annotations": [{"result": []}]},
        {"data": {"text": TEXT}, "annotations": [{"result": [region(labels=["quantity"]), number, unit]}]},
    ):
        with pytest.raises(CnreportError, match="surrogate"):
            parse_task(json.loads(json.dumps(task)), "x")


def test_a_task_of_another_shape() -> None:
    for task in (None, 7, [], {}, {"text": TEXT}, {"data": {"text": 7}}):
        with pytest.raises(CnreportError, match=r"\[bad-annotation\]"):
            parse_task(task, "x")
    with pytest.raises(CnreportError, match=r"\[bad-gold\]"):
        parse_task({"data": {"text": TEXT, "cnreport": {"records": 3}}, "annotations": [{"result": []}]}, "x")


@pytest.mark.parametrize(
    ("content", "where"), [(b"[\n{,", ":2"), (b"", ":1"), (b"\xff", ""), (b"[" * 100_000, ""), (b"{}", "")]
)
def test_what_is_no_export(tmp_path: Path, content: bytes, where: str) -> None:
    path = tmp_path / "tasks.json"
    path.write_bytes(content)
    with pytest.raises(CnreportError) as caught:
        read_tasks(path)
    assert (caught.value.code, caught.value.where) == ("bad-annotation", f"{path}{where}")


def test_the_interface_has_every_label_and_attribute(tmp_path: Path, article: Marked) -> None:
    root = ET.fromstring(labelling_interface())
    assert [label.get("value") for label in root.iter("Label")] == list(LABELS)
    controls = {one.get("name"): one.get("whenLabelValue") for one in root if one.get("perRegion")}
    assert controls == {name: label for label, known in LABELS.items() for name in known.attributes}
    choices = {one.get("name"): [choice.get("value") for choice in one] for one in root.iter("Choices")}
    assert choices == {"bound": list(get_args(Bound)), "change": list(get_args(Change)), "optional": ["optional"]}
    names = {result.get("from_name") for result in task_of(article)["annotations"][0]["result"]}
    assert names <= {None, "label", *controls}
    with open_export(str(tmp_path / "tasks.json"), "label-studio") as exporter:
        exporter.write(article)
        exporter.write(article)
    assert len(read_tasks(tmp_path / "tasks.json")) == 2
    assert (tmp_path / "tasks.json.xml").read_text(encoding="utf-8") == labelling_interface()


def test_no_article_is_an_empty_array(tmp_path: Path) -> None:
    with open_export(str(tmp_path / "tasks.json"), "label-studio"):
        pass
    assert read_tasks(tmp_path / "tasks.json") == []
