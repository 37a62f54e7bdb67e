"""Characters a second of `cnreport.extract_quantities` on one core, beside other libraries' on the same texts.

    python bench/quantities.py FOLDER [--peer-characters N]

FOLDER holds articles as .txt files. The others (bench/peers.py) get the first N characters only, line by line.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from peers import PEERS, Measured, asked, timed

import cnreport


def first_lines(texts: list[str], characters: int) -> list[str]:
    """The first so many characters, in whole lines."""
    lines: list[str] = []
    size = 0
    for line in "\n".join(texts).splitlines():
        if line.strip() and size < characters:
            lines.append(line)
            size += len(line)
    return lines


def tell(name: str, characters: int, measured: Measured | str, ours: float | None = None) -> float:
    """Prints, and gives, the characters a second; or why there are none, and nothing."""
    if isinstance(measured, str):
        print(f"{name:<28}not installed ({measured})", flush=True)
        return 0.0
    rate = characters / measured.seconds
    ratio = f"   cnreport is {ours / rate:,.2f} times as fast" if ours else ""
    print(f"{name:<28}{rate:>12,.0f} characters/s{measured.found:>8} found{ratio}", flush=True)
    return rate


def tell_peers(lines: list[str], ours: float) -> None:
    """What the others take for the lines."""
    for name in PEERS:
        tell(name, sum(map(len, lines)), asked(name, lines), ours)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer-characters", type=int, default=40_000)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(arguments.folder.glob("*.txt"))]
    characters = sum(map(len, texts))
    print(f"{len(texts)} articles, {characters:,} characters; one core, processor time")
    tell("cnreport", characters, timed(cnreport.extract_quantities, texts))
    lines = first_lines(texts, arguments.peer_characters)
    size = sum(map(len, lines))
    print(f"the others on {size:,} characters, line by line")
    tell_peers(lines, tell("cnreport", size, timed(cnreport.extract_quantities, lines)))


if __name__ == "__main__":
    main()
