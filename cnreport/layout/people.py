"""Officials in running text: a name, the office, and the body the office belongs to.

川汇区委书记刘德君 → 刘德君, 区委书记, 川汇区. An office that shares a letter with its place (云溪县委书记, 周口市长)
gives the letter to both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cnreport.layout.overlay import current_overlay
from cnreport.rules import Overlay, load_rules

_KINDS = (
    "office", "rank", "organ", "committee", "member", "seat", "label", "aside", "asker",
    "interviewer", "public", "host", "address", "press", "answer", "act", "courtesy",
    "surname", "rare", "unnamed", "given", "syllable",
)  # fmt: skip
_SHORTEST_POST, _LONGEST_POST = 4, 60
_LONGEST_KEPT = 240  # with the spaces and the word for a part
_TRANSLITERATED = r"[\u4e00-\u9fff]{1,6}(?:[·.][\u4e00-\u9fff]{1,8}){1,3}"
_SPACED_NAME = re.compile(r"^[\u4e00-\u9fff] [\u4e00-\u9fff]$")
_LOOSE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_NAME_SIZES = (3, 2, 4, 5, 6, 7, 8)  # of names set without a space, the commonest first
_LETTERS = ("surname", "rare", "syllable")
_PLACEHOLDER = r"[XxＸ×*＊○]{2,3}|[\u4e00-\u9fff][某XxＸ×*＊○]{1,2}"
_BODY_END = "学府会处局厅委办部院司队心社行团组网站所校馆园场中台宫库港店厂矿段州盟"
_ORGANISATION = re.compile(
    r"^(?!访|专访|对话|走近|·)[\u4e00-\u9fffA-Za-z0-9“”（）·、][\u4e00-\u9fffA-Za-z0-9“”（）·、—-]*$"
)
# What a person is at this meeting: 主持人、…, 主持人冷月华, 郭敏（主持人）, 傅以恒（主持人、宣传部副部长）, 高振海答.
_PART = r"(?:会议|发布会|论坛|本场|本期)?(?:主持人?|发布人|发言人|主讲人|嘉宾)"
_HOST = re.compile(rf"^{_PART}(?<!主持)[、，,：: ]*")
_HOSTING = re.compile(rf"^{_PART}[、，,]|[、，,]{_PART}$")
_PART_BEGINS = frozenset("会发论本主嘉")
_AS_HOST = re.compile(rf"[（(]{_PART}[）)]$|(?<=[\u4e00-\u9fff]{{2}}) ?(?:回答|解答|答复|答问|答)$")
_BRACKETED = re.compile(r"(?P<name>[^（(]{2,12})[（(](?P<title>[^（）()]{2,40})[）)]")  # 李卫东（城关镇党委书记）
# What the person before the bracket is at a congress: 江若代表（石桥县县长）, 全国人大代表 骆敏（…）.
_DELEGATE = re.compile(r"^(?:全国|[省市县区])?(?:人大代表|政协委员)|(?:人大|党)?代表$|(?:政协)?(?:委员|常委)$")
_CLAUSE_STOP = re.compile(r"[，。；：！？,;!?\n]")
_FOLLOWS_NAME = "则坦就谈接来为做向对在请介说表和与及等把将从围聊出到作答回参日近今同通走没的也都又却站坐"
_ENDS_NO_NAME = "的了"  # wherever a clause was cut
_SPREAD = re.compile(r"^(?:[\u4e00-\u9fff] ){1,4}[\u4e00-\u9fff](?=[ ：:])")
_SPREAD_LABEL = re.compile(r"^(?:[\u4e00-\u9fff] ){1,3}[\u4e00-\u9fff](?= ?[：:｜])")
_PLACE_END = "省市县区旗镇乡村道"
# What stands before a bracket with an office and is no name: 责任领导（县水利局局长）, 牵头单位（…）.
_NO_NAME = re.compile(rf"[{_BODY_END}{_PLACE_END}长员人位导门者任记责包挂联]$|(?:代表|委员)$|^[责牵包挂联分主]")
# 市港航局总引航师江若: so many offices end so that no list has them all.
_CHIEF = re.compile(r"总[\u4e00-\u9fff]{1,3}师([\u4e00-\u9fff]{2,4})$")
_UNNAMED_PLACE = "省市县区州盟旗镇乡"
# A word that says what somebody does at a meeting, as against the body or place that an office belongs to.
_ROLE = re.compile(rf"[\u4e00-\u9fff]{{1,5}}[^\W{_BODY_END}{_PLACE_END}]")
_ENDS_ROLE = "人答讲问话谈"
_OF_PLACE = re.compile(rf"[\u4e00-\u9fff]{{0,6}}[{_PLACE_END}州盟]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """An official as a text names one; parts it does not state are empty."""

    name: str
    position: str = ""
    organization: str = ""


def fuller(person: Person, other: Person) -> Person:
    """``person`` with what another place says more fully of the same one: of which county 县水利局 is."""
    position = other.position if other.position.endswith(person.position) else person.position
    body = person.organization
    pointed = body[:1] == "该" and len(body) > 1 and other.organization.endswith(body[1:])  # 专访了该局局长
    if pointed or (other.organization.endswith(body) and body[:1] in _UNNAMED_PLACE):
        body = other.organization
    return Person(person.name, position, body)


@dataclass(frozen=True, slots=True)
class _Grammar:
    post: re.Pattern[str]  # the first post of a list, anchored at the end, with the body before it
    office: re.Pattern[str]
    title: re.Pattern[str]  # an office, whatever follows it
    name: re.Pattern[str]
    unnamed: re.Pattern[str]
    beside: re.Pattern[str]  # a name that would be no name away from an office
    sound: re.Pattern[str]  # a letter that names are transcribed with
    seat: re.Pattern[str]  # 市人大代表、 before the office
    labels: re.Pattern[str]
    acts: re.Pattern[str]  # whose first letter may also end a name: 陶然发布, 陶德发


def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in ``rules/titles.toml`` with the overlay of the page, longest first."""
    return load_titles(current_overlay())[kind]


