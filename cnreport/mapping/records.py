"""From statements and mentions to the records of the contract."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cnreport import schema
from cnreport.dates import Deadline, TimeExpression
from cnreport.discourse.items import Head
from cnreport.discourse.statements import Statement
from cnreport.layout.markers import opening_marker
from cnreport.mapping.deadlines import due
from cnreport.mapping.facts import Fact, find_facts
from cnreport.mapping.frames import Frame, find_frame
from cnreport.mapping.owners import find_owners
from cnreport.mapping.problems import find_in_problem
from cnreport.mapping.ranker import FactRanker
from cnreport.mapping.syntax import Analyser, Word
from cnreport.mapping.topics import topic_of
from cnreport.quantity.amount import Amount, to_fields
from cnreport.rules import Overlay
from cnreport.text import Span, View
from cnreport.text.clauses import split_sentences

# That of an amount over the end of its sentence, where one without a stop had to be cut.
_NO_FACT = Fact()
_UNTIL = "前底末内"
# A sentence with more amounts is a table or a list of figures: what they are about is not asked. It keeps the time
# linear, for an amount looks at all the words of its clause; in work reports the most is sixteen.
_MOST_AMOUNTS = 60

Explain = Callable[[Statement, list[str]], schema.Explanation]
"""Makes the explanation of a statement from it and the constructions of its quantities."""


@dataclass(slots=True)
class Mentions:
    """What was found in the whole view before records are made, each list ascending and disjoint."""

    amounts: Sequence[Amount]
    times: Sequence[TimeExpression]
    amount_starts: list[int] = field(init=False)
    time_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.amount_starts = [amount.start for amount in self.amounts]
        self.time_starts = [time.start for time in self.times]


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
        day: datetime.date | None = None,
        explain: Explain | None = None,
        rules: Overlay | Path | None = None,
    ) -> None:
        """``ranker`` decides what amounts count; without it the rules alone do.

        ``day`` is the one the text is of, when it is known: it dates deadlines without a year; ``explain`` adds
        explanations to records; ``rules`` is the user's rule file.
        """
        self._view = view
        self._analyser = analyser
        self._ranker = ranker
        self._amounts = mentions.amounts
        self._times = mentions.times
        self._speech_id = speech_id
        self._day = day
        self._explain = explain
        self._rules = rules
        self._starts = mentions.amount_starts
        self._time_starts = mentions.time_starts
        self._facts: dict[int, Fact] = {}
        self._sections: dict[tuple[Span, ...], list[schema.Mention]] = {}
        self._items: dict[int, schema.Item] = {}
        self._sentences: list[Span] = []
        self._deadline_starts: list[int] = []
        self._deadlines: list[Deadline] = []
        self._words: list[Word] = []
        self._word_starts: list[int] = []

    def map(
        self, start: int, end: int, statements: Sequence[Statement]
    ) -> tuple[list[schema.Record], list[schema.Quantity]]:
        """The records of the speech ``start:end`` of the view, and its quantities outside any record."""
        self._analyse(start, end, statements)
        self._deadlines = due(self._view.text, self._sentences, statements, day=self._day, overlay=self._rules)
        self._deadline_starts = [deadline.start for deadline in self._deadlines]
        records: list[schema.Record] = []
        used: set[int] = set()
        for number, statement in enumerate(statements):
            inside = self._inside(statement.start, statement.end)
            used.update(inside)
            records.append(self._record(number, statement, inside))
        outside = [schema.Quantity(**self._quantity(i, None)) for i in self._inside(start, end) if i not in used]
        return records, outside

    def _analyse(self, start: int, end: int, statements: Sequence[Statement]) -> None:
        """Cut the speech into words and find what each amount is about, sentence by sentence.

        Sentences that state nothing and hold no amount are passed over: nobody asks for their words.
        """
        text = self._view.text
        self._sentences = split_sentences(text, start, end)
        starts = [statement.start for statement in statements]
        for sentence in self._sentences:
            inside = self._inside(sentence.start, sentence.end)
            if not inside and bisect_left(starts, sentence.start) == bisect_left(starts, sentence.end):
                continue
            words = self._analyser.words(
                text,
                sentence.start,
                sentence.end,
                [(self._amounts[i].start, self._amounts[i].end) for i in inside],
                self._times_in(sentence),
            )
            self._words.extend(words)
            if inside:
                self._facts.update(zip(inside, self._sentence_facts(words, inside), strict=True))
        self._word_starts = [word.start for word in self._words]

    def _times_in(self, sentence: Span) -> list[tuple[int, int]]:
        times = self._times[within(self._time_starts, sentence.start, sentence.end)]
        return [(time.start, min(time.end, sentence.end)) for time in times]

    def _sentence_facts(self, words: list[Word], inside: Sequence[int]) -> list[Fact]:
        lexicon = self._analyser.lexicon
        if len(inside) > _MOST_AMOUNTS:
            return [_NO_FACT] * len(inside)
        facts = find_facts(words, lexicon, len(inside))
        if self._ranker is None:
            return facts
        return self._ranker.facts(words, facts, [self._amounts[i].unit for i in inside], lexicon)

    def _inside(self, start: int, end: int) -> list[int]:
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [i for i in range(low, high) if self._amounts[i].end <= end]

    def _record(self, number: int, statement: Statement, inside: Sequence[int]) -> schema.Record:
        frame = self._frame(statement, inside)
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
            "quantities": [self._quantity(i, statement.kind) for i in inside],
            "explanation": self._explain(statement, [self._facts.get(i, _NO_FACT).shape for i in inside])
            if self._explain
            else None,
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

    def _frame(self, statement: Statement, inside: Sequence[int]) -> Frame:
        """The frame of a statement; where an amount has a verb and an object of its own, they are the statement's."""
        start = statement.start
        if marker := opening_marker(self._view.text, start, statement.end):
            start = marker.end
        words = self._words[within(self._word_starts, start, statement.end)]
        frame = find_frame(words, self._analyser.lexicon)
        for i in inside:
            fact = self._facts.get(i, _NO_FACT)
            if fact.action is None or fact.action.start < start or statement.end < fact.action.end:
                continue
            counted = fact.of if fact.of and start <= fact.of.start and fact.of.end <= statement.end else None
            if counted and frame.actor and _overlap(frame.actor, counted):
                if self._measures(fact.action):
                    # 粮食产量达到1.4亿斤: what is measured does nothing.
                    counted = frame.actor
                    frame.actor = None
                elif frame.object:
                    # 83万户居民实现清洁取暖: what is counted does it.
                    counted = None
            if frame.action is None or not _overlap(frame.action, fact.action):
                if frame.action and not self._replaces(fact.action, frame):
                    continue
                if frame.actor and _overlap(frame.actor, fact.action):
                    frame.actor = None
                frame.action = fact.action
                frame.object = counted or frame.object
            elif counted and not frame.whole and not (frame.object and self._names(frame.object, counted)):
                frame.object = counted
            break
        if frame.action is None and frame.object is None:
            # 居民消费价格涨幅2%左右: what is measured without a verb.
            measured = (self._facts.get(i, _NO_FACT).of for i in inside)
            frame.object = next((of for of in measured if of and start <= of.start and of.end <= statement.end), None)
        if frame.actor and frame.object and _overlap(frame.actor, frame.object):
            frame.actor = None
        return frame

    def _replaces(self, verb: Span, frame: Frame) -> bool:
        """Whether the verb of an amount is the predicate rather than the one that the words alone show.

        It is not inside the subject (减少1/3审批事项的目标提前实现), nor in a clause that leads to the predicate's.
        """
        if frame.action and verb.end <= frame.action.start:
            between = self._view.text[verb.end : frame.action.start]
            if "的" in between or "，" in between:
                return False
        return not frame.opens or self._measures(verb)

    def _measures(self, verb: Span) -> bool:
        """Whether the verb tells how much something is: the subject of 改造面积达到5万平方米 opens with a verb."""
        return self._view.text[verb.start : verb.end] in self._analyser.lexicon.measuring

    def _names(self, phrase: Span, counted: Span) -> bool:
        """Whether the phrase is a longer name of what is counted, and not a list of amounts."""
        return (
            phrase.start <= counted.start and counted.end <= phrase.end and not self._inside(phrase.start, phrase.end)
        )

    def _quantity(self, index: int, kind: str | None) -> dict[str, Any]:
        """The fields of the quantity that an amount is, in a statement of ``kind`` or outside any."""
        amount = self._amounts[index]
        fact = self._facts.get(index, _NO_FACT)
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
        text, start, end = self._view.cite(found.start, found.end)
        return {"text": text, "start": start, "end": end, "value": found.value}

    def _in_problem(self, field: str, statement: Statement) -> dict[str, Any] | None:
        return self._fields(find_in_problem(field, self._view.text, statement.start, statement.end, self._rules))

    def _owners(self, statement: Statement) -> list[dict[str, Any] | None]:
        found = find_owners(self._view.text, statement.start, statement.end, self._rules)
        return [self._fields(Span(a, b)) for a, b in found]

    def _time(self, statement: Statement) -> dict[str, Any] | None:
        low = bisect_left(self._time_starts, statement.start)
        if low < len(self._times) and self._times[low].end <= statement.end:
            return self._fields(Span(self._times[low].start, self._times[low].end))
        return None

    def _mention(self, span: Span) -> schema.Mention:
        text, start, end = self._view.cite(span.start, span.end)
        return schema.Mention(text=text, start=start, end=end)

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
        """The fields of a mention: to make it while the record is validated takes half the time of making it alone."""
        if span is None:
            return None
        text, start, end = self._view.cite(span.start, span.end)
        return {"text": text, "start": start, "end": end}


def within(starts: Sequence[int], start: int, end: int) -> slice:
    """Of what begins at the ascending ``starts``, where that stands which begins in ``start:end``."""
    return slice(bisect_left(starts, start), bisect_left(starts, end))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
