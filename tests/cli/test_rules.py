"""``cnreport rules``: what is listed, shown, checked and printed, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cnreport.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, arguments)])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[verbs]]\nid = "action"\nextend = true\nwords = ["榫接"]\n\n'
        '[[topics]]\nid = "tea"\nname = "茶产业"\nstrong = ["斗茶大赛"]\n\n'
        '[[units]]\nid = "count.家"\ndisable = true\n',
        "utf-8",
    )
    return path


def test_the_tables(mine: Path) -> None:
    done = run("list")
    assert done.exit_code == 0
    assert any(line.split()[0] == "units" for line in done.output.splitlines())
    assert "yours" not in done.output
    assert [line.split()[0] for line in run("list", "--rules", mine).output.splitlines() if "1 of yours" in line] == [
        "units",
        "verbs",
        "topics",
    ]


def test_the_rules_of_a_table(mine: Path) -> None:
    lines = run("list", "topics", "--rules", mine).output.splitlines()
    assert lines[0].startswith("  environment  ")
    assert "cnreport/rules/topics.toml:" in lines[0]
    assert lines[-1] == f"+ tea  茶产业 斗茶大赛  {mine}:6"
    assert any(line.startswith("- count.家  ") for line in run("list", "units", "--rules", mine).output.splitlines())


def test_the_rules_that_hold_a_word(mine: Path) -> None:
    assert run("list", "units", "--word", "亩").output.split()[0] == "area.亩"
    assert run("list", "--word", "榫接", "--rules", mine).output == f"~ verbs  action  榫接  {mine}:1\n"
    assert run("list", "--word", "榫接").output == ""


def test_a_whole_rule(mine: Path) -> None:
    done = run("show", "area.亩")
    assert done.exit_code == 0
    assert 'dimension = "area"' in done.output
    assert done.output.startswith("# cnreport/rules/units.toml:")
    assert "# factor " in done.output
    shown = run("show", "tea", "--rules", mine).output
    assert shown.startswith(f'# {mine}:6, yours\n[[topics]]\nid = "tea"\nname = "茶产业"\nstrong = ["斗茶大赛"]\n')
    assert ", disabled by yours" in run("show", "count.家", "--rules", mine).output
    assert 'id = "area.亩"' in run("show", "area.亩", "--table", "units").output
    assert run("show", "area.亩", "--table", "topics").exit_code == 2


@pytest.mark.parametrize("arguments", [("show", "area.亩亩"), ("list", "unit"), ("init", "unit")])
def test_an_unknown_name_is_an_error_with_a_hint(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "[unknown-rule]" in done.output
    assert "did you mean" in done.output


def test_a_sound_file(mine: Path) -> None:
    done = run("check", mine)
    assert (done.exit_code, done.output) == (0, "0 errors, 0 warnings\n")


def test_a_file_with_mistakes(tmp_path: Path, mine: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        '[[units]]\nid = "area.亩"\nnames = ["亩"]\ndimension = "area"\n'
        '[[topics]]\nid = "tea"\nname = "茶"\nwords = ["环保"]\n[[cues]]\nid = "c"\nscop = "clause"\n',
        "utf-8",
    )
    done = run("check", mine, bad)
    assert done.exit_code == 1
    first, second, third, summary = done.output.splitlines()
    assert first == (
        f"{bad}:1: error: rule 'area.亩': the id is taken (say replace = true to put this rule in its place)"
    )
    assert second.startswith(f"{bad}:8: warning: ")
    assert third == f"{bad}:11: error: rule 'c': unknown field 'scop' (did you mean 'scope'?)"
    assert summary == "2 errors, 1 warning"


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[topics]]\nid = "tea"\nname = "茶"\nwords = ["环保"]\n', "utf-8")
    assert run("check", path).exit_code == 0
    assert run("check", "--strict", path).exit_code == 1


def test_terminal_controls_are_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[topics]]\nid = "a\\u001b[31m"\nname = "茶"\nword = ["茶"]\n', "utf-8")
    assert "\x1b" not in run("check", path).output
    good = tmp_path / "good.toml"
    good.write_text('[[words]]\nid = "a\\u001b[31m"\nwords = ["云田"]\n', "utf-8")
    assert "\x1b" not in run("list", "words", "--rules", good).output
    assert "\x1b" not in run("show", "a\x1b[31m", "--rules", good).output


def test_a_file_to_start_from(tmp_path: Path) -> None:
    done = run("init")
    assert done.exit_code == 0
    assert "# [[record_types]]" in done.output
    path = tmp_path / "cnreport.toml"
    path.write_text(done.output, "utf-8")
    assert run("check", path).exit_code == 0
    assert "# factor " in run("init", "units").output


def test_a_bad_file_ends_a_run_before_its_first_article(tmp_path: Path) -> None:
    article = tmp_path / "speech.txt"
    article.write_text("今年改造小区30个。", "utf-8")
    rules = tmp_path / "mine.toml"
    rules.write_text('[[topics]]\nid = "tea"\nname = "茶"\nword = ["茶"]\n', "utf-8")
    done = CliRunner().invoke(main, ["show", str(article), "--rules", str(rules)])
    assert done.exit_code == 2
    assert f"error: {rules}:4: [bad-rules]" in done.output


def test_a_file_in_the_current_folder_is_used_and_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 2
    assert "there is no cnreport.toml" in done.stderr
    Path("speech.txt").write_text("今年组建网格组8网格组。", "utf-8")
    Path("cnreport.toml").write_text(
        '[[units]]\nid = "count.网格组"\nnames = ["网格组"]\ndimension = "count"\n', "utf-8"
    )
    assert run("check").stderr == "0 errors, 0 warnings\n"
    assert run("list", "--word", "网格组").stdout.startswith("+ units  count.网格组")
    assert run("list", "--word", "网格组", "--no-rules").stdout == ""

    def units(*options: str) -> tuple[list[str], str]:
        done = CliRunner().invoke(main, ["extract", "speech.txt", *options])
        assert done.exit_code == 0, done.output
        speech = json.loads(done.stdout)["speeches"][0]
        amounts = [*speech.get("quantities", ()), *(q for record in speech["records"] for q in record["quantities"])]
        return [amount["unit"] for amount in amounts], done.stderr

    found, said = units()
    assert found == ["网格组"]
    assert said.startswith("with the rules of cnreport.toml\n")
    found, said = units("--log-json")
    assert json.loads(said.splitlines()[0])["rules"] == "cnreport.toml"
    found, said = units("--no-rules")
    assert "网格组" not in found
    assert "cnreport.toml" not in said
    done = CliRunner().invoke(main, ["show", "speech.txt", "--no-rules", "--rules", "cnreport.toml"])
    assert done.exit_code == 2
