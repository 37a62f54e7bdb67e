"""``cnreport quantities``: the amounts of a text."""

from __future__ import annotations

import sys

import click


@click.command(
    "quantities",
    epilog="""\b
Examples:
  cnreport quantities speech.txt
  echo 新建停车位近500个，同比增长5.3% | cnreport quantities
""",
)
@click.argument("file", metavar="[FILE|-]", default="-")
def command(file: str) -> None:
    """Print every quantity of a text, one a line, as JSON.

    Each has its value in full, bound, unit, dimension, change and its place in the text. What is counted and the verb
    that governs it are in the records that extract writes. Without FILE the text comes from standard input.
    """
    from cnreport import extract_quantities
    from cnreport.reading import read_article

    source = read_article(file)
    stream = sys.stdout.buffer
    for quantity in extract_quantities(source.text):
        stream.write(quantity.model_dump_json().encode() + b"\n")
    stream.flush()
