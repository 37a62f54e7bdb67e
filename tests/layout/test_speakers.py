"""Whom running text names with an office."""

from __future__ import annotations

import pytest

from cnreport.layout.people import Person, first_official
from cnreport.layout.speakers import (
    announcement,
    author_note,
    carded,
    form_label,
    guest_labels,
    officials,
    who_is_called,
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "日前，市水利局局长江若就社会关切回答了记者的提问；记者与市住建局总工程师何平聊了聊。",
            [("江若", "局长", "市水利局"), ("何平", "总工程师", "市住建局")],
        ),
        (
            "区教育局党组书记、局长裴原，区教育局副局长柳青出席并答记者问。",
            [("裴原", "党组书记、局长", "区教育局"), ("柳青", "副局长", "区教育局")],
        ),
        (
            "出席的有市发展和改革委员会主任王海、市国有资产监督管理委员会副主任田亮和市信访局局长赵一平",
            [
                ("王海", "主任", "市发展和改革委员会"),
                ("田亮", "副主任", "市国有资产监督管理委员会"),
                ("赵一平", "局长", "市信访局"),
            ],
        ),
        (
            "记者在州交通运输局的会议室里见到了州交通运输局局长扎西顿珠，他刚回来",
            [("扎西顿珠", "局长", "州交通运输局")],
        ),
        ("出席的有江若，发布会由市委宣传部副部长陶然主持。", [("陶然", "副部长", "市委宣传部")]),
        ("下面请县教育局局长陶然发布。", [("陶然", "局长", "县教育局")]),
        ("——省水利厅党组书记、厅长骆海答记者问", [("骆海", "党组书记、厅长", "省水利厅")]),
    ],
)
def test_officials(text: str, people: list[tuple[str, str, str]]) -> None:
    assert [(person.name, person.position, person.organization) for person in officials(text)] == people


@pytest.mark.parametrize(
    "text", ["全面推行路长制，书记局长走流程。", "局长就污染防治答记者问", "县长包案，书记带头。", "今年新建泵站12座。"]
)
def test_no_officials(text: str) -> None:
    assert list(officials(text)) == []


def test_the_first_of_several() -> None:
    assert first_official("市水利局局长江若、市住建局总工程师何平") == Person("江若", "局长", "市水利局")
    assert first_official("市水利局") is None


def test_a_host_whose_body_is_told() -> None:
    head = announcement("主持人（澜川市广播电视台 温晴）：听众朋友好。")
    assert head is not None
    assert head.person == Person("温晴", "主持人", "澜川市广播电视台")
    assert announcement("主持人（下午场）：听众朋友好。") is None


@pytest.mark.parametrize(
    "line",
    ["主 持 人　市融媒体中心总编辑　温晴", "主持人 市融媒体中心总编辑 温晴", "出席人员 市融媒体中心总编辑　温晴"],
)
def test_a_label_without_a_colon(line: str) -> None:
    head = announcement(line.replace("\u3000", " "))
    assert head is not None
    assert head.person == Person("温晴", "总编辑", "市融媒体中心")


def test_one_of_the_public_is_no_official() -> None:
    assert announcement("市民代表冯师傅：小本生意吃不消。") is None


def test_who_is_called_by_an_office_in_short() -> None:
    people = [Person("陶然", "党委书记、局长", "澜川区教育局"), Person("贺铭", "主任", "市供热办")]
    assert who_is_called("陶局", people) == people[0]
    assert who_is_called("陶然局", people) == people[0]
    assert who_is_called("贺局", people) is None
    assert who_is_called("贺主任", people) == people[1]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("陶然，澜川区教育局局长，从事教育工作21年。", Person("陶然", "局长", "澜川区教育局")),
        ("【嘉宾名片】陶然，澜川区教育局局长", Person("陶然", "局长", "澜川区教育局")),
        ("【嘉宾名片】陶然，现任澜川区教育局局长。", Person("陶然", "局长", "澜川区教育局")),
        ("陶然，局长，从事教育工作21年。", None),
        ("今年，全区新建小学3所，教育局局长带头包校。", None),
    ],
)
def test_a_card(text: str, person: Person | None) -> None:
    assert carded(text) == person


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("上线单位：澜川县应急管理局（局长　陶然）", [Person("陶然", "局长", "澜川县应急管理局")]),
        ("上线单位：高新区", []),
        ("发布人｜陶然（澜川市水务局局长）", [Person("陶然", "局长", "澜川市水务局")]),
    ],
)
def test_labels(text: str, people: list[Person]) -> None:
    assert [person for _, person in guest_labels(text.replace("\u3000", " "))] == people


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("答（江若，市水利局局长）：已完成。", Person("江若", "局长", "市水利局")),
        ("江若，市水利局局长：已完成。", Person("江若", "局长", "市水利局")),
        ("市水利局局长，江若：已完成。", Person("江若", "局长", "市水利局")),
        ("市水利局局长：江若", Person("江若", "局长", "市水利局")),
        ("作者：黎川区委书记 江若", Person("江若", "区委书记", "黎川区")),
        ("姓名：江若 单位：市水利局 职务：局长", Person("江若", "局长", "市水利局")),
        ("姓名：江 若 职务：市水利局局长 时间：2025年1月", Person("江若", "局长", "市水利局")),
        ("县财政局 江若（局长）：已完成。", Person("江若", "局长", "县财政局")),
        ("【嘉宾】江若（市水利局局长）：已完成。", Person("江若", "局长", "市水利局")),
        ("一、市水利局局长 江若", Person("江若", "局长", "市水利局")),
        ("（二）市水利局局长江若：", Person("江若", "局长", "市水利局")),
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
    ],
)
def test_no_announcement(line: str) -> None:
    assert announcement(line) is None


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("（作者系黎川县委书记）", ("黎川县", "县委书记")),
        ("作者：黎川县水利局局长", ("黎川县水利局", "局长")),
        ("（作者单位：黎川县水利局）", None),
        ("作者系农民出身的诗人", None),
        ("（记者系黎川县委书记）", None),
    ],
)
def test_a_note_of_the_author(text: str, post: tuple[str, str] | None) -> None:
    assert author_note(text) == post


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("嘉宾姓名：江若", "姓名"),
        ("职务：局长", "职务"),
        ("所在单位：市水利局", "单位"),
        ("姓名", ""),
        ("江若：好。", ""),
    ],
)
def test_a_line_of_a_form(text: str, label: str) -> None:
    assert form_label(text) == label