@cache
def load_titles(overlay: Overlay | None) -> dict[str, tuple[str, ...]]:
    """The words of every kind, longest first; `RulesError` for a rule of no known kind."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for rule in load_rules("titles", overlay):
        rule.expect(("kind", "names"))
        kind = rule.text("kind")
        if kind not in found:
            raise rule.error(f"unknown kind {kind!r}", "one of " + ", ".join(_KINDS), "kind")
        found[kind].update(rule.texts("names"))
        if kind in _LETTERS and not all(map(str.isalpha, rule.texts("names"))):
            raise rule.error("surnames and syllables are letters", field="names")
    return {kind: tuple(sorted(names, key=lambda name: (-len(name), name))) for kind, names in found.items()}


def either(*kinds: str) -> str:
    """A pattern for any word of these kinds, the longest first."""
    found = sorted({re.escape(name) for kind in kinds for name in words(kind)}, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(found) + ")"


def _grammar() -> _Grammar:
    return _grammar_with(current_overlay())


@cache
def _grammar_with(overlay: Overlay | None) -> _Grammar:
    # `words` and `either` ask for the same overlay: it is the key under which this is kept.
    office, rank, organ, committee = either("office"), either("rank"), either("organ"), either("committee")
    post = (
        rf"(?:(?<!团){committee}|{organ})?{rank}{{0,3}}{office}(?:候选人)?"
        rf"|(?:(?<!团){committee}|{organ}){either('member')}"
    )
    surnames = words("surname")
    one = "".join(name for name in surnames if len(name) != 2)
    two = "|".join(name for name in surnames if len(name) == 2)
    han = rf"(?:{two})[\u4e00-\u9fff]{{1,2}}|[{one}][\u4e00-\u9fff]{{1,2}}"
    name = rf"(?:{han}|{either('given')}{{1,4}}|{_TRANSLITERATED}|{_PLACEHOLDER})"
    rare, syllables = "".join(words("rare")), "".join(words("syllable"))
    return _Grammar(
        post=re.compile(rf"^(?P<body>.*?)(?P<post>{post})$"),
        office=re.compile(either("office", "member")),
        title=re.compile(rf"兼?{rank}{{0,3}}{office}"),
        name=re.compile(rf"^{name}$"),
        unnamed=re.compile(either("unnamed")),
        beside=re.compile(rf"^(?:[{rare}][\u4e00-\u9fff]{{1,2}}|[{syllables}]{{3,8}})$"),
        sound=re.compile(rf"[{syllables}]"),
        seat=re.compile(rf"^[\u4e00-\u9fff]{{0,12}}?{either('seat')}[、，]"),
        acts=re.compile(either("act")),
        labels=re.compile(rf"^(?:{either('label')}|[\u4e00-\u9fff]{{2}}嘉宾)(?:[：:]\s*|\s+)"),
    )


def is_name(text: str) -> bool:
    """Whether ``text`` (without spaces) looks like a name: with a known surname, or of a people that has none."""
    grammar = _grammar()
    if grammar.name.match(text) is None:
        return False
    letters = text.replace("·", "").replace(".", "")
    if letters == text:
        return True
    # 听民声·解民忧 is none, and 乡长木合塔尔·艾山 more than one.
    return 2 * len(grammar.sound.findall(letters)) >= len(letters) and grammar.title.match(text) is None


def may_be_name(text: str) -> bool:
    """Whether ``text`` is a name where an office or a list of names says that it is one (书记桑吉扎西, 乡长盘金凤)."""
    return is_name(text) or _grammar().beside.match(text) is not None


def split_post(text: str) -> tuple[str, str] | None:
    """The body and the office of a title such as 沂河县住房和城乡建设局党组书记、局长; None when it is no title."""
    whole = _SPACES.sub("", text).removesuffix("（兼）")
    text = whole.removeprefix("中共")
    if not text or len(text) > _LONGEST_POST or not _ORGANISATION.match(text):
        return None
    party = "中共" if text != whole else ""
    grammar = _grammar()
    while (seat := grammar.seat.match(text)) and grammar.post.match(text[seat.end() :]):
        text, party = text[seat.end() :], ""
    first, *others = re.split("[、，兼]", text)
    while others and grammar.post.match(first) is None:
        if _glued(first) or ((chief := _CHIEF.search(first)) and is_name(chief[1])):
            return None  # 市水务局局长江若、市住建局…: the list of several people
        first += "、" + others.pop(0)  # a body with a stop in its name: 科技、教育局局长
    match = grammar.post.match(first)
    if match is None or any(part and grammar.post.match(part) is None for part in others):
        return None
    body, post = match["body"], match["post"]
    position = post + text[len(first) :]
    if body == "老":
        return None  # 老支书, 老书记: what the neighbours call one who was
    if len(body) == 1 and any(post.startswith(organ) for organ in words("organ")):
        return "", body + position  # 镇党委书记 said alone, as 县委书记 is
    shared = _share(body, post)
    return (party + body if body and shared == body else shared), position


def _share(body: str, post: str) -> str:
    """The body with the letter that it shares with its office given back: 云溪 + 县委书记 → 云溪县."""
    if not body:
        return body
    committee = next((name for name in words("committee") if post.startswith(name)), None)
    if committee is not None:
        place = committee.removesuffix("委")
        return body if body.endswith(place) else body + place
    office = next((name for name in words("office") if post == name), "")
    seat = office.removesuffix("长").removesuffix("务").removesuffix("事")
    if (
        office.endswith("长")
        and len(office) - len(seat) == 1
        and not body.endswith(seat)
        and body[-1] not in _BODY_END + "省市县区旗镇乡村"
    ):
        return body + seat
    return body


def names_office(text: str) -> bool:
    """Whether any office is named in ``text``."""
    return _grammar().office.search(text) is not None


def strip_label(text: str) -> tuple[str, str]:
    """A label such as 述职人： at the head of ``text`` and what follows it; an empty label when there is none."""
    if text[1:2] == " " and (spread := _SPREAD.match(text)) and (close := spread[0].replace(" ", "")) in words("label"):
        text = close + text[spread.end() :]  # 主 持 人, set as wide as the labels around it
    match = _grammar().labels.match(text)
    return (text[: match.end()].rstrip("：: \u3000"), text[match.end() :]) if match else ("", text)


def close_label(text: str) -> str:
    """``text`` with its label written close, where it is set as wide as the labels around it: 嘉 宾：, 采 写：."""
    return _SPREAD_LABEL.sub(lambda label: label.group().replace(" ", ""), text) if text[1:2] == " " else text


def without_part(text: str) -> str:
    """``text`` without the word for what a person is at the meeting: 主持人冷月华, 冷月华（主持人）."""
    if text[:1] in _PART_BEGINS:
        text = _HOST.sub("", text)
    return _AS_HOST.sub("", text).strip() if text[-1:] in "）)答复问" else text


def without_role(text: str) -> str:
    """``text`` without the word set before an official for what he does there: 坐堂人 县水利局局长 江若.

    Behind it the body begins with its place. What ends as bodies and places do is a part of the body; nothing is left
    where somebody is named for what is no speech (联系人).
    """
    role, blank, rest = text.partition(" ")
    if not blank or _ROLE.fullmatch(role) is None or role in words("surname"):
        return text
    if role in words("aside"):
        return ""
    if may_be_name(role) and role[-1] not in _ENDS_ROLE:
        return text
    person = parse_person(rest)
    return rest if person and _OF_PLACE.match(person.organization) else text


def parse_person(text: str) -> Person | None:
    """The person that the whole of ``text`` names with an office, or None.

    ``text`` keeps its spaces: they tell where the name begins (局长　马　丽).
    """
    return _parse_person(text, current_overlay()) if len(text) <= _LONGEST_KEPT else None


@lru_cache(maxsize=512)
def _parse_person(text: str, _overlay: Overlay | None) -> Person | None:
    # The same line is asked about in several places; `words` asks for the same overlay.
    text = _SPACES.sub(" ", text).strip(" ：:")
    text = without_part(text)
    if text[:1] in "（(" and text[-1:] in "）)":
        text = text[1:-1].strip()
    for courtesy in words("courtesy"):
        text = text.removesuffix(courtesy).rstrip()
    if not 2 < len(text) <= _LONGEST_POST or _grammar().office.search(text.replace(" ", "")) is None:
        return None
    parts = text.split(" ")
    for pair in (slice(-2, None), slice(0, 2)):
        if len(parts) > 2 and _SPACED_NAME.match(" ".join(parts[pair])):
            parts[pair] = ["".join(parts[pair])]
    if len(parts) == 2 and parts[0][-1] in _BODY_END and (held := _BRACKETED.fullmatch(parts[1])):
        inside = _bracketed(held["name"], held["title"])  # 县财政局 陆羽（局长）
        if inside and not inside.organization:
            return Person(inside.name, inside.position, parts[0])
    if bracketed := _BRACKETED.fullmatch("".join(parts)):
        return _bracketed(bracketed["name"], bracketed["title"])
    if any(parse_person(" ".join(parts[:size])) for size in range(2, len(parts) - 1)):
        return None  # 云岭镇镇长 寸丽华 沙河乡乡长 岩温: several people
    if len(parts) == 2 and all(map(parse_person, parts)):
        return None  # 云岭镇镇长寸丽华 沙河乡乡长岩温
    if len(parts) > 1:
        name, title = parts[-1], "".join(parts[:-1])
        post = split_post(title)
        if post and (_LOOSE_NAME.match(name) or may_be_name(name)) and split_post(name) is None:
            return Person(name, post[1], post[0])
        name, title = parts[0], "".join(parts[1:])
        if may_be_name(name) and (post := split_post(title)):
            return Person(name, post[1], post[0])
    return _glued("".join(parts))


def _bracketed(name: str, title: str) -> Person | None:
    """措姆（州文化和旅游局副局长）, a name that nothing but its office shows to be one too; 县水利局（局长　石磊）."""
    post = split_post(_HOSTING.sub("", title))
    if post and may_be_name(called := _DELEGATE.sub("", name)):
        return Person(called, post[1], post[0])
    if post and post[0] and _LOOSE_NAME.match(name) and not _NO_NAME.search(name):
        return Person(name, post[1], post[0])
    inside = parse_person(title) if post is None and name[-1] in _BODY_END + _PLACE_END else None
    return Person(inside.name, inside.position, name) if inside and not inside.organization else None


def person_within(text: str, start: int = 0) -> Person | None:
    """The person that ``text`` names from ``start`` on, with words following: 市农业农村局局长宋文斌就春耕备耕…"""
    stop = _CLAUSE_STOP.search(text, start)
    piece = text[start : min(stop.start() if stop else len(text), start + _LONGEST_POST)]
    for end in range(len(piece), 4, -1):
        if end < len(piece) and piece[end - 1] in _FOLLOWS_NAME:
            continue
        if person := parse_person(piece[:end]):
            return person
    return None


def first_official(text: str, start: int = 0) -> Person | None:
    """The first person that ``text`` names with an office where the office begins at ``start``, others following."""
    stop = _CLAUSE_STOP.search(text, start)
    piece = text[start : min(stop.start() if stop else len(text), start + _LONGEST_POST)]
    acts = _grammar().acts

    def named(end: int) -> Person | None:
        last = piece[end - 1]
        goes_on = last in _ENDS_NO_NAME or (end < len(piece) and (last in _FOLLOWS_NAME or acts.match(piece, end - 1)))
        person = None if goes_on else parse_person(piece[:end])
        return person if person and _stands_whole(person.name, piece[:end]) else None

    for end in range(_SHORTEST_POST, len(piece) + 1):
        if found := named(end):
            for more in range(end + 1, min(end + _NAME_SIZES[-1], len(piece) + 1)):
                longer = named(more)
                if longer and (longer.position, longer.organization) == (found.position, found.organization):
                    found = longer
            return found
    return None


def _stands_whole(name: str, text: str) -> bool:
    """Whether a name is what ``text`` has between blanks (江若, 江 若), and none that runs over one (江若 县水利局)."""
    return name in text or f"{name[:1]} {name[1:]}" in text.replace("\u3000", " ")


def end_of_name(text: str, name: str, start: int = 0, end: int | None = None) -> int | None:
    """Where ``name`` first ends in ``text[start:end]``; its letters may be set apart, as two letters often are."""
    found = re.compile(r"\s*".join(map(re.escape, name))).search(text, start, len(text) if end is None else end)
    return found.end() if found else None


def _glued(text: str) -> Person | None:
    """市长刘锦, 海南省省长刘小明: no space between office and name."""
    longest = text.find("·") >= 0
    unnamed = _grammar().unnamed
    for size in (*(range(len(text) - 2, 4, -1) if longest else ()), *_NAME_SIZES):
        name = text[-size:]
        if size < len(text) and may_be_name(name) and not unnamed.match(name) and (post := split_post(text[:-size])):
            return Person(name, post[1], post[0])
    return None
