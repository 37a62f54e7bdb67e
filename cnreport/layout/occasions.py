"""The occasion: lines that tell when and where a report was given, and who gave it there."""

from __future__ import annotations

import re

from cnreport.layout.people import Person, is_name, parse_person, split_post

# Parts of a line that tells where and when a report was given.
_NUMERALS = "一二三四五六七八九十"
_GATHERING = "会议|大会|全会|例会|推进会|座谈会|动员会|现场会|发布会|会"
_SESSION = rf"第?[{_NUMERALS}]{{1,3}}次(?:全体)?会议"
_MEETING = rf"[^。！？]{{2,60}}?(?:{_GATHERING})(?:{_SESSION})?"
_AT = rf"(?:^|[日号 ])在{_MEETING}上"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零九一二三四五六七八]{3})年"
_MONTH = rf"[\d{_NUMERALS}]{{1,2}}月"
_MONTH_DAY = rf"{_MONTH}[\d{_NUMERALS}]{{1,3}}日"
_DASHES = r"^[—\-–（( ]{0,6}"
_GIVEN_AT = re.compile(
    rf"{_AT}(?P<who>[^。]{{2,40}}?)(?:代表[^。]*)?(?:所?作|做)(?:的)?(?:政府)?(?:工作)?报告"
    rf"|{_AT}\s*(?P<last>[^。]{{2,40}})$"
)
_GAVE_AT = re.compile(
    rf"{_DASHES}(?:{_YEAR}{_MONTH_DAY})?[，, ]*(?P<who>[^，。（）在]{{2,40}}?)(?:同志)?在{_MEETING}上?的?"
    r"(?:讲话|报告|政府工作报告|发言|致辞|工作报告)"
)
_ACT = re.compile(
    r"^(?P<who>[^，。]{2,40}?)(?:同志)?(?:在[^。]{2,60}?上)?(?:代表[^。]{2,30})?(?:，?向大会)?(?:作|做)(?:政府)?工作报告"
)
_DATE = re.compile(rf"[（(]?(?:{_YEAR})?{_MONTH_DAY}[）)]?(?:（(?:此件|主动|依申请)[^（）]{{2,10}}）)?")
# 2025年第14期, 大会交流材料之四: above it stands the masthead of a series, below it the title of this number.
_ISSUE = re.compile(
    r"[（(〔\[]?(?:(?:19|20)\d\d年?)?[（(]?(?:总?第)[\d一二三四五六七八九十百〇零]{1,5}期[）)]?[）)〕\]]?"
    rf"|[（(]?[\u4e00-\u9fff]{{0,20}}(?:材料|文件|发言|交流|摘登|经验)之[{_NUMERALS}]{{1,3}}[）)]?"
)
_LONGEST_ISSUE = 28
_TAKEN_DOWN = re.compile(
    rf"[（(]?(?:{_YEAR})?{_MONTH_DAY}[·•|｜，, ]{{0,2}}(?:根?据)?(?:现场|会议|讲话)?"
    r"(?:录音|记录|速记)稿?(?:整理)?[）)]?"
)
_DATED = re.compile(
    rf"^[—\-–（(]{{0,6}}(?:{_YEAR}(?:{_MONTH_DAY}|{_MONTH})[，,]?"
    r"(?:[^。]{0,40}在.{3,60}(?:会议?|大会)上?.{0,40}|(?:于.{2,20})?)|在.{3,60}(?:会议?|大会)上)[)）]?$"
)


def is_dateline(text: str) -> bool:
    """Whether a line tells when and where a report was given (——2016年2月19日在…会议上)."""
    return len(text) <= 120 and _DATED.match(text) is not None and not text.endswith(("。", "；", "："))


def is_issue(text: str) -> bool:
    """Whether a line only says which number of a series the page is (2025年第14期, 大会交流材料之四)."""
    return len(text) <= _LONGEST_ISSUE and _ISSUE.fullmatch(text) is not None


def is_record(text: str) -> bool:
    """Whether a line says of what day a text is and what it was taken down from (2025年9月11日·根据录音整理)."""
    return len(text) <= _LONGEST_ISSUE and _TAKEN_DOWN.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is a date, as stands below a signature, at most with a note of who may read it (此件公开发布)."""
    return len(text) <= 36 and _DATE.fullmatch(text.replace(" ", "")) is not None


def occasion_speaker(text: str) -> Person | None:
    """The speaker named inside a line about the occasion, or None."""
    if len(text) > 160:
        return None
    for pattern in (_GAVE_AT, _GIVEN_AT, _ACT):
        if match := pattern.search(text):
            who = next((part for part in match.groupdict().values() if part), "").strip("）) ，")
            person = parse_person(who) or _named_before(who)
            if person:
                return person
    return None


def _named_before(text: str) -> Person | None:
    """龚正市长: a name with the office after it; or a name alone."""
    text = text.replace(" ", "").removesuffix("同志")
    for size in (2, 3):
        name, title = text[:size], text[size:]
        if title and is_name(name) and (post := split_post(title)) and not post[0]:
            return Person(name, post[1])
    return Person(text) if 2 <= len(text) <= 4 and is_name(text) else None
