"""Train the project's three models from annotated articles: ``python models/train.py [--extra DIR …] [--folds N]``.

Articles are markup files (``corpora/README.md``): those of ``corpora/annotated`` and of every ``--extra`` folder; in an
extra folder also articles with standoff gold beside them (``NAME.gold.json``), as ``cnreport review`` saves it. With
``--reports`` the excerpts of ``corpora/excerpts``, the sentences of ``corpora/amounts`` and those records of
``corpora/roles.jsonl`` that are of reports are added. ``--folds N`` measures the models alone instead of writing them:
each article is judged by models that have seen nothing of its document; ``models/held_out.py`` measures the whole
pipeline so. Seeded: the same articles give the same models.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from documents import SEED, Document, WayBack, add_options, deal, read_documents
from nets import Vocabulary, train_net
from roles import FIELDS, examples, judge_roles, read_roles, train_roles

from cnreport.dates import find_times
from cnreport.discourse import Discourse
from cnreport.discourse.clauses import Clause
from cnreport.discourse.clauses import Sentence as SpokenSentence
from cnreport.discourse.features import clause_features
from cnreport.discourse.model import FILE as KINDS_FILE
from cnreport.discourse.model import LABELS, KindModel
from cnreport.discourse.model import VERSION as KINDS_VERSION
from cnreport.errors import CnreportError
from cnreport.evaluation.markup import Tagged
from cnreport.layout import Paragraph, lay_out
from cnreport.learned.weights import UNIT, Names, pack, tables
from cnreport.mapping.candidates import Scene, Scores, is_right
from cnreport.mapping.facts import find_facts
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.ranker import FILE as FACTS_FILE
from cnreport.mapping.ranker import VERSION, FactRanker, load_ranker, read_ranker
from cnreport.mapping.roles import FILE as ROLES_FILE
from cnreport.mapping.roles import read_roles as read_roles_model
from cnreport.mapping.syntax import Analyser
from cnreport.schema import KINDS
from cnreport.text import Source, Span, View
from cnreport.text.clauses import split_sentences
from cnreport.tokenizers import DEFAULT, get_tokenizer

HERE = Path(__file__).parent
NAMES = Names()
# The features of clauses, by the rows that they have in this run.
ROWS = Vocabulary()
# A choice: the features of its candidates, and which of them are right.
Example = tuple[list[tuple[str, ...]], list[int]]
KIND_OF_TAG = {"A": "achievement", "P": "problem", "N": "plan", "X": "lead"}
EXCERPT_EVERY = 3
# So many of the short excerpts are trained on beside the whole speeches.
MOST_EXCERPTS = 3000
# The ranker is the mean of several trainings, each in an order of its own and blind to some features at every step.
TRAININGS, EPOCHS, RATE, DECAY, BLIND = 4, 5, 0.1, 2e-5, 0.07
RAREST_FEATURE = 4
SMALLEST_WEIGHT = 0.05


@dataclass
class Speech:
    """The clauses of a speech, and of each what the kind model sees of it, its gold label and its length."""

    text: str
    sentences: Sequence[SpokenSentence]
    clauses: Sequence[Clause]
    features: list[list[int]]
    labels: list[str]
    lengths: list[int]


@dataclass
class Sentence:
    """A sentence with quantities: its scene, and for each quantity the gold spans and whether it counts."""

    scene: Scene
    text: str
    gold: list[tuple[Span | None, Span | None, bool]]


@dataclass
class Article:
    """One annotated article, ready for both models.

    ``excerpts`` are its speeches read without their headings, sentences of them read alone, and those with which a kind
    begins: much that people say is short, and under no heading.
    """

    speeches: list[Speech]
    excerpts: list[Speech]
    sentences: list[Sentence]


def prepare(documents: Iterable[Document], tokenizer: str) -> list[Article]:
    """The articles that the models of kinds and facts are trained on, with the words of one segmenter."""
    discourse = Discourse(model=False)
    analyser = analyser_of(tokenizer)
    return [read_article(document, discourse, analyser) for document in documents]


def analyser_of(tokenizer: str) -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(tokenizer, words=lexicon.tagged()), lexicon)


def read_article(document: Document, discourse: Discourse, analyser: Analyser) -> Article:
    text, tags = document.text, document.tags
    page = lay_out(Source(text, document.name))
    kinds: list[str] = ["none"] * len(text)
    for tag in tags:
        if tag.tag in KIND_OF_TAG:
            kinds[tag.start : tag.end] = [KIND_OF_TAG[tag.tag]] * (tag.end - tag.start)
    speeches, excerpts = [], []
    for speech in page.speeches if document.whole else ():
        speeches += read_kinds(page.view, speech.paragraphs, kinds, discourse)
        bare = [paragraph for paragraph in speech.paragraphs if paragraph.role != "heading"]
        if len(bare) < len(speech.paragraphs):
            excerpts += read_kinds(page.view, bare, kinds, discourse)
        for excerpt in single_sentences(page.view.text, speech.paragraphs):
            excerpts += read_kinds(page.view, excerpt, kinds, discourse)
        if len(turns := turning_sentences(page.view, speech.paragraphs, kinds)) > 1:
            excerpts += read_kinds(page.view, turns, kinds, discourse)
    return Article(speeches, excerpts, list(read_sentences(text, tags, page.view, analyser)))


def read_kinds(
    view: View, paragraphs: Sequence[Paragraph], kinds: Sequence[str], discourse: Discourse
) -> Iterator[Speech]:
    sentences, clauses = discourse.clauses(view.text, paragraphs)
    if not clauses:
        return
    counts = [kinds_inside(view, kinds, clause.start, clause.end) for clause in clauses]
    labels = [commonest(found) for found in counts]
    features = clause_features(ROWS, view.text, sentences, clauses).rows()
    yield Speech(view.text, sentences, clauses, features, labels, [found.total() for found in counts])


def kinds_inside(view: View, kinds: Sequence[str], start: int, end: int) -> Counter[str]:
    """How many letters and figures of a stretch of the view are of each kind."""
    return Counter(kinds[view.offset(i)] for i in range(start, end) if view.text[i].isalnum())


def commonest(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0] if counts else "none"


def single_sentences(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Every third sentence alone under its headings: not every first clause is a greeting."""
    above: list[Paragraph] = []
    count = 0
    for paragraph in paragraphs:
        if paragraph.role == "heading":
            above = [heading for heading in above if heading.level < paragraph.level] + [paragraph]
        elif paragraph.role == "body":
            for sentence in split_sentences(text, paragraph.start, paragraph.end):
                count += 1
                if count % EXCERPT_EVERY == 0:
                    yield [*above, Paragraph(sentence.start, sentence.end, "body")]


