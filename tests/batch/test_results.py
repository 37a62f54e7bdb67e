import os
import pickle
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_stand_ins import Broken, StandIn

from cnreport.batch import Result, Settings, stream
from cnreport.errors import CnreportError, TokenizerError
from cnreport.reading import find_articles
from cnreport.schema import Report
from cnreport.text import Source


def sources(*texts: str) -> list[Source]:
    return [Source(text, f"{number}.txt") for number, text in enumerate(texts)]


def codes(results: list[Result]) -> list[str | None]:
    return [result.errors[0].code if result.errors else None for result in results]


def children() -> int:
    return len(subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, check=False).stdout.split())


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_results_come_in_order_whatever_the_number_of_workers(workers: int) -> None:
    given = sources(*(("稍慢" if number % 7 == 0 else "道路") + str(number) for number in range(60)))
    results = list(stream(given, StandIn(), workers=workers))
    assert [result.source for result in results] == [source.name for source in given]
    assert results == list(stream(given, StandIn()))
    assert all(
        result.report and result.report.id == source.digest[:12] for result, source in zip(results, given, strict=True)
    )


@pytest.mark.parametrize("workers", [0, 2])
def test_a_bad_article_stops_none_of_the_others(workers: int) -> None:
    results = list(stream(sources("道路", "出错", "车位", "拒绝", "绿地"), StandIn(), workers=workers))
    assert codes(results) == [None, "internal", None, "refused", None]
    assert [result.status for result in results] == ["ok", "failed", "ok", "failed", "ok"]
    assert [result.errors[0].where for result in results if result.errors] == ["1.txt", "3.txt"]
    assert "ZeroDivisionError: by zero" in str(results[1].errors[0])
    assert results[1].report is None


def test_a_worker_that_dies_costs_its_article_only() -> None:
    texts = ["崩溃" if number in (0, 9, 10, 29) else f"道路{number}" for number in range(30)]
    texts[20] = "退出"
    results = list(stream(sources(*texts), StandIn(), workers=2))
    assert [number for number, result in enumerate(results) if result.errors] == [0, 9, 10, 20, 29]
    assert set(codes(results)) == {None, "worker-died"}
    assert "was ended by SIGSEGV" in results[0].errors[0].message
    assert "ended with exit code 7" in results[20].errors[0].message


def test_a_worker_that_hangs_costs_its_article_only() -> None:
    started = time.monotonic()
    results = list(stream(sources("道路", "停住", "车位", "停住", "绿地"), StandIn(), workers=2, timeout=1))
    assert codes(results) == [None, "timeout", None, "timeout", None]
    assert "1 s" in results[1].errors[0].message
    assert time.monotonic() - started < 30


def test_a_slow_consumer_makes_no_article_late() -> None:
    results = stream(sources(*"甲乙丙丁"), StandIn(), workers=2, timeout=1)
    assert next(results).status == "ok"
    time.sleep(1.5)
    assert [result.status for result in results] == ["ok"] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are tested on Linux")
def test_a_worker_that_takes_too_much_memory_loses_its_article_and_lives() -> None:
    results = list(stream(sources("道路", "占用", "车位"), StandIn(), workers=1, memory=200))
    assert codes(results) == [None, "out-of-memory", None]


def test_what_a_worker_prints_does_no_harm(capfd: pytest.CaptureFixture[str]) -> None:
    assert codes(list(stream(sources("打印", "道路"), StandIn(), workers=1))) == [None, None]
    told = capfd.readouterr()
    assert "neither is this" in told.err
    assert told.out == ""


def test_articles_are_asked_for_as_they_are_needed() -> None:
    asked = 0

    def endless() -> Iterator[Source]:
        nonlocal asked
        while True:
            asked += 1
            yield Source(f"道路{asked}", str(asked))

    results = stream(endless(), StandIn(), workers=2)
    for _ in range(5):
        next(results)
    assert asked < 60
    results.close()  # type: ignore[attr-defined]


