"""The corpus markup: reading tags, errors of nesting, finding what a tag quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.errors import CnreportError
from cnreport.evaluation.markup import Tagged, locate, parse_markup
from cnreport.text import Span


def test_tags_are_taken_out_and_their_places_kept() -> None:
    text, tags = parse_markup('<A>一年来，<h n="1">一是治水。</h>清淤<q v="8" u="公里" of="河道">8公里</q>。</A>')
    assert text == "一年来，一是治水。清淤8公里。"
    assert [(tag.tag, text[tag.start : tag.end], tag.attributes) for tag in tags] == [
        ("A", text, {}),
        ("h", "一是治水。", {"n": "1"}),
        ("q", "8公里", {"v": "8", "u": "公里", "of": "河道"}),
    ]


def test_tags_may_stand_in_each_other_and_be_empty() -> None:
    text, tags = parse_markup("<N><X></X><own>水利局</own></N>")
    assert text == "水利局"
    assert tags == [Tagged("N", 0, 3), Tagged("X", 0, 0), Tagged("own", 0, 3)]


@pytest.mark.parametrize(
    "text", ["", "没有标记。", "3<5，a>b", "<b>别的标记</b>", "<A", "A>", "＜A＞", "<q v='1'>", "x\r\ny"]
)
def test_what_is_no_tag_stays_as_it_is(text: str) -> None:
    assert parse_markup(text) == (text, [])


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<A>甲", "<A> is never closed"),
        ("甲</A>", "</A> closes nothing at 1"),
        ("<A><P>甲</A></P>", "</A> closes nothing at 7"),
        ("<A>甲</P>", "</P> closes nothing"),
        ("<A><A>甲</A>", "<A> is never closed"),
    ],
)
def test_tags_that_do_not_nest_are_a_typed_error(markup: str, reason: str) -> None:
    with pytest.raises(CnreportError, match=reason) as caught:
        parse_markup(markup, "page-99.xml")
    assert caught.value.code == "bad-markup"
    assert "page-99.xml" in str(caught.value)


@given(st.lists(st.sampled_from(["<A>", "</A>", '<q v="1">', "</q>", "水", "\n", "<", ">"]), max_size=30))
def test_any_sequence_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    try:
        text, tags = parse_markup("".join(pieces))
    except CnreportError:
        return
    assert text == "".join(piece for piece in pieces if len(piece) == 1)
    assert all(0 <= tag.start <= tag.end <= len(text) for tag in tags)


TEXT = "去年修渠2条。今年修渠3条，护渠5条，清渠7条；明年再修渠9条。"


@pytest.mark.parametrize(
    ("amount", "quoted", "found"),
    [
        ("3条", "修渠", "今年修渠"),
        ("5条", "护渠", "护渠"),
        ("5条", "修渠", "今年修渠"),
        ("7条", "渠", "清渠"),
        ("9条", "修渠", "再修渠"),
        ("9条", "护渠", "护渠"),
        ("2条", "清渠", None),
        ("2条", "堤", None),
    ],
)
def test_what_is_quoted_is_found_nearest_in_the_sentence_else_before(
    amount: str, quoted: str, found: str | None
) -> None:
    at = TEXT.index(amount)
    place = locate(TEXT, quoted, at, at + len(amount))
    if found is None:
        assert place is None
    else:
        end = TEXT.index(found) + len(found)
        assert place == Span(end - len(quoted), end)


def test_only_a_near_passage_before_is_searched() -> None:
    text = "修渠。" + "甲" * 400 + "。3条"
    assert locate(text, "修渠", len(text) - 2, len(text)) is None
    assert locate("修渠" + "甲" * 1500 + "3条", "修渠", 1502, 1504) == Span(0, 2)
