"""The phrases of a sentence: noun phrases around an amount, the verbs that govern it, the subjects of verbs.

All positions are word indices; a clause is the half-open range ``a, b`` that the caller looks at.
"""

from __future__ import annotations

from typing import Final

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word
from cnreport.text import Span

# Shares and rates that stand for the noun before them when they stand alone: 合流制管网26公里，占比近四成.
BARE_SHARES: Final = frozenset(["占比", "占", "比重", "增速", "同比", "增幅"])
# Nouns behind an amount that only frame it: 突破500亿元大关, 近9天时间.
FRAMES: Final = frozenset(
    ["大关", "台阶", "关口", "门槛", "时间", "左右", "以上", "以下", "规模", "级", "行列", "期间"]
)
SOURCES: Final = ("由", "从")
# Prepositions that leave the noun behind them the subject, and those of comparison and measure.
_GIVING: Final = frozenset([*SOURCES, "把", "将", "使", "让"])
_COMPARED: Final = frozenset(["比", "较", "与", "按", "按照"])
_PLACES: Final = frozenset("市县区镇乡村")
# Endings of nouns that stand before 的 like adjectives: 现代化的, 综合性的.
_QUALITIES: Final = ("化", "性", "型", "级", "类", "式")
_LONGEST_BRACKET: Final = 9


