"""Who did what to what and where, in a record without the help of an amount.

`predicates` finds what each clause of a record says; here stand the phrases around it. A record of several clauses says
its last one: those before it name a time, a means or who is responsible. What becomes so of itself (服务水平不断提升)
or was dealt with (违规遮雨棚全部拆除) is an object; only who acts is an actor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cnreport.mapping.clauses import DISPOSAL
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.predicates import GIVING, Clause
from cnreport.mapping.syntax import Word
from cnreport.text import Span

# Adverbs behind which no subject stands: 许多产品要试制成功.
_AFTER_SUBJECT = frozenset([
    "要", "将", "须", "都", "也", "均", "已", "已经", "必须", "正在", "仍", "还", "全部", "分别", "先后", "相继",
    "逐步", "拟", "可", "应", "能", "能否", "便", "才", "又", "只能",
])  # fmt: skip
# They stand inside names: 防城至东兴高速公路.
_RANGES = frozenset(["至", "到"])
# Behind a verb they lead to where its object has come: 停留在原有水平上.
_ARRIVALS = frozenset(["在", "到", "至", "于", "向", "为", "成"])
# Light verbs behind which an action noun is somebody else's: 支持企业改造.
_BACKING = frozenset(["支持", "保障"])
_TREATED = frozenset(["对"])
_LOCATIVES = frozenset(["在", "于"])
# Behind 在 they make a circumstance of a noun: 在发展中, 在党的领导下.
_CIRCUMSTANCES = re.compile("(?:[中下上后前时]|基础|方面|同时|情况|前提|框架|期间|过程|领域|工作)$")
# Mottos before a verb say how, not who: “一链一策”推动产业发展.
_MOTTO = re.compile("“一.一.”")
# Endings of nouns that say when or in what, not who.
_PERIODS = ("时期", "期间", "阶段", "方面", "时候", "领域")
# Endings of adjectives that before a verb say how: 跨越式发展.
_QUALITIES = ("式", "性", "级")
_LONGEST_PHRASE = 60
# What stands behind so many words of a record is not looked at: it keeps the time linear.
_MOST_WORDS = 200


@dataclass(slots=True)
class Frame:
    """Spans in the view; each is None when the record does not say."""

    actor: Span | None = None
    action: Span | None = None
    object: Span | None = None
    location: Span | None = None
    # Whether the object says something itself, with amounts of its own: 支持20个县深化一体化发展.
    whole: bool = False
    # Whether the clause opens with the predicate, so that no verb behind it can be another one.
    opens: bool = False


def find_frame(words: list[Word], lexicon: Lexicon) -> Frame:
    """The frame of a record's words: its predicate, the noun phrase before it, the phrase after it."""
    clauses = _clauses(words[:_MOST_WORDS])
    order = list(range(len(clauses) - 1, -1, -1))
    if len(clauses) > 1 and not Clause(clauses[0], lexicon).leads_only():
        order.insert(0, 0)
    for number in order:
        inside = clauses[number]
        if number and inside[0].text == "由" and len(clauses) > 1:
            continue  # 由县水利局负责 behind what it is responsible for
        clause = Clause(inside, lexicon)
        verb = clause.predicate()
        if (owned := _owned(clause, verb)) is not None:
            return owned
        if verb is None:
            continue
        frame = _frame(clause, verb)
        if number and frame.actor is None:
            frame.actor = _bare_subject(clauses[number - 1], lexicon)
        if number and frame.object is None and clauses[number - 1][0].text in _TREATED:
            frame.object = _bare_theme(clauses[number - 1], lexicon)
        return frame
    return Frame()


def _clauses(words: list[Word]) -> list[list[Word]]:
    """The words between stops."""
    clauses = []
    begin = 0
    for end in (*(k for k, word in enumerate(words) if word.cls == "X"), len(words)):
        if end > begin:
            clauses.append(words[begin:end])
        begin = end + 1
    return clauses


