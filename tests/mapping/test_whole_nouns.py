"""The whole name of what an amount counts."""

from __future__ import annotations

import pytest

from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame
from cnreport.mapping.whole_nouns import with_whole_nouns
from cnreport.text import Span
from tests.mapping.conftest import Reader


def place(text: str, part: str | None) -> Span | None:
    return None if part is None else Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("text", "of", "thing", "action", "whole"),
    [
        ("处置爆管事件[12起]", "事件", "爆管事件", "处置", "爆管事件"),
        ("农民人均纯收入达到[3613元]", "纯收入", "农民人均纯收入", "达到", "农民人均纯收入"),
        ("新栽柳树、芦苇[3万株]", "芦苇", "柳树、芦苇", "新栽", "柳树、芦苇"),
        ("新开社区食堂[8处]", "食堂", "社区食堂", "新开", "社区食堂"),
        # whose it is and when, what was done, and what is said of it
        ("全县泵站达到[30座]", "泵站", "全县泵站", "达到", "泵站"),
        ("全年整改事项[12个]", "事项", "整改事项", "整改", "事项"),
        ("新修的水渠[3公里]", "水渠", "新修的水渠", None, "水渠"),
        # another thing is the object
        ("培训农民[300人次]，建成泵站[2座]", "农民", "泵站", "培训", "农民"),
    ],
)
def test_the_object_tells_where_a_name_begins(
    reader: Reader, text: str, of: str, thing: str, action: str | None, whole: str
) -> None:
    words = reader.words(text)
    plain = text.replace("[", "").replace("]", "")
    fact = Fact(place(plain, of), place(plain, action), "ranked")
    (found,) = with_whole_nouns([fact], Frame(object=place(plain, thing)), words)
    assert found.of is not None
    assert plain[found.of.start : found.of.end] == whole
    assert (found.action, found.shape) == (fact.action, "ranked")


def test_of_two_amounts_each_may_count_one_of_two_things(reader: Reader) -> None:
    text = "泵站、水闸分别建成[3座]、[5座]"
    words = reader.words(text)
    facts = [Fact(Span(0, 2)), Fact(Span(3, 5))]
    assert [fact.of for fact in with_whole_nouns(facts, Frame(object=Span(0, 5)), words)] == [Span(0, 2), Span(3, 5)]


def test_without_an_object_or_a_noun_nothing_changes(reader: Reader) -> None:
    words = reader.words("增长[5%]")
    assert with_whole_nouns([Fact()], Frame(), words)[0].of is None
    assert with_whole_nouns([Fact()], Frame(object=Span(0, 2)), words)[0].of is None
