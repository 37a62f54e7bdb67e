"""The rule files: which there are, what is in each, and the project's own rules of one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from cnreport.errors import RulesError
from cnreport.rules.positions import lines_of
from cnreport.rules.rule import Rule

TABLES: Mapping[str, str] = MappingProxyType({
    "units": "units and classifiers: dimension, symbol, factor",
    "bounds": "words that limit an amount: 近, 以上, 不少于",
    "changes": "words that say in which direction an amount is a change: 增长, 压缩至",
    "traps": "what looks like an amount and is none: 一体化, 三农",
    "dates": "occasions that something can be due before, and words that tell a deadline",
    "chrome": "lines of web pages and newspaper pages that nobody says",
    "titles": "offices, bodies, surnames: what a speaker line is made of",
    "cues": "patterns that tell the kind of a heading, passage or clause",
    "verbs": "verbs and nouns by how they govern an amount",
    "function_words": "adverbs, prepositions, conjunctions",
    "morphemes": "characters that words are made of: where to cut a word again, what to join",
    "words": "domain words that segmentation keeps in one piece; there are none of the project's own",
    "indicators": "endings of nouns that name an indicator: 率, 总额",
    "owners": "names of bodies, and words that make them responsible",
    "problems": "patterns of the cause and the severity of a problem",
    "topics": "the topics and their words",
    "zones": "names of functional zones: 开发区, 示范区",
    "places": "divisions of China with their GB/T 2260 codes",
    "record_types": "record types of your own; there are none of the project's",
})  # fmt: skip
"""What is in each rule file. An overlay has an array of tables of the same name."""

_MEANINGS = {
    "words": """\
Words that segmentation must keep in one piece.

words  the words, of two characters or more
tag    their part of speech: n (a noun, unless given), v, vn (an action noun), a, d, b (stands before nouns: 大型)""",
    "places": """\
Places: divisions with their GB/T 2260 codes, which are their ids.

name    the whole name: 云溪县
short   the name without its level: 云溪; given by you, it is found alone before a body (云溪人民政府)
within  the id of the place above; needed where the id is no six-digit code
type    province, prefecture, county or zone; the code tells it, where the id is one""",
    "record_types": """\
Record types of your own, mapped beside achievements, problems and plans.

kind      the name that its records have; the id unless given
triggers  words that make a clause one
patterns  regular expressions that do
cues      ids of cues that do
unless    words that bar it
kinds     of which kinds of clause: achievement, problem, plan, none; all unless given
scope     clause: the clause is the record; sentence: its whole sentence is
fields    what the records hold, by name: a source, or a table of
          from       action, object, actor, location, time, deadline, cause, severity, owners, amount (the first),
                     amounts (all), text, pattern
          units, dimension, of   which amounts: their units, their dimension, what is counted
          after, before          the words behind or in front of which to look
          pattern                a regular expression with one group: what to take
required  the fields without which there is no record""",
}
_USERS_ONLY = ("words", "record_types")
_PLACES = "places"


@cache
def read_table(name: str) -> tuple[Rule, ...]:
    """The project's own rules of one file, in file order, ids unique; none for what only users have."""
    if name in _USERS_ONLY:
        return ()
    where = file_of(name)
    rules = _places(where) if name == _PLACES else _toml(name, where)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise rule.error("the id occurs twice")
        seen.add(rule.id)
    return rules


def file_of(name: str) -> str:
    """The file of a table, as messages name it."""
    return f"cnreport/rules/{name}.{'tsv' if name == _PLACES else 'toml'}"


def text_of(name: str) -> str:
    """What the file of a table holds; "" for what only users have."""
    if name in _USERS_ONLY:
        return ""
    return (resources.files(__package__) / file_of(name).rpartition("/")[2]).read_text("utf-8")


def explanation(name: str) -> str:
    """What each field of a table means: the comment at the head of its file, where it has a file that people edit."""
    if name in _MEANINGS:
        return _MEANINGS[name]
    head = []
    for line in text_of(name).splitlines():
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(head)


def lines_in(name: str) -> dict[str, int]:
    """On which line of its file each of the project's rules of a table begins."""
    rules = read_table(name)
    if name == _PLACES:
        return {rule.id: rule.line for rule in rules}
    found = lines_of(text_of(name))
    return {rule.id: found[name, number] for number, rule in enumerate(rules)}


def _toml(name: str, where: str) -> tuple[Rule, ...]:
    data: dict[str, Any] = tomllib.loads(text_of(name), parse_float=Decimal)
    if data.keys() != {name}:
        raise RulesError(f"a rule file holds one array, {name!r}", where=where)
    rules = []
    for number, table in enumerate(data[name], 1):
        fields = dict(table)
        identity = fields.pop("id", None)
        if not isinstance(identity, str) or not identity:
            raise RulesError(f"table {number} of {name!r} has no id", where=where)
        rules.append(Rule(identity, fields, where))
    return tuple(rules)


def _places(where: str) -> tuple[Rule, ...]:
    rules = []
    for number, line in enumerate(text_of(_PLACES).splitlines(), 1):
        if not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 3:
                raise RulesError("a line holds a code, a name and a short name", where=f"{where}:{number}")
            code, name, short = cells
            rules.append(Rule(code, {"name": name, "short": short}, where, number))
    return tuple(rules)
