"""The marked-up cases beside the rules, and that no rule is without one."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from cnreport.quantity import find_quantities
from cnreport.rules import load_rules

_TAG = re.compile(r"<q((?: \w+=\"[^\"]*\")*)>(.*?)</q>")
_CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
_TEXTS = [(case["rule"], text) for case in _CASES for text in case["texts"]]


@pytest.mark.parametrize(("rule", "marked"), _TEXTS, ids=[f"{rule}:{text[:24]}" for rule, text in _TEXTS])
def test_case(rule: str, marked: str) -> None:
    wanted = []
    text = ""
    last = 0
    for m in _TAG.finditer(marked):
        text += marked[last : m.start()]
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', m[1]))
        wanted.append(
            (
                m[2],
                len(text),
                Decimal(attributes["v"]),
                Decimal(attributes["to"]) if "to" in attributes else None,
                attributes.get("b", "exact"),
                attributes["u"],
                attributes.get("ch"),
            )
        )
        text += m[2]
        last = m.end()
    text += marked[last:]
    found = [
        (text[a.start : a.end], a.start, a.value, a.upper, a.bound, a.unit, a.change) for a in find_quantities(text)
    ]
    assert found == wanted


@pytest.mark.parametrize("table", ["bounds", "changes", "traps"])
def test_every_rule_has_a_case(table: str) -> None:
    ids = {rule.id for rule in load_rules(table)}
    assert ids - {case["rule"] for case in _CASES} == set()
