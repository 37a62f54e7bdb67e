"""Whole pages: one speech and several, interviews, notices, chrome, broken columns."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnreport.layout import Page, SpeechLayout, lay_out
from cnreport.text.source import Source
from cnreport.tokenizers import get_tokenizer

PAGE = """
　　澜川日报　创建进行时　②3

把实事办到心坎上

澄湖区委书记程明:

一户不漏保供暖 一网统管提效能

入冬以来,澄湖区改造管网46.8公里,更换换热站设备38台,惠及居民两万多户,实现应供尽

供。

下一步,我们将抓好三件事。一要抓改造。二要抓保障。②3 (记者 丁凡 整理)

苍麓县县长　贺　飞:

山里人家也能暖起来

苍麓县完成清洁取暖改造1.2万户。但差距还不小:部分山村电网薄弱。

（本报记者　陈晓　通讯员　马　丽）

供暖路上的答卷
"""

REPORT = """下载
打印
【字号：
大
小
】
2021年苍麓县政府工作报告
——2021年2月18日在苍麓县第十六届人民代表大会第一次会议上
来源：
苍麓日报
时间：2021-02-25
苍麓县人民政府县长 田梁
田梁作政府工作报告。本报记者 李某 摄
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2020年工作回顾
（一）工业提速增效。规模以上工业增加值增长9.3%。
（二）农业稳中有进。粮食总产21.8万吨。
二、2021年工作安排
各位代表！
今年生产总值增长8%。
相关报道：
县长田梁参加分组审议
"""


def _speech_text(page: Page, speech: SpeechLayout) -> list[str]:
    return [page.view.text[paragraph.start : paragraph.end] for paragraph in speech.paragraphs]


def _who(speech: SpeechLayout) -> tuple[str, str, str] | None:
    speaker = speech.speaker
    return (speaker.name, speaker.position, speaker.organization) if speaker else None


def test_places_on_lines_are_no_speakers() -> None:
    said = "去年新上生产线2条，日加工鲜果380吨，带动1200户增收。"
    text = f"检查情况通报\n\n【{{}}】\n{said}\n\n【{{}}】\n{said}\n"
    speakers = [speech.speaker for speech in lay_out(Source(text.format("江若", "何平"))).speeches]
    assert [speaker.name for speaker in speakers if speaker] == ["江若", "何平"]
    page = lay_out(Source(text.format("石塘镇", "白岭镇")))
    assert [speech.speaker for speech in page.speeches] == [None]


def test_hollow_brackets_head_turns_as_solid_ones_do() -> None:
    text = "〖主持人〗欠账哪天还？\n\n〖市水利局局长 江若〗6月底前还清。\n\n〖主持人〗水呢？\n\n〖江若〗供水3.2亿方。"
    (speech,) = lay_out(Source(text)).speeches
    assert speech.speaker is not None
    assert (speech.speaker.name, speech.speaker.organization) == ("江若", "市水利局")
    assert [paragraph.role for paragraph in speech.paragraphs] == ["body", "question", "body"]


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("澜川学院院长　江若\n\n2024年11月8日\n", "江若"),
        ("澜川学院院长　江若\n11月8日\n\n【打印】【关闭】\n", "江若"),
        ("澜川学院院长　江若\n\n信箱每周二开启。\n", None),
        ("澜川学院办公室　2024年11月8日\n", None),
    ],
)
def test_who_signs_the_only_speech(foot: str, name: str | None) -> None:
    said = "各位同学：\n\n来信187封，说的多是实训和住宿。\n\n机床今年更新12台，空调9月全部通电。\n\n"
    (speech,) = lay_out(Source(f"关于来信的集中答复\n\n{said}{foot}")).speeches
    assert (speech.speaker.name if speech.speaker else None) == name


ANSWERED = """市水利局局长江若

去年全市整治河道43公里，清淤水塘310口，水质比前年好。

记者：饮水安全怎么保障？

{}

县总工会主席骆敏

