"""Owners of plans: marked-up sentences, stretches, hostile input."""

import re
import tomllib
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.mapping.owners import find_owners

CASES = tomllib.loads((Path(__file__).parent / "owners.toml").read_text("utf-8"))


def mark(text: str) -> str:
    for start, end in reversed(find_owners(text, 0, len(text))):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


@pytest.mark.parametrize("marked", CASES["marked"])
def test_owner_is_found_with_its_exact_span(marked: str) -> None:
    assert mark(re.sub("[【】]", "", marked)) == marked


@pytest.mark.parametrize("sentence", CASES["none"])
def test_nobody_is_made_responsible(sentence: str) -> None:
    assert mark(sentence) == sentence


def test_only_the_stretch_is_searched_and_offsets_count_in_the_text() -> None:
    text = "去年由区商务局牵头。今年由区文旅局牵头，由区体育局负责。"
    start, end = text.index("今年"), text.index("，由区体育局")
    assert [text[a:b] for a, b in find_owners(text, start, end)] == ["区文旅局"]
    assert find_owners(text, 0, 0) == []


@pytest.mark.parametrize(
    "piece",
    [
        "由",
        "局",
        "责任单位：",
        "责任单位是",
        "会同",
        "归县局",
        "归",
        "对甲抓",
        "县住建局牵头，",
        "县住建局对",
        "县住建局会同",
        "6月底前由",
        "由甲的",
        "县公司6月底前",
        "信息科",
        "每月",
        "（",
        "）",
    ],
)
def test_repetition_does_not_hang(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    for start, end in find_owners(text, 0, len(text)):
        assert 0 <= start < end <= len(text)


def test_the_user_can_add_and_disable_words(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(
        '[[owners]]\nid = "my.duty"\nrole = "duty"\nwords = ["扛旗"]\n[[owners]]\nid = "label.body"\ndisable = true\n',
        "utf-8",
    )
    text = "区投促局扛旗。责任单位：区商务局"
    assert [text[a:b] for a, b in find_owners(text, 0, len(text), overlay)] == ["区投促局"]
    overlay = tmp_path / "bad.toml"
    overlay.write_text('[[owners]]\nid = "my.role"\nrole = "nonsense"\nwords = ["扛旗"]\n', "utf-8")
    with pytest.raises(RulesError, match="unknown role"):
        find_owners(text, 0, len(text), overlay)
