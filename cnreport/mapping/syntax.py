"""A sentence as words with the classes that mapping reasons with, its quantities and times each one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from cnreport.mapping.cuts import Cutter, Piece
from cnreport.mapping.deeds import Deeds
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.settling import Settler
from cnreport.mapping.word import Word, WordClass
from cnreport.tokenizers import Tokenizer

_STOPS: Final = frozenset("，；。：！？,;!?:\n")
_QUOTED: Final = re.compile(r"“[^”\n]{1,40}”|《[^》\n]{1,60}》|‘[^’\n]{1,40}’|「[^」\n]{1,40}」")
_TAG_CLASSES: Final = {
    "n": "N", "l": "N", "i": "N", "j": "N", "e": "N", "a": "A", "b": "A", "z": "A", "d": "D", "v": "V", "p": "P",
    "c": "C", "f": "F", "s": "N", "t": "T", "r": "R", "u": "M", "m": "M", "q": "N", "x": "M", "y": "M", "o": "M",
    "g": "N", "k": "N", "h": "A",
}  # fmt: skip


class Analyser:
    """Cuts sentences into classed words."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self.lexicon = lexicon
        self._verbs = lexicon.verbs
        self._classes = _closed_classes(lexicon)
        self._nounlike = lexicon.nounlike
        self._opening = lexicon.opening
        self._morphemes = lexicon.morphemes
        self._cutter = Cutter(self._classes, lexicon)
        self._settler = Settler(lexicon)
        self._deeds = Deeds(lexicon)

    def words(
        self,
        text: str,
        start: int,
        end: int,
        quantities: Sequence[tuple[int, int]],
        times: Sequence[tuple[int, int]] = (),
    ) -> list[Word]:
        """The words of ``start:end``; ``quantities`` and ``times`` are ascending spans inside it, each kind disjoint.

        Every quantity is a word of its own; a time that shares a character with one (三年内) is none.
        """
        starts = [a for a, _ in quantities]
        marks = [(a, b, "Q", i) for i, (a, b) in enumerate(quantities)]
        for a, b in times:
            last = bisect_left(starts, b) - 1
            if last < 0 or quantities[last][1] <= a:
                marks.append((a, b, "T", -1))
        marks.sort()
        words: list[Word] = []
        unsure: list[int] = []
        at = start
        for a, b, cls, index in marks:
            if a < at:
                continue
            self._stretch(text, at, a, words, unsure)
            words.append(Word(a, b, text[a:b], cls, index))
            at = b
        self._stretch(text, at, end, words, unsure)
        self._settler.settle(words, unsure)
        self._deeds.mark(words)
        return words

    def _stretch(self, text: str, start: int, end: int, words: list[Word], unsure: list[int]) -> None:
        at = start
        for match in _QUOTED.finditer(text, start, end):
            self._tagged(text, at, match.start(), words, unsure)
            quoted = Word(match.start(), match.end(), match.group(), "N")
            quoted.verbal = self._deeds.quotes(words, quoted)
            words.append(quoted)
            at = match.end()
        self._tagged(text, at, end, words, unsure)

    def _tagged(self, text: str, start: int, end: int, words: list[Word], unsure: list[int]) -> None:
        if start >= end:
            return
        floor = len(words)
        classes, placed, cut = self._classes, self._settler.placed, self._cutter.pieces
        verbs, nounlike, opening, morphemes = self._verbs, self._nounlike, self._opening, self._morphemes
        for first, last, tag in self._tokenizer.tokens(text[start:end]):
            at = start + first
            word = text[at : start + last]
            before = words[-1] if len(words) > floor else None
            if before is not None and morphemes.joins(word, before.text, before.cls):
                _lengthen(before, word)
                if unsure and unsure[-1] == len(words) - 1 and before.text not in placed:
                    unsure.pop()
            elif (cls := classes.get(word)) is not None:
                if word in placed:
                    unsure.append(len(words))
                words.append(Word(at, at + len(word), word, cls, -1, tag[:1] == "v" or word in verbs))
            elif (pieces := cut(word, tag, before.text if before else "")) is not None:
                self._pieces(at, pieces, tag, words, floor)
            else:
                names = tag == "vn" or word in nounlike
                if names or word in placed:
                    unsure.append(len(words))
                cls = "N" if names else self._class(word, tag)
                verbal = tag[:1] == "v" or word in opening
                words.append(Word(at, at + len(word), word, cls, -1, verbal, tag == "i" and len(word) == 4))

    def _pieces(self, at: int, pieces: Sequence[Piece], tag: str, words: list[Word], floor: int) -> None:
        for piece, known in pieces:
            before = words[-1] if len(words) > floor else None
            if before is not None and (
                self._morphemes.joins(piece, before.text, before.cls) or (piece == "比" and before.text == "占")
            ):
                _lengthen(before, piece)
            else:
                cls = known or self._classes.get(piece) or self._class(piece, tag)
                words.append(Word(at, at + len(piece), piece, cls, -1, cls == "V"))
            at += len(piece)

    def _class(self, word: str, tag: str) -> WordClass:
        """The class of a word by its tag."""
        if self._morphemes.is_noun_ending(word) or tag == "vn" or (word[-1] == "率" and tag[:1] != "v"):
            return "N"
        return _TAG_CLASSES.get(tag[:1], "M")


def _closed_classes(lexicon: Lexicon) -> dict[str, WordClass]:
    """The class of every word that the tagger is not asked about; the later of two entries holds."""
    classes = dict.fromkeys(lexicon.verbs, "V") | dict.fromkeys(lexicon.not_verbs, "N")
    classes |= dict.fromkeys(lexicon.adverbs, "D") | dict.fromkeys(lexicon.prepositions, "P")
    classes |= dict.fromkeys(("了", "过", "着"), "S") | dict.fromkeys(("的", "之"), "U")
    return classes | dict.fromkeys(lexicon.coordination, "C") | dict.fromkeys(_STOPS, "X")


def _lengthen(word: Word, ending: str) -> None:
    word.text += ending
    word.end += len(ending)
    word.cls = "N"
    word.verbal = False
