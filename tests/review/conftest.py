"""A folder to review, its server in this process and as a program, and a real browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cnreport
from cnreport.pipeline import Pipeline, load

ARTICLE = """云溪镇党委书记林远航：

过去一年，全镇改造道路1200米，新增停车位约300个。停车难的问题仍然突出。
下一步，年底前由城建办新建公园2个。
"""
SECOND = "松岗镇镇长岳知行：\n\n全镇清理垃圾90吨。\n"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load()


def fill(folder: Path) -> Path:
    """Some articles, and a table, which cannot be reviewed."""
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    (folder / "d.txt").write_text(SECOND, encoding="utf-8")
    (folder / "rows.jsonl").write_text('{"text": "清理垃圾9吨。"}\n', encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "articles")


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("served") / "articles")


@pytest.fixture(scope="session")
def served(served_folder: Path) -> Iterator[str]:
    """The address that ``cnreport review`` prints, as a program of its own; Ctrl-C ends it."""
    code = "from cnreport.cli.review import command; command()"
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, str(served_folder), "--port", "0"],
        cwd=Path(cnreport.__file__).parents[1],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(3)]
    found = re.search(r"http://\S+", "".join(lines))
    assert found, lines
    yield found.group()
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=20)[1]
    assert (process.returncode, rest) == (130, "")


@pytest.fixture
def window(chromium: Any, served: str) -> Iterator[Any]:
    """The list of articles in a window. Nothing may be complained about, no other host asked."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    requests: list[str] = []
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(served)
    yield page
    context.close()
    # Chromium itself writes down what the server refuses.
    assert [one for one in complaints if "status of 422" not in one] == []
    host = served.partition("/?")[0]
    assert [url for url in requests if not url.startswith(host)] == []
