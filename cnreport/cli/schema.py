"""``cnreport schema``: the contract for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cnreport.writing.sql import Dialect


@click.command(
    "schema",
    epilog="""\b
Examples:
  cnreport schema > report.schema.json                            what a line of JSON holds
  cnreport schema --sql | sqlite3 records.db                      the flat tables, empty
  cnreport schema --sql --dialect postgres | psql -d statistics   the same on a server
""",
)
@click.option("--sql", is_flag=True, help="Print the statements that create the flat tables instead.")
@click.option(
    "--dialect",
    type=click.Choice(["sqlite", "duckdb", "postgres"]),
    help="The database that --sql is for; sqlite unless given.",
)
def command(sql: bool, dialect: Dialect | None) -> None:
    """Print the JSON Schema of a report, the object on each line that extract writes.

    With --sql, print the tables that extract writes to csv, parquet and databases, each column with its meaning.
    """
    if sql:
        from cnreport.writing.sql import ddl

        click.echo(ddl(dialect or "sqlite").encode(), nl=False)
        return
    if dialect:
        raise click.UsageError("--dialect goes with --sql")
    import json

    from cnreport.schema import Report

    click.echo(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2).encode())