def turning_sentences(view: View, paragraphs: Sequence[Paragraph], kinds: Sequence[str]) -> list[Paragraph]:
    """The first sentence of every run of one kind, as short notes go: a deed, what is wrong, what comes next."""
    found: list[Paragraph] = []
    last = ""
    for paragraph in paragraphs:
        for sentence in split_sentences(view.text, paragraph.start, paragraph.end) if paragraph.role == "body" else ():
            kind = commonest(kinds_inside(view, kinds, sentence.start, sentence.end))
            if kind in KINDS and kind != last:
                found.append(Paragraph(sentence.start, sentence.end, "body"))
                last = kind
    return found


def read_sentences(text: str, tags: Sequence[Tagged], view: View, analyser: Analyser) -> Iterator[Sentence]:
    way = WayBack(view)
    quantities = []
    for tag in tags:
        at = way.place(Span(tag.start, tag.end)) if tag.tag == "q" else None
        if at is not None and (not quantities or quantities[-1][0].end <= at.start):
            quantities.append((at, tag))
    times = find_times(view.text)
    for sentence in split_sentences(view.text, 0, len(view.text)):
        inside = [(at, tag) for at, tag in quantities if sentence.start <= at.start and at.end <= sentence.end]
        if not inside:
            continue
        stretches = [(t.start, min(t.end, sentence.end)) for t in times if sentence.start <= t.start < sentence.end]
        amounts = [(at.start, at.end) for at, _ in inside]
        words = analyser.words(view.text, sentence.start, sentence.end, amounts, stretches)
        facts = find_facts(words, analyser.lexicon, len(inside))
        scene = Scene(words, facts, [tag.attributes.get("u", "") for _, tag in inside], analyser.lexicon)
        gold = [
            (way.place(tag.place("of", text)), way.place(tag.place("act", text)), tag.attributes.get("opt") != "1")
            for _, tag in inside
        ]
        yield Sentence(scene, view.text, gold)


def train_kinds(articles: Sequence[Article]) -> dict[str, Any]:
    """The model of kinds, as `KindModel` reads it."""
    spoken = [speech for article in articles for speech in article.speeches]
    excerpts = [speech for article in articles for speech in article.excerpts]
    spoken += random.Random(SEED).sample(excerpts, min(len(excerpts), MOST_EXCERPTS))
    sequences = [(speech.features, speech.labels) for speech in spoken]
    return {"version": KINDS_VERSION, **train_net(sequences, ROWS, LABELS)}


