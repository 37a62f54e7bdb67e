"""Looks for bytes that make anything else than reports or typed errors: ``python -m fuzz.fuzz_pipeline --minutes 10``.

Each format has a process of its own and an equal share of the time, or those that are hard to get into would be crowded
out by those that take any bytes. What is found is printed and kept in ``--findings``; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import shutil
import subprocess
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
_TOLD = 3000  # characters of what the fuzzer says when a library has crashed
_WORDS = (
    "一是 二是 （一） 一、 下一步 存在的问题 各位代表： 新建 改造 增长 不够 由 牵头 9月底前 2031年 12公里 近3万平方米 "
    "百分之五 以上 余 至 亿元 同比 。 ， ： ； “ ” 《 》 ② ％ 县长 （记者 \u3000 \r\n"
)


class Fuzzer:
    """Runs inputs of one format until the time is over; remembers one for each place where something was wrong."""

    def __init__(self, kind: str, folder: Path, findings: Path, seconds: float) -> None:
        self._kind = kind
        self._folder = folder
        self._findings = findings
        self._extract = cnreport.load(explain=True)
        self._started = time.monotonic()
        self._ends = self._started + seconds
        self._runs = 0
        self._codes: Counter[str] = Counter()
        self._found: dict[str, str] = {}

    def __call__(self, data: bytes) -> None:
        """One input; ends the process when the time is over."""
        if time.monotonic() > self._ends:
            self._finish()
        name, content = harness.wrapped(self._kind, data)
        path = self._folder / name
        path.write_bytes(content)
        began = time.process_time()
        codes = []
        try:
            if self._kind == "parquet":
                codes = [harness.row_outcome(path, self._extract)]
            else:
                codes = harness.outcomes(path, self._extract)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            self._note(f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}", data)
        if time.process_time() - began > _SLOW:
            self._note("slow", data)
        self._runs += 1
        self._codes.update(codes)

    def _note(self, what: str, data: bytes) -> None:
        if what in self._found:
            return
        path = self._findings / f"{self._kind.replace('/', '-')}-{len(self._found) + 1}.bin"
        path.write_bytes(data)
        self._found[what] = f"{path}\n{traceback.format_exc()}"

    def _finish(self) -> None:
        seconds = time.monotonic() - self._started
        errors = dict(self._codes.most_common())
        reports = errors.pop("", 0)
        print(f"{self._kind}: {self._runs} files in {seconds:.0f} s, {reports} reports; errors: {errors}")
        for what, where in self._found.items():
            print(f"FOUND {what}: {where}")
        sys.stdout.flush()
        shutil.rmtree(self._folder)
        # The fuzzer's loop has no other end.
        os._exit(1 if self._found else 0)


def main() -> None:
    """Fuzz every format, or one, for so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=harness.KINDS, help="this format alone")
    options = parser.parse_args()
    if options.kind:
        fuzz(options.kind, options.findings.resolve(), 60 * options.minutes, options.seed)
    share = options.minutes / len(harness.KINDS)
    failed = []
    for kind in harness.KINDS:
        command = [sys.executable, "-m", "fuzz.fuzz_pipeline", "--kind", kind, "--minutes", str(share)]
        command += ["--findings", str(options.findings), "--seed", str(options.seed)]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        if done.returncode:
            failed.append(kind)
        if done.returncode not in (0, 1):  # the process itself was brought down
            print(f"FOUND {kind}: ended with {done.returncode}\n{done.stderr[-_TOLD:]}", flush=True)
    print(f"something was found in: {', '.join(failed)}" if failed else "nothing was found")
    sys.exit(1 if failed else 0)


def fuzz(kind: str, findings: Path, seconds: float, seed: int) -> None:
    """Fuzz one format; the process ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="cnreport-fuzz-"))
    fuzzer = Fuzzer(kind, folder, findings, seconds)
    findings.mkdir(parents=True, exist_ok=True)
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, data in enumerate((harness.samples() | harness.inner_samples())[kind]):
        (seeds / str(number)).write_bytes(data)
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in _WORDS.split(" ")), encoding="ascii")
    settings = {"max_len": _LONGEST, "rss_limit_mb": _MEMORY, "timeout": 300, "seed": seed, "verbosity": 0}
    arguments = [f"-{key}={value}" for key, value in settings.items()]
    atheris.Setup([sys.argv[0], *arguments, f"-dict={words}", f"-artifact_prefix={findings}/", str(seeds)], fuzzer)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
