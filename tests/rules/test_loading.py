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
    assert caught.value.where.startswith(f"{path}:")


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


def test_lists_are_extended_and_shortened() -> None:
    merged = merge(
        BASE, [overlay(id="a", extend=True, words=["丁", "戊"]), overlay(id="a", remove=True, words=["甲"], note="no")]
    )
    assert [(rule.id, rule.fields, rule.origin) for rule in merged] == [
        ("a", {"words": ["丁", "戊"]}, "changed"),
        ("b", {"words": ["乙"]}, "project"),
    ]
    assert BASE[0].fields == {"words": ["甲"]}


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (overlay(id="a", extend=True), "needs a list"),
        (overlay(id="a", extend=True, words="丁"), "list of non-empty strings"),
        (overlay(id="a", extend=True, words=["甲"]), "'甲' is in 'words' already"),
        (overlay(id="a", remove=True, words=["丁"]), "'丁' is not in 'words'"),
        (overlay(id="a", remove=True, names=["丁"]), "'names' is no list of this rule"),
        (overlay(id="a", remove=True, extend=True, words=["丁"]), "not both"),
        (overlay(id="x", extend=True, words=["丁"]), "no rule with this id to extend"),
    ],
)
def test_a_list_that_cannot_be_changed_is_an_error(rule: Rule, reason: str) -> None:
    with pytest.raises(RulesError, match=reason):
        merge(BASE, [rule])


def test_notes_and_examples_are_for_people() -> None:
    (*_, rule) = merge(BASE, [overlay(id="c", words=["丙"], note="why", examples=["丙"])])
    assert rule.fields == {"words": ["丙"]}
    assert [rule.id for rule in merge(BASE, [overlay(id="a", disable=True, note="why")])] == ["b"]


def test_an_unknown_id_hints_at_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('\n[[units]]\nid = "area.亩亩"\ndisable = true\n', "utf-8")
    with pytest.raises(RulesError, match="no rule with this id to disable") as caught:
        load_rules("units", path)
    assert "'area.亩'" in caught.value.hint
    assert caught.value.where == f"{path}:2"


def test_an_unknown_field_hints_at_the_nearest() -> None:
    rule = Rule("a", {"patern": "x"}, "mine.toml", 1, {"patern": 3})
    with pytest.raises(RulesError, match="unknown field 'patern'") as caught:
        rule.expect(("pattern", "scope"))
    assert (caught.value.where, caught.value.hint) == ("mine.toml:3", "did you mean 'pattern'?")
