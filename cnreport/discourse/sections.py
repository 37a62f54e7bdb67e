"""Section state: the kind that the headings above a paragraph announce."""

from __future__ import annotations

from cnreport.discourse.cues import Cue, Cues
from cnreport.layout import Paragraph
from cnreport.text import Span

# What a passage is before anything has said so.
UNKNOWN = "unknown"


class Sections:
    """The headings above the current paragraph, outermost first, and the state they put it in.

    A heading with a cue sets the state; one without takes its parent's, and where that is unknown the one that its
    theme suggests (取得新成效). An outermost one has no parent: behind a section of plans it goes on with them, and
    behind a review it begins them when it gives a direction (加快…, 加强…).
    """

    def __init__(self, text: str, cues: Cues) -> None:
        self._text = text
        self._cues = cues
        self._stack: list[tuple[int, Span, str]] = []
        self._last_outermost = UNKNOWN

    @property
    def state(self) -> str:
        """The state of the innermost heading."""
        return self._stack[-1][2] if self._stack else UNKNOWN

    @property
    def headings(self) -> tuple[Span, ...]:
        """The headings above, outermost first."""
        return tuple(span for _, span, _ in self._stack)

    def enter(self, heading: Paragraph) -> None:
        """Go on under ``heading``."""
        while self._stack and self._stack[-1][0] >= heading.level:
            self._stack.pop()
        quoted = self._text[heading.start : heading.end]
        state = announced(quoted, self._cues.heading)
        if state is None:
            state = self.state
            if state == UNKNOWN:
                state = announced(quoted, self._cues.theme) or (UNKNOWN if self._stack else self._follow(quoted))
        if not self._stack:
            self._last_outermost = state
        self._stack.append((heading.level, Span(heading.start, heading.end), state))

    def turn(self, state: str) -> None:
        """Go on in ``state`` until the next heading, whatever those above have announced."""
        self._stack = [(level, span, state) for level, span, _ in self._stack]
        self._last_outermost = state

    def _follow(self, heading: str) -> str:
        if self._last_outermost == "plan":
            return "plan"
        if self._last_outermost != UNKNOWN:
            return announced(heading, self._cues.sibling) or UNKNOWN
        return UNKNOWN


def announced(heading: str, cues: tuple[Cue, ...]) -> str | None:
    """The kind that a heading announces by the first of ``cues`` found in it, or None when it names a subject only."""
    return next((cue.vote for cue in cues if cue.pattern.search(heading)), None)
