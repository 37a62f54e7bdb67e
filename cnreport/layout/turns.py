"""The heads of turns: the words before a colon or in brackets that say who asks or answers.

记者：, 问：, 【网友 小马过河】, [主持人], （莫小兰）, 10:02 [莫小兰], 张明 10:05：, 三、问：, 答｜莫小兰：,
主持人（以下简称“主”）：
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from cnreport.layout.overlay import current_overlay
from cnreport.layout.people import either, is_name, parse_person, split_post
from cnreport.rules import Overlay

# Before the lines that say who speaks, as on a newspaper page; @青石板： is one who writes in social media.
BULLETS = frozenset("□■◇◆○●▪▲△★☆◎※►▶▌▍▎█┃❖➤➢@")
_HEADS_LINE = "".join(BULLETS) + " "
_SEEN = 72
_LONGEST_ASKER = 24
_CLOCK = r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?![:：]?\d)"
_DAY = r"(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?"
# Live transcripts say of each turn when it was put online: [10:05], (2024-05-06 10:00:12), 10:02.
_SET_APART = rf"[\[【（(] ?(?:{_DAY} ?)?{_CLOCK} ?[\]】）)]"
_STAMP = rf"(?:{_SET_APART}|(?:{_DAY} ?)?{_CLOCK})"
_STAMP_AT_END = re.compile(rf" ?{_SET_APART}$")
_TIME_ALONE = re.compile(_STAMP)
_CLOSES = tuple("]】）)")
_OPENS_TIME = tuple("0123456789[【（(")
_TIME_AT_END = re.compile(rf"{_CLOCK}$")
_TIME_BEFORE_TEXT = re.compile(rf"{_STAMP} ?(?=[\u4e00-\u9fff“【\[])")
_COLON = r"(?:：|:(?<!\d:)|:(?!\d))"
_BARS = "丨｜|"
_WORDS = r"[^：:。！？；\n【】\[\]〔〕]{1,48}?"
_OPENS = r"(?:[【\[]|〔(?!\d+〕))"  # 〔2024〕5号 numbers a document
# In round brackets as little stands as can be: so do numbers (（十一）), bylines (（记者 马 丽）) and remarks.
_ROUND = r"(?![一二三四五六七八九十]{2,3}）|记者[^）]|通讯员)(?:[\u4e00-\u9fff·]{2,6}|[\u4e00-\u9fff] [\u4e00-\u9fff])"
# 莫小兰（市水利局局长）｜…, 市水利局局长莫小兰｜…: before a bar stands little, but for the office.
_WITH_OFFICE = r"(?:（[^（）：:。！？；，\n【】\[\]]{4,40}）)?"
_OFFICIAL = r"[\u4e00-\u9fff、]{3,30}[长记任员师] ?(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff])"
# 答｜莫小兰：, 答·莫小兰, A（莫小兰）：, 主持人/莫小兰：
_PART = re.compile(rf"^(?:[问答QA]|提问|回答|答复|发布|发布人) ?[{_BARS}·/] ?(?=.)")
_ANSWERS = re.compile(r"^(?:[答Aa]|回答|答复) ?（([^（）]{2,30})）$")
# 【嘉宾】段福来：, 【回复】市水务局科长 华松：: what follows the tag says who it is.
_ANSWERING = re.compile(
    r"[【\[](?:[\u4e00-\u9fff]{0,2}嘉宾|发布人|发言人|官?方?回复|答复|回应|回答|解答|(?![问主记])[\u4e00-\u9fff])"
    r"[】\]] ?"
    r"(?=[^：:。，！？；\n]{2,40}[：:])"
)
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff] ){1,3}[\u4e00-\u9fff]")  # 记 者：, 主 持 人：
_SLASH = re.compile(r"(?<=[\u4e00-\u9fff]) ?/ ?(?=[\u4e00-\u9fff])")
_DOTTED = re.compile(r"(?<=[长任人员者记])·(?=[\u4e00-\u9fff]{2,4}$)")  # 主持人·莫小兰, 市水利局局长·莫小兰
_HEAD = re.compile(
    rf"^(?:{_STAMP} ?)?"
    rf"(?:{_OPENS} ?(?P<bracketed>(?:网友：)?{_WORDS})(?: {_STAMP})? ?[】\]〕]"
    rf"(?: ?{_SET_APART}| {_STAMP}(?=[ ：:]|$))?(?: ?{_COLON})?"
    rf"|(?P<letter>[QAqa]\d{{0,2}})(?: |[.、]\s?)(?=[^\sA-Za-z])"
    rf"|（(?P<round>{_ROUND})）(?: ?{_COLON})?(?=[^：:，、。\s])(?!(?!各位|大家)[\u4e00-\u9fff]{{2,4}} ?{_COLON})"
    # 江若丨水从哪来，我说三句：… is said behind the bar, whatever colon stands in it.
    rf"|(?![^：:。！？；，\n【】\[\]]{{1,8}}{_WITH_OFFICE}[{_BARS}][^：:。！？；，\n{_BARS}]{{0,40}}，)"
    rf"[【\[]?(?P<plain>{_WORDS})(?:(?: ?{_STAMP})? ?{_COLON}| ?{_STAMP}$)"
    rf"|(?P<barred>[^：:。！？；，\n【】\[\]]{{1,8}}?{_WITH_OFFICE}|{_OFFICIAL}) ?[{_BARS}](?=.{{2}}))"
)
# What every head has, seen at a glance: most paragraphs have none, and each is asked about many times.
_MAY_BEGIN = re.compile(
    rf"[^。！？；\n：:】〕\][{_BARS}]{{0,71}}(?:[：:】〕\][{_BARS}])|（[\u4e00-\u9fff· ]{{2,6}}）|[QAqa]\d{{0,2}}[ .、]"
)
_NARRATES = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}采访(?:中|结束)[^，。：！？]{0,8}，)?(?:本报|本网|本台)?记者[^，。：！？]{0,12}(?:看到|了解到|获悉|注意到|发现)(?![：:])"
)
_KEPT = 4096
_STANDS_FOR = re.compile(
    r"^(?P<who>[^（）]{2,20})（(?:以下|下文|后文)?简?称为?[“‘「]?(?P<short>[^“”‘’「」（）]{1,4})[”’」]?）$"
)
_NUMERAL = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"^(?:第?(?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})[、.．]|（(?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})）|[①-⑳])\s?(?=[问答QAqa记主])"
)
_LETTERS = r"\u4e00-\u9fffA-Za-z·"


@dataclass(frozen=True, slots=True)
class Head:
    """Whose turn begins, as the text has it without brackets, numbers and times, and how much of the text says so."""

    words: str
    length: int
    barred: bool = False  # a bar for the colon (记者丨…), as stands between the parts of a title too


def turn_head(text: str) -> Head | None:
    """The head of a turn that ``text`` begins with, whoever takes it; None when it begins with none.

    An abbreviation that the head introduces stays with it: `stands_for` reads it.
    """
    return _head_of(text[:_SEEN]) if _MAY_BEGIN.match(text) else None


@lru_cache(maxsize=_KEPT)
def _head_of(text: str) -> Head | None:
    tag = _ANSWERING.match(text)
    match = _HEAD.match(text[tag.end() :] if tag else text)
    if match is None:
        return None
    words = next(filter(None, match.group("bracketed", "plain", "round", "letter", "barred"))).strip()
    words = _DOTTED.sub(" ", _SLASH.sub(" ", _ANSWERS.sub(r"\1", _PART.sub("", words))))
    words = close_spread(words)
    return Head(words, match.end() + (tag.end() if tag else 0), match["barred"] is not None) if words else None


def close_spread(words: str) -> str:
    """Words without the spaces between their letters, where every letter is set apart (主 持 人)."""
    return words.replace(" ", "") if words[1:2] == " " and _SPREAD.fullmatch(words) else words


def without_bullets(line: str) -> str:
    """A line without the bullets and spaces that head it."""
    return line.lstrip(_HEADS_LINE)


def has_head(text: str) -> bool:
    """Whether ``text`` begins with a turn's head, or one stands after a number, a bullet or a bracket."""
    return turn_head(text[_start(text) :]) is not None


