"""The annotated records of ``corpora/roles.jsonl``, and the model of roles that is trained on them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from chains import train_chain
from documents import CORPUS, REPORTS, ROOT, WayBack

from cnreport.dates import find_times
from cnreport.evaluation.markup import parse_markup
from cnreport.layout import lay_out
from cnreport.learned.weights import Names
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
NAMES = Names()
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
    """A record ready for training: its words, the facts of its amounts, and what was annotated, in the view."""

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


def examples(documents: Iterable[RoleDocument], analyser: Analyser, ranker: FactRanker) -> Iterator[list[Example]]:
    """The examples of each document."""
    for document in documents:
        view = lay_out(Source(document.text, document.name)).view
        way = WayBack(view)
        times = find_times(view.text)
        analysis = Analysis(view.text, analyser, mentions := Mentions(find_quantities(view.text), times), ranker)
        places = [way.place(Span(record.start, record.end)) for record in document.records]
        analysis.read(0, len(view.text), sorted(place.start for place in places if place))
        found = []
        for record, place in zip(document.records, places, strict=True):
            if place is None:
                continue
            words = analysis.record_words(place.start, place.end)
            facts = [analysis.fact(i) for i in mentions.inside(place.start, place.end)]
            gold = {name: span and way.place(span) for name, span in record.fields.items()}
            found.append(Example(view.text, words, facts, gold))
        yield found


def train_roles(found: Iterable[Example], analyser: Analyser) -> dict[str, Any]:
    """The model of roles, as `cnreport.mapping.roles` reads it, from examples without a doubtful field."""
    sure = [example for example in found if example.words and len(example.gold) == len(FIELDS)]
    features = word_features(NAMES, [(example.words, example.facts) for example in sure], analyser.lexicon)
    return {"version": VERSION, **train_chain(zip(features, map(labels, sure), strict=True), LABELS, SETTINGS)}


def labels(example: Example) -> list[str]:
    """The label of each word."""
    found = ["none"] * len(example.words)
    for name, span in example.gold.items():
        for k in words_in(example.words, span) if span else ():
            found[k] = name
    return found


def judge_roles(found: Sequence[Example], model: RoleModel, analyser: Analyser, tally: Counter[str]) -> None:
    """Count what the model gets right of records that it has not seen, field by field and as a whole."""
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
