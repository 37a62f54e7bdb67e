"""Whom running text and notes about a guest name with an office."""

from __future__ import annotations

import pytest

from cnreport.layout.introductions import carded, introduced, officials
from cnreport.layout.people import Person, first_official


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
        (
            "县教育局局长陶然没有让秘书旁听，市水利局局长江若也在",
            [("陶然", "局长", "县教育局"), ("江若", "局长", "市水利局")],
        ),
        ("头班车开了，临江市公交有限公司董事长江若站在大屏前", [("江若", "董事长", "临江市公交有限公司")]),
        ("端出菜来的是沙湾村党支部书记陶有根。", [("陶有根", "党支部书记", "沙湾村")]),
        ("记者和澜川区教育局局长陶然聊了聊", [("陶然", "局长", "澜川区教育局")]),
        ("立冬那天，记者走进澜川灌区管理局局长江若的办公室", [("江若", "局长", "澜川灌区管理局")]),
        ("——走近澜川灌区管理局局长江若", [("江若", "局长", "澜川灌区管理局")]),
        ("网民通过“书记县长信箱”询问，现由县教育局局长陶然答复。", [("陶然", "局长", "县教育局")]),
        ("下面请县教育局局长陶然发布。", [("陶然", "局长", "县教育局")]),
        ("到场答问｜澜川县文化广电和旅游局局长陶然", [("陶然", "局长", "澜川县文化广电和旅游局")]),
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


def test_a_name_whose_letters_are_set_apart() -> None:
    named = officials("市水利局局长江 若、市住建局总工程师何平就防汛答记者问。")
    assert [(person.name, person.organization) for person in named] == [("江若", "市水利局"), ("何平", "市住建局")]


def test_who_is_introduced() -> None:
    assert list(introduced("访市信访局局长江若")) == [Person("江若", "局长", "市信访局")]
    # 信访 is no visit.
    assert list(introduced("市信访局局长江若：看完片子，脸上发烧。")) == []


def test_the_first_of_several() -> None:
    assert first_official("市水利局局长江若、市住建局总工程师何平") == Person("江若", "局长", "市水利局")
    assert first_official("市水利局") is None


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("陶然，澜川区教育局局长，从事教育工作21年。", Person("陶然", "局长", "澜川区教育局")),
        ("【嘉宾名片】陶然，澜川区教育局局长", Person("陶然", "局长", "澜川区教育局")),
        ("【嘉宾名片】陶然，现任澜川区教育局局长。", Person("陶然", "局长", "澜川区教育局")),
        ("人物小档：陶然，澜川区教育局局长，曾任中学校长。", Person("陶然", "局长", "澜川区教育局")),
        ("陶然，局长，从事教育工作21年。", None),
        ("人物小档：陶然，1973年生。", None),
        ("今年，全区新建小学3所，教育局局长带头包校。", None),
    ],
)
def test_a_card(text: str, person: Person | None) -> None:
    assert carded(text) == person


def test_a_narrow_comma_ends_a_clause_too() -> None:
    (person,) = officials("昨天下午,澜川市水利局局长江若通过本网与网友作了交流。")
    assert (person.name, person.position, person.organization) == ("江若", "局长", "澜川市水利局")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("问政席：澜川县水利局局长江若 澜川县副县长何平", ["江若", "何平"]),
        ("台上：仓桥村党支部书记 江若 澜川县水利局局长 何平", ["江若", "何平"]),
        ("澜川县水利局局长江若 何平", ["江若"]),
    ],
)
def test_blanks_between_officials(text: str, names: list[str]) -> None:
    assert [person.name for person in officials(text)] == names
