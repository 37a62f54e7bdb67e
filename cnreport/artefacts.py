"""Where the trained models lie: inside the installed package, or in ``models/`` beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE / "_models", _PACKAGE.parent / "models")


def find_model(name: str) -> Path | None:
    """The model file called ``name``, or None when this installation has none."""
    return next((place / name for place in _PLACES if (place / name).is_file()), None)
