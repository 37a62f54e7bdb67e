"""Sentences as words: amounts, times and quotations are one each, and the words cover the stretch."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mapping.conftest import Reader


def test_an_amount_is_a_word_of_its_own_also_inside_a_time(reader: Reader) -> None:
    text = "今年三年内建成泵站5座"
    words = reader.analyser.words(text, 0, len(text), [(2, 4), (9, 11)], [(0, 5)])
    assert [word.text for word in words if word.quantity >= 0] == ["三年", "5座"]
    assert "T" not in {word.cls for word in words if word.end > 2}


def test_amounts_times_and_quotations_are_one_word_each(reader: Reader) -> None:
    text = "今年6月底前建成“口袋公园”12个"
    words = reader.analyser.words(text, 0, len(text), [(14, 17)], [(0, 6)])
    assert [(word.text, word.cls, word.quantity) for word in words] == [
        ("今年6月底前", "T", -1),
        ("建成", "V", -1),
        ("“口袋公园”", "N", -1),
        ("12个", "Q", 0),
    ]


def test_words_tile_the_stretch(reader: Reader) -> None:
    text = "由县乡镇率达比比中有，村中率要率为 占 比降\n" * 3
    words = reader.analyser.words(text, 4, len(text) - 2, [(10, 12)])
    assert words[0].start == 4
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end == b.start for a, b in pairwise(words))
