"""Training of a linear chain (`cnreport.learned.chain`) by python-crfsuite, written down as weights of our own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pycrfsuite

from cnreport.learned.weights import BITS, pack, tables

THOUSANDTHS = 1000
# The features of each place of a sequence, and the label of each.
Sequenced = tuple[Sequence[Sequence[str]], Sequence[str]]


def train_chain(
    sequences: Iterable[Sequenced],
    labels: Sequence[str],
    settings: Mapping[str, float],
    unit: int = THOUSANDTHS,
    bits: int = BITS,
) -> dict[str, Any]:
    """The weights of features and transitions, those of all ``labels`` packed: a model file but for its version.

    One of the ``unit`` parts of a whole is 1; a packed weight is ``bits`` wide.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(settings)
    for features, found in sequences:
        trainer.append(features, found)
    tagger = pycrfsuite.Tagger()
    with tempfile.NamedTemporaryFile() as file:
        trainer.train(file.name)
        tagger.open(file.name)
        trained = tagger.info()
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in trained.state_features.items():
        weights.setdefault(feature, [0] * len(labels))[labels.index(label)] = round(unit * weight)
    packed = tables({feature: pack(found, bits) for feature, found in weights.items() if any(found)})
    steps = [[round(unit * trained.transitions.get((one, other), 0)) for other in labels] for one in labels]
    return {"transitions": steps, "named": packed}
