"""What holds for every text: amounts are grounded, nothing raises, the time is linear."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.quantity import extract_quantities, find_quantities

_PIECES = st.sampled_from(
    [
        *"0123456789一二两三十百千万亿个元年月日第约近多余几半点分之内，。、；“”《》（）-—% \n",
        *("增长", "由", "提高到", "百分之", "不少于", "以上", "至", "公里", "块", "斤", "两", "新增", "控制在"),
        *("平方米", "G107", "至少", "人民币", "同比"),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(_TEXTS)
def test_amounts_are_in_order_and_inside_the_text(text: str) -> None:
    last = 0
    for amount in find_quantities(text):
        assert last <= amount.start <= amount.number_start < amount.number_end <= amount.end <= len(text)
        assert amount.upper is None or amount.upper > amount.value
        last = amount.end


@given(_TEXTS)
def test_quantities_quote_the_source(text: str) -> None:
    for quantity in extract_quantities(text):
        source = text[quantity.start : quantity.end]
        assert "".join(quantity.text.split()) == "".join(source.split())
        for mention in (quantity.per, quantity.compared_with):
            if mention is not None:
                assert "".join(mention.text.split()) == "".join(text[mention.start : mention.end].split())


@pytest.mark.parametrize(
    "unit",
    ["万", "，", "7", "分之", "十", "3,", "1.", "-", "“", "3至", "5%", "由", "\t", "两三", "3斤", "1个(", "第1、"],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        find_quantities(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 12 * seconds(20_000) + 0.5


def test_spaces_and_full_width_figures_of_a_raw_string() -> None:
    [quantity] = extract_quantities("完成 投资 １２．５ 亿 元")
    assert (quantity.text, quantity.value, quantity.unit) == ("１２．５亿元", Decimal("1250000000"), "元")
    assert quantity.start == 6


def test_what_the_context_says() -> None:
    [quantity] = extract_quantities("户均增收三百元")
    assert quantity.per is not None and quantity.per.text == "户均"
    [quantity] = extract_quantities("累计植树5000株")
    assert quantity.cumulative is True
    [quantity] = extract_quantities("比上年增长5%")
    assert quantity.compared_with is not None and quantity.compared_with.text == "比上年"
    [quantity] = extract_quantities("工业投资同比下降5%")
    assert quantity.compared_with is not None and quantity.compared_with.text == "同比"
    [quantity] = extract_quantities("改造15亩")
    assert (quantity.dimension, quantity.si_value) == ("area", Decimal(10000))
    [amount] = find_quantities("达到30%以上")
    assert amount.open_above
    [amount] = find_quantities("不低于30%")
    assert not amount.open_above


def test_a_users_overlay(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.toml"
    overlay.write_text(
        '[[units]]\nid = "count.囤"\nnames = ["囤"]\ndimension = "count"\nclassifier = true\n'
        '[[bounds]]\nid = "about.mine"\nwords = ["毛估"]\nbound = "about"\nplace = "before"\n',
        encoding="utf-8",
    )
    assert find_quantities("香菇30囤") == []
    [amount] = find_quantities("香菇毛估30囤", overlay=overlay)
    assert (amount.unit, amount.bound) == ("囤", "about")
