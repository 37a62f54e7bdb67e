"""Lines that announce who speaks, and who is called in short."""

from __future__ import annotations

import pytest

from cnreport.layout.people import Person
from cnreport.layout.speakers import (
    Announcement,
    announcement,
    body_above,
    named_host,
    recorded_speaker,
    turn_name,
    who_is_called,
)


def test_a_host_whose_body_is_told() -> None:
    head = announcement("主持人（澜川市广播电视台 温晴）：听众朋友好。")
    assert head is not None
    assert head.person == Person("温晴", "主持人", "澜川市广播电视台")
    assert announcement("主持人（下午场）：听众朋友好。") is None


@pytest.mark.parametrize(
    "line",
    [
        "复信人 市融媒体中心总编辑 温晴",
        "说话人　市融媒体中心总编辑温晴",
        "主 持 人　市融媒体中心总编辑　温晴",
        "主持人 市融媒体中心总编辑 温晴",
        "出席人员 市融媒体中心总编辑　温晴",
    ],
)
def test_a_label_without_a_colon(line: str) -> None:
    head = announcement(line.replace("\u3000", " "))
    assert head is not None
    assert head.person == Person("温晴", "总编辑", "市融媒体中心")


def test_who_is_named_for_something_else_announces_nobody() -> None:
    assert announcement("联系人 澜川县水利局办公室主任 江若") is None
    assert announcement("坐堂人 澜川县水利局办公室主任 江若") is not None


def test_an_office_in_brackets_before_a_bar() -> None:
    line = "江若（澜川县水利局局长）｜换管的钱县里出。"
    assert announcement(line) == Announcement(Person("江若", "局长", "澜川县水利局"), line.index("｜") + 1, True, True)
    said = announcement("澜川县水利局局长江若｜换管的钱县里来出。")
    assert said is not None
    assert said.person == Person("江若", "局长", "澜川县水利局")
    assert announcement("澜川县水利局局长江若｜把水管修到村头上") is None
    assert announcement("江若｜换管的钱县里出。") is None  # bars stand between the parts of a title too
    assert announcement("换管（澜川县水利局工地）｜钱从哪里出。") is None


@pytest.mark.parametrize(
    ("line", "person", "length"),
    [
        ("主持人 江若：晚上好。", Person("江若", "主持人"), 7),
        ("主持人江 若：晚上好。", Person("江若", "主持人"), 7),
        ("◎主播（江若）：晚上好。", Person("江若", "主播"), 8),
        ("江若（主持人）：晚上好。", Person("江若", "主持人"), 8),
        ("[主持人 江若] 晚上好。", Person("江若", "主持人"), 8),
        ("特约评论员 江若：", Person("江若", "特约评论员"), 9),
    ],
)
def test_a_host_under_a_name_of_his_own(line: str, person: Person, length: int) -> None:
    assert named_host(line) == Announcement(person, length, True, length < len(line))


@pytest.mark.parametrize(
    "line",
    ["主持人：晚上好。", "主持人（新闻处）：晚上好。", "主持人语：晚上好。", "记者 江若：请问。", "江若：晚上好。"],
)
def test_no_host_under_a_name(line: str) -> None:
    assert named_host(line) is None


def test_one_of_the_public_is_no_official() -> None:
    assert announcement("市民代表冯师傅：小本生意吃不消。") is None