去年办技能比武14场，2300多名职工报名，42人晋升技师。
"""


@pytest.mark.parametrize(
    ("below", "roles"),
    [
        ("今年改造水厂12座，铺管网62公里，10月底前全部通水。", ["body", "question", "body"]),
        ("有请骆主席。", ["body"]),
        ("市民：我家住在高处，去年冬天停了四次水，今年可不能再停了。", ["body"]),
    ],
)
def test_an_answer_under_no_name_goes_on_with_the_speech(below: str, roles: list[str]) -> None:
    page = lay_out(Source(ANSWERED.format(below)))
    assert [speech.speaker.name for speech in page.speeches if speech.speaker] == ["江若", "骆敏"]
    assert [paragraph.role for paragraph in page.speeches[0].paragraphs] == roles


def test_several_speeches() -> None:
    page = lay_out(Source(PAGE))
    first, second = page.speeches
    assert _who(first) == ("程明", "区委书记", "澄湖区")
    assert _who(second) == ("贺飞", "县长", "苍麓县")
    assert first.headline is not None
    assert page.view.text[first.headline.start : first.headline.end] == "一户不漏保供暖 一网统管提效能"
    assert [(byline.name, byline.role) for byline in first.bylines] == [("丁凡", "记者")]
    assert [(byline.name, byline.role) for byline in second.bylines] == [("陈晓", "记者"), ("马丽", "通讯员")]
    assert _speech_text(page, first) == [
        "入冬以来，澄湖区改造管网46.8公里，更换换热站设备38台，惠及居民两万多户，实现应供尽供。",
        "下一步，我们将抓好三件事。一要抓改造。二要抓保障。",
    ]
    assert PAGE[page.view.to_source(second.start, second.end).end :].strip() == "供暖路上的答卷"


def test_report_with_chrome() -> None:
    page = lay_out(Source(REPORT))
    (speech,) = page.speeches
    assert page.published == "2021-02-25"
    assert _who(speech) == ("田梁", "县长", "苍麓县人民政府")
    assert page.view.text[speech.start :].startswith("2021年苍麓县政府工作报告")
    assert [paragraph.role for paragraph in speech.paragraphs] == [
        "salutation",
        "body",
        "heading",
        "body",
        "body",
        "heading",
        "salutation",
        "body",
    ]
    assert page.view.text[speech.end - 9 : speech.end] == "生产总值增长8%。"


def test_interview() -> None:
    text = """让旧街巷活起来
——访青枫市住建局局长魏亭

本报记者 柳青

记者：改造进展如何？

魏亭：今年改造了46条街巷。

记者：下一步呢？

魏亭：年底前再改造12条。
"""
    page = lay_out(Source(text))
    (speech,) = page.speeches
    assert _who(speech) == ("魏亭", "局长", "青枫市住建局")
    assert [byline.name for byline in speech.bylines] == ["柳青"]
    roles = [(paragraph.role, page.view.text[paragraph.start : paragraph.end]) for paragraph in speech.paragraphs]
    assert roles == [
        ("question", "记者：改造进展如何？"),
        ("body", "今年改造了46条街巷。"),
        ("question", "记者：下一步呢？"),
        ("body", "年底前再改造12条。"),
    ]


def test_briefing() -> None:
    text = """供水保障新闻发布会

主持人：大家好，欢迎参加今天的新闻发布会。

市水务局局长　江若：

全市新增供水能力5万吨。

青枫晚报记者：高楼水压怎么办？

市住建局副局长　徐奎：年底前改造二次供水设施120处。

江若：我补充一点，热线24小时畅通。
"""
    page = lay_out(Source(text))
    assert [_who(speech) for speech in page.speeches] == [
        ("江若", "局长", "市水务局"),
        ("徐奎", "副局长", "市住建局"),
        ("江若", "局长", "市水务局"),
    ]
    assert [_speech_text(page, speech) for speech in page.speeches] == [
        ["全市新增供水能力5万吨。"],
        ["年底前改造二次供水设施120处。"],
        ["我补充一点，热线24小时畅通。"],
    ]


def test_a_host_introduces_who_then_is_called_by_name() -> None:
    page = lay_out(
        Source("""全市民生实事新闻发布会

