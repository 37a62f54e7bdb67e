"""The default segmenter: jieba's dictionary and model in Rust (rjieba)."""

from __future__ import annotations

from typing import Any

from cnreport.text.source import encodable
from cnreport.tokenizers.base import Token, make_token
from cnreport.tokenizers.registry import refuse_model


class RjiebaTokenizer:
    """Words and tags by rjieba. One instance a process: it cannot be pickled."""

    name = "rjieba"

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def tokens(self, text: str) -> list[Token]:
        """The tokens of ``text``; see `cnreport.tokenizers.Tokenizer`."""
        try:
            tagged = self._engine.tag(text)
        except UnicodeEncodeError:
            tagged = self._engine.tag(encodable(text))
        found: list[Token] = []
        end = 0
        for word, tag in tagged:
            start = end
            end += len(word)
            found.append(make_token((start, end, tag)))
        return found


def build(model: str, words: tuple[tuple[str, str], ...]) -> RjiebaTokenizer:
    """The segmenter, with a dictionary of its own so that domain words stay with this instance."""
    refuse_model("rjieba", model)
    import rjieba

    engine = rjieba.Jieba()
    for word, tag in words:
        engine.add_word(word, None, tag)
    return RjiebaTokenizer(engine)
