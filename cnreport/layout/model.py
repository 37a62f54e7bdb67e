"""What layout hands on: the page, its speeches and their paragraphs, all in positions of the view's text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from cnreport.text.view import Span, View

Role = Literal["body", "heading", "question", "salutation", "other"]


@dataclass(slots=True)
class Paragraph:
    """A paragraph of speech text, ``view.text[start:end]``.

    ``level`` is 0 for anything but a heading, 1 for the outermost headings of its speech; ``ordinal`` is a heading's
    number, None when it has none. ``text_start`` is where the words begin, after a heading's number or the name of
    the one who answers.
    """

    start: int
    end: int
    role: Role
    level: int = 0
    ordinal: int | None = None
    text_start: int = 0


@dataclass(slots=True)
class SpeakerLine:
    """Where the speaker is named, and who: 川汇区 · 区委书记 · 刘德君. Parts the text does not state are empty."""

    start: int
    end: int
    name: str
    position: str
    organization: str


@dataclass(slots=True)
class BylineMention:
    """One person who wrote the speech down; the span is the whole byline's."""

    start: int
    end: int
    name: str
    role: str


@dataclass(slots=True)
class SpeechLayout:
    """One speaker's contribution, ``view.text[start:end]``, and what it consists of."""

    start: int
    end: int
    speaker: SpeakerLine | None = None
    headline: Span | None = None
    bylines: list[BylineMention] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """An article laid out; ``published`` is an ISO date when the page states one, ``given`` the day on which
    its speeches were given as far as it says: that of a dateline, else the one it was published on."""

    view: View
    title: Span | None = None
    published: str | None = None
    given: datetime.date | None = None
    speeches: list[SpeechLayout] = field(default_factory=list)
