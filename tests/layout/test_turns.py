"""Heads of turns: who asks, who answers, and what only looks like it."""

from __future__ import annotations

import pytest

from cnreport.layout.turns import (
    Head,
    answer_head,
    asks_on_line,
    begins_turn,
    ends_with_time,
    has_head,
    is_lay,
    is_time,
    narrates,
    question_head,
    stands_for,
    time_before,
    turn_head,
    without_stamp,
)


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("陶然：各位好。", "陶然", "各位好。"),
        ("【嘉宾】陶然：各位好。", "陶然", "各位好。"),
        ("【政】陶然：各位好。", "陶然", "各位好。"),
        ("【问】陶然局长：这条路通了没有？", "问", "陶然局长：这条路通了没有？"),
        ("主 持 人：各位好。", "主持人", "各位好。"),
        ("[陶然]各位好。", "陶然", "各位好。"),
        ("【陶然】：各位好。", "陶然", "各位好。"),
        ("〔陶然〕各位好。", "陶然", "各位好。"),
        ("〔市水务局局长·陶然〕各位好。", "市水务局局长 陶然", "各位好。"),
        ("阿依古丽·艾山：各位好。", "阿依古丽·艾山", "各位好。"),
        ("〔市水务局局长　陶然〕各位好。", "市水务局局长　陶然", "各位好。"),
        ("【市水务局局长 陶然】 各位好。", "市水务局局长 陶然", " 各位好。"),
        ("10:02 [陶然] 各位好。", "陶然", " 各位好。"),
        ("[10:02:30] 陶然：各位好。", "陶然", "各位好。"),
        ("陶然 10:02：各位好。", "陶然", "各位好。"),
        ("[陶然][10:02]各位好。", "陶然", "各位好。"),
        ("陶然 2024-03-06 10:02:30", "陶然", ""),
        ("陶然丨各位好。", "陶然", "各位好。"),
        ("陶然｜水从哪来，我说三句：下一场雨就够了。", "陶然", "水从哪来，我说三句：下一场雨就够了。"),
        ("澜川市水务局局长陶然｜各位好。", "澜川市水务局局长陶然", "各位好。"),
        ("陶然（澜川市水务局局长）｜各位好。", "陶然（澜川市水务局局长）", "各位好。"),
        (
            "陶然（澜川市水务局局长）｜水从哪来，我说三句：雨够了。",
            "陶然（澜川市水务局局长）",
            "水从哪来，我说三句：雨够了。",
        ),
        ("答｜陶然：好，我说三句：雨够了。", "陶然", "好，我说三句：雨够了。"),
        ("Q1：怎么办？", "Q1", "怎么办？"),
        ("A 改造管网62公里。", "A", "改造管网62公里。"),
        ("A 一句话：零容忍。", "A", "一句话：零容忍。"),
        ("（陶然）各位好：现在开始。", "陶然", "各位好：现在开始。"),
        ("答｜陶然（市水务局局长）：各位好。", "陶然（市水务局局长）", "各位好。"),
    ],
)
def test_head(text: str, words: str, said: str) -> None:
    head = turn_head(text)
    assert head is not None
    assert (head.words, text[head.length :]) == (words, said)


@pytest.mark.parametrize(
    "text",
    [
        "各位好。陶然：",
        "今年新建泵站12座。",
        "10:30",
        "：各位好",
        "【】各位好",
        "〔2024〕5号文件印发以后，全市新建泵站12座。",
        "比率为1:3",
        "A级景区12家。",
        "（十一）抓整改。",
        "（记者 温晴）今年新建泵站12座。",
        "",
    ],
)
def test_no_head(text: str) -> None:
    assert turn_head(text) is None


def test_a_bar_is_told_from_a_colon() -> None:
    assert turn_head("陶然丨各位好") == Head("陶然", 3, barred=True)
    assert turn_head("陶然：各位好") == Head("陶然", 3)


@pytest.mark.parametrize(
    "text",
    [
        "记者：请介绍情况。",
        "澜川日报记者：进展如何？",
        "中央广播电视总台央视记者 温晴：进展如何？",
        "主持人：谢谢。",
        "主持人 温晴：谢谢。",
        "[主持人] 谢谢。",
        "【网友 小马过河】欠薪怎么治？",
        "网友“北方的狼”：夜里停热。",
        "微博网友：路灯不亮。",
        "听众吴女士（来电）：没人管。",
        "听众（匿名）：没人管。",
        "热线听众 吴女士：没人管。",
        "王女士：公交车为什么这么慢？",
        "市民代表冯师傅：小本生意吃不消。",
        "三、问：水环境有没有改善？",
        "1.问：背景是什么？",
        "（二）记者：下一步呢？",
        "问题一：比例提高了多少？",
        "Q2：难点呢？",
        "澜川晚报：高楼水压怎么办？",
        "澜川网：居民能感受到吗？",
        "《山川周刊》：今后怎么干？",
        "（发布会主持人，市政府新闻办：下面请提问。）",
        "记者丨下一步怎么办",
        "问｜《山川周刊》记者：怎么办？",
        "▶主持人：谢谢。",
        "▶山川社通讯员提问：怎么办？",
        "（主持人）各位来宾：上午好。",
        "访谈员：家底怎么样？",
        "记者追问：补贴到位了吗？",
        "特约评论员 温晴：数字记下了。",
        "【主持人·温晴】数字记下了。",
        "问（澜川日报记者）：怎么办？",
        "【来信】网民“向阳花”：水压上不去。",
        "话题一：短板怎么补？",
        "记 者：老小区怎么办？",
        "主持人乙 温晴：今天请来两位嘉宾。",
        "@青石板：滨江路什么时候通车？",
        "【短片一】《油烟里的居民楼》",
        "〔问〕老小区怎么办？",
        "[网友：墙皮掉了] 老小区怎么办？",
    ],
)
def test_question(text: str) -> None:
    assert question_head(text) > 0
    assert begins_turn(text)


