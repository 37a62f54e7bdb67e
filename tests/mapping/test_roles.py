"""Roles: which words of a record say what is done, to what and by whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnreport.errors import ModelError
from cnreport.learned.weights import Names
from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame
from cnreport.mapping.role_features import said_before_number, word_features
from cnreport.mapping.roles import RoleModel, load_roles, read_roles
from cnreport.text import Span
from tests.mapping.conftest import Reader


@pytest.fixture(scope="module")
def model() -> RoleModel:
    found = load_roles()
    assert found is not None
    return found


def quoted(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "actor", "action", "thing"),
    [
        ("拆除违规遮雨棚", None, "拆除", "违规遮雨棚"),
        ("县水利局修建泵站", "县水利局", "修建", "泵站"),
        ("公共服务水平不断提升", None, "提升", "公共服务水平"),
        ("违规遮雨棚全部拆除", None, "拆除", "违规遮雨棚"),
        ("渠道管护力量不足", None, "不足", "渠道管护力量"),
        ("深化财税体制改革", None, "深化", "财税体制改革"),
        ("推动旅游产业加快发展", None, "推动", "旅游产业加快发展"),
        ("物业管理覆盖面不够宽", None, "不够宽", "物业管理覆盖面"),
    ],
)
def test_who_does_what_to_what(
    reader: Reader, model: RoleModel, text: str, actor: str | None, action: str, thing: str
) -> None:
    (frame,) = model.frames([(reader.words(text), [])], reader.analyser.lexicon)
    assert (quoted(text, frame.actor), quoted(text, frame.action), quoted(text, frame.object)) == (actor, action, thing)


def test_no_words_no_frame(reader: Reader, model: RoleModel) -> None:
    assert model.frames([([], [])], reader.analyser.lexicon) == [Frame()]
    assert model.frames([], reader.analyser.lexicon) == []


def test_a_record_is_read_the_same_alone_and_among_others(reader: Reader, model: RoleModel) -> None:
    lexicon = reader.analyser.lexicon
    records = [
        (reader.words(text), [])
        for text in ("拆除违规遮雨棚，", "", "，，县水利局修建泵站，投用。", "渠道管护力量不足")
    ]
    alone = [frame for record in records for frame in model.frames([record], lexicon)]
    assert model.frames(records, lexicon) == alone
    assert model.frames(records * 300, lexicon) == alone * 300


@pytest.mark.parametrize(("text", "said"), [("超过70%", "超过"), ("70%", ""), ("近百户", "近"), ("若干", "")])
def test_what_an_amount_says_before_its_number(text: str, said: str) -> None:
    assert said_before_number(text) == said


def test_each_word_is_seen_with_its_neighbours_and_its_amounts(reader: Reader) -> None:
    words = reader.words("新建泵站[2座]，投用")
    facts = [Fact(Span(2, 4), Span(0, 2))]
    with_amounts, without = word_features(Names(), [(words, facts), (words, [])], reader.analyser.lexicon)
    assert len(with_amounts) == len(without) == len(words)
    assert {"w-1=^", "fv==新建", "o=-aaV", "c5=^^VNQ", "cl4=^^^V", "cr4=VNQX"} <= set(with_amounts[0])
    assert {"w-1=新建", "fv<=新建", "o=o-aN", "w+1=Q", "cw=V泵站", "wc=泵站Q"} <= set(with_amounts[1])
    assert not any(name.startswith("o=") for name in without[0])


def test_a_word_is_seen_by_its_place_in_clause_and_record(reader: Reader) -> None:
    words = reader.words("新建泵站，拆除老旧水闸，")
    (seen,) = word_features(Names(), [(words, [])], reader.analyser.lexicon)
    places = {word.text: set(names) for word, names in zip(words, seen, strict=True)}
    assert {"v=00V", "vs=新建|01", "f=VV0", "n=02V", "nv=-", "pv=-", "lw=泵站", "nq=0V"} <= places["新建"]
    assert {"v=10N", "pv=新建", "vs=新建|10", "f=VN1", "e=0N", "n=02N"} <= places["泵站"]
    assert {"n=11V", "fv==拆除", "lw=水闸"} <= places["拆除"]
    assert {"v=10N", "n=11N", "w-1=老旧", "pv=拆除", "fv<=拆除"} <= places["水闸"]
    assert {"v=00X", "f=VX0", "e=0X", "fv<=拆除"} <= set(seen[-1])


def test_a_folder_may_have_none_but_no_bad_one(tmp_path: Path) -> None:
    assert load_roles(tmp_path) is None
    (tmp_path / "roles.json").write_text("{}")
    with pytest.raises(ModelError):
        read_roles(tmp_path / "roles.json")
