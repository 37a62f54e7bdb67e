"""Pages of several interviews, told from one interview and from pages that only point to others."""

from __future__ import annotations

import pytest

from cnreport.layout.blocks import build_blocks
from cnreport.layout.interviews import interviews, is_subtitle
from cnreport.text.source import Source

_ASKED = "问：钱从哪里来？\n答：已落实资金3200万元。\n"
_FIRST = f"把水管到最后一户\n——访市水利局局长江若\n{_ASKED}\n"


def _begins(text: str) -> list[str]:
    _, blocks = build_blocks(Source(text))
    return [blocks[index].raw for index in interviews(blocks)]


@pytest.mark.parametrize(
    ("second", "headline"),
    [
        ("老街要热起来\n——访市文旅局局长何平\n" + _ASKED, "老街要热起来"),
        ("老街要热起来\n□对话市文旅局局长何平\n" + _ASKED, "老街要热起来"),
        ("老街要热起来\n嘉宾：市文旅局局长　何平\n" + _ASKED, "老街要热起来"),
        ("老街要热起来\n□对话市文旅局局长何平\n嘉宾：市文旅局局长　何平\n" + _ASKED, "老街要热起来"),
        ("老街要热起来——访市文旅局局长何平\n" + _ASKED, "老街要热起来——访市文旅局局长何平"),
        (
            "市文旅局局长何平：老街要热起来\n本报记者　夏雨晴\n" + _ASKED,
            "市文旅局局长何平：老街要热起来",
        ),
        ("老街要热起来\n——访市文旅局局长何平\n“今年新增床位2600张。”何平说。\n", "老街要热起来"),
    ],
)
def test_several_interviews(second: str, headline: str) -> None:
    assert _begins(_FIRST + second) == ["把水管到最后一户", headline]


@pytest.mark.parametrize(
    "second",
    [
        "相关链接\n老街要热起来\n——访市文旅局局长何平\n",  # points to another page
        "把水管到最后一户\n——访市水利局局长江若\n" + _ASKED,  # the same guest again
        "嘉宾：市文旅局局长　何平\n" + _ASKED,  # a second guest, and no headline
        "老街要热起来\n主持人：何平\n" + _ASKED,
        "市文旅局局长何平：老街要热起来，今年新增床位2600张。\n" + _ASKED,  # he speaks
    ],
)
def test_one_interview(second: str) -> None:
    assert _begins(_FIRST + second) == []


def test_subtitle() -> None:
    assert is_subtitle("——访市水利局局长江若")
    assert is_subtitle("□ 对话市水利局局长江若")
    assert not is_subtitle("——在全市水利工作会议上的讲话")
    assert not is_subtitle("市水利局局长江若访")
