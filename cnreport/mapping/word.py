"""A word of a sentence with the class that mapping reasons with."""

from __future__ import annotations

from collections.abc import Sequence

from cnreport.native import attributes
from cnreport.text import Span

# One letter a class, so that a sentence can be read as a string:
#   Q quantity   T time   V verb   N noun   A modifier (adjective, 大型)   D adverb   P preposition   U 的
#   S aspect (了 过 着)   C coordination (、 和 及)   F locative   X clause stop   R pronoun   M anything else
WordClass = str


@attributes(acyclic=True)
class Word:
    """A word of a sentence; positions in the view.

    ``quantity`` is the index of the amount it is, or -1; ``verbal`` whether it may name what was done, whatever its
    class; ``idiom`` whether it is a set phrase of four characters (焕然一新).
    """

    __slots__ = ("cls", "end", "idiom", "quantity", "start", "text", "verbal")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        cls: WordClass,
        quantity: int = -1,
        verbal: bool = False,
        idiom: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.cls = cls
        self.quantity = quantity
        self.verbal = verbal
        self.idiom = idiom


def words_in(words: Sequence[Word], span: Span) -> list[int]:
    """The indices of the words that share a character with ``span``."""
    return [k for k, word in enumerate(words) if word.start < span.end and span.start < word.end]
