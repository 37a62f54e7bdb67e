"""Mending: one-for-one normalisation, lines, and the way between view and source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.text.mending import mend, normalise, split_lines, without_blanks
from cnreport.text.source import Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("栽树１２．５万株，占８０％", "栽树12.5万株，占80%"),
        ("修路3条,架桥2座;共5处:", "修路3条，架桥2座；共5处："),
        ("1,200户,10:30开会", "1,200户，10:30开会"),
        ("粮食33，212万吨，1，062.5万头", "粮食33,212万吨，1,062.5万头"),
        ("得分98，100，120，前3，105人", "得分98，100，120，前3,105人"),
        ("建于2019，300户受益；第2，118户", "建于2019，300户受益；第2，118户"),
        ("增长5.5，120户", "增长5.5，120户"),
        ("(一)抓产业(GDP)增长", "（一）抓产业（GDP）增长"),
        ("f(x) = (a, b)", "f(x) = (a, b)"),
        ("增长5.1%,高于全省", "增长5.1%，高于全省"),
        ("二○二六年，二O三五年", "二〇二六年，二〇三五年"),
        ("各项工作有序推进．\n下", "各项工作有序推进。\n下"),
        ("⼀、⼯作回顾", "一、工作回顾"),
        ("甲\r\n乙\r丙\u2028丁", "甲\r\n乙\n丙\n丁"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected
    assert len(normalise(text)) == len(text)


def _view(text: str, joined: tuple[int, ...] = (), titles: tuple[int, ...] = ()) -> str:
    normal = normalise(text)
    lines = split_lines(normal)
    count = range(len(lines))
    flags = ([n in joined for n in count], [False] * len(lines), [n in titles for n in count])
    return mend(Source(text), normal, lines, *flags).view.text


def test_blank_lines_and_indents_go() -> None:
    assert _view("\ufeff\n　　植树 12 万株。\u200b\n\n \xa0\n　　护林。\n") == "植树12万株。\n护林。"


def test_joined_lines_run_together() -> None:
    assert _view("完成绿\n\n　化12", joined=(1,)) == "完成绿化12"
    assert _view("达到4.4\n%", joined=(1,)) == "达到4.4%"
    assert _view("采用Smart\nGrid技术", joined=(1,)) == "采用Smart Grid技术"
    assert _view("资金11\n37万元", joined=(1,)) == "资金1137万元"


def test_spaces_that_mean_something_stay() -> None:
    assert _view("引进 Open AI 技术") == "引进Open AI技术"
    assert _view("1462 1530") == "1462 1530"
    assert _view("抓作风　促落实", titles=(0,)) == "抓作风 促落实"
    assert _view("工 作 总 结", titles=(0,)) == "工作总结"


def test_footnote_marks_go() -> None:
    assert _view("推进“双碳”[12]工作") == "推进“双碳”工作"
    assert _view("面积1200m²，〔2021〕15号") == "面积1200m²，〔2021〕15号"


_PIECES = st.sampled_from([*"甲乙1，。 　\t\n\r\u200b\ufeff(（):：²", "[1]", "\r\n", "Ab", "12 3", "“三”", "\ud800"])


@given(st.lists(_PIECES, max_size=40).map("".join), st.randoms(use_true_random=False))
def test_view_and_source_agree(text: str, random: object) -> None:
    normal = normalise(text)
    lines = split_lines(normal)
    flags = [[random.random() < 0.4 for _ in lines] for _ in range(3)]  # type: ignore[attr-defined]
    mending = mend(Source(text), normal, lines, *flags)
    view = mending.view
    assert "\n\n" not in view.text
    assert not view.text.startswith("\n")
    for position in range(len(view.text)):
        offset = view.offset(position)
        assert view.quote(position, position + 1) == text[offset]
        assert mending.position(offset) == position
        assert view.text[position] in (normal[offset], " ")
    for start in range(0, len(view.text), 3):
        span = view.to_source(start, len(view.text))
        assert (
            without_blanks(view.quote(start, len(view.text))) in without_blanks(text[span.start : span.end])
            or "[1]" in text
            or "²" in text
        )