def test_who_is_called_by_an_office_in_short() -> None:
    people = [Person("陶然", "党委书记、局长", "澜川区教育局"), Person("贺铭", "主任", "市供热办")]
    assert who_is_called("陶局", people) == people[0]
    assert who_is_called("陶然局", people) == people[0]
    assert who_is_called("贺局", people) is None
    assert who_is_called("贺主任", people) == people[1]
    assert who_is_called("陶工", people) is None
    assert who_is_called("贺工", [Person("贺铭", "总工程师", "市水利局")]) is not None
    assert who_is_called("贺董", [Person("贺铭", "董事长", "市公交集团")]) is not None


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("答（江若，市水利局局长）：已完成。", Person("江若", "局长", "市水利局")),
        ("江若，市水利局局长：已完成。", Person("江若", "局长", "市水利局")),
        ("市水利局局长，江若：已完成。", Person("江若", "局长", "市水利局")),
        ("市水利局局长：江若", Person("江若", "局长", "市水利局")),
        ("通报人：市水利局局长 江若", Person("江若", "局长", "市水利局")),
        ("口述 沙湾村党支部书记 江若", Person("江若", "党支部书记", "沙湾村")),
        ("（通报人：市水利局局长 江若）", Person("江若", "局长", "市水利局")),
        ("（发言人：市水利局局长　江若）", Person("江若", "局长", "市水利局")),
        ("市水利局局长 江若 10月17日", Person("江若", "局长", "市水利局")),
        ("市水利局局长 江若 （2031年1月5日）", Person("江若", "局长", "市水利局")),
        ("江若 / 市水利局党组成员、副局长", Person("江若", "党组成员、副局长", "市水利局")),
        ("市水利局副局长/江 若", Person("江若", "副局长", "市水利局")),
        ("江若｜市水利局副局长", Person("江若", "副局长", "市水利局")),
        ("江若 · 市水利局副局长", Person("江若", "副局长", "市水利局")),
        ("值守嘉宾 市水利局局长江若", Person("江若", "局长", "市水利局")),
        ("接访人 市水利局局长 江若", Person("江若", "局长", "市水利局")),
        ("市水利局局长 江若 口述 温晴 整理", Person("江若", "局长", "市水利局")),
        ("江若（市水利局局长）口述", Person("江若", "局长", "市水利局")),
        ("【市水利局局长·江若】脸上发烫。", Person("江若", "局长", "市水利局")),
        ("作者：黎川区委书记 江若", Person("江若", "区委书记", "黎川区")),
        ("姓名：江若 单位：市水利局 职务：局长", Person("江若", "局长", "市水利局")),
        ("姓名：江 若 职务：市水利局局长 时间：2025年1月", Person("江若", "局长", "市水利局")),
        ("述职人：江若 单位及职务：市水利局党组书记、局长", Person("江若", "党组书记、局长", "市水利局")),
        ("述职人：江 若 职务：市水利局局长", Person("江若", "局长", "市水利局")),
        ("县财政局 江若（局长）：已完成。", Person("江若", "局长", "县财政局")),
        ("【嘉宾】江若（市水利局局长）：已完成。", Person("江若", "局长", "市水利局")),
        ("【政】市水利局局长 江若", Person("江若", "局长", "市水利局")),
        ("一、市水利局局长 江若", Person("江若", "局长", "市水利局")),
        ("（二）市水利局局长江若：", Person("江若", "局长", "市水利局")),
        ("澜川学院教授、特约评论员 江若：好。", Person("江若", "教授、特约评论员", "澜川学院")),
        ("省社科院特邀研究员江若：好。", Person("江若", "特邀研究员", "省社科院")),
    ],
)
def test_an_announcement(line: str, person: Person) -> None:
    head = announcement(line)
    assert head is not None
    assert head.person == person


@pytest.mark.parametrize(
    "line",
    [
        "局长：明白",  # an answer, not the name of one
        "局长：江若",  # of which body nobody says
        "市水利局局长：江若说得对。",
        "局长，主任：都到了。",
        "姓名：江若 年龄：42",
        "职务：局长 单位：市水利局",
        "一、市水利局工作情况",
        "市水利局局长 10月17日",
        "首页 / 领导之窗 / 局长 / 江若",
        "江若 / 局长",
        "老支书 江若：我插一句。",
        "江若 · 局长",
        "市水利局局长 · 一线见闻",
        "村民口述 温晴 整理",
        "（联系人：市水利局局长 江若）",
        "（发言人：市水利局）",
        "特约评论员 江若：我追问一句。",  # asks, where nobody else does under a name
        "特邀观察员 江若",
    ],
)
def test_no_announcement(line: str) -> None:
    assert announcement(line) is None


def test_a_surname_that_is_a_verb_too() -> None:
    head = announcement("澜川县水利局局长谈小雨：")
    assert head is not None
    assert head.person == Person("谈小雨", "局长", "澜川县水利局")
    assert announcement("澜川县水利局局长谈防汛：守好每一座坝") is None
    assert announcement("澜川县水利局局长谈防汛") is None


def test_a_name_behind_a_bullet_takes_a_turn() -> None:
    assert turn_name("▶ 江若：好的。", {}) == ("江若", 5)
    assert turn_name("▶ 目标：年底建成。", {}) is None


def test_who_is_said_to_speak_does_so_below_the_line() -> None:
    for said in ("介绍", "在会上通报", "介绍了相关情况", "表示", "回应", "首先发言", "作了题为《守好一渠清水》的发言"):
        head = announcement(f"一、市水利局局长江若{said}：")
        assert head is not None, said
        assert (head.person, head.runs_on) == (Person("江若", "局长", "市水利局"), False)
    # What a story tells of somebody's words goes on in the line.
    assert announcement("市水利局局长江若介绍：“水库蓄水充足。”") is None
    assert announcement("市水利局工作介绍：") is None


def test_a_body_stands_above_its_officer() -> None:
    below = announcement("党组书记、局长 江 若")
    assert below is not None
    assert body_above("东江市行政审批服务局", below) == Person("江若", "党组书记、局长", "东江市行政审批服务局")
    for title in ("奋力开创水利工作新局", "坚持以人民为中心", "加快建设制造强县"):
        assert body_above(title, below) is None
    whole = announcement("县水利局局长 江若")
    assert whole is not None
    assert body_above("东江市人民政府", whole) is None


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("（县妇联主席 江若，根据现场录音整理）", Person("江若", "主席", "县妇联")),
        ("（县妇联主席 江若，根据录音整理，有删节）", Person("江若", "主席", "县妇联")),
        ("（县妇联办公室，根据现场录音整理）", None),
        ("（根据县妇联主席江若的讲话整理）", None),
    ],
)
def test_who_is_named_beside_what_it_was_taken_down_from(line: str, person: Person | None) -> None:
    found = recorded_speaker(line)
    assert (found and found.person) == person
