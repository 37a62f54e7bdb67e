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
_SPAN_OF_DAYS = re.compile(
    "缩短|压[缩减]|延长|内|以内|之内|后|时间|期限|以上|左右|游|假|有余|法定|(?:整改|公示|异议|宽限|办理)期"
)
_LAST_DAY = 31
_PAIR = 2
_DIGITS = frozenset("零一二两三四五六七八九0123456789")
_CHANGES = re.compile("(?:[减增加升降提涨压缩扩]|减少|增加|提高|降低|压减|扩大)[到至为]")
_STAYED = re.compile("(?:[住守熬蹲睡坐]了?|连着|连续)$")
# What speaks for a unit that is otherwise none: what stands before the number, or behind the unit.
_SPEAKS_BEFORE = {
    "路": re.compile(
        "(?:视频(?:资源)?|监控|探头|摄像头?|图像|信号|瞭望点|分[成为头])$|(?:热成像|电话|视频|监控|探头|摄像头)[加扩增]到$"
    ),
    "发": re.compile("(?:雷管|[子炮枪]弹|弹药|火箭弹)$"),
    "面": re.compile("(?:[锦红国彩]旗|[铜大]锣|[鼙腰大]鼓|镜)$"),
    "道": re.compile("(?:门槛|防线|铁门|围栏|(?:流程|手续|环节|工序)[减砍省]了?)$"),
    "等": re.compile("等(?:[别级](?:平均)?)?(?:[从由为达至到]|提[升高][到至])$"),
    "月": re.compile("连续$"),
    "日": re.compile(
        "满$|(?:超过|逾|不少于|不低于|不足|不到|不满|长达)$|(?:[时期]限|工期|周期|用时)[为是]?$|(?:缩短|压[缩减]|延长)[到至为]$"
    ),
    "晚": _STAYED,
    "宿": _STAYED,
    "夜": re.compile("(?:[测住守熬蹲睡坐]了?|连着|连续)$"),
    "圈": re.compile("[走跑绕转飞游滑推骑逛]了?$"),
    "季": re.compile("[种栽收养]了?$"),
    "稿": re.compile("[改报写换出送审]了$"),
    "拨": re.compile("[来换派走]了$|分成?$"),
    "下": re.compile("[点敲按打砸踢磕响震踩拍晃]了$"),
    "分": re.compile("(?:扣满?|记满|积满)了?$"),
    "样": re.compile("(?<![新老旧各])$"),
}
# With a smaller number they mean something else: 敲了两下, 和过去两样.
_FROM_THREE = frozenset("下样")
_MEDALS = re.compile("[0-9一二三四五六七八九十][金银銀]、?[0-9一二三四五六七八九十]{1,3}[银銀铜銅]")
_SPEAKS_BEHIND = {
    "票": re.compile("赞成|反对|弃权|同意|通过|否决"),
    "道": re.compile(
        "手续|工序|程序|防线|关(?![于系注心])|水?闸|拦?[水河]坝|题|菜|[命指禁]令|门槛|坎|岗(?![位哨镇乡])|弯|审[核批]|工钱|检查"
    ),
    "级": re.compile("[石台]阶"),
    "路": re.compile("视频|监控|摄像|图像|热像|信号(?!灯)"),
    "样": re.compile("材料|东西|证件|手续|单据|农?产品|药"),
    "方": re.compile("水(?![务利电平])|土(?![地豆])|[砂沙]|石料|混凝土|木材|渣土"),
    "步": re.compile("里(?=[有就没])|开外|远"),
    "方面": re.compile("(?:民生|惠民|为民)?实事"),
    "面": re.compile("[锦红]旗|镜子"),
    "把": re.compile("充电枪|枪|[长座]?椅|地?锁|钥匙|雨?伞"),
}
# What begins another word with the unit: 一来台风; but 11台风机.
_BARRED_BEHIND = {"台": re.compile("风(?![机扇炮琴冷力电动])")}
_NO_MONTH = frozenset("两兩")
_LARGE = re.compile("[万亿萬億][余多来]?$")
_CLASSES = frozenset("一二三四五")
_CLASSED = re.compile(
    "(?:(?:评定?|鉴定|检测|判定)(?:下来|结果|等级)?(?:已经)?[为是成]|类(?:[升降]|[滑掉退落][到进入至])[到至为]?)$"
)
_CLASS_GOES_ON = re.compile(
    "(?:[升降]|[滑掉退落])[到进入至为][一二三四五]类|[、和及][一二三四五]类(?:危?桥|坝|断面|苗|水)|[要应须得](?:修|限|封|拆|停)"
)
_STOPS = frozenset("，。；：！？\n")


def is_year(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is written as a year of the calendar is: 2025, 08, 一九五八."""
    return _YEAR.fullmatch(text, start, end) is not None


def fills_clause(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a whole clause: an amount alone counts nothing, so it can only be money."""
    return (start == 0 or text[start - 1] in _STOPS) and CLAUSE_END.match(text, end) is not None


def _is_class(text: str, start: int, stop: int) -> bool:
    """Whether ``text[start:stop]`` names a class of a scale: 评为四类, 从三类滑进四类, 四类、五类桥."""
    return text[start] in _CLASSES and (
        _CLASSED.search(text, max(0, start - 8), start) is not None or _CLASS_GOES_ON.match(text, stop) is not None
    )


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
        barred = _BARRED_BEHIND.get(name)
        if barred is not None and barred.match(text, stop):
            return False
        behind = _SPEAKS_BEHIND.get(name)
        if behind is not None and behind.match(text, stop):  # 十方面民生实事
            return True
        before = _SPEAKS_BEFORE.get(name)
        if before is not None and before.search(text, max(0, start - 6), start):  # 监控探头184路
            if name in _FROM_THREE:
                return reading.upper is None and reading.value > _PAIR
            return name != "月" or text[start:end] in _NO_MONTH
        if name == "类" and _is_class(text, start, stop):
            return False
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
