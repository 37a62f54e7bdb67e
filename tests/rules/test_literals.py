"""Literals that a pattern cannot match without, and the patterns that they leave."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.rules.literals import Prefilter, needed


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("拆除|整治", ["拆除", "整治"]),
        ("^(?:力争|确保)", ["力争", "确保"]),
        ("[上下]半年", ["上半年", "下半年"]),
        ("[上下]?半年", ["半年", "上半年", "下半年"]),
        ("已(?:经)?", ["已", "已经"]),
        ("(?:还|仍)[^，]{0,6}(?:问题|困难)", ["问题", "困难"]),
        (r"\d+(?:处|座)", ["处", "座"]),
        ("(?:拆除)+", ["拆除"]),
        ("(?<!没)有(?=问题)", ["有"]),
        ("^(?!对).*?(?:只有|仅)", ["只有", "仅"]),
    ],
)
def test_every_match_contains_one_of_them(pattern: str, literals: list[str]) -> None:
    assert needed(re.compile(pattern)) == set(literals)


@pytest.mark.parametrize(
    "pattern", ["", "^", ".", r"\d{4}", "问题|$", "(?:问题)?", "(?i)km", "(?i:km)", "[^，]+", "(.)\\1"]
)
def test_a_pattern_may_need_none(pattern: str) -> None:
    assert needed(re.compile(pattern)) == set()


PATTERNS = [
    re.compile(text)
    for text in (
        "^(?:甲|乙乙)[^，]{0,3}(?:丙|丁甲)", "甲?乙(?!丙)", "(?:甲乙){2}|丁$", "[一-三]丙", r"\d", "(?<=甲)乙*丙",
    )
]  # fmt: skip


@given(st.lists(st.text("一丁七万丈三上甲乙丙，1\ud800", max_size=9), max_size=6))
def test_what_can_match_is_never_ruled_out(parts: list[str]) -> None:
    text = "".join(parts)
    ends = [len("".join(parts[: number + 1])) for number in range(len(parts))]
    for part, numbers in zip(parts, Prefilter(PATTERNS).possible(text, ends), strict=True):
        matching = {number for number, pattern in enumerate(PATTERNS) if pattern.search(part)}
        assert matching <= set(numbers)


def test_most_patterns_are_ruled_out() -> None:
    prefilter = Prefilter([re.compile("拆除"), re.compile(r"\d"), re.compile("整治|改造")])
    assert list(prefilter.possible("拆除鸡舍，整治沟渠，", [5, 10])) == [(0, 1), (1, 2)]
