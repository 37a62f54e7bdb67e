"""Words that the segmenter cut in the wrong place, cut again.

General dictionaries and hidden Markov models fail on a few shapes of this language, each mended here by its shape:

* the last character of a noun left over: ``清偿 率``, ``防汛 员``, ``值守 点`` — joined to what stands before it;
* a function character swallowed: ``率达``, ``率要``, ``村中``, ``由省``, ``建了``, ``要管`` — cut off;
* ``占 比降``, ``占 比达`` — 占比 put together again;
* a verb phrase held for one word: ``消除隐患``, ``提前完成``, ``同比增加``, ``进一步提高`` — cut between its words;
* two verbs of one meaning held for a noun: ``贯彻落实``, ``建立健全`` — one verb;
* a verb of one character joined to its subject: ``价涨``, ``村通``, ``保管费省 了`` — cut off;
* a verb of one character with what says how or how far: ``先带``, ``新上``, ``换下来``, ``通上`` — one verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cnreport.mapping.lexicon import Lexicon

# Characters of which each does one thing here.
_LOCATIVE: Final = frozenset("中里内")
_SOURCES: Final = frozenset("由从")
_ASPECT: Final = frozenset("了过着")
# Spans are long or short: 供暖 期长.
_SPANS: Final = frozenset("长短早晚")

# A piece of a word and its class, "" where its tag is to decide.
Piece = tuple[str, str]


class Cutter:
    """Cuts words by the classes of their parts."""

    def __init__(self, classes: Mapping[str, str], lexicon: Lexicon) -> None:
        self._classes = classes
        self._nominal = lexicon.nominal
        self._adverbs = {word for word, cls in classes.items() if cls == "D"} | lexicon.manner
        self._verbs = {word for word, cls in classes.items() if cls == "V"} | lexicon.opening
        self._verbs_and_names = self._verbs | lexicon.nounlike | lexicon.valued
        self._phrases = {phrase.replace("|", ""): phrase.split("|") for phrase in lexicon.phrases}
        morphemes = lexicon.morphemes
        self._morphemes = morphemes
        self._whole = morphemes.whole
        self._endings = morphemes.endings
        self._containers = morphemes.endings | morphemes.containers
        self._measures = morphemes.measures
        self._comparable = morphemes.measures | morphemes.comparable
        self._divisions = morphemes.divisions
        self._residents = morphemes.residents
        self._villages = morphemes.villages
        self._things = morphemes.things
        self._each = morphemes.each
        self._predicates = morphemes.predicates
        self._auxiliaries = morphemes.auxiliaries
        self._linking = morphemes.linking
        self._acts = morphemes.acts
        self._newly = morphemes.deeds - morphemes.doubtful
        self._how = morphemes.how
        self._joined = morphemes.joined
        self._befalling = morphemes.befalling
        self._compared = morphemes.compared
        self._seconds = self._compared | _SPANS | self._acts | morphemes.complements | self._each

    def pieces(self, word: str, tag: str, before: str) -> list[Piece] | None:
        """The pieces of a word, or None when it is whole. ``before`` is the text of the word before it."""
        if word in self._whole:
            return None
        if len(word) == 2:
            return self._pair(word, tag, before)
        if word in self._phrases:
            return self._listed(word)
        if len(word) == 4 and tag[:1] in "linjvadz":
            return self._phrase(word, tag)
        if len(word) == 3 and (found := self._triple(word, tag)) is not None:
            return found
        if len(word) > 4 and word[:-2] in self._adverbs and word[-2:] in self._verbs:
            return [(word[:-2], "D"), (word[-2:], "V")]
        return None

    def _pair(self, word: str, tag: str, before: str) -> list[Piece] | None:
        first, last = word[0], word[1]
        if (glued := self._glued(first, last, tag)) is not None:
            return glued
        if first == "比" and before == "占":
            return [("比", "N"), (last, self._predicates.get(last, "P" if last == "比" else "V"))]
        if first in self._endings and last in self._predicates:
            return [(first, "N"), (last, self._predicates[last])]
        if first in self._divisions and last in _LOCATIVE:
            return [(first, "N"), (last, "F")]
        if last in self._divisions and first in self._linking:
            return [(first, "P"), (last, "N")]
        if word == "中有":
            return [("中", "F"), ("有", "V")]
        if word in ("比上", "比前", "比去"):
            return [("比", "P"), (last, "")]
        if word in self._phrases:
            return self._listed(word)
        return self._single(first, last, word) if last in self._seconds and tag[:1] != "v" else None

    def _glued(self, first: str, last: str, tag: str) -> list[Piece] | None:
        """The pieces of two characters that a model of unknown words has joined, as its tag and their meaning show."""
        if last in _ASPECT and (tag[:1] == "u" or (last == "了" and first in self._acts)):
            return [(first, "V"), (last, "S")]
        if first == "率":
            return [(first, "N"), (last, self._predicates.get(last, ""))]
        if first in self._containers and last in _LOCATIVE and tag[:1] in "fsv":
            return [(first, "N"), (last, "F")]
        if first in self._measures and last == "比":
            return [(first, "N"), (last, "P")]
        if first in self._residents and tag == "v" and last not in self._predicates:
            return [(first, "N"), (last, "V")]
        if tag == "v" and (
            (first in self._things and last in self._predicates and last not in "从都")
            or (last in self._joined and (first in self._things or first in self._endings))
        ):
            return [(first, "N"), (last, self._predicates.get(last, "V"))]
        if first in self._villages and last in self._befalling:
            return [(first, "N"), (last, "V")]
        if last in _SOURCES and tag == "p":
            return [(first, "N"), (last, "P")]
        if last == "在" and tag[:1] == "p":
            return [(first, "V"), (last, "P")]
        if first == "要" and tag[:1] == "c":
            return [(first, "D"), (last, "V")]
        return None

    def _single(self, first: str, last: str, word: str) -> list[Piece] | None:
        """The pieces of two characters that a tagger holds for a noun or the like, one of them a verb or comparing."""
        if first == "前" and last in self._compared:
            return [("前", "F"), (last, "A")]
        if first in self._divisions and last == "低":
            return [(first, "N"), ("低", "A")]
        if first == "期" and last in _SPANS:
            return [("期", "N"), (last, "A")]
        if first == "逐":
            return [(word, "D")] if last in self._each else None
        if first in self._how and last in self._newly:
            return [(word, "V")]
        return [(word, "V")] if self._morphemes.is_completed(word) else None

    def _triple(self, word: str, tag: str) -> list[Piece] | None:
        first, rest = word[0], word[1:]
        if rest in self._verbs and tag != "c":
            if first in self._measures:
                return [(first, "N"), (rest, "V")]
            if first in self._auxiliaries:
                return [(first, "P" if first == "被" else "D"), (rest, "V")]
        if tag[:1] == "v":
            return None
        if self._morphemes.is_completed(word):
            return [(word, "V")]
        if word[2] == "仅" and tag[:1] == "n":
            return [(word[:2], "N"), ("仅", "D")]
        if word[2] == "比" and word[1] in self._comparable and tag[:1] == "n":
            return [(word[:2], "N"), ("比", "P")]
        return None

    def _phrase(self, word: str, tag: str) -> list[Piece] | None:
        first, last = word[:2], word[2:]
        classes = self._classes.get(first), self._classes.get(last)
        if first in self._adverbs and (last in self._verbs or classes[1] == "P"):
            return [(first, "D"), (last, classes[1] or "V")]
        if classes[0] == "V" and first not in self._nominal:
            if classes[1] == "V":
                return [(first, "V"), (last, "V")]
            return [(first, "V"), (last, "N")] if tag[:1] in "lij" and classes[1] in (None, "N") else None
        return None

    def _listed(self, word: str) -> list[Piece]:
        first, last = self._phrases[word]
        acts = last in self._verbs_and_names
        return [
            (first, self._classes.get(first) or ("N" if acts and first not in self._verbs else "V")),
            (last, self._classes.get(last) or ("V" if acts else "N")),
        ]
