"""A Chinese spaCy pipeline as segmenter: one installed as a package or kept in a directory."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cnreport.errors import TokenizerError
from cnreport.text.source import encodable
from cnreport.tokenizers.base import Token, tile

_PACKAGES = ("zh_core_web_sm", "zh_core_web_md", "zh_core_web_lg", "zh_core_web_trf")

# The tags of the Chinese Treebank, which spaCy's models give, in the ICTCLAS set. Proper nouns are ``nz``: whether
# they name a person or a place is the entity recogniser's knowledge.
_ICTCLAS = {
    "AD": "d", "AS": "ul", "BA": "p", "CC": "c", "CD": "m", "CS": "c", "DEC": "uj", "DEG": "uj", "DER": "ud",
    "DEV": "uv", "DT": "r", "ETC": "u", "FW": "eng", "IJ": "e", "JJ": "b", "LB": "p", "LC": "f", "M": "q",
    "MSP": "u", "NN": "n", "NR": "nz", "NT": "t", "OD": "m", "ON": "o", "P": "p", "PN": "r", "PU": "x", "SB": "p",
    "SP": "y", "URL": "eng", "VA": "a", "VC": "v", "VE": "v", "VV": "v",
}  # fmt: skip


class SpacyTokenizer:
    """Words and, when the pipeline has a tagger, tags by spaCy."""

    def __init__(self, name: str, pipeline: Any, words: tuple[tuple[str, str], ...]) -> None:
        self.name = name
        self._pipeline = pipeline
        self._words = dict(words)
        self._longest = max(map(len, self._words), default=0)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of ``text``; see `cnreport.tokenizers.Tokenizer`."""
        # spaCy's own limit guards components that are left out here.
        self._pipeline.max_length = max(self._pipeline.max_length, len(text) + 1)
        tokens = self._pipeline(encodable(text))
        tags = [_ICTCLAS.get(token.tag_, "x") if token.tag_ else "" for token in tokens]
        return self._merge(text, tile(encodable(text), [token.text for token in tokens], tags))

    def _merge(self, text: str, tokens: list[Token]) -> list[Token]:
        """The tokens with those that together spell a domain word joined, the longest word first."""
        if not self._words:
            return tokens
        merged: list[Token] = []
        at = 0
        while at < len(tokens):
            start, end, tag = tokens[at]
            after = at + 1
            for last in range(at, len(tokens)):
                if tokens[last].end - start > self._longest:
                    break
                word = text[start : tokens[last].end]
                if word in self._words:
                    end, tag, after = tokens[last].end, self._words[word], last + 1
            merged.append(Token(start, end, tag))
            at = after
        return merged


def build(model: str, words: tuple[tuple[str, str], ...]) -> SpacyTokenizer:
    """The segmenter with the pipeline ``model``, a directory or an installed package; "" takes the first installed."""
    found = _find(model)
    import spacy

    try:
        pipeline = spacy.load(found, exclude=["parser", "ner"])
    except (OSError, ValueError, ImportError) as error:
        raise TokenizerError(
            f"spaCy cannot load the model: {error}", code="bad-tokenizer-model", where=model
        ) from error
    if pipeline.lang != "zh":
        raise TokenizerError(
            f"the spaCy model is for the language {pipeline.lang!r}, not Chinese",
            code="bad-tokenizer-model",
            where=model,
        )
    return SpacyTokenizer(f"spacy:{model}" if model else "spacy", pipeline, words)


def _find(model: str) -> Path | str:
    if Path(model).is_dir() and model:
        return Path(model)
    for name in (model,) if model else _PACKAGES:
        if name.isidentifier() and find_spec(name) is not None:
            return name
    raise TokenizerError(
        f"the spaCy model {model!r} is neither a directory nor an installed package"
        if model
        else "no Chinese spaCy model is installed",
        code="no-tokenizer-model",
        hint="install zh_core_web_sm from spaCy's releases or write spacy:DIRECTORY; nothing is downloaded",
    )
