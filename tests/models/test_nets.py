"""What the training makes is a net that has learned."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from cnreport.learned.net import Net, Rows, Seen
from tests.models.conftest import import_script

LABELS = ("odd", "even")


@pytest.fixture(scope="module")
def nets() -> Any:
    return import_script("nets")


def test_a_label_is_learned_from_the_place_before(nets: Any) -> None:
    vocabulary = nets.Vocabulary()
    (odd,), (even,), (dull,) = (vocabulary.named("is")(key, ()) for key in ("odd", "even", "dull"))
    chance = random.Random(1)
    sequences = []
    for _ in range(400):
        said = [chance.choice((odd, even)) for _ in range(12)]
        told = [LABELS[0], *(LABELS[row == even] for row in said[:-1])]
        sequences.append(([[row, dull] for row in said], told))
    data = nets.train_net(sequences, vocabulary, LABELS)
    rows = Rows(data["names"])
    assert len(rows) == 3
    net = Net(data["net"], len(rows))
    asked = ["even", "odd", "odd", "even", "even"]
    fixed = np.array([[*rows.named("is")(key, (0,))] for key in asked])
    shares = net.likelihoods(Seen(fixed, np.zeros(5, np.int64), np.arange(5)))
    assert [LABELS[best] for best in shares.argmax(axis=1)[1:]] == asked[:-1]
    assert shares[1:].max(axis=1).min() > 0.9


def test_rows_are_given_in_the_order_of_names(nets: Any) -> None:
    vocabulary = nets.Vocabulary()
    rows = [vocabulary.named(name)(key, ()) for name, key in (("b", "x"), ("a", "y"), ("b", "x"))]
    assert rows == [(1,), (2,), (1,)]
    assert vocabulary.names == [("b", "x"), ("a", "y")]
