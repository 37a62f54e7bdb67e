"""The page in a real browser. Every test also holds that the console stays silent and no request leaves the page."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cnreport.pipeline import load
from cnreport.schema import Report
from cnreport.writing import open_sink

Visit = Callable[..., Any]

SHOWN = "[...document.querySelectorAll('.record')].filter(row => row.checkVisibility()).map(row => row.id).join(' ')"
LIT = "[...document.querySelectorAll('mark.first:not(.off)')].map(mark => mark.id).join(' ')"
IN_SIGHT = """selector => {
  const place = document.querySelector(selector).getBoundingClientRect();
  const inside = place.top >= 0 && place.bottom <= innerHeight && place.left >= 0 && place.right <= innerWidth;
  return place.height > 0 && inside;
}"""


@pytest.fixture(scope="module")
def long_report() -> Report:
    """What the pipeline finds in an invented report of about 25,000 characters."""
    lines = []
    for number in range(1, 261):
        if number % 20 == 1:
            lines.append(f"（{number // 20 + 1}）第{number // 20 + 1}批片区治理")
        lines.append(
            f"{number}号片区全年改造道路{number * 37}米，新增停车位{number + 5}个，拆除违法建设{number * 12}平方米，"
            f"绿化面积增长{number % 9 + 1}%。存在的问题是{number}号片区停车难仍较突出。"
            f"下一步，将新建公园{number % 7 + 1}个，确保年底前完成管网改造{number}公里。"
        )
    text = "栖霞市市长温如玉：\n\n" + "\n".join(lines)
    return load(keep_text=True)(text)


def settled(window: Any, expression: str, argument: str | None = None) -> bool:
    """Whether the expression becomes true: what scrolls needs a few frames."""
    until = time.monotonic() + 3
    while time.monotonic() < until:
        if window.evaluate(expression, argument):
            return True
        window.wait_for_timeout(50)
    return False


def test_the_text_in_the_page_is_that_of_the_source(visit: Visit, report: Report) -> None:
    window = visit(report)
    for start, shown in window.evaluate(
        "[...document.querySelectorAll('#text p')].map(p => [Number(p.dataset.at), p.textContent])"
    ):
        assert report.text is not None
        assert report.text[start : start + len(shown)] == shown
    assert window.inner_text("#t1") == "𠮷祥街改造道路1200米"
    assert window.locator("#text .title").inner_text() == "白石市两区谈治理"
    assert window.locator("#text .outside").inner_text() == "全文完"
    assert window.locator("#text .speaker").all_inner_texts() == ["青柳区委书记孟远舟：", "松岗区区长岳知行："]


def test_filter_by_kind_topic_speaker_and_words(visit: Visit, report: Report) -> None:
    window = visit(report)
    assert window.evaluate(SHOWN) == "r1 r2 r3 r4 r5 r6"
    window.click(".kinds .achievement")
    assert (window.evaluate(SHOWN), window.evaluate(LIT)) == ("r1 r2 r5", "t1 t2 t5")
    window.click(".kinds .plan")
    assert window.evaluate(SHOWN) == "r1 r2 r4 r5 r6"
    window.select_option("#speaker", label="岳知行 · 区长 · 松岗区")
    assert window.evaluate(SHOWN) == "r5 r6"
    assert window.inner_text("#status") == "6 条中的 2 条"
    window.fill("#search", "树木")
    assert window.evaluate(SHOWN) == "r6"
    window.click("#reset")
    window.fill("#search", "一是改造道路")  # the head of an item, which only a chosen record shows
    assert window.evaluate(SHOWN) == "r1 r2"
    window.fill("#search", "无此词")
    assert window.is_visible("#nothing")
    window.click("#reset")
    assert window.evaluate(SHOWN) == "r1 r2 r3 r4 r5 r6"
    window.select_option("#topic", "交通")
    assert window.evaluate(SHOWN) == "r1 r2"


def test_a_record_leads_to_its_place_and_back(visit: Visit, long_report: Report) -> None:
    window = visit(long_report)
    last = f"{sum(len(speech.records) for speech in long_report.speeches) - 5}"
    assert not window.evaluate(IN_SIGHT, f"#t{last}")
    window.locator(f"#r{last} .goto").click()
    assert settled(window, IN_SIGHT, f"#t{last}")
    assert window.evaluate("document.querySelector('mark.current').id") == f"t{last}"
    assert window.evaluate("scrollY") == 0
    window.evaluate("document.getElementById('text').scrollTop = 0")
    window.locator("#t2").click()
    assert settled(window, IN_SIGHT, "#r2")
    assert window.locator("#r2.current").count() == 1
    assert window.locator("mark.current").first.get_attribute("id") == "t2"


def test_an_address_with_a_record_opens_at_it(visit: Visit, long_report: Report) -> None:
    window = visit(long_report)
    window.evaluate("location.hash = '#r400'")
    assert settled(window, IN_SIGHT, "#t400")
    assert settled(window, IN_SIGHT, "#r400")
    window.reload()
    assert settled(window, IN_SIGHT, "#t400")


def test_the_parts_of_the_chosen_record_are_marked_where_they_stand(visit: Visit, report: Report) -> None:
    window = visit(report)
    window.click("#r1 .goto")
    parts = "[...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)])"
    assert dict(window.evaluate(parts)) == {"action": ["改造"], "object": ["道路"]}
    window.click("#r4 .goto")
    assert dict(window.evaluate(parts))["duty"] == ["年底前", "城建办"]
    window.keyboard.press("Escape")
    assert window.evaluate("CSS.highlights.size") == 0


BOX = "selector => document.querySelector(selector).getBoundingClientRect().toJSON()"


def test_the_chosen_record_tells_all_beside_its_number(visit: Visit, report: Report) -> None:
    window = visit(report)
    assert window.locator(".details").count() == 0
    window.click("#r4 .goto")
    said = window.inner_text("#r4 .details")
    assert said.split("\n")[:2] == ["下一步", "年底前由城建办新建公园2个"]
    row, content, details = (window.evaluate(BOX, f"#r4{part}") for part in ("", " .content", " .more"))
    assert details["x"] == content["x"]
    assert details["right"] == row["right"]
    window.set_viewport_size({"width": 390, "height": 800})
    window.click(".tabs [data-view=records]")
    tops = "[...document.querySelectorAll('#r1 .action, #r1 .content')].map(cell => cell.getBoundingClientRect().top)"
    action, content = window.evaluate(tops)
    assert action == content


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pressed_button_keeps_its_shape(visit: Visit, report: Report, scheme: str) -> None:
    window = visit(report, color_scheme=scheme)
    window.click(".kinds .problem")
    # The darkest and the lightest of the shape's pixels are far apart: it stands out from the button.
    picture = Image.open(BytesIO(window.locator(".kinds .problem .shape").screenshot())).convert("L")
    darkest, lightest = picture.getextrema()
    assert lightest - darkest > 90


def test_an_amount_tells_its_value_under_the_mouse_and_in_focus(visit: Visit, report: Report) -> None:
    window = visit(report)
    window.hover("#t2 .q")
    assert window.inner_text("#tip").split("\n")[:4] == ["数值", "约 300 个", "对象", "停车位"]
    window.mouse.move(1, 1)
    assert window.is_hidden("#tip")
    window.click("#r2 .goto")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "t2"
    window.keyboard.press("Tab")
    assert window.is_visible("#tip")
    assert window.evaluate("document.activeElement.getAttribute('aria-describedby')") == "tip"
    window.keyboard.press("Escape")
    assert window.is_hidden("#tip")


def test_the_keyboard_alone(visit: Visit, report: Report) -> None:
    window = visit(report)
    window.keyboard.press("j")
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.closest('tr').id") == "r2"
    window.keyboard.press("ArrowDown")
    window.keyboard.press("k")
    assert window.locator(".record.current").get_attribute("id") == "r2"
    assert window.evaluate("getComputedStyle(document.querySelector('#r2')).outlineStyle") == "solid"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "t2"
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.id") == "t3"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.closest('tr').id") == "r3"
    window.keyboard.press("2")
    assert window.evaluate(SHOWN) == "r3"
    window.keyboard.press("/")
    window.keyboard.type("j停车")
    assert window.input_value("#search") == "j停车"
    window.keyboard.press("Escape")
    window.keyboard.press("Escape")
    assert window.locator(".current").count() == 0


def test_each_pane_is_one_stop_of_the_tab_key(visit: Visit, long_report: Report) -> None:
    window = visit(long_report)
    stops = '[...document.querySelectorAll(\'#text [tabindex="0"], .record a:not([tabindex="-1"])\')].length'
    assert window.evaluate(stops) == 2


def test_names_for_those_who_do_not_see_it(visit: Visit, report: Report) -> None:
    window = visit(report)
    assert window.get_by_role("button", name="成绩 3").count() == 1
    assert window.get_by_role("table", name="孟远舟 · 区委书记 · 青柳区的记录").count() == 1
    assert window.get_by_role("columnheader", name="动作").count() == 2
    assert window.get_by_role("searchbox", name="在记录中查找").count() == 1
    assert window.get_by_role("main", name="正文").count() == 1


def test_a_phone(visit: Visit, report: Report) -> None:
    window = visit(report, 360, 640, has_touch=True)
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert window.evaluate(wide) <= 0
    assert window.is_hidden("#records")
    window.tap("#t2")
    assert window.is_visible("#card")
    assert "约300个" in window.inner_text("#card")
    window.get_by_role("button", name="下一条").tap()
    assert window.locator("mark.current").get_attribute("id") == "t3"
    window.get_by_role("button", name="在表中查看").tap()
    assert window.is_hidden("#text")
    assert settled(window, IN_SIGHT, "#r3")
    assert window.evaluate(wide) <= 0
    window.tap("#r5 .goto")
    assert window.is_visible("#text")
    assert settled(window, IN_SIGHT, "#t5")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(visit: Visit, report: Report, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for text, in every kind's colours."""
    window = visit(report, color_scheme=scheme, reduced_motion="reduce")
    window.click("#r1 .goto")
    window.click(".kinds .problem")
    window.keyboard.press("2")
    ratios = window.evaluate(
        """() => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const light = (colour) => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((level) => {
              const part = level / 255;
              return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (colour !== 'rgba(0, 0, 0, 0)') return colour;
            }
          };
          const found = {};
          const things = 'mark, .kinds button, td.topic, .no, .goto, .meta, .of, dt, dd, th, #status, .keys, .outside';
          for (const element of document.querySelectorAll(things)) {
            const pair = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
            found[element.className + element.tagName] = (pair[0] + 0.05) / (pair[1] + 0.05);
          }
          return found;
        }"""
    )
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


