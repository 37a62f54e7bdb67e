"""The annotated records of ``corpora/roles.jsonl``, and the model of roles that is trained on them.

A net that sees a whole record (`nets.py`) reads roles better than the chain, which is fast enough to work. So the net
is trained first and labels records of the same texts that nobody annotated; the chain learns from all of them (Hinton
et al. 2015).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from chains import train_chain
from documents import CORPUS, REPORTS, ROOT, SEED, WayBack
from nets import Sequenced, Vocabulary, train_net

from cnreport.dates import find_times
from cnreport.discourse import Discourse
from cnreport.evaluation.markup import parse_markup
from cnreport.layout import lay_out
from cnreport.learned.net import Net, Rows, Seen
from cnreport.learned.quartet import Quartet
from cnreport.learned.weights import UNIT, pack
from cnreport.mapping.analysis import Analysis, Mentions
from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame
from cnreport.mapping.ranker import FactRanker
from cnreport.mapping.role_features import word_features
from cnreport.mapping.roles import LABELS, VERSION, RoleModel
from cnreport.mapping.syntax import Analyser
from cnreport.mapping.word import Word, words_in
from cnreport.quantity import find_quantities
from cnreport.text import Source, Span

ROLES = ROOT / "corpora" / "roles.jsonl"
FIELDS = ("action", "object", "actor")
# What the net is told of a word: what stands around it, it sees for itself.
TOLD = frozenset(("w", "s2", "s", "p", "l", "lx", "o", "nq", "vs", "v", "u", "e", "n", "f", "lw"))
# How much of what the steps between labels tell is added to what the net says; and no label is less likely than this.
_UNSEEN, _LEAST = 0.3, 1e-9
# So many of the records that nobody annotated are taught.
MOST_UNREAD = 60_000
SETTINGS = {"c1": 0.2, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": True}
_DIGEST = 16
# Of two phrases with the same end the shorter must be so much of the longer for them to be the same object or actor.
_MOST_OF_IT = 0.5
_EDGES = '“”"‘’，。；：、'


@dataclass(slots=True)
class Annotated:
    """A record of a document: its place, and of each field that is not doubtful its place, or None for none."""

    start: int
    end: int
    fields: dict[str, Span | None]


@dataclass(slots=True)
class RoleDocument:
    """A text with annotated records; ``part`` is the collection that it belongs to."""

    name: str
    part: str
    text: str
    records: list[Annotated] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """A record ready for training: its words, the facts of its amounts, and what was annotated, in the view: nothing of
    one that nobody read.
    """

    text: str
    words: list[Word]
    facts: list[Fact]
    gold: dict[str, Span | None]


def read_roles(reports: Path | None) -> list[RoleDocument]:
    """The documents of `ROLES` that are there: the project's own articles, and reports in the folder ``reports``."""
    if not ROLES.is_file():
        return []
    reports = reports or REPORTS
    lines = map(json.loads, ROLES.read_text(encoding="utf-8").splitlines())
    documents = []
    missing = 0
    for (name, digest), group in groupby(lines, key=lambda line: (line["document"], line["sha256"])):
        article = CORPUS / f"{name}.xml"
        text = _text(article if article.is_file() else reports / f"{name}.txt")
        if text is None or sha256(text.encode()).hexdigest()[:_DIGEST] != digest:
            missing += 1
            continue
        records = [
            Annotated(
                line["start"],
                line["end"],
                {field: line[field] and Span(*line[field]) for field in FIELDS if field in line},
            )
            for line in group
        ]
        documents.append(RoleDocument(name, "corpus" if article.is_file() else "reports", text, records))
    left_out = f", {missing} left out: they are not there, or are others" if missing else ""
    print(f"records of {len(documents)} texts{left_out}", file=sys.stderr)
    return documents


def _text(path: Path) -> str | None:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError:
        return None
    return parse_markup(text, str(path))[0] if path.suffix == ".xml" else text


def examples(
    documents: Iterable[RoleDocument], analyser: Analyser, ranker: FactRanker, discourse: Discourse
) -> Iterator[list[Example]]:
    """The examples of each document: the annotated records, and the others that ``discourse`` finds."""
    for document in documents:
        page = lay_out(Source(document.text, document.name))
        view = page.view
        way = WayBack(view)
        times = find_times(view.text)
        analysis = Analysis(view.text, analyser, mentions := Mentions(find_quantities(view.text), times), ranker)
        gold = {
            place: {name: span and way.place(span) for name, span in record.fields.items()}
            for record in document.records
            if (place := way.place(Span(record.start, record.end)))
        }
        read = {place.start for place in gold}
        others = [
            Span(statement.start, statement.end)
            for speech in page.speeches
            for statement in discourse.statements(view.text, speech.paragraphs)
            if statement.start not in read
        ]
        places = sorted([*gold, *others], key=lambda place: place.start)
        analysis.read(0, len(view.text), [place.start for place in places])
        yield [
            Example(
                view.text,
                analysis.record_words(place.start, place.end),
                [analysis.fact(i) for i in mentions.inside(place.start, place.end)],
                gold.get(place, {}),
            )
            for place in places
        ]


