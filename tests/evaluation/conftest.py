"""A small article with its gold, made by hand."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

TEXT = """云溪镇党委书记林远航：

一是改造道路。全镇改造道路1200米，新增停车位约300个。停车难的问题仍然突出。
下一步，年底前由城建办新建公园2个。
"""


def spot(quoted: str) -> dict[str, int]:
    start = TEXT.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def gold_data() -> dict[str, Any]:
    return {
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "chars": len(TEXT),
        "speeches": [
            {
                "start": 0,
                "end": len(TEXT) - 1,
                "speaker": {"name": "林远航", "position": "党委书记", "organization": "云溪镇"},
                "headline": None,
                "bylines": [],
            }
        ],
        "segments": [
            {**spot("一是改造道路。全镇改造道路1200米，新增停车位约300个"), "kind": "achievement"},
            {**spot("停车难的问题仍然突出"), "kind": "problem"},
            {**spot("年底前由城建办新建公园2个"), "kind": "plan"},
        ],
        "heads": [{**spot("一是改造道路。"), "kind": "achievement", "ordinal": 1}],
        "quantities": [
            quantity("1200米", "1200", "米", "道路", "改造道路1", change=None),
            quantity("约300个", "300", "个", "停车位", "新增", bound="about", change="up"),
            quantity("2个", "2", "个", "公园", "新建"),
        ],
        "deadlines": [{**spot("年底前"), "value": "XXXX-12-31"}],
        "owners": [spot("城建办")],
    }


def quantity(quoted: str, value: str, unit: str, of: str, action: str, **more: Any) -> dict[str, Any]:
    at = spot(action)
    fields = {"upper": None, "bound": "exact", "change": None, "optional": False}
    verb = {"start": at["start"], "end": at["start"] + 2}
    counted = spot(quoted)["start"]
    start = TEXT.rindex(of, 0, counted)
    return {
        **spot(quoted),
        **fields,
        "value": value,
        "unit": unit,
        "of": {"start": start, "end": start + len(of)},
        "action": verb,
        **more,
    }


@pytest.fixture
def data() -> dict[str, Any]:
    return gold_data()


@pytest.fixture
def folder(tmp_path: Path, data: dict[str, Any]) -> Path:
    """The article and its gold in a folder of their own."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "speech.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "gold" / "speech.gold.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "gold"
