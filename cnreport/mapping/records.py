"""From statements and mentions to the records of the contract."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport import schema
from cnreport.dates import Deadline, TimeExpression, find_deadlines
from cnreport.discourse.statements import Statement
from cnreport.mapping.facts import Fact, find_facts
from cnreport.mapping.frames import find_frame
from cnreport.mapping.owners import find_owners
from cnreport.mapping.ranker import load_ranker
from cnreport.mapping.syntax import Analyser, Word
from cnreport.mapping.topics import topic_of
from cnreport.quantity.amount import Amount, to_schema
from cnreport.text import Span, View
from cnreport.text.clauses import split_sentences

_YEAR = re.compile(r"((?:19|20)\d\d)年")


@dataclass(slots=True)
class Mentions:
    """What was found in the whole view before records are made, each list ascending and disjoint."""

    amounts: Sequence[Amount]
    times: Sequence[TimeExpression]


class RecordMapper:
    """Maps the statements of one speech to records."""

    def __init__(self, view: View, analyser: Analyser, mentions: Mentions, speech_id: str, year: int | None) -> None:
        self._view = view
        self._analyser = analyser
        self._ranker = load_ranker()
        self._amounts = mentions.amounts
        self._times = mentions.times
        self._speech_id = speech_id
        self._year = year
        self._starts = [amount.start for amount in mentions.amounts]
        self._time_starts = [time.start for time in mentions.times]
        self._facts: dict[int, Fact] = {}
        self._sentences: list[Span] = []
        self._sentence_starts: list[int] = []
        self._deadlines: list[Deadline] = []
        self._words: list[Word] = []
        self._word_starts: list[int] = []

    def map(self, start: int, end: int, statements: Sequence[Statement]) -> tuple[list[schema.Record], list[schema.Quantity]]:
        """The records of the speech ``start:end`` of the view, and its quantities outside any record."""
        self._analyse(start, end)
        self._find_deadlines(statements)
        records: list[schema.Record] = []
        used: set[int] = set()
        for number, statement in enumerate(statements):
            inside = self._inside(statement.start, statement.end)
            used.update(inside)
            records.append(self._record(number, statement, inside))
        outside = [self._quantity(i, None) for i in self._inside(start, end) if i not in used]
        return records, outside

    def _analyse(self, start: int, end: int) -> None:
        """Cut the speech into words and find what each amount is about, sentence by sentence."""
        text = self._view.text
        self._sentences = split_sentences(text, start, end)
        self._sentence_starts = [sentence.start for sentence in self._sentences]
        for sentence in self._sentences:
            inside = self._inside(sentence.start, sentence.end)
            times = self._times[
                bisect_left(self._time_starts, sentence.start) : bisect_left(self._time_starts, sentence.end)
            ]
            words = self._analyser.words(
                text,
                sentence.start,
                sentence.end,
                [(self._amounts[i].start, self._amounts[i].end) for i in inside],
                [(time.start, min(time.end, sentence.end)) for time in times],
            )
            self._words.extend(words)
            if inside:
                self._facts.update(zip(inside, self._sentence_facts(words, inside), strict=True))
        self._word_starts = [word.start for word in self._words]

    def _find_deadlines(self, statements: Sequence[Statement]) -> None:
        """The deadlines of every sentence that plans something: a year stated in it holds for those after it."""
        plans = [statement for statement in statements if statement.kind == "plan"]
        starts = [statement.start for statement in plans]
        for sentence in self._sentences:
            first = bisect_left(starts, sentence.start)
            if first < len(plans) and starts[first] < sentence.end:
                year = self._year or self._section_year(plans[first])
                self._deadlines += find_deadlines(self._view.text, sentence.start, sentence.end, year=year)

    def _section_year(self, statement: Statement) -> int | None:
        """The year that the headings above a statement state, or that a sentence above it in its section opens with."""
        text = self._view.text
        headings = statement.clauses[0].headings
        for heading in reversed(headings):
            years = _YEAR.findall(text, heading.start, heading.end)
            if years:
                return int(years[-1])
        section = headings[-1].end if headings else 0
        for sentence in reversed(self._sentences[: bisect_left(self._sentence_starts, statement.start)]):
            if sentence.start < section:
                break
            if opening := _YEAR.match(text, sentence.start):
                return int(opening.group(1))
        return None

    def _sentence_facts(self, words: Sequence[Word], inside: Sequence[int]) -> list[Fact]:
        lexicon = self._analyser.lexicon
        facts = find_facts(words, lexicon, len(inside))
        if self._ranker is None:
            return facts
        return self._ranker.facts(words, facts, [self._amounts[i].unit for i in inside], lexicon)

    def _inside(self, start: int, end: int) -> list[int]:
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [i for i in range(low, high) if self._amounts[i].end <= end]

    def _record(self, number: int, statement: Statement, inside: Sequence[int]) -> schema.Record:
        words = self._words[
            bisect_left(self._word_starts, statement.start) : bisect_left(self._word_starts, statement.end)
        ]
        frame = find_frame(words, self._analyser.lexicon)
        section = [self._mention(span) for span in statement.clauses[0].headings]
        head = statement.head
        text = self._view.quote(statement.start, statement.end)
        context = [mention.text for mention in section]
        if head is not None:
            context.append(self._view.quote(head.span.start, head.span.end))
        where = self._view.to_source(statement.start, statement.end)
        fields = {
            "id": f"{self._speech_id}.{number + 1}",
            "text": text,
            "start": where.start,
            "end": where.end,
            "item": None if head is None else schema.Item(ordinal=head.ordinal, heading=self._mention(head.span)),
            "section": section,
            "actor": self._optional(frame.actor),
            "action": self._optional(frame.action),
            "object": self._optional(frame.object),
            "location": self._optional(frame.location),
            "topic": topic_of(text, context),
            "confidence": statement.confidence,
            "quantities": [self._quantity(i, statement.kind) for i in inside],
        }
        if statement.kind == "plan":
            return schema.Plan(**fields, deadline=self._deadline(statement), owners=self._owners(statement))
        if statement.kind == "problem":
            return schema.Problem(**fields)
        return schema.Achievement(**fields, time=self._time(statement))

    def _quantity(self, index: int, kind: str | None) -> schema.Quantity:
        amount = self._amounts[index]
        quantity = to_schema(amount, self._view)
        fact = self._facts.get(index)
        changes: dict[str, object] = {}
        if amount.open_above and kind != "plan" and quantity.bound == "at_least":
            # 以上 after an achieved figure says that more was reached; in a plan it sets the least.
            changes["bound"] = "over"
        if fact is not None:
            changes["of"] = self._optional(fact.of)
            changes["action"] = self._optional(fact.action)
        return quantity.model_copy(update=changes) if changes else quantity

    def _deadline(self, statement: Statement) -> schema.Deadline | None:
        for found in self._deadlines:
            if statement.start <= found.start and found.end <= statement.end:
                mention = self._mention(Span(found.start, found.end))
                return schema.Deadline(text=mention.text, start=mention.start, end=mention.end, value=found.value)
        return None

    def _owners(self, statement: Statement) -> list[schema.Mention]:
        return [self._mention(Span(a, b)) for a, b in find_owners(self._view.text, statement.start, statement.end)]

    def _time(self, statement: Statement) -> schema.Mention | None:
        low = bisect_left(self._time_starts, statement.start)
        if low < len(self._times) and self._times[low].end <= statement.end:
            return self._mention(Span(self._times[low].start, self._times[low].end))
        return None

    def _mention(self, span: Span) -> schema.Mention:
        where = self._view.to_source(span.start, span.end)
        return schema.Mention(text=self._view.quote(span.start, span.end), start=where.start, end=where.end)

    def _optional(self, span: Span | None) -> schema.Mention | None:
        return None if span is None else self._mention(span)
