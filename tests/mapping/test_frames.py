"""Frames: who did what to what and where, of a record's words."""

from __future__ import annotations

import pytest

from cnreport.mapping.frames import Frame, find_frame
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser
from cnreport.text import Span
from cnreport.tokenizers import get_tokenizer


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(words=lexicon.tagged()), lexicon)


def frame_of(analyser: Analyser, text: str) -> Frame:
    return find_frame(analyser.words(text, 0, len(text), []), analyser.lexicon)


def quoted(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "actor", "action", "thing"),
    [
        ("拆除违规遮雨棚", None, "拆除", "违规遮雨棚"),
        ("改造老旧小区", None, "改造", "老旧小区"),
        ("进一步加强河道管护", None, "管护", "河道"),
        ("整治了背街小巷", None, "整治", "背街小巷"),
        ("县水利局修建泵站", "县水利局", "修建", "泵站"),
        ("加快园区建设", None, "建设", "园区"),
        ("把河道管护作为重点", None, "作为", "河道管护"),
        ("已建成泵站", None, "建成", "泵站"),
        ("延伸拓展柑橘产业链", None, "延伸拓展", "柑橘产业链"),
        ("坚持和完善河长制度", None, "坚持和完善", "河长制度"),
        ("提升服务水平", None, "提升", "服务水平"),
        ("精心办好柑橘采摘节", None, "办好", "柑橘采摘节"),
        ("分类出台帮扶政策", None, "出台", "帮扶政策"),
        ("推进农村综合改革", None, "推进", "农村综合改革"),
        ("坚决防止重复建设", None, "防止", "重复建设"),
        ("全力稳定企业融资环境", None, "稳定", "企业融资环境"),
        ("壮大各方面的专家队伍", None, "壮大", "各方面的专家队伍"),
        ("建立起良性运行机制", None, "建立", "良性运行机制"),
        ("保持粮价长期稳定", None, "保持", "粮价长期稳定"),
        ("创新举办柑橘采摘节", None, "举办", "柑橘采摘节"),
        ("回应群众对美好生活的新需求", None, "回应", "群众对美好生活的新需求"),
    ],
)
def test_actor_action_and_object(analyser: Analyser, text: str, actor: str | None, action: str, thing: str) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (actor, action, thing)


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        ("完成背街小巷整治", "整治", "背街小巷"),
        ("开展河道清理工作", "清理", "河道"),
    ],
)
def test_behind_a_light_verb_the_action_noun_is_the_action(
    analyser: Analyser, text: str, action: str, thing: str
) -> None:
    frame = frame_of(analyser, text)
    assert (quoted(text, frame.action), quoted(text, frame.object)) == (action, thing)


def test_the_place_of_a_preposition(analyser: Analyser) -> None:
    text = "在城东片区新建泵站"
    frame = frame_of(analyser, text)
    assert quoted(text, frame.location) == "城东片区"
    assert quoted(text, frame.object) == "泵站"


@pytest.mark.parametrize("text", ["，。", "非常", "“三无”小区"])
def test_words_without_a_verb_have_no_frame(analyser: Analyser, text: str) -> None:
    assert frame_of(analyser, text) == Frame()
    assert find_frame([], analyser.lexicon) == Frame()


def test_no_part_is_longer_than_a_phrase(analyser: Analyser) -> None:
    text = "推进" + "河道" * 100 + "整治"
    frame = frame_of(analyser, text)
    for span in (frame.actor, frame.action, frame.object, frame.location):
        assert span is None or 0 < len(span) <= 40
