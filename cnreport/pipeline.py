"""The one place where the rooms meet: a text in, a report out."""

from __future__ import annotations

import contextlib
import datetime
import re
from pathlib import Path

from cnreport import schema
from cnreport.dates import find_times
from cnreport.discourse import Discourse, Statement
from cnreport.errors import ReadError
from cnreport.layout import Page, SpeakerLine, SpeechLayout, lay_out
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.places import region_of
from cnreport.mapping.ranker import load_ranker
from cnreport.mapping.records import Mentions, RecordMapper
from cnreport.mapping.syntax import Analyser
from cnreport.quantity import find_quantities
from cnreport.quantity.amount import to_schema
from cnreport.text import Source, Span, View
from cnreport.tokenizers import DEFAULT, get_tokenizer

_ID_LENGTH = 16
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Pipeline:
    """Turns articles into reports. Build one a process with `load` and call it on every article."""

    def __init__(
        self,
        tokenizer: str = DEFAULT,
        rules: Path | None = None,
        date: str | None = None,
        explain: bool = False,
        keep_text: bool = False,
    ) -> None:
        self._year = None if date is None else _day(date).year
        self._explain = explain
        self._keep_text = keep_text
        self._rules = rules
        lexicon = load_lexicon(rules)
        self._tokenizer = get_tokenizer(tokenizer, lexicon.tagged())
        self._analyser = Analyser(self._tokenizer, lexicon)
        self._discourse = Discourse(rules)
        self._warnings = list(self._discourse.warnings)
        if load_ranker() is None:
            self._warnings.append("no trained model of facts: what quantities count is decided by rules alone")

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
        page = lay_out(source, self._tokenizer)
        text = page.view.text
        mentions = Mentions(find_quantities(text, overlay=self._rules), find_times(text, overlay=self._rules))
        report_id = source.digest[:_ID_LENGTH]
        year = self._year or (_day(source.date).year if source.date else None)
        return schema.Report(
            id=report_id,
            source=source.name,
            title=_quote(page.view, page.title),
            published=source.date or page.published,
            text=source.text if self._keep_text else None,
            speeches=[
                self._speech(page, speech, mentions, f"{report_id}.{number}", year)
                for number, speech in enumerate(page.speeches, 1)
            ],
            warnings=self._warnings,
        )

    def quantities(self, text: str) -> list[schema.Quantity]:
        """Every quantity of a text, without what it counts: no layout, no tokenizer, fast."""
        view = View(Source(text), text)
        return [to_schema(amount, view) for amount in find_quantities(text, overlay=self._rules)]

    def _speech(
        self, page: Page, speech: SpeechLayout, mentions: Mentions, speech_id: str, year: int | None
    ) -> schema.Speech:
        view = page.view
        statements = self._discourse.statements(view.text, speech.paragraphs)
        explain = self._explanation if self._explain else None
        mapper = RecordMapper(view, self._analyser, mentions, speech_id, year=year, explain=explain, rules=self._rules)
        records, outside = mapper.map(speech.start, speech.end, statements)
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
            by_model=weakest.kind if self._discourse.has_model else None,
            score=weakest.confidence,
            facts=shapes,
        )


def _day(text: str) -> datetime.date:
    if _DATE.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.date.fromisoformat(text)
    raise ValueError(f"date must be a day written YYYY-MM-DD, not {text!r}")


def load(
    *,
    tokenizer: str = DEFAULT,
    rules: Path | None = None,
    date: str | None = None,
    explain: bool = False,
    keep_text: bool = False,
) -> Pipeline:
    """A pipeline with the given tokenizer, the user's rules laid over the project's, and the articles' date.

    ``date`` (YYYY-MM-DD) fixes the year of deadlines that state none; ``explain`` says in each record why it is what it
    is; ``keep_text`` puts the text that the offsets count in into the report.
    """
    return Pipeline(tokenizer, rules, date, explain, keep_text)


def _quote(view: View, span: Span | None) -> str | None:
    return None if span is None else view.quote(span.start, span.end)
