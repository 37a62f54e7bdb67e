"""The project's own annotated articles: the markup is sound, and the pipeline finds what it marks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from cnreport.evaluation.markup import Tagged, locate, parse_markup
from cnreport.layout import lay_out
from cnreport.quantity import find_quantities
from cnreport.quantity.amount import to_schema
from cnreport.text import Source

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "corpora" / "annotated").glob("*.xml"))
BOUNDS = {"about", "over", "under", "at_least", "at_most", "range"}
ALLOWED = {
    "speech": set(),
    "speaker": {"name", "position", "org"},
    "headline": set(),
    "byline": {"name", "role"},
    "A": set(),
    "P": set(),
    "N": set(),
    "X": set(),
    "h": {"n"},
    "q": {"v", "to", "u", "b", "of", "act", "ch", "opt"},
    "d": {"v"},
    "own": set(),
}


@cache
def read(path: Path) -> tuple[str, list[Tagged]]:
    return parse_markup(path.read_bytes().decode("utf-8"), path.name)


def test_there_is_a_corpus() -> None:
    assert len(FILES) >= 320


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_markup_is_sound(path: Path) -> None:
    text, tags = read(path)
    assert re.search(r"</?[A-Za-z]|\"\s*>", text) is None
    assert sum(tag.tag == "speech" for tag in tags) >= 1
    segments = [tag for tag in tags if tag.tag in "APNX"]
    assert all(a.end <= b.start for a, b in itertools.pairwise(segments))
    for tag in tags:
        assert tag.start < tag.end
        assert tag.attributes.keys() <= ALLOWED[tag.tag], (tag, text[tag.start : tag.end])
    for tag in (tag for tag in tags if tag.tag == "q"):
        debatable = tag.attributes.get("opt") == "1"
        assert (debatable and tag.attributes["v"] == "") or Decimal(tag.attributes["v"]).is_finite()
        assert "u" in tag.attributes
        assert tag.attributes.get("b", "range") in BOUNDS
        assert tag.attributes.get("ch", "up") in ("up", "down")
        for key in ("of", "act"):
            if quoted := tag.attributes.get(key):
                assert locate(text, quoted, tag.start, tag.end), (quoted, text[tag.start : tag.end])


def same_unit(unit: str) -> str:
    """The unit as compared: 个月 and 月 count as one, and so do a page's blanks."""
    return re.sub(r"\s+", "", unit).removeprefix("个") or unit


def test_its_quantities_are_found() -> None:
    """F1 of exact span, value, upper end and unit, over all articles; debatable ones count neither way."""
    tally = Counter[str]()
    for path in FILES:
        text, tags = read(path)
        view = lay_out(Source(text)).view
        found = set()
        optional = [tag for tag in tags if tag.tag == "q" and tag.attributes.get("opt") == "1"]
        for amount in find_quantities(view.text):
            quantity = to_schema(amount, view)
            if not any(tag.start < quantity.end and quantity.start < tag.end for tag in optional):
                found.add((quantity.start, quantity.end, quantity.value, quantity.upper, same_unit(quantity.unit)))
        wanted = set()
        for tag in tags:
            if tag.tag == "q" and tag not in optional:
                upper = Decimal(tag.attributes["to"]) if "to" in tag.attributes else None
                wanted.add((tag.start, tag.end, Decimal(tag.attributes["v"]), upper, same_unit(tag.attributes["u"])))
        tally.update(hit=len(found & wanted), found=len(found), wanted=len(wanted))
    assert tally["wanted"] > 2000
    f1 = 2 * tally["hit"] / (tally["found"] + tally["wanted"])
    assert f1 >= 0.95, dict(tally)
