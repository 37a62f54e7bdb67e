"""Numerals: how Chinese writes a number, and `parse_number`.

The grammar is this module's own. It takes a numeral apart (sign, fraction, decimals, the large scales 万 亿 兆, the
colloquial tail of 一万五) until clean numerals below ten thousand are left; those cn2an turns, behind `_clean`, the
only place that calls it. Everything is exact: scales move the exponent of a `Decimal`, nothing is multiplied in floats.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import cache, lru_cache

MAX_LENGTH = 400
"""Longest numeral that is read, in characters: no amount is written longer, and hostile input is."""

_MAX_EXPONENT = 400
_EXACT = Context(prec=4 * MAX_LENGTH)

# Every spelling of a numeral character, to one: formal and traditional characters, full-width digits and signs.
SPELLINGS = str.maketrans(
    "０１２３４５６７８９．，－＋／％＾ＫｋＭｍＥｅ−壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟萬億兩〇○幺點負幾來餘個雙對圓圆",
    "0123456789.,-+/%^KkMmEe-一二二三三三四五六六七八九十百千万亿两零零一点负几来余个双对元元",
    "",
) | {ord("廿"): "二十", ord("卅"): "三十", ord("卌"): "四十"}

_SCALE_EXPONENT = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
_LARGE = "兆亿万"
_DIGITS = str.maketrans("零一二两三四五六七八九", "01223456789")
_PACKS = {"打": 12, "双": 2, "对": 2}
_LETTERS = {"k": 3, "m": 6}

_DIGIT = "[一二两三四五六七八九]"
_CLEAN = re.compile(rf"零?(?:{_DIGIT}千)?零?(?:{_DIGIT}百)?零?(?:{_DIGIT}?十)?零?{_DIGIT}?")
_STEP = r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九])"
_MIXED = re.compile(rf"零?(?:({_STEP})千)?零?(?:({_STEP})百)?零?(?:({_STEP})?(十))?零?({_STEP})?")
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
_SPELT_OUT = re.compile(r"[零一二三四五六七八九]{2,}")
_POINT = re.compile(r"(.+)点([零一二三四五六七八九0-9]+)([十百千万亿兆]*)")
_WHOLE_AND_SLASH = re.compile(r"(.+)又([0-9]+)/([0-9]+)")
_PARTS = re.compile(r"(?:(.+)又)?(.+?)[分份]之?(.+)")
_WHOLE_AND_PARTS = re.compile(r"([0-9]+)\s+([0-9]+)/([0-9]+)")
_SLASH = re.compile(r"([0-9]+)/([0-9]+)")
_POWER = re.compile(r"([0-9.]+)\^([+-]?[0-9]{1,3})")
_EXPONENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,3})")
_MONEY = re.compile(r"(?:(.+?)[元块])?(?:零?(.)[角毛])?(?:零?(.)分)?[整正]?")
_TAIL = re.compile(r"(.*[百千万亿兆])([一二两三四五六七八九1-9])")
_VAGUE = re.compile(r"零?几|[余多来](?=[十百千万亿兆个]|$)")
_NEIGHBOURS = re.compile(r"(.*?[十百千万亿兆零]|)([一二两三四五六七八九])([一二两三四五六七八九])([十百千万亿兆]*)")
_SPACE = re.compile(r"\s+")


def parse_number(s: str) -> Decimal:
    """The value of one numeral, exact where it has a finite decimal expansion.

    Understands Arabic (``1,200``, ``１．５``, ``2e5``, ``100K``), Chinese (formal 壹佰, traditional 萬, 〇, 廿, 两,
    colloquial 一万五), mixed (``9.5万``, ``3万4000``), decimals (三点五), fractions (三分之一, 百分之八十五, ``1/3``),
    negative numbers, 半, formal money (壹元贰角整, in its main unit) and packs (五打). A vague numeral gives its lower
    end: 十几 → 10, 三四十 → 30, 三百多 → 300.

    Raises `ValueError` with the reason when ``s`` is not one numeral.
    """
    text = s.strip()
    if not text:
        raise ValueError("an empty string is no numeral")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a numeral of {len(text)} characters is longer than {MAX_LENGTH}")
    return _parse(text)


@lru_cache(maxsize=4096)
def _parse(written: str) -> Decimal:
    text = written.translate(SPELLINGS)
    if m := _WHOLE_AND_PARTS.fullmatch(text):
        return _sum(Decimal(m[1]), _ratio(Decimal(m[2]), Decimal(m[3]), written))
    text = _SPACE.sub("", text)
    sign = 1
    if text[:1] in "-负+正":
        sign = 1 if text[0] in "+正" else -1
        text = text[1:]
    value = _unsigned(text, written) if text else _fail(written)
    return value.copy_negate() if sign < 0 else value


def _fail(written: str, reason: str = "is no numeral") -> Decimal:
    raise ValueError(f"{written!r} {reason}")


def _unsigned(text: str, written: str) -> Decimal:
    """The value of a numeral in `SPELLINGS`, without sign or spaces."""
    if text.endswith("%"):
        return _shift(_unsigned(text[:-1], written), -2)
    if m := _EXPONENT.fullmatch(text):
        if abs(int(m[2])) > _MAX_EXPONENT:
            _fail(written, "is out of range")
        return _shift(Decimal(m[1]), int(m[2]))
    if m := _POWER.fullmatch(text):
        if abs(int(m[2])) > _MAX_EXPONENT or not _ARABIC.fullmatch(m[1]):
            _fail(written, "is out of range")
        return Decimal(m[1]) ** int(m[2])
    if m := _WHOLE_AND_SLASH.fullmatch(text):
        return _sum(_integer(m[1], written), _ratio(Decimal(m[2]), Decimal(m[3]), written))
    if m := _SLASH.fullmatch(text):
        return _ratio(Decimal(m[1]), Decimal(m[2]), written)
    if text[-1:].lower() in _LETTERS and _ARABIC.fullmatch(text[:-1]):
        return _shift(_plain(text[:-1]), _LETTERS[text[-1].lower()])
    if text in ("半", "半个", "一半", "1半"):
        return Decimal("0.5")
    if text.endswith("个半"):
        return _sum(_unsigned(text[:-2], written) if text != "个半" else Decimal(1), Decimal("0.5"))
    if len(text) > 1 and text[-1] in _PACKS:
        return _EXACT.multiply(_unsigned(text[:-1], written), Decimal(_PACKS[text[-1]]))
    if len(text) > 1 and text[-1] in "元角分整正块毛":
        return _money(text, written)
    text = text.removesuffix("个")
    if ("分" in text or "份" in text) and (m := _PARTS.fullmatch(text)):
        whole = _unsigned(m[1], written) if m[1] else Decimal(0)
        return _sum(whole, _ratio(_unsigned(m[3], written), _unsigned(m[2], written), written))
    if m := _POINT.fullmatch(text):
        whole = Decimal(m[1].translate(_DIGITS)) if _SPELT_OUT.fullmatch(m[1]) else _integer(m[1], written)
        decimals = m[2].translate(_DIGITS)
        return _shift(_sum(whole, _shift(Decimal(decimals), -len(decimals))), _exponent(m[3]))
    return _integer(text, written)


def _ratio(above: Decimal, below: Decimal, written: str) -> Decimal:
    return above / below if below else _fail(written, "divides by zero")


def _sum(a: Decimal, b: Decimal) -> Decimal:
    return _EXACT.add(a, b)


def _shift(value: Decimal, exponent: int) -> Decimal:
    """``value`` times a power of ten, exact whatever the context's precision, integers written out."""
    if not exponent:
        return value
    sign, digits, power = value.as_tuple()
    exponent += int(power)
    return Decimal((sign, digits + (0,) * exponent, min(exponent, 0)))


