"""Owners: the body or person a plan makes responsible (由区水利局负责, 责任单位：市政股, 县住建局6月底前拿出方案).

A clause names its owner in one of four ways, and each way is looked for by itself:

* a label of a task list (责任单位：…) is followed by it;
* 由 or its like stands before it, and a word of responsibility, or any verb that is neither about paying nor about a
  change of state, after it;
* it opens the clause, and a word of responsibility follows (各街道办事处配合);
* it opens the clause, and its deadline follows (区住建局7月底前完成设计招标).

What a name of a body or person looks like, and every word of the cues, is data: ``cnreport/rules/owners.toml``. All
matching runs inside one clause and looks at most `_REACH` characters around a cue, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from cnreport.rules import Rule, load_rules

_REACH = 48
_LONGEST = 40
_MOST = 24
"""How many cues of a kind are looked at in one clause: what has more is no prose."""
_JOINT = 10
"""How far, in characters, one part of a compound name may reach beyond the part before: 公安局|交警支队."""

_DIGIT = "0-9一二三四五六七八九十"
_DEADLINE = (
    rf"(?:[{_DIGIT}]{{2,4}}年)?(?:[{_DIGIT}]{{1,3}}月(?:[{_DIGIT}]{{1,3}}[日号])?|[{_DIGIT}]季度|[{_DIGIT}]{{1,3}}[日天]|[{_DIGIT}]{{1,3}}个"
    r"(?:月|工作日)|[本下当]月|年|季度|汛期|春节|国庆|中秋|节|周[末五])(?:[上中下]旬|[0-9]{1,2}[时点])?(?:之?前|内|以内|底前?|末前?)"
)
_BRACKETED = r"（(?![省市县区旗州盟工街道乡镇场、]{1,6}）)|(?<![省市县区旗州盟工街道乡镇场])）"
_CLAUSE = re.compile(rf"(?:(?!{_BRACKETED})[^，。；：！？\n,;:!?])+")
_LISTED = re.compile(r"(?:(?!（(?![省市县区旗州盟工街道乡镇场、]{1,6}）)|(?<![省市县区旗州盟工街道乡镇场])）)[^，。；：！？\n]){1,160}")
_ROLES = (
    "office", "facility", "place", "person", "surname", "duty", "joint", "agent", "set", "lead", "adverb", "vague", "barrier",
    "particle", "stop", "payment", "cost", "shift", "label",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists of the rule file as compiled patterns."""

    name_end: re.Pattern[str]
    """What a body or person ends in, before any duty word."""
    strict_end: re.Pattern[str]
    """The same without bare places: what may open a clause without 由."""
    head: re.Pattern[str]
    """An office or title anywhere."""
    duty: re.Pattern[str]
    joint: re.Pattern[str]
    agent: re.Pattern[str]
    """由 and its like; the group ``set`` has those that need a duty word after the name."""
    lead: re.Pattern[str]
    trailing: re.Pattern[str]
    vague: re.Pattern[str]
    barrier: re.Pattern[str]
    stop: re.Pattern[str]
    payment: re.Pattern[str]
    cost: re.Pattern[str]
    shift: re.Pattern[str]
    label: re.Pattern[str]
    named: re.Pattern[str]
    """A person's name after a title, before a stop word."""


def find_owners(text: str, start: int, end: int, overlay: Path | None = None) -> list[tuple[int, int]]:
    """Spans of the owners named in the plan stretch ``text[start:end]``, ascending and apart.

    Offsets are positions in ``text``. ``text`` is a view's text; the stretch should begin and end at clause bounds.
    ``overlay`` is the user's rule file.
    """
    p = _patterns(overlay)
    found: list[tuple[int, int]] = []
    taken = start
    for cue in p.label.finditer(text, start, end):
        if cue.start() < taken:
            continue
        listed = _LISTED.match(text, cue.end(), end)
        if listed is None:
            continue
        following = p.label.search(text, cue.end(), listed.end())
        stop = following.start() if following else listed.end()
        found += _in_clauses(p, text, taken, cue.start())
        taken = stop
        if not p.vague.search(text[cue.end() : stop]) and _is_listable(p, text, cue, stop):
            found.append((cue.end(), stop))
            found += _listed_further(p, text, stop, end)
    found += _in_clauses(p, text, taken, end)
    return _apart(found)


