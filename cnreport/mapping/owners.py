"""Owners: the body or person a plan makes responsible (由区水利局负责, 责任单位：市政股, 县住建局6月底前拿出方案).

A clause names its owner in one of four ways, and each way is looked for by itself:

* a label of a task list (责任单位：…) is followed by it;
* 由 or its like (交给, 请, 让) stands before it, and a word of responsibility, or any verb that is neither about paying
  nor about a change of state, after it; staff and kinds of bodies count here too (由村会计重算, 由社区收回);
* it opens the clause, and a word of responsibility follows (各街道办事处配合), or a deed that closes the clause
  (市水务集团实施);
* it opens the clause, and its deadline or rhythm follows (区住建局7月底前完成设计招标), or what it is to do to
  others (市数据局督促各县区回流数据), or another body and a deed (市商务局会同市市场监管局制定办法), or it opens the
  clause under its full name with its level (县水利局倒排工期), or under the name of a section (审价股直接进工地).

What a name of a body or person looks like, and every word of the cues, is data: ``cnreport/rules/owners.toml``. All
matching runs inside one clause, looks at most `_REACH` characters around a cue and at most `_MOST` cues of a kind, so
the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from cnreport.mapping.owner_words import OwnerWords, owner_words
from cnreport.rules import Overlay

Spans = list[tuple[int, int]]

_REACH: Final = 48
_LONGEST: Final = 40
_PAYS: Final = ("承担", "统筹解决", "统筹安排", "解决", "安排", "出", "买")
"""What a body does about a cost that it pays."""
_MOST: Final = 24
"""How many cues of a kind are looked at in one clause: what has more is no prose."""
_MODIFIER: Final = 14
"""How many characters 的 and what stands before it may take at the beginning of a name."""
_KINDS: Final = ("部门", "公安", "交警")
"""What names a kind of body, unless a level stands before it: 市财政部门."""
_OF: Final = re.compile("[^，。；]{0,2}?(?<![别新])的")
"""的 that makes what stands before it describe a noun: 负责的; but 拿别的, 出新的."""
_COUNTED: Final = re.compile("[0-9][个名家所座位]")
"""How many there are. A number of bodies before a bare deadline is what is counted: 340家村卫生室, 山区3个乡镇."""
_JOINT: Final = 10
"""How far, in characters, one part of a compound name may reach beyond the part before: 公安局|交警支队."""


def find_owners(text: str, start: int, end: int, overlay: Overlay | Path | None = None) -> Spans:
    """Spans of the owners named in the plan stretch ``text[start:end]``, ascending and apart.

    Offsets are positions in ``text``. ``text`` is a view's text; the stretch should begin and end at clause bounds.
    ``overlay`` is the user's rule file.
    """
    words = owner_words(overlay)
    # Of a hundred plans one names its owner: most are done with here.
    if not words.speaks_in(text, start, end):
        return []
    found: Spans = []
    taken = start
    for label in words.label.finditer(text, start, end):
        if label.start() < taken:
            continue
        listed = words.listed.match(text, label.end(), end)
        if listed is None:
            continue
        following = words.label.search(text, label.end(), listed.end())
        stop = following.start() if following else listed.end()
        if words.agent.search(text, label.end(), stop):  # 责任单位：第7项由…负责: clauses, no list
            continue
        found += _in_clauses(words, text, taken, label.start())
        taken = stop
        if _is_list(words, text, label, stop):
            found.append((label.end(), stop))
            found += _listed_further(words, text, stop, end)
    found += _in_clauses(words, text, taken, end)
    return _apart(found)


def _is_list(words: OwnerWords, text: str, label: re.Match[str], stop: int) -> bool:
    """Whether what follows a label names somebody: after 为 and 是 it must also end like a name."""
    listed = text[label.end() : stop]
    if not listed or words.vague.search(listed):
        return False
    return text[label.end() - 1] not in "为是" or words.any_name.search(listed) is not None


def _listed_further(words: OwnerWords, text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """The bodies that go on behind a comma after a label's first list: 主办单位：A、B，C."""
    while at < end and text[at] in "，,":
        further = words.clause.match(text, at + 1, end)
        if further is None or words.label.search(text, at + 1, further.end()):
            return
        low, at = further.span()
        if _named(words, text, low, at, words.open_name) is None:
            return
        yield low, at


