"""The trained ranker of facts: of all words that an amount may count or be governed by, the likeliest.

A linear model over the features of `cnreport.mapping.features`, one for "of" and one for "action", each a softmax
over the candidates of one amount and the empty choice (maximum-entropy reranking, Collins & Koo 2005). Stored as JSON:
the tables of `cnreport.learned.weights`. Without its file the rules of `cnreport.mapping.facts` decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, log
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from cnreport.artefacts import find_model
from cnreport.learned.files import read_model
from cnreport.learned.weights import Weights, unpack
from cnreport.mapping.candidates import Scene, Scores
from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word

FILE: Final = "facts.json"
# In hundredths, as the weights: how much more likely a verb must be than the next for the noun not to be asked, and
# what the scores are divided by to be likelihoods. They are too sure of themselves by half.
_UNSURE: Final = 200
_TEMPERATURE: Final = 200
VERSION: Final = 5


class FactRanker:
    """Chooses `of` and `action` of each quantity of a sentence."""

    def __init__(self, weights: Weights) -> None:
        """The weights of both, packed."""
        self._weights = weights

    def facts(self, words: list[Word], proposed: Sequence[Fact], units: Sequence[str], lexicon: Lexicon) -> list[Fact]:
        """The facts of a sentence's quantities; ``proposed`` are the rules', ``units`` the quantities' units."""
        scene = Scene(words, proposed, units, lexicon)
        chosen: list[tuple[int, int]] = []
        found = []
        for order, fact in enumerate(proposed):
            of, action = self.choose(scene, order, chosen)
            chosen.append((of, action))
            found.append(Fact(scene.noun_span(of), scene.verb_span(action), fact.shape))
        return found

    def choose(self, scene: Scene, order: int, earlier: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The word indices of what the ``order``-th quantity counts and of its verb; ``earlier`` are those of the ones
        before. Where a second verb is nearly as likely, the two choices together decide.
        """
        sums = scene.sums(self._weights, order, earlier)
        parts = {i: unpack(total, 2) for i, total in sums.items()}
        nouns = {i: parts[i][0] for i in scene.nouns(order)}
        verbs = {i: parts[i][1] for i in scene.verbs(order)}
        pairs = []
        for verb in _likely(verbs):
            told = scene.told(self._weights, order, verb)
            scores = {i: score + told[i] for i, score in nouns.items()}
            noun = best(scores)
            pairs.append((verbs[verb] - _excess(scores, noun), (noun, verb)))
        return max(pairs, key=itemgetter(0))[1]


def _likely(scores: Scores) -> list[int]:
    """The word index of the candidate that scores highest, and of the second where that is nearly as likely."""
    first = best(scores)
    second, most = first, scores[first] - _UNSURE
    for index, score in scores.items():
        if index != first and score >= most and (second == first or score > scores[second]):
            second = index
    return [first] if second == first else [first, second]


def _excess(scores: Scores, chosen: int) -> float:
    """How far the likelihood of all candidates together exceeds the chosen one's: nothing where it is the only one."""
    top = scores[chosen]
    return _TEMPERATURE * log(sum(exp((score - top) / _TEMPERATURE) for score in scores.values()))


def best(scores: Scores) -> int:
    """The word index of the candidate that scores highest; the first of equals."""
    return max(scores, key=scores.__getitem__)


def load_ranker(folder: Path | None = None) -> FactRanker | None:
    """The ranker in ``folder``; without one that of this installation, or None when it has none."""
    return _installed() if folder is None else read_ranker(folder / FILE)


@cache
def _installed() -> FactRanker | None:
    path = find_model(FILE)
    return None if path is None else read_ranker(path)


def read_ranker(path: Path) -> FactRanker:
    """The ranker in ``path``; `ModelError` when it is not one of this version."""
    return read_model(path, VERSION, "a ranker of facts", _ranker)


def _ranker(data: dict[str, Any]) -> FactRanker:
    return FactRanker(Weights(dict(data["named"])))
