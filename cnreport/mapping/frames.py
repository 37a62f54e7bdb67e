"""Who did what to what and where, in a record without the help of an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

_PLACE_PREPOSITIONS = frozenset(["在", "对", "向", "于"])
_LONGEST_PHRASE = 30


@dataclass(slots=True)
class Frame:
    """Spans in the view; each is None when the record does not say."""

    actor: Span | None = None
    action: Span | None = None
    object: Span | None = None
    location: Span | None = None


def find_frame(words: Sequence[Word], lexicon: Lexicon) -> Frame:
    """The frame of a record's words: its first full verb, the noun before it, the noun phrase after it."""
    frame = Frame()
    verb = _main_verb(words, lexicon)
    if verb is None:
        return frame
    frame.action = Span(words[verb].start, words[verb].end)
    frame.actor = _phrase_before(words, verb)
    frame.location = _place(words, verb)
    frame.object = _phrase_after(words, verb + 1)
    if words[verb].text in lexicon.light:
        noun = _action_noun(words, verb + 1, lexicon)
        if noun is not None:
            frame.action = Span(words[noun].start, words[noun].end)
            if frame.object is not None and frame.object.end > words[noun].start:
                kept = Span(frame.object.start, words[noun].start)
                frame.object = kept if len(kept) > 0 else None
    return frame


def _main_verb(words: Sequence[Word], lexicon: Lexicon) -> int | None:
    """The first verb that is not inside a prepositional phrase; any verb when all are."""
    inside = False
    fallback = None
    for number, word in enumerate(words):
        if word.cls == "P":
            inside = True
        elif word.cls == "X":
            inside = False
        elif word.cls == "V" and word.text not in lexicon.existential:
            if fallback is None:
                fallback = number
            if not inside:
                return number
            inside = False
    return fallback


def _phrase_before(words: Sequence[Word], verb: int) -> Span | None:
    first = verb
    while first > 0 and words[first - 1].cls in "NRDAS" and words[first - 1].cls != "X":
        first -= 1
    nouns = [n for n in range(first, verb) if words[n].cls in "NR"]
    if not nouns or (first > 0 and words[first - 1].cls in "PUCVQF"):
        return None
    last = nouns[-1]
    return _within(Span(words[nouns[0]].start, words[last].end))


def _phrase_after(words: Sequence[Word], start: int) -> Span | None:
    first = start
    while first < len(words) and words[first].cls in "SQD":
        first += 1
    last = None
    number = first
    while number < len(words) and words[number].cls in "NACURVQM":
        if words[number].cls == "N":
            last = number
        number += 1
    if last is None:
        return None
    return _within(Span(words[first].start, words[last].end))


def _place(words: Sequence[Word], verb: int) -> Span | None:
    """The noun phrase of a 在… or 对… before the verb."""
    for number in range(verb):
        if words[number].text in _PLACE_PREPOSITIONS:
            last = None
            for after in range(number + 1, verb):
                if words[after].cls in "NF":
                    last = after
                elif words[after].cls in "VX":
                    break
            if last is not None:
                return _within(Span(words[number + 1].start, words[last].end))
    return None


def _action_noun(words: Sequence[Word], start: int, lexicon: Lexicon) -> int | None:
    found = None
    for number in range(start, len(words)):
        if words[number].cls == "X":
            break
        if words[number].cls == "V" and words[number].text in lexicon.nominal:
            found = number
    return found


def _within(span: Span) -> Span | None:
    return span if 0 < len(span) <= _LONGEST_PHRASE else None