def right_choices(sentence: Sentence, candidates: Iterable[int], gold: Span | None, task: str) -> list[int]:
    """The candidates that quote the gold; the empty one when there is none."""
    if gold is None:
        return [-1]
    words = sentence.scene.words
    return [index for index in candidates if index >= 0 and is_right(words[index], gold, sentence.text, task)]


def fact_examples(articles: Sequence[Article]) -> dict[str, list[Example]]:
    examples: dict[str, list[Example]] = {"of": [], "action": []}
    for article in articles:
        for sentence in article.sentences:
            scene = sentence.scene
            chosen: list[tuple[int, int]] = []
            for order, (of, action, counts) in enumerate(sentence.gold):
                sums = scene.sums(NAMES, order, chosen)
                verbs = {i: sums[i] for i in scene.verbs(order)}
                right_verbs = right_choices(sentence, verbs, action, "action")
                verb = right_verbs[0] if right_verbs else -1
                told = scene.told(NAMES, order, verb)
                nouns = {i: sums[i] + told[i] for i in scene.nouns(order)}
                right_nouns = right_choices(sentence, nouns, of, "of")
                noun = right_nouns[0] if right_nouns else -1
                chosen.append((noun, verb))
                if counts and right_verbs:
                    examples["action"].append(example(verbs, right_verbs))
                if counts and right_nouns:
                    examples["of"].append(example(nouns, right_nouns))
    return examples


def example(candidates: Scores, right: Sequence[int]) -> Example:
    indices = list(candidates)
    return list(candidates.values()), [indices.index(index) for index in right]


def train_ranker(examples: Sequence[Example]) -> dict[str, int]:
    """The mean weights of `TRAININGS` trainings."""
    counts = Counter(feature for candidates, _ in examples for c in candidates for feature in c)
    kept = (feature for feature, count in counts.items() if count >= RAREST_FEATURE)
    vocabulary = {feature: number for number, feature in enumerate(kept)}
    rows = []
    for candidates, right in examples:
        numbers = [[vocabulary[f] for f in c if f in vocabulary] for c in candidates]
        owners = np.repeat(np.arange(len(numbers)), [len(found) for found in numbers])
        rows.append((np.array([n for found in numbers for n in found], dtype=np.int32), owners, len(numbers), right))
    mean = sum(train_once(rows, len(vocabulary), SEED + n) for n in range(TRAININGS)) / TRAININGS
    return {f: round(UNIT * mean[i]) for f, i in vocabulary.items() if abs(mean[i]) >= SMALLEST_WEIGHT}


