"""What each quantity counts (`of`) and the verb that governs it (`action`), from the order of words.

Work reports state amounts in few constructions; each has a method here, named after it:

* ``拆除723处违规遮雨棚`` counted noun after the amount, verb before it;
* ``完成121条背街小巷整治`` the same with a light verb, the action noun last;
* ``38栋楼全部打造了文化墙`` counted noun as subject, verb after it;
* ``粉刷墙体1200平方米`` noun before the amount, verb before it;
* ``地区生产总值达到62661亿元、增长5.5%`` an indicator, its verb, its amounts;
* ``由15个工作日压缩至5个工作日`` from one state to another;
* ``事故起数、死亡人数分别下降33.3%和50%`` shared over a list.

What a clause leaves out it takes from the amount before it in the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

_SIZE_ADJECTIVES = frozenset(["长", "宽", "高", "深", "重", "厚", "总长", "全长", "长约", "直径", "最大", "最高", "单体", "长达"])
_COMPARING = frozenset(["高于", "低于", "快于", "优于", "落后", "落后于", "超过", "多于", "少于", "领先", "超出"])
_BARE_SHARES = frozenset(["占比", "占", "比重", "增速", "同比", "增幅"])
# Nouns behind an amount that only frame it: 突破500亿元大关, 近9天时间.
_FRAMES = frozenset(["大关", "台阶", "关口", "门槛", "时间", "左右", "以上", "以下", "规模", "级", "行列", "期间"])
# Verbs whose object acts itself: 组织两个办事处成立队伍.
_PIVOTS = frozenset(["组织", "帮助", "引导", "支持", "推动", "促进", "带动", "吸引", "选派", "邀请", "指导", "督促", "动员", "鼓励", "安排", "协调", "扶持", "助力", "抽调", "派出"])
_DISTRIBUTIVE = "分别"
_NOMINAL = frozenset("NA")


@dataclass(slots=True)
class Fact:
    """What a quantity is about; spans in the view. ``shape`` is the construction that decided, for explanations."""

    of: Span | None = None
    action: Span | None = None
    shape: str = ""


def find_facts(words: Sequence[Word], lexicon: Lexicon, count: int) -> list[Fact]:
    """Facts of the ``count`` quantities of one sentence, in order."""
    return _Sentence(words, lexicon, count).facts()


class _Sentence:
    def __init__(self, words: Sequence[Word], lexicon: Lexicon, count: int) -> None:
        self.words = words
        self.lexicon = lexicon
        self.found = [Fact() for _ in range(count)]
        self.clauses: list[tuple[int, int]] = []
        begin = 0
        for i, word in enumerate(words):
            if word.cls == "X":
                if i > begin:
                    self.clauses.append((begin, i))
                begin = i + 1
        if begin < len(words):
            self.clauses.append((begin, len(words)))

    def facts(self) -> list[Fact]:
        previous: Fact | None = None
        for number, (a, b) in enumerate(self.clauses):
            for i in range(a, b):
                index = self.words[i].quantity
                if index >= 0:
                    fact = self._fact(number, i, previous)
                    self.found[index] = fact
                    previous = fact
            self._share_distributive(a, b)
        return self.found

    # -- one quantity -------------------------------------------------------------------------------------------

    def _fact(self, number: int, i: int, previous: Fact | None) -> Fact:
        a, b = self.clauses[number]
        words = self.words
        following = words[i + 1] if i + 1 < b else None
        if following and following.text in _FRAMES:
            return self._counted_before(a, i + 1, i, previous)
        head = self._object(a, i, b) or self._noun_after(i + 1, b)
        if following and following.cls == "U":
            return self._before_de(a, b, i, previous)
        if head is not None:
            return self._counted_after(number, i, head, previous)
        return self._counted_before(a, b, i, previous)

    def _counted_after(self, number: int, i: int, head: tuple[int, int], previous: Fact | None) -> Fact:
        """拆除723处违规遮雨棚, 完成121条背街小巷整治, 38栋楼全部打造了文化墙."""
        a, b = self.clauses[number]
        first, last = head
        of = self._span(first, last)
        verb = self._verb_left(a, i)
        tail = self._action_after(last + 1, b)
        if verb is not None and not self._is(verb, "existential"):
            if self._is(verb, "light") and tail is not None and self._nominal_tail(tail, b):
                return Fact(of, self._verb_span(tail), "light verb")
            return Fact(of, self._verb_span(verb), "verb, amount, noun")
        if verb is None and self._continues_list(a, i) and previous and previous.action and previous.shape != "noun, amount":
            if tail is None or self._nominal_tail(tail, b):
                return Fact(of, previous.action, previous.shape)
        if verb is not None:
            return Fact(of, None, "existential")
        if tail is None and self._preposition_left(a, i) and number + 1 < len(self.clauses):
            tail = self._action_after(*self.clauses[number + 1])
        if tail is not None:
            return Fact(of, self._verb_span(tail), "amount, noun, verb")
        return Fact(of, None, "amount, noun")

    def _before_de(self, a: int, b: int, i: int, previous: Fact | None) -> Fact:
        """总投资7亿元的广场, 长15公里的示范带, 完成9.2公里的主管网改造, 惠及3400万人的工程."""
        words = self.words
        left = i - 1
        if left >= a and words[left].text in _SIZE_ADJECTIVES:
            head = self._noun_after(i + 2, b)
            return Fact(self._span(*head) if head else None, None, "size")
        if left >= a and words[left].cls in "NV" and not self._is(left, "light"):
            fact = self._counted_before(a, b, i, previous)
            fact.shape = "attribute"
            return fact
        head = self._noun_after(i + 2, b)
        verb = self._verb_left(a, i)
        tail = self._action_after(head[1] + 1 if head else i + 2, b)
        of = self._span(*head) if head else None
        if verb is not None and self._is(verb, "light") and tail is not None:
            return Fact(of, self._verb_span(tail), "light verb")
        if verb is not None and not self._is(verb, "existential"):
            return Fact(of, self._verb_span(verb), "verb, amount, noun")
        return Fact(of, None, "attribute")

    def _counted_before(self, a: int, b: int, i: int, previous: Fact | None) -> Fact:
        """粉刷墙体1200平方米, 地区生产总值达到62661亿元, 生产总值6.66万亿元, 由A提高到B."""
        words = self.words
        left = self._skip_left(a, i)
        if left < a:
            return self._bare(a, i, previous)
        word = words[left]
        if word.text in ("由", "从"):
            verb = self._converting_verb(i + 1, b)
            if verb is not None:
                return Fact(self._subject(a, left, previous), self._verb_span(verb), "from, to")
        if word.cls == "U":
            return Fact(self._share_subject(a, left, previous), self._from_to_verb(a, b, i), "share of")
        if word.cls == "C" or word.cls == "Q":
            return self._bare(a, i, previous)
        if word.cls == "V":
            return self._verb_before(a, left, previous)
        if word.cls in "NARMFT":
            return self._noun_before(a, b, i, left, previous)
        return Fact(None, None, "")

    def _noun_before(self, a: int, b: int, i: int, last: int, previous: Fact | None) -> Fact:
        words = self.words
        text = words[last].text
        first = self._noun_start(a, last)
        if text in _BARE_SHARES and first == last:
            if previous and previous.of:
                return Fact(previous.of, None, "share of")
        verb = self._comparing_verb(a, last)
        if verb is not None:
            return Fact(self._subject(a, verb, previous), self._verb_span(verb), "compared")
        source = self._from_position(a, last)
        if source is not None:
            verb = self._converting_verb(i + 1, b)
            if verb is not None:
                return Fact(self._subject(a, source, previous), self._verb_span(verb), "from, to")
        verb = self._verb_left(a, first)
        of = self._span(first, last)
        if verb is None:
            if first > a and words[first - 1].cls == "C" and previous and previous.shape == "verb, noun, amount":
                return Fact(of, previous.action, "verb, noun, amount")
            return Fact(of, None, "noun, amount")
        if self._is(verb, "existential"):
            return Fact(of, None, "existential")
        indicator = self.lexicon.is_indicator(text)
        if indicator and not self._is(verb, "governing_rates") and verb == first - 1 and verb != a and self._is(verb, "nominal"):
            return Fact(of, None, "noun, amount")
        return Fact(of, self._verb_span(verb), "verb, noun, amount")

    def _verb_before(self, a: int, verb: int, previous: Fact | None) -> Fact:
        words = self.words
        if self._is(verb, "existential"):
            return Fact(self._subject(a, verb, previous), None, "existential")
        if self._is(verb, "measuring") or self._is(verb, "converting"):
            first = verb
            while first - 1 >= a and words[first - 1].cls == "V" and self._is(first - 1, "measuring"):
                first -= 1
            action = self._span(first, verb)
            return Fact(self._subject(a, first, previous), action, "indicator")
        first = verb
        while first - 1 >= a and words[first - 1].cls == "V" and not self._is(first - 1, "existential"):
            first -= 1
        action = self._span(first, verb)
        if self._is(verb, "unit_only"):
            return Fact(None, action, "verb, amount")
        subject = self._subject(a, first, None)
        if subject is None and previous and previous.of and previous.shape in ("verb, noun, amount", "verb, amount"):
            subject = previous.of
        return Fact(subject, action, "verb, amount")

    def _bare(self, a: int, i: int, previous: Fact | None) -> Fact:
        """An amount with neither noun nor verb of its own: 清淤沟渠17条9.4公里, 整治线缆10公里、5000米."""
        if previous is None:
            return Fact(None, None, "")
        if previous.shape in ("amount, noun, verb", "verb, amount, noun", "light verb", "amount, noun"):
            return Fact(None, previous.action, "bare")
        return Fact(previous.of, previous.action, previous.shape)

    # -- the list that 分别 shares out --------------------------------------------------------------------------

    def _share_distributive(self, a: int, b: int) -> None:
        """事故起数、死亡人数分别下降33.3%和50%; 签约项目21个、协议金额112.4亿元，同比分别增长16.7%和23.5%."""
        words = self.words
        at = next((k for k in range(a, b) if words[k].text.endswith(_DISTRIBUTIVE)), None)
        if at is None:
            return
        shared = [words[k].quantity for k in range(at, b) if words[k].quantity >= 0]
        if len(shared) < 2:
            return
        subjects = self._coordinated(a, at)
        if not subjects:
            earlier: list[Span] = []
            for fact in self.found[: shared[0]]:
                if fact.of and fact.of not in earlier:
                    earlier.append(fact.of)
            subjects = earlier[-len(shared) :]
        if len(subjects) == len(shared):
            for index, subject in zip(shared, subjects, strict=True):
                self.found[index].of = subject
        elif subjects:
            for index in shared:
                self.found[index].of = subjects[-1]
        first = self.found[shared[0]]
        for index in shared[1:]:
            if self.found[index].action is None:
                self.found[index].action = first.action

    def _coordinated(self, a: int, b: int) -> list[Span]:
        spans: list[Span] = []
        begin = a
        for k in range(a, b + 1):
            if k == b or self.words[k].cls == "C" or self.words[k].text in ("与", "和"):
                end = k
                while end > begin and self.words[end - 1].cls not in "NAV":
                    end -= 1
                if end > begin and self.words[end - 1].cls in "NAV":
                    spans.append(self._span(begin, end - 1))
                begin = k + 1
        return spans

    # -- phrases ------------------------------------------------------------------------------------------------

    def _span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last].end)

    def _is(self, i: int, cls: str) -> bool:
        return self.words[i].text in getattr(self.lexicon, cls)

    def _noun_after(self, i: int, b: int) -> tuple[int, int] | None:
        """First and last word of the noun phrase that begins at ``i``, action nouns at its end left out."""
        words = self.words
        k = i
        last = None
        while k < b:
            cls = words[k].cls
            if cls == "N" and words[k].text not in _BARE_SHARES:
                last = k
            elif cls in "AR" or (cls == "M" and words[k].text.isascii()):
                pass
            elif cls == "V":
                if not self._modifying_verb(k, b, last is not None):
                    break
            elif cls == "C" and last == k - 1 and self._joins(k, b):
                pass
            elif cls == "U" and last is None and k > i:
                pass
            else:
                break
            k += 1
        return None if last is None else (i, last)

    def _object(self, a: int, i: int, b: int) -> tuple[int, int] | None:
        """The noun phrase after the amount at ``i`` when a verb before it governs all that follows in the clause.

        建成4座现代化的垃圾中转站, 完成12480个入河排污口整治: its last noun is the head, verbs inside only modify it; the
        action noun behind a light verb is left out, and what it is done to stands before a 的.
        """
        words = self.words
        verb = self._verb_left(a, i)
        if verb is None or not self._governs(verb) or words[verb].text in _PIVOTS or self._is(verb, "measuring"):
            return None
        end = i + 1
        while end < b and words[end].cls in "NAVURM" or (end < b and words[end].cls == "C" and self._joins(end, b)):
            end += 1
        if end < b and words[end].cls not in "CX":
            return None
        last = end - 1
        if self._is(verb, "light"):
            while last > i and (words[last].cls == "V" or words[last].text in self.lexicon.nominal_heads):
                last -= 1
            of_noun = next((k for k in range(i + 2, last + 1) if words[k].cls == "U" and words[k - 1].cls == "N"), None)
            if of_noun is not None and last < end - 1:
                last = of_noun - 1
        while last > i and words[last].cls not in "NV":
            last -= 1
        if last <= i or words[last].cls != "N" or words[last].text in _FRAMES:
            return None
        return i + 1, last

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
            return nxt.text in self.lexicon.compound_heads or self._is(k, "nominal")
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

    def _noun_start(self, a: int, last: int) -> int:
        """First word of the noun phrase that ends at ``last``."""
        words = self.words
        k = last
        while k > a:
            cls = words[k - 1].cls
            if cls in "NAR" or cls == "M":
                k -= 1
            elif cls == "C" and k - 2 >= a and words[k - 2].cls in "NA":
                k -= 1
            elif cls == "U" and k - 2 >= a and words[k - 2].cls in "NA":
                k -= 1
            elif cls == "V" and k - 2 >= a and words[k - 2].cls in "NA" and not self._is(k - 1, "existential") and self._inner_verb(k - 1):
                k -= 1
            else:
                break
        return k

    def _inner_verb(self, k: int) -> bool:
        """Whether the verb at ``k``, between two nouns, is part of an indicator's name: 户厕改造完成率."""
        nxt = self.words[k + 1].text
        return self.lexicon.is_indicator(nxt) and self._is(k, "nominal")

    def _verb_left(self, a: int, i: int) -> int | None:
        """The verb before ``i`` in the clause that governs it.

        That is the nearest one, unless it only modifies a noun: inside a 的-clause (改造2005年前建成的老旧小区46个) or
        unknown to the lexicon while a verb before it is known (设置电动车充电桩4个).
        """
        words = self.words
        chosen = None
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
                    relative = False
                    continue
                if chosen is None:
                    chosen = k
                    if self._governs(k):
                        break
                elif self._governs(k):
                    return k
            elif cls == "P" and words[k].text not in ("为", "以", "到", "至"):
                break
        return chosen

    def _governs(self, k: int) -> bool:
        """Whether the lexicon knows the verb at ``k`` as one that takes an object, and nothing says otherwise here."""
        text = self.words[k].text
        known = text in self.lexicon.action or text in self.lexicon.light or text in self.lexicon.unit_only
        return (known or text in self.lexicon.existential or text in self.lexicon.measuring) and not (
            text in self.lexicon.nominal and k > 0 and self.words[k - 1].cls in "NA"
        )

    def _verb_span(self, k: int) -> Span:
        words = self.words
        first = last = k
        while first > 0 and words[first - 1].cls == "V" and not self._is(first - 1, "existential") and not self._is(first - 1, "light"):
            first -= 1
        while last + 1 < len(words) and words[last + 1].cls == "V" and not self._is(last + 1, "existential"):
            last += 1
        return self._span(first, last)

    def _action_after(self, i: int, b: int) -> int | None:
        """The verb after a counted noun; behind a light verb, the action noun that ends the clause."""
        words = self.words
        chosen = None
        for k in range(i, b):
            if words[k].cls == "Q" and chosen is not None:
                break
            if words[k].cls == "V" and not self._is(k, "existential"):
                if chosen is None:
                    chosen = k
                elif self._is(chosen, "light") and self._is(k, "nominal"):
                    chosen = k
        return chosen

    def _nominal_tail(self, tail: int, b: int) -> bool:
        """Whether the verb at ``tail`` ends its clause as an action noun: …整治, …的整治任务."""
        words = self.words
        k = tail + 1
        while k < b and (words[k].cls == "V" or words[k].text in self.lexicon.nominal_heads):
            k += 1
        return k >= b or words[k].cls == "C"

    def _preposition_left(self, a: int, i: int) -> bool:
        return any(self.words[k].text in ("对", "在", "同", "与", "向", "针对") for k in range(a, i))

    def _continues_list(self, a: int, i: int) -> bool:
        """Whether another amount stands before ``i`` in the clause, joined by 、 or 和."""
        return any(self.words[k].cls == "Q" for k in range(a, i)) and any(self.words[k].cls == "C" for k in range(a, i))

    def _skip_left(self, a: int, i: int) -> int:
        k = i - 1
        while k >= a and self.words[k].cls in "DS":
            k -= 1
        return k

    def _subject(self, a: int, verb: int, previous: Fact | None) -> Span | None:
        """The noun phrase that the verb at ``verb`` says something of; the amount's before it where there is none."""
        words = self.words
        k = verb - 1
        while k >= a:
            cls = words[k].cls
            if cls == "V" and k == verb - 1 and k > a and words[k - 1].cls in "NAV" and not self._is(k, "existential"):
                cls = "N"
            if cls == "N" and words[k].text not in _BARE_SHARES:
                start = self._noun_start(a, k)
                before = start - 1
                if before >= a and words[before].cls == "P" and words[before].text not in ("由", "从"):
                    k = before - 1
                    continue
                if any(words[j].cls == "P" and words[j].text in ("比", "较", "与", "按", "按照") for j in range(a, start)):
                    k = start - 1
                    continue
                return self._span(start, k)
            if cls == "Q" and previous is not None:
                break
            k -= 1
        return previous.of if previous else None

    def _share_subject(self, a: int, i: int, previous: Fact | None) -> Span | None:
        words = self.words
        for k in range(i, a - 1, -1):
            if words[k].cls == "V" and self._is(k, "existential") or words[k].text in ("占", "为", "是", "相当于"):
                return self._subject(a, k, previous)
            if words[k].text in ("由", "从"):
                return self._subject(a, k, previous)
        return previous.of if previous else None

    def _comparing_verb(self, a: int, last: int) -> int | None:
        return next((k for k in range(last, a - 1, -1) if self.words[k].text in _COMPARING), None)

    def _from_position(self, a: int, last: int) -> int | None:
        return next((k for k in range(last, a - 1, -1) if self.words[k].text in ("由", "从")), None)

    def _converting_verb(self, i: int, b: int) -> int | None:
        return next((k for k in range(i, b) if self.words[k].cls == "V" and (self._is(k, "converting") or self._is(k, "measuring"))), None)

    def _from_to_verb(self, a: int, b: int, i: int) -> Span | None:
        if self._from_position(a, i - 1) is None:
            return None
        verb = self._converting_verb(i + 1, b)
        return None if verb is None else self._verb_span(verb)
