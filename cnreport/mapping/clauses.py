"""A clause of a record as its predicate is looked for in it: its words, with the classes that the clause gives them.

`syntax` classes a word by itself and its neighbours, for amounts; what depends on the rest of the clause is read here.
"""

from __future__ import annotations

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word, WordClass

DISPOSAL = frozenset(["把", "将"])
# Prepositions that are the predicate where a clause has no other: 围绕建设生态城市这一目标.
_VERBAL_PREPOSITIONS = frozenset(["围绕", "针对", "结合", "依托", "按照", "通过"])


class ClauseWords:
    """The words of one clause, without stops, and in ``cls`` the class that each has in it."""

    def __init__(self, words: list[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.cls = [word.cls for word in words]
        for k in range(len(words)):
            self._read_again(k)
        if "V" not in self.cls:
            self._promote()

    def __len__(self) -> int:
        return len(self.words)

    def text(self, k: int) -> str:
        """The word at ``k``, empty behind the end."""
        return self.words[k].text if k < len(self.words) else ""

    def after(self, k: int) -> WordClass:
        """The class of the word behind ``k``, that of a stop at the end."""
        return self.cls[k + 1] if k + 1 < len(self.cls) else "X"

    def before(self, k: int) -> WordClass:
        """The class of the word before ``k``, that of a stop at the start."""
        return self.cls[k - 1] if k else "X"

    def names(self, k: int) -> bool:
        """Whether the word at ``k`` is one that names an action as often as it does it."""
        return self.words[k].text in self.lexicon.nominal or self.words[k].text in self.lexicon.nounlike

    def _read_again(self, k: int) -> None:
        """Give the word at ``k``, and those that hang on it, the class that the clause shows."""
        cls = self.cls[k]
        if self.text(k) == "地" and k and k + 1 < len(self) and self.words[k + 1].verbal:
            self._adverb_before(k)
        elif cls == "V":
            self.cls[k] = self._verb_again(k)
        elif cls == "P":
            self.cls[k] = self._preposition_again(k)
        elif cls in "NAD" and self._does(k):
            self.cls[k] = "V"
            if self.after(k) == "C" and self.text(k + 2) in self.lexicon.opening:
                self.cls[k + 2] = "V"

    def _verb_again(self, k: int) -> WordClass:
        text = self.text(k)
        if text in self.lexicon.modal and "V" in self.cls[k + 1 :]:
            return "D"  # 应该加以考虑
        qualified = self.before(k) == "U" or (self.before(k) == "A" and self.before(k - 1) == "U")
        if qualified and k + 1 == len(self):
            return "N"  # 提供有力的支持
        if self.text(k - 1) in "（(" and k and k + 1 < len(self) and self.text(k + 1) in "）)":
            return "M"  # 新（改）建
        listed = self.before(k) == "N" and self.after(k) == "C"
        return "N" if listed and len(text) == 1 and text not in self.lexicon.verbs else "V"  # 执行者、行动派、实干家

    def _preposition_again(self, k: int) -> WordClass:
        text = self.text(k)
        if text == "将" and self.after(k) in "VDPTQ":
            disposes = any(word.text in self.lexicon.disposing for word in self.words[k + 2 :])
            return "P" if disposes else "D"  # 将持续改善
        if text == "结合" and self.text(k + 1) in ("", "起来"):
            return "V"  # 把速度和效益结合起来
        if text in ("比较", "较") and (self.after(k) == "A" or self.text(k + 1) in self.lexicon.states):
            return "D"
        return "P"

    def _does(self, k: int) -> bool:
        """Whether a word that may do what it names does so here, behind nothing but adverbs."""
        text, lexicon = self.text(k), self.lexicon
        starts = self.before(k) in "DXTM"
        if not starts:
            return False
        if text in lexicon.wavering and self.cls[k] in "DA" and self._at_start(k) and self._takes_object(k):
            return True  # 统一房地产税收制度
        if text in lexicon.opening and self.cls[k] in "NA":
            if self.after(k) in "DRM":
                return self._at_start(k)  # 温暖更多群众
            # 发动和带领群众, 畅通和规范诉求渠道
            return self.after(k) == "C" and (self.after(k + 1) == "V" or self.text(k + 2) in lexicon.opening)
        return text in lexicon.leading and self.cls[k] == "N" and self.after(k) == "V"  # 规划建设博物馆

    def _takes_object(self, k: int) -> bool:
        """Whether a noun follows the adverb at ``k``, or what a tagger takes for a verb and nobody knows as one."""
        if k + 1 == len(self):
            return False
        word = self.words[k + 1]
        if word.cls == "Q":
            return self.text(k) in self.lexicon.causative
        known = word.text in self.lexicon.verbs or word.text in self.lexicon.opening
        return word.cls in "NAR" or (word.cls == "V" and not known)

    def _adverb_before(self, k: int) -> None:
        """The words before the 地 at ``k`` tell how: 更多地运用, 反复地教育."""
        cls = self.cls
        cls[k] = "D"
        first = k - 1
        while first > 0 and cls[first - 1] in "DM":
            first -= 1
        cls[first:k] = "D" * (k - first)
        cls[k + 1] = "V"

    def _promote(self) -> None:
        """In a clause without a verb, the action noun that does what it names: behind an adverb, or a preposition."""
        prepositional = False
        for k, word in enumerate(self.words):
            if self.cls[k] == "P":
                prepositional = word.text not in DISPOSAL
            elif word.verbal and self.cls[k] in "NA" and k and word.text not in self.lexicon.nominal_heads:
                known = self.names(k) or word.text in self.lexicon.opening or k + 1 == len(self)
                behind = prepositional and self.before(k) == "N" and self.after(k) in "NAX"
                if behind or (known and self.before(k) == "D"):
                    self.cls[k] = "V"
                    return
        if self.words and self.words[-1].text in self.lexicon.wavering and "P" in self.cls:
            self.cls[-1] = "V"  # 向社会公开
            return
        for k, word in enumerate(self.words):
            if self.cls[k] == "P" and word.text in _VERBAL_PREPOSITIONS:
                self.cls[k] = "V"
                return

    def _at_start(self, k: int) -> bool:
        return all(cls in "DTXM" for cls in self.cls[:k])
