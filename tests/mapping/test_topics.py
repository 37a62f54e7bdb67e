"""Topics of records."""

import time
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.mapping.topics import load_topics, topic_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("全区生产总值达到86亿元，经济运行稳中有进", "经济"),
        ("新增规上工业企业9家，标准化厂房全部租出", "产业"),
        ("32个重点项目开工，完成投资41亿元", "项目投资"),
        ("改造老旧小区17个，更换路灯260盏", "城建"),
        ("施划停车泊位3100个，新开公交线路4条", "交通"),
        ("取缔占道经营，规范农贸市场", "市场秩序"),
        ("清运生活垃圾800吨，新建公厕12座", "环境卫生"),
        ("优良天数达到301天，国控断面水质全部达标", "生态环境"),
        ("建成高标准农田4万亩，粮食产量再创新高", "农业农村"),
        ("新建幼儿园3所，增加学位1200个", "教育"),
        ("县医院门诊楼投用，家庭医生签约率提高", "卫生健康"),
        ("城镇新增就业5100人，低保标准提高", "就业社保"),
        ("交付保障性租赁住房640套", "住房"),
        ("景区接待游客90万人次，博物馆免费开放", "文化旅游"),
        ("较大及以上事故零发生，排查隐患700条", "安全生产"),
        ("信访积案化解率96%，调解矛盾纠纷430起", "社会治理"),
        ("驰而不息纠治四风，党风廉政建设不断加强", "党建"),
        ("审批时限压缩一半，营商环境持续优化", "政务改革"),
        ("高新技术企业达到48家，研发投入增长两成", "科技创新"),
        ("招商引资到位资金62亿元，进出口总额翻番", "开放招商"),
        ("一般公共预算收入增长5%，各项贷款余额突破百亿元", "财税金融"),
        ("完成7座病险水库除险加固，防汛物资储备充足", "防灾减灾"),
        ("创文点位达标，志愿服务蔚然成风", "文明创建"),
        ("社会消费品零售总额增长6%，夜间经济升温", "商贸消费"),
        ("110千伏变电站投运，风电装机突破20万千瓦", "能源水利"),
        ("双拥工作扎实，国防动员体系更加健全", "国防外交"),
    ],
)
def test_topic_of_a_record(text: str, topic: str) -> None:
    assert topic_of(text) == topic


def test_headings_count_less_than_the_text_and_decide_where_it_is_silent() -> None:
    headings = ("三、加强生态文明建设",)
    assert topic_of("成效明显，位居前列", headings) == "生态环境"
    assert topic_of("改造老旧小区17个，更换路灯260盏", headings) == "城建"


def test_longest_word_wins_and_neutral_words_hide_what_they_hold() -> None:
    assert topic_of("市政府提请审议") != "城建"
    assert topic_of("沿着这条前进道路走下去") is None


@pytest.mark.parametrize("text", ["", "各位代表！", "让我们携手同心。", "ABC 123"])
def test_no_topic(text: str) -> None:
    assert topic_of(text) is None


def test_the_taxonomy_is_rich_and_its_names_are_unique() -> None:
    topics = load_topics()
    words = [
        sum(any(topic == number for topic, _ in weights) for weights in topics.weights)
        for number in range(len(topics.names))
    ]
    assert len(set(topics.names)) == len(topics.names) >= 22
    assert min(words) >= 25


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    assert topic_of("\ud800改造老旧小区17个，更换路灯260盏") == "城建"


def test_time_is_linear() -> None:
    topics = load_topics()
    started = time.perf_counter()
    topics.add_scores("生态" * 200_000, [0] * len(topics.names))
    assert time.perf_counter() - started < 2


def test_the_user_can_add_a_topic(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[topics]]\nid = "tea"\nname = "茶产业"\nstrong = ["斗茶大赛"]\n', "utf-8")
    assert topic_of("办好斗茶大赛", overlay=overlay) == "茶产业"
    overlay = tmp_path / "bad.toml"
    overlay.write_text('[[topics]]\nid = "tea"\nname = "茶产业"\nwords = ["茶"]\n', "utf-8")
    with pytest.raises(RulesError, match="too short"):
        topic_of("办好斗茶大赛", overlay=overlay)