def _owned(clause: Clause, verb: int | None) -> Frame | None:
    """The frame of what only is there, where no verb but those of names stands beside: 安全生产仍有薄弱环节."""
    words = clause.words
    if verb is not None and not (clause.cls[verb] == "V" and clause.names(verb)):
        return None
    at = next(
        (k for k, word in enumerate(words) if word.text.endswith("有") and word.text in clause.lexicon.existential),
        None,
    )
    if at is None or (verb is not None and verb > at) or not all(clause.cls[k] != "P" for k in range(at)):
        return None
    return Frame(object=_object(clause, at + 1, at))


def _bare_subject(words: list[Word], lexicon: Lexicon) -> Span | None:
    """The clause before the predicate's where it is no more than its subject: 祖国的现代化建设，将为港澳提供支持."""
    clause = Clause(words, lexicon)
    if (
        any(cls in "PTQF" for cls in clause.cls)
        or clause.cls[-1] not in "NR"
        or not _is_body(words, len(words) - 1, lexicon)
    ):
        return None
    return None if any(cls == "V" for cls in clause.cls) else _trimmed(clause, 0, len(words))


def _bare_theme(words: list[Word], lexicon: Lexicon) -> Span | None:
    """What a clause without a verb names behind 对: 对这些问题，我们会高度重视."""
    clause = Clause(words, lexicon)
    return None if "V" in clause.cls else _trimmed(clause, 1, len(words))


def _frame(clause: Clause, verb: int) -> Frame:
    words, lexicon = clause.words, clause.lexicon
    if clause.cls[verb] != "V":
        subject = _subject(clause, clause.state_start(verb))
        return Frame(action=_span(words, clause.state_start(verb), verb), object=subject)
    last = clause.predicate_end(verb)
    frame = Frame(action=_span(words, verb, last), opens=clause.opens(verb))
    if words[verb - 1].text in ("不", "未", "没有") and verb == last == len(words) - 1 and verb:
        frame.action = _span(words, verb - 1, last)
    frame.location = _place(clause, verb)
    frame.actor = _subject(clause, verb)
    frame.whole = words[verb].text in lexicon.causative and "V" in clause.cls[last + 1 :]
    disposed = _behind(clause, verb, DISPOSAL)
    frame.object = disposed or _object(clause, last + 1, last, whole=frame.whole)
    if words[last].text in lexicon.light and words[last].text not in _BACKING:
        _take_action_noun(clause, frame, verb, last)
    if frame.object is None and frame.actor is not None and not _acts(clause, verb, frame.actor):
        frame.object = frame.actor
        frame.actor = None
    return frame


def _take_action_noun(clause: Clause, frame: Frame, verb: int, last: int) -> None:
    """Behind a light verb the noun that ends the clause is the action: 完成背街小巷整治, 对河道进行清理."""
    nouns = _action_nouns(clause, last + 1)
    if nouns is None:
        return
    first, end = nouns
    treated = _trimmed(clause, last + 1, first)
    if treated is None:
        treated = _behind(clause, verb, _TREATED) or frame.actor
    frame.action = _span(clause.words, first, end)
    frame.object = treated
    if treated is not None and treated == frame.actor:
        frame.actor = None


def _acts(clause: Clause, verb: int, subject: Span) -> bool:
    """Whether the subject of a verb without an object does what it says: a body or a person does, a thing does not."""
    at = next(k for k, word in enumerate(clause.words) if word.end == subject.end)
    text = clause.words[verb].text
    if text in clause.lexicon.intransitive:
        return True
    if text.startswith(tuple(clause.lexicon.completing)):
        return False
    changes = text in clause.lexicon.measuring or text in clause.lexicon.light
    return not changes and _is_body(clause.words, at, clause.lexicon)


def _is_body(words: list[Word], k: int, lexicon: Lexicon) -> bool:
    return words[k].cls == "R" or words[k].text.endswith(tuple(lexicon.bodies))


