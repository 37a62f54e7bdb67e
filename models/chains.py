"""Training of a linear chain (`cnreport.learned.chain`) by python-crfsuite, written down as weights of our own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pycrfsuite

from cnreport.learned.weights import pack, tables

# The features of each place of a sequence, and the label of each.
Sequenced = tuple[Sequence[Sequence[str]], Sequence[str]]


def train_chain(sequences: Iterable[Sequenced], labels: Sequence[str], settings: Mapping[str, float]) -> dict[str, Any]:
    """The weights of features and transitions, in thousandths, those of all ``labels`` packed: a model file but for
    its version.
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
        weights.setdefault(feature, [0] * len(labels))[labels.index(label)] = thousandths(weight)
    packed = tables({feature: pack(found) for feature, found in weights.items() if any(found)})
    steps = [[thousandths(trained.transitions.get((one, other), 0)) for other in labels] for one in labels]
    return {"transitions": steps, "named": packed}


def thousandths(weight: float) -> int:
    """As weights are written down."""
    return round(1000 * weight)
