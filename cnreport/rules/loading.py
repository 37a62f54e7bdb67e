"""Rule files and the user's overlay.

A rule file ``cnreport/rules/NAME.toml`` holds one array of tables called ``NAME``; each table is a rule and has an
``id``. What else it has is the business of the room that reads it. A user's overlay is one TOML file for all rooms:
under the same array names it adds rules, replaces those with the same id (``replace = true``), switches them off
(``disable = true``), or adds to their lists and takes from them (``extend = true``, ``remove = true``)::

    [[units]]                       # a new one
    id = "count.育苗盘"
    names = ["育苗盘"]
    dimension = "count"

    [[units]]                       # instead of the project's own
    id = "area.亩"
    replace = true
    names = ["亩"]
    dimension = "area"
    factor = 666.67

    [[units]]                       # not wanted
    id = "count.面"
    disable = true

    [[verbs]]                       # one word more
    id = "action"
    extend = true
    words = ["复耕"]

Numbers with a decimal point are read as exact decimals. Every rule may have a ``note``, and ``examples`` that must hold
what it looks for: `cnreport.custom.checking` tries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnreport.rules.overlay import Overlay, read_overlay
from cnreport.rules.patterns import check_patterns
from cnreport.rules.rule import Rule, near
from cnreport.rules.tables import read_table

__all__ = ["Rule", "load_rules", "merge", "read_table"]

_ACTIONS = ("replace", "disable", "extend", "remove")
_REMARKS = ("note", "examples")


def load_rules(name: str, overlay: Overlay | Path | None = None) -> tuple[Rule, ...]:
    """The rules of ``cnreport/rules/NAME.toml`` with the user's overlay, where one is given, laid over them.

    Raises `RulesError` when the overlay does not fit, or a pattern of it does not compile or takes too long to fail.
    """
    base = read_table(name)
    if overlay is None:
        return base
    own = read_overlay(overlay).tables.get(name, ())
    if not own:
        return base
    rules = merge(base, own)
    for rule in rules:
        if rule.origin != "project":
            check_patterns(name, rule)
    return rules


def merge(base: Iterable[Rule], overlay: Iterable[Rule]) -> tuple[Rule, ...]:
    """``base`` with the overlay's rules laid over it, in the order of ``base``, additions last.

    A second rule with a known id must say ``replace = true``; every action must name a known id: `RulesError`
    otherwise.
    """
    rules = {rule.id: rule for rule in base}
    known = frozenset(rules)
    touched: dict[str, set[str]] = {}
    for rule in overlay:
        action = _action(rule)
        before = touched.setdefault(rule.id, set())
        if action in before or (before and {action, *before} != {"extend", "remove"}):
            raise rule.error("the overlay names this id twice")
        before.add(action)
        if action == "add":
            if rule.id in known:
                raise rule.error("the id is taken", "say replace = true to put this rule in its place")
            rules[rule.id] = replace(rule, fields=_content(rule), origin="added")
            continue
        if rule.id not in known:
            hint = near(rule.id, known) or "cnreport rules list shows the ids"
            raise rule.error(f"there is no rule with this id to {action}", hint)
        if action == "disable":
            if rule.fields.keys() - {*_ACTIONS, *_REMARKS}:
                raise rule.error("'disable' stands alone beside the id")
            del rules[rule.id]
        elif action == "replace":
            rules[rule.id] = replace(rule, fields=_content(rule), origin="replaced")
        else:
            fields = _changed(rules[rule.id], rule, action)
            rules[rule.id] = replace(rule, fields=fields, origin="changed")
    return tuple(rules.values())


def _action(rule: Rule) -> str:
    said = [action for action in _ACTIONS if rule.flag(action)]
    if len(said) > 1:
        raise rule.error(f"either {said[0]!r} or {said[1]!r}, not both", field=said[1])
    return said[0] if said else "add"


def _content(rule: Rule) -> dict[str, Any]:
    return {key: value for key, value in rule.fields.items() if key not in (*_ACTIONS, *_REMARKS)}


def _changed(base: Rule, rule: Rule, action: str) -> dict[str, Any]:
    """The fields of ``base``, its lists with the items of ``rule`` added or taken out."""
    fields = dict(base.fields)
    changes = _content(rule)
    if not changes:
        raise rule.error(f"{action!r} needs a list to {'add to' if action == 'extend' else 'take from'}")
    for key in changes:
        items = rule.texts(key)
        had = base.fields.get(key, [] if action == "extend" else None)
        if not isinstance(had, list):
            lists = [name for name, value in base.fields.items() if isinstance(value, list)]
            raise rule.error(f"{key!r} is no list of this rule", "its lists: " + ", ".join(lists), key)
        for item in items:
            if (item in had) == (action == "extend"):
                reason = f"{item!r} is in {key!r} already" if action == "extend" else f"{item!r} is not in {key!r}"
                raise rule.error(reason, near(item, filter(_is_text, had)) if action == "remove" else "", key)
        fields[key] = [*had, *items] if action == "extend" else [item for item in had if item not in items]
    return fields


def _is_text(item: object) -> bool:
    return isinstance(item, str)
