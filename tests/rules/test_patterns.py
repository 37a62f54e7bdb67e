"""A user's patterns: what does not compile, is too long or could take for ever is refused, what is fine is not."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from cnreport.errors import RulesError
from cnreport.rules import Rule, read_table
from cnreport.rules.patterns import check_patterns, fault


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(?:a|a)*b",
        "(?:a|aa)+$",
        "(.*)*b",
        "发现(?:[^，]+)+，",
        r"(?:\w+\s?)+$",
        "(?:(?:[一二三]+、?)+)+。",
        "(?=(a+)+b)a",
        "(?:x?x?)*y|(?:一+)+二",
        "^(?:.+?)+?z",
        ".*.*.*.*=",
    ],
)
def test_a_pattern_that_explodes_is_refused_soon(pattern: str) -> None:
    started = perf_counter()
    assert "too long" in fault(pattern)
    assert perf_counter() - started < 10


@pytest.mark.parametrize(
    "pattern",
    [
        "怨声|叫苦",
        "完成.*整治.*问题",
        "(?:[^，。]+，)+完成",
        r"受制于([^，。；：]{2,20})",
        r"^(?!.*解决).*?问题$",
        r"(?<!因)素质\d{1,3}(?:\.\d+)?%",
        "(?:甲|乙|丙)+丁",
        "a{2,5}b?c+d*",
        "(?P<x>a)(?P=x)",
        "[^\\W\\d_]+(?:、[^\\W\\d_]+)*等",
        "",
    ],
)
def test_a_sound_pattern_passes(pattern: str) -> None:
    assert fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "does not compile"),
        ("a{2,1}", "does not compile"),
        ("(?<=a+)b", "does not compile"),
        ("a{99999999999}", "does not compile"),
        ("一" * 2001, "at most 2,000 characters"),
        ("(" * 900 + "a" + ")" * 900, "compile"),
        ("(?:" * 120 + "a" + "){1,8}" * 120, ""),
    ],
)
def test_what_cannot_be_used_is_refused(pattern: str, reason: str) -> None:
    if reason:
        assert reason in fault(pattern)
    else:
        assert isinstance(fault(pattern), str)


def test_the_projects_own_patterns_pass() -> None:
    for table in ("cues", "chrome", "problems", "traps"):
        for rule in read_table(table):
            check_patterns(table, rule)


def test_the_error_names_the_field_and_its_line() -> None:
    rule = Rule("mine", {"role": "office", "words": ["局", "(a+)+b"]}, "mine.toml", 3, {"role": 4, "words": 5}, "added")
    with pytest.raises(RulesError, match=re.escape("'words': the pattern '(a+)+b' would take too long")) as caught:
        check_patterns("owners", rule)
    assert caught.value.where == "mine.toml:5"
    check_patterns("verbs", rule)
