"""Training of a small net over places in a row (`cnreport.learned.net`), in NumPy: the same data give the same net.

Cross-entropy with smoothed labels, by Adam (Kingma & Ba 2015) at a rate that falls to nothing; of the table only the
rows that a step has seen are moved. At every step some features and some of the states are left out.
"""

from __future__ import annotations

import random
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import compress

import numpy as np
from documents import SEED
from numpy.typing import NDArray

from cnreport.learned.net import around
from cnreport.learned.weights import Lookup

Array = NDArray[Any]
# The features of each place of a sequence, by the rows of a vocabulary, and the label of each.
Sequenced = tuple[Sequence[Sequence[int]], Sequence[str]]

WIDTH, NARROW = 96, 32
REACHES = (1, 2, 4, 8)
EPOCHS, SEQUENCES_A_STEP, RATE, LAST_RATE, LONGEST_SLOPE = 9, 24, 3e-3, 1e-4, 1.0
BLIND, SPARSE, SMOOTH = 0.3, 0.3, 0.05
RAREST_FEATURE = 10
# How the weights of features begin: so near to nothing, and the states so far above it that all of them learn.
SPREAD, RAISED = 0.01, 0.1
# So many steps on each side of nothing are written down.
LEVELS = 15
# Of Adam: how much of the moments of the slopes stays at each step.
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8


class Vocabulary:
    """Rows for the names of features as they are first met, from 1 on."""

    nothing: tuple[int, ...] = ()

    def __init__(self) -> None:
        self.names: list[tuple[str, str]] = []
        self._rows: dict[tuple[str, str], int] = {}

    def named(self, name: str) -> Lookup:
        """See `cnreport.learned.weights.Features`."""

        def look_up(key: str, _: Any) -> tuple[int, ...]:
            row = self._rows.get((name, key))
            if row is None:
                self.names.append((name, key))
                row = self._rows[name, key] = len(self.names)
            return (row,)

        return look_up


class Step(NamedTuple):
    """Sequences one behind the other: the features of all places, where those of each begin, the labels, and where the
    places stand among ``count``, with so many empty ones between sequences that none sees another.
    """

    features: Array
    starts: Array
    labels: Array
    places: Array
    count: int


