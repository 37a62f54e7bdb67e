"""Standoff gold: reading it, what does not fit its text, writing it, and its tags for the training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cnreport.errors import CnreportError
from cnreport.evaluation.folder import article_of, gold_of, read_gold_article, read_gold_folder
from cnreport.evaluation.standoff import Gold, check_gold, parse_gold, read_gold
from cnreport.text import Source
from tests.evaluation.conftest import TEXT, spot


def test_gold_is_written_as_it_was_read(folder: Path) -> None:
    gold = read_gold(folder / "speech.gold.json")
    (folder / "again.gold.json").write_text(gold.to_json(), encoding="utf-8")
    assert read_gold(folder / "again.gold.json") == gold
    data = json.loads(gold.to_json())
    assert data["quantities"][0]["value"] == "1200"
    assert "records" not in data
    assert "reviewed" not in data


def test_the_article_beside_it_is_found(folder: Path) -> None:
    article = read_gold_article(folder / "speech.gold.json")
    assert (article.name, article.source.text) == ("speech", TEXT)
    (folder / "page.html").write_text("<p>改造道路</p>", encoding="utf-8")
    assert article_of(folder / "page.html.gold.json") == folder / "page.html"
    for name in ("page.html", "speech.txt", "a.b.txt"):
        assert gold_of(folder / name).name == f"{name.removesuffix('.txt')}.gold.json"
        assert article_of(gold_of(folder / name)) == folder / name


def change(data: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    node: Any = data
    for step in way:
        node = node[int(step) if step.isdigit() else step]
    node[int(last) if last.isdigit() else last] = value


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("segments.1.kind", "wish", "segments.1.kind: Input should be"),
        ("segments.1.start", -1, "segments.1.start: "),
        ("segments.1.end", 0, "segments.1: it ends at 0, not after its start"),
        ("quantities.0.value", "viel", "quantities.0.value: "),
        ("quantities.0.value", "1e999999999", "quantities.0.value: "),
        ("quantities.0.value", "NaN", "quantities.0.value: "),
        ("quantities.0.value", "", "quantities.0: it has no value and is not optional"),
        ("quantities.0.bound", "rather", "quantities.0.bound: "),
        ("quantities.2.of", {"start": 3}, "quantities.2.of.end: Field required"),
        ("sha256", "0", "sha256: "),
        ("records", [{**spot("新建"), "id": "../x", "kind": "plan"}], "records.0.id: "),
        ("records", [{**spot("新建"), "id": "r1", "kind": "plan"}] * 2, "two records have the same id"),
    ],
)
def test_what_is_no_gold_is_told_by_its_field(data: dict[str, Any], path: str, value: Any, reason: str) -> None:
    change(data, path, value)
    with pytest.raises(CnreportError) as caught:
        parse_gold(data, "a.gold.json")
    assert (caught.value.code, caught.value.where) == ("bad-gold", "a.gold.json")
    assert caught.value.message.startswith(reason)


@pytest.mark.parametrize(
    ("content", "where"),
    [(b'{\n"chars": 3,\n}', ":3"), (b"", ":1"), (b"\xff", ""), (b"[" * 100_000, ""), (b"[]", ":1"), (b"7", ":1")],
)
def test_what_is_no_json_is_told_by_its_line(tmp_path: Path, content: bytes, where: str) -> None:
    path = tmp_path / "a.gold.json"
    path.write_bytes(content)
    with pytest.raises(CnreportError) as caught:
        read_gold(path)
    assert (caught.value.code, caught.value.where) == ("bad-gold", f"{path}{where}")


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CnreportError, match=r"\[bad-gold\]"):
        read_gold(tmp_path / "a.gold.json")
    with pytest.raises(CnreportError, match=r"\[no-gold\]"):
        next(read_gold_folder(tmp_path, []))


@pytest.mark.parametrize(
    ("path", "value", "text", "reason"),
    [
        ("chars", None, TEXT + "后加。", "the text of speech.txt is not the one that was annotated"),
        ("chars", len(TEXT), TEXT + "后加。", f"{len(TEXT) + 3} characters, not {len(TEXT)}"),
        ("owners.0.end", 999, TEXT, f"owners.0: {TEXT.index('城建办')}-999 is outside the text of {len(TEXT)}"),
        ("quantities.1.of.text", "停车场", TEXT, f"at {TEXT.index('停车位')} the text has '停车位', not '停车场'"),
    ],
)
def test_gold_that_does_not_fit_its_text(data: dict[str, Any], path: str, value: Any, text: str, reason: str) -> None:
    change(data, path, value)
    with pytest.raises(CnreportError) as caught:
        check_gold(parse_gold(data, "a"), Source(text, "speech.txt"), "speech.gold.json")
    assert (caught.value.code, caught.value.where) == ("stale-gold", "speech.gold.json")
    assert reason in caught.value.message


def test_quotations_are_compared_without_the_layout(data: dict[str, Any]) -> None:
    text = TEXT.replace("停车位", "停\n车位")
    at = text.index("停\n车位")
    gold = Gold.model_validate({"owners": [{"start": at, "end": at + 4, "text": "停车位"}]})
    check_gold(gold, Source(text), "a")
