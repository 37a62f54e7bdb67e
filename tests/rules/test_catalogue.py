"""The rules as people look at them: whose each is, where it stands, and written out."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.rules import Rule, read_overlay
from cnreport.rules.catalogue import Entry, as_toml, entries, find_rule
from cnreport.rules.tables import TABLES, explanation, file_of, lines_in, read_table, text_of

ROOT = Path(__file__).parents[2]

OVERLAY = """
[[verbs]]
id = "leftover"
disable = true
[[verbs]]
id = "action"
extend = true
words = ["榫接"]
[[verbs]]
id = "mine"
class = "light"
words = ["统揽"]
[[verbs]]
id = "spending"
replace = true
words = ["费时"]
"""


def test_every_file_is_a_table_and_every_table_is_described() -> None:
    files = {path.stem for path in (ROOT / "cnreport" / "rules").iterdir() if path.suffix in (".toml", ".tsv")}
    assert files == {table for table in TABLES if text_of(table)}
    for table in TABLES:
        assert explanation(table), table


@pytest.mark.parametrize("table", [table for table in TABLES if table != "places"])
def test_the_lines_are_those_on_which_the_ids_stand(table: str) -> None:
    lines = text_of(table).splitlines()
    for identity, line in lines_in(table).items():
        assert any(f'id = "{identity}"' in text for text in lines[line - 1 : line + 1]), identity


def test_places_have_lines_too() -> None:
    line = lines_in("places")["411602"]
    assert (ROOT / file_of("places")).read_text("utf-8").splitlines()[line - 1].startswith("411602\t川汇区")


def test_the_state_of_each_rule(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OVERLAY, "utf-8")
    found = {entry.rule.id: entry for entry in entries("verbs", read_overlay(path))}
    assert {name: entry.state for name, entry in found.items() if entry.state != "project"} == {
        "leftover": "disabled",
        "action": "changed",
        "mine": "added",
        "spending": "replaced",
    }
    assert list(found)[-1] == "mine"
    assert found["mine"].place == f"{path}:9"
    assert found["leftover"].place == f"{path}:2"
    assert found["light"].place.startswith("cnreport/rules/verbs.toml:")
    assert "榫接" in found["action"].words
    assert {entry.state for entry in entries("verbs")} == {"project"}


def test_an_id_of_several_tables() -> None:
    assert {entry.table for entry in find_rule("total")} == {"indicators"}
    (entry,) = find_rule("area.亩")
    assert entry.words[0] == "亩"


@pytest.mark.parametrize("identity", ["area.亩亩", "nothing"])
def test_an_unknown_id_or_table_hints(identity: str) -> None:
    with pytest.raises(RulesError, match="there is no rule") as caught:
        find_rule(identity)
    assert caught.value.code == "unknown-rule"
    assert ("area.亩" in caught.value.hint) == (identity == "area.亩亩")
    with pytest.raises(RulesError, match="no rule file 'unit'") as caught:
        entries("unit")
    assert "'units'" in caught.value.hint


@pytest.mark.parametrize("table", [table for table in TABLES if table != "places"])
def test_what_is_written_out_reads_as_the_same(table: str) -> None:
    rules = read_table(table)
    written = "\n".join(as_toml(entry) for entry in entries(table))
    data = tomllib.loads(written, parse_float=Decimal)
    assert [(entry.pop("id"), entry) for entry in data.get(table, [])] == [(rule.id, rule.fields) for rule in rules]


def test_odd_text_is_escaped() -> None:
    fields = {"pattern": "\\d'\"\n\x1b", "words": ["\\a", '"'], "t": {"a b": True, "c": [1, Decimal("1e-7")]}}
    rule = Rule("x", fields, "mine.toml")
    data = tomllib.loads(as_toml(Entry("cues", rule, "added", "mine.toml")), parse_float=Decimal)
    assert data == {"cues": [{"id": "x", **fields}]}
