"""A small article with an astral character and broken lines, its gold, and gold of any shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from cnreport.evaluation.parts import put_together, take_apart
from cnreport.evaluation.standoff import Gold, parse_gold
from cnreport.exchange.marks import Marked, mark
from cnreport.text import Source

TEXT = """云溪镇党委书记林远航：

一是改造道路。𠮷祥街改造道路1200
米，新增停车位约300个。停车难的问题仍然突出。
下一步，年底前由城建办、水务站新建公园2个，存疑之处再议。
"""


def spot(quoted: str) -> dict[str, Any]:
    start = TEXT.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def gold_data() -> dict[str, Any]:
    item = {**spot("一是改造道路。"), "ordinal": 1}
    return {
        "speeches": [{**spot(TEXT.rstrip()), "speaker": {"name": "林远航", "position": "党委书记"}}],
        "segments": [{**spot("存疑之处再议"), "kind": "debatable"}],
        "quantities": [
            {
                **spot("1200\n米"),
                "value": "1200",
                "unit": "米",
                "of": spot("道路1200")["start"] and {**spot("道路1200"), "end": spot("道路1200")["start"] + 2},
                "action": {**spot("改造道路1200"), "end": spot("改造道路1200")["start"] + 2},
            },
            {**spot("约300个"), "value": "300", "unit": "个", "bound": "about", "change": "up", "of": spot("停车位")},
            {**spot("2个"), "value": "2", "upper": "3", "bound": "range", "unit": "个", "of": spot("公园")},
        ],
        "records": [
            {
                **spot("𠮷祥街改造道路1200\n米"),
                "id": "r1",
                "kind": "achievement",
                "item": item,
                "location": spot("𠮷祥街"),
                "topic": "交通",
                "confidence": 0.5,
            },
            {**spot("新增停车位约300个"), "id": "r2", "kind": "achievement", "item": item, "action": spot("新增")},
            {**spot("停车难的问题仍然突出"), "id": "r3", "kind": "problem"},
            {
                **spot("年底前由城建办、水务站新建公园2个"),
                "id": "r7",
                "kind": "plan",
                "deadline": {**spot("年底前"), "value": "XXXX-12-31"},
                "owners": [spot("城建办"), spot("水务站")],
                "object": spot("公园"),
            },
        ],
    }


def whole(gold: Gold, source: Source) -> Gold:
    """The gold with the lists that follow from its records, as a person's review leaves it."""
    parts = take_apart(gold)
    quantities = tuple(sorted(parts.quantities, key=lambda one: (one.start, -one.end)))
    records = tuple(sorted(parts.records, key=lambda one: (one.start, -one.end)))
    parts = type(parts)(parts.speeches, records, quantities, parts.rest, True)
    return put_together(parts, source)


@pytest.fixture
def source() -> Source:
    return Source(TEXT, "镇/a.txt")


@pytest.fixture
def gold(source: Source) -> Gold:
    return whole(parse_gold(gold_data(), "a"), source)


@pytest.fixture
def article(gold: Gold, source: Source) -> Marked:
    return mark(gold, source)


@pytest.fixture
def folder(tmp_path: Path, gold: Gold) -> Path:
    """One article with its gold in a folder of its own, and one without."""
    below = tmp_path / "articles" / "镇"
    below.mkdir(parents=True)
    (below / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    (below / "a.gold.json").write_text(gold.to_json(), encoding="utf-8")
    (tmp_path / "articles" / "b.txt").write_text("全镇清理垃圾90吨。\n", encoding="utf-8")
    return tmp_path / "articles"


def written(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@st.composite
def marked_texts(draw: st.DrawFn) -> Marked:
    """Any text, of astral and combining characters and line ends too, with gold of any places in it."""
    text = draw(st.text("路桥𠮷👍🏽e\u0301 \n\r。，1", min_size=1, max_size=40)) + "。"
    source = Source(text, "x.txt")

    def place() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        return {"start": start, "end": draw(st.integers(start + 1, len(text)))}

    def some(count: int) -> range:
        return range(draw(st.integers(0, count)))

    def inside(around: dict[str, Any]) -> dict[str, Any]:
        start = draw(st.integers(around["start"], around["end"] - 1))
        return {"start": start, "end": draw(st.integers(start + 1, around["end"]))}

    records = []
    for number in some(4):
        around = place()
        kind = draw(st.sampled_from(["achievement", "problem", "plan"]))
        record = {**around, "id": f"r{number + 1}", "kind": kind, "object": inside(around), "action": inside(around)}
        if kind == "plan":
            record |= {"deadline": {**inside(around), "value": "2025"}}
        records.append(record)
    amounts = {(at["start"], at["end"]): at for at in (place() for _ in some(4))}
    quantities = [
        {**at, "value": str(number), "unit": "个", "of": place()} for number, at in enumerate(amounts.values())
    ]
    gold = parse_gold({"records": records, "quantities": quantities}, "x")
    return mark(whole(gold, source), source)
