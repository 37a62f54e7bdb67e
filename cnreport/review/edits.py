"""What a person can ask for, and the change that it is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cnreport.errors import CnreportError
from cnreport.evaluation.drafting import quantity_in
from cnreport.evaluation.standoff import GoldDeadline, GoldItem, GoldQuantity, GoldRecord, Place
from cnreport.review.state import Change, State
from cnreport.schema import Bound, Kind, Quantity
from cnreport.schema import Change as Direction

Finder = Callable[[str], list[Quantity]]
"""Finds the quantities of a text."""

_Id = Annotated[str, StringConstraints(pattern=r"^[rq][1-9][0-9]{0,8}$")]
_Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,30}(\.[0-9]{1,20})?$")]
_Unit = Annotated[str, StringConstraints(max_length=20, pattern=r"^\P{C}*$")]
_Day = Annotated[str, StringConstraints(pattern=r"^([0-9X]{4}(-[0-9X]{2}){0,2})?$")]
_Offset = Annotated[int, Field(ge=0, le=2**31, strict=True)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stretch(_Asked):
    """A selection of the text."""

    start: _Offset
    end: _Offset


class DatedStretch(Stretch):
    """A deadline and its day."""

    value: _Day = ""


class NumberedStretch(Stretch):
    """The head of an item and its ordinal."""

    ordinal: int = Field(default=0, ge=0, le=999)


class AddRecord(Stretch):
    """A record of the stretch that is selected."""

    do: Literal["add-record"]
    kind: Kind


class AddQuantity(Stretch):
    """A quantity of the stretch; its value and unit are read from it."""

    do: Literal["add-quantity"]


class SetRecord(_Asked):
    """New values of some fields of a record; null clears a field."""

    do: Literal["set-record"]
    id: _Id
    kind: Kind | None = None
    span: Stretch | None = None
    action: Stretch | None = None
    object: Stretch | None = None
    actor: Stretch | None = None
    location: Stretch | None = None
    deadline: DatedStretch | None = None
    owners: Annotated[tuple[Stretch, ...], Field(max_length=50)] = ()
    item: NumberedStretch | None = None


class SetQuantity(_Asked):
    """New values of some fields of a quantity; null clears a field."""

    do: Literal["set-quantity"]
    id: _Id
    span: Stretch | None = None
    value: _Number | None = None
    upper: _Number | None = None
    bound: Bound = "exact"
    unit: _Unit = ""
    change: Direction | None = None
    optional: bool = False
    of: Stretch | None = None
    action: Stretch | None = None


class Delete(_Asked):
    """Away with a record or a quantity."""

    do: Literal["delete"]
    id: _Id


class Mark(_Asked):
    """Whether the whole article has been looked at."""

    do: Literal["mark"]
    reviewed: bool


class Step(_Asked):
    """Take the last correction back, or make it again."""

    do: Literal["undo", "redo"]


Edit = Annotated[AddRecord | AddQuantity | SetRecord | SetQuantity | Delete | Mark | Step, Field(discriminator="do")]


class Asked(_Asked):
    """A correction of the article as it was at a revision."""

    revision: int = Field(ge=0, le=2**31, strict=True)
    edit: Edit


class RefusedError(CnreportError):
    """What was asked for makes no sense here."""

    default_code = "bad-edit"


def change_of(edit: Edit, state: State, text: str, quantities: Finder) -> Change:
    """The change that ``edit`` is in ``state``; `RefusedError`, with the reason in Chinese, where it is none."""
    try:
        return _change_of(edit, state, text, quantities)
    except ValidationError as error:
        raise RefusedError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error


def _change_of(edit: Edit, state: State, text: str, quantities: Finder) -> Change:
    match edit:
        case AddRecord():
            name = state.new_id("r")
            return Change("records", name, None, GoldRecord(id=name, kind=edit.kind, **_span(edit, text)))
        case AddQuantity():
            quantity = _new_quantity(_place(edit, text), text, quantities)
            _refuse_overlap(quantity, state, "")
            return Change("quantities", state.new_id("q"), None, quantity)
        case SetRecord():
            record = state.records.get(edit.id)
            if record is None:
                raise RefusedError("这条记录已经不在了")
            after = GoldRecord.model_validate(record.model_dump() | {"confidence": 1} | _fields(edit, text))
            return Change("records", edit.id, record, after)
        case SetQuantity():
            before = state.quantities.get(edit.id)
            if before is None:
                raise RefusedError("这处数量已经不在了")
            fields = _fields(edit, text)
            if before.value is None and fields.get("value") is not None:
                fields.setdefault("optional", False)
            quantity = GoldQuantity.model_validate(before.model_dump() | fields)
            if quantity.value is None and not quantity.optional:
                raise RefusedError("计分的数量要有数值")
            _refuse_overlap(quantity, state, edit.id)
            return Change("quantities", edit.id, before, quantity)
        case Delete():
            target: Literal["records", "quantities"] = "records" if edit.id.startswith("r") else "quantities"
            there = state.get(target, edit.id)
            if there is None:
                raise RefusedError("它已经不在了")
            return Change(target, edit.id, there, None)
        case Mark():
            return Change("reviewed", "", state.reviewed, edit.reviewed)
    raise RefusedError("没有这种修改")


def _fields(edit: SetRecord | SetQuantity, text: str) -> dict[str, Any]:
    """The fields that are set, as the gold has them."""
    found: dict[str, Any] = {}
    for name in edit.model_fields_set - {"do", "id"}:
        value = getattr(edit, name)
        if name == "span":
            found |= _span(value, text) if value else {}
        elif isinstance(value, DatedStretch):
            found[name] = GoldDeadline(**_span(value, text), value=value.value).model_dump()
        elif isinstance(value, NumberedStretch):
            found[name] = GoldItem(**_span(value, text), ordinal=value.ordinal).model_dump()
        elif isinstance(value, Stretch):
            found[name] = _place(value, text).model_dump()
        elif isinstance(value, tuple):
            found[name] = [_place(one, text).model_dump() for one in value]
        elif name in ("value", "upper"):
            found[name] = None if value is None else Decimal(value)
        elif name != "kind" or value is not None:
            found[name] = value
    return found


def _span(stretch: Stretch, text: str) -> dict[str, Any]:
    """Where the selection stands, without the blanks at its ends."""
    start, end = stretch.start, stretch.end
    if end > len(text):
        raise RefusedError("选中的位置在正文之外")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise RefusedError("没有选中文字")
    return {"start": start, "end": end}


def _place(stretch: Stretch, text: str) -> Place:
    return Place(**_span(stretch, text))


def _new_quantity(place: Place, text: str, quantities: Finder) -> GoldQuantity:
    """The quantity of a selection. Where none is recognised it counts neither way until a value is given."""
    found = quantities(text[place.start : place.end])
    if len(found) > 1:
        raise RefusedError("选中的文字里不止一处数量，请一次选一处")
    return quantity_in(found, place.start) or GoldQuantity(start=place.start, end=place.end, value=None, optional=True)


def _refuse_overlap(quantity: GoldQuantity, state: State, own: str) -> None:
    for name, other in state.quantities.items():
        if name != own and quantity.start < other.end and other.start < quantity.end:
            raise RefusedError("这里已经有一处数量")
