"""How fast the whole pipeline is on one core, and where its time goes; prints JSON.

    python bench/pipeline.py                a million characters of the example articles
    python bench/pipeline.py FOLDER         every .txt below FOLDER, once

Rates are characters a second of processor time, from text to JSON, the best of ``--runs``. `jieba.cut` and rjieba on
the same texts in the same process are the yardstick: they say how fast the machine was meanwhile. Shares by room come
from a pass of their own, because the clocks cost time too.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from itertools import chain, repeat
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import cnreport

ARTICLES = Path(__file__).resolve().parent.parent / "examples" / "articles"
CHARACTERS = 1_000_000
STARTS = 5
# Each room's doors, where they are looked up when the pipeline runs. What is in none of them is "pipeline".
DOORS = {
    "layout": ["cnreport.pipeline:lay_out"],
    "quantity": ["cnreport.pipeline:find_quantities", "cnreport.mapping.records:to_fields"],
    "dates": ["cnreport.pipeline:find_times", "cnreport.mapping.records:due"],
    "discourse: clauses and cues": ["cnreport.discourse.discourse:read_clauses", "cnreport.discourse.discourse:judge"],
    "discourse: features": ["cnreport.discourse.model:clause_features"],
    "discourse: model": ["cnreport.discourse.model:KindModel.judge"],
    "discourse: items": ["cnreport.discourse.discourse:find_heads", "cnreport.discourse.discourse:build_statements"],
    "tokenizer": ["cnreport.tokenizers.rjieba:RjiebaTokenizer.tokens"],
    "mapping: words": ["cnreport.mapping.syntax:Analyser.words"],
    "mapping: facts": ["cnreport.mapping.analysis:find_facts"],
    "mapping: ranker": ["cnreport.mapping.ranker:FactRanker.facts"],
    "mapping: roles": ["cnreport.mapping.roles:RoleModel.frames"],
    "mapping: topics": ["cnreport.mapping.records:topic_of"],
    "mapping: owners": ["cnreport.mapping.records:find_owners"],
    "mapping: records": ["cnreport.mapping.records:RecordMapper.map"],
    "writing": ["cnreport.schema:Report.model_dump_json"],
}


class Clock:
    """Processor time by room, each room's own: what it waits for another room is the other's."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._stack: list[str] = []
        self._since = process_time()

    def _switch(self) -> None:
        now = process_time()
        if self._stack:
            self.spent[self._stack[-1]] += now - self._since
        self._since = now

    def timed(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function`` with its time booked to ``room``."""

        @wraps(function)
        def call(*args: Any, **named: Any) -> Any:
            self._switch()
            self._stack.append(room)
            try:
                return function(*args, **named)
            finally:
                self._switch()
                self._stack.pop()

        return call


@contextmanager
def clocked(clock: Clock) -> Iterator[None]:
    """Every door of `DOORS` with a clock at it."""
    undo = []
    try:
        for room, door in [(room, door) for room, doors in DOORS.items() for door in doors]:
            module, _, path = door.partition(":")
            *parents, name = path.split(".")
            owner: Any = import_module(module)
            for parent in parents:
                owner = getattr(owner, parent)
            function = getattr(owner, name)
            undo.append((owner, name, function))
            setattr(owner, name, clock.timed(room, function))
        yield
    finally:
        for owner, name, function in reversed(undo):
            setattr(owner, name, function)


def rate(texts: list[str], work: Callable[[str], object], runs: int) -> int:
    """Characters a second of processor time, the best of ``runs``."""
    best = min(_seconds(texts, work) for _ in range(runs))
    return round(sum(map(len, texts)) / best)


def _seconds(texts: list[str], work: Callable[[str], object]) -> float:
    started = process_time()
    for text in texts:
        work(text)
    return process_time() - started


def shares(texts: list[str], extract: Callable[[str], object]) -> dict[str, float]:
    """Each room's share of the time, in percent."""
    clock = Clock()
    with clocked(clock):
        for text in texts:
            clock.timed("pipeline", extract)(text)
    whole = sum(clock.spent.values())
    return {room: round(100 * seconds / whole, 1) for room, seconds in clock.spent.most_common()}


def cold_start(article: Path) -> float:
    """Wall time in seconds of `cnreport extract` on one article, the median."""
    command = [sys.executable, "-m", "cnreport", "extract", str(article)]
    took = []
    for _ in range(STARTS):
        started = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(perf_counter() - started)
    return round(statistics.median(took), 2)


def read(folder: Path | None) -> list[str]:
    """The texts of ``folder``, or the examples again and again up to `CHARACTERS`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder or ARTICLES).rglob("*.txt"))]
    if folder is None:
        size = sum(map(len, texts))
        texts = list(chain.from_iterable(repeat(texts, max(1, CHARACTERS // size))))
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    texts = read(arguments.folder)
    started = process_time()
    pipeline = cnreport.load()
    loading = process_time() - started

    def extract(text: str) -> object:
        return pipeline(text).model_dump_json()

    extract(texts[0])
    found: dict[str, Any] = {
        "texts": len(texts),
        "characters": sum(map(len, texts)),
        "load_average": round(os.getloadavg()[0], 2),
        "characters_a_second": rate(texts, extract, arguments.runs),
        # Read before the peers come into memory.
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "load_seconds": round(loading, 2),
        "cold_start_seconds": cold_start(next(ARTICLES.glob("county-report.txt"))),
        "share_by_room": shares(texts, extract),
    }
    import jieba
    import rjieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    engine = rjieba.Jieba()
    found["jieba_cut"] = rate(texts, lambda text: list(jieba.cut(text)), arguments.runs)
    found["rjieba_cut"] = rate(texts, engine.cut, arguments.runs)
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
