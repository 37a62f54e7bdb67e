"""A record type ready for use, from a table of the rule file or from a model; all that can be wrong with one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from cnreport import schema
from cnreport.custom.model import SOURCE, RecordType
from cnreport.discourse.cues import load_cues
from cnreport.quantity.units import load_units
from cnreport.rules import Overlay, Rule, load_rules
from cnreport.rules.patterns import check_patterns
from cnreport.rules.rule import near

MENTIONS = ("action", "object", "actor", "location", "time", "deadline", "cause", "severity")
LISTS = ("owners", "amounts")
SOURCES = (*MENTIONS, "owners", "amount", "amounts", "text", "pattern")
SCOPES = ("clause", "sentence")
_KINDS = (*schema.KINDS, "none")
_NAME = re.compile(r"[^\W\d][\w-]{0,39}")
_FIELD_NAME = re.compile(r"[^\W\d_]\w{0,39}")
_OWN = ("kind", "triggers", "patterns", "cues", "unless", "kinds", "scope", "fields", "required")
_USES = {
    "units": ("amount", "amounts"),
    "dimension": ("amount", "amounts"),
    "of": ("amount", "amounts"),
    "after": ("amount", "amounts", "text"),
    "before": ("amount", "amounts", "text"),
    "pattern": ("pattern",),
}


@dataclass(frozen=True, slots=True)
class Take:
    """What fills a field; see `cnreport.custom.take`."""

    source: str
    units: frozenset[str] = frozenset()
    dimension: str = ""
    of: tuple[str, ...] = ()
    after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """One record type: when a clause becomes one, what fills its fields, the model that holds it."""

    kind: str
    trigger: re.Pattern[str] | None
    cues: frozenset[str]
    unless: re.Pattern[str] | None
    kinds: frozenset[str]
    sentence: bool
    fields: Mapping[str, Take]
    required: frozenset[str]
    model: type[schema.CustomRecord]


def specs(overlay: Overlay | None, models: Iterable[type[BaseModel]]) -> tuple[Spec, ...]:
    """The record types of the rule file and of Python, in that order.

    Raises `RulesError` with file, line and reason for one without triggers, with a field of unknown source, of a kind
    that is taken, and the like.
    """
    found: dict[str, Spec] = {}
    declared = [(rule, schema.CustomRecord) for rule in load_rules("record_types", overlay)]
    for rule, model in [*declared, *((_rule_of(model), model) for model in models)]:
        spec = _spec(rule, model, overlay)
        if spec.kind in found:
            raise rule.error(f"there are two record types of the kind {spec.kind!r}", field="kind")
        found[spec.kind] = spec
    return tuple(found.values())


def _rule_of(model: Any) -> Rule:
    """The table that a rule file would have for the model."""
    name = getattr(model, "__name__", repr(model))
    where, line = _place(model)
    fields = dict(getattr(model, "declared", {}))
    rule = Rule(name, fields, where, line)
    if not isinstance(model, type) or not issubclass(model, BaseModel):
        raise rule.error("a record type is a pydantic model, derived from cnreport.RecordType")
    if not issubclass(model, RecordType) or not fields:
        hint = f"class {name}(cnreport.RecordType, triggers=[…]): the words that make a clause one"
        raise rule.error("the model has no triggers", hint)
    takes: dict[str, Any] = {}
    required = []
    for key, info in model.model_fields.items():
        if key in RecordType.model_fields:
            continue
        extra = info.json_schema_extra
        said = extra.get(SOURCE) if isinstance(extra, dict) else None
        if isinstance(said, dict):
            takes[key] = {name: [value] if name in ("after", "before") and isinstance(value, str) else value
                          for name, value in said.items()}  # fmt: skip
            if info.is_required():
                required.append(key)
        elif info.default is PydanticUndefined and info.default_factory is None:
            raise rule.error(f"nothing fills the field {key!r}", 'give it a default, or take("…")')
    return Rule(name, fields | {"fields": takes, "required": required}, where, line)


def _place(model: Any) -> tuple[str, int]:
    try:
        return inspect.getsourcefile(model) or "", inspect.getsourcelines(model)[1]
    except (OSError, TypeError):
        return f"{getattr(model, '__module__', '')}.{getattr(model, '__qualname__', model)}", 0


def _spec(rule: Rule, model: Any, overlay: Overlay | None) -> Spec:
    rule.expect(_OWN)
    kind = rule.text("kind", rule.id)
    if not _NAME.fullmatch(kind):
        raise rule.error(f"{kind!r} is no kind: letters, digits, - and _, the first a letter, at most 40", field="kind")
    if kind in _KINDS:
        raise rule.error(f"the kind {kind!r} is one of the built-in ones", "give it another name", "kind")
    check_patterns("record_types", rule)
    triggers = [re.escape(word) for word in rule.texts("triggers", ())] + [
        f"(?:{pattern})" for pattern in rule.texts("patterns", ())
    ]
    cues = _cues(rule, overlay)
    if not triggers and not cues:
        raise rule.error("there are no triggers", "say in 'triggers' which words make a clause one")
    unless = rule.texts("unless", ())
    scope = rule.text("scope", "clause")
    if scope not in SCOPES:
        raise rule.error(f"unknown scope {scope!r}", "one of " + ", ".join(SCOPES), "scope")
    kinds = rule.texts("kinds", ()) or _KINDS
    for name in kinds:
        if name not in _KINDS:
            raise rule.error(f"unknown kind {name!r}", "one of " + ", ".join(_KINDS), "kinds")
    fields = _fields(rule, overlay)
    required = rule.texts("required", ())
    for name in required:
        if name not in fields:
            raise rule.error(f"'required' speaks of {name!r}, which is no field", near(name, fields), "required")
    return Spec(
        kind=kind,
        trigger=re.compile("|".join(triggers)) if triggers else None,
        cues=cues,
        unless=_any(unless),
        kinds=frozenset(kinds),
        sentence=scope == "sentence",
        fields=fields,
        required=frozenset(required),
        model=model,
    )


def _cues(rule: Rule, overlay: Overlay | None) -> frozenset[str]:
    cues = frozenset(rule.texts("cues", ()))
    loaded = load_cues(overlay)
    known = {cue.id for cue in (*loaded.clause, *loaded.onward)}
    for name in sorted(cues - known):
        raise rule.error(f"there is no cue {name!r} of clauses", near(name, known), "cues")
    return cues


def _fields(rule: Rule, overlay: Overlay | None) -> dict[str, Take]:
    table = rule.fields.get("fields", {})
    if not isinstance(table, dict):
        raise rule.error("'fields' must be a table of names and sources", field="fields")
    found = {}
    for name, said in table.items():
        line = rule.lines.get(f"fields.{name}", rule.lines.get("fields", rule.line))
        content = {"from": said} if isinstance(said, str) else said
        if not isinstance(content, dict):
            raise rule.error(f"the field {name!r} must have a source or a table", field="fields")
        field = Rule(rule.id, content, rule.where, line)
        if not _FIELD_NAME.fullmatch(name) or name in schema.CustomRecord.model_fields:
            raise field.error(f"a field cannot be called {name!r}", "every record has " + ", ".join(_every()))
        found[name] = _take(field, name, overlay)
    return found


def _every() -> list[str]:
    return list(schema.CustomRecord.model_fields)


def _take(rule: Rule, name: str, overlay: Overlay | None) -> Take:
    unknown = sorted(rule.fields.keys() - {"from", *_USES})
    if unknown:
        raise rule.error(f"the field {name!r} has an unknown {unknown[0]!r}", "known: " + ", ".join(["from", *_USES]))
    source = rule.text("from", _guess(rule))
    if source not in SOURCES:
        hint = near(source, SOURCES) or "one of " + ", ".join(SOURCES)
        raise rule.error(f"the field {name!r} has an unknown source {source!r}", hint)
    for key, uses in _USES.items():
        if key in rule.fields and source not in uses:
            raise rule.error(f"the field {name!r}: {key!r} says nothing of {source!r}")
    if source == "text" and not {"after", "before"} & rule.fields.keys():
        raise rule.error(f"the field {name!r}: say behind or in front of which words, in 'after' or 'before'")
    table = load_units(overlay)
    units = rule.texts("units", ())
    for unit in units:
        if unit not in table:
            raise rule.error(f"the field {name!r}: there is no unit {unit!r}")
    dimension = rule.text("dimension", "")
    if dimension and dimension not in table.dimensions:
        raise rule.error(f"the field {name!r}: there is no dimension {dimension!r}", near(dimension, table.dimensions))
    return Take(
        source=source,
        units=frozenset(units),
        dimension=dimension,
        of=_words(rule, "of"),
        after=_any(_words(rule, "after")),
        before=_any(_words(rule, "before")),
        pattern=_group(rule, name) if source == "pattern" else None,
    )


def _guess(rule: Rule) -> str:
    """The source that the other keys tell."""
    if "pattern" in rule.fields:
        return "pattern"
    return "amount" if {"units", "dimension", "of"} & rule.fields.keys() else "text"


def _words(rule: Rule, key: str) -> tuple[str, ...]:
    value = rule.fields.get(key)
    return (rule.text(key),) if isinstance(value, str) else rule.texts(key, ())


def _any(words: Iterable[str]) -> re.Pattern[str] | None:
    choices = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, choices))) if choices else None


def _group(rule: Rule, name: str) -> re.Pattern[str]:
    check_patterns("record_types", rule)
    pattern = re.compile(rule.text("pattern"))
    if pattern.groups != 1:
        raise rule.error(f"the field {name!r}: the pattern must have one group, what to take")
    return pattern
