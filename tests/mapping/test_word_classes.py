"""Rule files of words by class: what a rule may say, and where a mistake stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.mapping.lexicon import function_words, load_lexicon
from cnreport.mapping.morphemes import load_morphemes
from cnreport.mapping.word_classes import word_classes


def test_rules_of_one_class_add_up(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[function_words]]\nid = "mine"\nclass = "passing"\nwords = ["一次"]\n', "utf-8")
    usual = function_words(None)
    assert function_words(overlay) == usual | {"passing": usual["passing"] | {"一次"}}


@pytest.mark.parametrize(
    ("table", "load"), [("verbs", load_lexicon), ("function_words", function_words), ("morphemes", load_morphemes)]
)
@pytest.mark.parametrize(
    ("rule", "line", "reason"),
    [
        ('id = "mine"\nwords = ["瓦"]', 2, "there is no class 'mine'"),
        ('id = "mine"\nclass = "nothing"\nwords = ["瓦"]', 4, "there is no class 'nothing'"),
        ('id = "mine"\nclass = 3\nwords = ["瓦"]', 4, "'class' must be a non-empty string"),
        ('id = "mine"\nextend = true\nwords = ["瓦"]', 2, "no rule with this id to extend"),
        ('id = "mine"\nword = ["瓦"]', 4, "unknown field 'word'"),
    ],
)
def test_a_mistake_has_its_file_and_line(
    tmp_path: Path, table: str, load: Callable[[Path], object], rule: str, line: int, reason: str
) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(f"\n[[{table}]]\n{rule}\n", "utf-8")
    with pytest.raises(RulesError, match=reason) as caught:
        load(overlay)
    assert caught.value.where == f"{overlay}:{line}"


@pytest.mark.parametrize(("table", "name"), [("verbs", "single"), ("function_words", "adverbs"), ("morphemes", "made")])
@pytest.mark.parametrize("words", ['"瓦"', "[3]", '[""]'])
def test_words_are_a_list_of_texts(tmp_path: Path, table: str, name: str, words: str) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(f'[[{table}]]\nid = "{name}"\nextend = true\nwords = {words}\n', "utf-8")
    with pytest.raises(RulesError, match="'words' must be a list of non-empty strings") as caught:
        word_classes(table, [name], overlay)
    assert caught.value.where == f"{overlay}:4"


def test_a_class_of_characters_has_no_longer_words(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[morphemes]]\nid = "made"\nextend = true\nwords = ["瓦", "琉璃瓦"]\n', "utf-8")
    with pytest.raises(RulesError, match="'made' is of single characters: '琉璃瓦' is none") as caught:
        load_morphemes(overlay)
    assert caught.value.where == f"{overlay}:4"


def test_an_unknown_class_hints_at_the_nearest(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[morphemes]]\nid = "mine"\nclass = "thing"\nwords = ["瓦"]\n', "utf-8")
    with pytest.raises(RulesError) as caught:
        load_morphemes(overlay)
    assert "'things'" in caught.value.hint
