"""Whether a unit's name behind a number is a unit there: 5年 and 2025年, 12村, 两点, 三分钱."""

from __future__ import annotations

import re

from cnreport.quantity.phrase import Reading
from cnreport.quantity.traps import Traps
from cnreport.quantity.units import Unit

CLAUSE_END = re.compile(r"[，。；：！？、,;:!?)）”\n]|$")
CALENDAR = frozenset(("年", "月", "日", "号", "时", "点", "世纪", "年代"))
"""Names whose number is a date or a clock time where it is no amount: then it is none without the unit either."""

BOUNDARY = frozenset("，。；：！？、,;:!?（）()“”《》\n的以左上和及与或至到—-~～]】/内之")
_YEAR = re.compile(r"[12][0-9]{3}|0[0-9]|[一二][〇○零一二三四五六七八九]{3}|[〇○零一二三四五六七八九]{2}")
_LASTING = re.compile("(?:延续|持续|长达|历时|历经|了|近|约|超过|[拖等干守住]就是|[拖熬])$")
# 三四年 is a year of the century as well as three to four years.
_LASTING_PAIR = re.compile("[了过用上近等干隔要有得每再先前后早满着]$")
_SPAN_OF_DAYS = re.compile("内|以内|之内|后|时间|期限|以上|左右|游|假|有余|法定|(?:整改|公示|异议|宽限|办理)期")
_LAST_DAY = 31
_DIGITS = frozenset("零一二两三四五六七八九0123456789")
_CHANGES = re.compile("(?:[减增升降提涨压缩扩]|减少|增加|提高|降低|压减|扩大)[到至为]")
# What speaks for a unit that is otherwise none: what stands before the number, or behind the unit.
_SPEAKS_BEFORE = {
    "路": re.compile("(?:视频(?:资源)?|监控|探头|摄像头?|图像|信号|瞭望点|分[成为头])$"),
    "发": re.compile("(?:雷管|[子炮枪]弹|弹药|火箭弹)$"),
    "面": re.compile("(?:[锦红国彩]旗|[铜大]锣|[鼙腰大]鼓|镜)$"),
    "道": re.compile("(?:门槛|防线|铁门|围栏)$"),
    "等": re.compile("等(?:[别级](?:平均)?)?(?:[从由为达至到]|提[升高][到至])$"),
    "月": re.compile("连续$"),
    "日": re.compile("满$|(?:超过|逾|不少于|不低于|不足|不到|不满|长达)$"),
    "晚": re.compile("(?:[住守熬蹲睡坐]了?|连着|连续)$"),
    "宿": re.compile("(?:[住守熬蹲睡坐]了?|连着|连续)$"),
    "圈": re.compile("[走跑绕转飞游滑]了?$"),
    "季": re.compile("[种栽收养]了?$"),
}
_MEDALS = re.compile("[0-9一二三四五六七八九十][金银銀]、?[0-9一二三四五六七八九十]{1,3}[银銀铜銅]")
_SPEAKS_BEHIND = {
    "票": re.compile("赞成|反对|弃权|同意|通过|否决"),
    "道": re.compile(
        "手续|工序|程序|防线|关(?![于系注心])|水?闸|拦?[水河]坝|题|菜|[命指禁]令|门槛|坎|岗(?![位哨镇乡])|弯"
    ),
    "级": re.compile("[石台]阶"),
    "方面": re.compile("(?:民生|惠民|为民)?实事"),
    "面": re.compile("[锦红]旗|镜子"),
    "把": re.compile("充电枪|枪|[长座]?椅|地?锁|钥匙|雨?伞"),
}
_NO_MONTH = frozenset("两兩")
_LARGE = re.compile("[万亿萬億][余多来]?$")
_STOPS = frozenset("，。；：！？\n")


def is_year(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is written as a year of the calendar is: 2025, 08, 一九五八."""
    return _YEAR.fullmatch(text, start, end) is not None


def fills_clause(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a whole clause: an amount alone counts nothing, so it can only be money."""
    return (start == 0 or text[start - 1] in _STOPS) and CLAUSE_END.match(text, end) is not None


class UnitSense:
    """Judges unit names by the text around them, with the trap rules."""

    def __init__(self, traps: Traps) -> None:
        self._traps = traps

    def is_unit(self, text: str, start: int, end: int, name: str, unit: Unit, reading: Reading) -> bool:
        """Whether ``name``, which follows the number ``text[start:end]``, is a unit there."""
        stop = end + len(name)
        if self._traps.after(text, stop, name):
            return False
        following = text[stop : stop + 1]
        if name[-1].isascii() and name[-1].isalpha() and following.isascii() and following.isalnum():
            return False
        if name == "年":
            return not is_year(text, start, end) or (
                _LASTING.search(text, max(0, start - 4), start) is not None
                or (reading.upper is not None and _LASTING_PAIR.search(text, max(0, start - 1), start) is not None)
            )
        if name == "届" and end - start == 4 and is_year(text, start, end):  # 2025届毕业生
            return False
        if name == "号":  # 八百多号, 几十号人: people; a number that is exact names a day or a house
            vague = reading.vague is not None or reading.upper is not None
            return vague and (reading.value > _LAST_DAY or text.startswith("人", stop))
        before = _SPEAKS_BEFORE.get(name)
        if before is not None and before.search(text, max(0, start - 6), start):  # 监控探头184路
            return name != "月" or text[start:end] in _NO_MONTH
        behind = _SPEAKS_BEHIND.get(name)
        if behind is not None and behind.match(text, stop):  # 十方面民生实事
            return True
        if name == "日":
            return _SPAN_OF_DAYS.match(text, stop) is not None
        if name in "金银銀铜銅":  # 8金4银4铜: medals, one beside another
            return _MEDALS.search(text, max(0, start - 4), stop + 4) is not None
        if name in self._traps.never:
            return False
        if reading.spelt:
            return name == "折"
        if not unit.ambiguous or name in self._traps.free:
            return True
        if unit.dimension == "money":
            # 两毛五, 五蚊六毫, and alone: an amount that counts nothing is money
            spoken = name == "毛" and reading.value < 10 and CLAUSE_END.match(text, stop) is not None  # 每斤贵两毛
            return spoken or fills_clause(text, start, stop) or following in _DIGITS
        if not unit.classifier and _LARGE.search(text, start, end):
            return True  # 三千亿度: only measures run so high
        if name in self._traps.figures and text[start].isdigit() and not is_year(text, start, end):
            return True
        figure = text[start].isdigit() or end - start > 1 or reading.value >= 10
        return figure and (not following or following in BOUNDARY or _CHANGES.match(text, stop) is not None)
