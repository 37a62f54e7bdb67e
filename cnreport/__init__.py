"""Chinese government work reports and officials' speeches as typed, normalised, source-grounded records.

>>> import cnreport
>>> report = cnreport.extract("下一步，年底前改造老旧小区20个。")
>>> report.speeches[0].records[0].kind
'plan'

Nothing is loaded by the import itself; each name is fetched when it is first used (PEP 562).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cnreport._version import __version__

if TYPE_CHECKING:
    from cnreport.api import Pipeline, Result, load
    from cnreport.custom import RecordType, take
    from cnreport.errors import CnreportError
    from cnreport.quantity import parse_number
    from cnreport.schema import Quantity, Report
    from cnreport.text import Source
    from cnreport.writing.frames import to_frame

__all__ = [
    "CnreportError",
    "Pipeline",
    "Quantity",
    "RecordType",
    "Report",
    "Result",
    "Source",
    "__version__",
    "extract",
    "extract_quantities",
    "load",
    "parse_number",
    "take",
    "to_frame",
]

_HOMES = {
    "CnreportError": "cnreport.errors",
    "Pipeline": "cnreport.api",
    "Quantity": "cnreport.schema",
    "RecordType": "cnreport.custom",
    "Report": "cnreport.schema",
    "Result": "cnreport.api",
    "Source": "cnreport.text",
    "load": "cnreport.api",
    "parse_number": "cnreport.quantity",
    "take": "cnreport.custom",
    "to_frame": "cnreport.writing.frames",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'cnreport' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


@cache
def _default_pipeline() -> Pipeline:
    from cnreport.api import load

    return load()


def extract(text: str) -> Report:
    """The report of one article given as text, with the default pipeline."""
    return _default_pipeline()(text)


def extract_quantities(text: str) -> list[Quantity]:
    """Every quantity of a text, in order: value, bound, unit, dimension, change."""
    from cnreport.quantity import extract_quantities as extract_from

    return extract_from(text)
