import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cnreport.cli import main
from cnreport.schema import Report

STAND_INS = Path(__file__).parents[1] / "batch"


def invoke(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def sources(result: Result) -> list[str]:
    return [json.loads(line)["source"] for line in result.stdout.splitlines()]


def test_extract_writes_reports_and_a_summary(article: Path, stub_pipeline: dict[str, object], tmp_path: Path) -> None:
    result = invoke("extract", article, "--tokenizer", "jieba", "--date", "2024-02-29")
    assert result.exit_code == 0
    report = Report.model_validate_json(result.stdout)
    assert [record.kind for record in report.speeches[0].records] == ["achievement", "problem", "plan"]
    summary = r"1 article, 1 speech, 1 achievement, 1 problem, 1 plan, 2 quantities in \d+\.\d\d s\n"
    assert re.fullmatch(summary, result.stderr)
    assert stub_pipeline == {
        "tokenizer": "jieba",
        "rules": None,
        "date": "2024-02-29",
        "explain": False,
        "keep_text": False,
        "record_types": (),
        "models": None,
    }
    invoke("extract", article, "--explain", "--keep-text", "--models", tmp_path)
    assert stub_pipeline["explain"] is stub_pipeline["keep_text"] is True
    assert stub_pipeline["models"] == tmp_path


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
    result = invoke("extract", mixture, missing, "-o", output, "--workers", "0")
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
    assert "\n9 of 12 articles failed\n" in result.stderr
    assert result.stderr.endswith("out.jsonl.journal is kept: --resume tries the failed articles again\n")
    quarantine = output.with_name("out.jsonl.quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["code"] for line in quarantine] == [code for _, code in errors]


def test_a_folder_without_articles_fails(tmp_path: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", tmp_path)
    assert result.exit_code == 1
    assert f"error: {tmp_path}: [no-articles]" in result.stderr


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


def test_names_cannot_steer_the_terminal(tmp_path: Path, stub_pipeline: dict[str, object]) -> None:
    result = invoke("extract", tmp_path / "a\x1b[2Jb.txt")
    assert "\x1b" not in result.stderr
    assert "a\ufffd[2Jb.txt: [not-found]" in result.stderr


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "cnreport"]
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


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command with a pipeline that does what the article says, in workers too."""
    monkeypatch.syspath_prepend(str(STAND_INS))
    from batch_stand_ins import StandIn

    monkeypatch.setattr("cnreport.batch.Settings", StandIn)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"改造道路{number}公里。", encoding="utf-8")
    return folder


def test_workers_make_no_difference(folder: Path, tmp_path: Path, stand_in: None) -> None:
    written = set()
    for workers in ("0", "1", "3"):
        output = tmp_path / f"{workers}.jsonl"
        assert invoke("extract", folder, "-o", output, "--workers", workers).exit_code == 0
        written.add(output.read_bytes())
        written.add(invoke("extract", folder, "--workers", workers).stdout_bytes)
    assert len(written) == 1


def test_what_dies_or_hangs_costs_its_article_only(folder: Path, tmp_path: Path, stand_in: None) -> None:
    (folder / "3.txt").write_text("崩溃", encoding="utf-8")
    (folder / "5.txt").write_text("停住", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    result = invoke("extract", folder, "-o", output, "--timeout-per-article", "1.5")
    assert result.exit_code == 1
    assert len(output.read_bytes().splitlines()) == 6
    assert re.search(r"3\.txt: \[worker-died\] .*SIGSEGV", result.stderr)
    assert "5.txt: [timeout] not done after 1.5 s" in result.stderr


def test_resume_and_what_it_says(folder: Path, tmp_path: Path, stand_in: None) -> None:
    output = tmp_path / "out.jsonl"
    (folder / "3.txt").write_text("出错", encoding="utf-8")
    stopped = invoke("extract", folder, "-o", output, "--workers", "0", "--fail-fast")
    assert stopped.exit_code == 1
    assert not output.exists()
    journal = f"{output}.journal"
    assert f"3 articles done and kept in {journal}; the same command with --resume goes on" in stopped.stderr
    (folder / "3.txt").unlink()
    done = invoke("extract", folder, "-o", output, "--workers", "0", "--resume", "--keep-journal")
    assert done.exit_code == 0
    assert "3 articles unchanged since the last run" in done.stderr
    assert f"gone since the last run: {folder}/3.txt" in done.stderr
    assert "1 article gone since the last run and no longer in the output" in done.stderr
    assert Path(journal).exists()
    other = invoke("extract", folder, "-o", output, "--workers", "0", "--resume", "--explain")
    assert other.exit_code == 2
    assert "[other-settings]" in other.stderr


def test_lines_for_machines(folder: Path, tmp_path: Path, stand_in: None) -> None:
    (folder / "3.txt").write_text("出错", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    options = ("--workers", "0", "--log-json")
    lines = [json.loads(line) for line in invoke("extract", folder, "-o", output, *options).stderr.splitlines()]
    assert [line["event"] for line in lines] == ["start", "failed", "writing", "end"]
    assert (lines[1]["path"], lines[1]["code"]) == (f"{folder}/3.txt", "internal")
    end = lines[-1]
    assert (end["status"], end["listed"], end["failed"]) == ("complete", 8, 1)
    assert (end["output"]["article"], end["journal"]) == (7, f"{output}.journal")
    refused = invoke("extract", folder, "-o", tmp_path / "out.xyz", *options)
    assert refused.exit_code == 2
    lines = [json.loads(line) for line in refused.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["start", "error", "end"]
    assert lines[1]["code"] == "unknown-format"


def test_progress_for_machines(folder: Path, tmp_path: Path, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.cli.watching._PROGRESS_SECONDS", 0)
    command = ("extract", folder, "-o", tmp_path / "out.jsonl", "--log-json", "--keep-journal", "--resume")
    assert invoke(*command).exit_code == 0
    (folder / "3.txt").unlink()
    lines = [json.loads(line) for line in invoke(*command).stderr.splitlines()]
    progress = [line for line in lines if line["event"] == "progress"]
    assert [line["articles"] for line in progress] == list(range(1, 8))
    assert progress[-1]["characters"] == 7 * len("改造道路0公里。")
    assert {"failed", "seconds", "articles_per_second", "characters_per_second"} < progress[-1].keys()
    assert [line["path"] for line in lines if line["event"] == "vanished"] == [f"{folder}/3.txt"]
    assert [line.get("written") for line in lines if line["event"] == "writing"] == [None, *range(1, 8)]
    assert (lines[-1]["unchanged"], lines[-1]["vanished"]) == (7, 1)


def test_cells_that_are_formulas_are_escaped_on_demand(folder: Path, tmp_path: Path, stand_in: None) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text('{"id": "=1+1", "text": "改造道路3公里。"}\n', encoding="utf-8")
    for name, options, source in (("plain", (), "=1+1"), ("safe", ("--escape-formulas",), "'=1+1")):
        output = tmp_path / f"{name}.csv"
        result = invoke("extract", table, "-o", output, "--table", "reports", "--workers", "0", *options)
        assert result.exit_code == 0, result.stderr
        assert f",{source}," in output.read_text(encoding="utf-8")


def test_the_formats_of_tables(folder: Path, tmp_path: Path, stand_in: None) -> None:
    result = invoke("extract", folder, "-o", tmp_path / "out.sqlite", "--workers", "0")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "out.sqlite").read_bytes().startswith(b"SQLite format 3")
    wrong = invoke("extract", folder, "-o", tmp_path / "out.jsonl", "--workers", "0", "--table", "records")
    assert wrong.exit_code == 2
    assert "[unused-option]" in wrong.stderr


def test_columns_and_limits_reach_the_readers(tmp_path: Path, stand_in: None) -> None:
    table = tmp_path / "rows.jsonl"
    row = {"nr": "第一篇", "inhalt": "改造道路3公里。", "tag": "2031-01-08"}
    table.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    columns = ("--text-column", "inhalt", "--id-column", "nr", "--date-column", "tag", "--workers", "0")
    result = invoke("extract", table, *columns)
    assert sources(result) == ["第一篇"]
    assert invoke("extract", table, *columns, "--max-bytes", "5").exit_code == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--resume",),
        ("--workers", "0", "--timeout-per-article", "3"),
        ("--workers", "-1"),
        ("--timeout-per-article", "0"),
        ("--format", "nonsense"),
    ],
)
def test_options_that_do_not_go_together(folder: Path, stand_in: None, options: tuple[str, ...]) -> None:
    assert invoke("extract", folder, *options).exit_code == 2


PROGRAM = f"""
import sys
sys.path.insert(0, {str(STAND_INS)!r})
import batch_stand_ins, cnreport.batch
cnreport.batch.Settings = batch_stand_ins.StandIn
from cnreport.cli import main
main()
"""


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_cleanly(folder: Path, tmp_path: Path, number: int, workers: str) -> None:
    (folder / "7.txt").write_text("停住", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", PROGRAM, "extract", folder, "-o", output, "--workers", workers]
    hangs = tmp_path / "hangs"
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"CNREPORT_STAND_IN_HANGS": str(hangs)},
    )
    until = time.monotonic() + 60
    while not hangs.exists():
        assert time.monotonic() < until, "the run has not come to the article that hangs"
        time.sleep(0.05)
    time.sleep(1)  # the articles before it are done by then
    os.killpg(running.pid, number)  # to the workers as well, as the terminal and the system's manager do
    _, told = running.communicate(timeout=30)
    assert running.returncode == 128 + number
    said = told.decode()
    assert "Traceback" not in said
    assert f"stopped by {signal.Signals(number).name} after 7 articles" in said
    assert "7 articles done and kept in" in said
    assert not output.exists()
    (folder / "7.txt").write_text("修好了", encoding="utf-8")
    again = subprocess.run([*command, "--resume"], capture_output=True, check=False)
    assert (again.returncode, len(output.read_bytes().splitlines())) == (0, 8)
    assert b"7 articles unchanged" in again.stderr


def test_a_bar_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        (folder / f"slow-{number}.txt").write_text(f"改造道路{number}公里，进展稍慢", encoding="utf-8")
    terminal, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    command = [sys.executable, "-c", PROGRAM, "extract", folder, "-o", tmp_path / "out.jsonl", "--workers", "1"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=end)
    os.close(end)
    shown = b""
    try:
        while part := os.read(terminal, 4096):
            shown += part
    except OSError:
        pass  # the other end is closed
    os.close(terminal)
    assert running.wait() == 0
    text = shown.decode()
    assert re.search(r"\d+/38 \[\d\d:\d\d<\d\d:\d\d, .*articles/s, [\d,]+ characters/s\]", text), text
    assert re.search(r"writing: +\d+%.*/38 ", text), text
    assert "38 articles, 38 speeches" in text
