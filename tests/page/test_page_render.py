import re
from base64 import b64encode
from hashlib import sha256

import pytest

from cnreport.errors import WriteError
from cnreport.schema import CustomRecord, Mention, Quantity, Report, Speech
from cnreport.writing.page import render, wording


def test_the_policy_names_the_very_script_and_style_and_nothing_else(report: Report) -> None:
    page = render(report)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        (code,) = re.findall(rf"<{element}[^>]*>(.*?)</{element}>", page, re.DOTALL)
        assert directives.pop(directive) == f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"
    assert directives == dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")


def test_the_same_report_gives_the_same_page(report: Report) -> None:
    assert render(report) == render(Report.model_validate_json(report.model_dump_json()))


def test_a_report_without_its_text() -> None:
    with pytest.raises(WriteError) as caught:
        render(Report(id="r", source="甲.txt"))
    assert caught.value.code == "no-text"
    assert caught.value.where == "甲.txt"


def test_a_report_without_speeches_says_so() -> None:
    assert "没有找到讲话" in render(Report(id="r", source="甲.txt", text="甲"))


def test_a_record_of_ones_own_type_and_offsets_that_lead_nowhere() -> None:
    custom = CustomRecord.model_validate(
        {
            "kind": "inspection",
            "id": "c",
            "text": "督查<b>",
            "start": -5,
            "end": 99,
            "office": {"text": "督查组", "start": 7, "end": 9},
        }
    )
    page = render(
        Report(id="r", source="甲", text="督查乙", speeches=[Speech(id="s", start=0, end=3, custom=[custom])])
    )
    assert '<u class="custom first" id="c1">督查乙</u>' in page
    assert "督查&lt;b&gt;" in page
    assert "<dt>office</dt><dd>督查组</dd>" in page


def quantity(value: str, **more: object) -> Quantity:
    return Quantity.model_validate(
        {"text": "x", "start": 0, "end": 1, "value": value, "unit": "米", "dimension": "length", **more}
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (quantity("1234567.5", bound="about"), "约 1,234,567.5 米"),
        (quantity("-1200"), "-1,200 米"),
        (quantity("10", upper="12", bound="range"), "10–12 米"),
        (quantity("5.3", unit="%", bound="at_least"), "至少 5.3%"),
        (quantity("0", unit=""), "0"),
    ],
)
def test_an_amount_in_words(found: Quantity, words: str) -> None:
    assert wording.amount(found) == words


def test_the_tip_says_all_that_is_known() -> None:
    place = {"start": 0, "end": 1}
    found = quantity(
        "5",
        of=Mention(text="总\n值", **place),
        action=Mention(text="增长", **place),
        change="up",
        compared_with=Mention(text="同比", **place),
        per=Mention(text="每年", **place),
        cumulative=True,
    )
    assert wording.tip(found).split("\n") == [
        "数值\t5 米", "对象\t总值", "动作\t增长", "变化\t上升", "比较\t同比", "每\t每年", "累计\t是", "单位\t米 · 长度",
    ]  # fmt: skip
