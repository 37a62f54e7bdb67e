from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cnreport.cli.view import command

ARTICLE = "云溪镇党委书记林远航：\n\n全镇改造道路1200米。存在停车难的问题。\n"


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(ARTICLE, encoding="utf-8")


def view(*arguments: str, **options: str) -> Result:
    return CliRunner().invoke(command, arguments, **options)  # type: ignore[arg-type]


def test_the_page_is_written_beside(tmp_path: Path) -> None:
    done = view("speech.txt")
    assert (done.exit_code, done.stderr) == (0, "wrote speech.report.html\n")
    assert "1200米" in (tmp_path / "speech.report.html").read_text(encoding="utf-8")


def test_standard_input_and_output() -> None:
    done = view("-", "-o", "-", input=ARTICLE)
    assert done.exit_code == 0
    assert done.stdout.startswith("<!doctype html>")
    assert not Path("standard-input.report.html").exists()


def test_the_article_itself_is_not_overwritten() -> None:
    done = view("speech.txt", "-o", "speech.txt")
    assert done.exit_code == 2
    assert Path("speech.txt").read_text(encoding="utf-8") == ARTICLE


def test_open_needs_a_file() -> None:
    assert view("speech.txt", "-o", "-", "--open").exit_code == 2


@pytest.mark.parametrize("found", [True, False])
def test_open(found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or found)
    done = view("speech.txt", "-o", "p.html", "--open")
    assert opened == [(tmp_path / "p.html").as_uri()]
    assert ("no browser was found" in done.stderr) is not found
