"""How fast a folder of articles becomes JSON Lines, beside what segmenting alone and other libraries take.

    python bench/throughput.py                     everything, in some ten minutes, on the annotated articles
    python bench/throughput.py FOLDER              on every .txt below FOLDER
    python bench/throughput.py --memory 0 --lengths 0       without the two long parts

All in one run on the same texts: the pipeline, `jieba.cut` and rjieba in this process (processor time of one core), the
peers of bench/peers.py, the cold start; the command with one worker and with two over 2,000 articles (wall time, from
start to end); the memory of a worker over 20,000 short articles; articles from 1 kB to 50 MB. At the end, the goals.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import NamedTuple

import cold_start
from peers import timed
from quantities import first_lines, tell, tell_peers

import cnreport
from cnreport.native import is_compiled

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "cnreport", "extract"]
SHORT = "全镇改造道路{}公里，新增停车位300个。\n存在的问题是停车难。\n下一步，年底前改造老旧小区20个。\n"
SAMPLES = 5
RUNS = 3
PEER_CHARACTERS = 20_000
# One article, again and again until there is something to measure, in a process of its own: seconds of processor time
# each, peak memory in MiB.
ONE_ARTICLE = """
import sys
from pathlib import Path
from time import process_time
import cnreport
text = Path(sys.argv[1]).read_text(encoding="utf-8")
times = max(1, 100_000 // len(text))
pipeline = cnreport.load()
pipeline("下一步，改造老旧小区20个。").model_dump_json()
started = process_time()
for _ in range(times):
    pipeline(text).model_dump_json()
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print((process_time() - started) / times, int(peak) / 1024)
"""


class Goals:
    """What is wanted and what was measured."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, what: str, measured: float, *, least: float | None = None, most: float | None = None) -> None:
        met = (least is None or measured >= least) and (most is None or measured <= most)
        wanted = f"at least {least:g}" if least is not None else f"at most {most:g}"
        self._lines.append(f"{what:<64}{measured:>9,.2f}   {wanted:<15}{'met' if met else 'MISSED'}")

    def tell(self) -> None:
        print("goals")
        print("\n".join(self._lines), flush=True)


def read(folder: Path | None) -> list[str]:
    """The texts of ``folder``, or of the annotated articles without their markup."""
    if folder:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    from cnreport.evaluation.markup import parse_markup

    paths = sorted((ROOT / "corpora" / "annotated").glob("*.xml"))
    return [parse_markup(path.read_text(encoding="utf-8"))[0] for path in paths]


def write(folder: Path, texts: Iterator[str] | list[str], articles: int) -> int:
    """So many articles in ``folder``, the texts again and again with a number before each; how many characters."""
    texts = list(texts)
    folder.mkdir()
    characters = 0
    for number in range(articles):
        text = f"第{number}期\n{texts[number % len(texts)]}"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def resident(process: int, field: str) -> int:
    """A field of the process's memory in MiB: VmRSS is what it has now, VmHWM the most it ever had."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) // 1024
    return 0


class Taken(NamedTuple):
    """What a run took: seconds by the clock and of all processors; in MiB, of the largest worker and the supervisor."""

    seconds: float
    processors: float
    peak: int
    supervisor: int
    course: list[int]


def extract(folder: Path, workers: int) -> Taken:
    """The command over ``folder``."""
    output = folder.with_suffix(f".{workers}.jsonl")
    peak = supervisor = 0
    course: list[int] = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = perf_counter()
    command = [*COMMAND, str(folder), "-o", str(output), "--workers", str(workers)]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def look() -> None:
        nonlocal peak, supervisor
        while run.poll() is None:
            with suppress(OSError):
                children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii").split()
                supervisor = max(supervisor, resident(run.pid, "VmHWM"))
                peak = max([peak, *(resident(int(child), "VmHWM") for child in children)])
                course.append(max((resident(int(child), "VmRSS") for child in children), default=0))
            sleep(0.2)

    watcher = threading.Thread(target=look)
    watcher.start()
    code = run.wait()
    seconds = perf_counter() - started
    watcher.join()
    if code:
        raise SystemExit(f"{' '.join(command)} ended with exit code {code}")
    output.unlink()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processors = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(seconds, processors, peak, supervisor, course)


def one_core(name: str, texts: list[str], work: Callable[[str], object], ours: float | None = None) -> float:
    """Prints, and gives, the characters a second of processor time, the best of a few runs."""
    work(texts[0][:1000])
    best = float("inf")
    for _ in range(RUNS):
        started = process_time()
        for text in texts:
            work(text)
        best = min(best, process_time() - started)
    rate = sum(map(len, texts)) / best
    ratio = f"   cnreport is {ours / rate:.2f} times as fast" if ours else ""
    print(f"{name:<28}{rate:>12,.0f} characters/s{ratio}", flush=True)
    return rate


def segmenters(texts: list[str], goals: Goals) -> None:
    """The pipeline from text to JSON, and what only segments, on one core."""
    pipeline = cnreport.load()
    ours = one_core("cnreport, text to JSON", texts, lambda text: pipeline(text).model_dump_json())
    import jieba
    import rjieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    cut = one_core("jieba.cut alone", texts, lambda text: list(jieba.cut(text)), ours)
    one_core("rjieba alone", texts, rjieba.Jieba().cut, ours)
    goals.add("times as fast as jieba.cut, on one core", ours / cut, least=1)


def peers(texts: list[str]) -> None:
    """Other libraries on the first characters, line by line; they find amounts only."""
    lines = first_lines(texts, PEER_CHARACTERS)
    size = sum(map(len, lines))
    print(f"peers, on {size:,} characters line by line; they find amounts, no records")
    pipeline = cnreport.load()
    # A line that is nothing but Latin letters is no article: the full stop makes it one.
    whole = timed(lambda line: [pipeline(f"改{line}。").model_dump_json()], lines)
    ours = tell("cnreport, text to JSON", size, whole)
    tell("cnreport, amounts alone", size, timed(cnreport.extract_quantities, lines))
    tell_peers(lines, ours)


def runs(folder: Path, texts: list[str], articles: int, goals: Goals) -> None:
    """One worker against two."""
    characters = write(folder, texts, articles)
    print(f"{articles:,} articles, {characters:,} characters: cnreport extract FOLDER -o OUT, wall time")
    print("(besides: processor time of all processes, which tells on a machine that has others to serve)")
    alone, peak = 0.0, 0
    for workers in (1, 2):
        taken = extract(folder, workers)
        alone, peak = alone or taken.seconds, max(peak, taken.peak)
        print(
            f"{workers} worker{'s'[: workers - 1]:<20}{characters / taken.seconds:>12,.0f} characters/s"
            f"{articles / taken.seconds:>8,.1f} articles/s{alone / taken.seconds:>6.2f} times"
            f"{taken.processors:>8.1f} s of processors{taken.peak:>6} MiB a worker{taken.supervisor:>5} MiB besides",
            flush=True,
        )
    goals.add(f"times as fast with 2 workers as with 1, {articles:,} articles", alone / taken.seconds, least=1.8)
    goals.add("MiB, the largest worker", peak, most=250)


def memory(folder: Path, articles: int, goals: Goals) -> None:
    """Whether a worker's memory stays what it is."""
    write(folder, [SHORT], articles)
    taken = extract(folder, 2)
    points = [taken.course[len(taken.course) * part // (SAMPLES + 1)] for part in range(1, SAMPLES + 1)]
    shown = ", ".join(map(str, points))
    print(
        f"{articles:,} short articles, 2 workers, {taken.seconds:.0f} s: {shown} MiB a worker as time goes by, "
        f"at most {taken.peak}; the supervisor at most {taken.supervisor}",
        flush=True,
    )
    goals.add(f"times a worker's memory grows over {articles:,} articles", points[-1] / points[0], most=1.1)


def lengths(folder: Path, texts: list[str], megabytes: int, goals: Goals) -> None:
    """Whether time and memory grow as the article does."""
    folder.mkdir()
    whole = "\n".join(texts).encode()
    sizes = [size for size in (10**3, 10**4, 10**5, 10**6, 10**7) if size < megabytes * 10**6] + [megabytes * 10**6]
    rates = []
    print("one article, processor time and memory of a process of its own")
    for size in sizes:
        text = (whole * (size // len(whole) + 1))[:size].decode(errors="ignore")
        path = folder / "article.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", ONE_ARTICLE, str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, peak = map(float, told.split())
        rates.append(len(text) / seconds)
        print(f"{size:>12,} bytes{rates[-1]:>12,.0f} characters/s{peak:>8,.0f} MiB", flush=True)
    # Were the time to grow by the square, the last would be thousands of times slower.
    goals.add(f"times slower a character: 1 kB against {megabytes} MB", rates[0] / rates[-1], most=1.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=2000, help="in the runs with one and two workers; 2000")
    parser.add_argument("--memory", type=int, metavar="ARTICLES", default=20_000, help="short articles; 20000")
    parser.add_argument("--lengths", type=int, metavar="MEGABYTES", default=50, help="the longest article; 50")
    arguments = parser.parse_args()
    texts = read(arguments.folder)
    goals = Goals()
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; {os.cpu_count()} processors, ", end="")
    print(f"load {os.getloadavg()[0]:.1f} before the run; cnreport is {'compiled' if is_compiled() else 'pure Python'}")
    segmenters(texts, goals)
    peers(texts)
    cold_start.main()
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        runs(top / "articles", texts, arguments.articles, goals)
        if arguments.memory:
            memory(top / "short", arguments.memory, goals)
        if arguments.lengths:
            lengths(top / "lengths", texts, arguments.lengths, goals)
    print(f"load {os.getloadavg()[0]:.1f} after the run")
    goals.tell()


if __name__ == "__main__":
    main()
