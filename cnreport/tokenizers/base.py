"""What every segmenter gives: tokens that tile the text, each with its part of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """One word of a text: ``text[start:end]``, code points, half-open.

    ``tag`` is its part of speech in the ICTCLAS set that jieba uses (``n``, ``v``, ``m``, ``q``, ``x`` for all that is
    no word); "" when the segmenter tags none.
    """

    start: int
    end: int
    tag: str


# As Token._make, without its check of the length, which would be a step of Python for each word of a text.
make_token: Callable[[tuple[int, int, str]], Token] = partial(tuple.__new__, Token)


class Tokenizer(Protocol):
    """A segmenter. Instances are not for sharing between processes: build one in each."""

    @property
    def name(self) -> str:
        """The specification it was made from: ``rjieba``, ``pkuseg:/models/news``."""

    def tokens(self, text: str) -> list[Token]:
        """The words of ``text`` in order, without gaps: each starts where the one before ends."""


def tile(text: str, words: Sequence[str], tags: Sequence[str]) -> list[Token]:
    """Tokens from the words of a segmenter, given in the order of the text.

    A segmenter may drop characters between its words, usually spaces: these become tokens of their own, tagged ``x``
    where the segmenter tags at all. A word that is not in the text where it should be is left out.
    """
    ends = list(accumulate(map(len, words)))
    if (ends[-1] if ends else 0) == len(text) and "".join(words) == text:
        return list(map(make_token, zip([0, *ends], ends, tags, strict=False)))
    return _align(text, zip(words, tags, strict=True))


def _align(text: str, tagged: Iterable[tuple[str, str]]) -> list[Token]:
    found: list[Token] = []
    at = 0
    tags_at_all = False
    for word, tag in tagged:
        start = text.find(word, at)
        if start < 0 or not word:
            continue
        tags_at_all = tags_at_all or bool(tag)
        if start > at:
            found.append(Token(at, start, "x" if tags_at_all else ""))
        at = start + len(word)
        found.append(Token(start, at, tag))
    if at < len(text):
        found.append(Token(at, len(text), "x" if tags_at_all else ""))
    return found
