"""Marked-up pages of many genres: who speaks from where to where, the headlines and the bylines.

Each file of ``pages/`` is a page as the annotated corpus is marked up, with the tags of its structure alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cnreport.evaluation.markup import Tagged, parse_markup
from cnreport.layout import lay_out
from cnreport.text.source import Source
from cnreport.tokenizers import get_tokenizer

PAGES = sorted((Path(__file__).parent / "pages").glob("*.xml"))

Speech = tuple[str, str, tuple[str, str, str] | None, str | None, list[tuple[str, str]]]


def _inside(tags: list[Tagged], speech: Tagged, name: str) -> list[Tagged]:
    return [tag for tag in tags if tag.tag == name and speech.start <= tag.start and tag.end <= speech.end]


def _wanted(text: str, tags: list[Tagged]) -> list[Speech]:
    """A speech as its first and last words, its speaker, headline and bylines."""
    speeches: list[Speech] = []
    for speech in sorted((tag for tag in tags if tag.tag == "speech"), key=lambda tag: tag.start):
        who = [tag.attributes for tag in _inside(tags, speech, "speaker")]
        headline = [text[tag.start : tag.end].strip() for tag in _inside(tags, speech, "headline")]
        bylines = sorted(_inside(tags, speech, "byline"), key=lambda tag: tag.start)
        speeches.append(
            (
                text[speech.start : speech.end].strip()[:16],
                text[speech.start : speech.end].strip()[-16:],
                (who[0]["name"], who[0]["position"], who[0]["org"]) if who else None,
                "".join(headline[0].split()) if headline else None,
                [(tag.attributes["name"], tag.attributes["role"]) for tag in bylines],
            )
        )
    return speeches


def _found(text: str) -> list[Speech]:
    page = lay_out(Source(text), get_tokenizer())
    speeches: list[Speech] = []
    for speech in page.speeches:
        span = page.view.to_source(speech.start, speech.end)
        who, headline = speech.speaker, speech.headline
        speeches.append(
            (
                text[span.start : span.end].strip()[:16],
                text[span.start : span.end].strip()[-16:],
                (who.name, who.position, who.organization) if who else None,
                "".join(page.view.text[headline.start : headline.end].split()) if headline else None,
                [(byline.name, byline.role) for byline in speech.bylines],
            )
        )
    return speeches


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    text, tags = parse_markup(path.read_text(encoding="utf-8"), path.name)
    assert _found(text) == _wanted(text, tags)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 12
