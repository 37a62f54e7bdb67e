"""Heads of enumerated items: 一是…。, （一）…。, 1.…, ——…, and theme sentences at the head of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cnreport.discourse.clauses import FIGURES, Clause, Sentence
from cnreport.discourse.cues import Cue
from cnreport.layout import Paragraph
from cnreport.layout.markers import Marker, find_markers
from cnreport.schema import KINDS
from cnreport.text import Span

# A marked head sentence longer than this runs on into the measures: its first clause is the head.
_LONGEST_HEAD: Final = 34
_LONGEST_THEME: Final = 30
_SHORTEST_THEME: Final = 3
_LONGEST_LABEL: Final = 8
_LONGEST_ADMISSION: Final = 36
_LONGEST_ANNOUNCEMENT: Final = 14
# What a sentence admits in general, without saying which it is (不足是… says it).
_ADMITTED: Final = re.compile(
    "(?:问题|短板|差距|不足|困难|压力|薄弱环节|隐患|欠账|不相?适应|基础)(?!的?是|主要|有的|在于|[：:])"
)
_STOPS: Final = "，。；：！？,;:!?\n"


@dataclass(slots=True)
class Head:
    """The head of an item: its span, its ordinal (None when it has none); a paragraph's theme sentence is one too.

    ``theme`` marks the first sentence of a paragraph, whose item ends with it.
    """

    span: Span
    ordinal: int | None
    sentence: int
    theme: bool = False


def find_heads(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], clauses: Sequence[Clause]
) -> list[Head]:
    """The heads of a speech, in order. ``clauses`` must have their kinds."""
    by_sentence: dict[int, list[Clause]] = {}
    for clause in clauses:
        by_sentence.setdefault(clause.sentence, []).append(clause)
    markers = _markers(text, paragraphs, sentences, by_sentence)
    heads: list[Head] = []
    enumerated: tuple[str, tuple[Span, ...]] | None = None
    for number, sentence in enumerate(sentences):
        parts = by_sentence.get(number, [])
        if not parts:
            continue
        kind = _kind(parts)
        if kind not in KINDS:
            continue
        if enumerated is not None and kind != enumerated[0]:
            enumerated = None
        here = (kind, parts[0].headings)
        marked = markers.get(number)
        if marked:
            enumerated = here
            ends = [marker.start for marker in marked[1:]] + [sentence.end]
            for marker, end in zip(marked, ends, strict=True):
                own = [part for part in parts if marker.start <= part.start < end]
                if _kind(own) in KINDS:
                    heads.append(_marked(text, Span(marker.start, end), own, marker, number))
        elif text[sentence.end - 1] in "：:":
            if kind != "problem" and _is_label(text, sentence, parts):
                heads.append(Head(Span(sentence.start, sentence.end), None, number))
        elif kind == "problem":
            start = next((c.start for c in _below_announcement(parts) if c.kind == "problem"), sentence.start)
            if enumerated != here and not _admits(number, text, sentence, by_sentence):
                heads.append(Head(Span(start, sentence.end), None, number))
        elif (
            sentence.first
            and not _answers(text, paragraphs, sentence)
            and _goes_on(number, kind, sentences, by_sentence)
            and _is_theme(text, sentence, parts)
        ):
            alone = sentences[number + 1].first
            heads.append(Head(Span(sentence.start, sentence.end), None, number, theme=not alone))
    return heads


def _admits(number: int, text: str, sentence: Sentence, by_sentence: Mapping[int, Sequence[Clause]]) -> bool:
    """Whether a sentence only admits that there are problems, which the sentences below it name: 问题仍然不少."""
    before, below = by_sentence.get(number - 1), by_sentence.get(number + 1)
    if below is None or _kind(below) != "problem" or (before is not None and _kind(before) == "problem"):
        return False
    parts = by_sentence[number]
    length = sum(part.end - part.start for part in parts if part.kind == "problem")
    if length > _LONGEST_ADMISSION or text[sentence.end - 1] in "；;":  # it names them itself, or begins their list
        return False
    if FIGURES.search(text, sentence.start, sentence.end) or not _ADMITTED.search(text, sentence.start, sentence.end):
        return False
    return any(_opens(cue) for part in parts for cue in part.cues)


def _below_announcement(parts: Sequence[Clause]) -> Sequence[Clause]:
    """The clauses of a sentence behind one that only announces a problem (不足之处在于，…; 但也要看到，…)."""
    first = parts[0]
    announces = any(cue.scope == "onward" and cue.vote == "problem" for cue in first.cues)
    return parts[1:] if announces and first.end - first.start <= _LONGEST_ANNOUNCEMENT and len(parts) > 1 else parts


def _answers(text: str, paragraphs: Sequence[Paragraph], sentence: Sentence) -> bool:
    """Whether a sentence is the first of an answer, behind a question or a name with a colon: such name no theme."""
    number, start = sentence.paragraph, paragraphs[sentence.paragraph].start
    if number and paragraphs[number - 1].role == "question":
        return True
    return text[max(0, start - 2) : start].rstrip(" ").endswith(("：", ":"))


def _goes_on(
    number: int, kind: str, sentences: Sequence[Sentence], by_sentence: Mapping[int, Sequence[Clause]]
) -> bool:
    """Whether a sentence has text of its own below it: the rest of its paragraph, or the next one where it is alone."""
    if number + 1 == len(sentences):
        return False
    if not sentences[number + 1].first:
        return True
    here, below = by_sentence[number][0], by_sentence.get(number + 1)
    return below is not None and _kind(below) == kind and below[0].headings == here.headings and len(below) > 1


def _markers(
    text: str,
    paragraphs: Sequence[Paragraph],
    sentences: Sequence[Sentence],
    by_sentence: Mapping[int, Sequence[Clause]],
) -> dict[int, list[Marker]]:
    """The markers that begin a sentence or a clause of it (接下来，一要…，二要…), by its number."""
    starts = {sentence.start: number for number, sentence in enumerate(sentences)}
    for number, parts in by_sentence.items():
        starts |= {part.start: number for part in parts}
    found: dict[int, list[Marker]] = {}
    for number in sorted({sentence.paragraph for sentence in sentences}):
        paragraph = paragraphs[number]
        for marker in find_markers(text, paragraph.start, paragraph.end):
            if marker.start in starts:
                found.setdefault(starts[marker.start], []).append(marker)
    return found


def _kind(parts: Sequence[Clause]) -> str:
    """The kind of a sentence: that of most of its characters, statements before anything else."""
    weights: dict[str, int] = {}
    for part in parts:
        if part.kind in ("achievement", "problem", "plan"):
            weights[part.kind] = weights.get(part.kind, 0) + part.end - part.start
    return max(weights, key=lambda kind: weights[kind]) if weights else parts[0].kind


def _marked(text: str, item: Span, parts: Sequence[Clause], marker: Marker, number: int) -> Head:
    """The head of an item with a marker: the sentence, or the first clause of one that goes into the measures.

    A problem is its own head; so is an item of a single sentence without figures. ``item`` is the sentence, or the
    stretch of it up to the next marker.
    """
    end = item.end
    quoted = text[marker.start : end]
    if _kind(parts) != "problem" and len(parts) > 1 and (len(quoted) > _LONGEST_HEAD or FIGURES.search(quoted, 3)):
        # 第一，抓防汛，由…负责: the marker may be a clause of its own.
        end = parts[0].end if parts[0].end > marker.end else parts[1].end
    return Head(Span(marker.start, end), marker.ordinal or None, number)


def _is_theme(text: str, sentence: Sentence, parts: Sequence[Clause]) -> bool:
    """Whether a paragraph's first sentence names the paragraph's theme: short, no figures, opening nothing."""
    quoted = text[sentence.start : sentence.end].rstrip(_STOPS)
    if not _SHORTEST_THEME <= len(quoted) <= _LONGEST_THEME or len(parts) > 2:
        return False
    return not FIGURES.search(quoted) and not any(_opens(cue) for part in parts for cue in part.cues)


def _is_label(text: str, sentence: Sentence, parts: Sequence[Clause]) -> bool:
    """Whether what stands before a colon labels what follows: 投入到位：…."""
    return (
        len(parts) == 1
        and _SHORTEST_THEME <= sentence.end - sentence.start - 1 <= _LONGEST_LABEL
        and all(cue.scope == "hint" for cue in parts[0].cues)
        and not FIGURES.search(text, sentence.start, sentence.end)
    )


def _opens(cue: Cue) -> bool:
    return cue.scope == "onward" or (cue.scope == "clause" and cue.vote in ("lead", "none"))
