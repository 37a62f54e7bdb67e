"""Bylines: who wrote the speech down, in brackets at its end (（本报记者 陈晓东 通讯员 马 丽）) or on a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cnreport.layout.people import close_label, is_name, may_be_name

_LONGEST = 120
_ROLE = re.compile(
    r"(?:本报|本刊|本台|本网|本社|采访|文字|现场|前方|见习|实习|特约|首席|驻站|驻地|全媒体|融媒体|融媒|高级|资深|[\u4e00-\u9fff]{2,8}(?:日报|晚报|新闻网|电视台|融媒体中心|融媒|客户端|新闻))*"
    r"(?:《[\u4e00-\u9fff]{2,12}》)?(?:[\u4e00-\u9fff]{2,6}(?=记者 ))?"
    r"(?:记者|通讯员|实习生|特约撰稿人?|撰稿人|报道员|报道组|编导)[：:]?"
    r"|(?:采访|采写|撰文|整理|文字)(?:整理)?[：:] ?(?=[\u4e00-\u9fff])"
    r"|(?:摄影|图片|摄像|制图|图)(?:记者)?[：:/ ](?=[\u4e00-\u9fff])"
)
_CREDIT = re.compile(
    r"(?:整理报道|摄影报道|记录整理|记录|摘编|综合整理|综合报道|文/图|图/文|文图|图文|文字整理|整理|采写|撰文|报道|供稿|撰稿|综合|执笔|文|/)$"
)
_PHOTO = re.compile(r"(?:摄|摄影|供图|图)$")
_PICTURE = re.compile(r"摄影|图片|摄像|制图|图")
_PICTURE_OF = re.compile(r"(?:^|[ /])(?:图片|摄影|图)[：:/] ?$")
_BRACKET = re.compile(r"[（(]([^（）()\n]{2,100})[）)]")
_SQUARE = re.compile(r"[【〔]([^【】〔〕\n]{2,100})[】〕]")  # who takes a turn stands in them too: a credit has to tell
_BULLET = re.compile(r"^[□■◇◆○●▪▲△*＊◎☆★丨|｜] ?")
_BARE = re.compile(
    r"^(?:(?:[采撰整][写文理稿]|采访[者人]?|记录整理) ?[：:/／｜丨|] ?|[图文/·、 ]{0,4}[：:]?"
    r"|[\u4e00-\u9fff]{0,4}记者 ?[：:] ?)?"
    r"(?=[\u4e00-\u9fff《》]{0,16}(?:记者|通讯员|实习生))"
)
_LABELLED = re.compile(
    r"^(?P<role>作者|撰稿人?|撰文|供稿|整理人?|文字整理|采访整理|采写|执笔人?|文字|文|记录[人员]?|文字记录)[：:/／丨｜|]\s*(?P<names>.{2,40})$"
)
# 导播：小北 文字整理：尤佳, 记者 | 夏露 图片 | 冯一鸣: everybody's part in a page, one after another.
_WRITER = "记者|通讯员|作者|撰稿|撰文|供稿|文字整理|整理人?|记录人?|采写|执笔|文字|文"
_CREW = (
    rf"(?P<role>{_WRITER})|(?:导播|导演|编导|摄像|摄影|图片|照片|图|策划|监制|统筹|(?:责任)?编辑|校对|审核|剪辑|视频|海报|制图"
    r"|主播|播音|美编|后期|录音|出镜|版式|设计)"
)
_CREW_BEGINS = frozenset("记通作撰供文整采执导编摄图照策监统责校审剪视海制主播美后录出版设")
_PART = re.compile(
    rf"(?:{_CREW}) ?(?P<mark>[：:/｜|丨]) ?"
    r"(?P<names>[\u4e00-\u9fff·]{1,8}(?:[、 ][\u4e00-\u9fff·]{1,4}(?! ?[：:/｜|丨]))*)(?: |$)"
)
# 刘畅（本刊记者）, as those who talk with each other are listed.
_AMONG_GUESTS = re.compile(
    r"^(?P<name>[\u4e00-\u9fff·]{2,8}|[\u4e00-\u9fff] [\u4e00-\u9fff]) ?"
    r"[（(](?P<role>[\u4e00-\u9fff]{0,8}(?:记者|通讯员))[）)]$"
)
# □ 对话市民政局局长孟宪芳　□ 本报记者 夏雨晴: on one line with what stands above the text.
_BESIDE = re.compile(r"(?<=[\s|｜])[□■◇◆○●▪▲◎☆★|｜]? ?(?=[\u4e00-\u9fff]{0,8}(?:记者|通讯员|实习生)[：: \u3000])")
# 来源：某某日报　作者：记者 梁某　时间：… names its author among the particulars of a web page.
_AUTHOR = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<label>作者|撰稿人?|通讯员|记者|采写|记录人?|整理人?)[：:/｜丨|]\s?(?P<names>[^：:|｜\n]{2,40}?)"
    r"(?=\s{1,4}[^\s：:]{2,6}[：:]|\s?[|｜】）]|$)"
)
# 本报讯（记者…, 本报郢阳11月6日讯（记者…
_NEWS = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:\d{1,2}月\d{1,2}日)?(?:电|讯)\s*(?=[（(])")
# What a byline holds beside the names of those who wrote: whose pictures they are, and that all of it is theirs.
_NOT_WRITERS = re.compile(
    r"[\u4e00-\u9fff]{2,4} ?/ ?(?:图|摄影?)(?![\u4e00-\u9fff])"
    r"|[\u4e00-\u9fff]{0,4}(?:图片|照片|视频)(?:均?由|来源)[^ ]{2,20}(?:提供)?$"
    r"|^(?:采写|撰文|整理|文字|撰稿|采访|记录整理|[\u4e00-\u9fff]{2,4}记者) ?[：:/｜丨|] ?(?=.*(?:记者|通讯员))"
    r"| ?(?:根据|据)[\u4e00-\u9fff]{0,12}整理(?=$| 图)"
    r"|^本(?:版|组|期|专题)(?:文字|稿件|图文|报道|文图|发言)?(?:均|全部)?(?:由| )(?=本报|记者|通讯员)"
)
# 社区网格员 温晴 根据录音整理, 馆员 温晴 整理: who wrote down what somebody said, whatever his part is.
_RECORDED = re.compile("据[\u4e00-\u9fff]{0,12}整理$")
_CLERK = re.compile(
    "(?P<role>[\u4e00-\u9fff]{1,7}[员者书]|编辑) (?P<name>[\u4e00-\u9fff·]{2,8})(?P<deed> ?(?:记录)?(?:整理|记录))?"
)
# （编辑：温晴） below the only speech of a page; on a page of several it is the page's.
_EDITED = re.compile("(?P<role>编辑|速录)[：:] ?(?P<name>[\u4e00-\u9fff·]{2,8})")
# Others who worked on the page, or when it was: the names after these words are none of a byline's.
_OTHERS = re.compile(
    r" 文 (?=[\u4e00-\u9fff ]{2,9}(?:摄影?|图)$).*$|"  # 记者 夏露 文 冯一鸣 摄
    r" ?(?:责任编辑|责编|编辑|美编|校对|审核|视频|海报|制图|编审|监制|统筹|策划)[：:/ ].*$"
    r"| [\u4e00-\u9fff]{0,2}(?:时间|日期|地点)[：:].*$"
    r"| (?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日$"
    r"| 发自[\u4e00-\u9fff]{2,12}$"
)
_UNIT = re.compile(r"(?:办|局|委|部|中心|站|室|社|队|院|校|镇|乡|县|区|市|处|科|厅|政府|采访)$")
_DOES = re.compile("(?:文书|秘书|干事|员)$")  # 记录：社区干事 tells who wrote without a name
_TRANSLITERATED = re.compile(r"^[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}$")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline's span and the names in it, each with its role."""

    start: int
    end: int
    people: tuple[tuple[str, str], ...]
    of_page: bool = False  # （编辑：…）: it belongs to no single one of several speeches


