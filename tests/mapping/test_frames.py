"""Frames by rules alone, and the place of a record."""

from __future__ import annotations

import pytest

from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame, find_frame, place, within_phrase
from cnreport.text import Span
from tests.mapping.conftest import Reader


def quoted(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("拆除违规遮雨棚", "拆除", "违规遮雨棚"),
        ("今年改造老旧小区，提升服务水平", "改造", "老旧小区"),
        ("全县有学校", None, None),
        ("非常", None, None),
    ],
)
def test_the_first_verb_and_what_follows(reader: Reader, text: str, action: str | None, thing: str | None) -> None:
    frame = find_frame(reader.words(text), [], reader.analyser.lexicon)
    assert (quoted(text, frame.action), quoted(text, frame.object), frame.actor) == (action, thing, None)


def test_an_amount_says_more(reader: Reader) -> None:
    text = "为方便群众新建泵站2座"
    facts = [Fact(), Fact(Span(7, 9), Span(5, 7))]
    frame = find_frame(reader.words("为方便群众新建泵站[2座]"), facts, reader.analyser.lexicon)
    assert (quoted(text, frame.action), quoted(text, frame.object)) == ("新建", "泵站")
    assert find_frame([], [Fact(Span(0, 2))], reader.analyser.lexicon) == Frame(object=Span(0, 2))


@pytest.mark.parametrize(
    ("text", "verb", "where"),
    [
        ("在城东片区新建泵站", "新建", "城东片区"),
        ("在发展中解决债务问题", "解决", None),
        ("在城东片区，新建泵站", "新建", None),
        ("新建泵站", "新建", None),
    ],
)
def test_the_place_of_a_record(reader: Reader, text: str, verb: str, where: str | None) -> None:
    at = text.index(verb)
    assert quoted(text, place(reader.words(text), Span(at, at + len(verb)))) == where


def test_no_part_is_longer_than_a_phrase() -> None:
    assert within_phrase(Span(0, 60)) == Span(0, 60)
    assert within_phrase(Span(0, 61)) is None
