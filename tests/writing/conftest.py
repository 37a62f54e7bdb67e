"""Reports that exercise every column, and texts that try to break a store."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cnreport.schema import (
    Achievement,
    Byline,
    CustomRecord,
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

HOSTILE = (
    "'); DROP TABLE records; --",
    '"; DROP TABLE "records"; --',
    "=HYPERLINK(1)",
    "＝1+1",
    "@SUM(A1)",
    "-3",
    "+3",
    "\t=1",
    "甲\r乙\n丙",
    'a "quoted", cell',
    "nul\x00nul",
    "{NULL,\\N}",
    "\\N",
    "\\.",
    "🀄",
)


def mention(text: str, start: int = 0) -> Mention:
    return Mention(text=text, start=start, end=start + len(text))


def amount(value: str, **fields: object) -> Quantity:
    return Quantity.model_validate(
        {"text": value, "start": 3, "end": 3 + len(value), "value": value, "unit": "", "dimension": "count"} | fields
    )


def full(report_id: str = "r1", source: str = "甲.txt") -> Report:
    """A report in which every field that a column shows is set somewhere."""
    rate = amount(
        "12.50",
        upper=Decimal("13.75"),
        bound="range",
        unit="亩",
        dimension="area",
        symbol="m2",
        si_value=Decimal("8333.3333333333333333"),
        of=mention("茶园"),
        action=mention("新增", 4),
        change="up",
        compared_with=mention("同比", 8),
        per=mention("每年", 12),
        cumulative=True,
    )
    speech_id = f"{report_id}.1"
    common = {"start": 0, "end": 9, "confidence": 0.75}
    records = [
        Achievement(
            id=f"{speech_id}.1",
            text="新增茶园",
            **common,
            item=Item(ordinal=1, heading=mention("一是兴茶。")),
            section=[mention("一、产业"), mention("（一）茶业")],
            actor=mention("镇里"),
            action=mention("新增"),
            object=mention("茶园"),
            location=mention("北坡"),
            topic="农业",
            time=mention("去年"),
            quantities=[rate, amount("7")],
        ),
        Problem(id=f"{speech_id}.2", text="用水紧张", **common, severity=mention("严重"), cause=mention("干旱")),
        Plan(
            id=f"{speech_id}.3",
            text="修水窖",
            **common,
            deadline=Deadline(text="年底前", start=1, end=4, value="2031-12-31"),
            owners=[mention("水利站"), mention("村委会")],
        ),
    ]
    speech = Speech(
        id=speech_id,
        start=0,
        end=99,
        speaker=Speaker(
            name="林远航",
            position="镇长",
            organization="云溪镇",
            region=Region(name="云溪镇", code="990101", path=["南省", "云溪镇"], type="county"),
        ),
        headline=mention("把茶做大"),
        bylines=[Byline(name="江一帆", role="记者")],
        records=records,
        custom=[
            CustomRecord(
                kind="visit",
                id=f"{speech_id}.visit1",
                text="走访农户",
                start=5,
                end=9,
                record=records[0].id,
                who=mention("农户"),
            )
        ],
        quantities=[amount("3")],
    )
    return Report(
        id=report_id,
        source=source,
        title="述职",
        published="2031-01-02",
        speeches=[speech],
        warnings=["警告"],
        text="文",
    )


def with_texts(texts: tuple[str, ...], report_id: str = "h1") -> Report:
    """A report with one record for each of the texts."""
    records = [
        Achievement(id=f"{report_id}.1.{number}", text=text, start=0, end=1, confidence=0.5, section=[mention(text)])
        for number, text in enumerate(texts, 1)
    ]
    return Report(
        id=report_id, source="敌.txt", speeches=[Speech(id=f"{report_id}.1", start=0, end=9, records=records)]
    )


def fewer(report: Report) -> Report:
    """The same article as other rules would read it: the first record says something else, the others are gone."""
    speech = report.speeches[0]
    record = speech.records[0].model_copy(update={"text": "改说", "section": [mention("改")], "quantities": []})
    changed = speech.model_copy(update={"records": [record], "quantities": [], "custom": []})
    return report.model_copy(update={"speeches": [changed]})


def line(report: Report) -> bytes:
    return report.model_dump_json().encode()


@pytest.fixture
def reports() -> list[Report]:
    return [full(), with_texts(HOSTILE), Report(id="e1", source="空.txt")]
