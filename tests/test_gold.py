"""The development gold, where it lies beside the project: the scorer's figures do not fall below their floors."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import cnreport

SHARED = Path(__file__).parents[2] / "shared" / "eval"
GOLD = SHARED / "gold" / "dev"
FLOORS = {
    "speeches": 1.0,
    "speaker": 0.95,
    "headline": 0.95,
    "bylines": 0.95,
    "kinds": 0.93,
    "items": 0.9,
    "quantities": 0.98,
    "bound": 0.98,
    "change": 0.97,
    "of": 0.85,
    "action": 0.85,
    "deadlines": 0.9,
    "owners": 0.9,
    "grounding": 1.0,
}

pytestmark = pytest.mark.skipif(
    not (GOLD.is_dir() and (SHARED / "score.py").is_file()), reason="there is no ../shared/eval beside this checkout"
)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The figures of the pipeline as it is."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    pipeline = cnreport.load()
    output = tmp_path_factory.mktemp("gold") / "reports.jsonl"
    with output.open("w", encoding="utf-8") as lines:
        for path in sorted(GOLD.glob("*.txt")):
            source = cnreport.Source(path.read_bytes().decode("utf-8"), str(path))
            lines.write(pipeline(source).model_dump_json() + "\n")
    found: dict[str, float] = scorer.score(GOLD, output)[0]
    return found


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_figure_holds(figures: dict[str, float], figure: str, floor: float) -> None:
    assert figures[figure] >= floor
