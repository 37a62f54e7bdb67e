"""Whether an amount is a change, and in which direction: 增长5%, 新增泊位2300个, 由3天压缩到4小时.

The words are data (``cnreport/rules/changes.toml``). A word governs an amount of its own clause when what stands
between the two lets it (`reach`), and the further members of a list share it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from cnreport.rules import Overlay
from cnreport.rules.loading import Rule, load_rules
from cnreport.rules.words import alternation

Direction = Literal["up", "down"]
_FIELDS: Final = (
    "words",
    "change",
    "reach",
    "with",
    "not_before",
    "not_after",
    "measured",
    "dimensions",
    "noun",
    "new",
    "kind",
)
_REACHES: Final = ("touch", "next", "to", "than", "object", "pair", "behind")
_TOUCHING: Final = re.compile("[了出]?(?:近|约|超过?|逾|将近|大约)?")
_WHEN: Final = "(?:[12][0-9]{3}年|去年|今年|上年|目前|现在|如今|当前)的?[底末]?的?"
_FIGURE: Final = re.compile("[0-9]")
_OWN_LEVEL: Final = ("突破", "最多", "至多", "最长", "最高")
_ENDS: Final = frozenset("，。；：！？、")
_LINK: Final = re.compile("、|和|及|与|以及")
_HAN: Final = re.compile("[一-鿿]")
_NOUN: Final = re.compile("(?![的之和及与或])[一-鿿]{1,6}")
_STOPS: Final = re.compile("[，。；：！？,;\n]")
_LISTS: Final = ("breaker", "joined", "particle", "from", "level", "property", "quality", "step")
_TIMES: Final = re.compile("是[^，。；：！？\n]{1,12}的$")
_TO: Final = 8
_THAN: Final = 18
_OBJECT: Final = 28


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """One use of a change word; see the head of the rule file for the fields."""

    id: str
    change: Direction
    reach: str
    not_before: str
    not_after: str
    measured: bool
    beside: re.Pattern[str] | None
    dimensions: frozenset[str]
    noun: bool
    new: bool


class ChangeWords:
    """Finds the change word that governs an amount."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._words: dict[str, list[ChangeWord]] = {}
        lists: dict[str, list[str]] = {kind: [] for kind in _LISTS}
        barred: dict[str, str] = {}
        behind: dict[str, ChangeWord] = {}
        for rule in rules:
            rule.expect(_FIELDS)
            kind = rule.text("kind", "change")
            if kind in lists:
                lists[kind].extend(rule.texts("words"))
                if kind == "breaker":
                    barred.update(dict.fromkeys(rule.texts("words"), rule.text("not_before", "")))
                continue
            word = _word(rule)
            for text in rule.texts("words"):
                if word.reach == "behind":
                    behind[text] = word
                else:
                    self._words.setdefault(text, []).append(word)
        pair = [text for text, words in self._words.items() if words[0].reach == "pair"]
        for text in pair:
            del self._words[text]
        self._behind = re.compile(alternation(behind))
        self._behind_words = behind
        self._finder = re.compile(alternation(self._words))
        self._other = re.compile(alternation(text for text in self._words if len(text) > 1))
        self._particles = re.compile(f"(?:{alternation(lists['particle'])}|{_WHEN})*")
        self._breaker = re.compile(alternation(lists["breaker"], barred))
        self._joined = re.compile(alternation(lists["joined"]))
        self._from = re.compile(f"{alternation(lists['from'])}[^，。；：！？\n]{{0,20}}$")
        to = [*pair, *(text for text, words in self._words.items() if words[0].reach == "to")]
        self._to = re.compile(f"(?:，[又再已]?|[^，。；：！？\n0-9]{{0,8}}?)({alternation(to)})")
        states = alternation(text for text, words in self._words.items() if words[0].reach == "to")
        self._turned = re.compile(rf"(?:的?[一-鿿]{{1,8}}?)?({states})")
        self._level = re.compile(alternation(lists["level"]))
        self._properties = frozenset(lists["property"])
        self._quality = re.compile(f"[一-鿿]{{0,8}}?{alternation(lists['quality'])}(?![一-鿿])")
        self._step = re.compile(alternation(lists["step"]))

    def governing(
        self, text: str, clause: int, start: int, counted: bool, dimension: str
    ) -> tuple[ChangeWord, int, int] | None:
        """The change word that governs the amount that begins at ``start``, and where the word begins and ends.

        ``clause`` is where the amount's clause begins; ``counted`` says that it counts things with a classifier,
        ``dimension`` what it measures.
        """
        if dimension == "ratio" and _TIMES.search(text, max(clause, start - 14), start):  # 增量是上年的2倍
            return None
        found: tuple[ChangeWord, int, int] | None = None
        last = -1
        for m in self._finder.finditer(text, clause, start):
            for word in self._words[m[0]]:
                if (word.measured and counted) or (word.dimensions and dimension not in word.dimensions):
                    continue
                if word.new and dimension == "ratio" and m.end() < start and not self._touches(text, m.end(), start):
                    continue  # 新增财力的60%: a share of what is new
                if self._governs(text, word, m.start(), m.end(), start):
                    if found is not None and found[0].reach == "than" and word.noun:  # 低于全市增速2个百分点
                        break
                    if found is None or m.start() != last:  # 新增减税降费: the first word governs the second
                        found = word, m.start(), m.end()
                    break
            last = m.end()
        return found

    def in_list(self, text: str, word: tuple[int, int], previous: tuple[int, int], start: int) -> bool:
        """Whether the list member that begins at ``start`` can share the ``word`` in front of the ``previous`` one.

        Not when it tells a level of its own: 新增企业10家、总数50家, 新增公里30公里、突破500公里.
        """
        first, last = previous
        if text.startswith(_OWN_LEVEL, start) and not text.startswith(_OWN_LEVEL, first):
            return False
        return self._level.search(text, last, start) is None or self._level.search(text, word[1], first) is not None

    def is_level(self, text: str, start: int) -> bool:
        """Whether the amount that begins at ``start`` begins with a word of a level: 增长19.2%、突破8500亿元."""
        return text.startswith(_OWN_LEVEL, start)

    def continues(self, text: str, last: int, start: int) -> bool:
        """Whether the amount at ``start`` is a further member of the list whose one before it ends at ``last``."""
        if start - last > _OBJECT or not _LINK.match(text, last, start):
            return False
        return _STOPS.search(text, last, start) is None and self._breaker.search(text, last, start) is None

    def modifies(self, text: str, word: ChangeWord, place: tuple[int, int], end: int) -> bool:
        """Whether the counted things that end at ``end`` are only named by the object: 提高两项补贴标准."""
        if _HAN.match(text, end) is None or self._step.match(text, end):
            return False
        if text[place[0] : place[1]] in self._properties:
            return True
        return word.reach == "object" and self._quality.match(text, end) is not None

    def is_class(self, text: str, end: int, start: int) -> bool:
        """Whether a noun alone leads from the amount that ends at ``end`` to the count at ``start``: 超200亿元县2个."""
        return _NOUN.fullmatch(text, end, start) is not None and self._breaker.search(text, end, start) is None

    def _governs(self, text: str, word: ChangeWord, first: int, last: int, start: int) -> bool:
        if last < start and text[last] in word.not_before:
            return False
        if word.not_after and first and text[first - 1] in word.not_after:
            return False
        if word.reach == "touch":
            return _TOUCHING.fullmatch(text, last, start) is not None
        if self._touches(text, last, start):
            if word.reach == "object" and word.beside is not None:  # 租金减免三成
                return False
            return word.reach != "than" or last < start
        if word.reach == "next":
            return False
        if word.new and (m := self._joined.match(text, last, start)):  # 新增发放贷款160亿元
            last = m.end()
        between = text[last:start]
        if word.reach == "to":
            return len(between) <= _TO and _FIGURE.search(between) is None and self._breaker.search(between) is None
        if word.reach == "than":
            near = len(between) <= _THAN and _FIGURE.search(between) is None
            return near and (word.beside is None or word.beside.search(between) is not None)
        if len(between) > _OBJECT or (word.beside is not None and word.beside.search(between) is None):
            return False
        own = self._breaker.match(between)
        if own is not None and own.end() == len(between):  # 增加投资3亿元: the verb is what there is more of
            return True
        return self._breaker.search(between) is None

    def _touches(self, text: str, last: int, start: int) -> bool:
        """Whether nothing but particles stands between a word that ends at ``last`` and the amount."""
        m = self._particles.match(text, last, start)
        return m is not None and m.end() == start

    def behind(self, text: str, end: int) -> Direction | None:
        """The direction that the words behind an amount give it: 5%左右的增长目标, 保持40%以上增长."""
        m = self._behind.match(text, end)
        if m is None or not (m[0].startswith("的") or m.end() == len(text) or text[m.end()] in _ENDS):
            return None
        return self._behind_words[m[0]].change

    def towards(self, text: str, end: int, start: int) -> tuple[Direction | None, int, int] | None:
        """What leads from the amount that ends at ``end`` to the one that begins at ``start``: 由A增加到B.

        Its direction (None when the values must say it: 从A发展到B) and its place; None when nothing does.
        """
        m = self._to.match(text, end, start)
        if m is None:
            return None
        words = self._words.get(m[1])
        return (words[0].change if words else None), m.start(1), m.end(1)

    def turned(self, text: str, end: int, start: int) -> tuple[Direction, int, int] | None:
        """Like `towards` where no 由 leads in the first amount: 11个内设机构精简为7个, 16%的税率降至13%."""
        m = self._turned.match(text, end, start)
        if m is None or not self._touches(text, m.end(), start):
            return None
        return self._words[m[1]][0].change, m.start(1), m.end(1)

    def leads_from(self, text: str, clause: int, start: int) -> bool:
        """Whether 由 or 从 stands before the amount that begins at ``start``."""
        return self._from.search(text, max(clause, start - 24), start) is not None

    def shares(self, between: str) -> bool:
        """Whether ``between``, the text from one amount to the next of its list, leaves both to one change word."""
        return self._breaker.search(between) is None and self._other.search(between) is None


def _word(rule: Rule) -> ChangeWord:
    change = rule.text("change", "up")
    if change != "up" and change != "down":
        raise rule.error("'change' must be up or down")
    beside = rule.texts("with", ())
    reach = rule.text("reach")
    if reach not in _REACHES:
        raise rule.error("'reach' must be one of " + ", ".join(_REACHES))
    return ChangeWord(
        id=rule.id,
        change="up" if change == "up" else "down",
        reach=reach,
        not_before=rule.text("not_before", ""),
        not_after=rule.text("not_after", ""),
        measured=rule.flag("measured"),
        beside=re.compile(alternation(beside)) if beside else None,
        dimensions=frozenset(rule.texts("dimensions", ())),
        noun=rule.flag("noun"),
        new=rule.flag("new"),
    )


@cache
def load_changes(overlay: Overlay | Path | None = None) -> ChangeWords:
    """The change words, with the user's overlay laid over them; read once a process for each overlay."""
    return ChangeWords(load_rules("changes", overlay))