def train_once(rows: Sequence[tuple[np.ndarray, np.ndarray, int, list[int]]], size: int, seed: int) -> np.ndarray:
    """Weights by AdaGrad on the softmax loss, averaged over the second half of the epochs.

    A row is one choice: the features of its candidates one after the other, the candidate that each belongs to, how
    many candidates there are, and which are right.
    """
    weights, total = np.zeros(size), np.zeros(size)
    squares = np.full(size, 1e-6)
    order = list(range(len(rows)))
    shuffler, chance = random.Random(seed), np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        shuffler.shuffle(order)
        for number in order:
            features, owners, count, right = rows[number]
            seen = chance.random(len(features)) >= BLIND
            features, owners = features[seen], owners[seen]
            scores = np.bincount(owners, weights[features], count)
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            slopes = chances.copy()
            slopes[right] -= chances[right] / chances[right].sum()
            slopes[np.abs(slopes) < 1e-3] = 0
            steep = slopes[owners] != 0
            touched, where = np.unique(features[steep], return_inverse=True)
            gradient = np.bincount(where, slopes[owners][steep], len(touched)) + DECAY * weights[touched]
            squares[touched] += gradient * gradient
            weights[touched] -= RATE * gradient / np.sqrt(squares[touched])
        if epoch >= EPOCHS // 2:
            total += weights
    return total / (EPOCHS - EPOCHS // 2)


def train_facts(articles: Sequence[Article]) -> dict[str, Any]:
    """The model of facts, as `FactRanker` reads it."""
    examples = fact_examples(articles)
    of, action = train_ranker(examples["of"]), train_ranker(examples["action"])
    packed = {feature: pack((of.get(feature, 0), action.get(feature, 0))) for feature in of | action}
    return {"version": VERSION, "named": tables(packed)}


def write_models(articles: Sequence[Article], folder: Path) -> None:
    """Those of kinds and of facts."""
    write_model(train_kinds(articles), folder / KINDS_FILE)
    write_model(train_facts(articles), folder / FACTS_FILE)


def write_model(data: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write_roles(reports: Path | None, folder: Path, tokenizer: str) -> None:
    """The model of roles, beside that of facts, which it looks at."""
    documents = read_roles(reports)
    if not documents:
        return
    analyser = analyser_of(tokenizer)
    found = examples(documents, analyser, read_ranker(folder / FACTS_FILE), Discourse(models=folder))
    write_model(train_roles(chain.from_iterable(found), analyser), folder / ROLES_FILE)


def measure(documents: Sequence[Document], articles: Sequence[Article], folds: int) -> None:
    """Print held-out figures: each article is judged by models trained on the articles of the other folds."""
    tallies: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for fold in deal(documents, folds):
            training = [article for number, article in enumerate(articles) if number not in fold]
            write_models(training, Path(folder))
            ranker = read_ranker(Path(folder) / FACTS_FILE)
            kinds = KindModel(Path(folder) / KINDS_FILE)
            for number in fold:
                document = documents[number]
                if not document.whole:
                    continue
                tally: Counter[str] = Counter()
                judge_kinds(articles[number], kinds, tally)
                judge_facts(articles[number], ranker, tally)
                for name in ("all", document.part, f"{document.part}: {document.genre}"):
                    tallies.setdefault(name, Counter()).update(tally)
    for name, tally in sorted(tallies.items()):
        print(name, *(f"{key} {value:.4f}" for key, value in figures(tally).items()), f"quantities {tally['n']}")


def measure_roles(reports: Path | None, folds: int, tokenizer: str) -> None:
    """Print held-out figures of the roles. The ranker of facts, whose choices the model sees, is the installed one, and
    so is the model of kinds, which finds the records that nobody read.
    """
    documents = read_roles(reports)
    ranker, analyser = load_ranker(), analyser_of(tokenizer)
    if not documents or ranker is None:
        return
    found = list(examples(documents, analyser, ranker, Discourse()))
    tallies: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            others = (each for number, each in enumerate(found) if number % folds != fold)
            write_model(train_roles(chain.from_iterable(others), analyser), Path(folder) / ROLES_FILE)
            model = read_roles_model(Path(folder) / ROLES_FILE)
            for number in range(fold, len(found), folds):
                tally: Counter[str] = Counter()
                judge_roles(found[number], model, analyser, tally)
                for name in ("all", documents[number].part):
                    tallies.setdefault(name, Counter()).update(tally)
    for name, tally in sorted(tallies.items()):
        shares = (f"{field} {tally[field] / max(tally[f'{field} asked'], 1):.4f}" for field in FIELDS)
        print(
            "roles:",
            name,
            *shares,
            f"all three {tally['all'] / max(tally['records'], 1):.4f}",
            f"records {tally['records']}",
        )


def judge_kinds(article: Article, model: KindModel, tally: Counter[str]) -> None:
    for speech in article.speeches:
        model.judge(speech.text, speech.sentences, speech.clauses)
        for want, clause, length in zip(speech.labels, speech.clauses, speech.lengths, strict=True):
            if want == "lead":
                continue
            tally["gold " + want] += length
            tally["pred " + clause.kind] += length
            if want == clause.kind:
                tally["hit " + clause.kind] += length


def judge_facts(article: Article, ranker: FactRanker, tally: Counter[str]) -> None:
    for sentence in article.sentences:
        chosen: list[tuple[int, int]] = []
        for order, (of, action, counts) in enumerate(sentence.gold):
            noun, verb = ranker.choose(sentence.scene, order, chosen)
            chosen.append((noun, verb))
            if counts:
                right_verb = verb in right_choices(sentence, [verb], action, "action")
                right_noun = noun in right_choices(sentence, [noun], of, "of")
                tally.update(n=1, of=right_noun, action=right_verb, both=right_noun and right_verb)


def figures(tally: Counter[str]) -> dict[str, float]:
    found = {}
    for kind in ("achievement", "problem", "plan"):
        total = tally["gold " + kind] + tally["pred " + kind]
        found[kind] = 2 * tally["hit " + kind] / total if total else 1.0
    found["kinds"] = sum(found.values()) / 3
    for key in ("of", "action", "both"):
        found[key] = tally[key] / max(tally["n"], 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation over this many folds")
    parser.add_argument("--tokenizer", default=DEFAULT, help="the segmenter to train with (docs/tokenizers.md)")
    parser.add_argument("--output", type=Path, default=HERE, help="where the models go")
    options = parser.parse_args()
    try:
        documents = read_documents(options.extra, options.reports)
        articles = prepare(documents, options.tokenizer)
    except CnreportError as error:
        sys.exit(f"error: {error}")
    if options.folds:
        measure(documents, articles, options.folds)
        measure_roles(options.reports, options.folds, options.tokenizer)
    else:
        options.output.mkdir(parents=True, exist_ok=True)
        write_models(articles, options.output)
        write_roles(options.reports, options.output, options.tokenizer)
        print(f"trained on {len(articles)} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
