"""The data card says what the corpus holds."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

CORPORA = Path(__file__).parents[2] / "corpora"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("count_tags", CORPORA / "count_tags.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_card_has_the_table_of_today(script: ModuleType) -> None:
    card = (CORPORA / "README.md").read_text(encoding="utf-8")
    assert "\n".join(script.table()) in card


def test_tags_are_counted_by_genre(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page-01.xml").write_text('<speech><A>修路<q v="2" u="条">2条</q>。</A><X>下一步，</X></speech>')
    (tmp_path / "gwr-01.xml").write_text("<speech><N><own>水务局</own>负责。</N></speech>")
    monkeypatch.setattr(script, "CORPUS", tmp_path)
    lines = list(script.table())
    assert lines[2].endswith("| 1 | 1 | 2 | 0 | 1 | 0 | 0 |")
    assert lines[-1] == "| all | about 0 characters | 2 | 2 | 3 | 0 | 1 | 0 | 1 |"


def test_an_article_of_no_known_genre_is_an_error(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "poem-01.xml").write_text("<speech>山高水长。</speech>")
    monkeypatch.setattr(script, "CORPUS", tmp_path)
    with pytest.raises(ValueError, match="1 articles are of no genre"):
        list(script.table())