def _subject(clause: Clause, verb: int) -> Span | None:
    """The subject: the noun phrase before the predicate, from the start of its clause."""
    words, cls = clause.words, clause.cls
    by = next((k for k in range(verb - 1, -1, -1) if words[k].text == "由" and cls[k] == "P"), None)
    if by is not None and by + 1 < verb:
        return _trimmed(clause, by + 1, verb)
    last = next((k for k in range(verb) if words[k].text in _AFTER_SUBJECT and cls[k] != "P" and k), verb) - 1
    last = _outside_phrases(clause, last)
    while last >= 0 and (cls[last] in "DS" or (cls[last] == "A" and words[last].text.endswith(_QUALITIES))):
        last -= 1
    if last < 0 or not _may_end_noun(clause, last) or words[last].text.endswith(_PERIODS):
        return None
    first = last
    while first > 0 and (cls[first - 1] not in "XTQP" or _in_name(clause, first - 1)):
        first -= 1
    while (
        first < last
        and cls[first] in "DUCMS"
        and not (words[first].text in clause.lexicon.states and cls[first + 1] == "N")
    ):
        first += 1
    lexicon = clause.lexicon
    if cls[first] == "V" and (words[first].text in lexicon.leading or words[first].text in lexicon.causative):
        return None
    if first == last and words[last].text.endswith("性"):
        return None  # 历史性实现
    if _MOTTO.fullmatch(words[last].text) or (
        first and cls[first - 1] == "P" and words[first - 1].text not in GIVING - DISPOSAL
    ):
        return None
    return _within(_span(words, first, last))


def _in_name(clause: Clause, k: int) -> bool:
    """Whether the preposition at ``k`` stands between the parts of a name: 防城至东兴高速公路."""
    return clause.words[k].text in _RANGES and clause.before(k) == "N"


def _may_end_noun(clause: Clause, k: int) -> bool:
    """Whether a subject may end with the word at ``k``: a noun, or an action noun behind one."""
    named = clause.names(k) or clause.words[k].text in clause.lexicon.states
    return (
        clause.cls[k] in "NR"
        or named
        or (
            clause.cls[k] == "V"
            and k > 0
            and clause.cls[k - 1] == "N"
            and clause.words[k].text not in clause.lexicon.measuring
        )
    )


def _outside_phrases(clause: Clause, last: int) -> int:
    """The last word before the prepositional phrases that end at ``last``; those of 使, 让 hold the subject."""
    for k in range(last, -1, -1):
        if clause.cls[k] in "XT" or (clause.words[k].text in GIVING - DISPOSAL and clause.cls[k] == "P"):
            break
        if clause.cls[k] == "P" and not _in_name(clause, k):
            last = k - 1
    return last


def _object(clause: Clause, start: int, verb: int, *, whole: bool = False) -> Span | None:
    """The object: what follows the predicate in its clause, up to a second predicate joined to it."""
    words, cls = clause.words, clause.cls
    first = start
    while first < len(words) and cls[first] in ("S" if whole else "SQ"):
        first += 1
    joined = first < len(words) and cls[first] == "C" and words[first].text != "与"
    if joined or words[verb].text in clause.lexicon.intransitive:
        return None  # 由县民政局牵头、各县民政局配合
    if first < len(words) and words[first].text in _ARRIVALS and words[verb].text not in clause.lexicon.causative:
        if "Q" in cls[first:]:
            return None  # 租赁价格控制在市场价的70%
        first += 1
    relative = first < len(words) and cls[first] == "V" and "U" in cls[first:]
    end = first
    while end < len(words):
        light = end + 1 < len(words) and words[end + 1].text in clause.lexicon.light
        joins = words[end].text in ("、", "并") or (words[end].text == "和" and light)
        joins = joins and end > first and not relative and not (whole and _says(clause, first, end))
        if joins and cls[end - 1] in "NRAX" and not clause.names(end - 1) and _governs(clause, end + 1):
            break
        end += 1
    return _trimmed(clause, first, end)


def _says(clause: Clause, first: int, end: int) -> bool:
    """Whether the words are a subject, its verb and an object: 推动湖湘文化实现新发展、呈现新气象."""
    verbs = [k for k in range(first + 1, end - 1) if clause.cls[k] == "V" and not clause.names(k)]
    return clause.cls[end - 1] == "N" and any(clause.before(k) in "NDP" for k in verbs)


