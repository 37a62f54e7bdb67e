import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnreport.errors import TokenizerError
from cnreport.tokenizers import Tokenizer, get_tokenizer
from cnreport.tokenizers.base import Token, tile

SENTENCE = "全镇新修步道1200平方米，\r\n清运垃圾 ３０余车；改造老旧小区12个。"
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("一二十百万亿多余个处区路改造\r\n 　12.5%，。“”\ud800")), max_size=60
)


def texts(tokenizer: Tokenizer, text: str) -> list[str]:
    tokens = tokenizer.tokens(text)
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]
    words = [text[token.start : token.end] for token in tokens]
    assert "".join(words) == text
    assert all(words)
    return words


@pytest.fixture(scope="module")
def rjieba() -> Tokenizer:
    return get_tokenizer()


@pytest.fixture(scope="module")
def jieba() -> Tokenizer:
    return get_tokenizer("jieba")


@pytest.fixture(scope="module")
def pkuseg_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy_pkuseg

    folder = tmp_path_factory.mktemp("pkuseg")
    lines = ["全镇 改造 小区 十二 个", "清运 垃圾 三十 车", "改造 道路 五 条", "清运 全镇 垃圾"] * 4
    (folder / "train.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = str(folder / "train.txt")
    spacy_pkuseg.train(corpus, corpus, str(folder / "model"), train_iter=3)
    return folder / "model"


@pytest.fixture(scope="module")
def spacy_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy

    folder = tmp_path_factory.mktemp("spacy")
    spacy.blank("zh").to_disk(folder)
    return folder


def test_rjieba_is_the_default_and_tags(rjieba: Tokenizer) -> None:
    assert rjieba.name == "rjieba"
    assert "垃圾" in texts(rjieba, SENTENCE)
    tags = {SENTENCE[start:end]: tag for start, end, tag in rjieba.tokens(SENTENCE)}
    assert (tags["1200"], tags["平方米"], tags["改造"]) == ("m", "q", "v")


def test_jieba_agrees_with_rjieba(rjieba: Tokenizer, jieba: Tokenizer) -> None:
    plain = "改造道路1200平方米，清运垃圾，完善制度。"
    assert jieba.tokens(plain) == rjieba.tokens(plain)


@given(TEXTS)
def test_rjieba_tiles_any_text(rjieba: Tokenizer, text: str) -> None:
    texts(rjieba, text)


@given(TEXTS)
@settings(max_examples=50)
def test_jieba_tiles_any_text(jieba: Tokenizer, text: str) -> None:
    texts(jieba, text)


def test_pkuseg_tiles_any_text(pkuseg_model: Path) -> None:
    tokenizer = get_tokenizer(f"pkuseg:{pkuseg_model}", [("老旧小区", "n")])
    assert tokenizer.name == f"pkuseg:{pkuseg_model}"

    @given(TEXTS)
    @settings(max_examples=50)
    def tiles(text: str) -> None:
        texts(tokenizer, text)

    tiles()
    assert "老旧小区" in texts(tokenizer, SENTENCE)
    tags = {SENTENCE[start:end]: tag for start, end, tag in tokenizer.tokens(SENTENCE)}
    assert tags["老旧小区"] == "n"


def test_spacy_tiles_any_text(spacy_model: Path) -> None:
    tokenizer = get_tokenizer(f"spacy:{spacy_model}", [("老旧小区", "n"), ("小区", "n")])

    @given(TEXTS)
    @settings(max_examples=50)
    def tiles(text: str) -> None:
        texts(tokenizer, text)

    tiles()
    assert "老旧小区" in texts(tokenizer, SENTENCE)


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_domain_words_stay_in_one_piece_and_with_their_instance(name: str) -> None:
    word = "飞线入地"
    assert word not in texts(get_tokenizer(name), f"推进{word}工作")
    assert word in texts(get_tokenizer(name, [(word, "vn")]), f"推进{word}工作")
    assert word not in texts(get_tokenizer(name), f"推进{word}工作")


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ("hanlp", "unknown-tokenizer"),
        ("", "unknown-tokenizer"),
        ("rjieba:big", "unknown-tokenizer"),
        ("jieba:big", "unknown-tokenizer"),
        ("pkuseg", "no-tokenizer-model"),
        ("pkuseg:news", "no-tokenizer-model"),
        ("pkuseg:.", "no-tokenizer-model"),
        ("spacy:zh_no_such_model", "no-tokenizer-model"),
        ("spacy:../nowhere", "no-tokenizer-model"),
    ],
)
def test_a_tokenizer_without_its_model_is_a_clear_error(spec: str, code: str) -> None:
    with pytest.raises(TokenizerError) as caught:
        get_tokenizer(spec)
    assert caught.value.code == code
    assert caught.value.hint


def test_spacy_without_an_installed_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.tokenizers.spacy._PACKAGES", ("zh_no_such_model",))
    with pytest.raises(TokenizerError, match="no Chinese spaCy model"):
        get_tokenizer("spacy")


def test_a_spacy_model_of_another_language(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(TokenizerError, match="not Chinese"):
        get_tokenizer(f"spacy:{tmp_path}")


def test_a_broken_model_is_a_typed_error(tmp_path: Path) -> None:
    for name in ("features.msgpack", "weights.npz"):
        (tmp_path / name).write_bytes(b"\xc1no")
    with pytest.raises(TokenizerError) as caught:
        get_tokenizer(f"pkuseg:{tmp_path}")
    assert caught.value.code == "bad-tokenizer-model"
    with pytest.raises(TokenizerError) as caught:
        get_tokenizer(f"spacy:{tmp_path}")
    assert caught.value.code == "bad-tokenizer-model"


def test_choosing_one_loads_no_other() -> None:
    code = (
        "import sys; from cnreport.tokenizers import get_tokenizer; before = set(sys.modules); get_tokenizer('rjieba');"
        "print(sorted({'jieba', 'spacy', 'spacy_pkuseg', 'numpy'} & set(sys.modules)), 'rjieba' in before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] False\n"


def test_jieba_is_silent_and_leaves_nothing_behind(tmp_path: Path) -> None:
    code = "from cnreport.tokenizers import get_tokenizer; get_tokenizer('jieba').tokens('改造道路')"
    environment = {"TMPDIR": str(tmp_path), "PYTHONWARNINGS": "error"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert (done.stdout, done.stderr) == ("", "")
    assert not list(tmp_path.iterdir())


def test_what_a_segmenter_drops_becomes_a_token() -> None:
    assert tile("甲 乙", ["甲", "乙"], ["n", "n"]) == [Token(0, 1, "n"), Token(1, 2, "x"), Token(2, 3, "n")]
    assert tile(" 甲\n", ["甲"], [""]) == [Token(0, 1, ""), Token(1, 2, ""), Token(2, 3, "")]
    assert tile("  ", [], []) == [Token(0, 2, "")]
    assert tile("", [], []) == []
