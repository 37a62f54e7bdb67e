"""What the kind model sees of clauses."""

from __future__ import annotations

from itertools import groupby

import pytest

from cnreport.discourse import Discourse
from cnreport.discourse.features import clause_features
from cnreport.layout import Paragraph
from cnreport.learned.net import Rows
from cnreport.learned.weights import Features, Lookup

TEXT = "今年以来，新修村道12公里。但是，路灯不亮、积水难排的问题仍然突出。下一步，年底前补齐短板，由县住建局牵头。"


class Naming:
    """Rows for all features, and their names."""

    nothing: tuple[int, ...] = ()

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], int] = {}

    def named(self, name: str) -> Lookup:
        return lambda key, _: (self.rows.setdefault((name, key), len(self.rows) + 1),)


def see(discourse: Discourse, features: Features, text: str = TEXT) -> list[list[int]]:
    sentences, clauses = discourse.clauses(text, [Paragraph(0, len(text), "body")])
    return clause_features(features, text, sentences, clauses).rows()


@pytest.fixture
def named(rules: Discourse) -> list[set[str]]:
    """The names of the features of each clause."""
    naming = Naming()
    rows = see(rules, naming)
    names = [f"{name}={key}" for name, key in naming.rows]
    return [{names[row - 1] for row in found} for found in rows]


def test_what_a_net_does_not_know_it_does_not_see(rules: Discourse) -> None:
    naming = Naming()
    all_of_them = see(rules, naming)
    names = sorted(naming.rows)
    known = {name: [key for _, key in keys] for name, keys in groupby(names[::2], key=lambda pair: pair[0])}
    numbers = {naming.rows[pair]: number for number, pair in enumerate(names[::2], 1)}
    expected = [sorted(numbers[row] for row in found if row in numbers) for found in all_of_them]
    assert [sorted(found) for found in see(rules, Rows(known))] == expected


def test_a_clause_is_seen_with_its_words_and_its_cues(named: list[set[str]]) -> None:
    (seen,) = (names for names in named if "h2=年底" in names)
    assert {"h2=年底", "t2=短板，", "g=补齐", "place=mid，-"} <= seen
    assert any(name.startswith("scue=onward.plan") for name in seen)
    assert "place=head。q" in named[1]


def test_a_clause_is_seen_by_the_ends_of_its_speech(named: list[set[str]]) -> None:
    ends = [{name for name in names if name.startswith("end=")} for names in named]
    assert {"end=0q", "end=|2q"} <= ends[1]
    assert {"end=2-", "end=|0-"} <= ends[-1]
