"""Words that the segmenter cut in the wrong place, cut again.

General dictionaries and hidden Markov models fail on a few shapes of this language, each mended here by its shape:

* the last character of a noun left over: ``清偿 率``, ``防汛 员``, ``值守 点`` — joined to what stands before it;
* a function character swallowed: ``率达``, ``率要``, ``村中``, ``由省``, ``建了``, ``要管`` — cut off;
* ``占 比降``, ``占 比达`` — 占比 put together again;
* a verb phrase held for one word: ``消除隐患``, ``提前完成``, ``同比增加``, ``进一步提高`` — cut between its words;
* two verbs of one meaning held for a noun: ``贯彻落实``, ``建立健全`` — one verb.
"""

from __future__ import annotations

from collections.abc import Mapping

from cnreport.mapping.lexicon import Lexicon

# Characters that end nouns: after a verb they make a noun of it (清偿率, 报修量, 收储点) …
_DEVERBAL = frozenset("率量费额数点站员度面品料房户区期者性型式")
# … and after a noun another one (提灌站, 主管网, 石门镇, 边角地).
_DENOMINAL = _DEVERBAL | frozenset(
    "区村县镇乡市省局院校所厂场园网路桥线池车地柜机馆楼街巷港库渠坝窖圃署厅股队组类型块标"
)
# Verbs whose object may be a district: 推进区本级监管; but 安置区, 开发区.
_UPON_DISTRICTS = frozenset(["推进", "加快", "加强", "推动", "促进", "支持", "完善"])
# Characters that begin the predicate: models join them to a noun's last character.
_PREDICATE = {
    "要": "D",
    "将": "D",
    "仅": "D",
    "均": "D",
    "还": "D",
    "为": "P",
    "由": "P",
    "从": "P",
    "达": "V",
    "有": "V",
    "降": "V",
    "升": "V",
    "超": "V",
    "已": "D",
    "再": "D",
    "是": "V",
}
_LOCATIVE = frozenset("中里内")
# What 率 leads, and is no ratio: 率领, 率队.
_LED = "先领队"
# Who or what a verb behind it is told of, where a model joins the two: 村配, 楼试.
_PEOPLES = frozenset("村户楼房")
_SOURCES = frozenset("由从")
_BEFORE_SOURCES = "经自打相"
# 要不, 要么, 要是.
_CONDITIONS = "不么是"
# What has parts, besides the endings above: 3家热企中, 15个班里.
_WHOLES = "企位班团"
# Characters that end what is measured, and may be compared: 价格比去年高.
_MEASURES = frozenset("价率量数额")
# What happened, and what goes on; first characters that make another word of it: 不过, 刚过.
_ASPECT = frozenset("了过着")
_BEFORE_ASPECT = frozenset("不刚再已罢有")
_PLACES = frozenset("市县省区镇乡村州")
_LINKS = {"由": "P", "从": "P", "对": "P", "把": "P", "向": "P", "比": "P"}

# A piece of a word and its class, "" where its tag is to decide.
Piece = tuple[str, str]


def joins(word: str, before: str, before_cls: str) -> bool:
    """Whether ``word`` is the last character of a noun that begins with the word ``before`` it."""
    if len(word) != 1 or len(before) < 2 or (word == "区" and before in _UPON_DISTRICTS):
        return False
    return (before_cls == "N" and word in _DENOMINAL) or (before_cls == "V" and word in _DEVERBAL)


def is_noun_ending(word: str) -> bool:
    """Whether ``word`` is a single character that is a noun wherever it stands alone: [18个] 村."""
    return len(word) == 1 and word in _DENOMINAL


class Cutter:
    """Cuts words by the classes of their parts."""

    def __init__(self, classes: Mapping[str, str], lexicon: Lexicon) -> None:
        self._classes = classes
        self._nominal = lexicon.nominal
        self._adverbs = {word for word, cls in classes.items() if cls == "D"} | lexicon.manner
        self._verbs = {word for word, cls in classes.items() if cls == "V"} | lexicon.opening
        self._phrases = {phrase.replace("|", ""): phrase.split("|") for phrase in lexicon.phrases}

    def pieces(self, word: str, tag: str, before: str) -> list[Piece] | None:
        """The pieces of a word, or None when it is whole. ``before`` is the text of the word before it."""
        if len(word) == 2:
            return self._pair(word, tag, before)
        if word in self._phrases:
            return self._listed(word)
        if len(word) == 4 and tag[:1] in "linjvadz":
            return self._phrase(word, tag)
        if len(word) == 3 and word[0] == "率" and word[1:] in self._verbs:
            return [("率", "N"), (word[1:], "V")]
        if len(word) > 4 and word[:-2] in self._adverbs and word[-2:] in self._verbs:
            return [(word[:-2], "D"), (word[-2:], "V")]
        return None

    def _pair(self, word: str, tag: str, before: str) -> list[Piece] | None:
        first, last = word[0], word[1]
        if (glued := _glued(first, last, tag)) is not None:
            return glued
        if first == "比" and before == "占":
            return [("比", "N"), (last, _PREDICATE.get(last, "P" if last == "比" else "V"))]
        if first in _DENOMINAL and last in _PREDICATE:
            return [(first, "N"), (last, _PREDICATE[last])]
        if first in _PLACES and last in _LOCATIVE:
            return [(first, "N"), (last, "F")]
        if last in _PLACES and first in _LINKS:
            return [(first, _LINKS[first]), (last, "N")]
        if word == "中有":
            return [("中", "F"), ("有", "V")]
        if word in ("比上", "比前", "比去"):
            return [("比", "P"), (last, "")]
        return self._listed(word) if word in self._phrases else None

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
        return [
            (first, self._classes.get(first, "V")),
            (last, self._classes.get(last) or ("V" if last in self._verbs else "N")),
        ]


def _glued(first: str, last: str, tag: str) -> list[Piece] | None:
    """The pieces of two characters that a model of unknown words has joined, as its tag and their meaning show."""
    if last in _ASPECT and tag[:1] == "u":
        return None if first in _BEFORE_ASPECT else [(first, "V"), (last, "S")]
    if first == "率" and last not in _LED:
        return [(first, "N"), (last, _PREDICATE.get(last, ""))]
    if (first in _DENOMINAL or first in _WHOLES) and last in _LOCATIVE and tag[:1] in "fsv":
        return [(first, "N"), (last, "F")]
    if first in _MEASURES and last == "比":
        return [(first, "N"), (last, "P")]
    if first in _PEOPLES and tag == "v" and last not in _PREDICATE:
        return [(first, "N"), (last, "V")]
    if last in _SOURCES and tag == "p" and first not in _BEFORE_SOURCES:
        return [(first, "N"), (last, "P")]
    if last == "在" and tag[:1] == "p":
        return [(first, "V"), (last, "P")]
    if first == "要" and tag[:1] == "c" and last not in _CONDITIONS:
        return [(first, "D"), (last, "V")]
    return None
