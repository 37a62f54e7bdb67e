"""The figures: how much of the gold a pipeline finds.

What each figure counts as right is told in docs/evaluation.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnreport.evaluation.sameness import amount_words, mentions, same_amount, same_deadline
from cnreport.evaluation.spread import compare_kinds
from cnreport.evaluation.standoff import Gold, GoldQuantity, GoldSpeech, Head, Place, squeeze
from cnreport.evaluation.tally import Spanned, Tally, at_same_place, overlap, pair, share
from cnreport.schema import KINDS, Kind, Mention, Plan, Quantity, Report, Speech

FIGURES = (
    "speeches",
    "speaker",
    "headline",
    "bylines",
    "kinds",
    *(f"kind_{kind}" for kind in KINDS),
    "items",
    "quantities",
    "quantities_amount_only",
    "quantities_span_only",
    "bound",
    "change",
    "of",
    "action",
    "kind_of_quantity",
    "facts",
    "deadlines",
    "owners",
    "grounding",
)
"""All figures, in the order in which they are shown."""

_CLOSING = "”’\"'』」》）)"
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the gold and the report say differently about the text ``article`` at ``start``."""

    article: str
    start: int
    what: str
    excerpt: str

    def __str__(self) -> str:
        return f"{self.article}:{self.start}: {self.what}: {self.excerpt}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity of the report and the kind of its record."""

    quantity: Quantity
    kind: Kind | None
    start: int
    end: int