def _in_clauses(p: _Patterns, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The owners of the clauses of ``text[start:end]``."""
    chained = -1
    for clause in _CLAUSE.finditer(text, start, end):
        low, high = clause.span()
        inside = list(_in_clause(p, text, low, high, chained=chained == low))
        yield from inside
        if inside and high < end and text[high] in "，,、":
            chained = high + 1


def _listed_further(p: _Patterns, text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """The bodies that go on after a label's first list, behind a comma: 主办单位：A、B，C."""
    while at < end and text[at] in "，,":
        further = _CLAUSE.match(text, at + 1, end)
        if further is None or p.label.search(text, at + 1, further.end()):
            return
        low, at = further.span()
        name = text[low : min(at, low + _LONGEST + 1)]
        if not p.strict_end.search(name) or len(name) > _LONGEST or p.vague.search(name) or p.barrier.search(name):
            return
        yield low, at


def _in_clause(p: _Patterns, text: str, low: int, high: int, chained: bool) -> Iterator[tuple[int, int]]:
    """The owners of one clause; ``chained`` when the clause before it, in the same sentence, named one."""
    at = low
    for marker in islice(p.agent.finditer(text, low, high), _MOST):
        if marker.start() < at:
            continue
        spans, at = _after_agent(p, text, low, marker, high)
        yield from spans
    yield from _subjects(p, text, at, high, chained or at > low)


def _after_agent(p: _Patterns, text: str, low: int, cue: re.Match[str], high: int) -> tuple[list[tuple[int, int]], int]:
    """The owners after the 由 ``cue`` and the position from which the clause is read on."""
    marker, after = cue.span()
    reach = min(high, after + _REACH)
    duty = p.duty.search(text, after, reach)
    joint = p.joint.search(text, after, duty.start() if duty else reach)
    first = joint or duty
    if first is not None:
        owner = _before(p, text, after, first.start(), p.name_end)
        if owner is not None and not _is_relative(text, low, marker, first.end(), high):
            if joint is None:
                return [owner], first.end()
            partner = _named_from(p, text, joint.end(), reach)
            return [owner, *([] if partner is None else [partner])], joint.end() if partner is None else partner[1]
    owner = None if cue["set"] else _named_from(p, text, after, reach)
    if owner is None or _is_relative(text, low, marker, owner[1], high):
        return [], after
    rest = owner[1]
    if p.shift.match(text, rest, high) or p.payment.match(text, rest, high):
        return [], after
    of_cost = p.cost.search(text, max(low, marker - 16), marker) is not None
    if of_cost and (text.startswith("承担", rest) or p.payment.search(text, rest, min(high, rest + 20))):
        return [], after
    return [owner], rest


def _subjects(p: _Patterns, text: str, low: int, high: int, chained: bool) -> Iterator[tuple[int, int]]:
    """The owners that open the clause, or follow an earlier owner's duty, without 由."""
    at = low
    opening = p.joint.match(text, low, high) if chained else None
    if opening is not None:
        partner = _named_from(p, text, opening.end(), min(high, opening.end() + _REACH))
        if partner is not None:
            yield partner
            at = partner[1]
    for cue in islice(p.duty.finditer(text, at, high), _MOST):
        if cue.start() < at or cue.start() - at > _REACH or text.startswith("的", cue.end()):
            continue
        owners = _with_partner(p, text, at, cue.start())
        if owners:
            yield from owners
            at = cue.end()
    if at == low:
        due = _DUE.search(text, low, min(high, low + _REACH))
        if due is not None and due.end() < high and not text.startswith("各", low):
            yield from _with_partner(p, text, low, due.start())


def _with_partner(p: _Patterns, text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The owner that ``text[low:high]`` is, or the two of X会同Y."""
    joint = p.joint.search(text, low, high)
    parts = ((low, high),) if joint is None else ((low, joint.start()), (joint.end(), high))
    owners = [_before(p, text, a, b, p.strict_end) for a, b in parts]
    return [owner for owner in owners if owner is not None]


def _before(p: _Patterns, text: str, low: int, high: int, ends: re.Pattern[str]) -> tuple[int, int] | None:
    """``text[low:high]`` less its lead and its trailing adverbs, when that is the name of a body or person."""
    while low < high:
        lead = p.lead.match(text, low, high)
        if lead is None or lead.end() == low:
            break
        low = lead.end()
    while high > low:
        shorter = p.trailing.search(text[low:high])
        if shorter is None or _ends_name(p, text, low, high, ends):
            break
        high = low + shorter.start()
    if not 2 <= high - low <= _LONGEST or not _ends_name(p, text, low, high, ends):
        return None
    name = text[low:high]
    return None if p.vague.search(name) or p.barrier.search(name) else (low, high)


def _ends_name(p: _Patterns, text: str, low: int, high: int, ends: re.Pattern[str]) -> bool:
    return ends.search(text[low:high]) is not None


def _named_from(p: _Patterns, text: str, low: int, high: int) -> tuple[int, int] | None:
    """The name of a body or person that begins at ``low``: up to its last head before the first verb."""
    stop = p.stop.search(text, low, high)
    high = stop.start() if stop else high
    end = low
    for head in p.head.finditer(text, low, high):
        if end > low and head.start() - end > _JOINT:
            break
        end = head.end()
    if end == low:
        return None
    person = p.named.match(text, end, high)
    if person is not None:
        end = person.end()
    name = text[low:end]
    if not 2 <= len(name) <= _LONGEST or name[0] in "0123456789" or p.vague.search(name) or p.barrier.search(name):
        return None
    return low, end


def _is_relative(text: str, low: int, marker: int, after: int, high: int) -> bool:
    """Whether 由…牵头 only describes a noun: 由我区承担的项目, 组建由区长任组长的专班."""
    if text.startswith("的", after) or text[max(low, marker - 2) : marker] in ("成立", "组建", "形成", "建立", "构建"):
        return True
    return "的" in text[after : min(high, after + 6)] and text[max(low, marker - 1) : marker] in ("对", "推", "让")


def _is_listable(p: _Patterns, text: str, cue: re.Match[str], stop: int) -> bool:
    """Whether what follows a label is a list of names: after 为 and 是 it must end like one."""
    return text[cue.end() - 1] not in "为是" or p.name_end.search(text[cue.end() : stop]) is not None


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans ascending, without those that an earlier one overlaps."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


_DUE = re.compile(_DEADLINE)


@cache
def _patterns(overlay: Path | None) -> _Patterns:
    words: dict[str, list[str]] = {role: [] for role in _ROLES}
    for rule in load_rules("owners", overlay):
        words[_role(rule)] += rule.texts("words")
    either = {role: "|".join(sorted(words[role], key=len, reverse=True)) for role in _ROLES}
    surname = f"[{''.join(words['surname'])}]"
    given = "[\u4e00-\u9fff]"
    name = rf"(?:{surname}{given}{{1,2}}(?:同志)?)"
    strict = rf"(?:{either['office']}|(?:{either['person']}){name}?)"
    return _Patterns(
        name_end=re.compile(rf"(?:{either['office']}|{either['place']}|(?:{either['person']}){name}?|^{name})$"),
        strict_end=re.compile(rf"{strict}$"),
        head=re.compile(rf"{either['office']}|{either['person']}"),
        duty=re.compile(either["duty"]),
        joint=re.compile(either["joint"]),
        agent=re.compile(rf"{either['agent']}|(?P<set>{either['set']})"),
        lead=re.compile(rf"{_DEADLINE}|{either['lead']}"),
        trailing=re.compile(rf"(?:{_DEADLINE}|{either['adverb']})$"),
        vague=re.compile(either["vague"]),
        barrier=re.compile(either["barrier"]),
        stop=re.compile(rf"{_DEADLINE}|{either['stop']}"),
        payment=re.compile(either["payment"]),
        cost=re.compile(rf"(?:{either['cost']})[^，。]{{0,6}}$"),
        shift=re.compile(either["shift"]),
        label=re.compile(rf"(?:{either['label']})[：:为是]"),
        named=re.compile(rf"{name}$"),
    )


def _role(rule: Rule) -> str:
    rule.expect(("role", "words"))
    role = rule.text("role")
    if role not in _ROLES:
        raise rule.error(f"unknown role {role!r}", "known roles: " + ", ".join(_ROLES))
    return role