def train_net(sequences: Sequence[Sequenced], vocabulary: Vocabulary, labels: Sequence[str]) -> dict[str, Any]:
    """The names of the features and the net: a model file but for its version."""
    counts = Counter(row for rows, _ in sequences for place in rows for row in place)
    kept = sorted(vocabulary.names[row - 1] for row, count in counts.items() if count >= RAREST_FEATURE)
    numbers = {name: number for number, name in enumerate(kept)}
    known = {row: numbers[name] for row, name in enumerate(vocabulary.names, 1) if name in numbers}
    encoded = [
        ([[known[row] for row in place if row in known] for place in rows], [labels.index(label) for label in found])
        for rows, found in sequences
    ]
    training = Training(len(kept), len(labels))
    shuffler = random.Random(SEED)
    steps = EPOCHS * -(-len(encoded) // SEQUENCES_A_STEP)
    done = 0
    for _ in range(EPOCHS):
        shuffler.shuffle(encoded)
        for first in range(0, len(encoded), SEQUENCES_A_STEP):
            rate = max(LAST_RATE, RATE * (1 - done / steps))
            training.learn(put_together(encoded[first : first + SEQUENCES_A_STEP]), rate)
            done += 1
    by_name: dict[str, list[str]] = {}
    for name, key in kept:
        by_name.setdefault(name, []).append(key)
    return {"names": by_name, "net": training.net()}


def put_together(sequences: Iterable[tuple[list[list[int]], list[int]]]) -> Step:
    features: list[int] = []
    starts: list[int] = []
    labels: list[int] = []
    places: list[int] = []
    count = 0
    for rows, found in sequences:
        for place in rows:
            starts.append(len(features))
            features += place
        labels += found
        places += range(count, count + len(rows))
        count += len(rows) + max(REACHES)
    return Step(np.array(features, np.int64), np.array(starts, np.int64), np.array(labels), np.array(places), count)


class Training:
    """The weights while they are learned, with the moments of their slopes."""

    def __init__(self, features: int, labels: int) -> None:
        self._chance = np.random.default_rng(SEED)
        self._labels = labels
        spread = self._chance.normal(0, SPREAD, (features, WIDTH))
        # What a feature adds to the state, and to the scores.
        self._weights = {"table": np.concatenate([spread, np.zeros((features, labels))], axis=1).astype(np.float32)}
        self._weights["bias"] = np.full(WIDTH, RAISED, np.float32)
        for layer in range(len(REACHES)):
            self._weights[f"down {layer}"] = self._drawn(WIDTH, NARROW)
            self._weights[f"up {layer}"] = self._drawn(3 * NARROW, WIDTH)
            self._weights[f"bias {layer}"] = np.zeros(WIDTH, np.float32)
        self._weights["out"] = self._drawn(WIDTH, labels)
        self._weights["out bias"] = np.zeros(labels, np.float32)
        self._moments = {name: (np.zeros_like(one), np.zeros_like(one)) for name, one in self._weights.items()}
        self._steps = 0

    def _drawn(self, lines: int, columns: int) -> Array:
        return self._chance.normal(0, lines**-0.5, (lines, columns)).astype(np.float32)

    def _left_out(self, shape: tuple[int, ...], share: float) -> Array:
        """Zeros for what is left out, and for the rest what makes up for it."""
        return (self._chance.random(shape, np.float32) >= share).astype(np.float32) / np.float32(1 - share)

    def learn(self, step: Step, rate: float) -> None:
        """Move the weights against the slope of the loss."""
        weights = self._weights
        seen = self._left_out((len(step.features),), BLIND)
        rows, inverse = np.unique(step.features, return_inverse=True)
        owners = np.repeat(np.arange(len(step.labels)), np.diff([*step.starts, len(step.features)]))
        added = summed(weights["table"][rows][inverse] * seen[:, None], owners, len(step.labels))

        first = np.maximum(added[:, :WIDTH] + weights["bias"], 0)
        first_mask = self._left_out(first.shape, SPARSE)
        there = np.zeros((step.count, 1), np.float32)
        there[step.places] = 1
        state = np.zeros((step.count, WIDTH), np.float32)
        state[step.places] = first * first_mask
        passed = []
        for layer, reach in enumerate(REACHES):
            mask = self._left_out(state.shape, SPARSE)
            part = state * mask
            narrow = part @ weights[f"down {layer}"]
            near = around(narrow, reach)
            raised = np.maximum(near @ weights[f"up {layer}"] + weights[f"bias {layer}"], 0)
            passed.append((mask, part, near, raised > 0))
            state = (state + raised) * there
        last = state[step.places]
        scores = last @ weights["out"] + weights["out bias"] + added[:, WIDTH:]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)

        wanted = np.full_like(shares, SMOOTH / self._labels)
        wanted[np.arange(len(step.labels)), step.labels] += 1 - SMOOTH
        slope = (shares - wanted) / len(step.labels)
        slopes = {"out": last.T @ slope, "out bias": slope.sum(axis=0)}
        back = np.zeros_like(state)
        back[step.places] = slope @ weights["out"].T
        for layer in range(len(REACHES) - 1, -1, -1):
            mask, part, near, active = passed[layer]
            back *= there
            through = back * active
            slopes[f"up {layer}"], slopes[f"bias {layer}"] = near.T @ through, through.sum(axis=0)
            before, own, behind = np.split(through @ weights[f"up {layer}"].T, 3, axis=1)
            reach = REACHES[layer]
            narrow = moved(before, -reach) + own + moved(behind, reach)
            slopes[f"down {layer}"] = part.T @ narrow
            back = back + narrow @ weights[f"down {layer}"].T * mask
        inner = back[step.places] * first_mask * (first > 0)
        slopes["bias"] = inner.sum(axis=0)
        length = np.sqrt(sum(float(np.square(one).sum()) for one in slopes.values()))
        scale = np.float32(min(1.0, LONGEST_SLOPE / (length + TINY)))

        of_places = np.concatenate([inner, slope], axis=1) * scale
        slopes = {name: one * scale for name, one in slopes.items()}
        self._steps += 1
        self._move("table", rows, summed(of_places[owners] * seen[:, None], inverse, len(rows)), rate)
        for name, one in slopes.items():
            self._move(name, slice(None), one, rate)

    def _move(self, name: str, rows: Any, slope: Array, rate: float) -> None:
        """A step of Adam for some rows of some weights."""
        weights, (first, second) = self._weights[name], self._moments[name]
        mean = first[rows] = FIRST * first[rows] + np.float32(1 - FIRST) * slope
        square = second[rows] = SECOND * second[rows] + np.float32(1 - SECOND) * slope * slope
        mean, square = mean / (1 - FIRST**self._steps), square / (1 - SECOND**self._steps)
        weights[rows] -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(TINY))

    def net(self) -> dict[str, Any]:
        """The weights as `cnreport.learned.net.Net` reads them: of the table small whole numbers."""
        table = self._weights["table"]
        scale = np.abs(table).max(axis=0) / LEVELS + TINY
        packed = np.round(table / scale).astype(np.int8)
        written = {
            name: np.round(one, 4).astype(float).tolist() for name, one in self._weights.items() if name != "table"
        }
        return {
            "scale": [float(f"{one:.6g}") for one in scale],
            "table": b64encode(compress(packed.tobytes(), 9)).decode("ascii"),
            "bias": written["bias"],
            "layers": [
                {
                    "reach": reach,
                    "down": written[f"down {layer}"],
                    "up": written[f"up {layer}"],
                    "bias": written[f"bias {layer}"],
                }
                for layer, reach in enumerate(REACHES)
            ],
            "out": {"weights": written["out"], "bias": written["out bias"]},
        }


def summed(rows: Array, owners: Array, count: int) -> Array:
    """The rows of each owner added up."""
    order = np.argsort(owners, kind="stable")
    ordered = owners[order]
    found = np.zeros((count, rows.shape[1]), rows.dtype)
    if len(ordered):
        firsts = np.flatnonzero(np.diff(ordered, prepend=-1))
        found[ordered[firsts]] = np.add.reduceat(rows[order], firsts, axis=0)
    return found


def moved(state: Array, by: int) -> Array:
    """What stands so many places before each, or behind it where that is below 0; nothing beyond the ends."""
    found = np.zeros_like(state)
    if by > 0:
        found[by:] = state[:-by]
    else:
        found[:by] = state[-by:]
    return found
