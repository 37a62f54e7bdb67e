"""The number phrase: where a number begins and ends in running text, and what it says.

A phrase is wider than a numeral (`cnreport.quantity.numerals`): it may be vague (十余, 三百多, 十几万, 数百, 三四十)
or a share (百分之三, 四分之一, 一半). It never holds the unit, nor bound words around it (近, 超过, 以上).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cnreport.quantity.numerals import SPELLINGS, parse_number
from cnreport.rules.words import alternation
from cnreport.schema import Bound

_D = "〇○零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺"
_S = "十百千万亿兆拾佰仟萬億"
_VAGUE = "余多来几幾餘來"
START = "0-9０-９" + _D + _S + "两兩廿卅半几幾数數.．"
"""The characters a number phrase can begin with, for a character class."""

_ARABIC = (
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]{1,40}(?![0-9０-９]))"
    r"(?:[.．][0-9０-９]{1,40}|·[0-9]{1,2}(?=%))?"  # some printers set 4·3% for 4.3%
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number phrase says; ``vague`` is its bound: over, about, range or None.

    ``spelt`` marks digits without scales (八一, 二〇二五), which name or date more often than they count.
    """

    value: Decimal
    upper: Decimal | None = None
    vague: Bound | None = None
    spelt: bool = False


def number_pattern(unit_names: Iterable[str], measures: Iterable[str]) -> re.Pattern[str]:
    """The pattern of a number phrase, to be matched where one begins.

    ``unit_names`` keeps a scale that begins a unit's name out of the number: 千瓦, 百帕, 兆赫. Group ``percent`` is the
    百分之 of a share, ``parts`` a whole fraction, ``half`` one half, ``arabic`` and ``chinese`` the rest.
    """
    rests: dict[str, list[str]] = {scale: [] for scale in _S}
    for name in unit_names:
        if name[0] in rests and len(name) > 1:
            rests[name[0]].append(name[1:])
    scale = "|".join(
        character
        + (f"(?!{alternation([*rests[character], '分之', '分點'])})" if rests[character] else "(?!分之)")
        + ("(?!姓)" if character == "百" else "")  # 68万百姓
        for character in _S
    )
    scale = f"(?:{scale})"
    # 一万五千米 is 15,000 m: after a larger scale and a digit, 千 belongs to the number.
    chinese_scale = f"(?:{scale}|(?<=[万亿萬億零][{_D}])千)"
    two = f"(?:(?<![{_D}两兩])[两兩](?=[百千万亿佰仟萬億])|(?<=[一壹])[两兩]|(?<![{_D}{_S}两兩0-9])[两兩])"
    digit = f"(?:[{_D}]|{two})"
    whole = f"(?:{digit}|{chinese_scale}|[廿卅])"
    vague_scale = f"(?:[{_VAGUE}](?:个(?=[亿億](?![元级斤吨])))?{scale}+)"
    arabic = (
        rf"{_ARABIC}(?:[kK](?=[个個元%])|{vague_scale}|(?:个(?=[亿億](?![元级斤吨])))?{scale}+"
        rf"(?:零?(?:[0-9０-９]{{1,4}}|{digit}){scale}+(?:零?(?:[0-9０-９]{{1,4}}|{digit}){scale}*)*|(?<=[万亿])[0-9]{{1,4}}(?![0-9.年]))?)?"
        rf"(?:{vague_scale}|[{_VAGUE}](?!{scale}|近))?"  # 比上月的3.1万多近两成
    )
    chinese = (
        rf"(?:[几幾数數](?={chinese_scale}))?{whole}{{1,60}}(?:[点點][{_D}]{{1,40}}{scale}*)?"
        rf"(?:{vague_scale}|[{_VAGUE}](?!{scale}))?(?:个(?=[亿億](?![元级斤吨]))[亿億])?"
    )
    return re.compile(
        rf"(?P<percent>[百千万萬]{{1,3}}分之)(?P<minus>负)?(?P<share>{_ARABIC}[kK](?![A-Za-z])|{arabic}|{chinese})"
        rf"|(?P<parts>[0-9]{{1,3}}分之[0-9]{{1,3}}|[{_D}{_S}]{{1,8}}分之[{_D}{_S}两]{{1,8}}|[二两三四五六七八九十]分[一二三](?=[公毫]?升|加[仑侖]|[汤湯茶]匙)"
        r"|(?<![0-9./])[1-9][0-9]?/[1-9][0-9]?(?![0-9./%年月日]))"
        r"|(?P<half>一半多(?=[的，。；、])|[一1]半(?![导岛径])|一[多大]半|半数(?=以上)|(?<=[过近足到])半数|(?<=[^最远附]近)半(?=[是为被在没无都仍，。；、：]))"
        rf"|(?P<halves>半(?=[个個年月天日里折打]|{alternation(measures)}))"
        rf"|(?P<discount>[对對](?=折))|(?P<arabic>{arabic})|(?P<chinese>{chinese})"
    )


_PAIR = re.compile(r"(.*?[十百千万亿零]|)([一二两三四五六七八九])([一二两三四五六七八九])([十百千万亿]*)")
_SEVERAL = re.compile(r"(.*?)零?几(?:个)?([十百千万亿兆]*)")
_SEVERAL_TENS = re.compile(r"(.+[百千])零?几([十百])([万亿]*)")
_SOME = re.compile(r"[数几]([十百千万亿兆]+)")
_INNER = re.compile(r"[余多来]")
_SPELT_OUT = re.compile(r"[零一二三四五六七八九]{2,}")


@lru_cache(maxsize=8192)
def read_number(text: str) -> Reading | None:
    """What a phrase without 分之 and 半 says, None when it is no number after all (八一, 二〇)."""
    text = text.translate(SPELLINGS).replace("，", ",").replace("·", ".")
    try:
        return _read(text)
    except ValueError:
        return None


def _read(text: str) -> Reading | None:
    if m := _SOME.fullmatch(text):  # 数百, 几十万: from one to ten of the first scale
        low = parse_number("一" + m[1])
        return Reading(low, low * 10, "range")
    if "几" in text and (m := _SEVERAL_TENS.fullmatch(text)):  # 一百几十万: above 110 万
        base, step = parse_number(m[1] + m[3]), parse_number("一" + m[2] + m[3])
        return Reading(base + step, base + 10 * step, "range")
    if "几" in text and (m := _SEVERAL.fullmatch(text)):  # 十几, 二十几万, 一百零几万
        low = parse_number(m[1] + m[2]) if m[2] else parse_number(m[1])
        step = parse_number("十" + m[2]) if m[2] else Decimal(10)
        return Reading(low, low + step, "range")
    vague: Bound | None = None
    if inner := _INNER.search(text):
        vague = "about" if inner[0] == "来" else "over"
        text = text[: inner.start()] + text[inner.end() :]
    if m := _PAIR.fullmatch(text):
        first, second = (parse_number(digit) for digit in m.group(2, 3))
        if second - first == 1 or (first == 3 and second == 5):
            if m[1] and m[1][-1] not in "十零" and not m[4]:
                return None  # 一百二三: no one means that
            low, high = (parse_number(m[1] + digit + m[4]) for digit in m.group(2, 3))
            return Reading(low, high, "range")
    return Reading(parse_number(text), None, vague, spelt=_SPELT_OUT.fullmatch(text) is not None)
