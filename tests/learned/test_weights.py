"""Weights: looked up by name, packed for several labels, under the names that training uses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnreport.learned.weights import Names, Weights, pack, tables, unpack

SEVERAL = st.lists(st.integers(-80, 80), min_size=5, max_size=5)


@given(st.lists(SEVERAL, max_size=200))
def test_a_sum_of_packed_weights_is_the_weights_sums(rows: list[list[int]]) -> None:
    total = sum(pack(row) for row in rows)
    assert unpack(total, 5) == [sum(row[i] for row in rows) for i in range(5)]


def test_weights_are_found_under_the_names_of_training() -> None:
    names = Names()
    features = [*names.named("sh")("left|X", ()), *names.named("")("rule", ()), *names.named("w")("a=b", ())]
    assert features == ["sh=left|X", "rule", "w=a=b"]
    found = Weights(tables({feature: number for number, feature in enumerate(features, 1)}))
    assert found.named("sh")("left|X", 0) == 1
    assert found.named("")("rule", 0) == 2
    assert found.named("w")("a=b", 0) == 3
    assert found.named("sh")("right", 0) == found.named("none")("x", 0) == 0
