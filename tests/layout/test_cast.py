"""Who asks and who speaks on whole pages."""

from __future__ import annotations

import pytest

from cnreport.layout import lay_out
from cnreport.text.source import Source

ONE = """澜川县水利局院坝会实录

江若（县水利局局长）：大家有话直说，能答的我当面答。

{0}我家的水黄了半年。

江若：管子老了，年底前换完46公里。

{1}换管的钱谁出？

江若：县里出。9月底前把账贴到公示栏。

路面一天恢复，谁挖的谁补。
"""


def _roles(text: str) -> str:
    (speech,) = lay_out(Source(text)).speeches
    return "".join(paragraph.role[0] for paragraph in speech.paragraphs)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("小店店主何平：", "骆大爷："),
        ("【小店店主】", "【退休工人】"),
        ("●住户甲（开小店的）：", "●住户乙："),
        ("门口有人接话：", "卖豆腐的老汉："),
        ("村民：", "村民："),
        ("2号院住户：", "11号院住户："),
        ("[小骆] ", "[小骆] "),
    ],
)
def test_what_others_say_between_the_turns_of_one(first: str, second: str) -> None:
    assert _roles(ONE.format(first, second)) == "bqbqbb"


def test_a_colon_in_what_one_says_is_no_head() -> None:
    text = ONE.format("小店店主何平：", "骆大爷：").replace("路面", "还有一条：路面")
    assert _roles(text) == "bqbqbb"
    # 家底是这样 stands above a turn once: one who says so has it in his own words.
    once = ONE.format("家底是这样：", "")
    assert _roles(once) == "bbbbbb"


def test_a_turn_of_another_official_is_none_of_them() -> None:
    text = ONE.format("何平（县城建局局长）：", "骆敏（县财政局局长）：")
    assert len(lay_out(Source(text)).speeches) == 5


SEVERAL = """澜川电视台《面对面》文字实录

{}

主持人 温晴：江局长，水为什么是黄的？请您先说。

江若：管子老了，年底前换完46公里。

主持人：何县长，您那边呢？

何平：补贴的钱9月底前拨到位，一户不漏。
"""


@pytest.mark.parametrize(
    "line",
    [
        "问政席：澜川县水利局局长江若　澜川县副县长何平",
        "现场回应：澜川县水利局局长 江若　澜川县副县长 何平",
        "台上坐着：澜川县水利局局长江若　澜川县副县长何平",
        "嘉宾：江若 澜川县水利局局长　何平 澜川县副县长",
        "嘉宾：江若（澜川县水利局局长）、何平（澜川县副县长）",
        "嘉宾　澜川县水利局局长江若　澜川县副县长何平",
        "应询：澜川县水利局局长 江若\n　　　澜川县副县长 何平",
        "台上：江若（澜川县水利局局长）　何平（澜川县副县长）",
        "台上｜澜川县水利局局长江若｜澜川县副县长何平",
        "澜川县水利局局长江若　　澜川县副县长何平",
        "现场：澜川县水利局局长江若与澜川县副县长何平",
    ],
)
def test_several_on_one_line_have_their_offices(line: str) -> None:
    speakers = [speech.speaker for speech in lay_out(Source(SEVERAL.format(line))).speeches if speech.speaker]
    assert [(who.name, who.position, who.organization) for who in speakers] == [
        ("江若", "局长", "澜川县水利局"),
        ("何平", "副县长", "澜川县"),
    ]


def _all_who_speak(text: str) -> list[str]:
    return [speech.speaker.name for speech in lay_out(Source(text)).speeches if speech.speaker]


def test_a_host_named_at_each_turn_who_says_much_is_one_of_several() -> None:
    text = SEVERAL.format("嘉宾：澜川县水利局局长江若　澜川县副县长何平").replace("主持人：", "主持人 温晴：")
    assert _all_who_speak(text) == ["江若", "何平"]
    film = "温晴：短片里的这条街住着三万多人，记者一早一晚去看了两回，接水的盆从楼上摆到楼下，水还是黄的。"
    assert _all_who_speak(text.replace("温晴：", film)) == ["温晴", "江若", "温晴", "何平"]


def test_a_commentator_speaks_however_little_he_says() -> None:
    text = SEVERAL.format("嘉宾：澜川县水利局局长江若　澜川县副县长何平")
    assert _all_who_speak(f"{text}\n特约评论员 骆敏：水清了，心才会清。\n") == ["江若", "何平", "骆敏"]


def test_a_labelled_host_asks_whatever_ends_the_turns() -> None:
    label = "【嘉宾】\n江若　澜川县水利局局长\n何平　澜川县副县长\n【主持】温晴"
    text = SEVERAL.format(label).replace("主持人 温晴：", "温晴：").replace("主持人：", "温晴：")
    assert _all_who_speak(text) == ["江若", "何平"]


LED = SEVERAL.replace("主持人 温晴：", "{}：").replace("主持人：何", "{}：何")


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("主持　温晴", "温晴", "温晴"),
        ("主持：温晴、周舟", "温晴", "周舟"),
        ("主持人：温晴 周舟", "温晴", "周舟"),
        ("", "记者 温晴", "温晴"),
        ("", "本台记者温晴", "温晴"),
        ("", "温晴（主持人）", "温晴"),
    ],
)
def test_who_leads_a_broadcast_in_few_words_asks(line: str, first: str, second: str) -> None:
    told = f"{line}\n嘉宾：澜川县水利局局长江若　澜川县副县长何平"
    assert _all_who_speak(LED.format(told, first, second)) == ["江若", "何平"]


def test_an_official_who_leads_a_briefing_speaks() -> None:
    told = "主持人：县委宣传部副部长 温晴\n发布人：澜川县水利局局长江若　澜川县副县长何平"
    assert _all_who_speak(LED.format(told, "温晴", "温晴")) == ["温晴", "江若", "温晴", "何平"]
