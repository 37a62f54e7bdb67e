"""Which line continues the one above."""

from __future__ import annotations

import pytest

from cnreport.layout.blocks import build_blocks
from cnreport.layout.joining import is_closed
from cnreport.text.source import Source

DATE = "（2024年9月26日）\n\n"
SAID = "同志们：\n\n今天召开这次会议，主要任务是部署整改工作。\n"


def _lines(text: str) -> list[str]:
    return [block.raw for block in build_blocks(Source(text))[1]]


@pytest.mark.parametrize("above", ["", "县委副书记、县长江若\n"])
def test_a_title_on_two_lines_above_its_date(above: str) -> None:
    title = "在全县耕地保护和水源涵养\n工作会议上的讲话\n\n"
    assert title.replace("\n", "") in _lines(above + title + DATE + SAID)


def test_a_time_above_the_text_is_nothing_said() -> None:
    above = ["访谈时间：2024年9月26日15:00", "访谈嘉宾：县水利局局长 江若", "文字实录"]
    assert _lines("\n".join(above) + f"\n\n{SAID}\n全县今年打井46眼。\n\n新建泵站7座。\n")[:3] == above


def test_a_signature_above_its_date_is_a_line() -> None:
    assert (
        _lines(SAID + "\n特此汇报，关于耕地保护\n江东县农业农村局的报告\n2024年9月26日\n")[-2]
        == "江东县农业农村局的报告"
    )


@pytest.mark.parametrize(
    ("first", "joined"), [("以改革为突破口　打造", True), ("区域品牌全力打造", False), ("蹄疾步稳　谋发展", False)]
)
def test_a_verb_set_apart_goes_on(first: str, joined: bool) -> None:
    lines = _lines(f"{first}\n办事不求人的环境\n\n{SAID}")
    assert (lines[0] == f"{first}办事不求人的环境".replace("\u3000", " ")) == joined


@pytest.mark.parametrize(("line", "joined"), [("▌江若", False), ("▌江　若", False), ("▌江若与何平", True)])
def test_a_bullet_and_a_name_head_what_is_said(line: str, joined: bool) -> None:
    said = "今年以来，全县打井46眼，新建泵站7座。"
    lines = _lines(f"澜川对话\n\n{SAID}\n{line}\n{said}\n\n下一步，清淤河道12公里。\n")
    assert (said not in lines) == joined


def test_the_number_of_a_series_continues_nothing() -> None:
    wrapped = (
        "    去年以来，全市窗口聚焦企业反映强烈的办事难题，压减环节\n"
        "213个，取消证明材料96项，企业开办时间由2天压缩到了4个小时\n"
        "之内。下一步，我们将在9月底前实现31个事项全程网办，年内轮\n"
        "训人员600人次以上，把帮办代办的队伍建到每一个乡镇和社区。\n"
    )
    lines = _lines(f"材料之一\n\n{wrapped}\n材料之二\n\n{wrapped}")
    assert lines[0] == "材料之一"
    assert lines[2] == "材料之二"


@pytest.mark.parametrize(("end", "closed"), [("。■", True), ("。 □", True), ("■", False), ("。■又", False)])
def test_a_square_behind_a_stop_ends_an_article(end: str, closed: bool) -> None:
    assert is_closed(f"全县今年打井46眼，到十月里还剩三眼没有通电{end}") == closed