def _exponent(scales: str) -> int:
    return sum(_SCALE_EXPONENT[c] for c in scales)


def _plain(arabic: str) -> Decimal:
    return Decimal(arabic.replace(",", ""))


def _integer(text: str, written: str) -> Decimal:
    """Integers and Arabic decimals with or without scales: 一千二百万, 9.5万, 3万4000, 几十万 (lower end)."""
    if not text:
        return _fail(written)
    if _ARABIC.fullmatch(text):
        return _plain(text)
    if m := _NEIGHBOURS.fullmatch(text):
        first, second = (m[i].translate(_DIGITS) for i in (2, 3))
        if _are_neighbours(first, second) and (m[1] or m[4] or len(text) == 2):
            text = m[1] + m[2] + m[4]
    if _SPELT_OUT.fullmatch(text):
        return Decimal(text.translate(_DIGITS))
    if text[0] in "几数":
        text = "一" + text[1:]
    return _scaled(_VAGUE.sub("", text).replace("个", ""), written)


def _are_neighbours(first: str, second: str) -> bool:
    """Whether two digits side by side mean "between": 三四, 七八, and the idiomatic 三五."""
    return int(second) - int(first) == 1 or first + second == "35"


def _scaled(text: str, written: str) -> Decimal:
    """Splits at the last of the largest scale: what stands before is multiplied, what follows is added."""
    for scale in _LARGE:
        at = text.rfind(scale)
        if at < 0:
            continue
        before, after = text[:at], text[at + 1 :]
        exponent = _SCALE_EXPONENT[scale]
        value = _shift(_scaled(before, written) if before else Decimal(1), exponent)
        if not after:
            return value
        if _is_tail(after):  # 一万五, 13万2: a lone digit counts the next place down
            return _sum(value, _shift(Decimal(after.translate(_DIGITS)), exponent - 1))
        rest = _scaled(after, written)
        return _sum(value, rest) if rest < Decimal(10) ** exponent else _fail(written, "has its scales out of order")
    return _section(text, written)


