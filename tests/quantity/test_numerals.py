"""parse_number: examples, what it refuses, and that whatever a formatter writes parses back exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.quantity import parse_number

_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL = str.maketrans("万亿", "萬億")
_FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def section(number: int) -> str:
    """A number below ten thousand in Chinese."""
    text = ""
    gap = False
    for power, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + scale
            gap = False
        else:
            gap = True
    return text


def chinese(number: int) -> str:
    """A number below 10**16 in Chinese."""
    if number == 0:
        return "零"
    text = ""
    for scale, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, number = divmod(number, size)
        if not part:
            continue
        if text and part < (10**7 if size == 10**4 else 1000):
            text += "零"
        text += (chinese(part) if part >= 10**4 else section(part)) + scale
    return text


@given(st.integers(0, 10**16 - 1))
def test_chinese_parses_back(number: int) -> None:
    assert parse_number(chinese(number)) == number


@given(st.integers(1, 10**16 - 1), st.booleans(), st.booleans())
def test_formal_and_traditional_parse_back(number: int, formal: bool, negative: bool) -> None:
    text = chinese(number).translate(_TRADITIONAL)
    if formal:
        text = text.translate(_FORMAL)
    assert parse_number(("负" if negative else "") + text) == (-number if negative else number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_arabic_parses_back(number: Decimal) -> None:
    text = f"{number:f}"
    assert parse_number(text) == number
    assert parse_number(f"{number:,f}") == number
    assert parse_number(text.translate(_FULL_WIDTH)) == number


@given(st.integers(0, 10**6), st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_chinese_decimals_parse_back(whole: int, digits: list[int]) -> None:
    text = chinese(whole) + "点" + "".join(_DIGITS[digit] for digit in digits)
    assert parse_number(text) == Decimal(f"{whole}.{''.join(map(str, digits))}")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=9999),
    st.sampled_from([("百", 2), ("千", 3), ("万", 4), ("百万", 6), ("亿", 8), ("千亿", 11), ("万亿", 12)]),
)
def test_mixed_parses_back(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse_number(f"{number:f}{scale[0]}") == number * 10 ** scale[1]


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_mixed_sections_parse_back(high: int, low: int) -> None:
    assert parse_number(f"{high}亿{low}万") == high * 10**8 + low * 10**4
    if low >= 10:
        assert parse_number(f"{high}万{low}") == high * 10**4 + low


@given(st.text())
def test_any_text_gives_a_decimal_or_a_reason(text: str) -> None:
    try:
        assert isinstance(parse_number(text), Decimal)
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万五", "15000"),
        ("两千三", "2300"),
        ("十三万二", "132000"),
        ("13万2", "132000"),
        ("三万4000", "34000"),
        ("1,100万", "11000000"),
        ("十万零一千", "101000"),
        ("二十万亿", "20000000000000"),
        ("一百十六", "116"),
        ("廿三", "23"),
        ("卅", "30"),
        ("百三", "130"),
        ("半", "0.5"),
        ("两个半", "2.5"),
        ("三点五万", "35000"),
        ("百分之三点五", "0.035"),
        ("85%", "0.85"),
        ("四分之三", "0.75"),
        ("3/4", "0.75"),
        ("2 1/2", "2.5"),
        ("一又四分之一", "1.25"),
        ("2e5", "200000"),
        ("2^10", "1024"),
        ("15k", "15000"),
        ("1.5M", "1500000"),
        ("三打", "36"),
        ("二〇二五", "2025"),
        ("柒佰叁拾元伍角陆分", "730.56"),
        ("叁角", "0.3"),
        ("十几", "10"),
        ("三四十", "30"),
        ("十七八", "17"),
        ("几十万", "100000"),
        ("三百多", "300"),
        ("五千余", "5000"),
        ("一百零几万", "1000000"),
    ],
)
def test_examples(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "十十", "1..2", "路", "一二路", "1/0", "1e999", "9" * 500, "点五点", "负"])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)
