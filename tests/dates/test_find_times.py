from __future__ import annotations

import datetime
import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.dates import find_deadlines, find_times
from cnreport.errors import RulesError

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
ALPHABET = "0123456789〇一二三十年月日号前内底末初上中下旬季度半至到—、，。“”五今去明时点:："


def unmark(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The bare text of a case and its marks as (value, start, end)."""
    text, marks = "", []
    for piece in re.split(r'(<[td] \w+="[^"]*">[^<]*</[td]>)', marked):
        if mark := re.fullmatch(r'<[td] \w+="([^"]*)">([^<]*)</[td]>', piece):
            marks.append((mark[1], len(text), len(text) + len(mark[2])))
            piece = mark[2]
        text += piece
    return text, marks


@pytest.mark.parametrize("marked", CASES["times"])
def test_times(marked: str) -> None:
    text, marks = unmark(marked)
    assert [(found.last, found.start, found.end) for found in find_times(text)] == marks


@pytest.mark.parametrize("marked", CASES["deadlines"])
def test_deadlines(marked: str) -> None:
    text, marks = unmark(marked)
    assert [(found.value, found.start, found.end) for found in find_deadlines(text, 0, len(text))] == marks


def test_the_year_of_the_text_dates_what_states_none() -> None:
    text = "9月底前完成，年内投产，明年3月底前验收"
    values = [found.value for found in find_deadlines(text, 0, len(text), year=2024)]
    assert values == ["2024-09-30", "2024-12-31", "2025-03-31"]


def test_a_year_in_the_stretch_goes_before_that_of_the_text() -> None:
    text = "2025年3月底前招标，6月底前开工"
    values = [found.value for found in find_deadlines(text, 0, len(text), year=2024)]
    assert values == ["2025-03-31", "2025-06-30"]


def test_a_year_gone_by_is_neither_deadline_nor_base() -> None:
    text = "2019年底入库的项目，6月底前开工"
    values = [found.value for found in find_deadlines(text, 0, len(text), year=2024)]
    assert values == ["2024-06-30"]


def test_an_occasion_of_a_year_or_month_that_is_named() -> None:
    text = "明年汛前投用，明年国庆节前开放，10月国庆节前验收"
    values = [found.value for found in find_deadlines(text, 0, len(text), year=2024)]
    assert values == ["", "2025-09-30", "2024-09-30"]


@pytest.mark.parametrize(
    ("text", "year", "values"),
    [
        ("9月底前完成，明年3月底前验收", None, ["2024-09-30", "2025-03-31"]),
        ("3月底前完成，9月底前验收", None, ["2025-03-31", "2024-09-30"]),  # said on a day in July
        ("6月底前完成", None, ["2024-06-30"]),  # printed some days later
        ("9月底前完成，明年3月底前验收，年内投产", 2026, ["2026-09-30", "2025-03-31", "2026-12-31"]),
        ("2025年3月底前招标，2月底前公示", None, ["2025-03-31", "2025-02-28"]),
    ],
)
def test_the_day_that_the_text_is_of(text: str, year: int | None, values: list[str]) -> None:
    found = find_deadlines(text, 0, len(text), year=year, day=datetime.date(2024, 7, 8))
    assert [deadline.value for deadline in found] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("本月底前销号，下个月底前办结，本月15日前报送", ["2024-11-30", "2024-12-31", "2024-11-15"]),
        ("12月10日前摸底，月底前清零", ["2024-12-10", "2024-12-31"]),
        ("明年，将推行托管，10月底前运转，年底前验收", ["2025-10-31", "2025-12-31"]),
        ("年底前建成，明年要巩固，11月底前验收", ["2024-12-31", "2024-11-30"]),
    ],
)
def test_the_month_and_the_year_that_the_text_speaks_from(text: str, values: list[str]) -> None:
    found = find_deadlines(text, 0, len(text), day=datetime.date(2024, 11, 8))
    assert [deadline.value for deadline in found] == values


def test_next_month_may_be_in_the_next_year() -> None:
    (found,) = find_deadlines("下个月底前办结", 0, 7, day=datetime.date(2024, 12, 8))
    assert found.value == "2025-01-31"


def test_only_the_stretch_is_read() -> None:
    text = "9月底前完成。10月底前完成。"
    assert [text[d.start : d.end] for d in find_deadlines(text, 7, len(text))] == ["10月底前"]


def test_what_an_expression_says_of_itself() -> None:
    period, clock, relative = find_times("6月3日至14日，17时30分，明年底")
    assert (period.grain, period.spans, period.unit, period.number) == ("day", True, 6, 14)
    assert (clock.kind, clock.grain) == ("clock", "hour")
    assert (relative.shift, relative.edge, relative.last_in(2024)) == (1, "end", "2025-12-31")


def test_a_day_that_no_calendar_has_fixes_none() -> None:
    assert [found.last for found in find_times("2月30日")] == [""]


def test_an_overlay_adds_an_event(tmp_path: Path) -> None:
    overlay = tmp_path / "rules.toml"
    overlay.write_text('[[dates]]\nid = "events.local"\nwords = ["花会"]\nlast = "03-31"\n', encoding="utf-8")
    assert find_times("花会前完工") == []
    assert [found.last for found in find_times("花会前完工", overlay=overlay)] == ["XXXX-03-31"]


def test_a_bad_last_day_names_its_rule(tmp_path: Path) -> None:
    overlay = tmp_path / "rules.toml"
    overlay.write_text('[[dates]]\nid = "events.local"\nwords = ["花会"]\nlast = "soon"\n', encoding="utf-8")
    with pytest.raises(RulesError, match=r"events\.local"):
        find_times("花会前", overlay=overlay)


@given(st.text(ALPHABET, max_size=60))
def test_spans_are_ordered_apart_and_inside(text: str) -> None:
    end = 0
    for found in find_times(text):
        assert end <= found.start < found.end <= len(text)
        assert re.fullmatch(r"((\d{4}|XXXX)-\d\d-\d\d)?", found.last_in(2024))
        end = found.end
    for deadline in find_deadlines(text, 0, len(text), year=2024):
        assert 0 <= deadline.start < deadline.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["一", "年", "1月", "2—", "3年内", "十", "前", "“", "明年甲", "5月，甲", "5月开工，", "这个", "节前"]
)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        began = time.perf_counter()
        find_deadlines(text, 0, len(text))
        return time.perf_counter() - began

    seconds(1000)
    assert seconds(40_000) < 30 * seconds(4_000) + 0.5
