"""From statements and mentions to the records of the contract."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from cnreport import schema
from cnreport.dates import Deadline
from cnreport.discourse.items import Head
from cnreport.discourse.statements import Statement
from cnreport.mapping.analysis import Analysis, Mentions, within
from cnreport.mapping.deadlines import due
from cnreport.mapping.facts import Fact
from cnreport.mapping.frames import Frame, find_frame
from cnreport.mapping.owners import find_owners
from cnreport.mapping.problems import find_in_problem
from cnreport.mapping.ranker import FactRanker
from cnreport.mapping.role_features import Said
from cnreport.mapping.roles import RoleModel
from cnreport.mapping.syntax import Analyser
from cnreport.mapping.topics import topic_of
from cnreport.mapping.whole_nouns import with_whole_nouns
from cnreport.quantity.amount import mention_fields, to_fields
from cnreport.rules import Overlay
from cnreport.text import Span, View

_UNTIL: Final = "前底末内"

Explain = Callable[[Statement, list[str]], schema.Explanation]
"""Makes the explanation of a statement from it and the constructions of its quantities."""


class RecordMapper:
    """Maps the statements of one speech to records."""

    def __init__(
        self,
        view: View,
        analyser: Analyser,
        mentions: Mentions,
        speech_id: str,
        *,
        ranker: FactRanker | None = None,
        roles: RoleModel | None = None,
        day: datetime.date | None = None,
        explain: Explain | None = None,
        rules: Overlay | Path | None = None,
    ) -> None:
        """``ranker`` decides what amounts count, ``roles`` what records say; without them the rules alone do.

        ``day`` is the one the text is of, when it is known: it dates deadlines without a year; ``explain`` adds
        explanations to records; ``rules`` is the user's rule file.
        """
        self._view = view
        self._lexicon = analyser.lexicon
        self._analysis = Analysis(view.text, analyser, mentions, ranker)
        self._roles = roles
        self._mentions = mentions
        self._speech_id = speech_id
        self._day = day
        self._explain = explain
        self._rules = rules
        self._sections: dict[tuple[Span, ...], list[schema.Mention]] = {}
        self._items: dict[int, schema.Item] = {}
        self._deadline_starts: list[int] = []
        self._deadlines: list[Deadline] = []

    def map(
        self, start: int, end: int, statements: Sequence[Statement]
    ) -> tuple[list[schema.Record], list[schema.Quantity]]:
        """The records of the speech ``start:end`` of the view, and its quantities outside any record."""
        self._analysis.read(start, end, [statement.start for statement in statements])
        sentences = self._analysis.sentences
        self._deadlines = due(self._view.text, sentences, statements, day=self._day, overlay=self._rules)
        self._deadline_starts = [deadline.start for deadline in self._deadlines]
        records: list[schema.Record] = []
        used: set[int] = set()
        insides = [self._mentions.inside(statement.start, statement.end) for statement in statements]
        words = [self._analysis.record_words(statement.start, statement.end) for statement in statements]
        found = [[self._analysis.fact(i) for i in inside] for inside in insides]
        frames = self._frames(list(zip(words, found, strict=True)))
        for number, statement in enumerate(statements):
            used.update(insides[number])
            facts = with_whole_nouns(found[number], frames[number], words[number])
            records.append(self._record(number, statement, insides[number], facts, frames[number]))
        outside = [i for i in self._mentions.inside(start, end) if i not in used]
        return records, [schema.Quantity(**self._quantity(i, self._analysis.fact(i), None)) for i in outside]

    def _record(
        self, number: int, statement: Statement, inside: Sequence[int], facts: Sequence[Fact], frame: Frame
    ) -> schema.Record:
        section = self._section(statement.clauses[0].headings)
        item = self._item(statement.head)
        text, first, last = self._view.cite(statement.start, statement.end)
        context = [mention.text for mention in section]
        if item is not None:
            context.append(item.heading.text)
        fields: dict[str, Any] = {
            "id": f"{self._speech_id}.{number + 1}",
            "text": text,
            "start": first,
            "end": last,
            "item": item,
            "section": section,
            "actor": self._fields(frame.actor),
            "action": self._fields(frame.action),
            "object": self._fields(frame.object),
            "location": self._fields(frame.location),
            "topic": topic_of(text, context, self._rules),
            "confidence": statement.confidence,
            "quantities": [self._quantity(i, fact, statement.kind) for i, fact in zip(inside, facts, strict=True)],
            "explanation": self._explain(statement, [fact.shape for fact in facts]) if self._explain else None,
        }
        if statement.kind == "plan":
            fields["deadline"] = self._deadline(statement)
            fields["owners"] = self._owners(statement)
            return schema.Plan(**fields)
        if statement.kind == "problem":
            fields["cause"] = self._in_problem("cause", statement)
            fields["severity"] = self._in_problem("severity", statement)
            return schema.Problem(**fields)
        fields["time"] = self._time(statement)
        return schema.Achievement(**fields)

    def _frames(self, said: Sequence[Said]) -> list[Frame]:
        if self._roles is None:
            return [find_frame(words, facts, self._lexicon) for words, facts in said]
        return self._roles.frames(said, self._lexicon)

    def _quantity(self, index: int, fact: Fact, kind: str | None) -> dict[str, Any]:
        """The fields of the quantity that an amount is, in a statement of ``kind`` or outside any."""
        amount = self._mentions.amounts[index]
        # 以上 after an achieved figure says that more was reached; in a plan it sets the least.
        bound: schema.Bound | None = "over" if amount.open_above and kind != "plan" else None
        return to_fields(amount, self._view, of=self._fields(fact.of), action=self._fields(fact.action), bound=bound)

    def _deadline(self, statement: Statement) -> dict[str, Any] | None:
        inside = self._deadlines[within(self._deadline_starts, statement.start, statement.end)]
        # Of several the first that says until when: 下半年，新校区8月20日前竣工.
        said = [found for found in inside if self._view.text[found.end - 1] in _UNTIL] or inside
        if not said or said[0].end > statement.end:
            return None
        found = said[0]
        return {**mention_fields(self._view, found.start, found.end), "value": found.value}

    def _in_problem(self, field: str, statement: Statement) -> dict[str, Any] | None:
        return self._fields(find_in_problem(field, self._view.text, statement.start, statement.end, self._rules))

    def _owners(self, statement: Statement) -> list[dict[str, Any]]:
        found = find_owners(self._view.text, statement.start, statement.end, self._rules)
        return [mention_fields(self._view, a, b) for a, b in found]

    def _time(self, statement: Statement) -> dict[str, Any] | None:
        times = self._mentions.times[within(self._mentions.time_starts, statement.start, statement.end)]
        if not times or times[0].end > statement.end:
            return None
        return mention_fields(self._view, times[0].start, times[0].end)

    def _mention(self, span: Span) -> schema.Mention:
        return schema.Mention(**mention_fields(self._view, span.start, span.end))

    def _section(self, headings: tuple[Span, ...]) -> list[schema.Mention]:
        """The headings as mentions, made once for all the records under them."""
        if headings not in self._sections:
            self._sections[headings] = [self._mention(span) for span in headings]
        return self._sections[headings]

    def _item(self, head: Head | None) -> schema.Item | None:
        """The item under ``head``, made once for all its records."""
        if head is None:
            return None
        if head.span.start not in self._items:
            self._items[head.span.start] = schema.Item(ordinal=head.ordinal, heading=self._mention(head.span))
        return self._items[head.span.start]

    def _fields(self, span: Span | None) -> dict[str, Any] | None:
        return None if span is None else mention_fields(self._view, span.start, span.end)
