"""A number with its unit, read at the place where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cnreport.quantity.phrase import Reading, number_pattern, read_number
from cnreport.quantity.sense import CALENDAR, UnitSense, fills_clause, is_year
from cnreport.quantity.units import Unit, UnitTable
from cnreport.rules.words import alternation

_LONG: Final = 8
_FIGURES: Final = re.compile("[0-9０-９]*")
_HALF: Final = Decimal("0.5")
_HUNDRED: Final = Decimal(100)
_SCALE: Final = re.compile("([十百千万亿兆拾佰仟萬億]+)[余多来餘來]?$")
_LARGE: Final = re.compile("[万亿兆萬億]+$")
_SHARES: Final = {2: "%", 3: "‰", 4: "‱"}
_ZEROS: Final = {"百": 2, "千": 3, "万": 4, "萬": 4}
_BRACKET: Final = re.compile(r"[（(]([一-鿿]{1,2})[）)]")
_TENTHS: Final = re.compile("(?:[一二三四五六七八九1-9]|半)(?![十百千万亿多余几0-9个年月天日成名户家人次])")
_HEIGHT: Final = re.compile("(?:[1-9]|[一二三四五六七八九]){1,2}(?=[，。；！？、高长宽深以左的）)]|$)")
_HALF_MORE: Final = re.compile("半(?![径岛导数决年月日天个])")
_TENTH_OF_MU: Final = re.compile("([一二三四五六七八九])分(?=[，。；！？、,的地多田）)]|$)")
_HALF_ROUND: Final = re.compile("半(?=[，。；！？、,）)]|$)")
_ROUNDS: Final = frozenset("趟圈遍轮")
_FRACTIONS: Final = re.compile(r"分之|分|/")

# The smaller units of money behind its main unit: 五元六角三分, 三块四, 三块零四.
_MONEY: Final = frozenset("元块塊圆圓蚊")
_DIGIT: Final = "[0-9]|[一二两三四五六七八九]"
_CENTS: Final = re.compile(
    rf"零?(?P<tenths>{_DIGIT})[角毛毫](?:钱)?(?:零?(?P<then>{_DIGIT})(?:分钱?|仙|(?![0-9一-鿿])))?"
    rf"|零?(?P<cents>{_DIGIT})[分仙]钱?"
)
_SPOKEN: Final = re.compile(rf"(?P<zero>零)?(?P<digit>{_DIGIT})(?=[，。；！？、到至以左由的每（）()\s]|$)")
_TEN_CENTS: Final = frozenset("毛角毫")


@dataclass(slots=True)
class Hit:
    """A number with its unit, before bounds and ranges are settled.

    ``name`` is the unit as it is given out, "" for none; ``scale`` the scale characters that end the number.
    """

    start: int
    number_end: int
    end: int
    reading: Reading
    value: Decimal
    upper: Decimal | None
    name: str = ""
    unit: Unit | None = None
    scale: str = ""


class HitReader:
    """Reads hits with one unit table."""

    def __init__(self, units: UnitTable, sense: UnitSense) -> None:
        self._units = units
        self._sense = sense
        self._percent = units.get("%")
        plain = [name for unit in units.units for name in unit.names]
        measures = [
            name
            for unit in units.units
            if not unit.classifier and not unit.ambiguous and unit.factor is not None
            for name in unit.names
            if not name.isascii() and name[0] not in "个個"
        ]
        spans = [
            name for unit in units.units if unit.dimension == "time" for name in unit.names if name[0] not in "个個"
        ]
        self._number = number_pattern(plain, measures)
        self._unit = re.compile(units.pattern)
        # 两个多月, 三个半小时; 六个加仑
        self._middle = re.compile(f"[个個](?P<middle>[多余来半])(?P<unit>{alternation([*spans, *measures, '月'])})")
        counted = alternation((name for name in measures if len(name) > 1), units.barred)
        self._counted_measure = re.compile(f"[个個]{counted}")

    def read(self, text: str, start: int) -> Hit | int:
        """The number that begins at ``start``, with the unit behind it; where to search on when none begins there."""
        m = self._number.match(text, start)
        if m is None:
            figures = _FIGURES.match(text, start)
            return max(figures.end() if figures else 0, start + 1)
        hit = self._hit(text, m)
        if hit is None:  # what is long and unreadable has no number at its end either, nor has 五八 of 五八年
            whole = m.end() - start > _LONG or text[start].isdigit() or is_year(text, start, m.end())
            return m.end() if whole else start + 1
        self._finish(text, hit)
        return hit

    def _hit(self, text: str, m: re.Match[str]) -> Hit | None:
        start, end = m.span()
        kind = m.lastgroup
        if kind == "arabic" or kind == "chinese":
            reading = read_number(m[0])
            return self._with_unit(text, start, end, reading) if reading is not None else None
        if kind == "share":
            return self._share(m)
        if kind == "parts":
            fraction = _fraction(m[0])
            return self._with_unit(text, start, end, fraction) if fraction is not None else None
        if kind == "half":
            reading = Reading(_HALF, None, "over" if end - start == 3 else None)
            return Hit(start, end, end, reading, _HALF, None)
        if kind == "discount":
            return self._with_unit(text, start, end, Reading(Decimal(5)))
        hit = self._with_unit(text, start, end, Reading(_HALF))
        return hit if hit is not None and hit.name else None

    def _share(self, m: re.Match[str]) -> Hit | None:
        """百分之三, 千分之五, 百分之负二."""
        reading = read_number(m["share"])
        if reading is None:
            return None
        start, end = m.span()
        zeros = sum(_ZEROS[character] for character in m["percent"][:-2])
        name = _SHARES.get(zeros, "%")
        shift = _HUNDRED / 10**zeros if zeros not in _SHARES else Decimal(1)
        upper = reading.upper * shift if reading.upper is not None else None
        value = reading.value * (-shift if m["minus"] else shift)
        return Hit(start, end, end, reading, value, upper, name, self._units.get(name))

    def _with_unit(self, text: str, start: int, end: int, reading: Reading) -> Hit | None:
        hit = Hit(start, end, end, reading, reading.value, reading.upper)
        if m := _SCALE.search(text, start, end):
            hit.scale = m[1]
        following = text[end : end + 1]
        if following in ("个", "個") and self._counted(text, hit):
            return hit
        m = self._unit.match(text, end)
        if m is None:
            return hit
        written = self._longest(text, hit, m[0])
        if not written:
            return None if m[0] in CALENDAR else hit
        hit.unit = self._units.get(written)
        hit.name = self._units.canonical(written)
        hit.end = end + len(written)
        if hit.unit.classifier and (m := _BRACKET.match(text, hit.end)) and m[1] in self._units:  # 件（床）
            hit.name += m[0]
            hit.end = m.end()
        return hit

    def _counted(self, text: str, hit: Hit) -> bool:
        """Takes 个 with what it counts: 两个多月, 六个加仑."""
        if m := self._middle.match(text, hit.end):
            hit.name = m["unit"]
            if m["middle"] == "半":
                hit.value += _HALF
            else:
                hit.reading = Reading(hit.value, hit.upper, "about" if m["middle"] == "来" else "over")
        elif m := self._counted_measure.match(text, hit.end):
            hit.name = m[0][1:]
        else:
            return False
        hit.unit = self._units.get(hit.name)
        hit.end = m.end()
        return True

    def _longest(self, text: str, hit: Hit, written: str) -> str:
        """The longest beginning of ``written``, a unit's name, that is a unit here: 宗 where 宗地 goes on as 地块."""
        for length in range(len(written), 0, -1):
            name = written[:length]
            if name in self._units and self._sense.is_unit(
                text, hit.start, hit.end, name, self._units.get(name), hit.reading
            ):
                return name
            if name.isascii():
                break
        return ""

    def _finish(self, text: str, hit: Hit) -> None:
        """Takes what still belongs to the amount behind its unit: smaller units, tenths, a half."""
        unit = hit.unit
        if unit is None:
            return
        if unit.classifier and unit.dimension == "count":
            if hit.name in _ROUNDS and _HALF_ROUND.match(text, hit.end):  # 跑了一趟半
                hit.value += _HALF
                hit.end += 1
            return
        following = text[hit.end : hit.end + 1]
        if unit.dimension == "money":
            self._money(text, hit, following)
        elif hit.name == "成":
            if m := _TENTHS.match(text, hit.end):  # 九成三, 三成半
                hit.value += _HALF if m[0] == "半" else Decimal(_digit(m[0])) / 10
                hit.end = m.end()
        elif hit.name == "折":  # 七折, 7.5折, 75折 and 七五折 of the price; 半折 is half of it
            factor = _HUNDRED if hit.value == _HALF else 10
            hit.value = hit.value * factor if hit.value <= 10 else hit.value
            hit.name, hit.unit = "%", self._percent
        elif hit.name == "米" and (m := _HEIGHT.match(text, hit.end)):  # 一米八五
            digits = "".join(str(_digit(digit)) for digit in m[0])
            hit.value += Decimal(f"0.{digits}")
            hit.end = m.end()
        elif hit.name == "亩" and (m := _TENTH_OF_MU.match(text, hit.end)):  # 一亩二分
            hit.value += _digit(m[1]) / 10
            hit.end = m.end()
        elif following == "半" and _HALF_MORE.match(text, hit.end):
            hit.value += _HALF
            hit.end += 1
        elif following.isdigit() or following in "一二两三四五六七八九十又":
            self._smaller(text, hit, following)

    def _money(self, text: str, hit: Hit, following: str) -> None:
        if following == "又":
            self._smaller(text, hit, following)
            return
        if not following or following not in "零0123456789一二两三四五六七八九":
            if hit.name in ("块", "塊") and not fills_clause(text, hit.start, hit.end):
                hit.unit = None  # 展板30块: pieces
            return
        if hit.name in _MONEY and (m := _CENTS.match(text, hit.end)):
            for group, exponent in (("tenths", -1), ("then", -2), ("cents", -2)):
                if m[group]:
                    hit.value += _digit(m[group]).scaleb(exponent)
            hit.end = m.end()
        elif (hit.name in _MONEY or hit.name in _TEN_CENTS) and (m := _SPOKEN.match(text, hit.end)):
            hit.value += _digit(m["digit"]).scaleb(-2 if m["zero"] else -1)
            hit.end = m.end()
        elif hit.name in ("块", "塊"):
            hit.unit = None

    def _smaller(self, text: str, hit: Hit, following: str) -> None:
        """六斤八两, 两美元又三美分: a smaller unit of the same dimension completes the amount."""
        unit = hit.unit
        if unit is None or unit.factor is None or unit.dimension not in ("mass", "length", "money") or hit.upper:
            return
        m = self._number.match(text, hit.end + (following == "又"))
        rest = self._hit(text, m) if m is not None else None
        if rest is None or rest.unit is None or rest.unit.factor is None or rest.upper is not None:
            return
        if rest.unit.dimension != unit.dimension or rest.unit.symbol is None is not unit.symbol:
            return
        ratio = rest.unit.factor / rest.unit.divisor / (unit.factor / unit.divisor)
        if rest.value * ratio < 1:
            hit.value += (rest.value * ratio).normalize()
            hit.end = rest.end


def joined(first: Hit, second: Hit) -> tuple[Decimal, Decimal]:
    """The ends of a range; a first number without scale and unit takes the second one's: 100-200万元."""
    low, high = first.value, second.value
    if first.name or not second.scale:
        return low, high
    shared = _LARGE.search(second.scale)
    scale = shared[0] if shared else second.scale[-1:]
    if first.scale and (not shared or first.scale[-1:] in "万亿兆萬億"):
        return low, high
    factor = read_number("一" + scale)
    if factor is None:
        return low, high
    widened = low * factor.value
    return (widened, high) if widened < high else (low, high)


def _digit(text: str) -> Decimal:
    reading = read_number(text)
    return reading.value if reading is not None else Decimal(0)


def _fraction(text: str) -> Reading | None:
    first, last = _FRACTIONS.split(text, maxsplit=1)
    if "/" in text:
        first, last = last, first
    below, above = read_number(first), read_number(last)
    if below is None or above is None or not below.value or below.upper or above.upper:
        return None
    return Reading(above.value / below.value)
