"""Reviewing in a real browser, on the real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cnreport.evaluation.folder import read_gold_article
from cnreport.evaluation.scores import Scorer
from cnreport.pipeline import Pipeline
from tests.review.conftest import ARTICLE

SELECT = """([quoted]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = []; let all = "";
  while (walker.nextNode()) { nodes.push([walker.currentNode, all.length]); all += walker.currentNode.data; }
  const at = all.indexOf(quoted);
  const point = (offset) => {
    const [node, from] = nodes.findLast(([, from]) => from <= offset);
    return [node, offset - from];
  };
  const range = document.createRange();
  range.setStart(...point(at));
  const [last, from] = nodes.findLast(([, from]) => from < at + quoted.length);
  range.setEnd(last, at + quoted.length - from);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def select(page: Any, quoted: str) -> None:
    page.evaluate(SELECT, [quoted])
    page.wait_for_selector(f"#picked:has-text('{quoted}')")


def saving(page: Any, act: Any) -> None:
    """Do something that saves, and wait until the page is shown anew."""
    page.evaluate("document.documentElement.dataset.old = ''")
    act()
    page.wait_for_selector("html:not([data-old]) #form .line")


def gold(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(record["kind"], ARTICLE[record["start"] : record["end"]]) for record in gold(path)["records"]]


def test_a_review_from_the_list_to_the_figures(window: Any, served_folder: Path, pipeline: Pipeline) -> None:
    page, path = window, served_folder / "a.gold.json"
    assert "token" not in page.url
    assert page.locator("tbody tr").count() == 4
    page.click("text=a.txt")
    before = page.locator(".record").count()
    assert not path.exists()

    # A kind changed, by its radio button.
    page.click(".record:has-text('停车位') .goto")
    assert page.is_checked("[data-key=kind-achievement]")
    saving(page, lambda: page.check("[data-key=kind-problem]"))
    assert page.locator(".record.problem:has-text('停车位')").count() == 1
    assert ("problem", "新增停车位约300个") in kinds(path)

    # A record added from a selection, by its key.
    select(page, "过去一年")
    saving(page, lambda: page.keyboard.press("n"))
    assert page.locator(".record").count() == before + 1
    assert ("plan", "过去一年") in kinds(path)
    assert page.locator(".record.current.plan").count() == 1

    # Taken back by the keyboard, made again by the button, taken back.
    saving(page, lambda: page.keyboard.press("Control+z"))
    assert page.locator(".record").count() == before
    saving(page, lambda: page.click("#redo"))
    assert page.locator(".record").count() == before + 1
    saving(page, lambda: page.click("#undo"))
    page.reload()
    assert page.locator(".record").count() == before
    assert page.locator(".record.problem:has-text('停车位')").count() == 1
    assert ("problem", "新增停车位约300个") in kinds(path)
    assert ("plan", "过去一年") not in kinds(path)

    saving(page, lambda: page.check("#reviewed"))
    page.click("a.home")
    assert page.locator("tr:has-text('a.txt') >> text=已审").count() == 1
    article = read_gold_article(path)
    scorer = Scorer()
    scorer.add(article.name, article.source.text, article.gold, pipeline(article.source))
    assert scorer.figures()["quantities"] == 1
    assert [one.what for one in scorer.differences if "新增停车位" in one.excerpt] == [
        "kind is problem, not achievement",
        "kind_of_quantity is 'problem', not 'achievement'",
    ]


def test_fields_and_amounts(window: Any, served_folder: Path) -> None:
    page, path = window, served_folder / "b.gold.json"
    page.click("text=b.txt")
    page.click(".record >> text=道路")
    select(page, "全镇改造道路")
    saving(page, lambda: page.click("[data-key^=r][data-key$=-object]"))
    value = page.locator("fieldset", has_text="1200米").locator("[data-key$=-value]")
    value.fill("1,300")
    saving(page, lambda: value.press("Enter"))
    assert page.evaluate("document.activeElement.dataset.key").endswith("-value")
    bound = page.locator("fieldset", has_text="1200米").locator("[data-key$=-bound]")
    saving(page, lambda: bound.select_option("about"))
    select(page, "道路1200米")
    page.keyboard.press("Escape")
    page.click("[data-key=add-quantity]")
    page.wait_for_selector("#said.wrong")
    assert "已经有一处数量" in page.inner_text("#said")
    found = gold(path)
    record = next(one for one in found["records"] if ARTICLE[one["start"] : one["end"]].endswith("1200米"))
    assert ARTICLE[record["object"]["start"] : record["object"]["end"]] == "全镇改造道路"
    amount = next(one for one in found["quantities"] if ARTICLE[one["start"] : one["end"]] == "1200米")
    assert (amount["value"], amount["bound"]) == ("1300", "about")

    # Of a deleted record the amounts stay, outside of every record.
    page.click(".record >> text=道路")
    saving(page, lambda: page.keyboard.press("Delete"))
    assert len(gold(path)["records"]) == len(found["records"]) - 1
    page.click(".others .amount >> text=1200米")
    saving(page, lambda: page.click("fieldset .delete"))
    assert [ARTICLE[one["start"] : one["end"]] for one in gold(path)["quantities"]] == ["约300个", "2个"]


def test_the_chosen_row_is_not_behind_the_editor(window: Any) -> None:
    page = window
    page.set_viewport_size({"width": 1280, "height": 700})
    page.click("text=a.txt")
    page.click(".record >> nth=-1 >> .goto")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.wait_for_timeout(300)
    editor, row = (
        page.evaluate("selector => document.querySelector(selector).getBoundingClientRect().toJSON()", selector)
        for selector in ("#editor", ".record.current")
    )
    assert row["top"] >= editor["bottom"] - 1


def test_what_was_filtered_stays_filtered(window: Any) -> None:
    page = window
    page.click("text=c.txt")
    page.fill("#search", "停车")
    shown = page.locator(".record:visible").count()
    page.click(".record:visible .goto >> nth=0")
    saving(page, lambda: page.keyboard.press("p"))
    assert page.input_value("#search") == "停车"
    assert page.locator(".record:visible").count() == shown
    assert page.locator(".record.current.problem").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_window(window: Any, width: int) -> None:
    page = window
    page.set_viewport_size({"width": width, "height": 800})
    page.click("text=d.txt")
    page.evaluate("location.hash = '#r1'")
    if width < 900:
        page.click(".tabs [data-view=records]")
    page.wait_for_selector("#form fieldset")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
