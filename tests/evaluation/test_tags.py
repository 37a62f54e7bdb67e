"""Tags and gold say the same."""

from __future__ import annotations

from typing import Any

import pytest

from cnreport.errors import CnreportError
from cnreport.evaluation.markup import parse_markup
from cnreport.evaluation.standoff import parse_gold
from cnreport.evaluation.tags import to_gold, to_tags
from cnreport.text import Span
from tests.evaluation.conftest import TEXT

MARKUP = """河口日报
<speech><headline>把路  修好</headline>
<speaker name="林远航" position="镇长" org="云溪镇">云溪镇镇长林远航：</speaker>
<A><h n="1">一是修路。</h>新修道路<q v="1200" to="1500"
u="米" b="range" of="道路" act="新修" ch="up">1200—1500米</q>，历时<q v="" u="天" opt="1">数天</q>。</A>
<X>下一步，</X><N><h>建桥。</h><d v="XXXX-12-31">年底前</d>由<own>城建办</own>建桥。</N>
<byline name="白　杨, 贾莉" role="记者">（记者 白　杨 贾莉）</byline></speech><speech>另一人说。</speech>"""


def test_gold_says_what_the_tags_say() -> None:
    text, tags = parse_markup(MARKUP)
    gold = to_gold(tags, text)

    def said(places: Any) -> list[str]:
        return [text[place.start : place.end] for place in places]

    first, second = gold.speeches
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.position, first.speaker.organization) == ("林远航", "镇长", "云溪镇")
    assert (first.headline, [(one.name, one.role) for one in first.bylines]) == (
        "把路 修好",
        [("白　杨", "记者"), ("贾莉", "记者")],
    )
    assert (second.speaker, second.headline, second.bylines) == (None, None, ())
    assert [segment.kind for segment in gold.segments] == ["achievement", "debatable", "plan"]
    assert [(head.kind, head.ordinal) for head in gold.heads] == [("achievement", 1), ("plan", 0)]
    range_, vague = gold.quantities
    assert (str(range_.value), str(range_.upper), range_.bound, range_.unit, range_.change) == (
        "1200",
        "1500",
        "range",
        "米",
        "up",
    )
    assert said([range_.of, range_.action]) == ["道路", "新修"]
    assert (vague.optional, vague.value) == (True, None)
    assert [deadline.value for deadline in gold.deadlines] == ["XXXX-12-31"]
    assert said(gold.owners) == ["城建办"]


@pytest.mark.parametrize(
    ("markup", "code", "reason"),
    [
        ('<speaker name="甲">甲：</speaker><speech>修路。</speech>', "bad-markup", "<speaker> before any speech at 0"),
        ('修<q v="2" u="条" of="桥">2条</q>路', "bad-markup", "of='桥' does not stand near '2条' at 1"),
        ('修<q v="两" u="条">2条</q>路', "bad-gold", "quantities.0.value"),
        ('修<q v="2" u="条" b="exactly">2条</q>路', "bad-gold", "quantities.0.bound"),
    ],
)
def test_tags_that_say_nothing_sound_are_typed_errors(markup: str, code: str, reason: str) -> None:
    text, tags = parse_markup(markup)
    with pytest.raises(CnreportError) as raised:
        to_gold(tags, text, "page-99.xml")
    assert (raised.value.code, raised.value.where) == (code, "page-99.xml")
    assert reason in raised.value.message


def test_gold_comes_back_from_its_tags(data: dict[str, Any]) -> None:
    gold = parse_gold(data, "a")
    back = to_gold(to_tags(gold, TEXT), TEXT)
    for field in ("segments", "heads", "quantities", "deadlines", "owners", "sha256", "chars"):
        assert getattr(back, field) == getattr(gold, field)


def test_tags_say_what_the_gold_says(data: dict[str, Any]) -> None:
    tags = to_tags(parse_gold(data, "a"), TEXT)
    assert [(tag.tag, TEXT[tag.start : tag.end]) for tag in tags[1:]] == [
        ("A", "一是改造道路。全镇改造道路1200米，新增停车位约300个"),
        ("h", "一是改造道路。"),
        ("q", "1200米"),
        ("q", "约300个"),
        ("P", "停车难的问题仍然突出"),
        ("N", "年底前由城建办新建公园2个"),
        ("d", "年底前"),
        ("own", "城建办"),
        ("q", "2个"),
    ]
    about = next(tag for tag in tags if TEXT[tag.start : tag.end] == "约300个")
    assert about.attributes == {"v": "300", "u": "个", "b": "about", "ch": "up", "of": "停车位", "act": "新增"}


def test_a_tag_keeps_the_place_that_the_gold_has(data: dict[str, Any]) -> None:
    first = TEXT.index("道路")
    data["quantities"][0]["of"] = {"start": first, "end": first + 2}
    tag = next(tag for tag in to_tags(parse_gold(data, "a"), TEXT) if tag.tag == "q")
    assert tag.place("of", TEXT) == Span(first, first + 2)
    assert TEXT.rindex("道路", 0, tag.start) != first
    assert tag.place("b", TEXT) is None
