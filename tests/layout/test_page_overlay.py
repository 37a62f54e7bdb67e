"""The overlay of a page holds for that page only, also where two are laid out at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from cnreport.layout import lay_out
from cnreport.layout.overlay import current_overlay, laid_over
from cnreport.rules import read_overlay
from cnreport.text import Source

PAGE = Source("云溪镇片区统筹林远航：\n\n今年改造小区30个，修建道路20公里，群众满意度提升。\n")
OVERLAY = read_overlay({"titles": [{"id": "my", "kind": "office", "names": ["片区统筹"]}]})


def speaker(overlaid: bool) -> str:
    (speech,) = lay_out(PAGE, overlay=OVERLAY if overlaid else None).speeches
    return speech.speaker.position if speech.speaker else ""


def test_an_overlay_ends_with_its_page() -> None:
    assert [speaker(overlaid) for overlaid in (False, True, False)] == ["", "片区统筹", ""]
    assert current_overlay() is None


def test_each_thread_has_its_own() -> None:
    together = Barrier(2)

    def work(overlaid: bool) -> str:
        with laid_over(OVERLAY if overlaid else None):
            together.wait(10)
            return speaker(overlaid)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, (True, False))) == ["片区统筹", ""]
