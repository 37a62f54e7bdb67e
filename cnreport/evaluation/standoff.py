"""Standoff gold: what an article should give, as offsets into its text, in a JSON file beside it.

``NAME.gold.json`` is the gold of ``NAME.txt``; beside an article of another format it is ``NAME.docx.gold.json``. The
lists are those of the markup (`cnreport.evaluation.markup`): speeches, segments by kind, heads of items, quantities,
deadlines, owners. ``records`` and ``reviewed`` come from ``cnreport review`` and may be missing; they say which
statements make up the segments. All offsets are code points of the text as decoded, half-open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cnreport.errors import CnreportError
from cnreport.evaluation.lines import line_of
from cnreport.schema import Bound, Change, ExactDecimal, Kind
from cnreport.text import Source

ENDING = ".gold.json"
MAX_BYTES = 64 * 2**20
GoldKind = Literal["achievement", "problem", "plan", "debatable"]
# Bounded, because 1e999999999 is a number too and nobody can print it.
_Number = Annotated[ExactDecimal, Field(max_digits=60, decimal_places=20)]


class _Gold(BaseModel):
    # What another tool has added is no mistake; it is left out.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Place(_Gold):
    """A stretch of the text; ``text``, when it is there, is what stood under it when the gold was written."""

    start: int = Field(ge=0)
    end: int
    text: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Place:
        if self.end <= self.start:
            raise ValueError(f"it ends at {self.end}, not after its start {self.start}")
        return self


class GoldSpeaker(_Gold):
    """Who speaks; "" where the text does not say."""

    name: str = ""
    position: str = ""
    organization: str = ""


class GoldByline(_Gold):
    """Who wrote the speech down."""

    name: str
    role: str = ""


class GoldSpeech(Place):
    """One speaker's whole contribution."""

    speaker: GoldSpeaker | None = None
    headline: str | None = None
    bylines: tuple[GoldByline, ...] = ()


class Segment(Place):
    """A run of clauses of one kind."""

    kind: GoldKind


class Head(Place):
    """The head of an enumerated item; 0 is the ordinal of a head without one, and its kind may be open."""

    kind: GoldKind | None = None
    ordinal: int = 0


class GoldQuantity(Place):
    """An amount. An ``optional`` one counts neither way and needs no value."""

    value: _Number | None = None
    upper: _Number | None = None
    bound: Bound = "exact"
    unit: str = ""
    change: Change | None = None
    optional: bool = False
    of: Place | None = None
    action: Place | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_number(cls, data: Any) -> Any:
        """ "" is how a value that there is none of is written."""
        if isinstance(data, dict):
            return {k: None if v == "" and k in ("value", "upper", "change") else v for k, v in data.items()}
        return data

    @model_validator(mode="after")
    def _has_value(self) -> GoldQuantity:
        if self.value is None and not self.optional:
            raise ValueError("it has no value and is not optional")
        return self


class GoldDeadline(Place):
    """A deadline and its last day as EDTF; "" where the text alone fixes none."""

    value: str = ""


class GoldItem(Place):
    """The head of the item that a record belongs to."""

    ordinal: int = 0


class GoldRecord(Place):
    """A statement, as a person left it. Its quantities are those that begin inside it."""

    id: str = Field(pattern=r"^r[1-9][0-9]{0,8}$")
    kind: Kind
    action: Place | None = None
    object: Place | None = None
    actor: Place | None = None
    location: Place | None = None
    deadline: GoldDeadline | None = None
    owners: tuple[Place, ...] = ()
    item: GoldItem | None = None
    section: tuple[Place, ...] = ()
    topic: str | None = None
    confidence: float = Field(default=1, ge=0, le=1)


