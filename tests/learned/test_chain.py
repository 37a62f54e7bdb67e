"""Labels in a chain: against all sequences written out, and what scores of any size give."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, isclose

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnreport.learned.chain import Chain
from cnreport.learned.weights import UNIT

LABELS = 3
WEIGHTS = st.lists(st.lists(st.integers(-300, 300), min_size=LABELS, max_size=LABELS), min_size=LABELS, max_size=LABELS)
SCORES = st.lists(st.lists(st.integers(-400, 400), min_size=LABELS, max_size=LABELS), min_size=1, max_size=5)


def weight(labels: tuple[int, ...], transitions: list[list[int]], scores: list[list[int]]) -> int:
    """What a whole sequence of labels weighs."""
    steps = sum(transitions[one][other] for one, other in pairwise(labels))
    return steps + sum(row[label] for row, label in zip(scores, labels, strict=True))


@given(WEIGHTS, SCORES)
def test_all_sequences_written_out_say_the_same(transitions: list[list[int]], scores: list[list[int]]) -> None:
    chain = Chain(transitions)
    weights = {labels: weight(labels, transitions, scores) for labels in product(range(LABELS), repeat=len(scores))}
    amounts = {labels: exp(found / UNIT) for labels, found in weights.items()}
    total = sum(amounts.values())
    for place, shares in enumerate(chain.likelihoods(np.array(scores))):
        for label, share in enumerate(shares):
            expected = sum(amount for labels, amount in amounts.items() if labels[place] == label) / total
            assert isclose(share, expected, rel_tol=1e-9, abs_tol=1e-12)


@given(st.lists(st.lists(st.integers(-(10**9), 10**9), min_size=LABELS, max_size=LABELS), min_size=1, max_size=40))
def test_scores_of_any_size_give_shares(scores: list[list[int]]) -> None:
    chain = Chain([[200, -900, 0], [-900, 200, 0], [0, 0, 100]])
    for shares in chain.likelihoods(np.array(scores)):
        assert isclose(sum(shares), 1.0)
        assert all(0 <= share <= 1 for share in shares)


def test_a_label_holds_on_where_a_place_says_little() -> None:
    chain = Chain([[200, 0], [0, 200]])
    scores = [[300, 0], [0, 50], [300, 0]]
    assert [shares[0] > 0.5 for shares in chain.likelihoods(np.array(scores))] == [True, True, True]


def test_nothing_has_no_labels() -> None:
    assert Chain([[0, 0], [0, 0]]).likelihoods(np.zeros((0, 2), np.int64)) == []
