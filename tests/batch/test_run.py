from pathlib import Path

from cnreport.batch import run
from cnreport.errors import CnreportError
from cnreport.schema import Report
from cnreport.text import Source


def extract(source: Source) -> Report:
    if "除以零" in source.text:
        raise ZeroDivisionError("a fault")
    if "不合规" in source.text:
        raise CnreportError("no such article", code="refused")
    return Report(id=source.digest[:8], source=source.name)


def articles(folder: Path, *texts: str) -> list[str]:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def test_a_bad_article_stops_none_of_the_others(tmp_path: Path) -> None:
    paths = articles(tmp_path, "改造道路", "", "除以零", "不合规", "新增车位")
    results = list(run(paths, extract))
    assert [result.path for result in results] == paths
    assert [result.status for result in results] == ["ok", "failed", "failed", "failed", "ok"]
    assert [result.error.code for result in results if result.error] == ["is-empty", "internal", "refused"]
    assert [result.error.where for result in results if result.error] == paths[1:4]
    assert [result.report.source for result in results if result.report] == [paths[0], paths[4]]


def test_results_come_lazily_and_a_file_may_vanish_meanwhile(tmp_path: Path) -> None:
    paths = articles(tmp_path, "改造道路", "新增车位")
    results = run([*paths, str(tmp_path / "never.txt")], extract)
    assert next(results).status == "ok"
    Path(paths[1]).unlink()
    assert [result.error.code for result in results if result.error] == ["vanished", "not-found"]


def test_the_limit_reaches_the_reader(tmp_path: Path) -> None:
    (result,) = run(articles(tmp_path, "改造道路"), extract, limit=3)
    assert result.error is not None
    assert result.error.code == "too-large"
