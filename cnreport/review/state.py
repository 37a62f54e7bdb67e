"""What is being corrected: the records and quantities of one article, on their way to and from gold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from cnreport.evaluation.parts import Parts, put_together, take_apart
from cnreport.evaluation.standoff import Gold, GoldQuantity, GoldRecord, GoldSpeech
from cnreport.text import Source

Target = Literal["records", "quantities", "reviewed"]
Value = GoldRecord | GoldQuantity | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: what stood there before and what stands there after; None where there is nothing."""

    target: Target
    id: str
    before: Value
    after: Value

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.target, self.id, self.after, self.before)


@dataclass(slots=True)
class State:
    """The article's records and quantities by id, and what of its gold belongs to no record."""

    speeches: tuple[GoldSpeech, ...] = ()
    records: dict[str, GoldRecord] = field(default_factory=dict)
    quantities: dict[str, GoldQuantity] = field(default_factory=dict)
    reviewed: bool = False
    rest: Gold = field(default_factory=Gold)
    used: int = 0

    @classmethod
    def of(cls, gold: Gold) -> State:
        """The state that some gold describes; its segments become records where it has none of its own."""
        parts = take_apart(gold)
        state = cls(parts.speeches, reviewed=parts.reviewed, rest=parts.rest)
        state.records = {record.id: record for record in parts.records}
        state.quantities = {f"q{number}": quantity for number, quantity in enumerate(parts.quantities, 1)}
        state.used = max((int(name[1:]) for name in (*state.records, *state.quantities)), default=0)
        return state

    def after(self, change: Change) -> State:
        """The state that a change leads to; this one stays as it is."""
        state = replace(self, records=dict(self.records), quantities=dict(self.quantities))
        state.apply(change)
        return state

    def new_id(self, letter: str) -> str:
        """An id that nothing here has or ever had."""
        return f"{letter}{self.used + 1}"

    def apply(self, change: Change) -> None:
        """Make a change. What it says was there before is not looked at."""
        if change.target == "reviewed":
            self.reviewed = bool(change.after)
            return
        self.used = max(self.used, int(change.id[1:]))
        members: dict[str, object] = getattr(self, change.target)
        if change.after is None:
            members.pop(change.id, None)
        else:
            members[change.id] = change.after

    def get(self, target: Target, name: str) -> Value:
        """What stands there now."""
        return self.reviewed if target == "reviewed" else getattr(self, target).get(name)

    def sorted_records(self) -> list[GoldRecord]:
        """The records in the order of the text, the outer one of two first."""
        return sorted(self.records.values(), key=lambda record: (record.start, -record.end))

    def sorted_quantities(self) -> list[tuple[str, GoldQuantity]]:
        """The quantities with their ids, in the order of the text."""
        return sorted(self.quantities.items(), key=lambda pair: (pair[1].start, -pair[1].end))

    def to_gold(self, source: Source) -> Gold:
        """The gold of the article ``source``: what a scorer or the training reads, and the records themselves."""
        quantities = tuple(quantity for _, quantity in self.sorted_quantities())
        parts = Parts(self.speeches, tuple(self.sorted_records()), quantities, self.rest, self.reviewed)
        return put_together(parts, source)
