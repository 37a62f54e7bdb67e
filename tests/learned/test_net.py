"""A net at work, against the same written out place by place."""

from __future__ import annotations

from base64 import b64encode
from math import exp
from zlib import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.learned.net import Net, Rows, Seen

WIDTH, NARROW, LABELS, FEATURES = 3, 2, 2, 5
REACHES = (1, 2)
PLACES = st.lists(st.lists(st.integers(1, FEATURES), max_size=4), min_size=1, max_size=200)


def drawn(*shape: int) -> list[list[float]]:
    found: list[list[float]] = np.random.default_rng(sum(shape)).normal(0, 0.5, shape).round(3).tolist()
    return found


TABLE = np.random.default_rng(1).integers(-15, 16, (FEATURES, WIDTH + LABELS)).astype(np.int8)
SCALE = [0.05] * (WIDTH + LABELS)
DATA = {
    "scale": SCALE,
    "table": b64encode(compress(TABLE.tobytes())).decode(),
    "bias": drawn(1, WIDTH)[0],
    "layers": [
        {"reach": reach, "down": drawn(WIDTH, NARROW), "up": drawn(3 * NARROW, WIDTH), "bias": drawn(1, WIDTH)[0]}
        for reach in REACHES
    ],
    "out": {"weights": drawn(WIDTH, LABELS), "bias": drawn(1, LABELS)[0]},
}


def seen(places: list[list[int]], fixed: int) -> Seen:
    """The first ``fixed`` features of each place in its line, the others behind each other."""
    lines = [(rows + [0] * fixed)[:fixed] for rows in places]
    more = [[0, *rows[fixed:]] for rows in places]
    starts = np.cumsum([0, *map(len, more[:-1])])
    return Seen(np.array(lines, np.int64).reshape(len(places), fixed), np.concatenate(more), starts)


def written_out(places: list[list[int]]) -> list[list[float]]:
    added = [
        [sum(float(TABLE[row - 1][k]) * SCALE[k] for row in rows) for k in range(WIDTH + LABELS)] for rows in places
    ]
    states = [[max(row[k] + DATA["bias"][k], 0) for k in range(WIDTH)] for row in added]
    for layer in DATA["layers"]:
        reach, raised = layer["reach"], []
        told = [[sum(state[i] * layer["down"][i][n] for i in range(WIDTH)) for n in range(NARROW)] for state in states]
        for place in range(len(states)):
            found = list(layer["bias"])
            for third, other in enumerate((place - reach, place, place + reach)):
                if 0 <= other < len(states):
                    for k in range(WIDTH):
                        for n in range(NARROW):
                            found[k] += told[other][n] * layer["up"][third * NARROW + n][k]
            raised.append([states[place][k] + max(found[k], 0) for k in range(WIDTH)])
        states = raised
    shares = []
    for state, row in zip(states, added, strict=True):
        out = DATA["out"]
        scores = [
            out["bias"][label] + row[WIDTH + label] + sum(state[i] * out["weights"][i][label] for i in range(WIDTH))
            for label in range(LABELS)
        ]
        amounts = [exp(score - max(scores)) for score in scores]
        shares.append([amount / sum(amounts) for amount in amounts])
    return shares


@given(PLACES, st.integers(0, 3))
def test_all_places_at_once_are_as_each_written_out(places: list[list[int]], fixed: int) -> None:
    found = Net(DATA, FEATURES).likelihoods(seen(places, fixed))
    assert np.allclose(found, written_out(places), atol=1e-4)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


@given(PLACES, st.integers(0, 3))
def test_the_rows_of_a_place_are_told(places: list[list[int]], fixed: int) -> None:
    assert seen(places, fixed).rows() == places


def test_the_rows_of_features_follow_on_each_other() -> None:
    rows = Rows({"h": ["今", "明"], "t": ["年"]})
    assert [rows.named("h")(key, ()) for key in "今明后"] == [(1,), (2,), ()]
    assert rows.named("t")("年", ()) == (3,)
    assert rows.named("x")("年", ()) == ()


@pytest.mark.parametrize("table", [b"", b"not packed", compress(b"0" * 24), compress(b"0" * 10**8)])
def test_a_table_that_does_not_fit_is_an_error(table: bytes) -> None:
    with pytest.raises(ValueError, match=r"bytes|decompress"):
        Net({**DATA, "table": b64encode(table).decode()}, FEATURES)
