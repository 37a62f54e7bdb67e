"""Cue rules: each has cases beside it, and the user's overlay changes them."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from cnreport.discourse.cues import Cue, load_cues
from cnreport.errors import RulesError

CASES: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "cues.toml").read_text("utf-8"))
SIGNS = ("positive", "negative")


def cues() -> dict[str, Cue]:
    found = load_cues()
    return {cue.id: cue for scope in fields(found) if scope.init for cue in getattr(found, scope.name)}


def flat(sign: str) -> list[tuple[str, str]]:
    return [(name, text) for name, cases in CASES.items() for text in cases[sign]]


def test_every_cue_has_cases_of_both_signs() -> None:
    assert set(cues()) == set(CASES)
    assert all(cases.keys() == set(SIGNS) and all(cases.values()) for cases in CASES.values())


@pytest.mark.parametrize(("cue", "text"), flat("positive"))
def test_cue_speaks(cue: str, text: str) -> None:
    assert cues()[cue].pattern.search(text)


@pytest.mark.parametrize(("cue", "text"), flat("negative"))
def test_cue_keeps_silent(cue: str, text: str) -> None:
    assert not cues()[cue].pattern.search(text)


def test_the_user_adds_replaces_and_disables_cues(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(
        """
[[cues]]
id = "my.heading"
scope = "heading"
vote = "problem"
pattern = "病灶"
[[cues]]
id = "lead.purpose"
replace = true
scope = "clause"
vote = "plan"
pattern = "^旨在"
[[cues]]
id = "none.address"
disable = true
""",
        "utf-8",
    )
    found = load_cues(overlay)
    assert found.heading[-1].id == "my.heading"
    assert [cue.pattern.pattern for cue in found.clause if cue.id == "lead.purpose"] == ["^旨在"]
    assert all(cue.id != "none.address" for cue in found.clause)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("scope", "sentence", "unknown scope"),
        ("vote", "hope", "unknown vote"),
        ("pattern", "(", "does not compile"),
        ("weight", "2", "unknown field"),
    ],
)
def test_a_faulty_cue_is_named(tmp_path: Path, field: str, value: str, reason: str) -> None:
    fields = {"id": "my.cue", "scope": "clause", "vote": "plan", "pattern": "x", field: value}
    overlay = tmp_path / "own.toml"
    overlay.write_text("[[cues]]\n" + "".join(f"{key} = '{text}'\n" for key, text in fields.items()), "utf-8")
    with pytest.raises(RulesError, match=reason) as caught:
        load_cues(overlay)
    assert "my.cue" in str(caught.value)


@pytest.mark.parametrize(
    "piece", ["存在", "问题", "面临的", "将", "同时", "一", "为", "解决", "按照", "要", "，", "年"]
)
def test_no_cue_backtracks(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    for cue in cues().values():
        cue.pattern.search(text)
