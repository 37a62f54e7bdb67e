"""Choosing a segmenter by name."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import cast

from cnreport.errors import TokenizerError
from cnreport.tokenizers.base import Tokenizer

DEFAULT = "rjieba"

# Each module has build(model, words) -> Tokenizer and imports its library there, so that a library nobody asked for
# is never loaded.
_MODULES = {
    "rjieba": "cnreport.tokenizers.rjieba",
    "jieba": "cnreport.tokenizers.jieba",
    "pkuseg": "cnreport.tokenizers.pkuseg",
    "spacy": "cnreport.tokenizers.spacy",
}


def get_tokenizer(spec: str = DEFAULT, words: Iterable[tuple[str, str]] = ()) -> Tokenizer:
    """The segmenter that ``spec`` names: ``rjieba``, ``jieba``, ``pkuseg:DIRECTORY``, ``spacy`` or ``spacy:MODEL``.

    ``words`` are domain words with their tags (``("老旧小区", "n")``), kept in one piece. Nothing is ever downloaded:
    `TokenizerError` when the name is unknown or the model it needs is not on this machine.
    """
    name, _, model = spec.partition(":")
    if name not in _MODULES:
        raise TokenizerError(
            f"unknown tokenizer {spec!r}",
            code="unknown-tokenizer",
            hint="choose rjieba, jieba, pkuseg:DIRECTORY, spacy or spacy:MODEL",
        )
    module = import_module(_MODULES[name])
    return cast(Tokenizer, module.build(model, tuple(words)))


def refuse_model(name: str, model: str) -> None:
    """Raise for a model given to a segmenter that has its dictionary built in."""
    if model:
        raise TokenizerError(
            f"{name} takes no model, got {model!r}", code="unknown-tokenizer", hint=f"write --tokenizer {name}"
        )