def _governs(clause: Clause, number: int) -> bool:
    """Whether the word is a verb that takes an object here: 改进 in 创新思路、改进方法."""
    if number + 1 >= len(clause) or clause.cls[number] != "V" or clause.cls[number + 1] not in "NAS":
        return False
    text = clause.words[number].text
    lexicon = clause.lexicon
    return (text in lexicon.action or text in lexicon.light or text in lexicon.opening) and text not in lexicon.nominal


def _trimmed(clause: Clause, first: int, end: int) -> Span | None:
    """``first:end`` without particles at its edges and amounts at its end; None when no noun is left."""
    words, cls = clause.words, clause.cls
    while first < end and (
        cls[first] in "US"
        or (cls[first] == "C" and words[first].text != "与")
        or (cls[first] == "M" and words[first].text in "）)")
    ):
        first += 1
    while end > first and (cls[end - 1] in "UCSQDPM" or words[end - 1].text == "各"):
        end -= 1
    if not any(one in "NRVA" for one in cls[first:end]):
        return None
    return _within(_span(words, first, end - 1))


def _behind(clause: Clause, verb: int, prepositions: frozenset[str]) -> Span | None:
    """The noun phrase of a 对… or 把… before the verb."""
    for number in range(verb):
        if clause.words[number].text in prepositions and clause.cls[number] == "P":
            begin = number + 1
            while begin < verb and clause.cls[begin] in "DQ":
                begin += 1
            end = begin
            while end < verb and clause.cls[end] not in "XP":
                end += 1
            return _trimmed(clause, begin, end)
    return None


def _place(clause: Clause, verb: int) -> Span | None:
    """The place of a 在… before the verb; a circumstance (在发展中) is none."""
    for number in range(verb):
        if clause.words[number].text in _LOCATIVES and clause.cls[number] == "P":
            end = number + 1
            while end < verb and clause.cls[end] in ("NARQMCUD" if end == number + 1 else "NARQMCU"):
                end += 1
            if end < verb and clause.cls[end] not in "DFP":
                return None
            behind = clause.words[end].text if end < verb else ""
            phrase = _trimmed(clause, number + 1, end)
            if phrase is None or clause.cls[end - 1] == "F" or _CIRCUMSTANCES.search(behind):
                return None
            return None if _CIRCUMSTANCES.search(clause.words[end - 1].text) else phrase
    return None


def _action_nouns(clause: Clause, start: int) -> tuple[int, int] | None:
    """First and last word of the action that ends the clause behind a light verb: 推进…建设, 开展…整治工作.

    None where what follows says something itself: 推动产业在黔延伸布局, 推动比重继续提升.
    """
    words, cls = clause.words, clause.cls
    last = len(words) - 1
    while last > start and words[last].text in clause.lexicon.nominal_heads:
        last -= 1
    if last < start or words[last].text not in clause.lexicon.nominal or words[last].text in clause.lexicon.named:
        return None
    if "P" in cls[start:last] or any(cls[k] == "D" and cls[k + 1] == "V" for k in range(start, last)):
        return None
    light, causative = clause.lexicon.light, clause.lexicon.causative
    if any(word.text in light or word.text in causative for word in words[start:last]):
        return None  # 实行结构性减税和推进税费改革
    first = last
    while first > start and (
        cls[first - 1] == "V" or (cls[first - 1] == "A" and cls[first - 2] == "V" and first - 1 > start)
    ):
        first -= 1
    if first > start and (words[first - 1].text in clause.lexicon.modifying or cls[first - 1] == "C"):
        return None
    if first == start and _behind(clause, start, _TREATED) is None:
        return None
    return first, last


def _span(words: list[Word], first: int, last: int) -> Span:
    return Span(words[first].start, words[last].end)


def _within(span: Span) -> Span | None:
    return span if 0 < len(span) <= _LONGEST_PHRASE else None
