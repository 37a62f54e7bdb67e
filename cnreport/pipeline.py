"""The one place where the rooms meet: a text in, a report out."""

from __future__ import annotations

import contextlib
import datetime
import gc
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from cnreport import schema
from cnreport.custom.checking import compile_rules
from cnreport.custom.mapper import MappedSpeech, map_custom
from cnreport.custom.spec import specs
from cnreport.dates import find_times
from cnreport.discourse import Discourse, Statement
from cnreport.discourse.kinds import own_vote
from cnreport.errors import ReadError
from cnreport.layout import Page, SpeakerLine, SpeechLayout, lay_out
from cnreport.mapping.analysis import Mentions, within
from cnreport.mapping.lexicon import load_lexicon, own_words
from cnreport.mapping.places import region_of
from cnreport.mapping.ranker import load_ranker
from cnreport.mapping.records import RecordMapper
from cnreport.mapping.roles import load_roles
from cnreport.mapping.syntax import Analyser
from cnreport.quantity import find_quantities
from cnreport.quantity.amount import to_schema
from cnreport.rules import RulesSource
from cnreport.text import Source, Span, View
from cnreport.tokenizers import DEFAULT, get_tokenizer

if TYPE_CHECKING:
    from pydantic import BaseModel

_ID_LENGTH = 16
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Pipeline:
    """Turns articles into reports. Build one a process with `load` and call it on every article."""

    def __init__(
        self,
        tokenizer: str = DEFAULT,
        rules: RulesSource | None = None,
        date: str | None = None,
        explain: bool = False,
        keep_text: bool = False,
        record_types: Iterable[type[BaseModel]] = (),
        models: str | PathLike[str] | None = None,
    ) -> None:
        self._date = None if date is None else _day(date)
        self._explain = explain
        self._keep_text = keep_text
        self._rules = None if rules is None else compile_rules(rules)
        self._custom = specs(self._rules, record_types)
        lexicon = load_lexicon(self._rules)
        words = dict(lexicon.tagged()) | own_words(self._rules)
        self._tokenizer = get_tokenizer(tokenizer, sorted(words.items()))
        self._analyser = Analyser(self._tokenizer, lexicon)
        folder = None if models is None else Path(models)
        self._discourse = Discourse(self._rules, models=folder)
        self._ranker = load_ranker(folder)
        self._roles = load_roles(folder)
        self._warnings = list(self._discourse.warnings)
        if self._ranker is None:
            self._warnings.append("no trained model of facts: what quantities count is decided by rules alone")
        if self._roles is None:
            self._warnings.append("no trained model of roles: who does what is decided by rules alone")

    def __call__(self, article: str | Source) -> schema.Report:
        """The report of one article; `ReadError` when there is no Chinese text in it."""
        source = article if isinstance(article, Source) else Source(article)
        if not _CHINESE.search(source.text):
            empty = not source.text.strip()
            raise ReadError(
                "the article is empty" if empty else "there is no Chinese text in it",
                code="is-empty" if empty else "no-chinese",
                where=source.name,
            )
        with _collecting_later():
            return self._report(source)

    def _report(self, source: Source) -> schema.Report:
        page = lay_out(source, self._tokenizer, self._rules)
        text = page.view.text
        times = find_times(text, overlay=self._rules)
        mentions = Mentions(find_quantities(text, overlay=self._rules, times=times), times)
        report_id = source.digest[:_ID_LENGTH]
        day = self._date or (_day(source.date) if source.date else page.given)
        return schema.Report(
            id=report_id,
            source=source.name,
            title=_quote(page.view, page.title),
            published=source.date or page.published,
            text=source.text if self._keep_text else None,
            speeches=[
                self._speech(page, speech, mentions, f"{report_id}.{number}", day)
                for number, speech in enumerate(page.speeches, 1)
            ],
            warnings=self._warnings,
        )

    def quantities(self, text: str) -> list[schema.Quantity]:
        """Every quantity of a text, without what it counts: no layout, no tokenizer, fast."""
        view = View(Source(text), text)
        return [to_schema(amount, view) for amount in find_quantities(text, overlay=self._rules)]

    def _speech(
        self, page: Page, speech: SpeechLayout, mentions: Mentions, speech_id: str, day: datetime.date | None
    ) -> schema.Speech:
        view = page.view
        reading = self._discourse.read(view.text, speech.paragraphs)
        make_mapper = partial(
            RecordMapper,
            view,
            self._analyser,
            speech_id=speech_id,
            ranker=self._ranker,
            roles=self._roles,
            day=day,
            rules=self._rules,
        )
        mapper = make_mapper(mentions=mentions, explain=self._explanation if self._explain else None)
        records, outside = mapper.map(speech.start, speech.end, reading.statements)
        custom: list[schema.CustomRecord] = []
        if self._custom:
            reader = _Apart(mentions, make_mapper)
            custom = map_custom(self._custom, MappedSpeech(view, speech_id, reading, records, outside, reader.read))
        where = view.to_source(speech.start, speech.end)
        speaker = speech.speaker
        headline = None
        if speech.headline is not None:
            at = view.to_source(speech.headline.start, speech.headline.end)
            quoted = view.quote(speech.headline.start, speech.headline.end)
            headline = schema.Mention(text=quoted, start=at.start, end=at.end)
        return schema.Speech(
            id=speech_id,
            start=where.start,
            end=where.end,
            speaker=None if speaker is None else self._speaker(speaker, view.text),
            headline=headline,
            bylines=[schema.Byline(name=byline.name, role=byline.role) for byline in speech.bylines],
            records=records,
            custom=custom,
            quantities=outside,
        )

    def _speaker(self, speaker: SpeakerLine, context: str) -> schema.Speaker:
        region = region_of(speaker.organization, context, self._rules)
        return schema.Speaker(
            name=speaker.name,
            position=speaker.position,
            organization=speaker.organization,
            region=None
            if region is None
            else schema.Region(name=region.name, code=region.code, path=list(region.path), type=region.type),
        )

    def _explanation(self, statement: Statement, shapes: list[str]) -> schema.Explanation:
        """Why ``statement`` is of its kind: what the rules and the model said of its least certain clause."""
        weakest = min(statement.clauses, key=lambda clause: clause.confidence)
        return schema.Explanation(
            cues=list(dict.fromkeys(cue.id for clause in statement.clauses for cue in clause.cues)),
            section=weakest.section,
            passage=weakest.passage,
            by_rules=weakest.by_rules,
            by_model=weakest.kind if self._discourse.has_model and own_vote(weakest.cues) is None else None,
            score=weakest.confidence,
            facts=shapes,
        )


