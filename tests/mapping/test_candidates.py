"""The candidates of an amount and which of them quote the gold."""

import pytest

from cnreport.learned.weights import Names, Weights, tables
from cnreport.mapping.candidates import Scene, is_right
from cnreport.mapping.facts import find_facts
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser
from cnreport.text import Span
from cnreport.tokenizers import get_tokenizer

NAMES = Names()
TEXT = "全县拆除违章鸡舍64处，栽植行道树320棵。"
AMOUNTS = [(8, 11), (17, 21)]


def scene_of(text: str, amounts: list[tuple[int, int]], units: list[str]) -> Scene:
    lexicon = load_lexicon()
    words = Analyser(get_tokenizer(words=lexicon.tagged()), lexicon).words(text, 0, len(text), amounts)
    return Scene(words, find_facts(words, lexicon, len(amounts)), units, lexicon)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return scene_of(TEXT, AMOUNTS, ["处", "棵"])


def texts(scene: Scene, indices: list[int]) -> list[str]:
    *candidates, none = indices
    assert none == -1
    return [scene.words[index].text for index in candidates]


def test_candidates_are_the_words_around_nearest_first_and_none(scene: Scene) -> None:
    nouns, verbs = texts(scene, scene.nouns(0)), texts(scene, scene.verbs(0))
    assert nouns[0] == "鸡舍"
    assert "拆除" in verbs
    assert "鸡舍" not in verbs
    assert "处" not in nouns
    assert {*scene.nouns(0), *scene.verbs(0)} == set(scene.sums(NAMES, 0, []))


def test_stops_bound_the_candidates() -> None:
    lexicon = load_lexicon()
    text = "拆除鸡舍，" + "整治沟渠，" * 8 + "栽植行道树320棵。"
    at = text.index("320棵")
    words = Analyser(get_tokenizer(words=lexicon.tagged()), lexicon).words(text, 0, len(text), [(at, at + 4)])
    scene = Scene(words, find_facts(words, lexicon, 1), ["棵"], lexicon)
    assert "鸡舍" not in texts(scene, scene.nouns(0))
    assert "拆除" not in texts(scene, scene.verbs(0))


def test_the_rules_proposals_are_features(scene: Scene) -> None:
    sums = scene.sums(NAMES, 0, [])
    assert [scene.words[index].text for index, score in sums.items() if "ruleact=" in score] == ["拆除"]
    assert [scene.words[index].text for index, score in sums.items() if "ruleof=" in score] == ["鸡舍"]


def test_the_choices_before_are_features(scene: Scene) -> None:
    noun, verb = scene.nouns(0)[0], scene.verbs(0)[0]
    sums = scene.sums(NAMES, 1, [(noun, verb)])
    assert [i for i, score in sums.items() if "prevof=" in score] == [noun]
    assert [i for i, score in sums.items() if "prevact=" in score] == [verb]


def test_spans_of_choices(scene: Scene) -> None:
    span = scene.noun_span(scene.nouns(0)[0])
    assert span is not None
    assert TEXT[span.start : span.end].endswith("鸡舍")
    assert scene.noun_span(-1) is None
    assert scene.verb_span(-1) is None


def test_right_is_the_same_end_for_nouns_and_an_overlap_for_verbs(scene: Scene) -> None:
    words = {word.text: word for word in scene.words}
    assert is_right(words["鸡舍"], Span(4, 8), TEXT, "of")
    assert not is_right(words["鸡舍"], Span(4, 6), TEXT, "of")
    assert is_right(words["拆除"], Span(0, 4), TEXT, "action")
    assert not is_right(words["拆除"], Span(4, 8), TEXT, "action")


def test_weights_add_up_the_features_that_the_names_tell(scene: Scene) -> None:
    chosen: list[tuple[int, int]] = []
    for order in range(2):
        noun, verb = scene.nouns(order)[0], scene.verbs(order)[0]
        for named, weigh in (
            (scene.sums(NAMES, order, chosen), lambda weights: scene.sums(weights, order, chosen)),  # noqa: B023
            (scene.told(NAMES, order, verb), lambda weights: scene.told(weights, order, verb)),  # noqa: B023
        ):
            names = sorted({name for score in named.values() for name in score})
            weights = Weights(tables({name: number for number, name in enumerate(names)}))
            assert weigh(weights) == {index: sum(map(names.index, score)) for index, score in named.items()}
        chosen.append((noun, verb))


def test_a_verb_tells_of_each_noun_that_may_be_counted(scene: Scene) -> None:
    verb = next(i for i in scene.verbs(0) if scene.words[i].text == "拆除")
    told = scene.told(NAMES, 0, verb)
    assert set(scene.nouns(0)) <= set(told)
    assert "vn拆除=舍" in told[scene.nouns(0)[0]]
    assert "naw=拆除" in told[-1]
    assert not any(name.startswith("naw=") for name in scene.told(NAMES, 0, -1)[-1])


def test_one_noun_may_have_several_counts_of_a_unit() -> None:
    """共火点12处，其中甲镇5处: 5处 are such as the 12处 before, though another amount stands between."""
    text = "发现火点12处，出动80人，其中甲镇5处。"
    scene = scene_of(text, [(4, 7), (10, 13), (18, 20)], ["处", "人", "处"])
    words = scene.words
    fire = next(i for i, word in enumerate(words) if word.text.endswith("火点"))
    named = scene.sums(NAMES, 2, [(fire, -1), (-1, -1)])
    assert [i for i, score in named.items() if any(name.startswith("again=of11") for name in score)] == [fire]
    assert not any(name.startswith("again=of11") for name in scene.sums(NAMES, 1, [(fire, -1)])[fire])
