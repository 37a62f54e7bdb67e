"""Whether 一 with a classifier counts: 新建冷库一座, 由一条增至四条; not 一个方面, 走出一条新路."""

from __future__ import annotations

import re

from cnreport.quantity.sense import CLAUSE_END

_REST = re.compile("(?:[剩余留]下|[剩其]余|仅剩|只剩)的?$")
_ONLY = re.compile("[只仅]有?$|(?<![一两三几每各这那不0-9])只[^，。；：！？\n要是能会想看顾讲说认][了过着]?$")
_EACH = re.compile(
    "每[一-鿿]{1,3}[^，。；：！？\n]{0,20}?(?:配备?|挂|包?联|选派|新?[设建]|[定找派送发补聘]|明确|确定|指定|安排)了?$"
)
_FROM = re.compile("[从由]$")
_TO_MORE = re.compile("[^，。；：！？\n]{0,6}?[增升扩发减降压缩变并][一-鿿]{0,3}[到至为成]")
_LISTED = re.compile("[一-鿿]{1,8}[、和][0-9二两三四五六七八九十]{1,3}[个家条座所处项名支]")
_LISTED_BEHIND = re.compile("[2-9二两三四五六七八九十][个家条座所处项名支只辆台把][一-鿿]{1,8}、$")
_SHARED = re.compile("[一-鿿]各[派立拿配设建出装送][了上]?$")
_POINTING = frozenset("有是这那每某另的")
_TOGETHER = frozenset("到在")
_SPOKEN = frozenset("块句阵贴")  # 补了一句, 沉默了一阵, 往墙上一贴
_NEAR = 4
_FAR = 24


def counts_one(text: str, start: int, end: int, name: str) -> bool:
    """Whether ``text[start:end]``, 一 with the classifier ``name``, is an amount; bound words are not looked at."""
    near = max(0, start - _NEAR)
    if _REST.search(text, near, start) or _ONLY.search(text, near, start):  # 剩下的一户, 平均只有一名
        return True
    if _FROM.search(text, near, start) and _TO_MORE.match(text, end):  # 由一条增至四条
        return True
    if _LISTED.match(text, end):  # 一个机场、五条高速公路
        return True
    if _LISTED_BEHIND.search(text, max(0, start - 12), start):  # 两名法官、一名书记员
        return True
    if _SHARED.search(text, near, start):  # 两村各建一座
        return True
    if _EACH.search(text, max(0, start - _FAR), start):  # 每村配一名特派员
        return True
    before = text[start - 1 : start]
    if name == "处" and before in _TOGETHER:  # 并到一处
        return False
    behind_noun = "一" <= before <= "鿿" and before not in _POINTING and not _is_repeated(text, start, name)
    return behind_noun and name not in _SPOKEN and CLAUSE_END.match(text, end) is not None


def _is_repeated(text: str, start: int, name: str) -> bool:
    """Whether 一 with ``name`` ends a figure of speech: 顶一顶, 一茬一茬, 一层套一层, 一砖一瓦."""
    return (
        text[start - 1 : start] == name[0]
        or text[start - 2 : start - 1] == "一"
        or text[max(0, start - 3) : start - 1] == "一" + name[0]
    )