@contextlib.contextmanager
def _collecting_later() -> Iterator[None]:
    """Lets the garbage collector wait for the end of an article: it makes many objects and leaves few cycles."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _day(text: str) -> datetime.date:
    if _DATE.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.date.fromisoformat(text)
    raise ValueError(f"date must be a day written YYYY-MM-DD, not {text!r}")


def load(
    *,
    tokenizer: str = DEFAULT,
    rules: RulesSource | None = None,
    date: str | None = None,
    explain: bool = False,
    keep_text: bool = False,
    record_types: Iterable[type[BaseModel]] = (),
    models: str | PathLike[str] | None = None,
) -> Pipeline:
    """A pipeline with the given tokenizer, the user's rules laid over the project's, and the articles' date.

    ``date`` (YYYY-MM-DD), else the day that the page states, gives deadlines that state no year theirs; ``explain``
    says in each record why it is what it is; ``keep_text`` puts the text that the offsets count in into the report.

    ``rules`` is the path of a TOML file, or what it would hold (``{"units": [{"id": …}]}``); ``record_types`` are
    models derived from `cnreport.RecordType`. Raises `RulesError` with file, line and reason where one does not fit.

    ``models`` is a folder of models trained by ``models/train.py``, used instead of the installed ones; `ModelError`
    when that of kinds or of facts is not in it, or one does not fit.
    """
    return Pipeline(tokenizer, rules, date, explain, keep_text, record_types, models)


def _quote(view: View, span: Span | None) -> str | None:
    return None if span is None else view.quote(span.start, span.end)


class _Apart:
    """Maps single clauses that state nothing, for records of the user's own types."""

    def __init__(self, mentions: Mentions, make_mapper: Callable[..., RecordMapper]) -> None:
        """``make_mapper`` makes the mapper of what is mentioned."""
        self._mentions = mentions
        self._make_mapper = make_mapper

    def read(self, statement: Statement, sentence: Span) -> tuple[schema.Record, list[schema.Quantity]]:
        """What the record of ``statement`` would be, and the quantities of its ``sentence`` outside it."""
        mentions = self._mentions
        amounts = mentions.amounts[within(mentions.amount_starts, sentence.start, sentence.end)]
        times = mentions.times[within(mentions.time_starts, sentence.start, sentence.end)]
        mapper = self._make_mapper(mentions=Mentions(amounts, times))
        (record,), outside = mapper.map(sentence.start, sentence.end, [statement])
        return record, outside
