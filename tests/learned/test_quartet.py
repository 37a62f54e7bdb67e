"""Four labels in a chain: the same as a chain of any number of labels says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnreport.learned.chain import Chain
from cnreport.learned.quartet import BITS, Quartet, best_of, highest
from cnreport.learned.weights import pack

LABELS = 4
FOUR = {"min_size": LABELS, "max_size": LABELS}
WEIGHTS = st.lists(st.lists(st.integers(-2000, 2000), **FOUR), **FOUR)
SCORES = st.lists(st.lists(st.integers(-16000, 16000), **FOUR), max_size=12)


@given(WEIGHTS, SCORES)
def test_the_labels_are_those_of_a_chain(transitions: list[list[int]], scores: list[list[int]]) -> None:
    sums = [pack(row, BITS) for row in scores]
    assert Quartet(transitions).labels(sums) == Chain(transitions).labels(scores)


@given(st.lists(st.integers(-9, 9), **FOUR))
def test_the_greatest_of_four(four: list[int]) -> None:
    assert highest(*four) == max(four)
    assert best_of(*four) == four.index(max(four))
