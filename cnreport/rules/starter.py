"""A rule file to start from: an example for each table, commented out."""

from __future__ import annotations

from collections.abc import Sequence

from cnreport.errors import RulesError
from cnreport.rules.rule import near
from cnreport.rules.tables import TABLES, explanation

_HEAD = """\
# Rules of your own, laid over the project's: as cnreport.toml in the current folder, or with --rules FILE
#
# Each [[table]] is a rule and has an id. A new id adds a rule. For the id of a rule of the project
#   replace = true   puts yours in its place
#   disable = true   switches it off
#   extend = true    adds the items of your lists to its lists
#   remove = true    takes them out
# Any rule may have a note, and examples: texts that must hold what the rule looks for.
# cnreport rules list and show tell the ids, cnreport rules check finds mistakes.
"""
_EXAMPLES = {
    "units": """\
[[units]]
id = "count.育苗盘"
names = ["育苗盘"]
dimension = "count"
classifier = true
examples = ["育苗30育苗盘"]

[[units]]
id = "area.亩"
replace = true
names = ["亩"]
dimension = "area"
factor = 666.67""",
    "bounds": """\
[[bounds]]
id = "my.about"
words = ["差不多"]
bound = "about"
place = "before\"""",
    "changes": """\
[[changes]]
id = "up.next"
extend = true
words = ["走强"]""",
    "traps": """\
[[traps]]
id = "my.names"
kind = "word"
words = ["三色工程"]""",
    "dates": """\
[[dates]]
id = "events.fair"
words = ["花会"]
last = "03-31\"""",
    "chrome": """\
[[chrome]]
id = "my.banner"
pattern = '云溪发布·.{0,20}'
where = "any\"""",
    "titles": """\
[[titles]]
id = "my.offices"
kind = "office"
names = ["片区长"]""",
    "cues": """\
[[cues]]
id = "my.complaints"
scope = "clause"
vote = "problem"
pattern = '怨声|叫苦'""",
    "verbs": """\
[[verbs]]
id = "action"
extend = true
words = ["复耕"]""",
    "function_words": """\
[[function_words]]
id = "adverbs"
extend = true
words = ["挨户"]""",
    "morphemes": """\
[[morphemes]]
id = "made"
extend = true
words = ["瓦"]""",
    "words": """\
[[words]]
id = "my.terms"
words = ["零工驿站", "口袋公园"]
tag = "n\"""",
    "indicators": """\
[[indicators]]
id = "my.indices"
suffixes = ["景气值"]""",
    "owners": """\
[[owners]]
id = "my.bodies"
role = "office"
words = ["攻坚办"]""",
    "problems": """\
[[problems]]
id = "cause.owing"
field = "cause"
pattern = '受制于([^，。；：]{2,20})'""",
    "topics": """\
[[topics]]
id = "tea"
name = "茶产业"
strong = ["斗茶大赛"]
words = ["茶企", "茶旅"]""",
    "zones": """\
[[zones]]
id = "my.belts"
suffixes = ["管控带"]""",
    "places": """\
[[places]]
id = "my.yunxi"
name = "云溪县"
within = "411600"
type = "county\"""",
    "record_types": """\
[[record_types]]
id = "inspection"
triggers = ["检查", "排查"]
unless = ["检查站"]
scope = "sentence"
required = ["sites"]
[record_types.fields]
sites = { from = "amount", units = ["家", "处"] }
found = { from = "amount", after = "发现" }
inspector = "actor"
finding = { after = "发现", before = "等" }
due = "deadline\"""",
}


def starter(tables: Sequence[str] = ()) -> str:
    """The file: every table's example, or those of ``tables`` with what their fields mean.

    Raises `RulesError`, code ``unknown-rule``, for a table that does not exist.
    """
    for table in tables:
        if table not in TABLES:
            hint = near(table, TABLES) or "one of " + ", ".join(TABLES)
            raise RulesError(f"there is no rule file {table!r}", code="unknown-rule", hint=hint)
    parts = [_HEAD]
    for table in tables or TABLES:
        meaning = explanation(table).splitlines() if tables else []
        comment = [f"# {line}".rstrip() for line in (f"-- {table}: {TABLES[table]}", *meaning)]
        example = [f"# {line}".rstrip() for line in _EXAMPLES[table].splitlines()]
        parts.append("\n".join([*comment, "#", *example]) + "\n")
    return "\n".join(parts)
