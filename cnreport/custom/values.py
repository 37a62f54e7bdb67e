"""What a source of a field says of a clause or sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cnreport import schema
from cnreport.custom.spec import LISTS, Take
from cnreport.text import Span, View

_STOPS = "，。；：！？,;:!?\n"
_RUN = re.compile(rf"[^{_STOPS}]*")
_EDGES = " \u3000、“”‘’《》（）()"
_LONGEST_BETWEEN = 200


@dataclass(slots=True)
class Unit:
    """The clause or sentence that becomes a record: its span in the view, and what the rooms below made of it.

    ``records`` begins with the built-in record of the clause that triggered it (or what that would be, where the clause
    states nothing), behind it come those of the rest of the sentence. ``quantities`` are all in the unit, in order.
    """

    span: Span
    records: Sequence[schema.Record]
    quantities: Sequence[schema.Quantity] = field(default_factory=list)


def value_of(take: Take, unit: Unit, view: View) -> Any:
    """A mention, a quantity, a list of them, or None: what fills the field."""
    if take.source in ("amount", "amounts"):
        found = _amounts(take, unit, view)
        return found if take.source in LISTS else found[0] if found else None
    if take.source == "text":
        return _mention(view, _text(take, unit.span, view.text))
    if take.source == "pattern":
        assert take.pattern is not None
        match = take.pattern.search(view.text, unit.span.start, unit.span.end)
        return _mention(view, Span(*match.span(1)) if match and match.end(1) > match.start(1) else None)
    if take.source == "owners":
        return [owner for record in unit.records for owner in getattr(record, "owners", ())]
    # Who does what belongs to one clause; when it is due, the sentence may say in another.
    of_clause = take.source in ("action", "object", "actor", "location")
    values = (getattr(record, take.source, None) for record in unit.records[: 1 if of_clause else None])
    return next(filter(None, values), None)


def _amounts(take: Take, unit: Unit, view: View) -> list[schema.Quantity]:
    low, high = view.offset(unit.span.start), view.offset(unit.span.end - 1) + 1
    if take.after is not None:
        match = take.after.search(view.text, unit.span.start, unit.span.end)
        if match is None:
            return []
        low = view.offset(match.end() - 1) + 1
    if take.before is not None:
        start = unit.span.start if take.after is None or match is None else match.end()
        match = take.before.search(view.text, start, unit.span.end)
        if match is None:
            return []
        high = view.offset(match.start())
    found = [
        quantity
        for quantity in unit.quantities
        if low <= quantity.start
        and quantity.end <= high
        and (not take.units or quantity.unit in take.units)
        and take.dimension in ("", quantity.dimension)
        and (not take.of or (quantity.of is not None and any(word in quantity.of.text for word in take.of)))
    ]
    # Alone in front of a word, the nearest is meant.
    return found[::-1] if take.before is not None and take.after is None and take.source == "amount" else found


def _text(take: Take, span: Span, text: str) -> Span | None:
    start, end = span.start, span.end
    if take.after is not None:
        match = take.after.search(text, start, end)
        if match is None:
            return None
        start = match.end()
    if take.before is not None:
        match = take.before.search(text, start, end)
        if match is None or match.start() - start > _LONGEST_BETWEEN:
            return None
        end = match.start()
        if take.after is None:
            start = max(start, *(text.rfind(stop, start, end) + 1 for stop in _STOPS))
    else:
        run = _RUN.match(text, start, end)
        end = run.end() if run else start
    while start < end and text[start] in _EDGES + _STOPS:
        start += 1
    while end > start and text[end - 1] in _EDGES + _STOPS:
        end -= 1
    return Span(start, end) if end > start else None


def _mention(view: View, span: Span | None) -> schema.Mention | None:
    if span is None:
        return None
    text, start, end = view.cite(span.start, span.end)
    return schema.Mention(text=text, start=start, end=end)
