"""Labels, forms and notes that say who takes part in a page or wrote it."""

from __future__ import annotations

import pytest

from cnreport.layout.particulars import (
    author_note,
    form_label,
    guest_labels,
    in_row,
    is_label_alone,
    names_unit_of,
    signed_off,
)
from cnreport.layout.people import Person


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("上线单位：澜川县应急管理局（局长　陶然）", [Person("陶然", "局长", "澜川县应急管理局")]),
        ("上线单位：高新区", []),
        ("受访：澜川市水务局局长　陶然", [Person("陶然", "局长", "澜川市水务局")]),
        ("受访人/澜川市水务局局长　陶然", [Person("陶然", "局长", "澜川市水务局")]),
        ("受访/实录/回放", []),
        ("[报告] 仓桥村党支部书记陶然", [Person("陶然", "党支部书记", "仓桥村")]),
        ("通报：澜川县水利局局长　陶然", [Person("陶然", "局长", "澜川县水利局")]),
        ("通报：高度重视", []),
        ("到会：澜川县水利局局长陶然", [Person("陶然", "局长", "澜川县水利局")]),
        ("到会说事：澜川县水利局局长陶然", [Person("陶然", "局长", "澜川县水利局")]),
        ("到会：居民四十余人", []),
        ("汇报：陶然", []),
        ("回应：久拖不决", []),
        ("■时间：9月3日 ■应询人：澜川县妇联主席陶然", [Person("陶然", "主席", "澜川县妇联")]),
        ("应答人：澜川县水利局局长　陶然", [Person("陶然", "局长", "澜川县水利局")]),
        (
            "现场回应：仓桥村党支部书记 陶然　澜川县水利局局长 程愿",
            [Person("陶然", "党支部书记", "仓桥村"), Person("程愿", "局长", "澜川县水利局")],
        ),
        (
            "嘉宾：程愿 澜川县水利局局长　澜川县教育局副局长 陶 然　澜川县民政局局长何平",
            [
                Person("程愿", "局长", "澜川县水利局"),
                Person("陶然", "副局长", "澜川县教育局"),
                Person("何平", "局长", "澜川县民政局"),
            ],
        ),
        ("嘉宾：澜川县教育局副局长陶然 澜川县民政局", []),
        ("写信人：澜川县水利局局长　陶然", [Person("陶然", "局长", "澜川县水利局")]),
        (
            "参加问政：澜川县教育局副局长陶然　　澜川县民政局局长程愿",
            [Person("陶然", "副局长", "澜川县教育局"), Person("程愿", "局长", "澜川县民政局")],
        ),
        (
            "被问政单位：澜川县统计局（局长　陶然）　澜川县民政局（局长　程愿）",
            [Person("陶然", "局长", "澜川县统计局"), Person("程愿", "局长", "澜川县民政局")],
        ),
        ("接访人：澜川县水利局局长陶然", [Person("陶然", "局长", "澜川县水利局")]),
        ("口述/陶然（澜川县水利局局长）　整理/温晴", [Person("陶然", "局长", "澜川县水利局")]),
        ("恳谈人/澜川市水务局局长陶然", [Person("陶然", "局长", "澜川市水务局")]),
        ("答话人：澜川市水务局局长陶然", [Person("陶然", "局长", "澜川市水务局")]),
        ("发布人｜陶然（澜川市水务局局长）", [Person("陶然", "局长", "澜川市水务局")]),
        ("发言单位：区水利局　发言人：局长 陶然", [Person("陶然", "局长", "区水利局")]),
        ("承诺单位：区水利局　承诺人：局长 陶然", [Person("陶然", "局长", "区水利局")]),
        ("述职人：陶然　　单位及职务：区水利局党组书记、局长", [Person("陶然", "党组书记、局长", "区水利局")]),
        ("述职人：陶然　　单位及职务：区水利局", [Person("陶然")]),
        ("述职人：陶然　　时间：2031年1月10日", [Person("陶然")]),
        ("发言单位：区水利局　发言人：区河长办主任 陶然", [Person("陶然", "主任", "区河长办")]),
    ],
)
def test_labels(text: str, people: list[Person]) -> None:
    assert [person for _, person in guest_labels(text.replace("\u3000", " "))] == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("台上：陶然（澜川县水利局局长） 程愿（澜川县民政局局长）", ["陶然", "程愿"]),
        ("台上｜澜川县水利局局长陶然｜澜川县民政局局长 程愿", ["陶然", "程愿"]),
        ("澜川县水利局局长 陶然/澜川县民政局局长 程愿", ["陶然", "程愿"]),
        ("澜川县水利局（局长陶然） 澜川县民政局（局长程愿）", ["陶然", "程愿"]),
        ("台上：澜川县水利局局长陶然", []),
        ("台上：澜川县水利局局长陶然 程愿", []),
        ("台上：澜川县水利局局长陶然 澜川县民政局", []),
        ("澜川县水利局局长陶然、澜川县民政局局长程愿到场。", []),
        ("路面年底前恢复/水价不涨", []),
    ],
)
def test_several_in_a_row(text: str, names: list[str]) -> None:
    assert [person.name for person in in_row(text)] == names


def test_a_label_alone() -> None:
    assert is_label_alone("嘉宾：")
    assert not is_label_alone("嘉宾：江若")
    assert not is_label_alone("要求：")


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
    ("line", "below", "whether"),
    [
        ("承诺单位：区水利局", "承诺人：局长 陶然", True),
        ("发言单位:区水利局", "发言人:局长 陶然", True),
        ("承诺单位：区水利局", "监督人：局长 陶然", False),
        ("答复单位：区水利局", "答复人：局长 陶然", False),
        ("承诺单位：区水利局，区住建局按月公开。", "承诺人：局长 陶然", False),
        ("主管单位：区水利局", "今年清淤河道12公里。", False),
    ],
)
def test_the_unit_of_whom_the_line_below_names(line: str, below: str, whether: bool) -> None:
    assert names_unit_of(line, below) is whether


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("签发：澜川县水利局局长陶然", Person("陶然", "局长", "澜川县水利局")),
        ("签发人：陶然", None),
        ("签发：澜川县水利局办公室", None),
        ("签发时间：2031年1月5日", None),
    ],
)
def test_who_signed_a_circular_off(line: str, person: Person | None) -> None:
    assert signed_off(line) == person
