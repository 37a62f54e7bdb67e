"""Sentences as classed words, for the tests of each module that has a part in it."""

from __future__ import annotations

import pytest

from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser
from cnreport.mapping.word import Word
from cnreport.tokenizers import get_tokenizer


class Reader:
    """Reads sentences whose amounts are in brackets: ``清偿率[52%]``."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser

    def classed(self, marked: str) -> str:
        """The words as ``word/class``."""
        return " ".join(f"{word.text}/{word.cls}" for word in self.words(marked))

    def verbal(self, marked: str) -> set[str]:
        """The words that may name what was done."""
        return {word.text for word in self.words(marked) if word.verbal}

    def words(self, marked: str) -> list[Word]:
        text, amounts = "", []
        for n, piece in enumerate(marked.replace("]", "[").split("[")):
            if n % 2:
                amounts.append((len(text), len(text) + len(piece)))
            text += piece
        return self.analyser.words(text, 0, len(text), amounts)


@pytest.fixture(scope="package")
def reader() -> Reader:
    lexicon = load_lexicon()
    return Reader(Analyser(get_tokenizer(words=lexicon.tagged()), lexicon))
