"""The files of trained models: plain data as JSON, each of a version that the code reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from cnreport.errors import ModelError

Made = TypeVar("Made")


def read_model(path: Path, version: int, what: str, make: Callable[[dict[str, Any]], Made]) -> Made:
    """What ``make`` makes of the data in ``path``; `ModelError` when that is not ``what`` or not of ``version``."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != version:
            raise ModelError(
                f"version {data['version']}, not {version}", where=str(path), hint="train it anew: make model"
            )
        return make(data)
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise ModelError(f"not {what}: {error}", where=str(path)) from error
