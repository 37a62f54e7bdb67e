"""A real browser, and reports made by hand whose pages it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cnreport.schema import (
    Achievement,
    Deadline,
    Item,
    Mention,
    Plan,
    Problem,
    Quantity,
    Region,
    Report,
    Speaker,
    Speech,
)
from cnreport.writing.page import render

TEXT = """白石市两区谈治理

青柳区委书记孟远舟：
改路见实效
一是改造道路。𠮷祥街改造道路1200
米，新增停车位约300个。
存在停车难的问题。
年底前由城建办新建公园2个。

松岗区区长岳知行：
清理垃圾90吨。下一步种植树木500棵。
全文完
"""


def place(quoted: str, text: str = TEXT) -> dict[str, Any]:
    """The quotation without its line breaks, and where it stands."""
    start = text.index(quoted)
    return {"text": quoted.replace("\n", ""), "start": start, "end": start + len(quoted)}


def mention(quoted: str, text: str = TEXT) -> Mention:
    return Mention(**place(quoted, text))


def amount(quoted: str, value: str, unit: str, of: str, **more: Any) -> Quantity:
    return Quantity.model_validate(
        {**place(quoted), "value": value, "unit": unit, "dimension": "count", "of": place(of), **more}
    )


def two_speeches() -> Report:
    item = Item(ordinal=1, heading=mention("一是改造道路。"))
    first = [
        Achievement(
            id="1",
            **place("𠮷祥街改造道路1200\n米"),
            item=item,
            action=mention("改造"),
            object=mention("道路"),
            location=mention("𠮷祥街"),
            topic="交通",
            confidence=0.9,
            quantities=[amount("1200\n米", "1200", "米", "道路", dimension="length")],
        ),
        Achievement(
            id="2",
            **place("新增停车位约300个"),
            item=item,
            action=mention("新增"),
            object=mention("停车位"),
            topic="交通",
            confidence=0.9,
            quantities=[amount("约300个", "300", "个", "停车位", bound="about")],
        ),
        Problem(id="3", **place("停车难"), topic="城建", confidence=0.8),
        Plan(
            id="4",
            **place("年底前由城建办新建公园2个"),
            action=mention("新建"),
            object=mention("公园"),
            deadline=Deadline(**place("年底前"), value="XXXX-12-31"),
            owners=[mention("城建办")],
            confidence=0.9,
            quantities=[amount("2个", "2", "个", "公园")],
        ),
    ]
    second = [
        Achievement(id="5", **place("清理垃圾90吨"), action=mention("清理"), object=mention("垃圾"), confidence=1),
        Plan(id="6", **place("种植树木500棵"), action=mention("种植"), object=mention("树木"), confidence=1),
    ]
    cut = TEXT.index("松岗")
    return Report(
        id="cafe0123",
        source="白石.txt",
        title="白石市两区谈治理",
        text=TEXT,
        speeches=[
            Speech(
                id="s1",
                start=TEXT.index("青柳"),
                end=cut,
                speaker=Speaker(
                    name="孟远舟",
                    position="区委书记",
                    organization="青柳区",
                    region=Region(name="青柳区", path=["白石市", "青柳区"], type="county"),
                ),
                headline=mention("改路见实效"),
                records=first,
            ),
            Speech(
                id="s2",
                start=cut,
                end=TEXT.index("全文完"),
                speaker=Speaker(name="岳知行", position="区长", organization="松岗区"),
                records=second,
                quantities=[amount("90吨", "90", "吨", "垃圾", dimension="mass")],
            ),
        ],
    )


@pytest.fixture
def report() -> Report:
    return two_speeches()


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a report's page, or a file, in a window of the given width.

    In the end nothing may have been complained about on the console, and no request may have been tried but for files.
    """
    contexts = []
    complaints: list[str] = []
    requests: list[str] = []

    def opened(what: Report | Path, width: int = 1280, height: int = 800, **options: Any) -> Any:
        path = what
        if isinstance(what, Report):
            path = tmp_path / f"page-{len(contexts)}.html"
            path.write_text(render(what), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(5000)
        window.on("console", lambda message: complaints.append(message.text))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        window.on("request", lambda request: requests.append(request.url))
        window.goto(Path(str(path)).as_uri())
        return window

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