class Phrases:
    """The words of one sentence, asked for phrases."""

    def __init__(self, words: list[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon

    def span(self, first: int, last: int) -> Span:
        """The stretch of the view from the first to the last of these words."""
        return Span(self.words[first].start, self.words[last].end)

    def isa(self, i: int, cls: str) -> bool:
        """Whether the word at ``i`` is in the lexicon's class ``cls``."""
        return self.words[i].text in getattr(self.lexicon, cls)

    def word_ending(self, a: int, span: Span) -> int:
        """The word of ``a:`` that ends where ``span`` does."""
        return next(k for k in range(a, len(self.words)) if self.words[k].end == span.end)

    def skip_left(self, a: int, i: int) -> int:
        """The word before ``i`` that is neither adverb nor aspect; less than ``a`` when there is none."""
        k = i - 1
        while k >= a and self.words[k].cls in "DS":
            k -= 1
        return k

    def noun_after(self, i: int, b: int) -> tuple[int, int] | None:
        """First and last word of the noun phrase that begins at ``i``, action nouns at its end left out.

        A noun before 的 is the head (6个村的饮水问题), an adjective or verb before it only modifies (3座现代化的车站).
        """
        words = self.words
        k = i
        last = None
        while k < b:
            cls = words[k].cls
            if cls == "N" and words[k].text not in BARE_SHARES:
                last = k
                if k == i and words[k].text in _PLACES and words[k - 1].text.endswith("个"):
                    bracket = self._bracket_after(k + 1, b)
                    return i, bracket if bracket is not None else k
            elif cls in "AR" or (cls == "M" and words[k].text.isascii()):
                pass
            elif cls == "V":
                if not self._modifying_verb(k, b, last is not None):
                    break
            elif cls == "C" and last == k - 1 and self._joins(k, b):
                pass
            elif cls == "U" and k > i:
                if self._is_head(k - 1):
                    break
            else:
                break
            k += 1
        return None if last is None else (i, last)

    def _bracket_after(self, k: int, b: int) -> int | None:
        """The last noun in a bracket that begins at ``k``: 县（市、区）."""
        words = self.words
        if k >= b or words[k].text != "（":
            return None
        return next(
            (
                j - 1
                for j in range(k + 2, min(b, k + _LONGEST_BRACKET))
                if words[j].text == "）" and words[j - 1].cls == "N"
            ),
            None,
        )

    def object_after(self, a: int, i: int, b: int) -> tuple[int, int] | None:
        """The noun phrase after the amount at ``i`` when a verb before it governs all that follows in the clause.

        建成4座现代化的垃圾中转站, 完成12480个入河排污口整治: its last noun is the head, verbs inside only modify it;
        the action noun behind a light verb is left out, and what it is done to stands before a 的.
        """
        words = self.words
        verb = self.verb_left(a, i)
        if verb is None or not self.governs(verb) or self.isa(verb, "pivot") or self.isa(verb, "measuring"):
            return None
        end = i + 1
        while (end < b and words[end].cls in "NAVURM") or (end < b and words[end].cls == "C" and self._joins(end, b)):
            end += 1
        if end < b and words[end].cls not in "CX":
            return None
        owner = next((k - 1 for k in range(i + 2, end) if words[k].cls == "U" and self._is_head(k - 1)), None)
        if owner is not None:
            return i + 1, owner
        last = end - 1
        if self.isa(verb, "light"):
            while last > i and (words[last].cls == "V" or words[last].text in self.lexicon.nominal_heads):
                last -= 1
        while last > i and words[last].cls not in "NV":
            last -= 1
        if last <= i or words[last].cls != "N" or words[last].text in FRAMES:
            return None
        return i + 1, last

    def _is_head(self, k: int) -> bool:
        """Whether the word before a 的 is a noun that owns what follows, not one that describes it."""
        return self.words[k].cls == "N" and not self.words[k].text.endswith(_QUALITIES)

    def _modifying_verb(self, k: int, b: int, after_noun: bool) -> bool:
        """Whether the verb at ``k`` is part of a noun phrase: 提升改造项目, 未开工项目."""
        words = self.words
        end = k
        while end < b and words[end].cls == "V":
            end += 1
        if end >= b:
            return False
        nxt = words[end]
        if nxt.cls != "N" or nxt.text in self.lexicon.nominal_heads:
            return False
        if not after_noun:
            known = self.isa(k, "action") or self.isa(k, "light") or self.isa(k, "measuring")
            return nxt.text in self.lexicon.compound_heads or not known or self.isa(k, "stative")
        return nxt.text in self.lexicon.compound_heads and (end + 1 >= b or words[end + 1].cls not in "NA")

    def _joins(self, k: int, b: int) -> bool:
        """Whether the coordination at ``k`` joins two nouns rather than two amounts or two actions."""
        words = self.words
        for j in range(k + 1, b):
            if words[j].cls in "QX":
                return False
            if words[j].cls == "V" and not self._modifying_verb(j, b, True):
                return j > k + 1
            if words[j].cls in "CUDPF":
                return j > k + 1
        return k + 1 < b

    def noun_start(self, a: int, last: int) -> int:
        """First word of the noun phrase that ends at ``last``."""
        words = self.words
        k = last
        while k > a:
            cls = words[k - 1].cls
            if cls in "NARM":
                k -= 1
                continue
            behind_noun = k - 2 >= a and words[k - 2].cls in "NA"
            if not behind_noun or not (cls in "CU" or (cls == "V" and self._inner_verb(k - 1))):
                break
            k -= 1
        return k

    def _inner_verb(self, k: int) -> bool:
        """Whether the verb at ``k``, between two nouns, is part of an indicator's name: 户厕改造完成率."""
        return self.lexicon.is_indicator(self.words[k + 1].text) and self.isa(k, "nominal")

    def subject(self, a: int, verb: int, carried: Span | None) -> Span | None:
        """The noun phrase that the verb at ``verb`` says something of, or ``carried`` when its clause has none.

        Nouns behind prepositions are none, but those of 把, 将 are; nor is what something is compared with.
        """
        words = self.words
        k = verb - 1
        while k >= a:
            cls = words[k].cls
            if cls == "V" and k == verb - 1 and k > a and words[k - 1].cls in "NAV" and not self.isa(k, "existential"):
                cls = "N"
            if cls == "N" and (k > a or words[k].text not in BARE_SHARES):
                start = self.noun_start(a, k)
                before = words[start - 1] if start > a else None
                if before is not None and before.cls == "P" and before.text not in _GIVING:
                    k = start - 2
                elif any(words[j].text in _COMPARED for j in range(a, start)):
                    k = start - 1
                else:
                    return self.span(start, k)
                continue
            if cls == "Q":
                break
            k -= 1
        return carried

    def verb_left(self, a: int, i: int) -> int | None:
        """The verb before ``i`` in the clause that governs it.

        Of the verbs since the last amount or preposition it is the first that takes objects (建成标准化养殖基地3个,
        争取上级补助资金2亿元), of the others the last. Verbs inside a 的-clause only modify a noun (改造2005年前建成的
        老旧小区46个), and so do action nouns behind a noun (乡村振兴资金).
        """
        words = self.words
        chosen = governing = None
        relative = False
        for k in range(i - 1, a - 1, -1):
            cls = words[k].cls
            if cls == "U":
                relative = True
            elif cls == "Q":
                relative = False
                if chosen is not None:
                    break
            elif cls == "V":
                if relative:
                    relative = k > a and words[k - 1].cls in "VD"
                elif self.governs(k):
                    governing = chosen = k
                elif chosen is None and (k == a or words[k - 1].cls in "DTXRSQP" or self._leads(k, i)):
                    chosen = k
            elif (cls == "F" and chosen is not None) or (cls == "P" and words[k].text not in ("为", "以", "到", "至")):
                break
        return governing if governing is not None else chosen

    def _leads(self, k: int, i: int) -> bool:
        """Whether the verb at ``k``, unknown to the lexicon, stands right before the amount at ``i``."""
        return all(self.words[j].cls == "V" for j in range(k, i))

    def relative_verb(self, a: int, i: int) -> int | None:
        """The verb of the 的-clause right before the amount at ``i``: 抽查的60个地块."""
        words = self.words
        if i - 2 < a or words[i - 1].cls != "U" or words[i - 2].cls != "V" or self.isa(i - 2, "existential"):
            return None
        return i - 2

    def governs(self, k: int) -> bool:
        """Whether the lexicon knows the verb at ``k`` as one that takes an object, and nothing says otherwise here."""
        text = self.words[k].text
        known = text in self.lexicon.action or text in self.lexicon.light or text in self.lexicon.unit_only
        return (known or text in self.lexicon.existential or text in self.lexicon.measuring) and not (
            text in self.lexicon.nominal and k > 0 and self.words[k - 1].cls in "NA"
        )

    def verb_span(self, k: int) -> Span:
        """The run of verbs around ``k``: 建成投用."""
        words = self.words
        first = last = k
        while (
            words[k].cls == "V"
            and first > 0
            and words[first - 1].cls == "V"
            and not self.isa(first - 1, "existential")
            and not self.isa(first - 1, "light")
        ):
            first -= 1
        while last + 1 < len(words) and words[last + 1].cls == "V" and not self.isa(last + 1, "existential"):
            last += 1
        return self.span(first, last)

    def action_after(self, i: int, b: int) -> int | None:
        """The verb after a counted noun; behind a light verb the action noun that ends its clause or phrase."""
        words = self.words
        chosen = None
        for k in range(i, b):
            if words[k].cls == "Q" and chosen is not None:
                break
            if words[k].cls == "V" and not self.isa(k, "existential"):
                if chosen is None or (self.isa(chosen, "light") and (self.isa(k, "nominal") or k + 1 >= b)):
                    chosen = k
            elif words[k].verbal and words[k].cls == "N" and words[k].text[0] == "“" and chosen == k - 1:
                return k
        return chosen

    def predicate_after(self, i: int, b: int) -> int | None:
        """The verb that says something of the amounts of a clause: 代表建议87件、委员提案112件全部办结."""
        words = self.words
        k = i + 1
        if k < b and words[k].cls == "C":
            k = next((j + 1 for j in range(k, b) if words[j].cls == "Q"), b)
        if k >= b or words[k].cls not in "VDPT":
            return None
        return self.action_after(k, b)

    def nominal_tail(self, tail: int, b: int) -> bool:
        """Whether the verb at ``tail`` ends its clause as an action noun: …整治, …的整治任务."""
        words = self.words
        k = tail + 1
        while k < b and (words[k].cls == "V" or words[k].text in self.lexicon.nominal_heads):
            k += 1
        return k >= b or words[k].cls == "C"

    def comparing_left(self, a: int, last: int) -> int | None:
        """The comparing verb of ``a:last + 1``: 高于全国."""
        return next((k for k in range(last, a - 1, -1) if self.isa(k, "comparing")), None)

    def source_left(self, a: int, last: int) -> int | None:
        """Where a 由 or 从 stands in ``a:last + 1``."""
        return next((k for k in range(last, a - 1, -1) if self.words[k].text in SOURCES), None)

    def converting_after(self, i: int, b: int) -> int | None:
        """The verb that leads from the amount before ``i`` to another: 由3天压缩到1天."""
        return next(
            (
                k
                for k in range(i, b)
                if self.words[k].cls == "V" and (self.isa(k, "converting") or self.isa(k, "measuring"))
            ),
            None,
        )