@pytest.mark.parametrize(
    "text",
    [
        "陶然：各位好。",
        "市水务局局长陶然：各位好。",
        "记者了解到：全市新建泵站12座。",
        "这里也向网友作个承诺：2个工作日内联系本人。",
        "网友们：大家好。",
        "各位记者：",
        "女士们、先生们：",
        "尊敬的女士：",
        "各位记者，大家好：",
        "澜川日报：今年报道了12次。",
        "《澜川市供水条例》：6月1日起施行。",
        "责任单位：市水务局",
        "答：今年改造了12公里。",
        "一、主要工作",
        "话题：城市更新",
        "@市长江若：10月1日通车。",
        "江 若：好。",
        "答（江若）：好。",
    ],
)
def test_no_question(text: str) -> None:
    assert question_head(text) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("答：好。", "好。"),
        ("A1：好。", "好。"),
        ("三、答：好。", "好。"),
        ("【局长】好。", "好。"),
        ("〔答复〕好。", "好。"),
        ("党组书记、局长：好。", "好。"),
        ("市城市管理局回复：好。", "好。"),
        ("嘉宾：好。", "好。"),
    ],
)
def test_answer(text: str, said: str) -> None:
    assert text[answer_head(text) :] == said


@pytest.mark.parametrize("text", ["陶然：好。", "问：好吗？", "完成情况：好。", "责任单位：市水务局", "好。"])
def test_no_answer(text: str) -> None:
    assert answer_head(text) == 0


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("主持人", True),
        ("中国新闻社记者", True),
        ("主持人 温晴", True),
        ("网友", True),
        ("听众吴女士", True),
        ("陶然", False),
        ("各位记者", False),
        ("各位记者，下午好。", False),
        ("市水务局", False),
        ("澜川日报", False),
    ],
)
def test_who_asks_on_a_line(text: str, asks: bool) -> None:
    assert asks_on_line(text) is asks


def test_an_answer_begins_a_turn() -> None:
    assert begins_turn("答：今年改造了12公里。")
    assert not begins_turn("答复了37件。")


def test_abbreviations() -> None:
    assert stands_for("主持人（以下简称“主”）") == ("主", "主持人")
    assert stands_for("陶然（下文简称陶）") == ("陶", "陶然")
    assert stands_for("陶然（市水务局局长）") is None
    assert question_head("主：先说说情况。") == 0
    assert question_head("主：先说说情况。", {"主": "主持人"}) == 2


def test_the_public() -> None:
    assert is_lay("市民代表冯师傅")
    assert is_lay("听众（手机尾号3307）")
    assert is_lay("现场观众李先生")
    assert not is_lay("市人大代表冯师")
    assert not is_lay("企业服务局局长陶然")


@pytest.mark.parametrize(
    ("text", "narrated"),
    [
        ("记者在现场看到，通气会还发布了“一码通”。", True),
        ("本报记者从会上了解到，市民可拨打热线。", True),
        ("采访结束时已近中午，记者注意到院里还停着车。", True),
        ("记者：您看到了什么？", False),
        ("会后，我局马上兑现承诺。", False),
        ("我们邀请记者来看整改的现场。", False),
    ],
)
def test_the_reporters_own_words(text: str, narrated: bool) -> None:
    assert narrates(text) is narrated


def test_heads_after_numbers_and_bullets() -> None:
    assert has_head("三、问：怎么办？")
    assert has_head("▶陶然：各位好。")
    assert not has_head("三、今年新建泵站12座。")


def test_times() -> None:
    assert without_stamp("完成12座。 [10:02:30]") == "完成12座。"
    assert without_stamp("完成12座。（10:02）") == "完成12座。"
    assert without_stamp("开放到10:30") == "开放到10:30"
    assert ends_with_time("陶然 10:02")
    assert not ends_with_time("比率为1:3")
    assert time_before("10:05 民间投资增长。") == 6
    assert time_before("10月5日民间投资增长。") == 0


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("[2024-06-01 09:33]", True),
        ("（10:02:30）", True),
        ("2024-06-01 09:33:12", True),
        ("6月1日 9:33", True),
        ("09:33 开幕", False),
        ("[2024-06-01]", False),
        ("比分2:1", False),
        ("[陶然]", False),
    ],
)
def test_a_time_alone(text: str, alone: bool) -> None:
    assert is_time(text) == alone