def byline_line(text: str) -> Byline | None:
    """The byline that the whole of ``text`` is, or None."""
    if not 2 < len(text) <= _LONGEST:
        return None
    square = text[0] in "【〔"
    bracket = (_SQUARE if square else _BRACKET).fullmatch(text)
    if bracket and square and not _CREDIT.search(bracket.group(1)):
        return None
    if bracket and (edited := _EDITED.fullmatch(bracket.group(1))) and is_name(edited["name"]):
        return Byline(0, len(text), ((edited["name"], edited["role"]),), True)
    inner = bracket.group(1) if bracket else close_label(_BULLET.sub("", text))
    if bracket is None:
        if (listed := _AMONG_GUESTS.match(inner)) and is_name(name := listed["name"].replace(" ", "")):
            return Byline(0, len(text), ((name, _role(listed["role"])),))
        if credited := _credited(inner):
            return Byline(0, len(text), credited)
        if (labelled := _LABELLED.match(inner)) and not _ROLE.search(_written(labelled["names"])):
            people = _of_label(labelled)
            return Byline(0, len(text), people) if people else None
        if _BARE.match(inner) is None:
            return None
    people = _people(inner)
    return Byline(0, len(text), people) if people else None


def author_in(text: str, start: int, end: int) -> Byline | None:
    """The byline among the particulars of a web page that ``text[start:end]`` gives, or None."""
    match = _AUTHOR.search(text, start, end) if end - start <= _LONGEST else None
    if match is None:
        return None
    names = match["names"]
    people = _people(names)
    if not people and _ROLE.search(names) is None:
        found = _names(names)
        people = tuple((name, _role(match["label"])) for name in found) if all(map(is_name, found)) else ()
    return Byline(match.start(), match.end(), people) if people else None


def byline_beside(text: str, start: int, end: int) -> Byline | None:
    """The byline that follows something else in a line above the text, or None."""
    match = _BESIDE.search(text, start, end) if end - start <= _LONGEST else None
    people = _people(text[match.end() : end]) if match else ()
    return Byline(match.end(), end, people) if match and people else None


