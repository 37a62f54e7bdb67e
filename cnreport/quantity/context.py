"""What the words around an amount say of it: change, comparison, rate, sum."""

from __future__ import annotations

import re
from typing import Final

from cnreport.quantity.amount import Amount, Place
from cnreport.quantity.bounds import BoundWords
from cnreport.quantity.changes import ChangeWord, ChangeWords, Direction
from cnreport.schema import Bound

_STOP: Final = re.compile(r"[，。；：！？!?;\n]|,(?![0-9])|(?<![0-9]),")
_LOOK_BACK: Final = 60
_SHARED_LIST: Final = frozenset(("、", "和", "及", "与", "以及")) | frozenset(
    mark + aim for mark in "，、" for aim in ("力争", "争取", "确保", "力争达到", "力争增长", "争取达到")
)
_PAIR_GAP: Final = 20
_JOINTS: Final = frozenset("、和及与")
_COMPARED: Final = re.compile(
    r"同比|环比|(?:比|较|与)(?![例较重率分])(?:“[^”\n]{1,12}”|[^，。；、“”\n]){2,14}?"
    r"(?=相比|(?:分别|年均|净|又|再|也|均){0,3}$)"
)
_PER: Final = re.compile(
    r"每(?:[一-鿿]{1,4}?(?=[0-9一二两三四五六七八九十百千万不]|平均)|[年月日天周户人亩个次吨股])|[人户亩年日月车地]均"
)
_SUM: Final = re.compile(r"累计|[共总合]计|[一总]共|共(?![同产享青建治识鸣担商生性])")


class Contexts:
    """Fills in what the context of each amount says."""

    def __init__(self, changes: ChangeWords, bounds: BoundWords) -> None:
        self._changes = changes
        self._bounds = bounds

    def fill(self, text: str, amounts: list[Amount]) -> None:
        """Sets change, comparison, rate and sum of every amount of ``text``, in order."""
        previous: Amount | None = None
        word: ChangeWord | None = None
        near: Bound | None = None
        previous_end = 0
        for index, amount in enumerate(amounts):
            clause = _clause_start(text, amount.start)
            following = amounts[index + 1] if index + 1 < len(amounts) else None
            word = self._change(text, clause, amount, previous, word)
            if following is not None:
                self._pair(text, clause, amount, following, previous)
            if word is not None and following is not None and self._is_class(text, word, amount, following):
                amount.change = amount.change_word = None
            self._surroundings(text, clause, amount)
            self._share_bound(text, amount, previous)
            if amount.bound == "exact":
                bound = self._bounds.near(text, clause, amount.start)
                if bound is None and near is not None and text.startswith("、", previous_end):
                    bound = near
                near = bound
                amount.bound = bound or "exact"
            previous_end = amount.end
            previous = amount

    def _change(
        self, text: str, clause: int, amount: Amount, previous: Amount | None, shared: ChangeWord | None
    ) -> ChangeWord | None:
        """Sets the change of ``amount``; gives the word that governs it.

        ``shared`` is the word that governs the ``previous`` amount, as far as the members of a list may share it.
        """
        if (text.startswith("的", amount.end) or amount.dimension == "ratio") and (
            change := self._changes.behind(text, amount.end)
        ):
            amount.change = change
            return None
        if amount.change is not None:  # the second state of a pair
            return None
        counted = amount.unit_rule is not None and amount.unit_rule.classifier
        governing = self._changes.governing(text, clause, amount.start, counted, amount.dimension)
        if governing is not None:
            word, *place = governing
            first, last = place
            if counted and self._changes.modifies(text, word, (first, last), amount.end):
                return None
            if (
                previous is not None
                and last <= previous.start
                and word.reach == "object"
                and not self._changes.in_list(text, (first, last), (previous.start, previous.end), amount.start)
            ):
                return None
            amount.change, amount.change_word = word.change, (first, last)
            return word
        if previous is None or previous.change is None:
            return None
        own = amount.bound != previous.bound and self._changes.is_level(text, amount.start)
        if (text[previous.end : amount.start] in _SHARED_LIST and not own) or (
            shared is not None
            and shared.reach == "object"
            and (amount.dimension == "ratio") == (previous.dimension == "ratio")
            and previous.change_word is not None
            and self._changes.continues(text, previous.end, amount.start)
            and self._changes.in_list(text, previous.change_word, (previous.start, previous.end), amount.start)
        ):
            amount.change, amount.change_word = previous.change, previous.change_word
            return shared
        return None

    def _is_class(self, text: str, word: ChangeWord, amount: Amount, following: Amount) -> bool:
        """新增产值超10亿元企业2家: the bounded amount names a class, and what is new is the count behind it."""
        if word.reach != "object" or amount.bound not in ("over", "at_least"):
            return False
        if amount.unit_rule is None or amount.unit_rule.classifier:
            return False
        counts = following.unit_rule is not None and following.unit_rule.classifier
        return counts and self._changes.is_class(text, amount.end, following.start)

    def _pair(self, text: str, clause: int, first: Amount, second: Amount, previous: Amount | None) -> None:
        """由A增加到B, A的税率降至B: both are states of one change; 分别由A、B提高到C和D has several first ones."""
        found: tuple[Direction | None, int, int] | None = None
        if self._changes.leads_from(text, clause, first.start):
            found = self._changes.towards(text, first.end, second.start)
        elif first.unit == second.unit and first.change is None:
            found = self._changes.turned(text, first.end, second.start)
        if found is None or second.start - found[1] > _PAIR_GAP:
            return
        direction, *place = found
        if direction is None:
            if first.value == second.value or first.unit != second.unit:
                return
            direction = "up" if second.value > first.value else "down"
        states = [first, second]
        if previous is not None and previous.unit == first.unit and text[previous.end : first.start] in _JOINTS:
            states.append(previous)
        for amount in states:
            if amount.change is not None:  # 由增长5%减为增长1%
                continue
            amount.change, amount.change_word = direction, (place[0], place[1])

    def _surroundings(self, text: str, clause: int, amount: Amount) -> None:
        before = text[clause : amount.start]
        amount.cumulative = _SUM.search(before) is not None
        amount.per = _last(_PER, text, clause, amount.start)
        if amount.change_word is not None or amount.unit == "倍":
            end = amount.change_word[0] if amount.change_word else amount.start
            amount.compared_with = _last(_COMPARED, text, clause, end)

    def _share_bound(self, text: str, amount: Amount, previous: Amount | None) -> None:
        """5%、6.5%左右, 90%和98%以上, 分别突破2万亿元、7000亿元, 不低于740元和485元: a bound word around a list is
        every member's."""
        if previous is None or previous.unit != amount.unit:
            return
        between = text[previous.end : amount.start]
        if amount.bound == "exact" and between in _JOINTS:
            shared = previous.bound in ("at_least", "at_most") or text.startswith("分别", previous.start - 2)
            if previous.start < previous.number_start and previous.bound != "exact" and shared:
                amount.bound = previous.bound
            return
        shared = between == "和" or (between == "、" and amount.bound == "about")
        if shared and previous.bound == "exact" and amount.start == amount.number_start:
            previous.bound, previous.open_above = amount.bound, amount.open_above
            if amount.bound in ("about", "at_most"):  # 分别控制在5%和3%以内
                previous.start = self._bounds.frame(text, previous.start) or previous.start


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> Place | None:
    place: Place | None = None
    for m in pattern.finditer(text, start, end):
        place = m.span()
    return place


def _clause_start(text: str, start: int) -> int:
    begin = max(0, start - _LOOK_BACK)
    last = begin
    for m in _STOP.finditer(text, begin, start):
        last = m.end()
    return last
