from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.rules.loading import Rule, load_rules, merge, read_table

BASE = (Rule("a", {"words": ["甲"]}, "base"), Rule("b", {"words": ["乙"]}, "base"))


def overlay(**fields: object) -> Rule:
    identity = str(fields.pop("id"))
    return Rule(identity, dict(fields), "mine.toml")


def test_every_rule_file_of_the_project_reads() -> None:
    for path in (Path(__file__).parents[2] / "cnreport" / "rules").glob("*.toml"):
        assert read_table(path.stem)


def test_merge_adds_replaces_and_disables() -> None:
    merged = merge(
        BASE,
        [overlay(id="c", words=["丙"]), overlay(id="a", replace=True, words=["丁"]), overlay(id="b", disable=True)],
    )
    assert [(rule.id, rule.fields) for rule in merged] == [("a", {"words": ["丁"]}), ("c", {"words": ["丙"]})]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (overlay(id="a", words=["丁"]), "taken"),
        (overlay(id="x", replace=True, words=["丁"]), "no rule with this id"),
        (overlay(id="x", disable=True), "no rule with this id"),
        (overlay(id="a", disable=True, words=["丁"]), "stands alone"),
        (overlay(id="a", disable=True, replace=True), "not both"),
        (overlay(id="a", replace="yes"), "true or false"),
    ],
)
def test_a_bad_overlay_rule_names_file_id_and_reason(rule: Rule, reason: str) -> None:
    with pytest.raises(RulesError, match=reason) as caught:
        merge(BASE, [rule])
    assert caught.value.where == "mine.toml"
    assert repr(rule.id) in caught.value.message


def test_an_id_named_twice_is_an_error() -> None:
    with pytest.raises(RulesError, match="twice"):
        merge(BASE, [overlay(id="c"), overlay(id="c")])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[units]\n", "not a TOML file"),
        ('[[unknown]]\nid = "a"\n', "no rule file 'unknown'"),
        ("[[units]]\nnames = ['a']\n", "has no id"),
        ("units = 3\n", "array of tables"),
        ("units = [3]\n", "array of tables"),
    ],
)
def test_a_broken_overlay_file_is_an_error(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RulesError, match=reason) as caught:
        load_rules("units", path)
    assert caught.value.where == str(path)


def test_an_overlay_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules("units", tmp_path / "none.toml")


def test_fields_are_typed() -> None:
    rule = Rule("a", {"n": 3, "x": Decimal("0.1"), "t": "甲", "l": ["甲"], "f": True, "bad": [""]}, "mine.toml")
    assert rule.number("n") == 3
    assert rule.number("x") == Decimal("0.1")
    assert rule.number("none", Decimal(7)) == 7
    assert rule.text("t") == "甲"
    assert rule.texts("l") == ("甲",)
    assert rule.flag("f")
    for wrong in (
        lambda: rule.number("t"),
        lambda: rule.number("f"),
        lambda: rule.text("n"),
        lambda: rule.text("none"),
        lambda: rule.texts("bad"),
        lambda: rule.flag("t"),
        lambda: rule.expect(("n",)),
    ):
        with pytest.raises(RulesError, match="rule 'a'"):
            wrong()
