"""How long a user waits for the command to start: wall times, median of five runs each, after one to warm the disk."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "articles" / "county-report.txt"
RUNS = 5
COMMAND = [sys.executable, "-m", "cnreport"]
CASES = {
    "python alone": [sys.executable, "-c", "pass"],
    "cnreport --help": [*COMMAND, "--help"],
    "cnreport quantities, one article": [*COMMAND, "quantities", str(ARTICLE)],
    "cnreport extract, one article": [*COMMAND, "extract", str(ARTICLE)],
    "cnreport show, one article": [*COMMAND, "show", str(ARTICLE)],
}


def seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - started


def main() -> None:
    base = 0.0
    print(f"{ARTICLE.name}: {len(ARTICLE.read_text(encoding='utf-8'))} characters; median of {RUNS}")
    for name, command in CASES.items():
        seconds(command)
        median = statistics.median(seconds(command) for _ in range(RUNS))
        base = base or median
        print(f"{name:34} {median:6.3f} s  {median / base:5.1f} times python alone")


if __name__ == "__main__":
    main()
