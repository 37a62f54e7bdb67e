"""``cnreport schema``: the contract for machines."""

from __future__ import annotations

import click


@click.command(
    "schema",
    epilog="""\b
Example:
  cnreport schema > report.schema.json
""",
)
def command() -> None:
    """Print the JSON Schema of a report, the object on each line that extract writes."""
    import json

    from cnreport.schema import Report

    click.echo(json.dumps(Report.model_json_schema(), ensure_ascii=False, indent=2).encode())
