"""Labels in a chain: how likely each is, when what each place looks like and what follows what both count.

A linear-chain conditional random field at work (Lafferty, McCallum & Pereira 2001), by the forward-backward algorithm
with scaling (Rabiner 1989). The weights come from a training elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import numpy as np

from cnreport.learned.tables import Array
from cnreport.learned.weights import UNIT


class Chain:
    """The weights of each label behind each other one."""

    def __init__(self, transitions: Sequence[Sequence[int]]) -> None:
        """``transitions[i][j]`` is the weight of label ``j`` behind label ``i``, in hundredths."""
        self._steps = [[exp(weight / UNIT) for weight in row] for row in transitions]
        self._back = [list(column) for column in zip(*self._steps, strict=True)]

    def likelihoods(self, scores: Array) -> list[list[float]]:
        """The probability of each label at each place; ``scores`` are the labels', a row for a place, in hundredths."""
        # The highest of a place is 1: no score is too large.
        fits: list[list[float]] = np.exp((scores - scores.max(axis=1, keepdims=True)) / UNIT).tolist()
        even = [1.0] * len(self._steps)
        forward: list[list[float]] = []
        reached = even
        for place, fit in enumerate(fits):
            reached = _through(reached, self._back, fit) if place else _shares(reached, fit)
            forward.append(reached)
        found = []
        ahead = even
        for place in range(len(fits) - 1, -1, -1):
            found.append(_shares(forward[place], ahead))
            ahead = _through(_shares(ahead, fits[place]), self._steps, even)
        found.reverse()
        return found


def _through(amounts: list[float], weights: list[list[float]], fit: list[float]) -> list[float]:
    """What comes through to each label from all labels, times how it fits; as shares of 1."""
    found = []
    whole = 0.0
    for label, row in enumerate(weights):
        total = 0.0
        for i, amount in enumerate(amounts):
            total += amount * row[i]
        total *= fit[label]
        whole += total
        found.append(total)
    return [amount / whole for amount in found]


def _shares(one: list[float], other: list[float]) -> list[float]:
    """The products of both, which add up to 1. They are never all 0: no weight of a transition is."""
    products = [one[i] * other[i] for i in range(len(one))]
    total = sum(products)
    return [product / total for product in products]