def begins_turn(text: str) -> bool:
    """Whether a line begins with a turn's head in brackets (【主持人】), a question's or an answer's (记者：, 答：)."""
    bracketed = text[0] in "【[〔" and turn_head(text) is not None
    return bracketed or text.startswith("答：") or question_head(text) > 0


def narrates(text: str) -> bool:
    """Whether a paragraph is the reporter's own after what others said: 记者在现场看到，…"""
    return _NARRATES.match(text) is not None


def without_stamp(text: str) -> str:
    """``text`` without the time that a live transcript puts at the end of a paragraph."""
    return _STAMP_AT_END.sub("", text) if text[-1:] in _CLOSES else text


def ends_with_time(text: str) -> bool:
    """Whether a line ends with a time of the clock."""
    return _TIME_AT_END.search(text[-8:]) is not None


def is_time(text: str) -> bool:
    """Whether a line is the time that a live transcript puts above a turn, and nothing else ([2023-06-01 09:33])."""
    return text[-1] in _CLOSES + tuple("0123456789") and _TIME_ALONE.fullmatch(text) is not None


def time_before(text: str) -> int:
    """How long the time is that a live transcript puts before a paragraph (10:05 民间投资…)."""
    match = _TIME_BEFORE_TEXT.match(text) if text[:1] in _OPENS_TIME else None
    return match.end() if match else 0


def stands_for(words: str) -> tuple[str, str] | None:
    """The abbreviation that a head introduces and what it stands for: 关铁成（以下简称“关”） → 关, 关铁成."""
    match = _STANDS_FOR.match(words)
    return (match["short"], match["who"].strip()) if match else None


