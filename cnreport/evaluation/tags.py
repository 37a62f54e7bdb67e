"""From the tags of markup to standoff gold and back: training reads tags, the figures are counted against gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from cnreport.errors import CnreportError
from cnreport.evaluation.markup import Tagged
from cnreport.evaluation.standoff import Gold, GoldQuantity, parse_gold
from cnreport.schema import plain_decimal
from cnreport.text import Span

_SEGMENT_TAGS = {"achievement": "A", "problem": "P", "plan": "N", "debatable": "X"}
_KINDS = {tag: kind for kind, tag in _SEGMENT_TAGS.items()}


def to_tags(gold: Gold, text: str) -> list[Tagged]:
    """What the markup of ``text`` would say, in the order of the text, outermost first.

    ``text`` is the one that the gold was made for. The nouns and verbs of quantities keep their exact places.
    """
    tags = [Tagged("speech", speech.start, speech.end) for speech in gold.speeches]
    tags += [Tagged(_SEGMENT_TAGS[segment.kind], segment.start, segment.end) for segment in gold.segments]
    tags += [Tagged("h", head.start, head.end, {"n": str(head.ordinal)}) for head in gold.heads]
    tags += [Tagged("d", deadline.start, deadline.end, {"v": deadline.value}) for deadline in gold.deadlines]
    tags += [Tagged("own", owner.start, owner.end) for owner in gold.owners]
    tags += [_quantity(quantity, text) for quantity in gold.quantities]
    # The sort is stable: of two tags on the same stretch the one of the earlier list is the outer one.
    return sorted(tags, key=lambda tag: (tag.start, -tag.end))


def _quantity(quantity: GoldQuantity, text: str) -> Tagged:
    attributes = {"v": "" if quantity.value is None else plain_decimal(quantity.value), "u": quantity.unit}
    if quantity.upper is not None:
        attributes["to"] = plain_decimal(quantity.upper)
    if quantity.bound != "exact":
        attributes["b"] = quantity.bound
    if quantity.change:
        attributes["ch"] = quantity.change
    if quantity.optional:
        attributes["opt"] = "1"
    places = {
        key: Span(place.start, place.end)
        for key, place in (("of", quantity.of), ("act", quantity.action))
        if place is not None
    }
    attributes |= {key: text[span.start : span.end] for key, span in places.items()}
    return Tagged("q", quantity.start, quantity.end, attributes, places)


def to_gold(tags: Sequence[Tagged], text: str, where: str = "") -> Gold:
    """The gold that the tags of ``text`` say, outermost first as `parse_markup` gives them.

    Raises `CnreportError` with the code bad-gold for a value that is none, bad-markup for a speaker outside any speech,
    or an attribute that quotes what does not stand near its quantity.
    """
    segments = [{**_at(tag), "kind": _KINDS[tag.tag]} for tag in tags if tag.tag in _KINDS]

    def kind_at(place: int) -> Any:
        return next((one["kind"] for one in reversed(segments) if one["start"] <= place < one["end"]), None)

    data = {
        "sha256": sha256(text.encode()).hexdigest(),
        "chars": len(text),
        "speeches": list(_speeches(tags, text, where)),
        "segments": segments,
        "heads": [
            {**_at(tag), "kind": kind_at(tag.start), "ordinal": tag.attributes.get("n") or 0}
            for tag in tags
            if tag.tag == "h"
        ],
        "quantities": [_gold_quantity(tag, text, where) for tag in tags if tag.tag == "q"],
        "deadlines": [{**_at(tag), "value": tag.attributes.get("v", "")} for tag in tags if tag.tag == "d"],
        "owners": [_at(tag) for tag in tags if tag.tag == "own"],
    }
    return parse_gold(data, where)


def _at(tag: Tagged) -> dict[str, Any]:
    return {"start": tag.start, "end": tag.end}


def _speeches(tags: Sequence[Tagged], text: str, where: str) -> Iterator[dict[str, Any]]:
    """Each speech with what stands behind its tag, up to the next one."""
    speech: dict[str, Any] = {}
    for tag in tags:
        said = tag.attributes
        if tag.tag == "speech":
            if speech:
                yield speech
            speech = {**_at(tag), "speaker": None, "headline": None, "bylines": []}
        elif tag.tag in ("speaker", "headline", "byline") and not speech:
            raise CnreportError(f"<{tag.tag}> before any speech at {tag.start}", code="bad-markup", where=where)
        elif tag.tag == "speaker":
            names = {"name": "name", "position": "position", "organization": "org"}
            speech["speaker"] = {field: said.get(name, "") for field, name in names.items()}
        elif tag.tag == "headline":
            speech["headline"] = " ".join(text[tag.start : tag.end].split())
        elif tag.tag == "byline":
            names_of_it = filter(None, map(str.strip, said.get("name", "").split(",")))
            speech["bylines"] += [{"name": name, "role": said.get("role", "")} for name in names_of_it]
    if speech:
        yield speech


def _gold_quantity(tag: Tagged, text: str, where: str) -> dict[str, Any]:
    places = {}
    for field, key in (("of", "of"), ("action", "act")):
        span = tag.place(key, text)
        if span is None and tag.attributes.get(key):
            reason = f"{key}={tag.attributes[key]!r} does not stand near {text[tag.start : tag.end]!r} at {tag.start}"
            raise CnreportError(reason, code="bad-markup", where=where)
        places[field] = span and {"start": span.start, "end": span.end}
    said = tag.attributes
    return {
        **_at(tag),
        "value": said.get("v", ""),
        "upper": said.get("to"),
        "bound": said.get("b", "exact"),
        "unit": said.get("u", ""),
        "change": said.get("ch"),
        "optional": said.get("opt") == "1",
        **places,
    }
