"""Looks for bytes that make anything else than reports or typed errors: ``python -m fuzz.fuzz_pipeline --minutes 10``.

An input's first byte chooses the format, the others are the file. What is found is printed at the end and kept in the
folder ``--findings``; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cnreport"]):
    import cnreport.api
    from cnreport import reading

    for module in pkgutil.iter_modules(reading.__path__, "cnreport.reading."):
        importlib.import_module(module.name)

from fuzz import harness

_SLOW = 20.0  # seconds of processor time for a file of at most _LONGEST bytes
_LONGEST = 8192
_MEMORY = 2048
_MOST = 2  # times an equal share of the inputs, for one format
_WORDS = (
    "一是 二是 （一） 一、 下一步 存在的问题 各位代表： 新建 改造 增长 不够 由 牵头 9月底前 2031年 12公里 近3万平方米 "
    "百分之五 以上 余 至 亿元 同比 。 ， ： ； “ ” 《 》 ② ％ 县长 （记者 \u3000 \r\n"
)


class Fuzzer:
    """Runs inputs until the time is over; remembers one input for each place where something was wrong."""

    def __init__(self, folder: Path, findings: Path, seconds: float) -> None:
        self._folder = folder
        self._findings = findings
        self._kinds = [*harness.samples(), *harness.WRAPPERS]
        self._extract = cnreport.load(explain=True)
        self._started = time.monotonic()
        self._ends = self._started + seconds
        self._runs: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._found: dict[str, str] = {}

    def seeds(self) -> list[bytes]:
        """The samples, each behind the byte that chooses its format."""
        samples = harness.samples() | harness.inner_samples()
        return [bytes([self._kinds.index(kind)]) + data for kind in self._kinds for data in samples[kind]]

    def __call__(self, data: bytes) -> None:
        """One input; ends the process when the time is over."""
        if time.monotonic() > self._ends:
            self._finish()
        if not data:
            return
        kind = self._kinds[data[0] % len(self._kinds)]
        # Formats that take any bytes would crowd out those that are hard to get into.
        if self._runs[kind] > _MOST * (self._runs.total() + 1000) / len(self._kinds):
            return
        name, content = harness.wrapped(kind, data[1:])
        path = self._folder / name
        path.write_bytes(content)
        began = time.process_time()
        try:
            if kind == "parquet":
                codes = [harness.row_outcome(path, self._extract)]
            else:
                codes = harness.outcomes(path, self._extract)
        except Exception as error:
            codes = []
            frames = traceback.extract_tb(error.__traceback__)
            self._note(f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}", data)
        if time.process_time() - began > _SLOW:
            self._note(f"slow: {kind}", data)
        self._runs[kind] += 1
        self._codes.update(codes)

    def _note(self, what: str, data: bytes) -> None:
        if what in self._found:
            return
        self._findings.mkdir(parents=True, exist_ok=True)
        path = self._findings / f"{len(self._found) + 1}.bin"
        path.write_bytes(data)
        self._found[what] = f"{path}\n{traceback.format_exc()}"

    def _finish(self) -> None:
        seconds = time.monotonic() - self._started
        print(f"{self._runs.total()} executions in {seconds:.0f} s: {dict(self._runs.most_common())}")
        print(f"{self._codes.pop('', 0)} reports; errors: {dict(self._codes.most_common())}")
        for what, where in self._found.items():
            print(f"FOUND {what}: {where}")
        print(f"{len(self._found)} findings", flush=True)
        shutil.rmtree(self._folder)
        # The fuzzer's loop has no other end.
        os._exit(1 if self._found else 0)


def main() -> None:
    """Fuzz for so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cnreport-fuzz-") as name:
        folder = Path(name)
        fuzzer = Fuzzer(folder, options.findings.resolve(), 60 * options.minutes)
        seeds = folder / "seeds"
        seeds.mkdir()
        for number, data in enumerate(fuzzer.seeds()):
            (seeds / str(number)).write_bytes(data)
        words = folder / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in _WORDS.split(" ")), encoding="ascii")
        settings = {"max_len": _LONGEST, "rss_limit_mb": _MEMORY, "timeout": 300, "seed": options.seed, "verbosity": 0}
        arguments = [f"-{key}={value}" for key, value in settings.items()]
        atheris.Setup([sys.argv[0], *arguments, f"-dict={words}", f"-artifact_prefix={folder}/", str(seeds)], fuzzer)
        atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
