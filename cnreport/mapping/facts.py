"""What each quantity counts (`of`) and the verb that governs it (`action`), from the order of words.

Work reports state amounts in few constructions; each has a method here, and a name that explanations give:

* ``拆除723处违规遮雨棚`` counted noun after the amount, verb before it;
* ``完成121条背街小巷整治`` the same with a light verb, the action noun last;
* ``38栋楼全部打造了文化墙`` counted noun as subject, verb after it;
* ``粉刷墙体1200平方米`` noun before the amount, verb before it;
* ``代表建议87件全部办结`` noun before the amount, verb after it;
* ``地区生产总值达到62661亿元、增长5.5%`` an indicator, its verb, its amounts;
* ``由15个工作日压缩至5个工作日`` from one state to another;
* ``48小时内回应`` a span of time before its verb;
* ``事故起数、死亡人数分别下降33.3%和50%`` shared over a list.

What a clause leaves out it takes from the amount before it in the same sentence.
"""

from __future__ import annotations

import re
from typing import Final

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.phrases import BARE_SHARES, FRAMES, SOURCES, Phrases
from cnreport.mapping.word import Word
from cnreport.native import attributes
from cnreport.text import Span

# How many words of a clause are looked at on either side of an amount.
_REACH: Final = 60
_SIZES: Final = frozenset(
    ["长", "宽", "高", "深", "重", "厚", "总长", "全长", "长约", "直径", "最大", "最高", "单体", "长达"]
)
# Prepositions that lead from a verb to its amount: 稳定在, 缩短为, 涨到.
_RESULTS: Final = frozenset(["到", "至", "在", "为", "成"])
_COPULAS: Final = frozenset(["占", "为", "是", "相当于", "由", "从"])
# Endings of nouns that name who acts, not what is measured: 市政府投入2亿元.
_BODIES: Final = (
    "政府", "财政", "局", "委", "公司", "集团", "单位", "企业", "部门", "社区", "镇", "乡", "村", "县", "市", "区",
    "省", "我们", "党员", "干部",
)  # fmt: skip
# Sums that even a light verb governs: 完成投资.
_SUMS: Final = frozenset(["投资", "出口", "进口", "投入", "支出"])
_PER_HEAD: Final = frozenset(["户均", "人均", "村均", "亩均", "年度", "其中", "日均", "月均", "年均", "预计", "全年"])
_YEARLY: Final = frozenset(["年", "日", "月", "每年", "每日", "每天"])
# Spans of time: 3年, 45天内, 两个月, 24小时, 5个工作日.
_DURATION: Final = re.compile("(?:[天年月日周]|小时|分钟)(?:内|以内|左右|以上|多)?$")
# How often: 演练9次, 轮训两遍; not 万人次.
_TIMES: Final = re.compile("(?<![人辆架户])(?:次|遍|趟|回|批次)(?:以上)?$")
_FIGURES: Final = re.compile(
    "[0-9.,%〇零一二两三四五六七八九十百千万亿余多近约超过突破不足到至少于低高控制在逾达以上下内外左右几数—~-]+"
)


@attributes(acyclic=True)
class Fact:
    """What a quantity is about; spans in the view. ``shape`` is the construction that decided, for explanations."""

    __slots__ = ("action", "of", "shape")

    def __init__(self, of: Span | None = None, action: Span | None = None, shape: str = "") -> None:
        self.of = of
        self.action = action
        self.shape = shape


def find_facts(words: list[Word], lexicon: Lexicon, count: int) -> list[Fact]:
    """Facts of the ``count`` quantities of one sentence, in order."""
    return _Sentence(words, lexicon, count).facts()


def _unit(amount: str) -> str:
    """What is left of an amount without its figures and bound: 约1.2万平方米 → 平方米."""
    return _FIGURES.sub("", amount)


