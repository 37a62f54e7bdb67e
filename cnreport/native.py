"""What the source tells the compiler of `hatch_build.py`; it means nothing to Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as attributes
else:

    def attributes(**_: Any) -> Any:
        """How the compiler should make a class. ``acyclic``: it holds nothing that could lead back to it, so the
        garbage collector need not look at it.
        """
        return lambda cls: cls


__all__ = ["attributes"]
