"""Statements: runs of clauses of one kind with one predicate, and the item each belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.items import Head
from cnreport.schema import KINDS
from cnreport.text import Span

# A clause that states no more than a time, or where in the list it stands, shares the record of the next one.
_YEARS: Final = r"[一二三四五六七八九十两几\d]{1,4}年"
_SETTING: Final = re.compile(
    r"(?:(?:截至|截止|到|至)?[^，。；：]{0,9}"
    r"(?:来|期间|方面|目前|同时|此外|当前|今年|去年|明年|全年|[年月]底|[上下]半年|下一?步|下一?阶段|今后|后续|未来|(?:工作|过程)中"
    rf"|(?:这|近|过去|今后|未来|新|回顾|展望|前)的?{_YEARS}间?|{_YEARS}间|(?:这|今后|未来)?一个时期)"
    r"|(?:力争|争取|确保|计划|预计|要|到|至|在|于){0,2}[^，。；：]{0,8}"
    r"(?:[\d一二三四五六七八九十][年月日天周]|[年月季周]度?[初底末中]|[上中下]旬|[节季期]|半年)(?:[初底末]|[上中下]旬)?(?:之?[前后内]|以[前内])?"
    r"|(?:据)?初步(?:统计|预计|核算|测算)|据(?:统计|测算)|其中|第[一二三四五六七八九十]|主要是|具体(?:来说|讲|说|而言)|包括"
    r"|(?:[^，。；：,]{1,12}[，,])?(?:我们|还|也|又|并|先后)?在[^，。；：,]{2,40}(?:[下中上]|方面|领域))[，,：:]"
)
# How it ends, before its stop: few clauses do.
_SETTING_ENDS: Final = frozenset(
    "来间前时外年底步段后续中期月日天周初末旬节季内计算面域一二三四五六七八九十是说讲言括下上"
)
# A clause that only says who is responsible belongs to what that body has to do: behind it, else before it.
_OWNED: Final = re.compile(
    r"(?:具体|分别|统一)?由[^，。；：]{2,40}(?:牵头|负责|承办|主办|主责|盯办|协调|落实|实施|包保|挂帅)(?:组织|实施|落实|推进|督办)?[，,。；;]?"
)
# So does one that only leads to it: a means, an aim, a circumstance.
_LEAD: Final = re.compile(
    r"(?:通过|按照|围绕|针对|结合|为了|为(?!民|主)|以(?!上|下|内|来)|根据|随着|聚焦|紧盯|依托|本着|坚持以|面对|充分发挥|发挥"
    r"|在(?!建|校|册|职|岗|编|营|库|谈|全[国省市州县区])|对(?!接|标|外)|从(?!业|事|严|快|重)|利用|把)"
)
# And one that only names what the next one is about: 改革的重点，是…; 有的地方和部门，把….
_NAMED: Final = re.compile(
    r"(?:[^，。；：,]{1,30}(?:重点|关键|核心|目标|任务|原因|目的|根本|主线|方向|前提|重中之重|要害|标志|特点|优势|原则|规定)"
    r"[，,](?=[就也正都并]?(?:不?是(?!否)|在于))"
    r"|(?:但是?|现在|目前|还)?(?:有的|有些|一些|部分|个别|少数|不少|许多|多数|大多数)[^，。；：,有是在把将为]{0,12}"
    r"(?:地方|地区|部门|单位|[县市区]|乡镇|企业|干部|同志|领导|人员|农户|群众)[，,])"
)
_NAMED_ENDS: Final = frozenset("点键心标务因的本线向提重害志势则定方区门位县市镇业部导员户众")
_STOPS: Final = "，。；：！？、,;:!?\n "


@dataclass(slots=True)
class Statement:
    """One record to be: its span in the view without the final stop, and the clauses it is made of."""

    start: int
    end: int
    kind: str
    clauses: list[Clause]
    head: Head | None

    @property
    def confidence(self) -> float:
        """The least certain of its clauses."""
        return min(clause.confidence for clause in self.clauses)


def build_statements(
    text: str, sentences: Sequence[Sentence], clauses: Sequence[Clause], heads: Sequence[Head]
) -> list[Statement]:
    """The statements of a speech, in order, none for clauses that state nothing."""
    scopes = _scopes(sentences, clauses, heads)
    starts = {head.span.start for head in heads} | {head.span.end for head in heads}
    statements: list[Statement] = []
    group: list[Clause] = []

    for clause in clauses:
        if clause.kind not in KINDS:
            _state(text, group, scopes, statements)
            continue
        if not group and statements and _labels(clause, statements[-1].clauses[-1]):
            statements[-1].clauses.append(clause)
            statements[-1].end = _end(text, clause.start, clause.end)
            continue
        if clause.last and not group and statements and _follows(text, clause, statements[-1].clauses[-1]):
            group = statements.pop().clauses
        if group and (group[0].kind != clause.kind or group[0].sentence != clause.sentence or clause.start in starts):
            _state(text, group, scopes, statements)
        group.append(clause)
        if clause.last or not _leads(text, clause):
            _state(text, group, scopes, statements)
    _state(text, group, scopes, statements)
    return statements


def _state(text: str, group: list[Clause], scopes: Mapping[int, Sequence[Head]], statements: list[Statement]) -> None:
    """Add what the clauses of ``group`` state to ``statements``, and empty it."""
    if not group:
        return
    first, last = group[0], group[-1]
    end = _end(text, first.start, last.end)
    if end > first.start and not _is_setting(text, first.start, last.end):
        statements.append(Statement(first.start, end, first.kind, list(group), _head_of(first, scopes)))
    group.clear()


def _is_setting(text: str, start: int, end: int) -> bool:
    if text[end - 1] not in "，,：:" or text[end - 2] not in _SETTING_ENDS:
        return False
    return _SETTING.fullmatch(text, start, end) is not None


def _end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    return end


def _labels(clause: Clause, before: Clause) -> bool:
    """Whether a clause only labels (责任单位：…) what a clause not far before it says will be done."""
    labelled = any(cue.scope == "label" for cue in clause.cues)
    return labelled and clause.kind == before.kind and clause.paragraph - before.paragraph <= 1


def _leads(text: str, clause: Clause) -> bool:
    return bool(
        _LEAD.match(text, clause.start)
        or _is_setting(text, clause.start, clause.end)
        or _OWNED.fullmatch(text, clause.start, clause.end)
        or _only_names(text, clause)
    )


def _only_names(text: str, clause: Clause) -> bool:
    """Whether a clause only names what the next one is about."""
    if text[clause.end - 2] not in _NAMED_ENDS:
        return False
    named = _NAMED.match(text, clause.start)
    return named is not None and named.end() == clause.end


def _follows(text: str, clause: Clause, before: Clause) -> bool:
    """Whether a clause only says who is responsible for what the one before it says."""
    return (before.kind, before.sentence, before.end) == (
        clause.kind,
        clause.sentence,
        clause.start,
    ) and _OWNED.fullmatch(text, clause.start, clause.end) is not None


def _head_of(clause: Clause, scopes: Mapping[int, Sequence[Head]]) -> Head | None:
    """The head that a clause stands under: of those of its sentence the last that begins before it."""
    heads = scopes.get(clause.sentence, ())
    return next((head for head in reversed(heads) if head.span.start <= clause.start), heads[0] if heads else None)


def _scopes(
    sentences: Sequence[Sentence], clauses: Sequence[Clause], heads: Sequence[Head]
) -> dict[int, Sequence[Head]]:
    """The heads that each sentence stands under: up to the next head, the end of its section, or a change of kind.

    A theme holds for its paragraph, an enumerated head for one more: its text may begin on a new line.
    """
    by_sentence = {number: list(found) for number, found in groupby(heads, key=lambda head: head.sentence)}
    stating = {clause.sentence: clause for clause in reversed(clauses) if clause.kind in KINDS}
    scopes: dict[int, Sequence[Head]] = {}
    current: Sequence[Head] = ()
    state: tuple[str, tuple[Span, ...]] = ("", ())
    paragraph = -1
    for number, sentence in enumerate(sentences):
        clause = stating.get(number)
        here = (clause.kind, clause.headings) if clause else state
        if number in by_sentence:
            current, paragraph, state = by_sentence[number], sentence.paragraph, here
        elif current and (here != state or sentence.paragraph > paragraph + (not current[-1].theme)):
            current = ()
        if current:
            scopes[number] = current
    return scopes
