"""The word classes and what the user's overlay does to them."""

from pathlib import Path

from cnreport.mapping.lexicon import load_lexicon


def test_every_class_has_words() -> None:
    lexicon = load_lexicon()
    for name in lexicon.__dataclass_fields__:
        assert getattr(lexicon, name), name


def test_words_for_the_tokenizer() -> None:
    tagged = dict(load_lexicon().tagged())
    assert tagged["拆除"] == "v"
    assert tagged["充电桩"] == "n"
    assert all(len(word) > 1 for word, tag in tagged.items() if tag == "v")


def test_indicators_and_rates() -> None:
    lexicon = load_lexicon()
    assert lexicon.is_indicator("建筑面积")
    assert not lexicon.is_rate("建筑面积")
    assert lexicon.is_rate("覆盖率")
    assert not lexicon.is_indicator("小区")


def test_the_user_can_add_and_disable_words(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text(
        '[[verbs]]\nid = "leftover"\nreplace = true\nwords = ["残存"]\n'
        '[[indicators]]\nid = "own.level"\nsuffixes = ["级数"]\n',
        "utf-8",
    )
    lexicon = load_lexicon(overlay)
    assert lexicon.leftover == {"残存"}
    assert lexicon.is_indicator("震动级数")
