"""The training scripts, in a checkout of a few articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def import_script(name: str) -> Any:
    """A script of ``models`` as a module; its imports are those of the folder."""
    sys.path.insert(0, str(ROOT / "models"))
    try:
        return import_module(name)
    finally:
        sys.path.pop(0)


def copy_checkout(folder: Path, articles: Iterable[str]) -> Path:
    """A folder with the scripts of ``models`` and the named articles of the corpus."""
    (folder / "models").mkdir(parents=True)
    for script in ("documents.py", "chains.py", "nets.py", "roles.py", "train.py", "held_out.py"):
        shutil.copy(ROOT / "models" / script, folder / "models")
    corpus = folder / "corpora" / "annotated"
    corpus.mkdir(parents=True)
    for name in articles:
        shutil.copy(ROOT / "corpora" / "annotated" / f"{name}.xml", corpus)
    return folder


def run_script(
    checkout: Path, script: str, *options: str, seed: str = "0", code: int = 0
) -> subprocess.CompletedProcess[str]:
    """A script of the checkout, run to its end; the test fails when it ends with another code."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-B", str(checkout / "models" / script), *options],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stderr
    return done
