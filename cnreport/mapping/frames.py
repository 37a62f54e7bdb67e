"""Who did what to what and where: the frame of a record, and how rules alone find it.

`cnreport.mapping.roles` reads frames; the rules here stand in where its model is missing, and find the place, which it
does not ask for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cnreport.mapping.facts import Fact
from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.word import Word
from cnreport.text import Span

_LOCATIVES: Final = frozenset(["在", "于"])
# Classes of the words of a place.
_PLACE: Final = "NARQMCU"
# Behind 在 they make a circumstance of a noun: 在发展中, 在党的领导下.
_CIRCUMSTANCES: Final = re.compile("(?:[中下上后前时]|基础|方面|同时|情况|前提|框架|期间|过程|领域|工作)$")
_LONGEST_PHRASE: Final = 60


@dataclass(slots=True)
class Frame:
    """Spans in the view; each is None when the record does not say."""

    actor: Span | None = None
    action: Span | None = None
    object: Span | None = None
    location: Span | None = None


def find_frame(words: Sequence[Word], facts: Sequence[Fact], lexicon: Lexicon) -> Frame:
    """The frame by rules alone: the verb of the record's first amount that has one, and what that counts; else its
    first verb and the words behind it up to the next stop. No rule tells who acts.
    """
    said = [fact for fact in facts if fact.action] or [fact for fact in facts if fact.of]
    frame = Frame(action=said[0].action, object=said[0].of) if said else _first_verb(words, lexicon)
    frame.location = place(words, frame.action)
    return frame


def _first_verb(words: Sequence[Word], lexicon: Lexicon) -> Frame:
    verb = next(
        (k for k, word in enumerate(words) if word.cls == "V" and word.text not in lexicon.existential), len(words)
    )
    if verb == len(words):
        return Frame()
    stop = next((k for k in range(verb, len(words)) if words[k].cls == "X"), len(words))
    named = [k for k in range(verb + 1, stop) if words[k].cls in "NRVA"]
    return Frame(
        action=Span(words[verb].start, words[verb].end),
        object=within_phrase(Span(words[named[0]].start, words[named[-1]].end)) if named else None,
    )


def place(words: Sequence[Word], action: Span | None) -> Span | None:
    """The place of a 在… before the action in its clause; a circumstance (在发展中) is none."""
    verb = next((k for k, word in enumerate(words) if action and word.end > action.start), 0)
    for number in range(verb - 1, -1, -1):
        word = words[number]
        if word.cls == "X":
            return None
        if word.cls == "P" and word.text in _LOCATIVES:
            end = number + 1
            while end < verb and words[end].cls in _PLACE:
                end += 1
            named = [k for k in range(number + 1, end) if words[k].cls in "NR"]
            behind = words[end].text if end < verb else ""
            if not named or _CIRCUMSTANCES.search(behind) or _CIRCUMSTANCES.search(words[end - 1].text):
                return None
            return within_phrase(Span(words[named[0]].start, words[named[-1]].end))
    return None


def within_phrase(span: Span) -> Span | None:
    """The span, when it is no longer than a phrase."""
    return span if 0 < len(span) <= _LONGEST_PHRASE else None
