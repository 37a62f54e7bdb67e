"""The output contract: what `cnreport extract` writes and the Python API returns.

Every ``start``/``end`` is a Unicode code point offset into the source text as decoded, 0-based and half-open. Every
field that quotes the text is a `Mention`; nothing is extracted that the source does not say. Models are frozen;
numbers are exact decimals, written as strings in JSON.
"""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, PlainSerializer, SerializeAsAny, WithJsonSchema

SCHEMA_VERSION = "1.0"

Kind = Literal["achievement", "problem", "plan"]
KINDS: tuple[Kind, ...] = ("achievement", "problem", "plan")
Bound = Literal["exact", "about", "over", "under", "at_least", "at_most", "range"]
Change = Literal["up", "down"]

ExactDecimal = Annotated[
    Decimal,
    PlainSerializer(lambda value: plain_decimal(value), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]


def plain_decimal(value: Decimal) -> str:
    """The shortest plain notation of a decimal: ``"90000"``, ``"0.5"``, never an exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_dump(self, *, exclude_none: bool = True, **options: Any) -> dict[str, Any]:
        """As pydantic's, with what the text does not say left out."""
        return super().model_dump(exclude_none=exclude_none, **options)

    def model_dump_json(self, *, exclude_none: bool = True, **options: Any) -> str:
        """As pydantic's, with what the text does not say left out."""
        return super().model_dump_json(exclude_none=exclude_none, **options)


class Mention(_Model):
    """A quotation of the source: ``text`` is ``source[start:end]`` without the page layout's breaks and spaces."""

    text: str
    start: int
    end: int


class Quantity(_Model):
    """An amount the text states, normalised."""

    text: str
    start: int
    end: int
    value: ExactDecimal = Field(description="the number in full, after scale; a range's lower end")
    upper: ExactDecimal | None = Field(default=None, description="a range's upper end")
    bound: Bound = "exact"
    unit: str = Field(description='the unit as written, less the scale: 平方米, 元, 人次; "" when none is written')
    dimension: str = Field(description="count, length, area, volume, mass, time, money, ratio, power, energy, …")
    symbol: str | None = Field(default=None, description="the unit's UCUM code, or the currency's ISO 4217 code")
    si_value: ExactDecimal | None = Field(default=None, description="the value in the dimension's base unit")
    of: Mention | None = Field(default=None, description="what is counted or measured")
    action: Mention | None = Field(default=None, description="the verb that governs the quantity")
    change: Change | None = None
    compared_with: Mention | None = Field(default=None, description="what a change is measured against: 同比, 比上年")
    per: Mention | None = Field(default=None, description="the base of a rate: 每年, 人均")
    cumulative: bool | None = Field(default=None, description="true when the text says 累计, 共 or the like")


class Item(_Model):
    """The enumerated item a record belongs to."""

    ordinal: int | None = Field(default=None, description="its number; absent when the head carries none")
    heading: Mention


class Explanation(_Model):
    """Why a record is what it is; only with ``--explain``."""

    cues: list[str] = Field(description="ids of the cue rules that spoke in the record's clauses")
    section: str = Field(description="the kind that the headings above announce, or unknown")
    passage: str = Field(description="the kind of the passage that an earlier cue or heading opened, or unknown")
    by_rules: str = Field(description="the kind by rules alone")
    by_model: str | None = Field(default=None, description="the kind by the trained model, when there is one")
    score: float = Field(description="how sure the one that decided is, 0 to 1")
    facts: list[str] = Field(default_factory=list, description="for each quantity, the construction that was found")


class _Record(_Model):
    id: str
    text: str
    start: int
    end: int
    item: Item | None = None
    section: list[Mention] = Field(default_factory=list, description="headings above the record, outermost first")
    actor: Mention | None = None
    action: Mention | None = None
    object: Mention | None = None
    location: Mention | None = None
    topic: str | None = None
    confidence: float = Field(ge=0, le=1)
    quantities: list[Quantity] = Field(default_factory=list)
    explanation: Explanation | None = None


class Achievement(_Record):
    """What the reporting side says it has done, is doing as reported work, or has reached."""

    kind: Literal["achievement"] = "achievement"
    time: Mention | None = None


class Problem(_Record):
    """A shortcoming, difficulty, gap or unmet target that the text admits."""

    kind: Literal["problem"] = "problem"
    severity: Mention | None = None
    cause: Mention | None = None


class Deadline(Mention):
    """The time by which a plan must be done; ``value`` is its last day as EDTF, empty when the text fixes none."""

    value: str = ""


class Plan(_Record):
    """What it will, must or intends to do."""

    kind: Literal["plan"] = "plan"
    deadline: Deadline | None = None
    owners: list[Mention] = Field(default_factory=list)


Record = Annotated[Achievement | Problem | Plan, Field(discriminator="kind")]


_Quoted = Annotated[Quantity | Mention | Deadline, Field(union_mode="left_to_right")]
CustomValue = Annotated[_Quoted | list[_Quoted] | JsonValue, Field(union_mode="left_to_right")]


class CustomRecord(_Model):
    """A record of a type that the user declared. Its own fields stand beside these: mentions, quantities, deadlines.

    Made in this process it is the user's own model; read back from JSON it is this one, with the same fields.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, CustomValue]

    kind: str
    id: str
    text: str
    start: int
    end: int
    record: str | None = Field(default=None, description="the id of the built-in record of the same clause")
    quantities: list[Quantity] = Field(default_factory=list)


class Region(_Model):
    """The place of a speaker's organization: 川汇区 → 411602, below 河南省 and 周口市."""

    name: str
    code: str | None = Field(default=None, description="GB/T 2260, six digits; absent for zones and for doubtful names")
    path: list[str] = Field(default_factory=list, description="from the province down to the place itself")
    type: Literal["province", "prefecture", "county", "zone"]


class Speaker(_Model):
    """Who speaks: 川汇区委书记刘德君 → 刘德君 · 区委书记 · 川汇区."""

    name: str
    position: str = ""
    organization: str = ""
    region: Region | None = None


class Byline(_Model):
    """Who wrote it down: 韩志刚 · 记者."""

    name: str
    role: str


class Speech(_Model):
    """One speaker's whole contribution."""

    id: str
    start: int
    end: int
    speaker: Speaker | None = None
    headline: Mention | None = None
    bylines: list[Byline] = Field(default_factory=list)
    records: list[Record] = Field(default_factory=list)
    custom: list[SerializeAsAny[CustomRecord]] = Field(
        default_factory=list, description="records of types that the user declared"
    )
    quantities: list[Quantity] = Field(default_factory=list, description="quantities outside any record")


class Report(_Model):
    """One article."""

    schema_version: str = SCHEMA_VERSION
    id: str
    source: str
    title: str | None = None
    published: str | None = None
    text: str | None = Field(default=None, description="the text the offsets count in; only with --keep-text")
    speeches: list[Speech] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)

    def to_frame(self, table: str = "records", library: Literal["pandas", "polars"] = "pandas") -> Any:
        """The rows of one table of this report as a data frame: `cnreport.to_frame`, which also takes several."""
        # By the package's name: the contract knows no room above it, and nothing is loaded before it is asked for.
        return import_module("cnreport").to_frame(self, table, library)
