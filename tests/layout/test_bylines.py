"""Lines that say who wrote, and what each of several people did for a page."""

from __future__ import annotations

import pytest

from cnreport.layout.bylines import byline_line


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("记者 | 温晴 图片 | 谷雨", [("温晴", "记者")]),
        ("记者丨温晴", [("温晴", "记者")]),
        ("导播：小北 文字整理：温晴", [("温晴", "文字整理")]),
        ("采写：温晴 摄像：大鹏 策划：谷雨", [("温晴", "采写")]),
        ("文字：温晴、江若 制图：谷雨", [("温晴", "文字"), ("江若", "文字")]),
        ("本报记者 温 晴 通讯员 贾 文 江若", [("温晴", "记者"), ("贾文", "通讯员"), ("江若", "通讯员")]),
        ("本报记者 温 晴 文/图", [("温晴", "记者")]),
        ("（本报记者 温 晴 根据录音整理）", [("温晴", "记者")]),
        ("采访者：《澜川晚报》记者 温晴", [("温晴", "记者")]),
        ("采 写：本刊记者 温晴", [("温晴", "记者")]),
        ("文 字：温晴", [("温晴", "文字")]),
        ("记者 温 晴 实习生 罗建 文 夏 露 摄", [("温晴", "记者"), ("罗建", "实习生")]),
        ("采访：本刊记者 温晴", [("温晴", "记者")]),
        ("采写/本刊记者 温晴", [("温晴", "记者")]),
        ("（采写：本刊记者 温晴 谈话时间：2024年5月9日）", [("温晴", "记者")]),
        ("（本报记者 温晴 通讯员 罗 建整理）", [("温晴", "记者"), ("罗建", "通讯员")]),
    ],
)
def test_byline(line: str, people: list[tuple[str, str]]) -> None:
    byline = byline_line(line)
    assert byline is not None
    assert list(byline.people) == people


@pytest.mark.parametrize(
    "line",
    [
        "记者丨今年新建了多少座泵站？",
        "记者：今年新建了多少座泵站？",
        "记 者：今年新建了多少座泵站？",
        "采 写：今年新建了多少座泵站？",
        "摄像：大鹏 策划：谷雨",
        "主播：谷雨 摄像：大鹏",
        "文字材料：县水利局 图片：县融媒体中心",
        "整理：小区活动室 改造：12处",
        "采访：记者在现场看到",
        "采访/摄像",
        "记者 温晴 摄",
    ],
)
def test_no_byline(line: str) -> None:
    assert byline_line(line) is None
