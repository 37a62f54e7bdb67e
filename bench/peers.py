"""Other libraries that find amounts in Chinese text, measured by the Python that they are installed for.

`make bench` installs them into .venv-peers, because what they ask for does not go together with cnreport's libraries:
``pip install jionlp "emoji<1.7" recognizers-text-number-with-unit``. Where that folder is not there, the running
Python is asked; what it does not have is said to be missing.

Run as a program, ``python bench/peers.py NAME``, it reads a JSON list of lines and prints seconds and amounts as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parent.parent
_THEIRS = _ROOT / ".venv-peers" / "bin" / "python"
_WARM_UP = 20


def jionlp_money() -> Callable[[str], Iterable[object]]:
    # It finds money alone, and is asked for places only, without values.
    import jionlp

    return lambda text: jionlp.ner.extract_money(text, with_parsing=False)


def recognizers_number() -> Callable[[str], Iterable[object]]:
    from recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.Chinese).get_number_model()
    return lambda text: model.parse(text)


def recognizers_dimension() -> Callable[[str], Iterable[object]]:
    from recognizers_number_with_unit import Culture, NumberWithUnitRecognizer

    model = NumberWithUnitRecognizer(Culture.Chinese).get_dimension_model()
    return lambda text: model.parse(text)


PEERS = {
    "JioNLP money": jionlp_money,
    "Recognizers-Text number": recognizers_number,
    "Recognizers-Text dimension": recognizers_dimension,
}


class Measured(NamedTuple):
    """Seconds of processor time for all the lines, and how many amounts were found in them."""

    seconds: float
    found: int


def timed(find: Callable[[str], Iterable[object]], lines: list[str]) -> Measured:
    """Line by line, the first few once before to warm up."""
    for line in lines[:_WARM_UP]:
        list(find(line))
    started = process_time()
    found = sum(len(list(find(line))) for line in lines)
    return Measured(process_time() - started, found)


def asked(name: str, lines: list[str]) -> Measured | str:
    """What the peer ``name`` takes for the lines, or why it cannot be asked."""
    python = str(_THEIRS) if _THEIRS.exists() else sys.executable
    command = [python, str(Path(__file__)), name]
    done = subprocess.run(command, input=json.dumps(lines), capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().rpartition("\n")[2]
    # The last line: before it a library may greet.
    return Measured(*json.loads(done.stdout.strip().rpartition("\n")[2]))


def main() -> None:
    print(json.dumps(timed(PEERS[sys.argv[1]](), json.load(sys.stdin))))


if __name__ == "__main__":
    main()
