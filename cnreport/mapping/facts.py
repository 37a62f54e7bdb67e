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

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

_SIZE_ADJECTIVES = frozenset(
    ["长", "宽", "高", "深", "重", "厚", "总长", "全长", "长约", "直径", "最大", "最高", "单体", "长达"]
)
_COMPARING = frozenset(["高于", "低于", "快于", "优于", "落后于", "超过", "多于", "少于", "领先", "超出"])
_BARE_SHARES = frozenset(["占比", "占", "比重", "增速", "同比", "增幅"])
# Nouns behind an amount that only frame it: 突破500亿元大关, 近9天时间.
_FRAMES = frozenset(["大关", "台阶", "关口", "门槛", "时间", "左右", "以上", "以下", "规模", "级", "行列", "期间"])
# Verbs whose object acts itself: 组织两个办事处成立队伍.
_PIVOTS = frozenset(
    [
        "帮助",
        "引导",
        "支持",
        "推动",
        "促进",
        "带动",
        "吸引",
        "选派",
        "邀请",
        "指导",
        "督促",
        "动员",
        "鼓励",
        "安排",
        "协调",
        "扶持",
        "助力",
        "抽调",
        "派出",
    ]
)
# Spans of time: 3年, 45天内, 两个月, 24小时, 5个工作日.
_DURATION = re.compile("(?:[天年月日周]|小时|分钟)(?:内|以内|左右|以上|多)?$")
# How often: 演练9次, 轮训两遍; not 万人次.
_TIMES = re.compile("(?<![人辆架户])(?:次|遍|趟|回|批次)(?:以上)?$")
_DISTRIBUTIVE = "分别"
_PLACES = frozenset("市县区镇乡村")
# Endings of nouns that stand before 的 like adjectives: 现代化的, 综合性的.
_QUALITIES = ("化", "性", "型", "级", "类", "式")
# Endings of nouns that name who acts, not what is measured: 市政府投入2亿元.
_BODIES = (
    "政府",
    "财政",
    "局",
    "委",
    "公司",
    "集团",
    "单位",
    "企业",
    "部门",
    "社区",
    "镇",
    "乡",
    "村",
    "县",
    "市",
    "区",
    "省",
    "我们",
    "党员",
    "干部",
)
_SUMS = frozenset(["投资", "出口", "进口", "投入", "支出"])
_PER_HEAD = frozenset(["户均", "人均", "村均", "亩均", "年度", "其中", "日均", "月均", "年均", "预计", "全年"])
_FIGURES = re.compile(
    "[0-9.,%〇零一二两三四五六七八九十百千万亿余多近约超过突破不足到至少于低高控制在逾达以上下内外左右几数—~-]+"
)
_NOMINAL = frozenset("NA")


@dataclass(slots=True)
class Fact:
    """What a quantity is about; spans in the view. ``shape`` is the construction that decided, for explanations."""

    of: Span | None = None
    action: Span | None = None
    shape: str = ""


