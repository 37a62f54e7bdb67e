"""spacy-pkuseg with a model directory of the user's: the package has none of its own and would download one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cnreport.errors import TokenizerError
from cnreport.tokenizers.base import Token, tile

# The two files of a trained model. Older models are pickles, which can run code when they are loaded.
_FILES = ("features.msgpack", "weights.npz")


class PkusegTokenizer:
    """Words by pkuseg; tags for the domain words only, since its tagger is a model to download."""

    def __init__(self, name: str, engine: Any, tags: dict[str, str]) -> None:
        self.name = name
        self._engine = engine
        self._tags = tags

    def tokens(self, text: str) -> list[Token]:
        """The tokens of ``text``; see `cnreport.tokenizers.Tokenizer`."""
        words = self._engine.cut(text)
        return tile(text, words, [self._tags.get(word, "") for word in words])


def build(model: str, words: tuple[tuple[str, str], ...]) -> PkusegTokenizer:
    """The segmenter with the model in the directory ``model``."""
    folder = Path(model)
    if not model or not folder.is_dir():
        raise TokenizerError(
            f"pkuseg needs a model directory, and {model!r} is none" if model else "pkuseg needs a model directory",
            code="no-tokenizer-model",
            hint="write pkuseg:DIRECTORY; nothing is downloaded",
        )
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise TokenizerError(
            f"no pkuseg model: {' and '.join(missing)} missing",
            code="no-tokenizer-model",
            where=model,
            hint="a model is the directory that spacy_pkuseg.train writes",
        )
    import spacy_pkuseg

    try:
        # An absolute path: the bare names of pkuseg's own models ("news") would be downloaded.
        engine = spacy_pkuseg.pkuseg(model_name=str(folder.resolve()))
    except (OSError, ValueError, KeyError, AssertionError) as error:
        raise TokenizerError(
            f"pkuseg cannot load the model: {error}", code="bad-tokenizer-model", where=model
        ) from error
    for word, _ in words:
        engine.preprocesser.insert(word, "")
    return PkusegTokenizer(f"pkuseg:{model}", engine, dict(words))