class Scorer:
    """Compares reports with their gold, one article after the other, and adds up."""

    def __init__(self) -> None:
        self.differences: list[Difference] = []
        self.articles = 0
        self._tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self._name = self._text = ""

    def add(self, name: str, text: str, gold: Gold, report: Report) -> None:
        """Count one article: its text, what should be found in it and what was."""
        self.articles += 1
        self._name, self._text = name, text
        self._speeches(gold, report)
        for kind, tally in compare_kinds(text, gold, report, self._differ).items():
            self._tallies[f"kind_{kind}"].add(tally.right, tally.gold, tally.found)
        self._quantities(gold, report)
        self._items(gold, report)
        self._plans(gold, report)
        self._grounding(report)

    def tally(self, figure: str) -> Tally | None:
        """What was counted for a figure; None for ``kinds``, which is a mean, and where there was nothing to count."""
        return self._tallies.get(figure)

    def figures(self) -> dict[str, float]:
        """The figures, 0 to 1, in the order of `FIGURES`; those that nothing was counted for are left out."""
        found = {name: tally.f1 for name, tally in self._tallies.items()}
        if self.articles:
            found["kinds"] = sum(found[f"kind_{kind}"] for kind in KINDS) / len(KINDS)
        return {name: found[name] for name in FIGURES if name in found}

    def _differ(self, what: str, at: Spanned) -> None:
        before = self._text[max(0, at.start - _AROUND) : at.start]
        excerpt = f"{before}[{self._text[at.start : at.end]}]{self._text[at.end : at.end + _AROUND]}"
        self.differences.append(Difference(self._name, at.start, what, " ".join(excerpt.split())))

    def _one(self, figure: str, right: bool, what: str, at: Spanned) -> None:
        """Count something that is right or not."""
        self._tallies[figure].add(right)
        if not right:
            self._differ(f"{figure} {what}", at)

    def _match(self, figure: str, gold: Sequence[Any], found: Sequence[Any], same: Any, what: str) -> list[Any]:
        """Count what should be found of one sort; the pairs that are right."""
        pairs = pair(gold, found, same)
        self._tallies[figure].add(len(pairs), len(gold), len(found))
        hit = {id(wanted) for wanted, _ in pairs}
        for wanted in gold:
            if id(wanted) not in hit:
                self._differ(f"{what} missed", wanted)
        return pairs

    def _speeches(self, gold: Gold, report: Report) -> None:
        pairs = self._match("speeches", gold.speeches, report.speeches, lambda g, p: share(g, p) >= 0.5, "speech")
        for wanted, found in pairs:
            self._people(wanted, found)

    def _people(self, wanted: GoldSpeech, found: Speech) -> None:
        at = Place(start=wanted.start, end=min(wanted.end, wanted.start + _AROUND))
        for field in ("name", "position", "organization"):
            want, have = (squeeze(getattr(speech.speaker, field, "")) for speech in (wanted, found))
            if want or have:
                self._one("speaker", want == have, f"{field} is {want!r}, not {have!r}", at)
        want, have = squeeze(wanted.headline or ""), squeeze(found.headline.text if found.headline else "")
        if want or have:
            self._one("headline", want == have, f"is {want!r}, not {have!r}", at)
        names, given = ({squeeze(byline.name) for byline in speech.bylines} for speech in (wanted, found))
        self._tallies["bylines"].add(len(names & given), len(names), len(given))

    def _quantities(self, gold: Gold, report: Report) -> None:
        optional = [q for q in gold.quantities if q.optional]
        wanted = [q for q in gold.quantities if not q.optional]
        found = [one for one in _quantities_of(report) if not any(overlap(one, other) for other in optional)]
        exact = pair(wanted, found, lambda g, p: at_same_place(g, p) and same_amount(g, p.quantity))
        sizes = len(wanted), len(found)
        self._tallies["quantities"].add(len(exact), *sizes)
        for figure, same in (
            ("quantities_amount_only", lambda g, p: overlap(g, p) > 0 and same_amount(g, p.quantity)),
            ("quantities_span_only", at_same_place),
        ):
            self._tallies[figure].add(len(pair(wanted, found, same)), *sizes)
        facts = sum(self._fact(gold, one, other) for one, other in exact)
        self._tallies["facts"].add(facts, *sizes)
        right = {id(one) for matched in exact for one in matched}
        for one in wanted:
            if id(one) not in right:
                near = "; ".join(amount_words(other.quantity) for other in found if overlap(one, other))
                self._differ(f"quantity missed, {amount_words(one)}" + (f", got {near}" if near else ""), one)
        for other in found:
            if id(other) not in right and not any(overlap(one, other) for one in wanted):
                self._differ(f"quantity invented, {amount_words(other.quantity)}", other)

    def _fact(self, gold: Gold, wanted: GoldQuantity, found: _Found) -> bool:
        """Count what is said about a quantity that was found; whether all of it but its bound is right."""
        have = found.quantity
        kind = next((s.kind for s in gold.segments if s.start <= wanted.start < s.end), None)
        right = {
            "of": self._same_mention(wanted.of, have.of, by_end=True),
            "action": self._same_mention(wanted.action, have.action, by_end=False),
            "change": wanted.change == have.change,
            "bound": wanted.bound == have.bound,
            "kind_of_quantity": kind == "debatable" or kind == found.kind,
        }
        for figure, fine in right.items():
            want: object = kind if figure == "kind_of_quantity" else getattr(wanted, figure)
            got: object = found.kind if figure == "kind_of_quantity" else getattr(have, figure)
            self._one(figure, fine, f"is {self._said(want)}, not {self._said(got)}", wanted)
        return all(fine for figure, fine in right.items() if figure != "bound")

    def _said(self, value: object) -> str:
        return repr(self._text[value.start : value.end] if isinstance(value, (Place, Mention)) else value)

    def _same_mention(self, wanted: Place | None, found: Mention | None, *, by_end: bool) -> bool:
        if wanted is None or found is None:
            return wanted is None and found is None
        return overlap(wanted, found) > 0 and (not by_end or self._bare_end(wanted) == self._bare_end(found))

    def _bare_end(self, place: Spanned) -> int:
        end = place.end
        while end > place.start and self._text[end - 1] in _CLOSING:
            end -= 1
        return end

    def _items(self, gold: Gold, report: Report) -> None:
        heads: dict[tuple[int, int], Head] = {}
        for record in (record for speech in report.speeches for record in speech.records):
            if record.item:
                at = record.item.heading
                head = Head(start=at.start, end=at.end, kind=record.kind, ordinal=record.item.ordinal or 0)
                heads.setdefault((at.start, at.end), head)
        open_ones: list[Place] = [head for head in gold.heads if head.kind == "debatable"]
        open_ones += [segment for segment in gold.segments if segment.kind == "debatable"]
        wanted = [head for head in gold.heads if head.kind != "debatable"]
        found = [head for head in heads.values() if not any(overlap(one, head) for one in open_ones)]
        self._match(
            "items",
            wanted,
            found,
            lambda g, p: share(g, p) >= 0.5 and (g.kind, g.ordinal) == (p.kind, p.ordinal),
            "head of an item",
        )

    def _plans(self, gold: Gold, report: Report) -> None:
        plans = [record for speech in report.speeches for record in speech.records if isinstance(record, Plan)]
        deadlines = {(plan.deadline.start, plan.deadline.end): plan.deadline for plan in plans if plan.deadline}
        owners = {(owner.start, owner.end): owner for plan in plans for owner in plan.owners}
        self._match("deadlines", gold.deadlines, list(deadlines.values()), same_deadline, "deadline")
        self._match("owners", gold.owners, list(owners.values()), lambda g, p: share(g, p) >= 0.5, "owner")

    def _grounding(self, report: Report) -> None:
        for mention in mentions(report.model_dump()):
            at = Place.model_construct(start=mention["start"], end=mention["end"])
            right = squeeze(self._text[at.start : at.end]) == squeeze(mention["text"])
            self._one("grounding", right, f"is not {mention['text'][:20]!r}", at)


def _quantities_of(report: Report) -> list[_Found]:
    """The quantities of the records and those outside them, each place once."""
    found: dict[tuple[int, int], _Found] = {}
    for speech in report.speeches:
        owned = [(quantity, record.kind) for record in speech.records for quantity in record.quantities]
        for quantity, kind in (*owned, *((quantity, None) for quantity in speech.quantities)):
            place = quantity.start, quantity.end
            found.setdefault(place, _Found(quantity, kind, *place))
    return list(found.values())