郑源（主持人、市政府新闻办副主任）：

大家好。今天请到市水利局副局长江若、市住建局总工程师何平、市残联副理事长殷平，请他们介绍情况。

江若：

谢谢主持人。今年以来，我们新建泵站12座，改造渠道86公里，惠及群众3万人。

郑源：

谢谢。下面请何平总工程师介绍。

何平：

各位记者好。我们改造老旧小区36个，新增停车位1200个，加装电梯45部。

青枫广播电视台记者：年底前还有哪些安排？

殷平：

年底前完成500户困难家庭的无障碍改造，不落下一户。
""")
    )
    speakers = [(s.speaker.name, s.speaker.position, s.speaker.organization) for s in page.speeches if s.speaker]
    # The turns under the name alone have the office that the host told.
    assert speakers == [
        ("郑源", "副主任", "市政府新闻办"),
        ("江若", "副局长", "市水利局"),
        ("郑源", "副主任", "市政府新闻办"),
        ("何平", "总工程师", "市住建局"),
        ("殷平", "副理事长", "市残联"),
    ]
    assert [s.headline for s in page.speeches] == [None] * 5


def test_who_is_called_by_name_and_office_takes_a_turn() -> None:
    page = lay_out(
        Source("""主持人：各位记者，上午好！下面请江若局长发布新闻。

江若：

谢谢主持人。今年以来，我们新建泵站12座，改造渠道86公里，惠及群众3万人。

主持人：这个问题请何科长来回答。

何平科长：

刘先生您好。我们改造老旧小区36个，新增停车位1200个，加装电梯45部。
""")
    )
    speakers = [(s.speaker.name, s.speaker.position) for s in page.speeches if s.speaker]
    assert speakers == [("江若", ""), ("何平", "科长")]


def test_an_interview_told_as_a_story() -> None:
    page = lay_out(
        Source("""让清水进万家

——专访青枫市水利局党组书记、局长江若

初冬的青枫，早晚已经结了薄冰。江若局长一落座，话题就从水开始了。

“三年来我们新建泵站12座，改造渠道86公里，惠及群众3万人。”
""")
    )
    (speech,) = page.speeches
    assert speech.speaker is not None
    assert (speech.speaker.name, speech.speaker.position) == ("江若", "党组书记、局长")
    assert speech.speaker.organization == "青枫市水利局"


def test_notice_without_signature() -> None:
    text = """青枫市人民政府办公室
