import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cnreport.cli import main
from cnreport.errors import RulesError, TokenizerError
from cnreport.schema import Report


def invoke(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def sources(result: Result) -> list[str]:
    return [json.loads(line)["source"] for line in result.stdout.splitlines()]


def test_help_teaches() -> None:
    for arguments in (["--help"], ["-h"]):
        text = invoke(*arguments).stdout
        assert all(word in text for word in ("extract", "show", "quantities", "schema", "Examples"))
    for name in ("extract", "show", "quantities", "schema"):
        assert "Example" in invoke(name, "-h").stdout


def test_version() -> None:
    assert re.fullmatch(r"cnreport, version \d+\.\d+\S*\n", invoke("--version").stdout)


def test_schema_is_that_of_a_report() -> None:
    assert json.loads(invoke("schema").stdout) == Report.model_json_schema()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "a.txt", "--format", "xml"],
        ["extract", "a.txt", "--date", "2024-02-30"],
        ["extract", "a.txt", "--rules", "no-such-file.toml"],
        ["extract", "a.txt", "-o", "."],
        ["extract", "a.txt", "--max-bytes", "0"],
        ["show"],
        ["unknown"],
        ["--unknown"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], stub_pipeline: dict[str, object]) -> None:
    assert invoke(*arguments).exit_code == 2


@pytest.mark.parametrize("error", [TokenizerError("no model", hint="get one"), RulesError("bad")])
def test_what_cannot_be_set_up_is_wrong_usage(
    article: Path, error: Exception, stub_pipeline: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(**_: object) -> None:
        raise error

    monkeypatch.setattr(sys.modules["cnreport.pipeline"], "load", load)
    result = invoke("extract", article)
    assert result.exit_code == 2
    assert result.stderr == f"error: {error}\n"


def test_quantities_from_standard_input_and_file(tmp_path: Path) -> None:
    text = "全镇拆除违建1200平方米，新增停车位近500个。"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    for result in (invoke("quantities", given=text.encode()), invoke("quantities", path)):
        assert result.exit_code == 0
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(one["value"], one["unit"]) for one in found] == [("1200", "平方米"), ("500", "个")]
        assert [text[one["start"] : one["end"]] for one in found] == ["1200平方米", "近500个"]


def test_quantities_of_a_bad_file(tmp_path: Path) -> None:
    result = invoke("quantities", tmp_path / "no.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[not-found]" in result.stderr


def test_a_reader_that_goes_away_is_no_fault(article: Path) -> None:
    program = f"{sys.executable} -m cnreport"
    for command in ("schema", f"extract {article}"):
        pipe = f"set -o pipefail; {program} {command} | :"
        done = subprocess.run(["bash", "-c", pipe], capture_output=True, check=False)
        assert done.returncode == 141
        assert done.stderr == b""
