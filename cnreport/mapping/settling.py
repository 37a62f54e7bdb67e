"""The classes of words whose place decides them: 检修泵站63座 does something, 设备检修 names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word, WordClass

# Words that are judged each in its own way.
_PECULIAR: Final = frozenset(["稳定", "争取", "计划", "提前", "超额", "来", "起", "都", "通过"])
_COMPARISONS: Final = frozenset(["比", "较", "同比", "环比", "要"])


class Settler:
    """Settles the classes of words by what stands before and behind them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._manner = lexicon.manner
        self._opening = lexicon.opening
        self._becoming = lexicon.becoming
        self._persons = tuple(sorted(lexicon.persons))
        self._single = lexicon.single
        self._passing = lexicon.passing
        self._compared = lexicon.morphemes.compared
        self.placed = _PECULIAR | self._compared | self._becoming | self._single | self._manner | self._opening
        """The words whose place decides their class."""

    def settle(self, words: list[Word], unsure: Iterable[int]) -> None:
        """Class the words at ``unsure``, in their order."""
        for k in unsure:
            words[k].cls = self._settled(words, k)

    def _settled(self, words: list[Word], k: int) -> WordClass:
        word = words[k]
        before = words[k - 1].cls if k else "X"
        after = words[k + 1].cls if k + 1 < len(words) else "X"
        if word.text in self._manner and after in "VD" and before in "XDTM":
            return "D"
        if word.text in self._opening:
            return "V" if before in "XD" and after in "NASMVRTQ" else word.cls
        if word.text in self._manner:
            return word.cls
        if word.text in self._compared:
            return "V" if after in "QS" and _compares(words, k) else word.cls
        if word.text in _PECULIAR:
            return self._peculiar(words, k, before, after)
        if word.text in self._becoming:
            return self._became(words, k, before, after)
        if word.text in self._single:
            return "V" if before in "XDT" and _acts(words, k, before, after) else word.cls
        return "V" if before in "XDTS" and after in "NAQSM" else word.cls

    def _peculiar(self, words: list[Word], k: int, before: WordClass, after: WordClass) -> WordClass:
        word = words[k]
        if word.text == "稳定":
            if after == "X" and before in "NAUD":
                return "N"  # 保持安全稳定
            does = (before in "XD" and after in "NA") or (k + 1 < len(words) and words[k + 1].text == "在")
            return "V" if does else "D"
        if word.text == "都":
            return "N" if k and words[k - 1].text == "之" else "D"  # 光热之都
        if word.text == "来":
            return "F" if before in "MTQ" else word.cls
        if word.text == "起":
            return "S" if before == "V" and after in "NAQM" else word.cls  # 建立起制度
        if word.text == "争取":
            return "V" if after in "NAR" else "D"
        if word.text == "计划":
            return "N" if after in "QXUCFS" or before == "U" else "D"  # 招生计划; 计划投资
        if word.text == "通过":
            return "V" if before == "D" and words[k - 1].text in self._passing else word.cls  # 全部通过验收
        return "V" if after == "Q" else "D"  # 提前9天; 提前完成

    def _became(self, words: list[Word], k: int, before: WordClass, after: WordClass) -> WordClass:
        if before == "V":
            return "V" if after in "QX" and words[k - 1].text == "实现" else "N"
        if before == "N":
            of_persons = words[k].text != "就业" or words[k - 1].text.endswith(self._persons)
            return "V" if after in "QX" and of_persons else "N"
        return "V" if (before == "D" and after in "QX") or (before == "X" and after == "N") else "N"


def _acts(words: list[Word], k: int, before: WordClass, after: WordClass) -> bool:
    """Whether a single character is a verb by what stands before and behind it."""
    text = words[k].text
    if text == "等":
        return before == "X" and after == "N"  # ，等结果; but 二期等项目, 水务、城管，等3个部门
    if text == "过":
        return after in "NQ" and not (k and words[k - 1].text == "再")  # 再过20天
    if text == "省":
        return after == "Q"
    if text in "上下":
        return after == "Q" or (before == "D" and after in "NA")  # 再上项目; but 下胡村
    return after in "NAQSM"


def _compares(words: list[Word], k: int) -> bool:
    """Whether 比 or 较 stands before ``k`` in its clause."""
    for j in range(k - 1, -1, -1):
        if words[j].cls in "XQ":
            return False
        if words[j].text in _COMPARISONS:
            return True
    return False
