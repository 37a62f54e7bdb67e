"""Training of a linear chain (`cnreport.learned.quartet`) by python-crfsuite, written down as weights of our own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pycrfsuite

from cnreport.learned.weights import UNIT, pack, tables

# In hundredths: a feature of which no weight is as large is left out.
LEAST = 3
# The features of each place of a sequence, and the label of each.
Sequenced = tuple[Sequence[Sequence[str]], Sequence[str]]


def train_chain(
    sequences: Iterable[Sequenced],
    labels: Sequence[str],
    settings: Mapping[str, float],
) -> dict[str, Any]:
    """The weights of features and transitions: a model file but for its version.

    Packed are the weights of all ``labels`` but the last, each less that of the last: only differences count.
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
        weights.setdefault(feature, [0] * len(labels))[labels.index(label)] = round(UNIT * weight)
    relative = {feature: [weight - found[-1] for weight in found[:-1]] for feature, found in weights.items()}
    packed = tables({name: pack(found) for name, found in relative.items() if max(map(abs, found)) >= LEAST})
    steps = [[round(UNIT * trained.transitions.get((one, other), 0)) for other in labels] for one in labels]
    return {"transitions": steps, "named": packed}
