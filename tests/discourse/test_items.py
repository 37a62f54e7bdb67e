"""Items: which head, with which ordinal, over which statements. By rules alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[tuple[str, str, str | None, int | None]]]


def heads(read: list[tuple[str, str, str | None, int | None]]) -> list[tuple[str | None, int | None]]:
    return list(dict.fromkeys((head, ordinal) for _, _, head, ordinal in read))


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ("一是建好泵站。投资300万元。二是修好水渠。", [("一是建好泵站。", 1), ("二是修好水渠。", 2)]),
        ("（一）建好泵站。投资300万元。\n（二）修好水渠。", [("（一）建好泵站。", 1), ("（二）修好水渠。", 2)]),
        ("1.建好泵站。投资300万元。\n2.修好水渠。", [("1.建好泵站。", 1), ("2.修好水渠。", 2)]),
        ("第一，建好泵站。第二，修好水渠。", [("第一，建好泵站。", 1), ("第二，修好水渠。", 2)]),
        ("——建好泵站。投资300万元。\n——修好水渠。", [("——建好泵站。", None), ("——修好水渠。", None)]),
        ("一要建好泵站；二要修好水渠。", [("一要建好泵站；", 1), ("二要修好水渠。", 2)]),
        ("头一步，建好泵站。第二步，修好水渠。", [("头一步，建好泵站。", 1), ("第二步，修好水渠。", 2)]),
        ("第一个，建好泵站。第二个，修好水渠。", [("第一个，建好泵站。", 1), ("第二个，修好水渠。", 2)]),
    ],
)
def test_markers_make_heads_with_their_ordinals(statements: Read, sentences: str, found: object) -> None:
    assert heads(statements(f"#三、下一步工作安排\n{sentences}")) == found


def test_a_long_head_sentence_ends_with_its_first_clause(statements: Read) -> None:
    sentence = "一是建好提灌泵站，在上坪、下坪和石桥三个村各建一座，配套干渠12公里，年底前全部通水。"
    assert heads(statements(f"#三、下一步工作安排\n{sentence}")) == [("一是建好提灌泵站，", 1)]


def test_a_problem_is_its_own_head_as_a_whole(statements: Read) -> None:
    sentence = "一是管护力量不足，全县12个站所仅有管护员30名，人均管护渠道14公里，难以做到每天巡查。"
    assert heads(statements(f"#二、存在的问题\n{sentence}")) == [(sentence, 1)]


@pytest.mark.parametrize("announced", ["不足的是，", "但也要看到，", "当前突出的问题是，", ""])
def test_what_announces_a_problem_is_no_part_of_its_head(statements: Read, announced: str) -> None:
    sentence = "管护力量还有不足，全县12个站所仅有管护员30名。"
    assert (sentence, None) in heads(statements(f"#二、存在的问题\n{announced}{sentence}"))


def test_problem_prose_makes_each_sentence_a_head(statements: Read) -> None:
    read = statements("#二、存在的问题\n管护力量不足，渠道失修。用水缺口仍然较大；节水意识不强。")
    assert heads(read) == [("管护力量不足，渠道失修。", None), ("用水缺口仍然较大；", None), ("节水意识不强。", None)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("但是，供水保障的压力依然不小。", []),
        ("对照群众期盼，我们的工作仍有不少短板。", []),
        ("但是，12个站所的压力依然不小。", ["但是，12个站所的压力依然不小。"]),
        ("存在的不足是，管护力量偏少。", ["管护力量偏少。"]),
        ("但供水不平衡的问题依然突出；", ["但供水不平衡的问题依然突出；"]),
    ],
)
def test_a_sentence_that_only_admits_problems_is_no_head(statements: Read, sentence: str, found: list[str]) -> None:
    read = statements(f"#二、存在的问题\n{sentence}渠道失修严重。节水意识不强。")
    named = [head for head, _ in heads(read) if head]
    assert named == [*found, "渠道失修严重。", "节水意识不强。"]


def test_enumerated_problems_keep_what_explains_them(statements: Read) -> None:
    read = statements("#二、存在的问题\n一是管护力量不足。不少站所只有一人值守。二是节水意识不强。")
    assert heads(read) == [("一是管护力量不足。", 1), ("二是节水意识不强。", 2)]
    assert [head for _, _, head, _ in read][1] == "一是管护力量不足。"


def test_a_theme_sentence_is_the_head_of_its_paragraph(statements: Read) -> None:
    read = statements("#一、工作回顾\n灌溉条件不断改善。新建泵站2座，修渠12公里。\n新增蓄水池9口。")
    assert heads(read)[0] == ("灌溉条件不断改善。", None)
    assert [head for words, _, head, _ in read if "蓄水池" in words] == [None]
    assert heads(statements("#一、工作回顾\n水通了。新建泵站2座，修渠12公里。"))[0] == ("水通了。", None)


def test_the_first_sentence_of_an_answer_is_no_theme(statements: Read) -> None:
    answer = "供水保障明显改善。新建泵站12座，改造渠道36公里，受益群众3.2万人。"
    assert heads(statements(f"#一、工作回顾\n{answer}")) == [("供水保障明显改善。", None)]
    assert heads(statements(f"#一、工作回顾\n?供水怎么样？\n{answer}")) == [(None, None)]


@pytest.mark.parametrize(
    "paragraph",
    ["新建泵站12座。投资300万元。", "灌溉条件不断改善。", "修渠。再修路。"],
)
def test_what_is_no_theme(statements: Read, paragraph: str) -> None:
    assert heads(statements(f"#一、工作回顾\n{paragraph}")) == [(None, None)]


def test_a_label_before_a_colon_is_a_head(statements: Read) -> None:
    read = statements("#一、工作回顾\n投入到位：统筹资金300万元。队伍到位：招录管护员20名。")
    assert heads([each for each in read if "：" not in each[0] and "到位" not in each[0]]) == [
        ("投入到位：", None),
        ("队伍到位：", None),
    ]


def test_an_item_ends_with_its_section_and_with_a_change_of_kind(statements: Read) -> None:
    read = statements(
        """
#一、工作回顾
一是建好泵站。投资300万元。
#二、下一步工作安排
新修水渠12公里。
"""
    )
    assert [head for words, _, head, _ in read if "水渠" in words] == [None]
    read = statements("今年以来，一是建好泵站。投资300万元。下一步，新修水渠12公里。")
    assert [head for words, _, head, _ in read if "水渠" in words] == [None]


def test_an_item_ends_behind_the_paragraph_after_its_own(statements: Read) -> None:
    read = statements("#一、工作回顾\n（一）泵站建好了。\n投资300万元。\n植树5万株。")
    assert [head for words, _, head, _ in read if "投资" in words] == ["（一）泵站建好了。"]
    assert [head for words, _, head, _ in read if "植树" in words] == [None]
