"""Words that name what was done though taggers call them something else: 铺管38公里, 逐台“体检”, 汇报了, 坏了3台."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word

# Prepositions that are verbs where an amount ends the clause behind them: 每件给80元, 通过36份。
_GIVING: Final = frozenset(["给", "通过"])
# What verbs of staying stand before: 卡在, 掉到.
_AT: Final = frozenset(["在", "到", "给", "至"])
# A change of what it is, quoted: “个转企”, “煤改电”.
_TURNING: Final = frozenset("转改")
_LONGEST_ACT: Final = 8


class Deeds:
    """Finds the words that are verbs, or may name what was done, by the words beside them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._counted = lexicon.counted
        self._quoting = lexicon.quoting
        self._passing = lexicon.passing
        self._morphemes = lexicon.morphemes
        self._staying = lexicon.morphemes.staying
        self._changing = lexicon.morphemes.changing
        self._changed = lexicon.morphemes.changed
        self._durations = lexicon.morphemes.durations

    def quotes(self, words: list[Word], quotation: Word) -> bool:
        """Whether the quotation behind ``words`` names what was done: 实现“交房即交证”, 做了“体检”."""
        if len(quotation.text) <= _LONGEST_ACT and not _TURNING.isdisjoint(quotation.text[2:-2]):
            return True  # “煤改电”8600户
        if not words or words[-1].end != quotation.start:
            return False
        last = words[-2 if words[-1].cls == "S" and len(words) > 1 else -1]
        return last.text == "实现" or (last.text in self._quoting and _may_be_done(quotation))

    def mark(self, words: list[Word]) -> None:
        """Mark them in a sentence whose words are classed; 了 and 着 may part a verb from the word it ends."""
        glued: list[int] = []
        for k, (before, word) in enumerate(pairwise(words)):
            if before.cls == "D" and word.cls in "NAF" and (len(word.text) == 2 or self._one_by_one(before, word)):
                word.verbal = True  # 全部激活, 逐一过堂, 仅动用: behind an adverb a noun names what is done
            elif len(before.text) == 1 and self._happened(before, word):
                before.cls, before.verbal = "V", True
            elif word.cls == "Q":
                if before.text in _GIVING and (k + 2 == len(words) or words[k + 2].cls == "X"):
                    before.cls, before.verbal = "V", True  # 每件给80元。
                elif before.cls == "A" or (
                    before.cls == "N" and (before.text in self._counted or self._morphemes.makes(before.text))
                ):
                    before.verbal = True  # 每吨低80元, 差850个; 铺管38公里
            elif word.cls == "S" and len(before.text) > 1 and before.cls in "NAFMTD" and word.text != "过":
                glued.append(k)
        for k in reversed(glued):
            self._part(words, k)

    def _happened(self, word: Word, after: Word) -> bool:
        """Whether a single character that taggers know otherwise is a verb by what follows it: 坏了3台, 等40分钟."""
        if after.cls == "S":
            return word.cls in "AFMNT" or word.text in "给跟"
        if after.cls == "Q":
            if word.text == "等":
                return any(unit in after.text for unit in self._durations)
            return word.text == "得" and word.cls == "M"
        if after.text in _AT:
            return word.text in self._staying
        return after.text in self._changed and word.text in self._changing

    def _one_by_one(self, word: Word, after: Word) -> bool:
        """Whether a quotation says what was done to each: 逐台“体检”."""
        return (word.text[0] == "逐" or word.text in self._passing) and _may_be_done(after)

    def _part(self, words: list[Word], k: int) -> None:
        """Make a verb of the word ``k``, which 了 or 着 follows, or of its last character: 家庭装 了, 汇报 了."""
        word = words[k]
        if word.verbal:
            word.cls = "V"
            return
        at = self._morphemes.verb_before_aspect(word.text)
        if at <= 0:
            word.verbal = True
            if at == 0:
                word.cls = "V"
            return
        middle = word.start + at
        words.insert(k + 1, Word(middle, word.end, word.text[at:], "V", verbal=True))
        word.text, word.end = word.text[:at], middle
        if word.cls != "D":
            word.cls = "N"


def _may_be_done(quotation: Word) -> bool:
    """Whether a quotation is short enough to name what was done."""
    return quotation.text[0] == "“" and len(quotation.text) <= _LONGEST_ACT
