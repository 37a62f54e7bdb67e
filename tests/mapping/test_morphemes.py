"""What the characters of a word tell of it, and what the user's overlay does to them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from cnreport.mapping.morphemes import Morphemes, load_morphemes
from cnreport.rules import read_table


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return load_morphemes()


def test_every_class_has_characters(morphemes: Morphemes) -> None:
    for field in fields(morphemes):
        assert getattr(morphemes, field.name), field.name


def test_exceptions_are_of_two_characters_or_more(morphemes: Morphemes) -> None:
    assert min(map(len, morphemes.whole)) == 2


def test_no_rule_says_a_character_twice() -> None:
    for rule in read_table("morphemes"):
        assert len(set(rule.texts("words"))) == len(rule.texts("words")), rule.id


def test_endings_join_nouns_and_verbs_only(morphemes: Morphemes) -> None:
    assert morphemes.joins("率", "清偿", "V")
    assert morphemes.joins("镇", "石门", "N")
    assert not morphemes.joins("镇", "搬迁", "V")
    assert not morphemes.joins("率", "再", "D")
    assert not morphemes.joins("率", "修", "V")
    assert morphemes.is_noun_ending("村")
    assert not morphemes.is_noun_ending("了")
    assert morphemes.joins("区", "安置", "V")
    assert not morphemes.joins("区", "推进", "V")


@pytest.mark.parametrize(
    ("word", "at"), [("端上", 0), ("招回来", 0), ("架上", 1), ("家庭装", 2), ("低下", -1), ("汇报", -1)]
)
def test_the_verb_before_an_aspect(morphemes: Morphemes, word: str, at: int) -> None:
    assert morphemes.verb_before_aspect(word) == at


@pytest.mark.parametrize(
    ("word", "made"),
    [("铺管", True), ("节点", False), ("缺普工", True), ("设备厂", False), ("铺", False)],
)
def test_verbs_with_their_objects(morphemes: Morphemes, word: str, made: bool) -> None:
    assert morphemes.makes(word) == made


def test_the_user_can_add_and_take_out_characters(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(
        '[[morphemes]]\nid = "deverbal"\nextend = true\nwords = ["舱"]\n'
        '[[morphemes]]\nid = "whole.things"\nremove = true\nwords = ["节点"]\n'
        '[[morphemes]]\nid = "mine"\nclass = "whole"\nwords = ["铺管"]\n',
        "utf-8",
    )
    morphemes = load_morphemes(overlay)
    assert morphemes.joins("舱", "休息", "V")
    assert morphemes.makes("节点")
    assert not morphemes.makes("铺管")