关于一季度督查情况的通报
青政办〔2020〕17号
各县（市、区）人民政府：
现将有关情况通报如下。
一、总体情况
整改问题126个，整改率90%。
青枫市人民政府办公室
2020年4月3日
"""
    page = lay_out(Source(text))
    (speech,) = page.speeches
    assert speech.speaker is None
    assert page.title is not None
    assert page.view.text[page.title.start : page.title.end] == "关于一季度督查情况的通报"
    assert page.view.text[speech.end - 5 : speech.end] == "率90%。"


@pytest.mark.parametrize(
    ("front", "who"),
    [
        ("政府工作报告\n县长 高　翔", ("高翔", "县长", "")),
        ("政府工作报告\n县长\n　高翔云", ("高翔云", "县长", "")),
        (
            "2020年某县政府工作报告\n2020年1月5日在某县第九届人民代表大会第二次会议上某县县长 高翔作政府工作报告。",
            ("高翔", "县长", "某县"),
        ),
        ("工作报告\n——2020年1月5日高翔县长在某县第九届人民代表大会第二次会议上的政府工作报告", ("高翔", "县长", "")),
        ("政府工作报告\n2020年1月5日在某县第九届人民代表大会第二次会议上\n高翔", ("高翔", "", "")),
        ("述职报告\n述职人：青山乡党委书记　柳林", ("柳林", "党委书记", "青山乡")),
        ("把水账算到田头\n受访者 ▍青山乡党委书记　柳林", ("柳林", "党委书记", "青山乡")),
        ("把水账算到田头\n——柳林　青山乡党委书记", ("柳林", "党委书记", "青山乡")),
        ("把水账算到田头\n（青山乡党委书记　柳林，根据录音整理）", ("柳林", "党委书记", "青山乡")),
    ],
)
def test_speaker_in_front(front: str, who: tuple[str, str, str]) -> None:
    page = lay_out(Source(f"{front}\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"))
    (speech,) = page.speeches
    assert _who(speech) == who
    assert _speech_text(page, speech) == ["各位代表：", "现在，我代表县人民政府向大会报告工作，请予审议。"]


@pytest.mark.parametrize("masthead", ["", "民生周刊　城事\n\n"])
def test_the_headline_of_one_of_several_speeches_is_no_title(masthead: str) -> None:
    said = "去年，全区新建泵站42座，改造管网126公里，受益群众7950人，水费收缴率提高到九成八。"
    speeches = [f"{who}：\n\n守好一渠清水\n\n{said}\n" for who in ("澜阳区区长江若", "市水利局局长温晴")]
    page = lay_out(Source(masthead + "\n".join(speeches)))
    assert len(page.speeches) == 2
    assert (page.title is None) == (masthead == "")
    if page.title is not None:
        assert page.view.text[page.title.start : page.title.end] == "民生周刊 城事"


def test_the_title_is_what_the_text_is_about() -> None:
    text = "代 表 建 议 答 复\n建字第28号\n关于治理黑臭水体的建议的答复意见\n马莉代表：\n您的建议收悉。\n"
    page = lay_out(Source(text))
    assert page.title is not None
    assert page.view.text[page.title.start : page.title.end] == "关于治理黑臭水体的建议的答复意见"


def test_what_a_host_with_a_name_asks_is_a_question() -> None:
    page = lay_out(
        Source("""供热面对面
主持人：市融媒体中心总编辑　温晴
嘉宾：市供热办主任　陶然；市热力集团总经理　贺铭

温晴：先请陶主任说说，今年准备得怎么样？

陶然：改造管网62公里，储煤41万吨。

温晴：贺总，家里不热找谁？

贺铭：拨打热线，48小时内解决。
""")
    )
    assert [paragraph.role for speech in page.speeches for paragraph in speech.paragraphs] == [
        "question",
        "body",
        "question",
        "body",
    ]


@pytest.mark.parametrize(
    ("first", "second", "headline"),
    [
        ("以一张网破题开路", "让居民喝上放心水", "以一张网破题开路让居民喝上放心水"),
        ("在县委五次全会", "暨经济工作会议上的讲话", "在县委五次全会暨经济工作会议上的讲话"),
        ("澜川县水利局文件", "把水送到村民家门口", "把水送到村民家门口"),
        ("先锋说", "把水送到村民家门口", "把水送到村民家门口"),
    ],
)
def test_a_headline_on_two_lines(first: str, second: str, headline: str) -> None:
    text = f"{first}\n{second}\n\n县水利局局长　江若\n\n同志们：\n\n今年，全县整治河道9公里。\n"
    page = lay_out(Source(text))
    assert page.speeches[0].headline is not None
    span = page.speeches[0].headline
    assert page.view.text[span.start : span.end].replace("\n", "") == headline


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (["在全县安全生产暨防灾减灾", "工作会议上的讲话"], "在全县安全生产暨防灾减灾工作会议上的讲话"),
        (["关于2025年民生实事", "办理情况的报告（书面）"], "关于2025年民生实事办理情况的报告（书面）"),
        (["在全市稳就业工作", "暨技能提升行动推进会上的讲话"], "在全市稳就业工作暨技能提升行动推进会上的讲话"),
        (["石岭县财政局", "在全县安全生产会议上的发言"], "在全县安全生产会议上的发言"),
        (["在全县安全生产会议上", "关于水库安全的发言"], "关于水库安全的发言"),
        (["水利工作简报", "今年工作情况的汇报"], "今年工作情况的汇报"),
    ],
)
def test_a_title_on_two_lines(lines: list[str], headline: str) -> None:
    text = "\n".join([*lines, "石岭县县长　江若", "", "同志们：", "今年，全县整治河道9公里。"])
    page = lay_out(Source(text))
    assert page.speeches[0].headline is not None
    span = page.speeches[0].headline
    assert page.view.text[span.start : span.end] == headline


def test_what_stands_again_above_a_page_is_left_out() -> None:
    text = """水利工作会议材料

