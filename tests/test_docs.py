"""The documentation holds: its examples run, its lists are complete, its links lead somewhere.

What is run, block by block and page by page, in a folder that has the project's ``examples``:

* a block with a file name behind its language (```` ```text speech.txt ````) is written to that file;
* a ``python`` block is executed; one with ``>>>`` prompts is a doctest, its output compared;
* a ``console`` block has commands behind ``$``; the output shown is compared, where none is shown the command must end
  well. A line that is only ``…`` stands for any lines, and seconds are not compared;
* an ``sql`` block is a query of the tables, run on those of the example articles.

A ``sh`` block is not run, because it installs something or needs the reader's own files: its commands must be of the
shell and their options must exist. ``json`` and ``toml`` must be that. The ``py`` block on Spark runs in the
tests of Spark. ``text`` is read by people only.
"""

import doctest
import json
import os
import re
import runpy
import shlex
import sqlite3
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from click import Command, Group
from pydantic import BaseModel

import cnreport
from cnreport import schema
from cnreport.cli import main
from cnreport.writing import open_sink

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = (*READMES, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
_SECONDS = re.compile(r"\d+\.\d\d s\b")
_GAP = "…"


class Block(NamedTuple):
    line: int
    language: str
    file: str
    body: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        language, _, file = match["info"].partition(" ")
        yield Block(text.count("\n", 0, match.start()) + 2, language, file.strip(), match["body"])


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        where = f"{name_of(page)}:{block.line}"
        if block.file:
            Path(block.file).write_text(block.body, encoding="utf-8")
        elif block.language == "python":
            run_python(block, names, where)
        elif block.language == "console":
            run_console(block, where)
        elif block.language == "sql":
            run_sql(block)
        elif block.language == "sh":
            check_shell(block, where)
        else:
            {"json": json.loads, "toml": tomllib.loads, "text": str, "py": str}[block.language](block.body)


def run_python(block: Block, names: dict[str, object], where: str) -> None:
    if ">>>" not in block.body:
        exec(compile(block.body, where, "exec"), names)
        return
    session = doctest.DocTestParser().get_doctest(block.body, names, where, where, block.line - 1)
    # A doctest works on the names it is given as long as they are not cleared: later blocks go on with them.
    session.globs = names
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    assert runner.run(session, out=told.append, clear_globs=False).failed == 0, "".join(told)


def run_console(block: Block, where: str) -> None:
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        assert "cnreport" in command, f"{where}: a console block runs cnreport, not {command!r}"
        done = subprocess.run(
            command,
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PATH": scripts() + os.pathsep + os.environ["PATH"], "COLUMNS": "80", "PYTHONUTF8": "1"},
            check=False,
        )
        output = done.stdout.decode()
        if expected.strip():
            assert same(expected, output), f"{where}: $ {command}\nexpected:\n{expected}\ngot:\n{output}"
        else:
            assert done.returncode == 0, f"{where}: $ {command}\n{output}"


def run_sql(block: Block) -> None:
    with open_sink("examples.sqlite") as sink:
        for article in sorted(Path("examples/articles").glob("*.txt")):
            sink.write(cnreport.extract(article.read_text(encoding="utf-8")).model_dump_json().encode())
    with closing(sqlite3.connect("examples.sqlite")) as database:
        assert database.execute(block.body).fetchall()


def check_shell(block: Block, where: str) -> None:
    subprocess.run(["bash", "-n"], input=block.body, text=True, check=True)
    for line in block.body.splitlines():
        command = re.split(r"\s[|>]\s", line)[0]
        program, *arguments = shlex.split(command, comments=True)
        name = Path(program).name
        if name == "cnreport":
            context = main.make_context(name, arguments[:1], resilient_parsing=True)
            asked = main.get_command(context, arguments[0])
            assert asked is not None, f"{where}: {line}"
            asked.make_context(arguments[0], arguments[1:], resilient_parsing=True)
        elif name == "make":
            targets = {argument for argument in arguments if "=" not in argument}
            assert targets <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE)), f"{where}: {line}"
        elif name == "python" and not arguments[0].startswith("-"):
            assert (ROOT / arguments[0]).is_file(), f"{where}: {line}"
        else:
            assert name in ("pip", "python3"), f"{where}: {line}"


