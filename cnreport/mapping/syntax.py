"""A sentence as words with the classes that mapping reasons with, its quantities and times each one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.lexicon import Lexicon
from cnreport.tokenizers import Tokenizer

# One letter a class, so that a sentence can be read as a string:
#   Q quantity   T time   V verb   N noun   A modifier (adjective, 大型)   D adverb   P preposition   U 的
#   S aspect (了 过 着)   C coordination (、 和 及)   F locative   X clause stop   R pronoun   M anything else
WordClass = str

_STOPS = frozenset("，；。：！？,;!?:\n")
_QUOTED = re.compile(r"“[^”\n]{1,40}”|《[^》\n]{1,60}》|‘[^’\n]{1,40}’|「[^」\n]{1,40}」")
_COORDINATION = frozenset(["、", "和", "及", "与", "以及", "并", "或", "暨"])
_PREPOSITIONS = frozenset(
    ["把", "将", "对", "在", "从", "由", "向", "为", "以", "与", "比", "较", "按", "按照", "据", "自", "给", "让", "使", "被", "于", "围绕", "针对", "通过", "根据", "随着", "同", "经", "就", "因", "到", "至", "比较", "较之", "相比", "结合", "依托", "凭借", "除", "除了"]
)
_ADVERBS = frozenset(
    ["已", "全部", "共", "均", "仅", "只", "仍", "还", "再", "约", "分别", "累计", "先后", "相继", "其中", "基本", "逐步", "全面", "进一步", "持续", "不断", "已经", "正在", "将", "要", "须", "必须", "力争", "确保", "争取", "计划", "预计", "总共", "合计", "一共", "平均", "年均", "同比", "环比", "全力", "大力", "积极", "深入", "扎实", "稳步", "有序", "顺利", "成功", "圆满", "提前", "新", "也", "都", "就", "才", "又", "更", "最", "可", "能", "可以", "能够", "统一", "集中", "有效", "严格", "切实", "着力", "努力", "全年", "目前", "现已", "尚", "未", "没有", "不", "未能", "大幅", "明显", "显著", "稳定", "连续", "首次", "直接", "间接", "实际", "至少", "最多", "每年", "每月", "每天", "每", "每人", "人均", "户均", "村均", "亩均", "全省", "全市", "全县", "全区", "全镇", "全乡", "全国", "全州", "全盟", "全旗", "全体", "高标准", "高质量", "高水平", "同步", "统筹", "按期", "如期", "依法", "共计", "总计", "合共"]
)
_TAG_CLASSES = {
    "n": "N", "l": "N", "i": "N", "j": "N", "e": "N", "a": "A", "b": "A", "z": "A", "d": "D", "v": "V", "p": "P",
    "c": "C", "f": "F", "s": "N", "t": "T", "r": "R", "u": "M", "m": "M", "q": "N", "x": "M", "y": "M", "o": "M",
    "g": "N", "k": "N", "h": "A",
}  # fmt: skip


@dataclass(slots=True)
class Word:
    """A word of a sentence; positions in the view.

    ``quantity`` is the index of the amount it is, or -1; ``verbal`` whether it is a verb in some use, whatever its class.
    """

    start: int
    end: int
    text: str
    cls: WordClass
    quantity: int = -1
    verbal: bool = False


class Analyser:
    """Cuts sentences into classed words."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self.tokenizer = tokenizer
        self.lexicon = lexicon
        self._verbs = lexicon.verbs

    def words(
        self, text: str, start: int, end: int, quantities: Sequence[tuple[int, int]], times: Sequence[tuple[int, int]] = ()
    ) -> list[Word]:
        """The words of ``start:end``; ``quantities`` and ``times`` are disjoint ascending spans inside it."""
        marks = [(a, b, "Q", i) for i, (a, b) in enumerate(quantities)] + [(a, b, "T", -1) for a, b in times]
        marks.sort()
        words: list[Word] = []
        at = start
        for a, b, cls, index in marks:
            if a < at:
                continue
            self._stretch(text, at, a, words)
            words.append(Word(a, b, text[a:b], cls, index))
            at = b
        self._stretch(text, at, end, words)
        return words

    def _stretch(self, text: str, start: int, end: int, words: list[Word]) -> None:
        at = start
        for match in _QUOTED.finditer(text, start, end):
            self._tagged(text, at, match.start(), words)
            words.append(Word(match.start(), match.end(), match.group(), "N"))
            at = match.end()
        self._tagged(text, at, end, words)

    def _tagged(self, text: str, start: int, end: int, words: list[Word]) -> None:
        if start >= end:
            return
        for token in self.tokenizer.tokens(text[start:end]):
            word = text[start + token.start : start + token.end]
            verbal = token.tag[:1] == "v" or word in self._verbs
            words.append(Word(start + token.start, start + token.end, word, self._class(word, token.tag), -1, verbal))

    def _class(self, word: str, tag: str) -> WordClass:
        if word in _STOPS:
            return "X"
        if word in _COORDINATION:
            return "C"
        if word in ("的", "之"):
            return "U"
        if word in ("了", "过", "着"):
            return "S"
        if word in _PREPOSITIONS:
            return "P"
        if word in _ADVERBS:
            return "D"
        if word in self.lexicon.not_verbs:
            return "N"
        if word in self._verbs:
            return "V"
        if tag == "vn":
            return "N"
        return _TAG_CLASSES.get(tag[:1], "M")