各位代表：

今年，全县整治河道9公里，惠及居民

- 1 -
水利工作会议材料
两万户。

- 2 -
各位代表：

明年再整治6公里。
"""
    page = lay_out(Source(text))
    said = [page.view.text[paragraph.start : paragraph.end] for paragraph in page.speeches[0].paragraphs]
    assert said == ["各位代表：", "今年，全县整治河道9公里，惠及居民两万户。", "各位代表：", "明年再整治6公里。"]


def test_a_turn_without_a_stop_is_no_headline_of_the_next() -> None:
    text = """县水利局局长江若：全县今年整治河道9公里。

水塘到底怎么办

东溪镇镇长骆敏：全镇清淤水塘31口。

河道到底怎么管

江若：大家放心，一口水塘也不许荒着

骆敏：年底前全部完成。
"""
    page = lay_out(Source(text))
    last = [page.view.text[speech.start : speech.end] for speech in page.speeches][2:]
    assert last == ["江若：大家放心，一口水塘也不许荒着", "骆敏：年底前全部完成。"]


def test_a_host_among_the_particulars_takes_no_turn() -> None:
    page = lay_out(
        Source("""澜川电视台《问政面对面》第86期节目文稿
首播：2025年7月20日20:10　主持人：温晴

楼道里的火，谁来防？

（播放短片：记者花了5天时间走访老城区6个小区，8个消火栓，一滴水也没有。）

主持人：陶支队长，看完这段片子，您什么心情？

陶然（市消防救援支队支队长）：脸上发烫。消火栓没水是真的，居民反映过不止一次。

主持人：车没处停，这得问住建部门了。江局长？

江若（市住房和城乡建设局副局长）：截至6月底，全市小区建了充电口3.1万个。
""")
    )
    assert [speech.speaker.name for speech in page.speeches if speech.speaker] == ["陶然", "江若"]


@pytest.mark.parametrize(
    ("first", "second", "asks"),
    [
        ("■　第{}年怎么干？", "□　今年打井46眼。", True),
        ("■　说说第{}年。", "□　今年打井46眼。", False),  # nothing asks
        ("■　第{}年怎么干？", "■　今年打井46眼。", False),
        ("■　第{}年怎么干？", "□　今年怎么打井46眼？", False),
    ],
)
def test_two_bullets_that_take_turns(first: str, second: str, asks: bool) -> None:
    turns = "\n\n".join(first.format(year) + "\n\n" + second for year in "一二三")
    page = lay_out(Source(f"把水管到最后一户\n\n全县去年整治河道43公里，今年还要干。\n\n{turns}\n"))
    roles = [paragraph.role for paragraph in page.speeches[0].paragraphs]
    assert (roles.count("question") == 3) == asks


def test_a_host_whose_name_is_all_that_is_told_asks_one_guest() -> None:
    page = lay_out(
        Source("""问计清洁取暖
温晴：观众朋友们好，今天做客演播室的是市发改委主任陶然。陶主任，今年改造多少户？
陶然：今年完成改造4.2万户。
温晴：有的乡亲嫌用不起，怎么办？
陶然：补贴还不到位的有1300户，11月15日前发放完毕。
温晴：好，谢谢陶主任。
""")
    )
    (speech,) = page.speeches
    assert speech.speaker is not None
    assert speech.speaker.name == "陶然"
    assert [paragraph.role for paragraph in speech.paragraphs] == ["question", "body", "question", "body", "question"]


def test_hard_wrapped_lines() -> None:
    text = """关于重点工作的汇报

