"""Places: the region an organization belongs to, with its GB/T 2260 code where it has one.

The table ``cnreport/rules/places.tsv`` is generated (``corpora/build_places.py``); what functional zones are called is
``cnreport/rules/zones.toml``. A name that several places share (鼓楼区, 朝阳区) is decided by the city or province
named before it in the organization or else in the context; where neither decides, the code is left out rather than
guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cnreport.rules import Overlay, Rule, load_rules
from cnreport.rules.rule import near

RegionType = Literal["province", "prefecture", "county", "zone"]

_TYPES: tuple[RegionType, ...] = ("province", "prefecture", "county", "zone")
_CODE = re.compile(r"\d{6}")
_LEVELS = tuple("省市县区旗州盟")
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Region:
    """A place: ``path`` names it from the province down (河南省, 周口市, 川汇区), as far as that is certain.

    ``code`` is the six-digit code of GB/T 2260; None for a functional zone, and for a name that several places share
    and nothing decides between.
    """

    code: str | None
    name: str
    path: tuple[str, ...]
    type: RegionType

    def __str__(self) -> str:
        return " ".join(self.path)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table, or a place of the user's: then ``code`` is its id, which need not be a code, ``within`` that
    of the place above it, and ``level`` what the code does not say.
    """

    code: str
    name: str
    short: str
    within: str = ""
    level: RegionType | None = None

    @property
    def type(self) -> RegionType:
        """Province, prefecture or county, from the zeros of the code."""
        if self.level is not None:
            return self.level
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    @property
    def official_code(self) -> str | None:
        """The code of GB/T 2260, where the place has one."""
        return self.code if _CODE.fullmatch(self.code) else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The table by code and by name, full (恩施土家族苗族自治州) or as spoken (恩施州).

    Short names (恩施) are only those of provinces and prefectures: a county's may be any word.
    """

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    by_short: dict[str, tuple[Place, ...]]

    def ancestors(self, place: Place) -> list[Place]:
        """The places above, the province first."""
        if place.within:
            above = self.by_code[place.within]
            return [*self.ancestors(above), above]
        codes = dict.fromkeys((place.code[:2] + "0000", place.code[:4] + "00"))
        return [self.by_code[code] for code in codes if code != place.code and code in self.by_code]

    def path(self, place: Place) -> tuple[str, ...]:
        """The names from the province down to the place."""
        return (*(above.name for above in self.ancestors(place)), place.name)


def region_of(organization: str, context: str = "", overlay: Overlay | Path | None = None) -> Region | None:
    """The innermost region that the name of an organization names, or None.

    ``context`` is other text of the article; it is only asked which of several places of one name is meant.
    ``overlay`` is the user's rule file; it may add places and names of functional zones.
    """
    gazetteer = load_gazetteer(overlay)
    named, end = _named_places(gazetteer, organization)
    zone = _zone(organization, end, named, overlay)
    if not named and zone is None:
        return None
    places = _decide(gazetteer, named, context)
    if zone is not None:
        above = gazetteer.path(places[0]) if len(places) == 1 else ()
        return Region(None, zone, (*above, zone), "zone")
    if len(places) == 1:
        place = places[0]
        return Region(place.official_code, place.name, gazetteer.path(place), place.type)
    shared = _shared_path(gazetteer, places)
    return Region(None, places[0].name, (*shared, places[0].name), places[0].type)


def _named_places(gazetteer: Gazetteer, organization: str) -> tuple[list[tuple[Place, ...]], int]:
    """For each place name of the organization, outermost first, the places of that name; and where the last one ends.

    A full name counts anywhere; a short one (周口港区, 海南人民政府) only at the start or right after another.
    """
    found: list[tuple[Place, ...]] = []
    at = end = 0
    while at < len(organization):
        places, size = _full_name(gazetteer, organization, at)
        if size and size < 3 and at > end:
            places, size = (), 0
        if not size and at == end:
            places, size = _short_name(gazetteer, organization, at)
        if size:
            found.append(places)
            at = end = at + size
        else:
            at += 1
    return found, end


def _full_name(gazetteer: Gazetteer, text: str, at: int) -> tuple[tuple[Place, ...], int]:
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
        places = gazetteer.by_name.get(text[at : at + size])
        if places is not None:
            return places, size
    return (), 0


def _short_name(gazetteer: Gazetteer, text: str, at: int) -> tuple[tuple[Place, ...], int]:
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
        places = gazetteer.by_short.get(text[at : at + size])
        if places is not None and not text.startswith(_LEVELS, at + size):
            return places, size
    return (), 0


def _decide(gazetteer: Gazetteer, named: Sequence[tuple[Place, ...]], context: str) -> tuple[Place, ...]:
    """The places the innermost name may mean: one where the names before it, or the context, decide."""
    if not named:
        return ()
    places = named[-1]
    for outer in reversed(named[:-1]):
        codes = {place.code for place in outer}
        within = tuple(p for p in places if any(above.code in codes for above in gazetteer.ancestors(p)))
        places = within or places
    if len(places) > 1 and len({place.type for place in places}) > 1 and len(named) == 1:
        widest = min((place.type for place in places), key=_TYPES.index)
        places = tuple(place for place in places if place.type == widest)
    if len(places) == 1 or not context:
        return places
    for depth in (-1, 0):
        mentioned = tuple(p for p in places if _is_mentioned(gazetteer.ancestors(p), depth, context))
        if len(mentioned) == 1:
            return mentioned
        places = mentioned or places
    return places


def _is_mentioned(above: Sequence[Place], depth: int, context: str) -> bool:
    """Whether the context names the place right above (``depth`` -1) or the province (0)."""
    return bool(above) and (above[depth].name in context or above[depth].short in context)


def _shared_path(gazetteer: Gazetteer, places: Sequence[Place]) -> tuple[str, ...]:
    """The names above that all the places have in common."""
    shared: list[str] = []
    for names in zip(*(gazetteer.path(place)[:-1] for place in places), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return tuple(shared)


def _zone(
    organization: str, end: int, named: Sequence[tuple[Place, ...]], overlay: Overlay | Path | None
) -> str | None:
    """The name of the functional zone the organization names behind its last place: 周口港区, 城乡一体化示范区."""
    stop = 0
    for suffix in _zone_suffixes(overlay):
        at = organization.find(suffix, end)
        if at >= 0:
            stop = max(stop, at + len(suffix))
    if not stop:
        return None
    last = named[-1] if named else ()
    attached = next((place.short for place in last if organization[:end].endswith(place.short)), "")
    return attached + organization[end:stop].lstrip("省市县")


@cache
def _zone_suffixes(overlay: Overlay | Path | None) -> tuple[str, ...]:
    suffixes: list[str] = []
    for rule in load_rules("zones", overlay):
        rule.expect(("suffixes",))
        suffixes += rule.texts("suffixes")
    return tuple(suffixes)


@cache
def load_gazetteer(overlay: Overlay | Path | None = None) -> Gazetteer:
    """The table with the user's places, read once a process; `RulesError` when a place is not well described."""
    rules = load_rules("places", overlay)
    places = list(map(_place, rules))
    known = {place.code for place in places}
    for rule, place in zip(rules, places, strict=True):
        if place.within and (place.within not in known or place.within == place.code):
            reason = f"'within' speaks of {place.within!r}, which is no place's id"
            raise rule.error(reason, near(place.within, known), "within")
    by_code = {place.code: place for place in places}
    for rule, place in zip(rules, places, strict=True):
        if place.within and _goes_round(place, by_code):
            raise rule.error("the place lies within itself", field="within")
    # A short name that the user gives is meant to be found.
    known_by_short = [
        place
        for rule, place in zip(rules, places, strict=True)
        if place.type != "county" or (rule.origin != "project" and "short" in rule.fields)
    ]
    full = _grouped((place.name, place) for place in places)
    spoken = _grouped((place.short + place.name[-1], place) for place in places if "自治" in place.name)
    return Gazetteer(
        by_code,
        spoken | full,
        _grouped((place.short, place) for place in known_by_short),
    )


def _place(rule: Rule) -> Place:
    if rule.origin == "project":
        return Place(rule.id, rule.fields["name"], rule.fields["short"])
    rule.expect(("name", "short", "within", "type"))
    name = rule.text("name")
    level = rule.text("type", "") or None
    if level is not None and level not in _TYPES:
        raise rule.error(f"unknown type {level!r}", "one of " + ", ".join(_TYPES), "type")
    within = rule.text("within", "")
    if not within and not _CODE.fullmatch(rule.id):
        raise rule.error("a place whose id is no six-digit code needs 'within', the code of the place above it")
    if len(name) < 2:
        raise rule.error("a name has two characters or more", field="name")
    if within and level is None:
        level = "county"
    return Place(rule.id, name, rule.text("short", name[:-1]), within, next((t for t in _TYPES if t == level), None))


def _goes_round(place: Place, by_code: dict[str, Place]) -> bool:
    seen = set()
    while place.within:
        if place.code in seen:
            return True
        seen.add(place.code)
        place = by_code[place.within]
    return False


def _grouped(named: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    groups: dict[str, list[Place]] = {}
    for name, place in named:
        groups.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in groups.items()}
