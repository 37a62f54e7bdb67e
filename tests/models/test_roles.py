"""The net that teaches the model of roles, and the records that it teaches with."""

from __future__ import annotations

import random
from typing import Any

import pytest

from cnreport.discourse import Discourse
from cnreport.evaluation.markup import parse_markup
from cnreport.layout import lay_out
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.ranker import load_ranker
from cnreport.mapping.syntax import Analyser
from cnreport.text import Source, Span
from cnreport.tokenizers import DEFAULT, get_tokenizer
from tests.models.conftest import ROOT, import_script

ARTICLE = ROOT / "corpora" / "annotated" / "dafu-01.xml"


@pytest.fixture(scope="module")
def roles() -> Any:
    return import_script("roles")


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(DEFAULT, lexicon.tagged()), lexicon)


def test_the_teacher_reads_what_stands_around_a_word(roles: Any) -> None:
    vocabulary = roles.Vocabulary()
    (verb,), (noun,), (stop,) = (vocabulary.named("w")(key, ()) for key in "VNX")
    chance = random.Random(1)

    def record() -> tuple[list[list[int]], list[str]]:
        before, behind = chance.randrange(3), chance.randrange(1, 4)
        words = [noun] * before + [verb] + [noun] * behind + [stop, noun]
        return [[word] for word in words], ["actor"] * before + ["action"] + ["object"] * behind + ["none", "none"]

    teacher = roles.Teacher([record() for _ in range(600)], vocabulary)
    for words, expected in [record() for _ in range(40)]:
        assert teacher.labels(words) == expected


def test_the_records_that_nobody_read_are_examples_too(roles: Any, analyser: Analyser) -> None:
    text, _ = parse_markup(ARTICLE.read_text(encoding="utf-8"), str(ARTICLE))
    page = lay_out(Source(text))
    discourse = Discourse()
    statements = [each for speech in page.speeches for each in discourse.statements(page.view.text, speech.paragraphs)]
    read = statements[2]
    at = page.view.to_source(read.start, read.end)
    annotated = roles.Annotated(at.start, at.end, dict.fromkeys(roles.FIELDS))
    document = roles.RoleDocument(ARTICLE.stem, "corpus", text, [annotated])
    (found,) = roles.examples([document], analyser, load_ranker(), discourse)
    assert len(found) == len(statements)
    assert [bool(example.gold) for example in found] == [statement is read for statement in statements]
    for example, statement in zip(found, statements, strict=True):
        assert all(statement.start <= word.start and word.end <= statement.end for word in example.words)


def test_what_an_example_is_taught_with(roles: Any, analyser: Analyser) -> None:
    text = "县水利局新建水库3座。"
    words = analyser.words(text, 0, len(text), [(8, 10)])
    gold = {"action": Span(4, 6), "object": Span(6, 8), "actor": Span(0, 4)}
    labels = roles.labels(roles.Example(text, words, [], gold))
    assert [label for word, label in zip(words, labels, strict=True) if word.start < 8] == [
        next(name for name, span in gold.items() if word.start < span.end and span.start < word.end)
        for word in words
        if word.start < 8
    ]
    assert labels[-1] == "none"
