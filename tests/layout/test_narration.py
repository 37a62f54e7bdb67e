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


STORY = """不让空车绕着城跑

{byline}

早上六点，头班车开了出去。{who}站在大屏前说：“别看现在空，再过四十分钟，这条线就得站着，你信不信？”

大屏上的红点挪得很慢。{again}开过三年公交，说起车来嗓门就大。

“好些人问我，公交怎么越跑人越少，我说票价是政府定的，成本是自己担的。”他摊开一张线路图。

{again}从抽屉里拿出一叠信。“去年停19路，我们没有开听证会，老人在太阳底下白等了一上午。”

问到今年怎么干，{last}扳着指头说：“10月底前换完60台电池，5月底前开通两条线。”
"""
WHO = {"byline": "□本报记者 温晴", "who": "临江市公交公司董事长江若", "again": "江若", "last": "他"}


def test_a_story_is_about_whom_it_quotes() -> None:
    (speech,) = lay_out(Source(STORY.format(**WHO))).speeches
    assert speech.speaker is not None
    assert (speech.speaker.name, speech.speaker.position) == ("江若", "董事长")
    assert speech.speaker.organization == "临江市公交公司"


QUOTED = """不让空车绕着城跑

□本报记者 温晴

清早，记者走进临江市公交公司董事长江若的办公室，{second}正看着大屏。

{open}票价是政府定的，成本是自己担的，公交怎么越跑人越少，我心里有本账。”

{open}去年停19路，我们没有开听证会，老人在太阳底下白等了一上午。”

窗外的车一辆接一辆。

{open}10月底前换完60台电池，5月底前开通两条线，站牌一并换新。”
"""


def test_whole_paragraphs_of_quotation_are_the_words_of_one_who_is_named_twice() -> None:
    assert _speakers(QUOTED.format(second="江若", open="“")) == ["江若"]
    assert _speakers(QUOTED.format(second="他", open="“")) == [None]
    assert _speakers(QUOTED.format(second="江若", open="他说：“")) == [None]
    two = "江若和临江市交通局局长何平，何平"
    assert _speakers(QUOTED.format(second=two, open="“")) == [None]


def test_a_name_that_a_verb_stands_behind() -> None:
    story = STORY.format(**WHO)
    assert _speakers(story.replace("江若站在大屏前说", "江若爬上站台说")) == ["江若"]
    assert _speakers(story.replace("江若", "江若溪")) == ["江若溪"]


def test_a_story_with_corner_brackets() -> None:
    story = STORY.format(**WHO).replace("“", "「").replace("”", "」")
    assert _speakers(story) == ["江若"]
    assert _speakers(story.replace("「", "「好」").replace("」", "", 1)) == [None]  # words in them are no quotations


def test_a_story_with_straight_quotation_marks() -> None:
    story = STORY.format(**WHO).replace("“", '"').replace("”", '"')
    assert _speakers(story) == ["江若"]
    # What stands between two quotations is no quotation.
    words = '{who}挨个看"云泵"和"智泵"，又问"云泵"转了多久、管了多少亩田、省了多少人工，工人说"快了"。'
    again = words.format(who=WHO["again"])
    assert _speakers("\n\n".join(("看泵", WHO["byline"], words.format(who=WHO["who"]), again, again))) == [None]


@pytest.mark.parametrize(
    "change",
    [
        {"byline": "来源：临江日报"},  # no reporter tells it
        {"again": "他"},  # named once, as others are
        {"who": "临江市公交公司的江若"},  # no official
        {"who": "临江市公交公司董事长江若、市交通局局长何平", "again": "江若、何平"},
    ],
)
def test_a_story_about_nobody_in_particular(change: dict[str, str]) -> None:
    assert _speakers(STORY.format(**{**WHO, **change})) == [None]


def test_titles_and_headings_of_a_story_do_not_count() -> None:
    headings = "\n\n".join(f"{number}、线路图上的城" for number in "一二三四五六七八九")
    assert _speakers(STORY.format(**WHO) + f"\n{headings}\n") == ["江若"]


def test_a_story_that_quotes_little() -> None:
    assert _speakers(STORY.format(**WHO).replace("“", "").replace("”", "")) == [None]
