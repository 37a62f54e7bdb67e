"""The command ``cnreport review``, as far as it needs no browser."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from cnreport.cli.review import command
from cnreport.errors import CnreportError


@pytest.mark.parametrize("library", ["fastapi", "uvicorn"])
def test_without_the_extra_it_says_what_to_install(folder: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnreport.cli.review.find_spec", lambda name: None if name == library else object())
    error = CliRunner().invoke(command, [str(folder)]).exception
    assert isinstance(error, CnreportError)
    assert (error.code, error.hint) == ("missing-extra", "pip install 'cnreport[review]'")
    assert library in error.message


def test_a_folder_without_articles(tmp_path: Path) -> None:
    error = CliRunner().invoke(command, [str(tmp_path)]).exception
    assert isinstance(error, CnreportError)
    assert error.code == "nothing-to-review"


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        error = CliRunner().invoke(command, [str(folder), "--port", str(taken.getsockname()[1])]).exception
    assert isinstance(error, CnreportError)
    assert error.code == "cannot-listen"


def test_an_address_of_another_machine(folder: Path) -> None:
    error = CliRunner().invoke(command, [str(folder), "--host", "192.0.2.7", "--port", "0"]).exception
    assert isinstance(error, CnreportError)
    assert error.code == "cannot-listen"
