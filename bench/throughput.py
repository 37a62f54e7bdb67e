"""How fast a folder of articles becomes JSON Lines, beside what segmenting alone and other libraries take.

    python bench/throughput.py                     the annotated articles, varied until there are 2,000
    python bench/throughput.py FOLDER              every .txt below FOLDER, varied likewise
    python bench/throughput.py --memory 20000      besides, the memory of a worker over so many short articles
    python bench/throughput.py --lengths 50        besides, articles from 1 kB to 50 MB

All in one run on the same texts: the command with one worker and with two (wall time, from start to end), the pipeline,
`jieba.cut` and rjieba in this process (processor time of one core), the peers that are installed (see
bench/quantities.py), the memory of a worker, the cold start.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import NamedTuple

from quantities import PEERS, measure

import cnreport

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "from cnreport.cli import main; main()", "extract"]
SHORT = "全镇改造道路{}公里，新增停车位300个。\n存在的问题是停车难。\n下一步，年底前改造老旧小区20个。\n"
SAMPLES = 5
STARTS = 5
PEER_CHARACTERS = 20_000
# One article of so many bytes, in a process of its own: seconds of processor time, peak memory in MiB.
ONE_ARTICLE = """
import sys
from pathlib import Path
from time import process_time
import cnreport
text = Path(sys.argv[1]).read_text(encoding="utf-8")
pipeline = cnreport.load()
pipeline("下一步，改造老旧小区20个。").model_dump_json()
started = process_time()
pipeline(text).model_dump_json()
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(process_time() - started, int(peak) / 1024)
"""


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
    """What a run took: seconds by the clock, seconds of all processors; the workers' memory in MiB."""

    seconds: float
    processors: float
    peak: int
    course: list[int]


def extract(folder: Path, workers: int) -> Taken:
    """The command over ``folder``."""
    output = folder.with_suffix(f".{workers}.jsonl")
    peak, course = 0, []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = perf_counter()
    command = [*COMMAND, str(folder), "-o", str(output), "--workers", str(workers)]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def look() -> None:
        nonlocal peak
        while run.poll() is None:
            with suppress(OSError):
                children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii").split()
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
    return Taken(seconds, processors, peak, course)


def one_core(name: str, texts: list[str], work: Callable[[str], object], ours: float | None) -> float:
    work(texts[0][:1000])
    started = process_time()
    for text in texts:
        work(text)
    rate = sum(map(len, texts)) / (process_time() - started)
    ratio = f"   cnreport is {ours / rate:.2f} times as fast" if ours else ""
    print(f"{name:<28}{rate:>12,.0f} characters/s{ratio}", flush=True)
    return rate


def segmenters(texts: list[str]) -> None:
    """The pipeline from text to JSON, and what only segments, on one core."""
    pipeline = cnreport.load()
    ours = one_core("cnreport, text to JSON", texts, lambda text: pipeline(text).model_dump_json(), None)
    import jieba
    import rjieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    one_core("jieba.cut alone", texts, lambda text: list(jieba.cut(text)), ours)
    one_core("rjieba alone", texts, rjieba.Jieba().cut, ours)


def peers(texts: list[str]) -> None:
    """Other libraries on the first characters, line by line; they find amounts only."""
    lines: list[str] = []
    size = 0
    for line in "\n".join(texts).splitlines():
        if line.strip() and size < PEER_CHARACTERS:
            lines.append(line)
            size += len(line)
    print(f"peers, on {size:,} characters line by line; they find amounts, no records")
    pipeline = cnreport.load()
    ours = measure("cnreport, text to JSON", lambda text: [pipeline(f"{text}。").model_dump_json()], lines, None)
    for name, make in PEERS.items():
        try:
            find = make()
        except ImportError as error:
            print(f"{name:<28}not installed ({error})")
            continue
        measure(name, find, lines, ours)


def cold_start() -> float:
    """Seconds that `cnreport extract` takes for one article, the median."""
    article = ROOT / "examples" / "articles" / "county-report.txt"
    took = []
    for _ in range(STARTS):
        started = perf_counter()
        subprocess.run([*COMMAND, str(article)], check=True, capture_output=True)
        took.append(perf_counter() - started)
    return statistics.median(took)


def runs(folder: Path, texts: list[str], articles: int) -> None:
    """One worker against two."""
    characters = write(folder, texts, articles)
    print(f"{articles:,} articles, {characters:,} characters: cnreport extract FOLDER -o OUT, wall time")
    print("(besides: processor time of all processes, which tells on a machine that has others to serve)")
    alone = 0.0
    for workers in (1, 2):
        seconds, processors, peak, _ = extract(folder, workers)
        alone = alone or seconds
        print(
            f"{workers} worker{'s'[: workers - 1]:<20}{characters / seconds:>12,.0f} characters/s"
            f"{articles / seconds:>8,.1f} articles/s{alone / seconds:>6.2f} times"
            f"{processors:>8.1f} s of processors{peak:>6} MiB a worker",
            flush=True,
        )


def memory(folder: Path, articles: int) -> None:
    """Whether a worker's memory stays what it is."""
    write(folder, [SHORT], articles)
    seconds, _, peak, course = extract(folder, 2)
    points = [course[len(course) * part // (SAMPLES + 1)] for part in range(1, SAMPLES + 1)]
    shown = ", ".join(map(str, points))
    print(
        f"{articles:,} short articles, 2 workers, {seconds:.0f} s: {shown} MiB a worker as time goes by, at most {peak}"
    )


def lengths(folder: Path, texts: list[str], megabytes: int) -> None:
    """Whether time and memory grow as the article does."""
    folder.mkdir()
    whole = "\n".join(texts).encode()
    sizes = [size for size in (10**3, 10**4, 10**5, 10**6, 10**7) if size < megabytes * 10**6] + [megabytes * 10**6]
    for size in sizes:
        text = (whole * (size // len(whole) + 1))[:size].decode(errors="ignore")
        path = folder / "article.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", ONE_ARTICLE, str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, peak = map(float, told.split())
        print(f"{size:>12,} bytes{len(text) / seconds:>12,.0f} characters/s{peak:>8,.0f} MiB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=2000, help="in the runs with one and two workers")
    parser.add_argument("--memory", type=int, metavar="ARTICLES", help="besides, so many short articles")
    parser.add_argument("--lengths", type=int, metavar="MEGABYTES", help="besides, articles up to this length")
    arguments = parser.parse_args()
    texts = read(arguments.folder)
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; {os.cpu_count()} processors, ", end="")
    print(f"load {os.getloadavg()[0]:.1f} before the run")
    segmenters(texts)
    peers(texts)
    print(f"cold start, one article     {cold_start():>12.2f} s")
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        runs(top / "articles", texts, arguments.articles)
        if arguments.memory:
            memory(top / "short", arguments.memory)
        if arguments.lengths:
            lengths(top / "lengths", texts, arguments.lengths)
    print(f"load {os.getloadavg()[0]:.1f} after the run")


if __name__ == "__main__":
    main()