def scripts() -> str:
    return sysconfig.get_path("scripts") or str(Path(sys.executable).parent)


def same(expected: str, output: str) -> bool:
    """Whether the output is the expected one, blanks at line ends and the number of seconds apart."""
    want, have = (_SECONDS.sub("0.00 s", text.strip()).split("\n") for text in (expected, output))
    lines = (r"(?:[^\n]*\n)*?" if line == _GAP else re.escape(line.rstrip()) + r" *\n" for line in want)
    return re.fullmatch("".join(lines), "\n".join(have) + "\n") is not None


def test_the_comparison_of_output() -> None:
    assert same("a\nin 1.23 s\n", "a  \nin 0.07 s\n")
    assert same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not same("a\n…\nd\n", "a\nb\nc\n")
    assert not same("a\n", "a\nb\n")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files(page: Path) -> None:
    targets = _LINK.findall(_BLOCK.sub("", page.read_text(encoding="utf-8")))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_map_names_every_page() -> None:
    linked = set(_LINK.findall((DOCS / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


def test_both_readmes_have_the_same_examples() -> None:
    english, chinese = ([(block.language, block.file, block.body) for block in blocks(page)] for page in READMES)
    assert english == chinese


def sections(page: Path) -> dict[str, str]:
    """The text under each second-level heading."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_column(table: str) -> list[str]:
    """The code words in the first column of the tables of ``table``, in order."""
    return re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)


def models() -> dict[str, list[str]]:
    """The contract's models by name, each with the fields of its own: shared fields are the base model's."""
    found = {}
    for name, model in vars(schema).items():
        if isinstance(model, type) and issubclass(model, BaseModel) and model.model_fields:
            base = model.__base__
            shared = base.model_fields.keys() if base is not None and issubclass(base, BaseModel) else ()
            found[name.removeprefix("_")] = [field for field in model.model_fields if field not in shared]
    return found


def test_every_field_is_described() -> None:
    described = {title: first_column(text) for title, text in sections(DOCS / "records.md").items()}
    assert {name: sorted(described.get(name, [])) for name in models()} == {
        name: sorted(fields) for name, fields in models().items()
    }


def test_every_error_code_is_described() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "cnreport").rglob("*.py")))
    raised = set(re.findall(r'\b(?:code=|default_code = )"([a-z-]+)"', source))
    described = first_column((DOCS / "errors.md").read_text(encoding="utf-8"))
    assert sorted(described) == sorted(raised)


def options(command: Command) -> Iterator[str]:
    for parameter in command.params:
        yield from (name for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--"))


def test_every_command_and_option_is_described() -> None:
    assert isinstance(main, Group)
    described = sections(DOCS / "cli.md")
    context = main.make_context("cnreport", [], resilient_parsing=True)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        text = described[f"cnreport {name}"]
        assert [option for option in options(command) if f"`{option}" not in text] == [], name


def test_the_rooms_are_those_of_the_import_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = reversed(project["tool"]["importlinter"]["contracts"][0]["layers"])
    floors = {
        room.strip().removeprefix("cnreport."): floor for floor, layer in enumerate(layers) for room in layer.split("|")
    }
    described = first_column(sections(DOCS / "architecture.md")["The rooms"])
    assert set(described) == set(floors)
    assert [floors[room] for room in described] == sorted(floors.values())


def test_the_page_of_units_is_made_from_the_table() -> None:
    made = runpy.run_path(str(DOCS / "generate_units.py"))["page"]()
    assert (DOCS / "units.md").read_text(encoding="utf-8") == made, "run python docs/generate_units.py"


def test_the_site_builds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.parent.name for path in (tmp_path / "site").glob("*/index.html")}
    assert {page.stem for page in DOCS.glob("*.md")} - {"index"} <= pages


def test_every_rule_file_is_described() -> None:
    files = {path.name for path in (ROOT / "cnreport" / "rules").iterdir() if path.suffix in (".toml", ".tsv")}
    assert set(first_column(sections(DOCS / "architecture.md")["The rule files"])) == files
