"""Pages without turns, and pages that only look like them; ``pages/`` has whole ones of each kind."""

from __future__ import annotations

import pytest

from cnreport.layout import lay_out
from cnreport.text.source import Source

SAID = "在治水工作会上，两位乡镇书记先后上台。{}\n\n东溪镇党委书记江若在会上说，{}全镇今年整治河道9公里。\n\n"
SAID += "沙洲乡党委书记骆敏在会上说，{}全乡去年清淤水塘31口。\n"


def _speakers(text: str) -> list[str | None]:
    return [speech.speaker.name if speech.speaker else None for speech in lay_out(Source(text)).speeches]


def test_what_is_said_is_speech_where_a_line_announces_it() -> None:
    assert _speakers(SAID.format("以下为两位书记发言：", "", "")) == ["江若", "骆敏"]
    assert _speakers(SAID.format("会上，两位书记作了发言，现摘要如下。", "", "")) == ["江若", "骆敏"]
    assert _speakers(SAID.format("会议听取了发言。", "", "")) == [None]
    # The paragraph below the announcement has to be the first that somebody says.
    assert _speakers(SAID.format("以下为两位书记发言：\n\n会场座无虚席。", "", "")) == [None]


SIGNED = """护堤感言

那七天，全镇上堤1260人，加固险段4.3公里。

{}东溪镇镇长 江若{}

沙洲乡地势最低，转移群众832人，没有落下一位老人。

{}沙洲乡乡长 骆敏{}
"""


@pytest.mark.parametrize(("before", "after"), [("", ""), ("——", ""), ("— ", ""), ("（发言人：", "）")])
def test_signatures_stand_below_what_is_said(before: str, after: str) -> None:
    page = lay_out(Source(SIGNED.format(before, after, before, after)))
    said = [page.view.text[speech.paragraphs[0].start : speech.paragraphs[0].end] for speech in page.speeches]
    assert [speech.speaker.name for speech in page.speeches if speech.speaker] == ["江若", "骆敏"]
    assert [text[:3] for text in said] == ["那七天", "沙洲乡"]


def test_names_above_what_is_said_are_no_signatures() -> None:
    page = lay_out(Source(SIGNED.format("", "", "", "\n\n这次抢险我们调用挖掘机28台，三天抢排积水190万立方米。")))
    assert [speech.speaker.name for speech in page.speeches if speech.speaker] == ["江若", "骆敏"]
    last = page.speeches[-1].paragraphs[-1]
    assert page.view.text[last.start : last.end].startswith("这次抢险")


@pytest.mark.parametrize("label", ["联系人", "摄影"])
def test_who_is_named_in_brackets_for_something_else_signs_nothing(label: str) -> None:
    page = lay_out(Source(SIGNED.format(f"（{label}：", "）", f"（{label}：", "）")))
    assert len(page.speeches) == 1


def test_what_breaks_off_is_said_too() -> None:
    page = lay_out(
        Source(SIGNED.format("", "", "", "\n\n" + "这次抢险我们调用挖掘机28台，三天抢排积水190万立方米，" * 2))
    )
    assert page.view.text[page.speeches[-1].start :].startswith("沙洲乡乡长")


def test_bodies_with_names_need_a_headline_and_text() -> None:
    row = "{}\n石桥县水利局 江若\n石桥县今年打井46眼。\n\n{}\n澜川区水利局 骆敏\n澜川区今年建成供水站38个。\n"
    assert _speakers("大会交流材料\n\n" + row.format("一口水井带活一个村", "管好最后一公里")) == ["江若", "骆敏"]
    assert len(_speakers("大会通报\n\n" + row.format("今年打井不少。", "建站也不少。"))) == 1
