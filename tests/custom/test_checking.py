"""The check of a rule file: all its mistakes at once, each on its line; and what stops a pipeline from loading."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnreport.custom.checking import check_rules, compile_rules
from cnreport.errors import RulesError
from cnreport.pipeline import load
from cnreport.rules.starter import starter
from cnreport.rules.tables import TABLES

BAD = """\
[[units]]
id = "count.个"
names = ["个个"]
dimension = "count"

[[units]]
id = "my.unit"
names = ["个"]
dimension = "count"

[[units]]
id = "my.other"
names = ["魕"]
dimenson = "count"

[[units]]
id = "area.亩亩"
disable = true

[[cues]]
id = "my.cue"
scope = "clause"
vote = "problem"
pattern = "(一+)+二"

[[cues]]
id = "my.second"
scope = "claus"
vote = "problem"
pattern = "一"

[[titles]]
id = "my.title"
kind = "offices"
names = ["片区长"]

[[verbs]]
id = "my.verbs"
words = ["榫接"]

[[dates]]
id = "deadline.mine"
words = ["之前"]

[[places]]
id = "my.place"
name = "云溪县"
within = "999999"

[[record_types]]
id = "inspection"
fields = { sites = "amount" }

[[chrom]]
id = "x"

[[owners]]
id = "my.owner"
role = "surname"
words = ["]"]

[[chrome]]
id = "my.line"
pattern = '(甲)|乙'
where = "middle"
"""


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(content, "utf-8")
    return path


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, BAD)
    found = [(finding.line, finding.message) for finding in check_rules(path)]
    expected = [
        (1, "the id is taken"),
        (6, "the name '个' already belongs to 'count.个'"),
        (14, "unknown field 'dimenson'"),
        (16, "there is no rule with this id to disable"),
        (24, "would take too long"),
        (26, "unknown scope 'claus'"),
        (34, "unknown kind 'offices'"),
        (37, "there is no class 'my.verbs'"),
        (41, "no use for a rule of this id"),
        (48, "'within' speaks of '999999'"),
        (50, "there are no triggers"),
        (54, "there is no rule file 'chrom'"),
        (60, "surnames are letters"),
        (65, "must be any, front or tail"),
    ]
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, message), (line, reason) in zip(found, expected, strict=True):
        assert reason in message, line
    assert all(finding.where.startswith(str(path)) for finding in check_rules(path))
    assert {finding.level for finding in check_rules(path)} == {"error"}


def test_a_bad_file_stops_the_pipeline_at_its_first_mistake(tmp_path: Path) -> None:
    path = write(
        tmp_path, '[[words]]\nid = "a"\nwords = ["云田"]\n[[topics]]\nid = "b"\nname = "茶"\nword = ["茶园"]\n'
    )
    with pytest.raises(RulesError, match="unknown field 'word'") as caught:
        load(rules=path)
    assert caught.value.where == f"{path}:7"
    assert caught.value.hint == "did you mean 'words'?"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('[[topics]]\nid = "a"\nname = "茶"\nwords = ["环保"]\n', 4, "'环保' is there already, in 'environment'"),
        ('[[words]]\nid = "a"\nwords = ["云田", "云田"]\n', 3, "'云田' stands twice"),
    ],
)
def test_a_doubtful_word_is_a_warning(tmp_path: Path, content: str, line: int, message: str) -> None:
    (finding,) = check_rules(write(tmp_path, content))
    assert (finding.level, finding.line) == ("warning", line)
    assert message in finding.message


def test_examples_must_hold_what_the_rule_looks_for(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[cues]]\nid = "a"\nscope = "clause"\nvote = "problem"\npattern = "怨声|叫苦"\n'
        'examples = ["企业叫苦", "一切都好"]\n'
        '[[words]]\nid = "b"\nwords = ["云田"]\nexamples = ["建成云田2处"]\n',
    )
    (finding,) = check_rules(path)
    assert (finding.level, finding.line) == ("error", 6)
    assert "'一切都好'" in finding.message


def test_what_is_no_toml_is_one_finding(tmp_path: Path) -> None:
    path = write(tmp_path, "[[units]]\nid =\n")
    (finding,) = check_rules(path)
    assert finding.where == f"{path}:2"
    (finding,) = check_rules(tmp_path / "none.toml")
    assert "cannot be read" in str(finding)


def test_a_good_file_has_no_findings(tmp_path: Path) -> None:
    assert check_rules(write(tmp_path, "")) == []
    path = write(tmp_path, '[[words]]\nid = "a"\nwords = ["云田"]\n')
    assert check_rules(path) == []
    assert compile_rules(path) == compile_rules(path)


@pytest.mark.parametrize("tables", [(), *((table,) for table in TABLES)], ids=lambda tables: "-".join(tables) or "all")
def test_the_starter_file_is_sound_when_its_comments_are_taken_off(tmp_path: Path, tables: tuple[str, ...]) -> None:
    printed = starter(tables)
    assert check_rules(write(tmp_path, printed)) == []
    examples = []
    for block in printed.split("\n\n")[1:]:
        lines = [line.removeprefix("#").removeprefix(" ") for line in block.splitlines()]
        examples += lines[next(i for i, line in enumerate(lines) if line.startswith("[[")) :]
        examples.append("")
    content = "\n".join(examples)
    assert content.count("[[") >= len(tables or TABLES)
    assert [str(finding) for finding in check_rules(write(tmp_path, content))] == []


def test_no_starter_of_an_unknown_table() -> None:
    with pytest.raises(RulesError, match="no rule file 'unit'") as caught:
        starter(["unit"])
    assert caught.value.code == "unknown-rule"
