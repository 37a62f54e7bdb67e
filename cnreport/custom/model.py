"""Record types in Python: a pydantic model, the words that trigger it, and what fills its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, Field

from cnreport import schema

SOURCE = "x-cnreport"
"""The key of a field's JSON Schema under which stands what fills it."""

Words = str | Sequence[str]


class RecordType(schema.CustomRecord):
    """The base of record types of your own; see `take` for what fills their fields.

    >>> class Inspection(RecordType, kind="inspection", triggers=["检查", "排查"]):
    ...     sites: schema.Quantity | None = take("amount", units=["家", "处"])
    ...     inspector: schema.Mention | None = take("actor")

    ``triggers`` are words, ``patterns`` regular expressions and ``cues`` ids of cue rules: a clause in which one of
    them speaks becomes a record, unless a word of ``unless`` stands in it. ``kinds`` are the kinds of clause that may
    become one ("achievement", "problem", "plan", "none"; all unless given). With ``scope="sentence"`` the whole
    sentence becomes one record. A field made by ``take(…, required=True)`` must be there, or there is no record.
    """

    model_config = ConfigDict(extra="forbid")
    declared: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(
        cls,
        *,
        kind: str = "",
        triggers: Iterable[str] = (),
        patterns: Iterable[str] = (),
        cues: Iterable[str] = (),
        unless: Iterable[str] = (),
        kinds: Iterable[str] = (),
        scope: str = "clause",
        **options: Any,
    ) -> None:
        super().__init_subclass__(**options)
        lists = {"triggers": triggers, "patterns": patterns, "cues": cues, "unless": unless, "kinds": kinds}
        said: dict[str, Any] = {
            name: [*words] if not isinstance(words, str) else [words] for name, words in lists.items()
        }
        cls.declared = said | {"kind": kind or cls.__name__.lower(), "scope": scope}

    @classmethod
    def of(cls, report: schema.Report) -> list[Self]:
        """The records of this type in a report, in order, whether it was made here or read back from JSON."""
        kind = cls.declared["kind"]
        found = (record for speech in report.speeches for record in speech.custom if record.kind == kind)
        return [record if isinstance(record, cls) else cls.model_validate(record.model_dump()) for record in found]


def take(
    source: str = "",
    *,
    units: Words = (),
    dimension: str = "",
    of: Words = (),
    after: Words = (),
    before: Words = (),
    pattern: str = "",
    required: bool = False,
) -> Any:
    """A field of a `RecordType` that is filled from the text.

    ``source`` is one of

    * "action", "object", "actor", "location", "time", "deadline", "cause", "severity": a mention, as in the built-in
      record of the same clause; "owners" a list of them;
    * "amount": the first quantity, "amounts" all of them; ``units`` and ``dimension`` say of which unit or dimension,
      ``of`` what is counted, ``after`` and ``before`` between which words to look;
    * "text": the words behind one of ``after``, in front of one of ``before``, or between them;
    * "pattern": the one group of the regular expression ``pattern``.

    It need not be said where the other arguments tell. Where the text does not say, the field is None, or an empty
    list; ``required`` makes the record hang on it.
    """
    lists = {"units": units, "of": of, "after": after, "before": before}
    spec: dict[str, Any] = {name: [words] if isinstance(words, str) else [*words] for name, words in lists.items()}
    spec |= {"from": source, "dimension": dimension, "pattern": pattern}
    extra: dict[str, Any] = {SOURCE: {key: value for key, value in spec.items() if value}}
    if required:
        return Field(json_schema_extra=extra)
    if source in ("amounts", "owners"):
        return Field(default_factory=list, json_schema_extra=extra)
    return Field(default=None, json_schema_extra=extra)