def test_one_slow_article_bounds_what_is_held() -> None:
    asked = 0

    def many() -> Iterator[Source]:
        nonlocal asked
        yield Source("停住", "0")
        for number in range(1, 2000):
            asked += 1
            yield Source(f"道路{number}", str(number))

    results = stream(many(), StandIn(), workers=2, timeout=2)
    assert next(results).errors[0].code == "timeout"
    assert asked < 60
    assert sum(1 for _ in results) == 1999


def test_no_process_is_left_when_nobody_wants_more(tmp_path: Path) -> None:
    before = children()
    results = stream(sources("道路", "停住", "车位"), StandIn(), workers=2)
    next(results)
    assert children() > before
    results.close()  # type: ignore[attr-defined]
    assert children() == before


def test_a_source_of_articles_that_fails_is_heard() -> None:
    def failing() -> Iterator[Source]:
        yield Source("道路", "0")
        raise RuntimeError("the listing broke")

    with pytest.raises(RuntimeError, match="the listing broke"):
        list(stream(failing(), StandIn(), workers=2))


def test_a_pipeline_that_cannot_be_built_is_said_once() -> None:
    with pytest.raises(TokenizerError) as caught:
        list(stream(sources("道路"), Broken(), workers=2))
    assert caught.value.code == "unknown-tokenizer"
    for how, reason in (("fault", "ZeroDivisionError"), ("death", "was ended by SIGKILL")):
        with pytest.raises(CnreportError, match=reason) as other:
            list(stream(sources("道路"), Broken(how=how), workers=2))
        assert other.value.code == "worker-start"


def test_settings_that_cannot_be_sent_are_said() -> None:
    class Local(Report):
        pass

    with pytest.raises(CnreportError, match="cannot be sent") as caught:
        list(stream(sources("道路"), Settings(record_types=(Local,)), workers=1))
    assert caught.value.code == "worker-start"


def test_nothing_is_started_for_nothing() -> None:
    assert list(stream([], Broken(how="death"), workers=2)) == []
    assert list(stream([], Broken(how="death"))) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the open files of a process are told by Linux")
def test_no_file_is_left_open(tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text('{"text": "道路"}\n' * 3, encoding="utf-8")

    def is_open() -> bool:
        return any(entry.resolve() == table for entry in Path("/proc/self/fd").iterdir())

    results = stream(find_articles([str(table)]), StandIn())
    assert next(results).status == "ok"
    assert is_open()
    assert len(list(results)) == 2
    assert not is_open()


def test_results_can_be_pickled_and_compared() -> None:
    (result,) = stream(sources("出错"), StandIn())
    again = pickle.loads(pickle.dumps(result))
    assert (again.status, again.source, str(again.errors[0])) == ("failed", "0.txt", str(result.errors[0]))


def test_a_script_needs_no_guard_for_its_main_part(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
            import cnreport
            pipeline = cnreport.load(date="2031-01-08")
            texts = ["下一步，年底前改造老旧小区20个。", "下一步，新增停车位300个。"]
            for result in pipeline.stream([cnreport.Source(text, "x") for text in texts], workers=2):
                print(result.status, result.report.speeches[0].records[0].kind)
        """),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == ("", "ok plan\nok plan\n")


def test_a_worker_does_not_outlive_its_supervisor(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(f"""
            import os, signal, subprocess, sys
            sys.path.insert(0, {str(Path(__file__).parent)!r})
            from batch_stand_ins import StandIn
            from cnreport.batch import stream
            from cnreport.text import Source
            results = stream([Source("道路", "0"), Source("停住", "1")], StandIn(), workers=1)
            next(results)
            subprocess.run(["pgrep", "-P", str(os.getpid()), "python"], stdout=open("workers", "w"))
            os.kill(os.getpid(), signal.SIGKILL)
        """),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    (worker,) = (tmp_path / "workers").read_text().split()
    until = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()
