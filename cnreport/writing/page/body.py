"""The article's paragraphs in their sections, each styled as the line it is."""

from __future__ import annotations

from bisect import bisect_left

from markupsafe import Markup

from cnreport.schema import Report
from cnreport.writing.page import wording
from cnreport.writing.page.marking import Layer, Paragraph, paragraphs

HEADING, CUSTOM, RECORD, QUANTITY = range(4)
"""What a layer marks: its rank, and with it its element."""

TAGS = ("b", "u", "mark", "span")
_MOST_OF_LINE = 0.8
_LONGEST_SPEAKER_LINE = 60


def body(report: Report, text: str, layers: list[Layer]) -> Markup:
    """The paragraphs, in a section for each speech; what nobody says stands between the sections."""
    heads = sorted((layer.start, layer.end) for layer in layers if layer.rank == HEADING)
    html: list[Markup] = []
    current = 0
    for paragraph in paragraphs(text, layers, ((layer.start, layer.end) for layer in layers)):
        number = _speech_at(report, paragraph)
        if number != current:
            html.append(Markup("</section>" if current else ""))
            if number:
                html.append(Markup('<section id="s{}" data-speech="{}">').format(number, number))
            current = number
        shape = _shape(report, text, paragraph, number, heads)
        html.append(
            Markup('<p{} data-at="{}">{}</p>\n').format(
                Markup(' class="{}"').format(shape) if shape else "", paragraph.start, paragraph.html
            )
        )
    html.append(Markup("</section>" if current else ""))
    return Markup().join(html)


def _speech_at(report: Report, paragraph: Paragraph) -> int:
    """The number of the speech that the paragraph begins in, 0 for none."""
    at = bisect_left(report.speeches, paragraph.end, key=lambda speech: speech.start)
    return at if at and report.speeches[at - 1].end > paragraph.start else 0


def _shape(report: Report, text: str, paragraph: Paragraph, number: int, heads: list[tuple[int, int]]) -> str:
    """What kind of line the paragraph is, as the name of its style: "" for running text."""
    line = wording.one_line(text[paragraph.start : paragraph.end]).strip()
    if report.title and line == wording.one_line(report.title):
        return "title"
    if not number:
        return "outside"
    speech = report.speeches[number - 1]
    name = speech.speaker.name if speech.speaker else ""
    if name and paragraph.start <= speech.start < paragraph.end and name in line and len(line) <= _LONGEST_SPEAKER_LINE:
        return "speaker"
    at = bisect_left(heads, (paragraph.start, 0))
    if at < len(heads) and heads[at][1] <= paragraph.end and heads[at][1] - heads[at][0] >= _MOST_OF_LINE * len(line):
        headline = speech.headline
        return "headline" if headline and headline.start == heads[at][0] else "heading"
    return ""
