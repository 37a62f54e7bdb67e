import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner, Result

from cnreport.cli import main
from cnreport.schema import Report
from cnreport.writing.sql import DIALECTS, ddl
from cnreport.writing.tables import TABLES


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", *arguments])


def test_without_options_it_is_that_of_the_json() -> None:
    assert json.loads(invoke().stdout) == Report.model_json_schema()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_tables_of_a_dialect(dialect: str) -> None:
    assert invoke("--sql", "--dialect", dialect).stdout == ddl(dialect)


def test_sqlite_unless_another_dialect_is_named() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(invoke("--sql").stdout)
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert [name for (name,) in found] == list(TABLES)


@pytest.mark.parametrize("arguments", [["--dialect", "sqlite"], ["--sql", "--dialect", "oracle"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert invoke(*arguments).exit_code == 2
