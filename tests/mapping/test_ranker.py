"""The ranker: what weights choose, what model files are refused."""

import json
from pathlib import Path

import pytest

from cnreport.errors import ModelError
from cnreport.learned.weights import Weights, pack, tables
from cnreport.mapping.facts import find_facts
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.ranker import VERSION, FactRanker, best, load_ranker, read_ranker
from cnreport.mapping.syntax import Analyser
from cnreport.tokenizers import get_tokenizer

TEXT = "拆除违章鸡舍64处，办结信访件12件。"
AMOUNTS = [(6, 9), (15, 18)]


def test_the_highest_score_wins_and_the_first_of_equals() -> None:
    assert best({3: 1, 5: 2, -1: 0}) == 5
    assert best({3: 1, -1: 2}) == -1
    assert best({3: 0, 5: 0, -1: 0}) == 3


def test_weights_decide_over_the_rules() -> None:
    lexicon = load_lexicon()
    words = Analyser(get_tokenizer(words=lexicon.tagged()), lexicon).words(TEXT, 0, len(TEXT), AMOUNTS)
    proposed = find_facts(words, lexicon, 2)
    following = FactRanker(Weights(tables({"ruleof=": pack((1000, 0)), "ruleact=": pack((0, 1000))})))
    facts = following.facts(words, proposed, ["处", "件"], lexicon)
    assert [TEXT[f.action.start : f.action.end] for f in facts if f.action] == ["拆除", "办结"]
    assert [f.shape for f in facts] == [f.shape for f in proposed]
    silent = FactRanker(Weights(tables({"none": pack((1000, 1000))})))
    assert all(f.of is None and f.action is None for f in silent.facts(words, proposed, ["处", "件"], lexicon))


def test_the_installed_model_loads_once() -> None:
    assert load_ranker() is load_ranker()


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", json.dumps({"version": VERSION, "words": {}}), json.dumps({"version": VERSION - 1})],
)
def test_files_that_are_no_model_are_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ModelError) as raised:
        read_ranker(path)
    assert str(path) in str(raised.value)


def test_a_missing_file_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read_ranker(tmp_path / "none.json")
