"""What a folder of reports adds up to, in memory that does not grow with the number of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cnreport.schema import KINDS, Kind, Quantity, Report, Speech
from cnreport.writing.page import wording
from cnreport.writing.page.charts import Bar

NO_PLACE = "地区不详"
_MEASURED = ("ratio", "money")
_MOST_NAMES = 20_000
_MOST_LINES = 12
_SHOWN_INDICATORS = 9
_SHOWN_ACTIONS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an indicator's table: who says it, what was reached, what is aimed at."""

    who: str
    reached: str
    aimed: str


@dataclass(slots=True)
class Indicator:
    """A measured thing that several speeches give figures for."""

    speeches: int = 0
    lines: list[Line] = field(default_factory=list)


class Totals:
    """Adds up reports. Of open vocabularies (actions, indicators, zones) only the first 20,000 names are followed."""

    def __init__(self) -> None:
        self.articles = self.speeches = self.quantities = 0
        self.kinds: Counter[Kind] = Counter()
        self._topics: dict[str, Counter[Kind]] = {}
        self._places: dict[str, Counter[Kind]] = {}
        self._speeches_of: Counter[str] = Counter()
        self._actions: dict[Kind, Counter[str]] = {kind: Counter() for kind in KINDS}
        self._indicators: dict[str, Indicator] = {}

    def add(self, report: Report) -> None:
        """Count one report in."""
        self.articles += 1
        for speech in report.speeches:
            self._add_speech(speech, wording.title_of(report))

    def _add_speech(self, speech: Speech, title: str) -> None:
        place = place_of(speech)
        counts = _entry(self._places, place, NO_PLACE)
        self.speeches += 1
        self._speeches_of[place if place in self._places else NO_PLACE] += 1
        self.quantities += len(speech.quantities)
        found: dict[str, dict[Kind, Quantity]] = {}
        for record in speech.records:
            self.kinds[record.kind] += 1
            counts[record.kind] += 1
            _entry(self._topics, record.topic or wording.NO_TOPIC, wording.NO_TOPIC)[record.kind] += 1
            self.quantities += len(record.quantities)
            if record.action:
                names = self._actions[record.kind]
                action = wording.one_line(record.action.text)
                if action in names or len(names) < _MOST_NAMES:
                    names[action] += 1
            for quantity in record.quantities:
                if quantity.of and quantity.dimension in _MEASURED:
                    # The first figure a speech gives for a thing is the main one; later ones compare or break down.
                    found.setdefault(wording.one_line(quantity.of.text), {}).setdefault(record.kind, quantity)
        for name, figures in found.items():
            self._add_indicator(name, _who(speech, place, title), figures)

    def _add_indicator(self, name: str, who: str, figures: dict[Kind, Quantity]) -> None:
        if name not in self._indicators and len(self._indicators) >= _MOST_NAMES:
            return
        indicator = self._indicators.setdefault(name, Indicator())
        indicator.speeches += 1
        if len(indicator.lines) < _MOST_LINES:
            reached, aimed = (
                wording.as_written(figures[kind]) if kind in figures else "" for kind in ("achievement", "plan")
            )
            if reached or aimed:
                indicator.lines.append(Line(who, reached, aimed))

    def topics(self) -> list[Bar]:
        """The topics with their records by kind, the commonest first, records without a topic last."""
        return _sorted_bars(self._topics, wording.NO_TOPIC)

    def places(self) -> Iterator[tuple[Bar, int]]:
        """The places with their records by kind and their number of speeches, unknown places last."""
        return ((bar, self._speeches_of[bar.label]) for bar in _sorted_bars(self._places, NO_PLACE))

    def actions(self) -> dict[Kind, list[tuple[str, int]]]:
        """The commonest verbs of each kind."""
        return {kind: _commonest(names)[:_SHOWN_ACTIONS] for kind, names in self._actions.items()}

    def indicators(self) -> list[tuple[str, Indicator]]:
        """The things measured in the most speeches, at least two."""
        several = [(name, found) for name, found in self._indicators.items() if found.speeches > 1 and found.lines]
        return sorted(several, key=lambda pair: (-pair[1].speeches, pair[0]))[:_SHOWN_INDICATORS]


def place_of(speech: Speech) -> str:
    """``河南省 周口市 川汇区``, or `NO_PLACE`."""
    region = speech.speaker.region if speech.speaker else None
    return " ".join(region.path or [region.name]) if region else NO_PLACE


def _who(speech: Speech, place: str, title: str) -> str:
    """Whose figures they are: the place's own name, else the body's or the person's, else the article's title."""
    if place != NO_PLACE:
        return place.rpartition(" ")[2]
    speaker = speech.speaker
    return (speaker and (speaker.organization or speaker.name)) or title


def _entry(table: dict[str, Counter[Kind]], name: str, rest: str) -> Counter[Kind]:
    """The counter of ``name``, or the one of ``rest`` when there are too many names already."""
    return table.setdefault(name if name in table or len(table) < _MOST_NAMES else rest, Counter())


def _sorted_bars(table: dict[str, Counter[Kind]], last: str) -> list[Bar]:
    rows = [Bar(name, tuple(counts[kind] for kind in KINDS)) for name, counts in table.items()]
    return sorted(rows, key=lambda bar: (bar.label == last, -bar.total, bar.label))


def _commonest(names: Counter[str]) -> list[tuple[str, int]]:
    return sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
