"""Gaps that stand for the colon behind who speaks, and gaps that mean something else."""

from __future__ import annotations

import pytest

from cnreport.layout.gaps import close_gaps
from cnreport.text.mending import split_lines

ASKED = "主持人　片子看完了，江局长，您怎么看？\n\n{}\n\n主持人　光认错，观众不答应。\n"


def _closed(text: str) -> str:
    return close_gaps(text, split_lines(text))


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("江若（市水利局局长）　脸上发烫。", "江若（市水利局局长）：脸上发烫。"),
        ("○江若（市水利局局长）　脸上发烫。", "○江若（市水利局局长）：脸上发烫。"),
        ("○江若　脸上发烫。\n○江若　我再说一句。", "○江若：脸上发烫。\n○江若：我再说一句。"),
        ("市水利局局长　江若　脸上发烫。", "市水利局局长　江若：脸上发烫。"),
        ("市水利局局长　江　若　脸上发烫。", "市水利局局长　江　若：脸上发烫。"),
        ("《澜川晚报》记者  我家住仓桥街，去冬停了四次水。", "《澜川晚报》记者： 我家住仓桥街，去冬停了四次水。"),
        (
            "群众代表（退休教师）　上个月我去接访大厅，等了两个小时。",
            "群众代表（退休教师）：上个月我去接访大厅，等了两个小时。",
        ),
        (
            "江若（市水利局局长）　脸上发烫。\n江若　我再说一句。",
            "江若（市水利局局长）：脸上发烫。\n江若：我再说一句。",
        ),
        ("主　持　江局长，您怎么看？", "主　持：江局长，您怎么看？"),
        ("江若　脸上发烫。\n江若　我再说一句。", "江若：脸上发烫。\n江若：我再说一句。"),
    ],
)
def test_a_gap_behind_who_speaks(line: str, closed: str) -> None:
    text = _closed(ASKED.format(line))
    assert text == ASKED.format(closed).replace("主持人　", "主持人：")


@pytest.mark.parametrize(
    "line",
    [
        "市水利局局长　江若",
        "全市整治河道　清淤水塘　打井46眼",
        "江若　脸上发烫。",  # nobody the page tells of
        "发布人、市水利局局长　江若：脸上发烫。",
        "江若：市水利局局长　脸上发烫。",
        "　　入汛以来，全市整治河道43公里。",
        "Q1　南岸的排口什么时候接完？",
        "江若 脸上发烫。\n江若 我再说一句。",
    ],
)
def test_a_gap_that_means_something_else(line: str) -> None:
    text = _closed(ASKED.format(line))
    assert text == ASKED.format(line).replace("主持人　", "主持人：")


@pytest.mark.parametrize(
    "text",
    [
        "主持人　江若\n嘉宾　何平\n",
        "主持人　片子看完了，江局长，您怎么看？\n\n江若（市水利局局长）　脸上发烫。\n",
        "记者：片子看完了，您怎么看？\n江若（市水利局局长）　脸上发烫。\n",
        "澜川市水利局　江若\n\n各位代表：\n\n今年打井46眼。\n",
    ],
)
def test_a_page_that_sets_nobody_off_by_gaps(text: str) -> None:
    assert _closed(text) == text
