"""Facts by construction: what each amount of a sentence counts and the verb that governs it."""

import re
import time
import tomllib
from pathlib import Path

import pytest

from cnreport.mapping.facts import Fact, find_facts
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser
from cnreport.text import Span
from cnreport.tokenizers import get_tokenizer

CONSTRUCTIONS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))["construction"]
CASES = [pytest.param(case, id=f"{c['name']}: {case}") for c in CONSTRUCTIONS for case in c["cases"]]
MARK = re.compile(r"\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]")


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(words=lexicon.tagged()), lexicon)


def read(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[str, str]]]:
    """The bare text, the amounts' places in it, and what is expected of each."""
    text, amounts, wanted, at = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        amounts.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        wanted.append((mark[2], mark[3]))
        at = mark.end()
    return text + marked[at:], amounts, wanted


def facts_of(analyser: Analyser, text: str, amounts: list[tuple[int, int]]) -> list[Fact]:
    return find_facts(analyser.words(text, 0, len(text), amounts), analyser.lexicon, len(amounts))


def quoted(text: str, span: Span | None) -> str:
    return "-" if span is None else text[span.start : span.end]


@pytest.mark.parametrize("marked", CASES)
def test_construction(marked: str, analyser: Analyser) -> None:
    text, amounts, wanted = read(marked)
    facts = facts_of(analyser, text, amounts)
    for fact, (of, action) in zip(facts, wanted, strict=True):
        noun = quoted(text, fact.of)
        assert noun.endswith(of) or of.endswith(noun), fact
        found = quoted(text, fact.action)
        assert found == action or (action != "-" and (action in found or found in action)), fact


def test_every_fact_names_its_construction(analyser: Analyser) -> None:
    text, amounts, _ = read("拆除[64处|-|-]鸡舍，占地[3亩|-|-]，[2天|-|-]完工。")
    assert all(fact.shape for fact in facts_of(analyser, text, amounts))


def test_no_amount_no_fact(analyser: Analyser) -> None:
    assert find_facts(analyser.words("工作有序推进。", 0, 7, []), analyser.lexicon, 0) == []
    assert find_facts([], analyser.lexicon, 0) == []


@pytest.mark.parametrize("piece", ["修路3里", "3里", "的3里", "、路3里", "，路3里", "分别3里", "为：路3里"])
def test_repetition_takes_linear_time(piece: str, analyser: Analyser) -> None:
    text = piece * (12_000 // len(piece))
    amounts = [(m.start(), m.end()) for m in re.finditer("3里", text)]
    started = time.process_time()
    assert len(facts_of(analyser, text, amounts)) == len(amounts)
    assert time.process_time() - started < 5
