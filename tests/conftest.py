"""Fixtures that several rooms share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from cnreport.schema import Achievement, Deadline, Item, Mention, Plan, Problem, Quantity, Report, Speaker, Speech
from cnreport.text import Source

if TYPE_CHECKING:
    from tests.writing.server import Server

# The same examples on every run; the machine's load decides no test.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ARTICLE = """云溪镇党委书记林远航：

一是改造道路。全镇改造道路1200米。
存在的问题是停车难突出。
年底前由城建办负责新增停车位300个。
"""


def mention(text: str, quoted: str) -> Mention:
    start = text.index(quoted)
    return Mention(text=quoted, start=start, end=start + len(quoted))


def quantity(text: str, quoted: str, value: str, unit: str, of: str) -> Quantity:
    place = mention(text, quoted)
    return Quantity(
        text=quoted,
        start=place.start,
        end=place.end,
        value=Decimal(value),
        unit=unit,
        dimension="count",
        of=mention(text, of),
    )


class StubPipeline:
    """A pipeline that knows one article by heart, and gives any other a report without speeches."""

    def __call__(self, article: str | Source) -> Report:
        source = article if isinstance(article, Source) else Source(article)
        text = source.text
        if "此处出错" in text:
            raise ZeroDivisionError("a fault")
        if text != ARTICLE:
            return Report(id=source.digest[:12], source=source.name)
        records = [
            Achievement(
                id="a1",
                **self.clause("全镇改造道路1200米"),
                item=Item(ordinal=1, heading=mention(text, "一是改造道路。")),
                action=mention(text, "改造"),
                object=mention(text, "道路"),
                quantities=[quantity(text, "1200米", "1200", "米", "道路")],
            ),
            Problem(id="p1", **self.clause("停车难突出")),
            Plan(
                id="n1",
                **self.clause("年底前由城建办负责新增停车位300个"),
                action=mention(text, "新增"),
                object=mention(text, "停车位"),
                deadline=Deadline(**mention(text, "年底前").model_dump(), value="XXXX-12-31"),
                owners=[mention(text, "城建办")],
                quantities=[quantity(text, "300个", "300", "个", "停车位")],
            ),
        ]
        speaker = Speaker(name="林远航", position="党委书记", organization="云溪镇")
        speech = Speech(id="s1", start=0, end=len(text), speaker=speaker, records=records)
        return Report(id=source.digest[:12], source=source.name, speeches=[speech])

    def clause(self, quoted: str) -> dict[str, object]:
        return {**mention(ARTICLE, quoted).model_dump(), "confidence": 0.9}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A good article in a file of its own."""
    path = tmp_path / "good.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def stub_pipeline(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Replaces the pipeline for tests of what stands around it; holds the keywords that ``load`` was called with."""
    seen: dict[str, object] = {}

    def load(**keywords: object) -> StubPipeline:
        seen.update(keywords)
        return StubPipeline()

    module = ModuleType("cnreport.pipeline")
    module.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cnreport.pipeline", module)
    return seen


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium, driven by playwright: one for all rooms, because a process can drive one only."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs the package playwright: pip install playwright")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("needs Chromium and a Chinese font: apt-get install chromium fonts-noto-cjk")
    with driver.sync_playwright() as playwright:
        # Chromium does not start its sandbox as root, which a container's user often is.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the module's own."""
    from tests.writing.server import Server  # with its driver, which few tests need

    server = Server()
    yield server
    server.remove()