def closing_byline(text: str, start: int, end: int) -> Byline | None:
    """The byline in brackets that ``text[start:end]`` closes with, or None."""
    if end <= start or text[end - 1] not in "）)":
        return None
    opening = max(text.rfind("（", max(start, end - _LONGEST), end), text.rfind("(", max(start, end - _LONGEST), end))
    if opening < 0 or (match := _BRACKET.fullmatch(text, opening, end)) is None:
        return None
    people = _people(match.group(1))
    return Byline(opening, end, people) if people else None


def opening_byline(text: str, start: int, end: int) -> Byline | None:
    """The byline of a news paragraph's head, 本报讯（记者 陈晓东）, or None."""
    news = _NEWS.match(text[start : min(end, start + 28)])
    if news is None or (match := _BRACKET.match(text, start + news.end(), end)) is None:
        return None
    people = _people(match.group(1))
    return Byline(start, match.end(), people) if people else None


def _written(names: str) -> str:
    """The names without those of the photographers and the words that end a byline."""
    return _CREDIT.sub("", re.split(r" ?(?:摄影|图片|图|制图)[：:/｜丨|]", names)[0]).strip()


def _people(inner: str) -> tuple[tuple[str, str], ...]:
    """The names in a byline with their roles; none when it is a photo credit or something else."""
    inner = re.sub(r"\s+", " ", inner).replace("／", "/").strip()
    recorded = _RECORDED.search(inner) is not None
    inner = _NOT_WRITERS.sub("", inner)
    clerk = _CLERK.fullmatch(inner)
    if clerk and (recorded or clerk["deed"]) and is_name(clerk["name"]) and not _ROLE.match(clerk["role"] + " "):
        return ((clerk["name"], clerk["role"]),)
    inner = _OTHERS.sub("", inner).strip()
    if _PHOTO.search(inner) and not _CREDIT.search(inner):
        return ()
    people: list[tuple[str, str]] = []
    roles = list(_ROLE.finditer(inner))
    if not roles:
        if labelled := _LABELLED.match(inner):
            named = _of_label(labelled)
            return named if all(may_be_name(name) for name, _ in named) else ()
        credit = _CREDIT.search(inner)
        if credit is None or credit.group() not in ("整理", "供稿", "撰稿", "执笔", "采写", "记录"):
            return ()
        found = _names(inner[: credit.start()].replace("：", " "))
        return tuple((name, credit.group()) for name in found) if all(map(may_be_name, found)) else ()
    if roles[0].start() > 0 and _names(inner[: roles[0].start()]) == [] and inner[: roles[0].start()].strip("文图/ ："):
        return ()
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        chunk = inner[role.end() : following.start() if following else len(inner)]
        found = _names(chunk)
        if _PICTURE.match(role.group()) or _PICTURE_OF.search(inner[: role.start()]):
            continue
        if not chunk.startswith(" ") and not all(map(is_name, found)):
            return ()  # 记者了解到: no name
        people += [(name, _role(role.group())) for name in found]
        if not found and chunk.strip(" 整理文图/报道摄影综合采写"):
            return ()
    return tuple(people)


def _of_label(labelled: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """Those whom a label names, with their role: 记录人：温晴."""
    role = _role(labelled["role"])
    return tuple((name, role) for name in _names(_written(labelled["names"])))


def _credited(line: str) -> tuple[tuple[str, str], ...]:
    """Those who wrote, in a line that tells of everybody what they did for the page, or of one with a bar."""
    parts = list(_PART.finditer(line)) if line[:1] in _CREW_BEGINS else []
    whole = "".join(part.group() for part in parts) == line
    if not whole or (len(parts) == 1 and parts[0]["mark"] in "：:/"):
        return ()
    people = [(name, part["role"]) for part in parts if part["role"] for name in _names(part["names"])]
    return tuple(people) if all(is_name(name) for name, _ in people) else ()


def _role(text: str) -> str:
    text = text.rstrip("：:").removesuffix("人")
    return next((role for role in ("实习记者", "见习记者", "通讯员", "实习生", "记者") if text.endswith(role)), text)


def _without_credit(word: str) -> str:
    """A name without the words for what its bearer did, that stand right behind it: 建整理."""
    while word and not is_name(word) and (credit := _CREDIT.search(word)):
        word = word[: credit.start()]
    return word


def _names(chunk: str) -> list[str]:
    """The names in a list set with spaces; two single letters are one name (马 丽)."""
    names: list[str] = []
    half = ""
    for part in re.split(r"[ 、，,/;；]+", chunk.strip(" ：:｜丨|")):
        if half and len(part) == 1:
            word = half + part  # 贾 文, though 文 is a credit too
        else:
            word = _without_credit(part)
            if len(word) == 1 and not half:
                half = word
                continue
            if half and len(word) > 1:
                return []
            word = half + word if word else ""
        half = ""
        if not word or _CREDIT.fullmatch(word) or ((_UNIT.search(word) or _DOES.search(word)) and not is_name(word)):
            continue
        if not (2 <= len(word) <= 4 or _TRANSLITERATED.match(word)):
            return []
        names.append(word)
    return names
