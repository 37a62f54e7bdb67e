"""Standoff gold as the tags that training reads from markup."""

from __future__ import annotations

from cnreport.evaluation.markup import Tagged
from cnreport.evaluation.standoff import Gold, GoldQuantity
from cnreport.schema import plain_decimal
from cnreport.text import Span

_SEGMENT_TAGS = {"achievement": "A", "problem": "P", "plan": "N", "debatable": "X"}


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
