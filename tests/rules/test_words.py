from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cnreport.rules.words import alternation


def test_the_longest_word_wins() -> None:
    found = re.compile(alternation(["平方", "平方米", "平方公里", "米"])).findall("平方米平方公里平方米米")
    assert found == ["平方米", "平方公里", "平方米", "米"]


def test_a_latin_word_stands_alone() -> None:
    pattern = re.compile(alternation(["m", "mm", "m²"]))
    assert pattern.match("mode") is None
    assert [pattern.match(text)[0] for text in ("mm", "m长", "m²")] == ["mm", "m", "m²"]  # type: ignore[index]


def test_what_bars_a_word() -> None:
    pattern = re.compile(alternation(["部", "部次"], {"部": ["分", "门"]}))
    assert [bool(pattern.match(text)) for text in ("部电梯", "部分", "部门", "部次", "部")] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_no_words_match_nothing() -> None:
    assert re.compile(alternation([])).search("甲") is None


@given(
    st.lists(st.text("甲乙丙丁.[]^-", min_size=1, max_size=4), min_size=1, max_size=12),
    st.text("甲乙丙丁.[]^-", max_size=8),
)
def test_it_matches_like_a_plain_list(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    assert re.findall(alternation(words), text) == re.findall(plain, text)
