"""The words of ``rules/owners.toml``, compiled: what names of bodies and persons look like and what marks an owner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cnreport.rules import Overlay, Rule, load_rules
from cnreport.rules.literals import Prefilter

_DIGIT: Final = "0-9一二两三四五六七八九十"
_DAY: Final = (
    rf"[{_DIGIT}]{{1,3}}月(?:[{_DIGIT}]{{1,3}}[日号])?|第?[{_DIGIT}]季度|[{_DIGIT}]{{1,3}}[日天周]"
    rf"|[{_DIGIT}]{{1,3}}个(?:月|工作日)|[本下当]?月|下个月|年|季度|主?汛期?|春节|国庆|中秋|节|[本这下]?(?:周|星期|礼拜)[一二三四五六日天末]"
)
_DEADLINE: Final = (
    rf"(?:[{_DIGIT}]{{2,4}}年|[今明后]年)?(?:{_DAY})(?:[上中下]旬|[0-9]{{1,2}}[时点])?(?:之?前|内|以内|底前?|末前?)"
    rf"|[{_DIGIT}]{{1,3}}个?小时(?:之内|以内|内)|[上下]半年"
)
_ROUND: Final = r"每(?:[半两]?个?[日天周月旬年晚]|季度?)"
_NO_BODY: Final = "(?<!单位)(?<!干部)(?<!政府)(?<!党委)(?<!党组)(?<!机关)"
"""What is too general to be told anything."""
_NO_DOER: Final = "(?<!财政)(?<!实验室)(?<![省市县区州旗]委)"
"""Who pays, what gets built, and a whole committee: 市委约谈 is a consequence, no duty."""
_NO_TAIL: Final = (
    "(?!(?<![对向将把按在于从以为每逐要再并去来兼])"
    "(?:督[查导办]|监[管督察]|管理|审[查核批]|验收|分配|服务|指导|执法|协调|考核|评价|调度|推进)?"
    "(?:局|科(?![技学研])|股(?!份)|室|办(?![理好法结成，。；]|$)|处(?![理置罚])|站|所(?![有需])|[大中支]队|小?组(?!织)|中心))"
)
"""A verb before one of these is a part of a name: 督办科, 劳动保障站, 整改督查科, 监督小组."""
_LEVELS: Final = "省市县区州旗盟镇乡村"
_DOER: Final = (
    rf"(?![0-9一二三四五六七八九十两])(?:[{_LEVELS}各]|[一-鿿]{{1,4}}?(?<!城)[{_LEVELS}]"
    r"|[^各]{2,8}$|[^各、]{2,8}、)"
)
"""How the name of a body begins that opens a clause with nothing to mark it: with its level, or it is short. What is
longer begins with a verb as a rule (迭代城市治理委员会, 放宽各包干部门)."""
_LEVEL: Final = rf"各?(?:[{_LEVELS}]|(?:(?![经与同向从由对把请让交给各])[一-鿿]){{1,4}}?[{_LEVELS}])"
"""The level or the place that the name of a body begins with."""
_INSIDE: Final = "（[省市县区旗州盟工街道乡镇场、]{1,6}）"
"""A bracket that belongs to a name: 县（市、区）政府, 乡镇（街道）."""
_TOWN: Final = "(?![各全本我每乡])(?:(?![和与及])[一-鿿]){2,4}[镇乡]"
"""A town that shares a task with the body before it: 县自然资源局、小寨镇."""
_RUN: Final = rf"(?:{_INSIDE}|[^（）()，。；：！？\n,;:!?])"

_DUE: Final = re.compile("[前内底末每]")
_LAST: Final = frozenset("局会委办室门部厅署科股处队班组道院位政安警管镇协联村心司所社站团投场）”")
"""What the name of a body ends in, where it does or is told to do something: most of 要 needs no second look."""

_ROLES: Final = frozenset(
    {"office", "facility", "place", "person", "staff", "own", "surname", "duty", "closing", "joint", "ally", "set"}
    | {"agent", "lead", "adverb", "deed", "office-deed", "becoming", "acting", "section", "bar"}
    | {"vague", "kind", "barrier", "particle", "stop", "payment", "cost", "shift", "label", "must"}
)


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """Compiled word lists; what each role means stands in the rule file."""

    any_name: re.Pattern[str]
    """The end of what may be an owner between 由 and a duty: a body, a place, a title with or without a name."""
    open_name: re.Pattern[str]
    """The end of what may open a clause before a duty: the same without bare places."""
    body_name: re.Pattern[str]
    """The end of what may be told to do something (县水利局要…): an office alone."""
    doer_name: re.Pattern[str]
    """The end of what may do something to others: the same and small bodies, without those who pay."""
    office_name: re.Pattern[str]
    """The same without names that buildings share."""
    doer_start: re.Pattern[str]
    """The beginning of either of them."""
    acting_name: re.Pattern[str]
    """The full name, with its level or place, of a body that is the owner of whatever it does."""
    section_name: re.Pattern[str]
    """The name of a section that is the same without a level."""
    bar: re.Pattern[str]
    """What follows such a name that is not what it is to do."""
    named_place: re.Pattern[str]
    """A place by its name, which may stand before 负责 like a body: 梅岗镇负责."""
    actor_name: re.Pattern[str]
    """The end of what may open a clause before a bare deadline: also without names of things that get built."""
    builder_name: re.Pattern[str]
    """The end of what may stand there too where what follows the deadline is not what becomes of a building."""
    becoming: re.Pattern[str]
    """What becomes of a building."""
    head: re.Pattern[str]
    agent_head: re.Pattern[str]
    """The same after 由 and its like, where staff is named as well."""
    own: re.Pattern[str]
    """The end of what names somebody whose rhythm (每月) is a practice and no task."""
    person: re.Pattern[str]
    """A person's full name, up to the end of the searched range."""
    duty: re.Pattern[str]
    said: re.Pattern[str]
    """What makes a body responsible that opens the clause: a duty, or what closes the clause behind it."""
    deed: re.Pattern[str]
    """What a body does to others; the group ``office`` holds the deeds of offices alone."""
    must: re.Pattern[str]
    """要 and its like, which tell the body before them to do what follows."""
    joint: re.Pattern[str]
    """会同: another owner follows, at the clause's start too."""
    beside: re.Pattern[str]
    """The same at the clause's start, behind the speaker's own side too: 我厅将会同."""
    everyone: re.Pattern[str]
    """各, unless it is bodies of one name: 各区要, but 各市（州）文旅局要."""
    every_one: re.Pattern[str]
    """All places or sections there are, which do something to others: 各村, 各科室."""
    several: re.Pattern[str]
    """各 before a deadline, unless it is offices or companies of one kind: 各供热企业."""
    level: re.Pattern[str]
    """The level or the place that begins a name."""
    between: re.Pattern[str]
    """会同 or 联合 between two owners."""
    agent: re.Pattern[str]
    """由 and its like; the group ``set`` holds those that need a duty after the name."""
    lead: re.Pattern[str]
    trailing: re.Pattern[str]
    due: re.Pattern[str]
    """A deadline or a rhythm (每周)."""
    rhythm: re.Pattern[str]
    vague: re.Pattern[str]
    kind: re.Pattern[str]
    """What is too vague but behind 由."""
    barrier: re.Pattern[str]
    particle: re.Pattern[str]
    stop: re.Pattern[str]
    payment: re.Pattern[str]
    cost: re.Pattern[str]
    shift: re.Pattern[str]
    label: re.Pattern[str]
    clause: re.Pattern[str]
    listed: re.Pattern[str]
    """What follows a label, up to a comma or the closing bracket."""
    cues: tuple[re.Pattern[str], ...]
    """Of these one at least marks every owner: joint, said, agent, label, deed, must, due, acting."""
    prefilter: Prefilter
    """Of the cues."""

    def speaks_in(self, text: str, start: int, end: int) -> bool:
        """Whether any word that marks an owner stands in ``text[start:end]``."""
        (possible,) = self.prefilter.possible(text[start:end], [end - start])
        return any(self._speaks(self.cues[number], text, start, end) for number in possible)

    def _speaks(self, cue: re.Pattern[str], text: str, start: int, end: int) -> bool:
        found = self.told(text, start, end) if cue is self.must else cue.search(text, start, end)
        return found is not None

    def first_due(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first deadline or rhythm; most text holds no character that one ends or begins with."""
        return self.due.search(text, start, end) if _DUE.search(text, start, end) else None

    def told(self, text: str, start: int, end: int) -> int | None:
        """Where the first word of ``must`` stands that follows what may be the name of a body."""
        for found in self.must.finditer(text, start, end):
            adverb = self.trailing.search(text[start : found.start()])
            name_end = start + adverb.start() if adverb else found.start()
            if name_end > start and text[name_end - 1] in _LAST:
                return name_end
        return None


_LOOKS_BACK: Final = re.compile(r"^\(\?<([!=])((?:\[[^\[\]]+\]|[一-鿿])+)\)([一-鿿])(?![?*+{])")
"""The beginning of a word that looks back at what stands before its first character."""


def _first_character_first(word: str) -> str:
    """``word`` so that it looks back behind its first character: 厅(?<!大厅) for (?<!大)厅.

    What begins with a look-behind is tried at every character of the text, what begins with a character only there.
    """
    return _LOOKS_BACK.sub(r"\3(?<\1\2\3)", word)


@cache
def owner_words(overlay: Overlay | Path | None) -> OwnerWords:
    """The project's words with the user's ``overlay`` laid over them."""
    words: dict[str, list[str]] = {role: [] for role in _ROLES}
    for rule in load_rules("owners", overlay):
        role = _role(rule)
        if role == "surname" and not all(map(str.isalpha, rule.texts("words"))):
            raise rule.error("surnames are letters", field="words")
        words[role] += map(_first_character_first, rule.texts("words"))
    either = {role: "|".join(sorted(of, key=len, reverse=True)) or "(?!)" for role, of in words.items()}
    name = rf"(?:(?:[{''.join(words['surname'])}][\u4e00-\u9fff]{{1,2}}|[老小][\u4e00-\u9fff])(?:同志)?)"
    actor = rf"{either['office']}|(?:{either['person']}){name}?"
    opening = rf"{actor}|{either['facility']}"
    joint, duty, must = (re.compile(either[role]) for role in ("joint", "duty", "must"))
    said = re.compile(f"{either['duty']}|{either['closing']}")
    agent = re.compile(rf"{either['agent']}|(?P<set>{either['set']})")
    label = re.compile(rf"(?:{either['label']})[：:为是]")
    due = re.compile(rf"{_DEADLINE}|{_ROUND}")
    last = "".join(sorted(_LAST))
    deeds = rf"{either['deed']}|(?P<office>{either['office-deed']})"
    deed = re.compile(rf"(?<=[{last}])(?:{_DEADLINE})?(?:{deeds})(?![了过的])")
    acting = re.compile(rf"(?:{either['acting']}|{either['section']})(?!$|{either['bar']})")
    cues = (joint, said, agent, label, deed, must, due, acting)
    return OwnerWords(
        any_name=re.compile(rf"(?:{opening}|{either['place']}|(?:{either['staff']}){name}?|^{name})$"),
        open_name=re.compile(rf"(?:{opening}|[局办委部站所队]、{_TOWN}|[局办科股站所][老小][一-鿿])$"),
        body_name=re.compile(rf"(?:{either['office']}|中心|大队|支队|公司|派出所){_NO_BODY}$"),
        doer_name=re.compile(
            rf"(?:{either['office']}|中心|大队|支队|公司|集团|医院|所|站|(?<=[林农牧])场){_NO_BODY}{_NO_DOER}$"
        ),
        office_name=re.compile(rf"(?:{either['office']}|大队|支队|派出所){_NO_BODY}{_NO_DOER}$"),
        doer_start=re.compile(_DOER),
        acting_name=re.compile(rf"^(?![{_DIGIT}]){_LEVEL}.*(?:{either['acting']})$"),
        section_name=re.compile(rf"^[一-鿿、]{{2,10}}(?:{either['section']})$"),
        bar=re.compile(either["bar"]),
        named_place=re.compile(r"^(?![各全本我每乡])(?:(?![和与及])[一-鿿]){2,8}(?<![各全本我每])[镇乡县区市]$"),
        actor_name=re.compile(rf"(?:{actor})(?<!财政)$"),
        builder_name=re.compile(
            rf"^(?![每其那这对另])[^{_DIGIT}每按]{{2,20}}?(?:中心|公司|集团|企业|供销社|所|(?<!网)站|物业|档案馆)$"
        ),
        becoming=re.compile(either["becoming"]),
        head=re.compile(rf"{either['office']}|{either['facility']}|{either['person']}"),
        agent_head=re.compile(rf"{either['office']}|{either['facility']}|{either['person']}|{either['staff']}"),
        own=re.compile(either["own"]),
        person=re.compile(rf"{name}$"),
        duty=duty,
        said=said,
        deed=deed,
        must=must,
        joint=joint,
        beside=re.compile(
            rf"(?:[今明]年)?(?:(?:我们|[我本][局厅委办院市县区镇乡])(?:将|要|正)?)?(?:{either['joint']})"
        ),
        everyone=re.compile(r"各(?![^，。]{1,12}(?:局|大队|支队|派出所|司法所|管理单位|管理机构)$)"),
        every_one=re.compile(r"各[一-鿿]{0,2}?(?:[村镇乡县区]|科室|股室|单位|街道)$"),
        several=re.compile(r"各(?![^，。]{1,12}(?:局|队|所|站|企业|公司|供销社|院)$)"),
        level=re.compile(_LEVEL),
        between=re.compile(f"{either['joint']}|{either['ally']}"),
        agent=agent,
        lead=re.compile(rf"{_DEADLINE}|{_ROUND}|{either['lead']}"),
        trailing=re.compile(rf"(?:{_DEADLINE}|{_ROUND}|{either['adverb']})$"),
        due=due,
        rhythm=re.compile(_ROUND),
        vague=re.compile(either["vague"]),
        kind=re.compile(either["kind"]),
        barrier=re.compile(either["barrier"]),
        particle=re.compile(either["particle"]),
        stop=re.compile(rf"{_DEADLINE}|(?:{either['stop']}){_NO_TAIL}"),
        payment=re.compile(either["payment"]),
        cost=re.compile(rf"(?:{either['cost']})[^，。]{{0,6}}$"),
        shift=re.compile(rf"(?!在?(?:{_DEADLINE}))(?:{either['shift']})"),
        label=label,
        clause=re.compile(rf"{_RUN}+"),
        listed=re.compile(rf"{_RUN}{{1,160}}"),
        cues=cues,
        prefilter=Prefilter(cues),
    )


def _role(rule: Rule) -> str:
    rule.expect(("role", "words"))
    role = rule.text("role")
    if role not in _ROLES:
        raise rule.error(f"unknown role {role!r}", "known roles: " + ", ".join(sorted(_ROLES)))
    return role
