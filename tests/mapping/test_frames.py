"""Frames: who did what to what and where, of a record's words."""

from __future__ import annotations

import pytest

from cnreport.mapping.frames import Frame, find_frame
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser
from cnreport.text import Span
from cnreport.tokenizers import get_tokenizer


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(words=lexicon.tagged()), lexicon)


def frame_of(analyser: Analyser, text: str) -> Frame:
    return find_frame(analyser.words(text, 0, len(text), []), analyser.lexicon)


def quoted(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "actor", "action", "thing"),
    [
        ("拆除违规遮雨棚", None, "拆除", "违规遮雨棚"),
        ("改造老旧小区", None, "改造", "老旧小区"),
        ("进一步加强河道管护", None, "管护", "河道"),
        ("整治了背街小巷", None, "整治", "背街小巷"),
        ("县水利局修建泵站", "县水利局", "修建", "泵站"),
        ("加快园区建设", None, "建设", "园区"),
        ("把河道管护作为重点", None, "作为", "河道管护"),
        ("已建成泵站", None, "建成", "泵站"),
        ("延伸拓展柑橘产业链", None, "延伸拓展", "柑橘产业链"),
        ("坚持和完善河长制度", None, "坚持和完善", "河长制度"),
        ("提升服务水平", None, "提升", "服务水平"),
        ("精心办好柑橘采摘节", None, "办好", "柑橘采摘节"),
        ("分类出台帮扶政策", None, "出台", "帮扶政策"),
        ("推进农村综合改革", None, "推进", "农村综合改革"),
        ("坚决防止重复建设", None, "防止", "重复建设"),
        ("全力稳定企业融资环境", None, "稳定", "企业融资环境"),
        ("壮大各方面的专家队伍", None, "壮大", "各方面的专家队伍"),
        ("建立起良性运行机制", None, "建立", "良性运行机制"),
        ("保持粮价长期稳定", None, "保持", "粮价长期稳定"),
        ("创新举办柑橘采摘节", None, "举办", "柑橘采摘节"),
        ("回应群众对美好生活的新需求", None, "回应", "群众对美好生活的新需求"),
    ],
)
def test_actor_action_and_object(analyser: Analyser, text: str, actor: str | None, action: str, thing: str) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (actor, action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("完成背街小巷整治", "整治", "背街小巷"),
        ("开展河道清理工作", "清理", "河道"),
    ],
)
def test_behind_a_light_verb_the_action_noun_is_the_action(
    analyser: Analyser, text: str, action: str, thing: str
) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.action), quoted(text, frame.object)) == (action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("启动片区整县试点", "启动", "片区整县试点"),
        ("推动养殖产业在邻县延伸布局", "推动", "养殖产业在邻县延伸布局"),
        ("推动信用贷款比重继续提升", "推动", "信用贷款比重继续提升"),
    ],
)
def test_no_action_noun_in_what_says_something_itself(analyser: Analyser, text: str, action: str, thing: str) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.action), quoted(text, frame.object)) == (action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("公共服务水平不断提升", "提升", "公共服务水平"),
        ("违规遮雨棚全部拆除", "拆除", "违规遮雨棚"),
        ("渠道管护力量不足", "不足", "渠道管护力量"),
        ("柑橘产业方兴未艾", "方兴未艾", "柑橘产业"),
        ("村容村貌焕然一新", "焕然一新", "村容村貌"),
        ("经济运行稳中提质", "稳中提质", "经济运行"),
        ("营商环境持续向好", "向好", "营商环境"),
        ("谱写焕然一新", "谱写", "焕然一新"),
        ("城镇化进程滞后", "滞后", "城镇化进程"),
        ("部分站所服务意识不强", "不强", "部分站所服务意识"),
        ("社会管理和公共服务比较薄弱", "薄弱", "社会管理和公共服务"),
        ("粮食生产稳定", "稳定", "粮食生产"),
        ("居民增收难度加大", "加大", "居民增收难度"),
        ("河道秩序有待继续整顿", "有待继续整顿", "河道秩序"),
        ("使群众生活更加便利", "便利", "群众生活"),
        ("安全生产等仍有薄弱环节", None, "薄弱环节"),
    ],
)
def test_what_becomes_so_or_was_dealt_with_is_the_object(
    analyser: Analyser, text: str, action: str | None, thing: str
) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (None, action, thing)


