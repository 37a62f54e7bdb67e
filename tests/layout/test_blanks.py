"""One blank that stands for the colon behind who speaks, and blanks that mean something else."""

from __future__ import annotations

import re
import time

import pytest

from cnreport.layout.blanks import close_blanks
from cnreport.text.mending import split_lines

TALK = """澜川县水利局恳谈会记录
时间：9月3日　应询人：县水利局局长江若
江若　大家有话直说。
今年换了管子46公里。
{}
江若　这一段年底前接上。
"""
TOLD = """澜川广播电视台《问政》实录
主持人 短片里的水是黄的。
澜川县水利局局长 江若 看完这些，我心里不安。
{}
江若 年底前接上，我来盯。
"""


def _closed(text: str) -> str:
    return close_blanks(text, split_lines(text))


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("江若　是我们的错。", "江若：是我们的错。"),
        ("○江若　是我们的错。", "○江若：是我们的错。"),
        ("江　若　是我们的错。", "江　若：是我们的错。"),
        ("县城建局局长　何平　路面由我们补。", "县城建局局长　何平：路面由我们补。"),
        ("何平（县城建局局长）　路面由我们补。", "何平（县城建局局长）：路面由我们补。"),
        ("主持人　光认错不行。", "主持人：光认错不行。"),
        ("听　众　我家的水还是黄的。", "听　众：我家的水还是黄的。"),
        ("何平　那几年没有人管。\n何平　我接着问。", "何平：那几年没有人管。\n何平：我接着问。"),
        (
            "小店店主何平　我家停了四次水。\n江若　都记下了。\n骆敏　还有我家。",
            "小店店主何平：我家停了四次水。\n江若：都记下了。\n骆敏：还有我家。",
        ),
        ("江若　汇报一下进度，打井46眼。", "江若：汇报一下进度，打井46眼。"),
    ],
)
def test_behind_who_speaks(line: str, closed: str) -> None:
    want = TALK.format(closed).replace("江若　大家", "江若：大家").replace("江若　这一段", "江若：这一段")
    assert _closed(TALK.format(line)) == want


def test_an_office_at_the_first_turn_is_enough() -> None:
    closed = _closed(TOLD.format("主持人 什么时候能好？"))
    assert [line.partition("：")[0] for line in closed.splitlines()[1:]] == [
        "主持人",
        "澜川县水利局局长 江若",
        "主持人",
        "江若",
    ]


@pytest.mark.parametrize(
    "front", ["到场：\n澜川县水利局局长 江若\n", "到场 澜川县水利局局长江若\n澜川县水利局局长 江若\n"]
)
def test_an_office_on_a_line_of_its_own_is_enough(front: str) -> None:
    said = "江若 大家有话直说。\n主持人 什么时候能好？\n江若 年底前接上。\n"
    closed = front + said.replace("江若 ", "江若：").replace("主持人 ", "主持人：")
    assert _closed(front + said) == closed


def test_who_is_called_by_surname_and_office() -> None:
    said = "县水利局局长 江若 大家有话直说。\n● 居民 水还是黄的。\n江局长 年底换管。\n● 居民 钱呢？\n江局长 县里出。\n"
    assert _closed(said) == re.sub("(若|民|局长) (?=[大水年钱县里])", r"\1：", said)
    assert _closed(f"主讲：县水利局局长江若\n{said}") == f"主讲：县水利局局长江若\n{_closed(said)}"
    unknown = said.replace("县水利局局长 江若 ", "")
    assert _closed(unknown) == unknown


ASKED = """路为什么挖
{0} 路为什么挖了两回？
{1} 第一回是换水管，第二回是修漏点。
{0} 没有商量好？
{1} 没有。
{0} 往后还挖不挖？
{1} 不挖了，三年以内一锹不动。
"""


@pytest.mark.parametrize(("asks", "answers"), [("记者", "江若"), ("问", "答"), ("听 众", "江 若"), ("■记者", "■江若")])
def test_beside_questions_no_office_is_needed(asks: str, answers: str) -> None:
    want = ASKED.format(asks, answers).replace(f"{asks} ", f"{asks}：").replace(f"{answers} ", f"{answers}：")
    assert _closed(ASKED.format(asks, answers)) == want


@pytest.mark.parametrize("asks", ["记者：", "采访", "何平"])
def test_beside_other_questions_one_is(asks: str) -> None:
    assert _closed(ASKED.format(asks, "江若")) == ASKED.format(asks, "江若")


@pytest.mark.parametrize(
    "line",
    [
        "县城建局局长　何平",
        "小店店主何平　我家停了四次水。",  # one alone
        "全县整治河道　清淤水塘　打井46眼",
        "何平　那几年没有人管。",
        "县城建局局长　何平　在会上指出，路面年底前恢复。",
        "江若：是我们的错　一点不推。",
        "（记者　温晴　整理）",
    ],
)
def test_a_blank_that_means_something_else(line: str) -> None:
    want = TALK.format(line).replace("江若　大家", "江若：大家").replace("江若　这一段", "江若：这一段")
    assert _closed(TALK.format(line)) == want


@pytest.mark.parametrize(
    "text",
    [
        # said once
        "应询人：县水利局局长江若\n江若　大家有话直说。\n主持人　什么时候能好？\n",
        # a list of one name
        "应询人：县水利局局长江若\n江若　9月1日值守，整治河道3公里。\n江若　9月2日值守，清淤水塘2口。\n",
        # no office
        "江若　大家有话直说。\n何平　那几年没有人管。\n江若　年底前接上。\n何平　记下了。\n",
        # what a report says of him
        "县水利局局长　江若　表示，年底前接上。\n县城建局也要配合。\n江若　强调，一天也不能拖。\n",
        "县水利局局长　江若　主持会议。\n会议听取了汇报。\n江若　传达了全市会议精神。\n",
        # who leads what in a bureau
        "局长　江若　主持全面工作。\n副局长　何平　分管供水，联系城关镇。\n副局长　骆敏　分管防汛，联系河西镇。\n",
        # what a reporter tells
        "记者 走进泵站，机器正响。\n江若 走到闸口，看了水位。\n记者 看到，水清了。\n江若 拧上了阀门。\n",
        "记者 问谁？\n江若 拧上了阀门。\n记者 水清了。\n江若 走到闸口，看了水位。\n",
        # lists and signatures
        "澜川县水利局局长　江若\n澜川县城建局局长　何平\n2031年9月1日\n",
        "先进个人\n江若　澜川县水利局\n何平　澜川县城建局\n江若　澜川县防汛办\n",
        "市水利局局长　江若\n各位代表：\n今年打井46眼。\n",
    ],
)
def test_a_page_that_sets_nobody_off(text: str) -> None:
    assert _closed(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "江若　",
        "江 ",
        "江若　大家有话直说。\n",
        "县水利局局长　江若　我来说。\n",
        "江局长　我说。\n主讲：县水利局局长江若\n",
        "　。\n",
        "（",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        lines = split_lines(text)
        begin = time.perf_counter()
        close_blanks(text, lines)
        return time.perf_counter() - begin

    spent(1000)
    assert spent(80_000) < 16 * spent(20_000) + 0.2