class Gold(_Gold):
    """All that is right about one article."""

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    chars: int | None = None
    reviewed: bool | None = None
    speeches: tuple[GoldSpeech, ...] = ()
    segments: tuple[Segment, ...] = ()
    heads: tuple[Head, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    deadlines: tuple[GoldDeadline, ...] = ()
    owners: tuple[Place, ...] = ()
    records: tuple[GoldRecord, ...] | None = None

    @model_validator(mode="after")
    def _ids_differ(self) -> Gold:
        names = [record.id for record in self.records or ()]
        if len(set(names)) < len(names):
            raise ValueError("two records have the same id")
        return self

    def to_json(self) -> str:
        """The file's text: a list's member a line, so that a version control system shows what was corrected."""
        members = []
        for name, value in self.model_dump(mode="json").items():
            if name in ("reviewed", "records") and value is None:
                continue
            if isinstance(value, list) and value:
                lines = ",\n  ".join(json.dumps(_tidy(member), ensure_ascii=False) for member in value)
                members.append(f' "{name}": [\n  {lines}\n ]')
            else:
                members.append(f' "{name}": {json.dumps(value, ensure_ascii=False)}')
        return "{\n" + ",\n".join(members) + "\n}\n"


def _tidy(value: Any) -> Any:
    """Without the quotations that are not there: ``text`` is the one field that readers do not expect as null."""
    if isinstance(value, dict):
        return {k: _tidy(v) for k, v in value.items() if not (k == "text" and v is None)}
    return [_tidy(member) for member in value] if isinstance(value, list) else value


def read_gold(path: Path) -> Gold:
    """The gold in a file; `CnreportError` with the code bad-gold, and the line or the field, when it is none."""
    return parse_gold(read_json(path, "bad-gold"), path)


def read_json(path: Path, code: str) -> object:
    """What a file of JSON holds; `CnreportError` with ``code``, and the line, when it is none or larger than 64 MiB."""
    where = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CnreportError(f"larger than {MAX_BYTES} bytes", code=code, where=where)
        data: object = json.loads(path.read_bytes())
    except OSError as error:
        raise CnreportError(f"cannot be read: {error.strerror}", code=code, where=where) from error
    except json.JSONDecodeError as error:
        raise CnreportError(f"no JSON: {error.msg}", code=code, where=f"{where}:{error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise CnreportError("no JSON in UTF-8", code=code, where=where) from error
    return data


def parse_gold(data: object, where: str | Path) -> Gold:
    """The gold that ``data``, read from JSON, describes; `CnreportError` that names the first field at fault.

    Where it was read from a file, ``where`` is its path, and the error has the line, too.
    """
    try:
        return Gold.model_validate(data)
    except ValidationError as error:
        said, path = first_fault(error)
        raise CnreportError(said, code="bad-gold", where=_placed(where, path)) from error


def first_fault(error: ValidationError) -> tuple[str, tuple[str | int, ...]]:
    """The first field that does not fit and why, in words, and the path of the field."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(map(str, first["loc"]))
    reason = first["msg"].removeprefix("Value error, ")
    return f"{field}: {reason}" if field else reason, first["loc"]


def _placed(where: str | Path, path: Sequence[str | int]) -> str:
    """``FILE:LINE`` of a field, where the file is known and still there."""
    if isinstance(where, Path):
        with suppress(OSError, ValueError, RecursionError):
            return f"{where}:{line_of(where.read_bytes().decode('utf-8-sig'), path)}"
    return str(where)


def check_gold(gold: Gold, source: Source, where: str | Path) -> None:
    """`CnreportError` with the code stale-gold when the gold was made for another text than ``source``.

    It names the first field that stands outside the text or quotes what is not there, and with the path of the gold's
    file for ``where`` its line.
    """
    text = source.text
    hint = "the article was changed after it was annotated: bring the old text back, or annotate anew"
    for name, place in places(gold):
        fault = ""
        if place.end > len(text):
            fault = f"{place.start}-{place.end} is outside the text of {len(text)} characters"
        elif place.text is not None and squeeze(place.text) != squeeze(text[place.start : place.end]):
            fault = f"at {place.start} the text has {text[place.start : place.end][:20]!r}, not {place.text[:20]!r}"
        if fault:
            path = [int(step) if step.isdigit() else step for step in name.split(".")]
            raise CnreportError(f"{name}: {fault}", code="stale-gold", where=_placed(where, path), hint=hint)
    if (gold.sha256 is not None and gold.sha256 != source.digest) or (
        gold.chars is not None and gold.chars != len(text)
    ):
        reason = f"the text of {source.name} is not the one that was annotated"
        if gold.chars is not None and gold.chars != len(text):
            reason += f": {len(text)} characters, not {gold.chars}"
        raise CnreportError(reason, code="stale-gold", where=str(where), hint=hint)


def squeeze(text: str) -> str:
    """The text without its blanks: what is compared where the page's layout does not count."""
    return "".join(text.split())


def places(gold: Gold) -> Iterator[tuple[str, Place]]:
    """Every place of the gold with its name: ``quantities.3.of``."""
    for name in ("speeches", "segments", "heads", "quantities", "deadlines", "owners", "records"):
        for number, member in enumerate(getattr(gold, name) or ()):
            yield from _inside(f"{name}.{number}", member)


def _inside(name: str, place: Place) -> Iterator[tuple[str, Place]]:
    yield name, place
    for field in type(place).model_fields:
        value = getattr(place, field)
        if isinstance(value, Place):
            yield from _inside(f"{name}.{field}", value)
        elif isinstance(value, tuple):
            for number, member in enumerate(value):
                if isinstance(member, Place):
                    yield f"{name}.{field}.{number}", member