def _unit(amount: str) -> str:
    """What is left of an amount without its figures and bound: 约1.2万平方米 → 平方米."""
    return _FIGURES.sub("", amount)


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
        timed = self._timed_verb(a, i, b) if _DURATION.search(words[i].text) else None
        if timed is not None:
            return Fact(None, self._verb_span(timed), "duration")
        if following and following.text in _FRAMES:
            return self._counted_before(a, i + 1, i, previous)
        head = self._object(a, i, b) or self._noun_after(i + 1, b)
        if following and following.cls == "U":
            return self._before_de(a, b, i, previous)
        if head is not None:
            return self._counted_after(number, i, head, previous)
        return self._counted_before(a, b, i, previous)

    def _timed_verb(self, a: int, i: int, b: int) -> int | None:
        """The verb that the span of time at ``i`` times: 48小时内回应, 连续3年被评为, 用35天实现."""
        words = self.words
        left = self._skip_left(a, i)
        if left >= a:
            word = words[left]
            if word.text in ("由", "从"):
                return None
            if word.cls == "V" and not self._is(left, "spending"):
                return None
            if word.cls == "N" and self.lexicon.is_indicator(word.text):
                return None
        for k in range(i + 1, b):
            if words[k].cls == "V":
                return self._action_after(k, b)
            if words[k].cls not in "DTFP" and words[k].text != "时间":
                return None
        return None

    def _counted_after(self, number: int, i: int, head: tuple[int, int], previous: Fact | None) -> Fact:
        """拆除723处违规遮雨棚, 完成121条背街小巷整治, 38栋楼全部打造了文化墙."""
        a, b = self.clauses[number]
        words = self.words
        first, last = head
        of = self._span(first, last)
        verb = self._verb_left(a, i)
        tail = self._action_after(last + 1, b)
        if verb is not None and not self._is(verb, "existential"):
            if self._is(verb, "light") and tail is not None and self._nominal_tail(tail, b):
                return Fact(of, self._verb_span(tail), "light verb")
            if self._is(verb, "leftover"):
                return Fact(of, None if tail is None else self._verb_span(tail), "amount, noun, verb")
            return Fact(of, self._verb_span(verb), "verb, amount, noun")
        if (
            verb is None
            and self._continues_list(a, i)
            and previous
            and previous.action
            and previous.shape != "noun, amount"
        ):
            if tail is None or self._nominal_tail(tail, b):
                return Fact(of, previous.action, previous.shape)
        if verb is not None:
            return Fact(of, None, "existential")
        if tail is None and self._preposition_left(a, i) and number + 1 < len(self.clauses):
            tail = self._action_after(*self.clauses[number + 1])
        if tail is not None:
            return Fact(of, self._verb_span(tail), "amount, noun, verb")
        relative = self._relative_verb(a, i)
        if relative is not None:
            return Fact(of, self._verb_span(relative), "relative")
        return Fact(of, None, "amount, noun")

    def _before_de(self, a: int, b: int, i: int, previous: Fact | None) -> Fact:
        """总投资7亿元的广场, 长15公里的示范带, 完成9.2公里的主管网改造, 惠及3400万人的工程."""
        words = self.words
        left = i - 1
        if left >= a and words[left].text in _SIZE_ADJECTIVES:
            head = self._noun_after(i + 2, b)
            return Fact(self._span(*head) if head else None, None, "size")
        if left >= a and words[left].cls == "N":
            fact = self._counted_before(a, b, i, previous)
            yearly = fact.action is not None and self._is_rate_verb(fact.action)
            return Fact(fact.of, fact.action if yearly else None, "attribute")
        if left >= a and words[left].cls == "V" and not self._is(left, "light"):
            fact = self._counted_before(a, b, i, previous)
            head = None if self._is(left, "measuring") else self._noun_after(i + 2, b)
            return Fact(self._span(*head) if head else fact.of, fact.action, "attribute")
        head = self._noun_after(i + 2, b)
        verb = self._verb_left(a, i)
        tail = self._action_after(head[1] + 1 if head else i + 2, b)
        of = self._span(*head) if head else None
        if verb is not None and self._is(verb, "light") and tail is not None:
            return Fact(of, self._verb_span(tail), "light verb")
        if verb is not None and not self._is(verb, "existential"):
            return Fact(of, self._verb_span(verb), "verb, amount, noun")
        if verb is None and left < a and tail is not None:
            return Fact(of, self._verb_span(tail), "amount, noun, verb")
        return Fact(of, None, "attribute")

    def _is_rate_verb(self, verb: Span) -> bool:
        """Whether the verb tells what is done in a day or a year: 年处理秸秆1万吨的加工厂."""
        at = next(k for k, word in enumerate(self.words) if word.start == verb.start)
        return at > 0 and self.words[at - 1].text in ("年", "日", "月", "每年", "每日", "每天")

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
        if word.text in ("到", "至", "在", "为", "成") and left > a:
            verb = self._skip_left(a, left)
            if verb >= a and words[verb].cls == "V":
                return Fact(self._subject(a, verb, previous), self._verb_span(verb), "indicator")
            return Fact(self._subject(a, left, previous), None, "existential")
        if word.cls == "U":
            return self._share(a, b, i, left, previous)
        if word.cls == "C" or word.cls == "Q":
            return self._bare(a, i, previous)
        if word.cls == "V":
            return self._verb_before(a, i, left, previous)
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
            if (
                previous
                and previous.action
                and previous.shape == "verb, noun, amount"
                and self._continues(a, i, first, last)
            ):
                return Fact(of, previous.action, "verb, noun, amount")
            tail = self._predicate_after(i, b)
            if tail is not None:
                return Fact(of, self._verb_span(tail), "noun, amount, verb")
            label = self._label(a, i)
            if label is not None:
                return Fact(label, None, "label")
            return Fact(of, None, "noun, amount")
        if self._is(verb, "existential"):
            return Fact(of, None, "existential")
        if self.lexicon.is_indicator(text) and not self._is(verb, "governing_rates"):
            # 离田利用率, 改造总面积: the verb is part of the name; 处治隐患里程: it is not.
            if first == last or self.lexicon.is_rate(text) or not self._is(verb, "action"):
                return Fact(of, None, "noun, amount")
        if self._is(verb, "leftover"):
            tail = self._predicate_after(i, b)
            return Fact(of, None if tail is None else self._verb_span(tail), "noun, amount")
        return Fact(of, self._verb_span(verb), "verb, noun, amount")

    def _verb_before(self, a: int, i: int, verb: int, previous: Fact | None) -> Fact:
        words = self.words
        if self._is(verb, "existential"):
            if self._nominalised(a, verb):
                return Fact(self._before_clause(a), None, "nominalised")
            return Fact(self._subject(a, verb, previous), None, "existential")
        named = self._named(a, verb, previous)
        if named is not None:
            return named
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
        if _DURATION.search(words[i].text) or _TIMES.search(words[i].text):
            return Fact(None, action, "verb, amount")
        if self._is(verb, "leftover"):
            tail = self._predicate_after(i, self.clause_end(i))
            return Fact(
                previous.of if previous else None, None if tail is None else self._verb_span(tail), "verb, amount"
            )
        light = verb > first and self._is(first, "light")
        if light:
            action = self._span(verb, verb)
        if self._is(verb, "unit_only") and not light:
            return Fact(None, action, "verb, amount")
        subject = self._subject(a, first, None)
        if subject is not None and words[self._word_ending(subject)].text.endswith(_BODIES):
            subject = None
        if subject is None and previous and previous.of and self._same_unit(i):
            subject = previous.of
        return Fact(subject, action, "verb, amount")

    def _named(self, a: int, verb: int, previous: Fact | None) -> Fact | None:
        """The fact when the verb before the amount names what is measured: 发放育儿补贴8亿元, 完成投资5亿元, 民生投入7亿元."""
        words = self.words
        valued = self._is(verb, "valued")
        if not valued and not self._is(verb, "nominal"):
            return None
        first = verb
        while first > a and (
            words[first - 1].cls in "NA" or (words[first - 1].cls == "V" and self._is(first - 1, "nominal"))
        ):
            first -= 1
        governor = self._verb_left(a, first)
        if governor is None and first < verb and self._governs(first):
            governor = first
        if governor is not None and any(words[k].cls == "Q" for k in range(governor, verb)):
            governor = None
        if governor is not None and not self._is(governor, "existential"):
            if self._is(governor, "light") and words[verb].text not in _SUMS:
                return None
            if governor == verb - 1 and not valued:
                return None
            return Fact(self._span(min(governor + 1, verb), verb), self._verb_span(governor), "verb, noun, amount")
        if not valued or governor is not None:
            return None
        before = words[first - 1] if first > a else None
        if first < verb and not words[verb - 1].text.endswith(_BODIES):
            return Fact(self._span(first, verb), None, "noun, amount")
        if before is not None and (before.text in _PER_HEAD or before.text.startswith("每")):
            return Fact(self._span(verb, verb), None, "noun, amount")
        return None

    def clause_end(self, i: int) -> int:
        """Where the clause of the word at ``i`` ends."""
        return next(b for a, b in self.clauses if a <= i < b)

    def _word_ending(self, span: Span) -> int:
        return next(k for k, word in enumerate(self.words) if word.end == span.end)

    def _same_unit(self, i: int) -> bool:
        """Whether the amount at ``i`` has the unit of the one before it."""
        before = next((k for k in range(i - 1, -1, -1) if self.words[k].cls == "Q"), None)
        return before is not None and _unit(self.words[before].text) == _unit(self.words[i].text)

    def _nominalised(self, a: int, verb: int) -> bool:
        """Whether a 的 without a noun is the subject of the verb: 没有公示价格的有13家, 戴头盔的占七成."""
        k = self._skip_left(a, verb)
        return k >= a and self.words[k].cls == "U"

    def _before_clause(self, a: int) -> Span | None:
        """What the last amount before the clause that begins at ``a`` counts."""
        indices = [word.quantity for word in self.words[:a] if word.quantity >= 0]
        return self.found[indices[-1]].of if indices else None

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
        named = [self.lexicon.is_indicator(self.words[self._word_ending(span)].text) for span in spans]
        if len(spans) > 1 and named[-1] and not any(named[:-1]):
            return spans[-1:]
        return spans

    # -- phrases ------------------------------------------------------------------------------------------------

    def _span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last].end)

    def _is(self, i: int, cls: str) -> bool:
        return self.words[i].text in getattr(self.lexicon, cls)

    def _noun_after(self, i: int, b: int) -> tuple[int, int] | None:
        """First and last word of the noun phrase that begins at ``i``, action nouns at its end left out.

        A noun before 的 is the head (6个村的饮水问题), an adjective or a verb before it only modifies (3座现代化的车站).
        """
        words = self.words
        k = i
        last = None
        while k < b:
            cls = words[k].cls
            if cls == "N" and words[k].text not in _BARE_SHARES:
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
                if last == k - 1 and not words[last].text.endswith(_QUALITIES):
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
            (j - 1 for j in range(k + 2, min(b, k + 9)) if words[j].text == "）" and words[j - 1].cls == "N"), None
        )

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
            known = self._is(k, "action") or self._is(k, "light") or self._is(k, "measuring")
            return nxt.text in self.lexicon.compound_heads or not known or self._is(k, "stative")
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
            elif (
                cls == "V"
                and k - 2 >= a
                and words[k - 2].cls in "NA"
                and not self._is(k - 1, "existential")
                and self._inner_verb(k - 1)
            ):
                k -= 1
            else:
                break
        return k

    def _label(self, a: int, i: int) -> Span | None:
        """What a list behind 为： lists amounts of: 各区得分依次为：东区91分、西区88分."""
        words = self.words
        k = a
        while k >= 2 and words[k - 1].text in "，；：":
            if words[k - 1].text == "：" and words[k - 2].text in ("为", "是"):
                begin = next((p for p, q in self.clauses if p <= k - 2 < q), None)
                label = None if begin is None else self._subject(begin, k - 2, None)
                named = label is not None and self.lexicon.is_rate(words[self._word_ending(label)].text)
                return label if named else None
            if words[k - 2].cls != "Q":
                return None
            k = next(p for p, q in self.clauses if p <= k - 2 < q)
        return None

    def _continues(self, a: int, i: int, first: int, last: int) -> bool:
        """Whether a noun before an amount goes on with a list begun by a verb: 新建干线92公里，县乡公路340公里, 其中….

        A thing that is counted does, an indicator does not.
        """
        words = self.words
        if first > a and words[first - 1].cls == "C":
            return True
        if self.lexicon.is_indicator(words[last].text):
            return False
        between = [words[k].text for k in range(a, first)]
        return between == ["其中"] or (not between and self._same_unit(i))

    def _inner_verb(self, k: int) -> bool:
        """Whether the verb at ``k``, between two nouns, is part of an indicator's name: 户厕改造完成率."""
        nxt = self.words[k + 1].text
        return self.lexicon.is_indicator(nxt) and self._is(k, "nominal")

    def _verb_left(self, a: int, i: int) -> int | None:
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
                elif self._governs(k):
                    governing = chosen = k
                elif chosen is None and (k == a or words[k - 1].cls in "DTXRSQP" or self._leads(k, i)):
                    chosen = k
            elif cls == "F" and chosen is not None or cls == "P" and words[k].text not in ("为", "以", "到", "至"):
                break
        return governing if governing is not None else chosen

    def _leads(self, k: int, i: int) -> bool:
        """Whether the verb at ``k``, unknown to the lexicon, stands right before the amount at ``i``."""
        return all(self.words[j].cls == "V" for j in range(k, i))

    def _relative_verb(self, a: int, i: int) -> int | None:
        """The verb of the 的-clause right before the amount at ``i``: 抽查的60个地块."""
        words = self.words
        if i - 2 < a or words[i - 1].cls != "U" or words[i - 2].cls != "V" or self._is(i - 2, "existential"):
            return None
        return i - 2

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
        while (
            words[k].cls == "V"
            and first > 0
            and words[first - 1].cls == "V"
            and not self._is(first - 1, "existential")
            and not self._is(first - 1, "light")
        ):
            first -= 1
        while last + 1 < len(words) and words[last + 1].cls == "V" and not self._is(last + 1, "existential"):
            last += 1
        return self._span(first, last)

    def _action_after(self, i: int, b: int) -> int | None:
        """The verb after a counted noun; behind a light verb the action noun that ends its clause or phrase."""
        words = self.words
        chosen = None
        for k in range(i, b):
            if words[k].cls == "Q" and chosen is not None:
                break
            if words[k].cls == "V" and not self._is(k, "existential"):
                if chosen is None:
                    chosen = k
                elif self._is(chosen, "light") and (self._is(k, "nominal") or k + 1 >= b):
                    chosen = k
            elif words[k].verbal and words[k].cls == "N" and words[k].text[0] == "“" and chosen == k - 1:
                return k
        return chosen

    def _predicate_after(self, i: int, b: int) -> int | None:
        """The verb that says something of the amounts of a clause: 代表建议87件、委员提案112件全部办结."""
        words = self.words
        k = i + 1
        if k < b and words[k].cls == "C":
            k = next((j + 1 for j in range(k, b) if words[j].cls == "Q"), b)
        if k >= b or words[k].cls not in "VDPT":
            return None
        return self._action_after(k, b)

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
            if cls == "N" and (k > a or words[k].text not in _BARE_SHARES):
                start = self._noun_start(a, k)
                before = start - 1
                if (
                    before >= a
                    and words[before].cls == "P"
                    and words[before].text not in ("由", "从", "把", "将", "使", "让")
                ):
                    k = before - 1
                    continue
                if any(
                    words[j].cls == "P" and words[j].text in ("比", "较", "与", "按", "按照") for j in range(a, start)
                ):
                    k = start - 1
                    continue
                return self._span(start, k)
            if cls == "Q" and previous is not None:
                break
            k -= 1
        return previous.of if previous else None

    def _share(self, a: int, b: int, i: int, left: int, previous: Fact | None) -> Fact:
        """占年度计划的31%, 完成年度任务的104%, 剩下的一户正在搬迁."""
        words = self.words
        tail = self._action_after(i + 1, b) if i + 1 < b and words[i + 1].cls in "DVT" else None
        source = self._from_position(a, i - 1)
        if source is not None and tail is not None:
            return Fact(self._subject(a, source, previous), self._verb_span(tail), "from, to")
        if tail is not None:
            return Fact(previous.of if previous else None, self._verb_span(tail), "amount, verb")
        for k in range(left, a - 1, -1):
            if words[k].cls == "V":
                action = None if self._is(k, "existential") or words[k].text in _COMPARING else self._verb_span(k)
                if action and self._is(k, "converting"):
                    return Fact(self._subject(a, k, previous), action, "from, to")
                return Fact(self._subject(a, k, previous), action, "share of")
            if words[k].text in ("占", "为", "是", "相当于", "由", "从"):
                return Fact(self._subject(a, k, previous), None, "share of")
        return Fact(previous.of if previous else None, None, "share of")

    def _comparing_verb(self, a: int, last: int) -> int | None:
        return next((k for k in range(last, a - 1, -1) if self.words[k].text in _COMPARING), None)

    def _from_position(self, a: int, last: int) -> int | None:
        return next((k for k in range(last, a - 1, -1) if self.words[k].text in ("由", "从")), None)

    def _converting_verb(self, i: int, b: int) -> int | None:
        return next(
            (
                k
                for k in range(i, b)
                if self.words[k].cls == "V" and (self._is(k, "converting") or self._is(k, "measuring"))
            ),
            None,
        )
