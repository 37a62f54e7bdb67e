"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from cnreport.errors import WriteError


def require(module: str, extra: str) -> ModuleType:
    """The library ``module``; `WriteError` that says which extra of cnreport brings it when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise WriteError(
            f"this format needs the library {module}, which is not installed",
            code="missing-extra",
            hint=f"pip install 'cnreport[{extra}]'",
        ) from error
