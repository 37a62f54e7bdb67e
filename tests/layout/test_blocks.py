"""What a line is among the others of its page."""

from __future__ import annotations

import pytest

from cnreport.layout.blocks import build_blocks
from cnreport.text.source import Source

BODY = "去年，全区新建泵站42座，改造管网126公里，受益群众7950人，水费收缴率提高到九成八，投诉下降了三成。"
FIRST, SECOND = "澜阳区区长江若：", "市水利局局长温晴："


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.raw) for block in build_blocks(Source(text))[1]]


def _page(first: str, second: str, body: str = BODY) -> str:
    return f"{FIRST}{first}\n\n{body}\n\n{SECOND}{second}\n\n{body}\n"


@pytest.mark.parametrize("headline", ["改不改，居民说了算", "一河　一策", "谁来管？", "答好“三道题”：水、路、电"])
def test_a_headline_behind_a_speakers_name(headline: str) -> None:
    found = _kinds(_page(headline, "守好一渠清水"))
    assert found[:2] == [("speaker", FIRST), ("text", headline.replace("\u3000", " "))]
    assert found[3:5] == [("speaker", SECOND), ("text", "守好一渠清水")]


SPEAKER, OTHER = "青沙县县长　韩松", "石脊县县长　魏庚"


def _before(first: str, second: str, below: str = BODY) -> str:
    return f"{first}{SPEAKER}\n\n{below}\n\n{second}{OTHER}\n\n{below}\n"


@pytest.mark.parametrize("mark", ["◆", ""])
def test_a_headline_before_a_speakers_name(mark: str) -> None:
    found = _kinds(_before(f"{mark}让草喘口气　　", f"{mark}种树不难，难在活  "))
    assert found[:2] == [("text", f"{mark}让草喘口气"), ("speaker", "青沙县县长 韩松")]
    assert found[3:5] == [("text", f"{mark}种树不难，难在活"), ("speaker", "石脊县县长 魏庚")]


@pytest.mark.parametrize(
    ("first", "second", "below"),
    [
        ("让草喘口气　　", "", BODY),  # one line alone
        ("让草喘口气　", "种树不难，难在活　", BODY),  # no wide gap
        ("责任领导　　", "责任领导　　", "包联3个村"),  # a table
        ("江若局长：　　", "何平局长：　　", BODY),
    ],
)
def test_what_stands_before_a_name_and_is_no_headline(first: str, second: str, below: str) -> None:
    assert not {("text", first.strip()), ("text", second.strip())} & set(_kinds(_before(first, second, below)))


def test_who_put_a_record_down_is_a_byline() -> None:
    assert _kinds("（记者温晴根据发言录音整理）\n")[0][0] == "byline"
    assert _kinds("（根据发言录音整理）\n")[0][0] == "furniture"


@pytest.mark.parametrize("gap", ["", " ", "\u3000\u3000"])
def test_where_a_headline_behind_a_name_stands(gap: str) -> None:
    page = _page(f"{gap}一河　一策", f"{gap}守好一渠清水")
    mending, blocks = build_blocks(Source(page))
    shown = [mending.view.text[block.start : block.end] for block in blocks]
    assert [shown[0], shown[1], shown[4]] == [FIRST, "一河 一策", "守好一渠清水"]
    assert page[blocks[1].source_start : blocks[1].source_end] == "一河　一策"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("守好一渠清水", "去年我们改造了管网。"),  # what is said
        ("谢谢主持人，去年泵站建好了；管网还没有", "守好一渠清水"),
        ("我讲三点：", "守好一渠清水"),
        ("好！", "守好一渠清水"),
        ("大家早上好！", "谢谢主持人！"),
    ],
)
def test_a_speaker_line_that_runs_on_into_what_is_said(first: str, second: str) -> None:
    kind, said = _kinds(_page(first, second))[0]
    assert kind == "speaker"
    assert said.startswith(FIRST + first)


@pytest.mark.parametrize("rest", ["42座，改造管网126公里，水费收缴率提高到九成。", "42座。"])
def test_a_paragraph_that_is_wrapped_has_no_headline(rest: str) -> None:
    page = _page("去年以来，围绕饮水安全新建泵站", "今年以来，围绕防汛备汛改造泵站", rest)
    assert [kind for kind, _ in _kinds(page)].count("speaker") == 2
    assert _kinds(page)[0][1].startswith(f"{FIRST}去年以来")


def test_a_headline_behind_one_name_is_a_title() -> None:
    assert _kinds(f"{FIRST}守好一渠清水\n\n{BODY}\n")[0] == ("speaker", f"{FIRST}守好一渠清水")


@pytest.mark.parametrize("mark", ["——", " —— ", "｜", "丨"])
def test_a_headline_that_a_dash_or_bar_sets_off(mark: str) -> None:
    first, second = FIRST[:-1], SECOND[:-1]
    page = f"清水进城\n\n{first}{mark}一河一策\n\n{BODY}\n\n{second}{mark}守好一渠清水\n\n{BODY}\n"
    assert _kinds(page)[1:3] == [("speaker", f"{first}{mark}".rstrip()), ("text", "一河一策")]
    once = f"{first}{mark}一河一策\n\n{BODY}\n"
    assert _kinds(once)[0] == ("text", f"{first}{mark}一河一策")


@pytest.mark.parametrize("title", ["一渠清水绕城来——访澜阳区区长江若", "对话澜阳区区长江若｜守好一渠清水"])
def test_titles_with_a_dash_or_bar_name_no_speaker(title: str) -> None:
    assert [kind for kind, _ in _kinds(f"{title}\n\n{BODY}\n\n{title}\n\n{BODY}\n")] == ["text"] * 4
