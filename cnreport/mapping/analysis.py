"""The words of a speech and what its amounts are about, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cnreport.dates import TimeExpression
from cnreport.layout.markers import opening_marker
from cnreport.mapping.facts import Fact, find_facts
from cnreport.mapping.ranker import FactRanker
from cnreport.mapping.syntax import Analyser
from cnreport.mapping.word import Word
from cnreport.quantity.amount import Amount
from cnreport.text import Span
from cnreport.text.clauses import split_sentences

# That of an amount over the end of its sentence, where one without a stop had to be cut.
_NO_FACT: Final = Fact()
# A sentence with more amounts is a table or a list of figures: what they are about is not asked. It keeps the time
# linear, for an amount looks at all the words of its clause; in work reports the most is sixteen.
_MOST_AMOUNTS: Final = 60


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

    def inside(self, start: int, end: int) -> list[int]:
        """The numbers of the amounts that lie in ``start:end``."""
        found = within(self.amount_starts, start, end)
        return [i for i in range(found.start, found.stop) if self.amounts[i].end <= end]


class Analysis:
    """What was read of the sentences of a speech."""

    def __init__(self, text: str, analyser: Analyser, mentions: Mentions, ranker: FactRanker | None) -> None:
        """``ranker`` decides what amounts count; without it the rules alone do."""
        self.sentences: list[Span] = []
        self._text = text
        self._analyser = analyser
        self._mentions = mentions
        self._ranker = ranker
        self._facts: dict[int, Fact] = {}
        self._words: list[Word] = []
        self._starts: list[int] = []

    def read(self, start: int, end: int, starts: Sequence[int]) -> None:
        """Cut ``start:end`` of the text into sentences and words, and find what each amount is about.

        Sentences in which none of the ascending ``starts`` lies and no amount are passed over: nobody asks for their
        words.
        """
        self.sentences = split_sentences(self._text, start, end)
        amounts = self._mentions.amounts
        for sentence in self.sentences:
            inside = self._mentions.inside(sentence.start, sentence.end)
            if not inside and bisect_left(starts, sentence.start) == bisect_left(starts, sentence.end):
                continue
            words = self._analyser.words(
                self._text,
                sentence.start,
                sentence.end,
                [(amounts[i].start, amounts[i].end) for i in inside],
                self._times_in(sentence),
            )
            self._words.extend(words)
            if inside:
                self._facts.update(zip(inside, self._sentence_facts(words, inside), strict=True))
        self._starts = [word.start for word in self._words]

    def record_words(self, start: int, end: int) -> list[Word]:
        """The words of the record ``start:end`` behind the marker that it may open with."""
        marker = opening_marker(self._text, start, end)
        return self._words[within(self._starts, marker.end if marker else start, end)]

    def fact(self, amount: int) -> Fact:
        """What the amount of that number is about."""
        return self._facts.get(amount, _NO_FACT)

    def _times_in(self, sentence: Span) -> list[tuple[int, int]]:
        times = self._mentions.times[within(self._mentions.time_starts, sentence.start, sentence.end)]
        return [(time.start, min(time.end, sentence.end)) for time in times]

    def _sentence_facts(self, words: list[Word], inside: Sequence[int]) -> list[Fact]:
        lexicon = self._analyser.lexicon
        if len(inside) > _MOST_AMOUNTS:
            return [_NO_FACT] * len(inside)
        facts = find_facts(words, lexicon, len(inside))
        if self._ranker is None:
            return facts
        return self._ranker.facts(words, facts, [self._mentions.amounts[i].unit for i in inside], lexicon)


def within(starts: Sequence[int], start: int, end: int) -> slice:
    """Of what begins at the ascending ``starts``, where that stands which begins in ``start:end``."""
    return slice(bisect_left(starts, start), bisect_left(starts, end))
