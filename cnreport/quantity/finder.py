"""Finding the amounts of a text.

One pass: a character class finds where numerals can begin, and each place is settled with the text around it (trap?
number phrase, unit, bound words, range). Only the places a number begins at cost more than the class, and each of them
looks at a bounded stretch of text, so the whole is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from cnreport.dates import find_times
from cnreport.quantity.amount import Amount
from cnreport.quantity.bounds import BoundWord, combine, load_bounds
from cnreport.quantity.changes import load_changes
from cnreport.quantity.context import Contexts
from cnreport.quantity.phrase import START, Reading, number_pattern, read_number
from cnreport.quantity.traps import load_traps
from cnreport.quantity.units import Unit, UnitTable, load_units
from cnreport.rules.words import alternation

_CANDIDATE = re.compile(f"[{START}][{START}]*")
_TO = re.compile(r"(?:\(含\)|（含）)?(?:至|到|——|--|[—–~～－―-]|(?<=[%‰])[、](?=x))")
_FIGURES = re.compile("[0-9０-９]*")
_BRACKET = re.compile(r"[（(]([一-鿿]{1,2})[）)]")
_BOUNDARY = frozenset("，。；：！？、,;:!?（）()“”《》\n的以左上和及与或至到—-~～]】、/内之")
_CALENDAR_YEAR = re.compile(r"(?:[12][0-9]{3}|0[0-9]|'[0-9]{2}|[一二][〇○零一二三四五六七八九]{3}|[〇○零一二三四五六七八九]{2})$")
_LATIN = re.compile("[A-Za-z]")
_LASTING = re.compile("(?:延续|持续|长达|历时|历经|了|近|约|超过)$")
_CALENDAR = frozenset(("年", "月", "日", "号", "时", "点", "世纪", "年代"))
_SPAN_UNIT = re.compile("内|以内|之内|后|时间|期限|以上|左右|游|假|有余")
_TENTHS = re.compile("(?:[一二三四五六七八九]|半)(?![一-鿿0-9])")
_FROM = re.compile("[从由](?:[^，。；0-9]{1,6}的)?$")
_TOWARDS = re.compile("[升降提增减扩上下涨变缩压调回攀跃]")
_REACHED = re.compile("(?:达到|达|为|至|是|到|指数|系数)了?$")
_CLAUSE_END = re.compile(r"[，。；：！？、,;:!?)）”\n]|$")
_CLAUSE = re.compile(r".*[，。；：！？!?;\n]|.*(?<![0-9]),|.*,(?![0-9])", re.S)
_SHARES = {2: "%", 3: "‰", 4: "‱"}
_CENTS = re.compile(r"零?(?P<jiao>[0-9]|[一二两三四五六七八九])[角毛毫](?:钱)?(?:零?(?P<fen>[0-9]|[一二两三四五六七八九])(?:分钱?|仙|(?![0-9一-鿿])))?"
                    r"|零?(?P<only>[0-9]|[一二两三四五六七八九])[分仙]")
_FORMAL = frozenset("陆陸伍参參")  # 大陆, 队伍, 参: characters of common words
_BURDENS = ("减", "增", "担", "抱", "肩", "自", "胜", "欺", "背", "辜")
_HALF = Decimal("0.5")


@dataclass(slots=True)
class _Hit:
    """A number with its unit, before bounds and ranges are settled."""

    start: int
    number_end: int
    end: int
    reading: Reading
    name: str
    unit: Unit | None
    scale: str
    value: Decimal
    upper: Decimal | None


_SCALE_TAIL = re.compile("([十百千万亿兆拾佰仟萬億]+)[余多来餘來]?$")
_LARGE_TAIL = re.compile("[万亿兆萬億]+$")


class Finder:
    """Finds amounts with one unit table and the rule tables."""

    def __init__(self, units: UnitTable) -> None:
        self._units = units
        self._bounds = load_bounds()
        self._changes = load_changes()
        self._traps = load_traps()
        self._contexts = Contexts(self._changes, self._bounds)
        names = [name for unit in units.units for name in unit.names]
        measures = [
            n for u in units.units if not u.classifier and not u.ambiguous and u.factor is not None
            for n in u.names if not n.isascii() and n[0] not in "个個"
        ]
        self._number = number_pattern(names, measures)
        self._unit = re.compile(units.pattern)
        timed = [n for u in units.units if u.dimension == "time" for n in u.names if n[0] not in "个個"]
        self._middle = re.compile(f"[个個](?P<mid>[多余来半])(?P<unit>{alternation([*timed, '月', '百分点'])})")
        self._measure = re.compile(
            "[个個]" + alternation(
                n for u in units.units if not u.classifier and u.factor is not None and not u.ambiguous
                for n in u.names if len(n) > 1 and not n.isascii()
            )
        )
        self._prefix = re.compile(f"(?:{units.prefix_pattern})$")

    def find(self, text: str) -> list[Amount]:
        """The amounts of ``text`` in order."""
        times = ((time.start, time.end) for time in find_times(text))
        busy = sorted([*times, *self._traps.spans(text)])
        amounts: list[Amount] = []
        done = 0
        index, count = 0, len(busy)
        traps = self._traps
        for m in _CANDIDATE.finditer(text):
            start = m.start()
            stop = m.end()
            while True:
                if start < done:
                    start = done
                while index < count and busy[index][1] <= start:
                    index += 1
                if index < count and busy[index][0] <= start:
                    start = busy[index][1]
                if start >= stop:
                    break
                end = traps.word_at(text, start)
                if end:
                    done = end
                    continue
                hit = self._hit(text, start)
                if hit is None:
                    done = _FIGURES.match(text, start).end() or start + 1  # type: ignore[union-attr]
                    done = max(done, start + 1)
                    continue
                amount, done = self._amount(text, hit, amounts)
                if amount is not None:
                    limit = busy[index][0] if index < count else len(text)
                    if amount.number_end > limit:
                        continue
                    amounts.append(amount)
                if done >= stop:
                    break
        self._contexts.fill(text, amounts)
        return amounts

    def _hit(self, text: str, start: int) -> _Hit | None:
        m = self._number.match(text, start)
        if m is None:
            return None
        kind = m.lastgroup
        end = m.end()
        if kind == "share":
            reading = read_number(m["share"])
            if reading is None:
                return None
            zeros = sum({"百": 2, "千": 3, "万": 4, "萬": 4}[c] for c in m["percent"][:-2])
            name = _SHARES.get(zeros, "%")
            shift = Decimal(1).scaleb(2 - zeros) if zeros not in _SHARES else Decimal(1)
            unit = self._units.get(name)
            upper = reading.upper * shift if reading.upper is not None else None
            return _Hit(start, end, end, reading, name, unit, "", reading.value * shift, upper)
        if kind == "parts":
            reading = _fraction(m["parts"])
            return self._with_unit(text, start, end, reading) if reading else None
        if kind == "half":
            vague = "over" if end - start == 3 else ""
            return _Hit(start, end, end, Reading(_HALF, None, vague), "", None, "", _HALF, None)
        if kind == "halves":
            hit = self._with_unit(text, start, end, Reading(_HALF))
            return hit if hit is not None and hit.name else None
        reading = read_number(m[0])
        if reading is None:
            return None
        return self._with_unit(text, start, end, reading)

    def _with_unit(self, text: str, start: int, end: int, reading: Reading) -> _Hit | None:
        """The hit with the unit that follows ``end``, if one does."""
        value, upper = reading.value, reading.upper
        scale = ""
        if m := _SCALE_TAIL.search(text, start, end):
            scale = m[1]
        name = ""
        unit = None
        stop = end
        middle = text[end : end + 1]
        if middle in ("个", "個") and (m := self._middle.match(text, end)):
            stop = m.end()
            name = m["unit"]
            unit = self._units.get(name)
            if m["mid"] == "半":
                value += _HALF
            else:
                reading = Reading(value, upper, "about" if m["mid"] == "来" else "over")
        elif middle in ("个", "個") and (m := self._measure.match(text, end)):
            stop = m.end()
            name = m[0][1:]
            unit = self._units.get(name)
        elif m := self._unit.match(text, end):
            written = self._accepted(text, start, end, m[0], reading)
            if written:
                unit = self._units.get(written)
                name = self._units.canonical(written)
                stop = end + len(written)
                if unit.classifier and (m := _BRACKET.match(text, stop)) and m[1] in self._units:
                    name += m[0]
                    stop = m.end()
            elif m[0] in _CALENDAR:
                return None
        return _Hit(start, end, stop, reading, name, unit, scale, value, upper)

    def _accepted(self, text: str, start: int, end: int, written: str, reading: Reading) -> str:
        """The longest beginning of ``written``, a unit's name, that is a unit here: 宗 where 宗地 goes on as 地块."""
        for length in range(len(written), 0, -1):
            name = written[:length]
            if name in self._units and self._acceptable(
                text, start, end, end + length, name, self._units.get(name), reading
            ):
                return name
            if written.isascii():
                break
        return ""

    def _acceptable(
        self, text: str, start: int, end: int, stop: int, name: str, unit: Unit, reading: Reading
    ) -> bool:
        """Whether the unit that was matched is one here."""
        if self._traps.after(text, stop, name):
            return False
        following = text[stop : stop + 1]
        if name[-1].isascii() and name[-1].isalpha() and following.isascii() and following.isalnum():
            return False
        if name == "年":
            return not _CALENDAR_YEAR.fullmatch(text, start, end) or bool(_LASTING.search(text, max(0, start - 4), start))
        if name == "日":
            return bool(_SPAN_UNIT.match(text, stop))
        if name in self._traps.never:
            return False
        if not unit.ambiguous or name in self._traps.free:
            return not reading.spelt or name == "折"
        if reading.spelt:
            return False
        figure = text[start].isdigit() or end - start > 1 or reading.value >= 10
        return figure and (not following or following in _BOUNDARY)

    def _amount(self, text: str, hit: _Hit, amounts: list[Amount]) -> tuple[Amount | None, int]:
        """The amount that begins with ``hit``, None when it is none after all, and where the search goes on."""
        traps = self._traps
        start = hit.start
        sign = False
        previous = text[start - 1] if start else ""
        if previous and previous in "-－−负負" and (start < 2 or not (text[start - 2].isalnum() and text[start - 2].isascii())):
            if text[start - 2 : start - 1] not in _BURDENS if previous in "负負" else start < 2 or not text[start - 2].isdigit():
                sign = True
                start -= 1
                previous = text[start - 1] if start else ""
        if previous and previous.isascii() and (previous.isalpha() or previous in "._"):
            # G107, PM2.5, A3栋; but 添置CT9台
            if not (previous.isupper() and start > 1 and text[start - 2].isupper() and hit.unit and hit.unit.classifier):
                return None, hit.end
        second = None
        m = _TO.match(text, hit.end)
        if m is not None and hit.upper is None:
            second = self._second(text, hit, m.end())
        if traps.before(text, start, (second or hit).name):
            return None, hit.end if hit.number_end == hit.end else hit.number_end
        following = text[hit.end : hit.end + 1]
        if text.startswith("级", (second or hit).end) and "级" not in hit.name:  # 千亿级, 5万吨级: a class
            return None, (second or hit).end
        if second is None and following in ("+", "＋", "×", "∶", "*", "=", "·", "_") and not hit.name:
            return None, hit.number_end
        if hit.name and text[hit.start : hit.number_end] == hit.scale and hit.scale[0] not in "十拾" and not self._is_round(text, start, hit):
            return None, hit.end
        number_start, number_end = hit.start, hit.number_end
        end = hit.end
        value, upper = hit.value, hit.upper
        name, unit = hit.name, hit.unit
        bounds = [hit.reading.vague] if hit.reading.vague else []
        word = text[hit.start : hit.number_end]
        if second is not None:
            value, upper = _joined(hit, second)
            number_end, end = second.number_end, second.end
            name, unit = second.name, second.unit
            bounds = ["range"]
        elif hit.reading.spelt and name != "折" or word in _FORMAL and not (unit and unit.dimension in ("money", "ratio")):
            return None, hit.number_end
        elif not name:
            if not self._bare(text, hit, start):
                return None, hit.number_end
            name, unit = hit.name, hit.unit
        elif name and unit is not None and unit.classifier and value == 1 and text[hit.start] in "一壹" and hit.number_end - hit.start == 1:
            if not self._one(text, start, hit, amounts):
                return None, hit.end
        if second is None and name in ("元", "块", "圆", "蚊", "角", "毛", "美元"):
            more = self._cents(text, end, name)
            if more is not None:
                value += more[0]
                end = more[1]
        if name == "成" and (m := _TENTHS.match(text, end)):  # 九成三, 三成半: per cent
            value = value * 10 + (5 if m[0] == "半" else read_number(m[0]).value)  # type: ignore[union-attr]
            name, unit, end = "%", self._units.get("%"), m.end()
        if name == "折":
            value, name, unit = _discount(value), "%", self._units.get("%")
        if second is None and text[end : end + 1] == "半" and unit is not None and not unit.classifier and name not in ("%", "") and not text.startswith(("半径", "半岛", "半导", "半数", "半决"), end):
            value += _HALF * (1 if name != "折" else 1)
            end += 1
        dimension = unit.dimension if unit is not None else "count"
        if name == "块" and not self._is_money(text, start, hit, end):
            unit, dimension = None, "count"
        symbol = unit.symbol if unit is not None else None
        if sign:
            value = -value
        money = self._prefix.search(text, max(0, start - 8), start) if not name or dimension == "money" else None
        if money is not None and (name in ("", "元", "块", "千元") ):
            unit = self._units.get_prefix(money[0])
            name = name or unit.names[0]
            dimension, symbol = unit.dimension, unit.symbol
            start = money.start()
        start, end, bounds, open_above = self._bounded(text, start, hit.start, end, dimension, bounds)
        si = unit.to_base(value) if unit is not None else None
        return (
            Amount(
                start, end, number_start, number_end, value, name, dimension,
                upper=upper,
                bound=combine(bounds),  # type: ignore[arg-type]
                unit_rule=unit,
                symbol=symbol,
                si_value=si,
                open_above=open_above,
            ),
            end,
        )

    def _bounded(
        self, text: str, start: int, number: int, end: int, dimension: str, bounds: list[str]
    ) -> tuple[int, int, list[str], bool]:
        """The amount's span with the bound words that touch it, their bounds, and whether a plain 以上 is the last."""
        open_above = False
        own = list(bounds)
        after: tuple[int, BoundWord] | None = self._bounds.after(text, end, dimension)
        while after is not None:
            end, word = after
            open_above = word.open
            own.append(word.bound)
            after = self._bounds.after(text, end, dimension)
        frame = self._bounds.frame(text, start)
        if frame is not None:
            if "at_most" in own:
                start = frame
        else:
            before = self._bounds.before(text, start)
            while before is not None:
                start, word = before
                own.append(word.bound)
                before = self._bounds.before(text, start)
        return start, end, own, open_above and set(own) == {"at_least"}

    def _second(self, text: str, first: _Hit, start: int) -> _Hit | None:
        """The upper end of a range whose connector ends at ``start``."""
        if start >= len(text) or not _CANDIDATE.match(text, start):
            return None
        hit = self._hit(text, start)
        if hit is None or hit.upper is not None:
            return None
        if first.name and not hit.name:
            return None
        if first.name and hit.name != first.name:
            return None
        if not first.name and not hit.name and not hit.scale:
            return None
        if not first.name and hit.name == "日":
            return None
        low, high = _joined(first, hit)
        if low >= high:
            return None
        if first.name and text[first.start - 1 : first.start] in ("由", "从"):
            return None
        return hit

    def _bare(self, text: str, hit: _Hit, start: int) -> bool:
        """Whether a number without a unit is an amount: a fraction, a number with scale, a figure an indicator reaches."""
        word = text[hit.start : hit.number_end]
        if "分之" in word or "半" in word or "/" in word:
            return True
        following = text[hit.number_end : hit.number_end + 1]
        if following.isascii() and following.isalnum():
            return False
        scaled = hit.scale[-1:] in ("万", "亿", "兆", "萬", "億") and hit.scale
        before = self._bounds.before(text, start)
        if following in ("、", "和") and text.startswith(tuple("0123456789"), hit.number_end + 1):
            other = self._hit(text, hit.number_end + 1)
            if other is not None and other.unit is not None and not other.unit.classifier and not other.unit.ambiguous:
                hit.name, hit.unit = other.name, other.unit  # 高4.2和0.7个百分点
                return True
        if hit.upper is not None and hit.scale:  # 两三百
            return True
        if scaled:
            # 5.96万群众, 三十万移民; 百万, 千万 and 亿万 alone are words more often than amounts
            return len(word) > len(hit.scale) or before is not None
        if not word[0].isdigit():
            return False
        if _CALENDAR_YEAR.fullmatch(word):
            return False
        if _FROM.search(text, max(0, start - 8), start):
            return _TOWARDS.match(text, hit.number_end) is not None
        if not _CLAUSE_END.match(text, hit.number_end) and not self._bounds.after(text, hit.number_end, "count"):
            return False
        return before is not None or _REACHED.search(text, max(0, start - 4), start) is not None

    def _is_round(self, text: str, start: int, hit: _Hit) -> bool:
        """Whether a scale without a digit counts: 亿元, 千亿立方米, 近百人; not 百姓, 千湖, 万人."""
        if self._bounds.before(text, start) is not None:
            return True
        if hit.unit is None or hit.unit.ambiguous:
            return False
        if len(hit.scale) > 1:
            return True
        following = text[hit.end : hit.end + 1]
        return hit.unit.dimension != "money" and not hit.unit.classifier and (not following or following in _BOUNDARY)

    def _one(self, text: str, start: int, hit: _Hit, amounts: list[Amount]) -> bool:
        """Whether 一 with a classifier counts: 新建一座, 发现一例; not 一个方面."""
        if self._bounds.before(text, start) is not None or self._bounds.after(text, hit.end, "count") is not None:
            return True
        return start > 0 and "一" <= text[start - 1] <= "鿿" and _CLAUSE_END.match(text, hit.end) is not None

    def _cents(self, text: str, end: int, name: str) -> tuple[Decimal, int] | None:
        """The smaller units that follow an amount of money: 三块四, 五元六角三分."""
        m = _CENTS.match(text, end)
        if m is None:
            return None
        value = Decimal(0)
        for group, power in (("jiao", -1), ("fen", -2), ("only", -2)):
            if m[group]:
                reading = read_number(m[group])
                value += reading.value.scaleb(power) if reading else 0
        return value, m.end()

    def _is_money(self, text: str, start: int, hit: _Hit, end: int) -> bool:
        """Whether 块 is money: with cents behind it, or alone in its clause, where it counts nothing."""
        if end > hit.end:
            return True
        alone = start == 0 or text[start - 1] in "，。；：！？\n"
        return alone and _CLAUSE_END.match(text, end) is not None


def _joined(first: _Hit, second: _Hit) -> tuple[Decimal, Decimal]:
    """The ends of a range; a first number without scale and unit takes the second one's: 100-200万元."""
    low, high = first.value, second.value
    if first.name or not second.scale:
        return low, high
    shared = _LARGE_TAIL.search(second.scale)
    scale = shared[0] if shared else second.scale[-1:]
    if first.scale[-1:] and (not shared or first.scale[-1:] in "万亿兆"):
        return low, high
    reading = read_number("一" + scale)
    if reading is None:
        return low, high
    widened = low * reading.value
    return (widened, high) if widened < high else (low, high)


def _discount(value: Decimal) -> Decimal:
    """七折, 7.5折 and 75折 as per cent of the price."""
    return value * 10 if value <= 10 else value


def _fraction(text: str) -> Reading | None:
    below, _, above = text.replace("分之", "/").replace("分", "/").partition("/")
    low, high = read_number(below), read_number(above)
    if low is None or high is None or not low.value or low.upper or high.upper:
        return None
    return Reading(high.value / low.value)


@cache
def finder(units: UnitTable | None = None) -> Finder:
    """The finder for a unit table; the project's own when there is none."""
    return Finder(units or load_units())