def test_print_has_the_text_then_the_tables_and_no_controls(visit: Visit, report: Report) -> None:
    window = visit(report)
    window.emulate_media(media="print")
    assert window.is_visible("#text")
    assert window.is_visible("#records")
    assert window.is_hidden("#search")
    assert window.is_hidden(".keys")
    bottom, top = window.evaluate(
        """['#text', '#records'].map(id => document.querySelector(id).getBoundingClientRect())
          .map((place, at) => at ? place.top : place.bottom)"""
    )
    assert bottom <= top
    assert window.evaluate("getComputedStyle(document.querySelector('#t2'), '::after').content") == '"2"'
    assert window.pdf().startswith(b"%PDF")


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>\u202e{{7*7}}"


def test_hostile_text_is_text(visit: Visit, report: Report) -> None:
    def spoiled(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoiled(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [spoiled(inner, key) for inner in value]
        return value + HOSTILE if isinstance(value, str) and key not in fixed else value

    fixed = {"kind", "bound", "value", "upper", "change", "type", "schema_version"}
    text = "\n".join([HOSTILE, "\ud800\x00", text_of(report), "javascript:alert(4)"])
    window = visit(Report.model_validate({**spoiled(report.model_dump()), "text": text}))
    for key in "jjjj":
        window.keyboard.press(key)
    assert window.locator("mark.current").count() == 1
    window.locator("#records .amount").last.scroll_into_view_if_needed()
    window.wait_for_timeout(200)
    window.hover("#records .amount >> nth=-1")
    assert window.is_visible("#tip")
    assert window.evaluate("document.querySelectorAll('img, script:not([type=module]), svg[onload]').length") == 0
    assert window.evaluate("document.querySelector('#text').textContent").startswith(
        "\n" + HOSTILE.replace("\u202e", "\ufffd")
    )
    assert "49" not in window.title()


def text_of(report: Report) -> str:
    assert report.text is not None
    return report.text


def test_without_scripts_it_can_still_be_read(visit: Visit, report: Report) -> None:
    window = visit(report, java_script_enabled=False)
    assert window.is_visible("#t1")
    assert window.locator("#r4").is_visible()
    assert window.is_hidden("#search")
    assert window.get_attribute("#r4 .goto", "href") == "#t4"


def test_an_index_and_the_way_to_its_pages(visit: Visit, report: Report, tmp_path: Path) -> None:
    with open_sink(str(tmp_path / "pages"), "html") as sink:
        sink.write(report.model_dump_json().encode())
        sink.write(report.model_copy(update={"id": "beef", "title": "另一篇"}).model_dump_json().encode())
    window = visit(tmp_path / "pages" / "index.html", 360, 640)
    assert window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert window.locator(".totals dd").all_inner_texts() == ["2", "4", "6", "2", "4", "8"]
    # On a phone an article is a few lines, with its counts named, and nothing of it is out of sight.
    article = window.locator("#articles tbody tr").first
    assert article.evaluate("row => row.scrollWidth - row.clientWidth") <= 0
    assert article.evaluate("row => row.closest('.wide').scrollWidth - row.closest('.wide').clientWidth") <= 0
    assert "成绩" in article.locator("td.achievement").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert window.locator("svg.bars g").count() == 3
    window.fill("#search", "另一")
    assert window.locator("#articles tbody tr:visible").count() == 1
    window.click("#articles tbody tr:visible a")
    assert window.inner_text("h1") == "另一篇"
    window.click(".home")
    assert window.inner_text("h1") == "报告记录汇总"


def test_a_long_report_opens_fast(visit: Visit, long_report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    assert long_report.text is not None
    assert len(long_report.text) > 24_000
    window = visit(long_report)
    seconds = window.evaluate(
        "() => new Promise(tell => requestAnimationFrame(() => setTimeout(() => tell(performance.now() / 1000))))"
    )
    records = sum(len(speech.records) for speech in long_report.speeches)
    with capsys.disabled():
        print(f"\n{len(long_report.text):,} characters, {records:,} records: open in {seconds:.2f} s")
    assert seconds < 10