class _Sentence(Phrases):
    """The clauses of a sentence and the facts found so far."""

    def __init__(self, words: list[Word], lexicon: Lexicon, count: int) -> None:
        super().__init__(words, lexicon)
        self._found = [Fact() for _ in range(count)]
        self._clauses: list[tuple[int, int]] = []
        # Word index of the latest amount in the clauses before the present one.
        self._last_outside = -1
        begin = 0
        for end in (*(i for i, word in enumerate(words) if word.cls == "X"), len(words)):
            if end > begin:
                self._clauses.append((begin, end))
            begin = end + 1

    def facts(self) -> list[Fact]:
        previous: Fact | None = None
        for number, (a, b) in enumerate(self._clauses):
            amounts = [i for i in range(a, b) if self.words[i].quantity >= 0]
            for i in amounts:
                previous = self._fact(number, i, previous)
                self._found[self.words[i].quantity] = previous
            if len(amounts) > 1:
                self._distribute(a, b)
            if amounts:
                self._last_outside = amounts[-1]
        return self._found

    def _fact(self, number: int, i: int, previous: Fact | None) -> Fact:
        a, b = self._clauses[number]
        a, b = max(a, i - _REACH), min(b, i + _REACH)
        words = self.words
        following = words[i + 1] if i + 1 < b else None
        timed = self._timed_verb(a, i, b) if _DURATION.search(words[i].text) else None
        if timed is not None:
            return Fact(None, self.verb_span(timed), "duration")
        if following and following.text in FRAMES:
            return self._counted_before(number, a, i + 1, i, previous)
        if following and following.cls == "U":
            return self._before_de(number, a, b, i, previous)
        paid = words[i].text.endswith("元") and following is not None and following.cls == "V"  # 投资4000万元新建水厂
        head = None if paid else self.object_after(a, i, b) or self.noun_after(i + 1, b)
        if head is not None:
            return self._counted_after(number, a, b, i, head, previous)
        return self._counted_before(number, a, b, i, previous)

    # -- the noun after the amount ------------------------------------------------------------------------------

    def _counted_after(self, number: int, a: int, b: int, i: int, head: tuple[int, int], previous: Fact | None) -> Fact:
        """拆除723处违规遮雨棚, 完成121条背街小巷整治, 38栋楼全部打造了文化墙."""
        of = self.span(*head)
        verb = self.verb_left(a, i)
        tail = self.action_after(head[1] + 1, b)
        if verb is not None and not self.isa(verb, "existential"):
            if self.isa(verb, "light") and tail is not None and self.nominal_tail(tail, b):
                return Fact(of, self.verb_span(tail), "light verb")
            if self.isa(verb, "leftover"):
                return Fact(of, self._optional(tail), "amount, noun, verb")
            return Fact(of, self.verb_span(verb), "verb, amount, noun")
        if verb is not None:
            return Fact(of, None, "existential")
        listed = (tail is None or self.nominal_tail(tail, b)) and self._continues_list(a, i)
        if listed and previous and previous.action and previous.shape != "noun, amount":
            return Fact(of, previous.action, previous.shape)
        if tail is None and self._behind_preposition(a, i) and number + 1 < len(self._clauses):
            begin, end = self._clauses[number + 1]
            tail = self.action_after(begin, min(end, begin + _REACH))
        if tail is not None:
            return Fact(of, self.verb_span(tail), "amount, noun, verb")
        relative = self.relative_verb(a, i)
        return Fact(of, self._optional(relative), "amount, noun" if relative is None else "relative")

    def _before_de(self, number: int, a: int, b: int, i: int, previous: Fact | None) -> Fact:
        """总投资7亿元的广场, 长15公里的示范带, 完成9.2公里的主管网改造, 惠及3400万人的工程."""
        words = self.words
        left = i - 1
        head = self.noun_after(i + 2, b)
        of = None if head is None else self.span(*head)
        if left >= a and words[left].text in _SIZES:
            return Fact(of, None, "size")
        if left >= a and words[left].cls == "N":
            fact = self._counted_before(number, a, b, i, previous)
            return Fact(fact.of, fact.action if self._is_yearly(fact.action) else None, "attribute")
        if left >= a and words[left].cls == "V" and not self.isa(left, "light"):
            fact = self._counted_before(number, a, b, i, previous)
            return Fact(fact.of if of is None or self.isa(left, "measuring") else of, fact.action, "attribute")
        verb = self.verb_left(a, i)
        tail = self.action_after(head[1] + 1 if head else i + 2, b)
        if verb is not None and self.isa(verb, "light") and tail is not None:
            return Fact(of, self.verb_span(tail), "light verb")
        if verb is not None and not self.isa(verb, "existential"):
            return Fact(of, self.verb_span(verb), "verb, amount, noun")
        if verb is None and left < a and tail is not None:
            return Fact(of, self.verb_span(tail), "amount, noun, verb")
        return Fact(of, None, "attribute")

    # -- the noun before the amount, or none --------------------------------------------------------------------

    def _counted_before(self, number: int, a: int, b: int, i: int, previous: Fact | None) -> Fact:
        """粉刷墙体1200平方米, 地区生产总值达到62661亿元, 生产总值6.66万亿元, 由A提高到B."""
        words = self.words
        carried = previous.of if previous else None
        left = self.skip_left(a, i)
        if left < a or words[left].cls in "CQ":
            return self._bare(previous)
        word = words[left]
        if word.text in SOURCES:
            verb = self.converting_after(i + 1, b)
            if verb is not None:
                return Fact(self.subject(a, left, carried), self.verb_span(verb), "from, to")
        if word.text in _RESULTS and left > a:
            verb = self.skip_left(a, left)
            if verb >= a and words[verb].cls == "V":
                return Fact(self.subject(a, verb, carried), self.verb_span(verb), "indicator")
            return Fact(self.subject(a, left, carried), None, "existential")
        if word.cls == "U":
            return self._share(a, b, i, carried)
        if word.cls == "V":
            return self._verb_before(a, b, i, left, previous)
        if word.cls in "NARMFT":
            return self._noun_before(number, a, b, i, left, previous)
        return Fact()

    def _noun_before(self, number: int, a: int, b: int, i: int, last: int, previous: Fact | None) -> Fact:
        carried = previous.of if previous else None
        text = self.words[last].text
        first = self.noun_start(a, last)
        if text in BARE_SHARES and first == last and carried:
            return Fact(carried, None, "share of")
        compared = self.comparing_left(a, last)
        if compared is not None:
            return Fact(self.subject(a, compared, carried), self.verb_span(compared), "compared")
        source = self.source_left(a, last)
        change = None if source is None else self.converting_after(i + 1, b)
        if source is not None and change is not None:
            return Fact(self.subject(a, source, carried), self.verb_span(change), "from, to")
        of = self.span(first, last)
        verb = self.verb_left(a, first)
        if verb is None:
            return self._noun_alone(number, a, b, i, (first, last), previous)
        if self.isa(verb, "existential"):
            return Fact(of, None, "existential")
        # 离田利用率, 改造总面积: the verb is part of the indicator's name; 处治隐患里程: it is not.
        inside = first == last or self.lexicon.is_rate(text) or not self.isa(verb, "action")
        if inside and self.lexicon.is_indicator(text) and not self.isa(verb, "governing_rates"):
            return Fact(of, None, "noun, amount")
        if self.isa(verb, "leftover"):
            return Fact(of, self._optional(self.predicate_after(i, b)), "noun, amount")
        return Fact(of, self.verb_span(verb), "verb, noun, amount")

    def _noun_alone(self, number: int, a: int, b: int, i: int, noun: tuple[int, int], previous: Fact | None) -> Fact:
        """提灌站3处 going on with a list, 代表建议87件全部办结, 东区91分 in a list behind 得分为：."""
        of = self.span(*noun)
        if previous and previous.action and previous.shape == "verb, noun, amount" and self._continues(a, i, *noun):
            return Fact(of, previous.action, previous.shape)
        tail = self.predicate_after(i, b)
        if tail is not None:
            return Fact(of, self.verb_span(tail), "noun, amount, verb")
        label = self._label(number)
        if label is not None:
            return Fact(label, None, "label")
        return Fact(of, None, "noun, amount")

    def _verb_before(self, a: int, b: int, i: int, verb: int, previous: Fact | None) -> Fact:
        """增长5.5%, 占八成, 发放补贴8亿元, 办结941件, 演练9次."""
        words = self.words
        carried = previous.of if previous else None
        if self.isa(verb, "existential"):
            if words[max(self.skip_left(a, verb), a)].cls == "U":  # 没有公示价格的有13家, 戴头盔的占七成
                outside = words[self._last_outside].quantity
                return Fact(self._found[outside].of if outside >= 0 else None, None, "nominalised")
            return Fact(self.subject(a, verb, carried), None, "existential")
        named = self._named(a, verb)
        if named is not None:
            return named
        first = verb
        if self.isa(verb, "measuring") or self.isa(verb, "converting"):
            while first > a and words[first - 1].cls == "V" and self.isa(first - 1, "measuring"):
                first -= 1
            return Fact(self.subject(a, first, carried), self.span(first, verb), "indicator")
        while first > a and words[first - 1].cls == "V" and not self.isa(first - 1, "existential"):
            first -= 1
        light = verb > first and self.isa(first, "light")
        action = self.span(verb if light else first, verb)
        if self.isa(verb, "leftover"):
            return Fact(carried, self._optional(self.predicate_after(i, b)), "verb, amount")
        timed = _DURATION.search(words[i].text) or _TIMES.search(words[i].text)
        if timed or (self.isa(verb, "unit_only") and not light):
            return Fact(None, action, "verb, amount")
        subject = self.subject(a, first, None)
        if subject is not None and words[self.word_ending(a, subject)].text.endswith(_BODIES):
            subject = None
        if subject is None and self._same_unit(i):
            subject = carried
        return Fact(subject, action, "verb, amount")

    def _named(self, a: int, verb: int) -> Fact | None:
        """The fact when the verb before the amount names what is measured.

        发放育儿补贴8亿元, 完成投资5亿元, 民生投入7亿元, 户均补助600元; not 市政府投入7亿元.
        """
        words = self.words
        valued = self.isa(verb, "valued")
        if not valued and not self.isa(verb, "nominal"):
            return None
        first = verb
        while first > a and (words[first - 1].cls in "NA" or self._is_nominal_verb(first - 1)):
            first -= 1
        governor = self.verb_left(a, first)
        if governor is None and first < verb and self.governs(first):
            governor = first
        if governor is not None and any(words[k].cls == "Q" for k in range(governor, verb)):
            governor = None
        if governor is not None and not self.isa(governor, "existential"):
            light = self.isa(governor, "light") and words[verb].text not in _SUMS
            if light or (governor == verb - 1 and not valued):
                return None
            return Fact(self.span(min(governor + 1, verb), verb), self.verb_span(governor), "verb, noun, amount")
        if not valued or governor is not None:
            return None
        if first < verb and not words[verb - 1].text.endswith(_BODIES):
            return Fact(self.span(first, verb), None, "noun, amount")
        before = words[first - 1].text if first > a else ""
        if before in _PER_HEAD or before.startswith("每"):
            return Fact(self.span(verb, verb), None, "noun, amount")
        return None

    def _share(self, a: int, b: int, i: int, carried: Span | None) -> Fact:
        """占年度计划的31%, 完成年度任务的104%, 剩下的一户正在搬迁."""
        words = self.words
        tail = self.action_after(i + 1, b) if i + 1 < b and words[i + 1].cls in "DVT" else None
        if tail is not None:
            source = self.source_left(a, i - 1)
            if source is not None:
                return Fact(self.subject(a, source, carried), self.verb_span(tail), "from, to")
            return Fact(carried, self.verb_span(tail), "amount, verb")
        for k in range(i - 1, a - 1, -1):
            if words[k].cls == "V":
                subject = self.subject(a, k, carried)
                if self.isa(k, "existential") or self.isa(k, "comparing"):
                    return Fact(subject, None, "share of")
                return Fact(subject, self.verb_span(k), "from, to" if self.isa(k, "converting") else "share of")
            if words[k].text in _COPULAS:
                return Fact(self.subject(a, k, carried), None, "share of")
        return Fact(carried, None, "share of")

    @staticmethod
    def _bare(previous: Fact | None) -> Fact:
        """An amount with neither noun nor verb of its own: 清淤沟渠17条9.4公里, 整治线缆10公里、5000米."""
        if previous is None:
            return Fact()
        if previous.shape in ("amount, noun, verb", "verb, amount, noun", "light verb", "amount, noun"):
            return Fact(None, previous.action, "bare")
        return Fact(previous.of, previous.action, previous.shape)

    # -- the list that 分别 shares out --------------------------------------------------------------------------

    def _distribute(self, a: int, b: int) -> None:
        """事故起数、死亡人数分别下降33.3%和50%; 签约项目21个、协议金额112.4亿元，同比分别增长16.7%和23.5%."""
        words = self.words
        at = next((k for k in range(a, b) if words[k].text.endswith("分别")), None)
        if at is None:
            return
        shared = [words[k].quantity for k in range(at, b) if words[k].quantity >= 0]
        if len(shared) < 2:
            return
        subjects = self._coordinated(max(a, at - _REACH), at)
        if not subjects:
            earlier: list[Span] = []
            for fact in self._found[max(0, shared[0] - 2 * len(shared)) : shared[0]]:
                if fact.of and (not earlier or fact.of != earlier[-1]):
                    earlier.append(fact.of)
            subjects = earlier[-len(shared) :]
        for place, index in enumerate(shared):
            if subjects:
                self._found[index].of = subjects[place if len(subjects) == len(shared) else -1]
            if self._found[index].action is None:
                self._found[index].action = self._found[shared[0]].action

    def _coordinated(self, a: int, b: int) -> list[Span]:
        """The nouns joined in ``a:b``; one when they share an indicator: 城镇居民、农牧民人均收入."""
        words = self.words
        ends: list[tuple[int, int]] = []
        begin = a
        for k in range(a, b + 1):
            if k == b or words[k].cls == "C":
                end = k
                while end > begin and words[end - 1].cls not in "NAV":
                    end -= 1
                if end > begin:
                    ends.append((begin, end - 1))
                begin = k + 1
        named = [self.lexicon.is_indicator(words[last].text) for _, last in ends]
        if len(ends) > 1 and named[-1] and not any(named[:-1]):
            ends = ends[-1:]
        return [self.span(*pair) for pair in ends]

    # -- questions ----------------------------------------------------------------------------------------------

    def _optional(self, verb: int | None) -> Span | None:
        return None if verb is None else self.verb_span(verb)

    def _timed_verb(self, a: int, i: int, b: int) -> int | None:
        """The verb that the span of time at ``i`` times: 48小时内回应, 连续3年被评为, 用35天实现."""
        words = self.words
        left = self.skip_left(a, i)
        if left >= a:
            word = words[left]
            if word.text in SOURCES or (word.cls == "V" and not self.isa(left, "spending")):
                return None
            if word.cls == "N" and self.lexicon.is_indicator(word.text):
                return None
        for k in range(i + 1, b):
            if words[k].cls == "V":
                return self.action_after(k, b)
            if words[k].cls not in "DTFP" and words[k].text != "时间":
                return None
        return None

    def _is_yearly(self, verb: Span | None) -> bool:
        """Whether the verb tells what is done in a day or a year: 年处理秸秆1万吨的加工厂."""
        if verb is None:
            return False
        at = next(k for k, word in enumerate(self.words) if word.start == verb.start)
        return at > 0 and self.words[at - 1].text in _YEARLY

    def _is_nominal_verb(self, k: int) -> bool:
        return self.words[k].cls == "V" and self.isa(k, "nominal")

    def _same_unit(self, i: int) -> bool:
        """Whether the amount at ``i`` has the unit of the one before it."""
        before = next((k for k in range(i - 1, -1, -1) if self.words[k].cls == "Q"), None)
        return before is not None and _unit(self.words[before].text) == _unit(self.words[i].text)

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

    def _continues_list(self, a: int, i: int) -> bool:
        """Whether another amount stands before ``i`` in the clause, joined by 、 or 和."""
        classes = {self.words[k].cls for k in range(a, i)}
        return "Q" in classes and "C" in classes

    def _behind_preposition(self, a: int, i: int) -> bool:
        return any(self.words[k].text in ("对", "在", "同", "与", "向", "针对") for k in range(a, i))

    def _label(self, number: int) -> Span | None:
        """What a list behind 为： lists amounts of: 各区得分依次为：东区91分、西区88分."""
        words = self.words
        if number == 0:
            return None
        a, b = self._clauses[number - 1]
        if words[b].text != "：" or words[b - 1].text not in ("为", "是"):
            return None
        label = self.subject(max(a, b - _REACH), b - 1, None)
        rated = label is not None and self.lexicon.is_rate(words[self.word_ending(a, label)].text)
        return label if rated else None
