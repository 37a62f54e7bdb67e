import json
import os
import re
import shutil
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


def test_extract_writes_reports_and_a_summary(article: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", article, "--tokenizer", "jieba", "--date", "2024-02-29")
    assert result.exit_code == 0
    report = Report.model_validate_json(result.stdout)
    assert [record.kind for record in report.speeches[0].records] == ["achievement", "problem", "plan"]
    summary = r"1 article, 1 speech, 1 achievement, 1 problem, 1 plan, 2 quantities in \d+\.\d\d s\n"
    assert re.fullmatch(summary, result.stderr)
    assert stub_pipeline == {"tokenizer": "jieba", "rules": None, "date": "2024-02-29", "explain": False}
    invoke("extract", article, "--explain")
    assert stub_pipeline["explain"] is True


def test_extract_reads_standard_input(stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", "-", given="全镇改造道路".encode("gb18030"))
    assert sources(result) == ["-"]


@pytest.fixture
def mixture(tmp_path: Path, article: Path) -> Path:
    """A folder of good articles and of everything that may go wrong with one."""
    folder = tmp_path / "in"
    folder.mkdir()
    bad = {
        "binary": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "empty": b"",
        "latin": b"Nothing to see here.",
        "nul": "改造\0道路".encode(),
        "surrogate": "改造".encode() + b"\xed\xa0\x80",
        "truncated": "改造道路".encode()[:-1],
        "fault": "此处出错".encode(),
    }
    for name, data in bad.items():
        (folder / f"{name}.txt").write_bytes(data)
    for name in ("a", "m", "z"):
        shutil.copy(article, folder / f"{name}.txt")
    (folder / "gone.txt").symlink_to("nowhere")
    return folder


def test_bad_articles_are_named_and_all_others_extracted(
    mixture: Path, tmp_path: Path, stub_pipeline: dict[str, object]
) -> None:
    output = tmp_path / "out.jsonl"
    missing = tmp_path / "missing.txt"
    result = invoke("extract", mixture, missing, "-o", output)
    assert result.exit_code == 1
    assert result.stdout == ""
    written = [json.loads(line)["source"] for line in output.read_text(encoding="utf-8").splitlines()]
    assert written == [str(mixture / f"{name}.txt") for name in ("a", "m", "z")]
    errors = re.findall(r"^error: (.+?): \[([a-z-]+)\] \S", result.stderr, re.MULTILINE)
    assert [(Path(path).stem, code) for path, code in errors] == [
        ("binary", "binary"),
        ("empty", "is-empty"),
        ("fault", "internal"),
        ("gone", "not-found"),
        ("latin", "no-chinese"),
        ("nul", "nul-bytes"),
        ("surrogate", "lone-surrogate"),
        ("truncated", "undecodable"),
        ("missing", "not-found"),
    ]
    assert result.stderr.endswith("9 of 12 articles failed\n")


def test_a_folder_without_articles_fails(tmp_path: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", tmp_path)
    assert result.exit_code == 1
    assert f"error: {tmp_path}: [no-articles]" in result.stderr


def test_the_output_is_complete_or_not_there(
    article: Path, tmp_path: Path, stub_pipeline: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.jsonl"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cnreport.cli.extract._tally", stop)
    result = invoke("extract", article, "-o", output)
    assert result.exit_code == 1
    assert sorted(tmp_path.iterdir()) == [article]


def test_an_output_that_cannot_be_written(article: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", article, "-o", "/proc/no/out.jsonl")
    assert result.exit_code == 1
    assert "error: /proc/no/out.jsonl: [unwritable]" in result.stderr


def test_an_article_is_never_overwritten(article: Path, stub_pipeline: dict[str, object]) -> None:
    before = article.read_bytes()
    result = invoke("extract", article.parent, "-o", article)
    assert result.exit_code == 2
    assert article.read_bytes() == before


def test_the_limit(article: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", article, "--max-bytes", "10")
    assert result.exit_code == 1
    assert "[too-large]" in result.stderr


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


def test_names_cannot_steer_the_terminal(tmp_path: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", tmp_path / "a\x1b[2Jb.txt")
    assert "\x1b" not in result.stderr
    assert "a\ufffd[2Jb.txt: [not-found]" in result.stderr


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


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from cnreport.cli import main; main()"]
    return subprocess.run(
        [*program, *map(str, arguments)], capture_output=True, env={**os.environ, **environment}, check=False
    )


def test_the_command_itself(mixture: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    done = run("extract", mixture, "-o", output, PYTHONWARNINGS="error", LC_ALL="C")
    assert done.returncode == 1
    assert done.stdout == b""
    reports = [Report.model_validate_json(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [Path(report.source).stem for report in reports] == ["a", "fault", "m", "z"]
    text = (mixture / "a.txt").read_text(encoding="utf-8")
    speech = reports[0].speeches[0]
    amounts = [*speech.quantities, *(one for record in speech.records for one in record.quantities)]
    assert sorted(text[one.start : one.end] for one in amounts) == ["1200米", "300个"]


def test_a_reader_that_goes_away_is_no_fault(article: Path) -> None:
    program = f"{sys.executable} -c 'from cnreport.cli import main; main()'"
    for command in ("schema", f"extract {article}"):
        pipe = f"set -o pipefail; {program} {command} | :"
        done = subprocess.run(["bash", "-c", pipe], capture_output=True, check=False)
        assert done.returncode == 141
        assert done.stderr == b""