@pytest.mark.parametrize(
    ("text", "actor", "action", "thing"),
    [
        ("县水利局牵头", "县水利局", "牵头", None),
        ("由县民政局牵头、各县民政局配合", "县民政局", "牵头", None),
        ("由水利局拿出方案", "水利局", "拿出", "方案"),
        ("各镇政府要更多地运用信用手段", "各镇政府", "运用", "信用手段"),
        ("我们才能真正发动和带领广大群众", "我们", "发动和带领", "广大群众"),
        ("“一链一策”推动竹产业发展", None, "推动", "竹产业发展"),
        ("高峰时期实现正常供水", None, "实现", "正常供水"),
    ],
)
def test_who_acts(analyser: Analyser, text: str, actor: str | None, action: str, thing: str | None) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (actor, action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("坚持把扩大柑橘种植作为重点", "作为", "扩大柑橘种植"),
        ("加快把竹产业打造成为支柱产业", "打造成为", "竹产业"),
        ("切实把好事办实", "办实", "好事"),
        ("引导各镇把着力点放到管护上来", "引导", "各镇把着力点放到管护上来"),
        ("对背街小巷进行综合整治", "综合整治", "背街小巷"),
    ],
)
def test_disposal(analyser: Analyser, text: str, action: str, thing: str) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (None, action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("融入都市圈建设取得新突破", "取得", "新突破"),
        ("审批事项大幅精简", "精简", "审批事项"),
        ("农民工务工规模保持稳定", "保持", "农民工务工规模"),
        ("审批流程", None, None),
    ],
)
def test_a_verb_inside_a_name_is_not_the_predicate(
    analyser: Analyser, text: str, action: str | None, thing: str | None
) -> None:
    frame = frame_of(analyser, text)
    if action is not None:
        assert (quoted(text, frame.action), quoted(text, frame.object)) == (action, thing)
    else:
        assert frame.actor is None


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("搭建好综合服务平台", "搭建好", "综合服务平台"),
        ("整合筹措更多资金", "整合筹措", "更多资金"),
        ("规划建设柑橘博物馆", "规划建设", "柑橘博物馆"),
        ("新建和改造泵站", "新建和改造", "泵站"),
        ("加快教育综合改革", "加快", "教育综合改革"),
        ("公益类国企降本增效、优化服务质量", "降本增效", None),
    ],
)
def test_how_far_the_predicate_reaches(analyser: Analyser, text: str, action: str, thing: str | None) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.action), quoted(text, frame.object)) == (action, thing)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("形成鼓励人才干事业、支持人才干成事业的良好环境", "鼓励人才干事业、支持人才干成事业的良好环境"),
        ("完善纠纷排查、流转、督办闭环机制", "纠纷排查、流转、督办闭环机制"),
        ("拓宽管护思路、改进工作方法", "管护思路"),
        ("加强与邻县合作", "与邻县合作"),
        ("强化对竹产业的扶持政策", "对竹产业的扶持政策"),
        ("完善以合作社为主体的经营方式", "以合作社为主体的经营方式"),
        ("停留在原有水平上", "原有水平上"),
        ("打造柑橘之都", "柑橘之都"),
    ],
)
def test_how_far_the_object_reaches(analyser: Analyser, text: str, thing: str) -> None:
    assert quoted(text, frame_of(analyser, text).object) == thing


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("以更完善的保障举措，温暖更多群众", "温暖"),
        ("聚焦汾河谷地、重点园区，强化扬尘治理", "强化"),
        ("改造背街小巷，由县住建局负责", "改造"),
    ],
)
def test_of_several_clauses_the_one_that_is_led_to(analyser: Analyser, text: str, action: str) -> None:
    assert quoted(text, frame_of(analyser, text).action) == action


@pytest.mark.parametrize("text", ["在发展中解决债务问题", "在党建工作方面积累经验", "对维护河道秩序发挥作用"])
def test_a_circumstance_is_no_place(analyser: Analyser, text: str) -> None:
    assert frame_of(analyser, text).location is None


def test_the_place_of_a_preposition(analyser: Analyser) -> None:
    text = "在城东片区新建泵站"
    frame = frame_of(analyser, text)
    assert quoted(text, frame.location) == "城东片区"
    assert quoted(text, frame.object) == "泵站"


@pytest.mark.parametrize("text", ["，。", "非常", "“三无”小区"])
def test_words_without_a_verb_have_no_frame(analyser: Analyser, text: str) -> None:
    assert frame_of(analyser, text) == Frame()
    assert find_frame([], analyser.lexicon) == Frame()


def test_no_part_is_longer_than_a_phrase(analyser: Analyser) -> None:
    text = "推进" + "河道" * 100 + "整治"
    frame = frame_of(analyser, text)
    for span in (frame.actor, frame.action, frame.object, frame.location):
        assert span is None or 0 < len(span) <= 60
