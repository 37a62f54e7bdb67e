"""The trained model of roles: which words of a record say what is done, to what, and who does it.

A linear-chain CRF over the words of a record (`cnreport.learned.quartet`), with the labels likeliest together. Without
its file the rules of `cnreport.mapping.frames` decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.artefacts import find_model
from cnreport.learned.files import read_model
from cnreport.learned.quartet import Quartet
from cnreport.learned.weights import Weights
from cnreport.mapping.frames import Frame, place, within_phrase
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.role_features import Said, said_before_number, word_features
from cnreport.mapping.word import Word
from cnreport.text import Span

FILE: Final = "roles.json"
VERSION: Final = 3
LABELS: Final = ("action", "object", "actor", "none")
_NEGATIONS: Final = frozenset(["不", "不够", "不太", "未", "没", "没有", "尚未", "未能", "不能"])
# What stands behind so many words of a record is not looked at: it keeps the time linear.
_MOST_WORDS: Final = 200
# So many records at a time are worked out together: it bounds the memory.
_BATCH: Final = 1000


class RoleModel:
    """Labels the words of records."""

    def __init__(self, weights: Weights, chain: Quartet) -> None:
        self._weights = weights
        self._chain = chain

    def frames(self, records: Sequence[Said], lexicon: Lexicon) -> list[Frame]:
        """The frames of records, from the words of each and the facts of its amounts."""
        seen = [(words[:_MOST_WORDS], facts) for words, facts in records]
        found: list[Frame] = []
        for start in range(0, len(seen), _BATCH):
            batch = seen[start : start + _BATCH]
            sums = word_features(self._weights, batch, lexicon)
            found += [self._frame(words, each) for (words, _), each in zip(batch, sums, strict=True)]
        return found

    def _frame(self, words: Sequence[Word], sums: Sequence[int]) -> Frame:
        labels = self._chain.labels(sums) if sums else []
        said, concerned, actor = (_first_run(labels, label) for label in range(len(LABELS) - 1))
        action = _action(words, said)
        return Frame(_span(words, actor), action, _span(words, concerned), place(words, action))


def _first_run(labels: Sequence[int], label: int) -> range:
    """The first places with ``label``, up to one that has another."""
    if label not in labels:
        return range(0)
    first = end = labels.index(label)
    while end < len(labels) and labels[end] == label:
        end += 1
    return range(first, end)


def _span(words: Sequence[Word], run: range) -> Span | None:
    return within_phrase(Span(words[run[0]].start, words[run[-1]].end)) if run else None


def _action(words: Sequence[Word], run: range) -> Span | None:
    """The words of an action, with the 不, 未 or the like right before it, which says the contrary (不够宽, 未整改); of
    an amount only what it says before its number: 超过 of 占比超过70%.
    """
    span = _span(words, run)
    if span is None:
        return None
    start, end = span.start, span.end
    last = words[run[-1]]
    if last.quantity >= 0:
        end = last.start + len(said_before_number(last.text))
        if end <= start:
            return None
    before = words[run[0] - 1] if run[0] else None
    if before is not None and before.end == start and before.text in _NEGATIONS:
        start = before.start
    return Span(start, end)


def load_roles(folder: Path | None = None) -> RoleModel | None:
    """The model in ``folder``, without one that of this installation; None where there is none."""
    if folder is None:
        return _installed()
    path = folder / FILE
    return read_roles(path) if path.is_file() else None


@cache
def _installed() -> RoleModel | None:
    path = find_model(FILE)
    return None if path is None else read_roles(path)


def read_roles(path: Path) -> RoleModel:
    """The model in ``path``; `ModelError` when it is not one of this version."""
    return read_model(
        path,
        VERSION,
        "a model of roles",
        lambda data: RoleModel(Weights(dict(data["named"])), Quartet(data["transitions"])),
    )