@dataclass(frozen=True, slots=True)
class _Roles:
    public: re.Pattern[str]
    asker: re.Pattern[str]
    answer: re.Pattern[str]
    press: re.Pattern[str]


def _roles() -> _Roles:
    return _roles_with(current_overlay())


@cache
def _roles_with(overlay: Overlay | None) -> _Roles:
    # `either` asks for the same overlay: it is the key under which this is kept.
    count = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})?"
    public = (
        rf"(?:热线|现场|场外|线上|线下|连线)?{either('public')}(?:代表)?"
        rf"(?:[ {_LETTERS}*]{{1,4}}{either('address')}(?:（[^（）]{{1,12}}）)?"
        r"|来电|来信|留言|提问|[（(“‘][^（）()”’：:]{1,16}[）)”’]|[一二三四五六\dA-Z]|代表)"
        rf"|[\u4e00-\u9fff]{{1,2}}{either('address')}(?:（[^（）]{{1,12}}）)?"
    )
    on_line = rf"(?:热心|匿名|[{_LETTERS}]{{1,8}}(?:网|论坛|博|信|音|号|客户端))?(?:网友|网民)(?!们)[^，、]{{0,16}}"
    interviewer = either("interviewer")
    theme = rf"(?:话题|议题|焦点|关键词)(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
    asker = (
        rf"(?P<who>[{_LETTERS}“”《》/、 ]{{0,24}}?{interviewer})"
        rf"(?:{count}|[甲乙丙丁])(?:代表)? ?(?P<name>[{_LETTERS}*]{{0,8}}?)"
        rf"|[{_LETTERS}]{{0,6}}{interviewer}[，、（ ].{{2,30}}"
        rf"|{public}|{on_line}"
        rf"|(?:问题|提问|第|现场|线上|线下)?{count}{either('asker')}{count}(?:（[^（）]{{1,24}}）)?|问题{count}|{theme}"
        rf"|(?P<medium>《[^《》]{{2,14}}》|[{_LETTERS}]{{0,14}}{either('press')})"
    )
    answer = rf"{either('answer')}{count}|[\u4e00-\u9fff]{{2,24}}(?:答复|回复|回应|解答)"
    return _Roles(
        re.compile(public),
        re.compile(rf"(?!各位|尊敬|亲爱)(?:{asker})(?:[提追]?问)?"),
        re.compile(answer),
        re.compile(rf".+{either('press')}"),
    )


def question_head(text: str, known: Mapping[str, str] | None = None) -> int:
    """How long the words are that mark a question's turn (记者：, 三、问：, 某某台记者：); 0 when there are none.

    ``known`` are the abbreviations of the page. A medium alone (某某晚报：) asks what ends like a question: it may also
    be quoted.
    """
    start = _start(text)
    head = turn_head(text[start:])
    if head is None:
        return 0
    words = known.get(head.words, head.words) if known else head.words
    if short := stands_for(words):
        words = short[1]
    if text[0] == "@" and parse_person(words) is None:
        return start + head.length
    match = _roles().asker.fullmatch(words)
    if match is None or not _may_be_asker(match["name"]):
        return 0
    if match["medium"] and without_stamp(text)[-1] not in "？?":
        return 0
    return start + head.length


def asks_on_line(text: str) -> bool:
    """Whether a whole line is the words for who asks, without a colon (主持人, 新华社记者, ▌网友)."""
    if text[0] in BULLETS:
        text = text[1:].lstrip()
    if not 2 <= len(text) <= _LONGEST_ASKER or text[-1] in "。！？；：，":
        return False
    match = _roles().asker.fullmatch(text)
    return match is not None and match["medium"] is None and _may_be_asker(match["name"])


def _may_be_asker(name: str) -> bool:
    """Whether what follows the word for who asks may: nothing, a name or a medium (记者 温晴, 记者/澜川日报)."""
    return not name or is_name(name) or _roles().press.fullmatch(name) is not None


def is_lay(words: str) -> bool:
    """Whether a head's words name one of the public (听众吴女士, 市民代表冯师傅, 网友“小雨”), whoever that is."""
    return _roles().public.fullmatch(words) is not None


def answer_head(text: str) -> int:
    """How long the words are that mark an answer without a name (答：, 【局长】); 0 when there are none."""
    numbered = _NUMBER.match(text)
    start = numbered.end() if numbered else 0
    head = turn_head(text[start:])
    if head is None:
        return 0
    answers = _roles().answer.fullmatch(head.words) or is_office(head.words)
    return start + head.length if answers else 0


def _start(text: str) -> int:
    """Where the head begins: after a number (三、问：), a bullet or a bracket around it all (（主持人：请问。）)."""
    if text[0] in BULLETS:
        return len(text) - len(text[1:].lstrip())
    if numbered := _NUMBER.match(text):
        return numbered.end()
    return int(text[0] == "（" and text[-1] == "）")


def is_office(text: str) -> bool:
    """Whether ``text`` is an office and nothing else (局长, 党组书记、局长)."""
    post = split_post(text) if text else None
    return post is not None and not post[0]