　　今年以来，石岭县坚持稳中求进工作总基调，全力以赴抓项目、促
投资、稳增长，各项工作取得新成效。全县实施重点项目126个，完成
投资87.6亿元，同比增长12.3%。
　　一、主要工作
　　（一）项目建设提速增效。全年新开工亿元以上项目42个，竣工投产
28个，带动就业3200余人。
"""
    (speech,) = (page := lay_out(Source(text))).speeches
    assert [len(paragraph) for paragraph in _speech_text(page, speech)] == [80, 6, 46]


@pytest.mark.parametrize(
    ("above", "wrapped"),
    [
        ("", True),
        ("今日石岭　　　　要闻　　　　　　　　　　　　　　　　　　二〇二六年一月十五日\n", True),  # a wider masthead
        ("全年新开工亿元以上项目42个，竣工投产28个，带动就业3200余人，城镇新增就业5.4万人。\n" * 9, False),
    ],
)
def test_the_width_of_a_column(above: str, wrapped: bool) -> None:
    text = f"""{above}　　今年全镇改造老旧管网38公里，9个村通水，受益
3160人，水费收缴率由52%提高到67%。我们还有管护人
手不足的短板。下一步要配齐水管员26名，建成水费缴
纳点12个。
　　要把计量设施装到每个斗口，明年安装320套，后
年再装260套。
"""
    assert ("后年再装" in lay_out(Source(text)).view.text) == wrapped


def test_a_word_cut_in_two_is_no_heading() -> None:
    lines = [
        "工作总结",
        "全年改造老旧小区46个。完成管网更",
        "新18公里，群众反映较好。全县上下齐心协力，任务全面完成。",
        "经济总体实",
        "现稳定向好。",
        "还要着力抓好落实。项目要提速，质量要提升，安全要保障，民生要改",
        "善。",
    ]
    text = "\n\n".join(lines)
    joined = lay_out(Source(text), get_tokenizer()).view.text
    assert "\n经济总体实现稳定向好。\n" in joined
    assert "\n经济总体实\n" in lay_out(Source(text)).view.text


_PIECES = st.sampled_from(
    [
        *[
            "各位代表：\n",
            "一、工作回顾\n",
            "（一）修路。全年",
            "澄湖区委书记程明：",
            "记者：",
            "县长 高翔\n",
            "（记者 丁凡）\n",
            "②15",
        ],
        *[
            "全年修路3公里。",
            "完成绿化",
            "，",
            "\n\n",
            "　　",
            "12\n",
            "【字号",
            "来源：\n",
            "2021年2月3日\n",
            "附件\n",
            "——",
            "“",
            "\u200b",
            "\r\n",
        ],
        *["政府工作报告\n", "名词解释\n", "相关报道：\n", "答：", "首页 > 要闻\n", "\x00", "\ud800"],
    ]
)


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("苍麓县水利局\n2031年9月20日\n（此件公开发布）\n", "2031-09-20"),
        ("县委农办　　2031年9月20日印发\n", "2031-09-20"),
        ("苍麓县水利局\n二〇三一年九月二十日\n", "2031-09-20"),
        ("公示期：2031年12月8日至12月14日。\n", None),
        ("（原载《苍麓日报》2031年9月20日）\n", None),
        ("以上任务截至2031年9月20日。\n", None),
    ],
)
def test_a_notice_is_of_the_day_below_its_signature(foot: str, day: str | None) -> None:
    notice = "关于暗访检查情况的通报\n\n各乡镇：\n\n暗访发现，全县水库管护责任不落实的有3座，请于10月底前整改到位。\n\n"
    page = lay_out(Source(notice + foot))
    assert (page.published, page.given and page.given.isoformat()) == (day, day)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_is_laid_out_and_grounded(text: str) -> None:
    page = lay_out(Source(text))
    size = len(page.view.text)
    last = 0
    for speech in page.speeches:
        assert last <= speech.start <= speech.end <= size
        last = speech.end
        inside = speech.start
        for paragraph in speech.paragraphs:
            assert inside <= paragraph.start <= paragraph.text_start <= paragraph.end <= speech.end
            assert paragraph.start < paragraph.end
            assert "\n" not in page.view.text[paragraph.start : paragraph.end]
            assert (paragraph.role == "heading") == (paragraph.level > 0)
            inside = paragraph.end
        for mention in (
            *speech.bylines,
            *([speech.speaker] if speech.speaker else []),
            *([speech.headline] if speech.headline else []),
        ):
            assert 0 <= mention.start <= mention.end <= size


@pytest.mark.parametrize(
    "piece",
    [
        "字",
        "，",
        "▍",
        "江若 ▍",
        "书记：",
        "（记者 ",
        "一、\n",
        "首页>",
        "大 中 小 ",
        "\n",
        "王明：字\n",
        "主持人\n好吗？\n王明\n好的呀。\n",
        "主持人　好吗？\n王明　好的呀。\n",
        "■ 好吗？\n□ 好的呀。\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    times = []
    for size in (20_000, 80_000):
        source = Source(piece * (size // len(piece)))
        began = time.perf_counter()
        lay_out(source)
        times.append(time.perf_counter() - began)
    assert times[1] < 16 * times[0] + 0.5


GOLD = Path(__file__).parents[3] / "shared" / "eval" / "gold" / "dev"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not here")
@pytest.mark.parametrize("name", sorted(path.name.removesuffix(".gold.json") for path in GOLD.glob("*.gold.json")))
def test_gold_structure(name: str) -> None:
    import json

    text = (GOLD / f"{name}.txt").read_bytes().decode("utf-8")
    gold = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    page = lay_out(Source(text))
    found = []
    for speech in page.speeches:
        span = page.view.to_source(speech.start, speech.end)
        found.append((span.start, span.end, _who(speech), [byline.name for byline in speech.bylines]))
    wanted = []
    for speech in gold["speeches"]:
        speaker = speech["speaker"]
        who = (speaker["name"], speaker["position"], speaker["organization"]) if speaker else None
        wanted.append((speech["start"], speech["end"], who, [byline["name"] for byline in speech["bylines"]]))
    assert found == wanted


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("中共澜川县委组织部整理", True),
        ("澜川县人民政府办公室编印", True),
        ("述职台账由县委党建办整理", False),
    ],
)
def test_who_put_a_text_together_is_named_below_it(line: str, signs: bool) -> None:
    page = lay_out(Source(f"水利工作总结\n\n全县今年整治渠道43公里。\n\n新建泵站7座，清淤水塘31口。\n\n{line}\n"))
    assert (page.view.text[page.speeches[0].start : page.speeches[0].end].find(line) < 0) == signs


def test_who_took_down_a_meeting_is_named_among_its_particulars() -> None:
    page = "把水账算到田头\n\n时间：3月4日　地点：仓桥村　{}\n\n澜川县水利局局长　江若：今年打井46眼，新建泵站7座。\n"
    (speech,) = lay_out(Source(page.format("记录：温晴"))).speeches
    assert [(byline.name, byline.role) for byline in speech.bylines] == [("温晴", "记录")]
    (speech,) = lay_out(Source(page.format("记录：县水利局"))).speeches
    assert speech.bylines == []


HOSTED = """澜川广播电视台《问政》文字实录

