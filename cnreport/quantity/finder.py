"""Finding the amounts of a text.

One pass: a character class finds where numerals can begin, and each place is settled with the text around it (trap?
number phrase, unit, bound words, range). Only the places a number begins at cost more than the class, and each of them
looks at a bounded stretch of text, so the whole is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.dates import TimeExpression, find_times
from cnreport.quantity.amount import Amount
from cnreport.quantity.bounds import combine, load_bounds
from cnreport.quantity.changes import load_changes
from cnreport.quantity.context import Contexts
from cnreport.quantity.hits import Hit, HitReader, joined
from cnreport.quantity.phrase import START
from cnreport.quantity.sense import BOUNDARY, CLAUSE_END, UnitSense, is_year
from cnreport.quantity.single import counts_one
from cnreport.quantity.traps import load_traps
from cnreport.quantity.units import Unit, UnitTable, load_units
from cnreport.rules import Overlay
from cnreport.rules.words import alternation
from cnreport.schema import Bound

_CANDIDATE: Final = re.compile(f"[{START}]+|[对對](?=折)")
_TO: Final = re.compile(r"(?:\(含\)|（含）)?(?:至|到|——|--|[—–~～－―-])")
_MINUS: Final = "-－−负負"
_BURDENS: Final = ("减", "增", "担", "抱", "肩", "自", "胜", "欺", "背", "辜", "税", "费", "债", "欠")
_JOINERS: Final = frozenset(("+", "＋", "×", "∶", "*", "=", "·", "_"))
_RATIO: Final = re.compile("[:：∶︰比][0-9]")
_FORMAL: Final = frozenset("陆陸伍参參")  # 大陆, 队伍, 参加: characters of common words
_ONE: Final = frozenset("一壹")
_TWO: Final = "二"  # before most classifiers it names (二组, 二楼): what counts is 两
_WITH_TWO: Final = frozenset("个個人名位")
_FROM: Final = re.compile("[从由](?:[^，。；0-9]{1,6}的)?$")
_TOWARDS: Final = re.compile("[升降提增减扩上下涨变缩压调回攀跃]")
_REACHED: Final = re.compile("(?:达到|达|为|至|是|到|指数|系数|只有|仅有?|容积率)了?$")
_NEW_HEIGHT: Final = re.compile("[迈跃跨登站]上$")
_STEP: Final = re.compile("的?新?[台门]")
_APART: Final = re.compile("(?:高于|低于|高出|低出|提高|下降|上升|降低)[一-鿿]{0,8}$")
_LIES: Final = ("在", "为", "达")
_NEAR: Final = 16
_CROWD: Final = 100
_SCORED: Final = re.compile("(?:得分|评分|均分|总分|率|系数)$")
_EACH: Final = re.compile("[一每][户人家桌晚]?[一每][户人月天晚年次家桌亩斤]$")
_FINED: Final = re.compile("[扣罚](?:合同款|工[资钱]|奖金|保证金|违约金|款)?了?$")
_TAIL: Final = frozenset("二三四五六七八九")
_ARABIC: Final = tuple("0123456789")
_LARGE: Final = frozenset("万亿兆萬億")


class Finder:
    """Finds amounts with one unit table and the rule tables."""

    def __init__(self, units: UnitTable, overlay: Overlay | Path | None = None) -> None:
        self._overlay = overlay
        self._bounds = load_bounds(overlay)
        self._traps = load_traps(overlay)
        self._contexts = Contexts(load_changes(overlay), self._bounds)
        self._reader = HitReader(units, UnitSense(self._traps))
        # 人民币50元, 港币3.14: the prefixes of the table, and a currency's own name
        self._currencies = {
            name: unit
            for unit in units.units
            if unit.dimension == "money" and not unit.ambiguous
            for name in unit.names
            if len(name) > 1 and not name.isascii()
        } | {name: unit for unit in units.units for name in unit.prefixes}
        self._prefix = re.compile(f"{alternation(self._currencies)}$")
        self._prefix_ends = frozenset(name[-1] for name in self._currencies)

    def find(self, text: str, times: Iterable[TimeExpression] | None = None) -> list[Amount]:
        """The amounts of ``text`` in order; ``times`` are its time expressions, found where they are not given."""
        if times is None:
            times = find_times(text, overlay=self._overlay)
        busy = sorted([*((time.start, time.end) for time in times), *self._traps.spans(text)])
        busy.append((len(text), len(text)))
        amounts: list[Amount] = []
        done = index = 0
        for m in _CANDIDATE.finditer(text):
            start, stop = m.span()
            while True:
                start = max(start, done)
                while busy[index][1] <= start < len(text):
                    index += 1
                if busy[index][0] <= start:
                    start = busy[index][1]
                if start >= stop:
                    break
                if end := self._traps.word_at(text, start):
                    done = end
                    continue
                hit = self._reader.read(text, start)
                if isinstance(hit, int):
                    done = hit
                    continue
                amount, done = self._amount(text, hit)
                if amount is not None and amount.number_end <= busy[index][0]:
                    amounts.append(amount)
        self._contexts.fill(text, amounts)
        return amounts

    def _amount(self, text: str, hit: Hit) -> tuple[Amount | None, int]:
        """The amount that begins with ``hit``, None when it is none after all, and where the search goes on."""
        start = self._signed(text, hit.start)
        if self._in_a_name(text, start, hit):
            return None, hit.end
        if hit.name in ("", "个") and text[hit.start].isdigit() and text[hit.end : hit.end + 1] in ("、", "和"):
            self._share_unit(text, hit)
        second = self._second(text, hit)
        last = second or hit
        if self._traps.before(text, start, last.name):
            return None, last.number_end
        if text.startswith("级", last.end) and "级" not in last.name:  # 千亿级, 5万吨级: a class
            return None, last.end
        prefix = self._unit_before(text, start, last)
        if second is None and prefix is None and not self._counts(text, start, hit):
            return None, hit.end if hit.name else hit.number_end
        value, upper = hit.value, hit.upper
        bounds: list[Bound] = [hit.reading.vague] if hit.reading.vague else []
        if second is not None:
            value, upper = joined(hit, second)
            bounds = ["range"]
        if start < hit.start:
            value = value.copy_negate()
        unit, name = last.unit, last.name
        if prefix is not None:
            start, unit = prefix
            name = name or unit.names[0]
        dimension = unit.dimension if unit is not None else "count"
        start, end, bounds, open_above = self._bounded(text, start, last.end, dimension, bounds)
        amount = Amount(
            start=start,
            end=end,
            number_start=hit.start,
            number_end=last.number_end,
            value=value,
            unit=name,
            dimension=dimension,
            upper=upper,
            bound=combine(bounds),
            unit_rule=unit,
            symbol=unit.symbol if unit is not None else None,
            si_value=unit.to_base(value) if unit is not None else None,
            open_above=open_above,
        )
        return amount, end

    def _signed(self, text: str, start: int) -> int:
        """Where the number's minus sign stands when it has one, else where the number begins."""
        if start > 1 and text.startswith("零下", start - 2):
            return start - 2
        if not start or text[start - 1] not in _MINUS:
            return start
        before = text[start - 2 : start - 1] if start > 1 else ""
        if text[start - 1] in "负負":
            return start if before in _BURDENS else start - 1
        return start if (before.isalnum() and before.isascii()) or before in ("）", ")") else start - 1

    def _in_a_name(self, text: str, start: int, hit: Hit) -> bool:
        """Whether Latin letters or signs tie the number into a name: G107, PM2.5, 2+26; but not 添置CT9台."""
        if start:
            before = text[start - 1]
            if before.isascii() and (before.isalpha() or before in "._"):
                device = before.isupper() and text[start - 2 : start - 1].isupper()
                return not (device and hit.unit is not None and hit.unit.classifier)
        return not hit.name and (text[hit.end : hit.end + 1] in _JOINERS or _RATIO.match(text, hit.end) is not None)

    def _second(self, text: str, first: Hit) -> Hit | None:
        """The upper end of a range that ``first`` begins: 3至5个, 1.2亿至1.4亿元, 百分之二十到三十."""
        m = _TO.match(text, first.end)
        if m is None or first.upper is not None or not _CANDIDATE.match(text, m.end()):
            return None
        if text[first.start : first.number_end] in _ONE and text[m.end()].isdigit():  # 雨量一到30毫米: as soon as
            return None
        hit = self._reader.read(text, m.end())
        if isinstance(hit, int) or hit.upper is not None or self._traps.word_at(text, m.end()):
            return None
        if first.name and not hit.name and "分之" in text[first.start : first.number_end]:
            hit.name, hit.unit = first.name, first.unit
        if first.name and hit.name != first.name:
            return None
        if not (hit.name or hit.scale) and not self._bare_range(text, first, hit):
            return None
        if text[first.start - 1 : first.start] in ("由", "从") and first.name:  # 由3个到5个: two states
            return None
        low, high = joined(first, hit)
        return hit if low < high else None

    def _bare_range(self, text: str, first: Hit, second: Hit) -> bool:
        """Whether two figures without unit and scale are the range an indicator lies in: 比值一般在3到5，."""
        return (
            text.startswith(_LIES, first.start - 1)
            and text[first.end] in "到至"
            and CLAUSE_END.match(text, second.end) is not None
        )

    def _counts(self, text: str, start: int, hit: Hit) -> bool:
        """Whether a number that is no range is an amount with the unit it has, or without one."""
        word = text[hit.start : hit.number_end]
        if word in _FORMAL and (hit.unit is None or hit.unit.dimension not in ("money", "ratio")):
            return False
        if not hit.name:
            return not hit.reading.spelt and self._bare(text, start, hit, word)
        if word in _ONE and (hit.unit is None or hit.unit.classifier):
            return self._one(text, start, hit)
        if word == _TWO and hit.unit is not None and hit.unit.classifier:
            return hit.name in _WITH_TWO
        return word != hit.scale or word[0] in "十拾" or self._round(text, start, hit)

    def _one(self, text: str, start: int, hit: Hit) -> bool:
        """Whether 一 with a classifier counts: 至少一次, 新建冷库一座; not 一个方面."""
        bound = self._bounds.before(text, start) or self._bounds.after(text, hit.end, "count")
        if bound is not None or counts_one(text, start, hit.end, hit.name):
            return True
        return self._bounds.near(text, max(0, start - _NEAR), start) == "at_least"  # 至少安排一名护林员

    def _round(self, text: str, start: int, hit: Hit) -> bool:
        """Whether a scale without a digit counts: 千亿立方米, 近百人, 年产万吨; not 百姓, 千湖, 万人, 万元以上项目."""
        if self._bounds.before(text, start):
            return True
        if hit.unit is None or hit.unit.ambiguous:
            return False
        if len(hit.scale) > 1:
            return True
        following = text[hit.end : hit.end + 1]
        return hit.unit.dimension != "money" and not hit.unit.classifier and (not following or following in BOUNDARY)

    def _bare(self, text: str, start: int, hit: Hit, word: str) -> bool:
        """Whether a number without a unit is an amount: a fraction, one with scale, a figure an indicator reaches."""
        if "分" in word or "半" in word or "/" in word:
            return True
        following = text[hit.number_end : hit.number_end + 1]
        if following.isascii() and following.isalnum():
            return False
        before = self._bounds.before(text, start)
        if hit.scale and hit.scale[-1] in _LARGE:
            # 5.96万群众, 三十万移民; 百万, 千万 and 亿万 alone are words more often than amounts
            if word != hit.scale or word[0] == "十" or before is not None:
                return True
            return _NEW_HEIGHT.search(text, max(0, start - 2), start) is not None and (
                _STEP.match(text, hit.end) is not None  # 迈上万亿台阶
            )
        if hit.upper is not None and hit.scale:  # 两三百
            return True
        if _is_sum(word, hit) and CLAUSE_END.match(text, hit.number_end):
            return True
        if word[-2:-1] in _LARGE and _FROM.search(text, max(0, start - 8), start):  # 从两万一涨到四万八
            return _TOWARDS.match(text, hit.number_end) is not None
        if self._is_price(text, start, hit, word):
            return True
        if not word[0].isdigit() or is_year(text, hit.start, hit.number_end):
            return False
        if _FROM.search(text, max(0, start - 8), start):
            return _TOWARDS.match(text, hit.number_end) is not None
        if not CLAUSE_END.match(text, hit.number_end) and not self._bounds.after(text, hit.number_end, "count"):
            return False
        if "." in word and _APART.search(text, max(0, start - 12), start):  # 系数低于全市0.06
            return True
        if "." in word and _SCORED.search(text, max(0, start - 3), start):  # 得分81.6, 周转率3.4
            return True
        return before is not None or _REACHED.search(text, max(0, start - 4), start) is not None

    def _is_price(self, text: str, start: int, hit: Hit, word: str) -> bool:
        """Whether a round number at its clause's end is money that goes without its unit: 一户一月400, 扣工钱三百."""
        if not hit.scale and not (word[0].isdigit() and hit.value >= _CROWD):
            return False
        if is_year(text, hit.start, hit.number_end) or not CLAUSE_END.match(text, hit.number_end):
            return False
        per = _EACH.search(text, max(0, start - 4), start) is not None
        return per or (bool(hit.scale) and _FINED.search(text, max(0, start - 6), start) is not None)

    def _share_unit(self, text: str, hit: Hit) -> None:
        """Gives a number without unit the measure of the next in its list: 2.1和5.4个百分点, 2.1个和5.4个百分点."""
        if not text.startswith(_ARABIC, hit.end + 1):
            return
        other = self._reader.read(text, hit.end + 1)
        if not isinstance(other, Hit) or (hit.name and not text.startswith(hit.name, other.number_end)):
            return
        if other.unit is not None and not other.unit.classifier and not other.unit.ambiguous:
            hit.name, hit.unit = other.name, other.unit

    def _unit_before(self, text: str, start: int, hit: Hit) -> tuple[int, Unit] | None:
        """A unit that stands before the number, and where: 人民币50元, 港币3.14, 摄氏37度."""
        if not start or text[start - 1] not in self._prefix_ends:
            return None
        m = self._prefix.search(text, max(0, start - 8), start)
        if m is None:
            return None
        unit = self._currencies[m[0]]
        if hit.unit is None:
            return (m.start(), unit) if not hit.name and CLAUSE_END.match(text, hit.end) else None
        return (m.start(), unit) if hit.name in ("元", "块", "度") or hit.unit is unit else None

    def _bounded(
        self, text: str, start: int, end: int, dimension: str, bounds: list[Bound]
    ) -> tuple[int, int, list[Bound], bool]:
        """The amount's span with the bound words that touch it, all its bounds, and whether only 以上 is among them."""
        open_above = False
        while after := self._bounds.after(text, end, dimension):
            end, word = after
            open_above = word.open
            bounds.append(word.bound)
        frame = self._bounds.frame(text, start)
        if frame is not None:
            framed = "at_most" in bounds or "about" in bounds
            return (frame if framed else start), end, bounds, open_above and set(bounds) == {"at_least"}
        while before := self._bounds.before(text, start, end):
            start, word = before
            bounds.append(word.bound)
        return start, end, bounds, open_above and set(bounds) == {"at_least"}


def _is_sum(word: str, hit: Hit) -> bool:
    """Whether ``word`` is as people speak of money and crowds: 来了900多, 花了两万六."""
    if hit.reading.vague == "over":
        return hit.value >= _CROWD
    return word[0] not in _ARABIC and word[-1] in _TAIL and word[-2:-1] in _LARGE


@cache
def finder(units: UnitTable | None = None, overlay: Overlay | Path | None = None) -> Finder:
    """The finder for a unit table (the project's own, with the overlay, when there is none) and a user's overlay."""
    return Finder(units or load_units(overlay), overlay)