def train_roles(found: Iterable[Example], analyser: Analyser) -> dict[str, Any]:
    """The model of roles, as `cnreport.mapping.roles` reads it, from examples without a doubtful field and from what a
    net trained on these says of those that nobody read.
    """
    whole = [example for example in found if example.words]
    unread = [example for example in whole if not example.gold]
    known = [example for example in whole if len(example.gold) == len(FIELDS)]
    known += random.Random(SEED).sample(unread, min(len(unread), MOST_UNREAD))
    vocabulary = Vocabulary()
    features = word_features(vocabulary, [(example.words, example.facts) for example in known], analyser.lexicon)
    told = [[[row for row in word if vocabulary.names[row - 1][0] in TOLD] for word in words] for words in features]
    right = [labels(example) if example.gold else None for example in known]
    teacher = Teacher([(words, each) for words, each in zip(told, right, strict=True) if each], vocabulary)
    names = [f"{name}={key}" for name, key in vocabulary.names]
    sequences = (
        ([[names[row - 1] for row in word] for word in words], each or teacher.labels(seen))
        for words, seen, each in zip(features, told, right, strict=True)
    )
    return {"version": VERSION, **train_chain(sequences, LABELS, SETTINGS)}


class Teacher:
    """A net over the words of a record, with the labels likeliest together."""

    def __init__(self, lesson: Sequence[Sequenced], vocabulary: Vocabulary) -> None:
        data = train_net(lesson, vocabulary, LABELS)
        rows = Rows(data["names"])
        self._net = Net(data["net"], len(rows))
        self._known = [0, *(next(iter(rows.named(name)(key, ())), 0) for name, key in vocabulary.names)]
        self._chain = Quartet(_steps(found for _, found in lesson))

    def labels(self, words: Sequence[Sequence[int]]) -> list[str]:
        """The label of each word, by the rows of its features."""
        rows = [[0, *(self._known[row] for row in word)] for word in words]
        starts = np.cumsum([0, *map(len, rows[:-1])])
        seen = Seen(np.zeros((len(rows), 1), np.int64), np.array(list(chain.from_iterable(rows))), starts)
        scores = np.round(UNIT * np.log(self._net.likelihoods(seen) + _LEAST)).astype(int)
        sums = [pack((score[:-1] - score[-1]).tolist()) for score in scores]
        return [LABELS[label] for label in self._chain.labels(sums)]


def _steps(found: Iterable[Sequence[str]]) -> list[list[int]]:
    """How much likelier each label is behind each other one than anywhere: what of it the net does not see itself."""
    counts = np.ones((len(LABELS), len(LABELS)))
    for label, following in chain.from_iterable(map(pairwise, found)):
        counts[LABELS.index(label), LABELS.index(following)] += 1
    shares = counts / counts.sum(axis=1, keepdims=True) * counts.sum() / counts.sum(axis=0)
    steps: list[list[int]] = np.round(_UNSEEN * UNIT * np.log(shares)).astype(int).tolist()
    return steps


def labels(example: Example) -> list[str]:
    """The label of each word."""
    found = ["none"] * len(example.words)
    for name, span in example.gold.items():
        for k in words_in(example.words, span) if span else ():
            found[k] = name
    return found


def judge_roles(found: Sequence[Example], model: RoleModel, analyser: Analyser, tally: Counter[str]) -> None:
    """Count what the model gets right of annotated records that it has not seen, field by field and as a whole."""
    found = [example for example in found if example.gold]
    frames = model.frames([(example.words, example.facts) for example in found], analyser.lexicon)
    for example, frame in zip(found, frames, strict=True):
        right = [is_same(name, example, frame, tally) for name in example.gold]
        tally.update(records=1, all=all(right))


def is_same(name: str, example: Example, frame: Frame, tally: Counter[str]) -> bool:
    """Whether a field is right: for an action one holds the other, else one ends the other and is most of it."""
    span, gold = getattr(frame, name), example.gold[name]
    one, other = ("".join(example.text[s.start : s.end].split()).strip(_EDGES) if s else "" for s in (span, gold))
    same = one == other
    if one and other and not same:
        short, long = sorted((one, other), key=len)
        same = short in long if name == "action" else long.endswith(short) and len(short) >= _MOST_OF_IT * len(long)
    tally.update({f"{name} asked": 1, name: same})
    return same