主持人 骆敏

澜川市水利局局长 江若

澜川市住建局局长 何平

{0}江局长，这条河为什么还堵{1}

江若：清淤只做了43公里，剩下12公里卡在征地上，责任在我们。

{0}征地什么时候能谈完{1}

江若：9月底前谈完，10月开工，12公里年内全部清淤。

{0}何局长，路面什么时候恢复{1}

何平：管道回填以后3天内恢复路面，我们派人在现场盯着。
"""


def test_a_host_who_only_asks_makes_no_speech_among_several() -> None:
    page = lay_out(Source(HOSTED.format("骆敏：", "？")))
    assert [_who(speech)[0] for speech in page.speeches] == ["江若", "何平"]
    assert [speech.headline for speech in page.speeches] == [None, None]
    given = lay_out(Source(HOSTED.format("骆敏：请看短片。", "，请说。")))
    assert "骆敏" not in [_who(speech)[0] for speech in given.speeches]
    film = "骆敏：短片里的这条河从城西流到城东，两岸住着三万多人，记者沿岸走了两天，看见堵的不止一处。"
    told = lay_out(Source(HOSTED.format(film, "，请说。")))
    assert "骆敏" in [_who(speech)[0] for speech in told.speeches]


def test_a_zero_set_for_a_circle_is_a_bullet() -> None:
    page = HOSTED.replace("江若：", "〇江若　").replace("何平：", "〇何平（市住建局局长）　").format("〇主持人　", "？")
    assert [_who(speech)[0] for speech in lay_out(Source(page)).speeches] == ["江若", "何平"]
    dated = "市政府工作报告\n\n各位代表：\n\n〇九年以来，全市打井46眼，新建泵站7座。\n"
    assert lay_out(Source(dated)).view.text.count("〇") == 1


def test_the_editor_of_a_page_of_several_is_none_of_theirs() -> None:
    said = "澜川市水利局局长 江若：\n\n今年打井46眼，新建泵站7座。\n\n"
    other = "澜川市住建局局长 何平：\n\n今年修路12公里，架桥3座。\n\n"
    (speech,) = lay_out(Source(f"{said}（编辑：温晴）\n")).speeches
    assert [byline.name for byline in speech.bylines] == ["温晴"]
    assert not any(speech.bylines for speech in lay_out(Source(f"{said}{other}（编辑：温晴）\n")).speeches)


RELEASE = """澜川市供水改造发布会实录