def _in_clauses(words: OwnerWords, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for clause in words.clause.finditer(text, start, end):
        yield from _in_clause(words, text, *clause.span())


def _in_clause(words: OwnerWords, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    at = read = low
    for marker in islice(words.agent.finditer(text, low, high), _MOST):
        if marker.start() >= at:
            spans, at = _after_agent(words, text, low, marker, high)
            yield from spans
            read = at if spans else read
    yield from _opening(words, text, read, high)


def _after_agent(words: OwnerWords, text: str, low: int, marker: re.Match[str], high: int) -> tuple[Spans, int]:
    """The owners after the 由 ``marker`` and the position from which the clause is read on."""
    begin, after = marker.span()
    reach = min(high, after + _REACH)
    duty = words.duty.search(text, after, reach)
    joint = words.between.search(text, after, duty.start() if duty else reach)
    cue = joint or duty
    if cue is not None:
        owner = _pointed_at(words, text, after, cue.start(), whole=True)
        if owner is not None and not _is_relative(text, low, begin, cue.end()):
            if joint is None:
                owners = [owner, *_next_in_pair(words, text, cue.end(), high)]
                return owners, max(cue.end(), owners[-1][1])
            partner = _named_from(words, text, joint.end(), reach)
            return ([owner], joint.end()) if partner is None else ([owner, partner], partner[1])
    owner = None
    if not marker["set"]:
        owner = _pointed_at(words, text, after, reach) or _place_from(words, text, after, reach)
    if owner is None or _is_relative(text, low, begin, owner[1]):
        return [], after
    if words.shift.match(text, owner[1], high) or _is_payment(words, text, low, begin, owner[1], high):
        return [], after
    owners = [owner, *_next_in_pair(words, text, owner[1], high)]
    return owners, owners[-1][1]


def _pointed_at(words: OwnerWords, text: str, low: int, high: int, *, whole: bool = False) -> tuple[int, int] | None:
    """The name behind 由 or its like, up to ``high`` as a ``whole`` or to the first verb before it.

    的 may divide it: 县粮食局控股的烘干公司.
    """
    mark = text.find("的", low + 1, min(high, low + _MODIFIER))
    undivided = mark < 0 or text.find("、", low, mark) >= 0 or words.stop.search(text, low, mark) is not None
    for core in (low,) if undivided else (mark + 1, low):
        if whole:
            name = _named(words, text, core, high, words.any_name, pointed=True)
        else:
            name = _named_from(words, text, core, high, pointed=True)
        if name is not None:
            return low, name[1]
    return None


def _opening(words: OwnerWords, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The owners without 由 before them: they open the clause or follow the duty of an owner before them."""
    at = low
    partner = words.beside.match(text, low, high)
    if partner is not None:
        span = _named_from(words, text, partner.end(), min(high, partner.end() + _REACH))
        if span is not None:
            if not _is_kind(words, text, span):
                yield span
            at = span[1]
    for duty in islice(words.said.finditer(text, at, high), _MOST):
        if not at <= duty.start() <= at + _REACH or text.startswith("的", duty.end()):
            continue
        if words.duty.match(text, duty.start(), high):
            owners = _with_partner(words, text, at, duty.start(), words.open_name)
        else:
            doer = _doer(words, text, at, duty.start(), words.doer_name)
            owners = [doer] if doer else []
        if not owners and text.startswith("负责", duty.start()):
            owners = _with_partner(words, text, at, duty.start(), words.named_place)
        if owners:
            owners += _next_in_pair(words, text, duty.end(), high)
            yield from owners
            at = max(duty.end(), owners[-1][1])
    must = words.told(text, low, min(high, low + _REACH)) if at == low else None
    if must is not None:
        owner = _named(words, text, low, must, words.body_name)
        if owner is not None and _is_told(words, text, owner):
            yield owner
            at = owner[1]
    if at == low:
        doers = _doers(words, text, low, high)
        yield from doers
        if doers:
            at = doers[-1][1]
    if at == low:
        due = words.first_due(text, low, min(high, low + _REACH))
        if due is not None and due.end() < high and not words.several.match(text, low, due.start()):
            owners = _with_partner(words, text, low, due.start(), words.actor_name)
            if not owners and words.becoming.match(text, due.end(), high) is None:
                doer = _doer(words, text, low, due.start(), words.builder_name)
                owners = [doer] if doer else []
            if owners and (text[owners[0][0]].isdigit() or _COUNTED.search(text, *owners[0])):
                return
            if owners and text.find("将", owners[-1][1], due.start()) >= 0:  # 市税务局将在8月底前…: who speaks
                return
            practice = owners and words.own.search(text, *owners[0]) and words.rhythm.match(text, due.start())
            if owners and not practice:
                yield from owners
                return
        yield from _acting(words, text, low, high)


def _is_told(words: OwnerWords, text: str, owner: tuple[int, int]) -> bool:
    """Whether what 要 follows is a body of its own, neither all of them nor a kind of department: 税务部门要."""
    several = words.everyone.match(text, *owner) is not None
    return not (several or words.particle.search(text, *owner) or _is_kind(words, text, owner))


def _is_kind(words: OwnerWords, text: str, owner: tuple[int, int]) -> bool:
    """Whether this is a kind of body that no level says which one: 财政部门, but not 市财政部门."""
    return text[slice(*owner)].endswith(_KINDS) and words.level.match(text, *owner) is None


def _acting(words: OwnerWords, text: str, low: int, high: int) -> Spans:
    """The body that opens the clause under its full name and does something, whatever it is: 县水利局倒排工期."""
    lead = words.lead.match(text, low, high)
    while lead is not None:
        low = lead.end()
        lead = words.lead.match(text, low, high)
    name = _named_from(words, text, low, high)
    if name is None or name[1] == high or words.bar.match(text, name[1], high):
        return []
    quoted = text[name[0] : name[1]]
    acting = words.acting_name.search(quoted) or words.section_name.search(quoted)
    return [] if words.particle.search(quoted) or not acting else [name]


def _doers(words: OwnerWords, text: str, low: int, high: int) -> Spans:
    """The body that opens the clause and does something to others, or the two of X会同Y with whatever they do."""
    reach = min(high, low + _REACH)
    joint = words.between.search(text, low, reach)
    if joint is not None:
        first = _doer(words, text, low, joint.start(), words.doer_name)
        partner = _named_from(words, text, joint.end(), min(high, joint.end() + _REACH)) if first else None
        if first and partner and partner[1] < high and not text.startswith("的", partner[1]):
            return [first, partner]
    deed = words.deed.search(text, low, reach)
    if deed is None:
        return []
    doer = _doer(words, text, low, deed.start(), words.office_name if deed["office"] else words.doer_name)
    if doer is None or text[doer[0]] in "我本":
        return []
    # 各村把…: all of them; with a deadline of its own it is a task: 各村4月底前把….
    every_one = words.every_one.match(text, *doer) and not words.due.match(text, deed.start())
    return [] if every_one else [doer]


def _doer(words: OwnerWords, text: str, low: int, high: int, ends: re.Pattern[str]) -> tuple[int, int] | None:
    """The body that ``text[low:high]`` names: not one that 将, 正 or 已 reports about, nor one that is coordinated."""
    name = _named(words, text, low, high, ends)
    if name is None or name[1] < high or words.stop.match(text, *name):
        return None
    if words.doer_start.match(text[name[0] : name[1]]) is None:
        return None
    own = text[name[0]] == "我"
    return None if words.particle.search(text, name[0] + own, name[1]) else name


def _next_in_pair(words: OwnerWords, text: str, at: int, high: int) -> Spans:
    """The second body of a pair whose first one's verb stands from ``at`` on: 由水务局统筹、水务集团实施."""
    mark = text.find("、", at, min(high, at + _JOINT))
    if mark < 0:
        return []
    owner = _named_from(words, text, mark + 1, min(high, mark + _REACH))
    if owner is None or not (words.stop.match(text, owner[1], high) or words.duty.match(text, owner[1], high)):
        return []
    return [owner]


def _with_partner(words: OwnerWords, text: str, low: int, high: int, ends: re.Pattern[str]) -> Spans:
    """The owner that ``text[low:high]`` is, or the two of X会同Y."""
    joint = words.between.search(text, low, high)
    parts = ((low, high),) if joint is None else ((low, joint.start()), (joint.end(), high))
    owners = [_named(words, text, a, b, ends) for a, b in parts]
    return [owner for owner in owners if owner and not words.particle.search(text, *owner)]


def _named(
    words: OwnerWords, text: str, low: int, high: int, ends: re.Pattern[str], *, pointed: bool = False
) -> tuple[int, int] | None:
    """``text[low:high]`` less its lead and its trailing adverbs, when that is the name of a body or person."""
    if high - low > _LONGEST + _REACH:
        return None
    lead = words.lead.match(text, low, high)
    while lead is not None:
        low = lead.end()
        lead = words.lead.match(text, low, high)
    while ends.search(text[low:high]) is None:
        adverb = words.trailing.search(text[low:high])
        if adverb is None:
            return None
        high = low + adverb.start()
    return (low, high) if _is_name(words, text[low:high], pointed) else None


def _named_from(words: OwnerWords, text: str, low: int, high: int, *, pointed: bool = False) -> tuple[int, int] | None:
    """The name of a body or person that begins at ``low``: up to its last head before the first verb."""
    stop = words.stop.search(text, low, high)
    high = stop.start() if stop else high
    end = low
    for head in (words.agent_head if pointed else words.head).finditer(text, low, high):
        if end > low and (head.start() - end > _JOINT or _is_next(text, end, head.start())):
            break
        end = head.end()
    if end == low:
        return None
    person = words.person.match(text, end, high)
    if person is not None:
        end = person.end()
    name = text[low:end]
    return (low, end) if _is_name(words, name, pointed) and name[0] not in "0123456789" else None


def _is_next(text: str, end: int, head: int) -> bool:
    """Whether 、 parts two clauses between the ``end`` of a name and a ``head``: 由街道选点、城投公司建设."""
    return text[end] not in "和与及" and text.find("、", end + 1, head) > 0


def _place_from(words: OwnerWords, text: str, low: int, high: int) -> tuple[int, int] | None:
    """The place that begins at ``low`` and is all that stands before the first verb: 由城关镇协调, 交给城关镇。"""
    stop = words.stop.search(text, low, high)
    end = stop.start() if stop else high
    if words.named_place.match(text[low:end]) is None:
        return None
    return (low, end) if _is_name(words, text[low:end]) else None


def _is_name(words: OwnerWords, name: str, pointed: bool = False) -> bool:
    """Whether ``name`` names somebody; behind 由, where it is ``pointed`` at, a kind of body does: 由社区收回."""
    vague = words.vague.search(name) is not None and not (pointed and words.kind.search(name))
    if vague or words.barrier.search(name):
        return False
    return 2 <= len(name) <= _LONGEST or name == "我"


def _is_relative(text: str, low: int, begin: int, after: int) -> bool:
    """Whether 由…牵头 only describes a noun: 由我区承担的项目, 组建由区长任组长的专班."""
    if _OF.match(text, after):
        return True
    return text[max(low, begin - 2) : begin] in ("成立", "组建", "形成", "建立", "构建")


def _is_payment(words: OwnerWords, text: str, low: int, begin: int, after: int, high: int) -> bool:
    """Whether the clause says who pays: a verb of paying at once, or anywhere near where the topic is a cost."""
    if words.payment.match(text, after, high):
        return True
    if words.cost.search(text, max(low, begin - 16), begin) is None:
        return False
    if text.startswith(_PAYS, after):
        return True
    mark = text.find("、", after, min(high, after + 20))  # 资金由镇政府协调、村里配套
    return words.payment.search(text, after, mark if mark >= 0 else min(high, after + 20)) is not None


def _apart(spans: Spans) -> Spans:
    """The spans ascending, without those that an earlier one overlaps."""
    kept: Spans = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
