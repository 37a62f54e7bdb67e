"""Stretches without amounts are looked for only where their first characters stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.quantity.traps import Traps
from cnreport.rules.loading import load_rules
from cnreport.rules.rule import Rule

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
SPANS = [rule for rule in load_rules("traps") if rule.text("kind") == "span"]
TEXT = (
    "听众“等了两个钟头”说，《二十条》“五个一”和‘三无’「一网」〈九章〉都在。阅读量：1200，"
    "点击次数: 35次，2.0版，2023版，05版，"
    '水发〔2023〕17号，见https://a.example/9?b=1和www.b.example、c3.d@e.example，"四快"，3月12日拆除12处。'
)


def spans(rule: Rule, text: str) -> list[tuple[int, int]]:
    return list(Traps((rule,)).spans(text))


@pytest.mark.parametrize("rule", SPANS, ids=lambda rule: rule.id)
def test_first_characters_leave_nothing_out(rule: Rule) -> None:
    everywhere = Rule(rule.id, {key: value for key, value in rule.fields.items() if key != "opens"}, rule.where)
    texts = [TEXT, *(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt")))]
    assert rule.text("opens")
    assert len(spans(rule, TEXT)) > 5
    for text in texts:
        assert spans(rule, text) == spans(everywhere, text)


def test_first_characters_that_are_none_are_an_error() -> None:
    with pytest.raises(RulesError, match="'opens' is no regular expression"):
        Traps((Rule("mine", {"kind": "span", "pattern": "第[0-9]+号", "opens": "9-0"}, "mine.toml"),))
