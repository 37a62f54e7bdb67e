"""Quantities: numerals, units, bounds, changes; what a text counts and measures, and how much of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnreport.quantity.amount import Amount
    from cnreport.quantity.units import UnitTable

__all__ = ["find_quantities", "parse_number"]


def parse_number(s: str) -> Decimal:
    """The value of one numeral; see `cnreport.quantity.numerals.parse_number`."""
    from cnreport.quantity.numerals import parse_number as parse

    return parse(s)


def find_quantities(text: str, *, units: UnitTable | None = None) -> list[Amount]:
    """The amounts of a text (a view's, or any), in order, their places counted in ``text``."""
    from cnreport.quantity.finder import finder

    return finder(units).find(text, _times(text))


import re
_T = re.compile(r"(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})(?:年)?(?:[-—–－至到~]+[12][0-9]{3})?年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}(?:[-—至到][0-9]{1,2})?月(?:份|底|初|末|中旬|上旬|下旬|[0-9]{1,2}(?:[-—至到][0-9]{1,2})?日)?|(?:[一二三四五六七八九]|十[一二]?)月(?!饼)(?:[一二三四五六七八九十]{1,3}日)?|[0-9]{1,2}日(?!内|以内|之内|时间)|[12]?[0-9](?:时|点)(?:[0-9]{1,2}分)?|[0-9]{1,2}[:：][0-9]{2}|[一二三四]季度|前[三两]季度|[12][0-9]世纪(?:[0-9]{2}年代|末|初)?|[0-9]{2}年代|十[一二三四五六]五|“十[一二三四五六]五”|[一二三四五六七八九]五(?=计划|期间|时期)|[12][0-9]{3}[-—–－至到~]+(?=[12][0-9]{3}年)|二十世纪|十九世纪|(?:五|六|七|八|九)十年代|二○一八")


def _times(text):
    from cnreport.quantity.traps import load_traps
    spans = sorted([*load_traps().spans(text), *(m.span() for m in _T.finditer(text))])
    return spans
