"""The command ``cnreport evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cnreport.cli.evaluate import command


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)))


def test_the_table(folder: Path) -> None:
    done = evaluate(folder)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["figure", "F1", "P", "R", "gold"]
    assert ["quantities", "1.0000", "1.0000", "1.0000", "3"] in lines


def test_json_and_the_differences(folder: Path, data: dict[str, Any]) -> None:
    data["quantities"][0]["value"] = "13"
    data["reviewed"] = False
    (folder / "speech.gold.json").write_text(json.dumps(data), encoding="utf-8")
    done = evaluate(folder, "--json", "--errors")
    found = json.loads(done.stdout)
    assert found["articles"] == 1
    assert round(found["figures"]["quantities"], 3) == 0.667
    assert "quantity missed, 13 米, got 1200 米" in [one["what"] for one in found["errors"]]
    assert "1 article of 1 not marked as reviewed" in done.stderr
    assert "quantity missed, 13 米, got 1200 米" in evaluate(folder, "--errors").stdout


@pytest.mark.parametrize(("value", "code"), [("viel", "bad-gold"), ("1200", "stale-gold")])
def test_the_line_of_what_does_not_fit(folder: Path, data: dict[str, Any], value: str, code: str) -> None:
    data["quantities"][1]["value"] = value
    data["quantities"][1]["of"] |= {"text": "停车场"}
    path = folder / "speech.gold.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    sought = '"value": "viel"' if code == "bad-gold" else '"text": "停车场"'
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if sought in text)
    # Of a stretch it is the line on which it begins.
    line -= 0 if code == "bad-gold" else 3
    done = evaluate(folder)
    assert done.exit_code == 1
    assert f"speech.gold.json:{line}: [{code}] quantities.1." in done.stderr


def test_gold_that_does_not_fit_is_an_error_and_nothing_is_scored(folder: Path) -> None:
    (folder / "speech.txt").write_text("改了。", encoding="utf-8")
    (folder / "gone.gold.json").write_text("{}", encoding="utf-8")
    (folder / "bad.gold.json").write_text("{\n", encoding="utf-8")
    done = evaluate(folder)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[stale-gold]" in done.stderr
    assert "bad.gold.json:2: [bad-gold]" in done.stderr
    assert "gone.txt: [not-found]" in done.stderr
    assert "3 gold files of 3 cannot be used" in done.stderr
