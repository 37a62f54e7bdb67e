"""Compiled modules: what the source tells the compiler of `hatch_build.py`, and whether this installation has them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as attributes
else:

    def attributes(**_: Any) -> Any:
        """How the compiler should make a class. ``acyclic``: it holds nothing that could lead back to it, so the
        garbage collector need not look at it.
        """
        return lambda cls: cls


def is_compiled() -> bool:
    """Whether the modules in which most of the time goes run as native code here, or as Python."""
    found = find_spec("cnreport.text.view")
    return found is not None and not str(found.origin).endswith(".py")


__all__ = ["attributes", "is_compiled"]
