"""jieba itself, in Python: slow to load and to run, for comparison and for those who tuned a dictionary for it."""

from __future__ import annotations

import logging
import tempfile
import warnings
from typing import Any

from cnreport.tokenizers.base import Token, tile
from cnreport.tokenizers.registry import refuse_model


class JiebaTokenizer:
    """Words and tags by ``jieba.posseg``."""

    name = "jieba"

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def tokens(self, text: str) -> list[Token]:
        """The tokens of ``text``; see `cnreport.tokenizers.Tokenizer`."""
        pairs = self._engine.lcut(text)
        return tile(text, [pair.word for pair in pairs], [pair.flag for pair in pairs])


def build(model: str, words: tuple[tuple[str, str], ...]) -> JiebaTokenizer:
    """The segmenter, with a dictionary of its own so that domain words stay with this instance."""
    refuse_model("jieba", model)
    with warnings.catch_warnings():
        # jieba is unmaintained: its string escapes and its use of pkg_resources are deprecated.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    dictionary = jieba.Tokenizer()
    # jieba keeps a cache under a fixed name in the shared temporary folder, where anyone may have put another.
    with tempfile.TemporaryDirectory(prefix="cnreport-jieba-") as folder:
        dictionary.tmp_dir = folder
        dictionary.initialize()
    for word, tag in words:
        dictionary.add_word(word, tag=tag)
    return JiebaTokenizer(jieba.posseg.POSTokenizer(dictionary))