def _is_tail(text: str) -> bool:
    return len(text) == 1 and text in "一二两三四五六七八九123456789"


def _section(text: str, written: str) -> Decimal:
    """A numeral below ten thousand (in Arabic digits: any)."""
    if _ARABIC.fullmatch(text):
        return _plain(text)
    if text[:1] in ("百", "千"):  # 百万, 千一: one is understood
        text = "一" + text
    if text.startswith("零") and _SPELT_OUT.fullmatch(text):
        return Decimal(text.translate(_DIGITS))
    if (m := _TAIL.fullmatch(text)) and len(text) > 1:
        tail = _shift(Decimal(m[2].translate(_DIGITS)), _SCALE_EXPONENT[m[1][-1]] - 1)
        return _sum(_section(m[1], written), tail)
    if _CLEAN.fullmatch(text) and text:
        return _clean(text, written)
    m = _MIXED.fullmatch(text)
    if not text or m is None:
        return _fail(written)
    value = Decimal(0)
    for digits, exponent in ((m[1], 3), (m[2], 2), (m[3] or ("1" if m[4] else None), 1), (m[5], 0)):
        if digits:
            value = _sum(value, _shift(Decimal(digits.translate(_DIGITS)), exponent))
    return value


def _clean(text: str, written: str) -> Decimal:
    """A clean Chinese numeral below ten thousand, by cn2an; its errors become `ValueError`."""
    if text == "零":
        return Decimal(0)
    # cn2an wants 一百一十六 for 一百十六, and no zero in front.
    core = re.sub(r"(?<=[百千零])十", "一十", text).lstrip("零").replace("两", "二")
    try:
        return Decimal(_converter()(core, "smart"))
    except (ValueError, KeyError) as error:
        raise ValueError(f"{written!r} is no numeral: {error}") from error


@cache
def _converter():  # type: ignore[no-untyped-def]
    from cn2an import cn2an  # loads word lists: not at import

    return cn2an


def _money(text: str, written: str) -> Decimal:
    """Formal money in its main unit: 壹佰元整, 三元五角, 壹分."""
    m = _MONEY.fullmatch(text)
    if m is None or not any(m.groups()):
        return _fail(written)
    value = _unsigned(m[1], written) if m[1] else Decimal(0)
    for part, exponent in ((m[2], -1), (m[3], -2)):
        if part:
            value = _sum(value, _shift(_integer(part, written), exponent))
    return value
