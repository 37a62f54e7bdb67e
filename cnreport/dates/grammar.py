"""The form of a time expression: one regular expression built from named parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cnreport.rules.words import alternation

_FIGURES = "〇零○一二三四五六七八九"
_NUMERALS = f"{_FIGURES}十百千万亿"
_VAGUE = "两几数多余来半"
TO = r"(?:至|到|—{1,2}|-{1,2}|－|–|~|～)"

# Numbers. A year has four figures, Arabic or Chinese, or its last two (98年, 九八年; but 30年 is a span of time).
_YEAR = (
    rf"(?:1[6-9]\d\d|2[01]\d\d|[一二][{_FIGURES}]{{3}}|0\d|[89]\d(?=年(?:\d|年?[底末初]))"
    rf"|[89][1-9](?=年(?![来间内以之前后多]))|(?!七八|八九)[七八九][{_FIGURES}])"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"

# 前 that says "before": behind a time it seldom begins another word (前三季度, 前后, 前往; but 前后续, 前列入).
BEFORE = (
    r"(?:之前|以前|前(?!后(?!续)|[期往线夕景]|列(?![入出支])"
    r"|[半两几\d一二三四五六七八九十]{1,3}(?:个?[月季天年周强名位]|季度)))"
)
_WITHIN = r"(?:之内|以内|内(?![蒙陆地需部外涵江资循容生设]))"
_END = r"(?:底(?![线数色部盘气层图子])|末(?![端梢位])|终(?![于究结端身]))"
_START = r"初(?![中步级心次])期?"
_EDGE = rf"(?:{_END}|{_START}|{_WITHIN}|中(?=[，。、前]))"
_YEAR_EDGE = rf"(?:年?{_END}|年?{_START}|年?{_WITHIN}|年中(?=[，。、前]))"

_YEARS = (
    rf"(?:(?:{_YEAR}年?(?:{TO}|、))?(?P<year>{_YEAR})年(?![级龄代]|的?历史|以上|左右)"
    r"|(?P<relative>大前年|(?<![过])去年|今年|明年|(?<![以之年])[前后]年|当年|(?<!基)本年|(?<!以)上年|翌年"
    r"|次年|同年|(?<![年月天近以])来年)(?![轻龄级货味华]))(?:度(?!假))?"
)
_MONTHS = (
    rf"(?:{_MONTH}(?P<months>月?(?:{TO}|、)))?(?P<month>{_MONTH})月(?!一[^日号至到]|[两二三]次)份?"
    rf"(?:(?P<ten>[上中下])旬|(?P<month_edge>{_EDGE})"
    rf"|(?:{_DAY}[日号]?(?P<days>{TO}|、))?(?P<day>{_DAY})[日号](?![线楼院文泊机公])(?:{TO}(?P<to_day>{_DAY})[日号])?)?"
)
_QUARTERS = (
    r"(?P<quarters>第?[一二三1-3](?:、|和|至|到)(?=第?[二三四2-4]季))?(?P<quarter>第?[一二三四1-4]|首|前[一二三两])"
    rf"季度(?!一[^季次律定并])(?P<quarter_edge>{_EDGE})?"
)
_HALVES = r"(?P<half>[上下])半年"
_CALENDAR = (
    rf"(?P<years>{_YEARS})?"
    rf"(?:(?:(?<=年)的)?(?:{_MONTHS}|{_QUARTERS}|{_HALVES})|(?(years)(?P<year_edge>{_YEAR_EDGE})?|(?!)))"
)
# Edges without a number before them, and days without a month.
_BARE = (
    rf"(?P<bare_year>年(?:{_END}|{_START}|{_WITHIN}|中(?=前)))"
    rf"|(?P<bare_month>(?:下个|[本当下上次])?月(?:{_END}|{_START}|{_WITHIN})|[本当]月(?!{_DAY}[日号])|下个?月(?!{_DAY}[日号]))"
    rf"|(?P<term>本?届末|(?:本届(?:政府|党委|村委会|班子)?)?任期内)"
    rf"|(?P<this_month>[本当次下]月(?P<its_day>{_DAY})[日号])"
    rf"|(?P<bare_week>[本下]周(?:{_WITHIN}|末)|下个?(?:周|星期|礼拜)(?:[一二三四五六]|(?![{_FIGURES}日天末期]))"
    rf"|(?:[本下]个?|这个?)?(?:周|星期|礼拜)[一二三四五六日天末](?={BEFORE}))"
    rf"|(?P<feast>(?<=[，。；、：！？\n,;])节(?={BEFORE}))"
)
_PLAIN_DAY = r"(?:3[01]|[12]\d|0?[1-9])[日号]"
_BARE_DAY = rf"(?P<bare_day>{_PLAIN_DAY}(?:{TO}{_PLAIN_DAY}|(?={BEFORE}|起|止|上午|下午|凌晨|晚)))"
_ISO = r"(?P<iso>(?:19|20)\d\d(?P<stroke>[-/.])(?:1[0-2]|0?[1-9])(?P=stroke)(?:3[01]|[12]\d|0?[1-9])(?![\d.]))"

_PLAN_NUMBER = r"(?:十[一二三四五六七八]?|[一二三四五六七八九])五"
_PERIODS = (
    rf"(?P<plan>“{_PLAN_NUMBER}”|“?{_PLAN_NUMBER}(?=”?(?:时期|期间|期末|规划|末|初|以来|开局)))”?(?:规划)?"
    r"(?P<plan_edge>时期|期间|期末|末期?|中后期|后期|前期|初期?)?"
)
# Days of the lunar year, which the calendar does not fix.
_LUNAR = (
    r"(?P<lunar>[腊正]月(?:(?:初[一二三四五六七八九十]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十"
    r"|十[一二三四五六七八九]?)(?![日号]))?)"
)
_DECADE = r"(?:(?:[1-9]0|[二三四五六七八九]{1,2}十)年代)"
_CENTURY = (
    rf"(?P<century>(?:上个?|本|新|下个?|二十一?|十[一二三四五六七八九]|1\d|2[01])世纪{_DECADE}?"
    rf"|(?:1[6-9]|20)\d0年代|{_DECADE})(?:初期?|末期?|中期|后期|前期|中叶)?"
)

# Clock times. 点 alone is a point or a percentage point: it needs a part of the day before it or minutes behind it.
_PART_OF_DAY = r"(?:早上|上午|中午|下午|晚上|凌晨|傍晚|夜间|清晨|午后|早|晚)"
_HOUR = r"(?:\d{1,2}|二十[一二三四]?|十[一二三四五六七八九]?|[一二三四五六七八九两])"
_MINUTE = r"(?:\d{1,2}分(?!之)|半|许|整|钟)"
_CLOCK = (
    rf"(?:{_PART_OF_DAY}{_HOUR}[点时]{_MINUTE}?"
    rf"|{_PART_OF_DAY}?(?:\d{{1,2}}时(?![期代间段效速尚空]){_MINUTE}?|\d{{1,2}}点{_MINUTE}"
    r"|(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d.．:：])))"
)

# What the first characters must be for the long pattern to be tried at all: most places fail here.
_FIRST = "0-9〇零○一二三四五六七八九十元正腊大去今明前后当本上下翌次同来年月节第首新早中晚凌傍夜清午“周星礼届任这"
_FIRST_TWO = (
    r"\d|[〇零○一二三四五六七八九十元正腊][〇零○一二三四五六七八九十年月日号季世至到、和—–~～-]"
    r"|[去今明前后当本上翌次同来]年|大前年|年[底末终初内之以中]|[本当下上次]?月[底末终初内之以]|[本当次下]月|[上下]半年"
    r"|[上本新下]个?世|[本下这]个?[周星礼]|周[一二三四五六日天]|星期|礼拜|下个?月|届末|任期|本届|节[前之以]|前[一二三两]季|首季|第[一二三四1-4]"
    r"|[早晚](?:上|[0-9一二三四五六七八九十两])|[上中下]午|凌晨|傍晚|夜间|清晨|午后|“?[一二三四五六七八九十]{1,2}五"
)


def compile_times(events: Iterable[str]) -> re.Pattern[str]:
    """The pattern for every time expression; ``events`` are the occasions that something can be due before."""
    names = tuple(events)
    firsts = "".join(sorted({re.escape(name[0]) for name in names}))
    event = rf"(?P<event>{alternation(names)})(?:来临|到来|开始|结束)?(?={BEFORE})"
    numbered = rf"(?<![0-9.．第{_NUMERALS}])(?<!连续)(?:{_LUNAR}|{_CALENDAR}|{_ISO}|{_BARE_DAY}|{_CENTURY})"
    # 数年内 is a span of time, but 人数年底 ends one word and begins another.
    bare = rf"(?<![0-9{_NUMERALS}年每个])(?:(?<![{_VAGUE}])|(?=年{_END}))(?:{_BARE})"
    return re.compile(
        rf"(?=[{_FIRST}{firsts}])(?={_FIRST_TWO}|{alternation(names)})"
        rf"(?:(?P<date>{_PERIODS}|{numbered}|{bare}|{event})(?:(?P<since>以来)|(?P<before>{BEFORE}))?"
        rf"(?:(?P<hour>{_CLOCK})(?P<hour_before>{BEFORE})?)?"
        rf"|(?<![0-9.:：])(?P<clock>{_CLOCK})(?P<clock_before>{BEFORE})?)"
    )
