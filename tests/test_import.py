import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "spacy_pkuseg",
    "jieba",
    "rjieba",
    "numpy",
    "pydantic",
    "pyarrow",
    "cn2an",
    "rich",
    "tqdm",
)


@pytest.mark.parametrize("module", ["cnreport", "cnreport.cli"])
def test_import_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from cnreport.cli import main
main(["--help"], standalone_mode=False)
print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
    assert "extract" in done.stdout
