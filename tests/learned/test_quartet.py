"""Four labels in a chain: against all sequences written out."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from cnreport.learned.quartet import Quartet, best_of, highest
from cnreport.learned.weights import pack

LABELS = 4
FOUR = {"min_size": LABELS, "max_size": LABELS}
WEIGHTS = st.lists(st.lists(st.integers(-2000, 2000), **FOUR), **FOUR)
SCORES = st.lists(st.lists(st.integers(-16000, 16000), min_size=3, max_size=3), min_size=1, max_size=4)


@given(WEIGHTS, SCORES)
def test_no_other_labels_weigh_more(transitions: list[list[int]], scores: list[list[int]]) -> None:
    def weight(labels: tuple[int, ...]) -> int:
        steps = sum(transitions[one][other] for one, other in pairwise(labels))
        return steps + sum([*row, 0][label] for row, label in zip(scores, labels, strict=True))

    found = Quartet(transitions).labels([pack(row) for row in scores])
    assert weight(tuple(found)) == max(map(weight, product(range(LABELS), repeat=len(scores))))


def test_nothing_has_no_labels() -> None:
    assert Quartet([[0] * LABELS] * LABELS).labels([]) == []


@given(st.lists(st.integers(-9, 9), **FOUR))
def test_the_greatest_of_four(four: list[int]) -> None:
    assert highest(*four) == max(four)
    assert best_of(*four) == four.index(max(four))