主持人：市政府新闻办副主任　温晴
发布人：市水利局局长　江若

温晴：各位记者，上午好。先请江若局长介绍情况。

江若：各位好。今年换了旧管46公里，漏损率降到8%。

温晴：下面请提问。

《澜川晚报》记者：剩下的什么时候换？

江若：明年汛期前全部换完，一公里不留。

温晴：发布会到此结束，谢谢大家。
"""


@pytest.mark.parametrize("host", ["温晴：", "主持人　温晴：", "[主持人　市政府新闻办副主任　温晴] "])
def test_a_host_with_an_office_makes_no_speech_where_one_other_speaks(host: str) -> None:
    (speech,) = lay_out(Source(RELEASE.replace("温晴：", host))).speeches
    assert speech.speaker is not None and speech.speaker.name == "江若"
    assert speech.headline is not None and speech.start == speech.headline.start


def test_a_host_with_an_office_among_several_is_one_of_them() -> None:
    second = "江若：明年汛期前全部换完，一公里不留。\n\n县水务公司经理　何平：管子都备好了。"
    text = RELEASE.replace("江若：明年汛期前全部换完，一公里不留。", second)
    assert "温晴" in [speech.speaker.name for speech in lay_out(Source(text)).speeches if speech.speaker]


def test_the_office_of_a_guest_is_told_in_the_first_words_of_the_text() -> None:
    text = (
        "路为什么挖，水什么时候来\n\n时间：9月5日　嘉宾：江若\n\n"
        "昨天上午，澜川市水利局局长江若来到直播间，回答网友的提问。\n\n网友：三里桥的路挖了两回。\n\n"
        "江若：第一回是换水管，第二回是修漏点，两回没有并到一起，是我们没有商量好。\n"
    )
    (speech,) = lay_out(Source(text)).speeches
    assert speech.speaker is not None
    assert (speech.speaker.position, speech.speaker.organization) == ("局长", "澜川市水利局")


def test_who_came_to_answer_is_named_behind_a_label_without_a_colon() -> None:
    text = (
        "检察长坐到楼下来\n\n时间　5月1日\n到会说事　澜川县人民检察院检察长　江若\n\n"
        "今年查了46处井盖，补了12个。还有7处没有人管，这是我们督促得不够。\n"
    )
    (speech,) = lay_out(Source(text)).speeches
    assert speech.speaker is not None
    assert (speech.speaker.name, speech.speaker.organization) == ("江若", "澜川县人民检察院")
