"""What the page calls things: kinds, bounds, units and fields in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cnreport.schema import (
    Achievement,
    CustomRecord,
    Kind,
    Mention,
    Plan,
    Problem,
    Quantity,
    Record,
    Report,
    Speech,
    plain_decimal,
)

KIND_NAMES: dict[Kind, str] = {"achievement": "成绩", "problem": "问题", "plan": "下一步"}
NO_TOPIC = "未归类"
NO_SPEAKER = "未署名"
CHANGE_MARKS = {"up": "↑", "down": "↓"}

_BOUNDS = {
    "exact": "",
    "about": "约 ",
    "over": "超过 ",
    "under": "不足 ",
    "at_least": "至少 ",
    "at_most": "至多 ",
    "range": "",
}
_CHANGES = {"up": "上升", "down": "下降"}
_DIMENSIONS = {
    "count": "计数",
    "length": "长度",
    "area": "面积",
    "volume": "体积",
    "mass": "质量",
    "time": "时间",
    "money": "金额",
    "ratio": "比率",
    "power": "功率",
    "energy": "能量",
    "temperature": "温度",
    "speed": "速度",
    "flow": "流量",
    "data": "数据量",
    "data rate": "数据速率",
    "concentration": "浓度",
    "density": "密度",
    "frequency": "频次",
    "price": "价格",
    "pressure": "压力",
    "angle": "角度",
}


def about(record: Record) -> str:
    """What is acted on; without it who acts, or what the first amount counts."""
    counted = next((quantity.of for quantity in record.quantities if quantity.of), None)
    mention = record.object or record.actor or counted
    return mention.text if mention else ""


def one_line(text: str) -> str:
    """The text without the line breaks and the blanks around them, as a quotation reads."""
    return "".join(line.strip() for line in text.splitlines())


def number(value: Decimal) -> str:
    """The number with its thousands apart: ``1,200``, ``-0.5``."""
    text = plain_decimal(value)
    whole, point, rest = text.lstrip("-").partition(".")
    head = len(whole) % 3
    groups = [whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))]
    return f"{'-' if text.startswith('-') else ''}{','.join(filter(None, groups))}{point}{rest}"


def amount(quantity: Quantity) -> str:
    """The normalised amount: ``约 90,000 平方米``, ``10–12 个``."""
    upper = "" if quantity.upper is None else f"–{number(quantity.upper)}"
    gap = "" if quantity.unit in ("", "%", "‰", "℃") else " "
    return f"{_BOUNDS[quantity.bound]}{number(quantity.value)}{upper}{gap}{one_line(quantity.unit)}"


def as_written(quantity: Quantity) -> str:
    """The amount as the text has it, with an arrow where it is a change."""
    return f"{one_line(quantity.text)}{CHANGE_MARKS.get(quantity.change or '', '')}"


def quantity_facts(quantity: Quantity) -> Iterator[tuple[str, str]]:
    """What is known of an amount, as pairs of a label and its words."""
    yield "数值", amount(quantity)
    if quantity.of:
        yield "对象", one_line(quantity.of.text)
    if quantity.action:
        yield "动作", one_line(quantity.action.text)
    if quantity.change:
        yield "变化", _CHANGES[quantity.change]
    if quantity.compared_with:
        yield "比较", one_line(quantity.compared_with.text)
    if quantity.per:
        yield "每", one_line(quantity.per.text)
    if quantity.cumulative:
        yield "累计", "是"
    yield "单位", f"{one_line(quantity.unit) or '（无）'} · {_DIMENSIONS.get(quantity.dimension, quantity.dimension)}"


def tip(quantity: Quantity) -> str:
    """`quantity_facts` for an attribute."""
    return in_lines(quantity_facts(quantity))


def in_lines(facts: Iterable[tuple[str, str]]) -> str:
    """Pairs of a label and its words for an attribute: one pair a line, a tab between the two."""
    return "\n".join(f"{label}\t{' '.join(words.split())}" for label, words in facts)


def details(record: Record) -> list[tuple[str, str]]:
    """The fields of a record that its row has no column for, as pairs of a label and its words."""
    found: list[tuple[str, str | None]] = [
        ("所在标题", " › ".join(one_line(heading.text) for heading in record.section)),
        ("条目", one_line(record.item.heading.text) if record.item else None),
        ("主体", _quoted(record.actor)),
        ("地点", _quoted(record.location)),
    ]
    if isinstance(record, Achievement):
        found.append(("时间", _quoted(record.time)))
    elif isinstance(record, Problem):
        found += [("程度", _quoted(record.severity)), ("原因", _quoted(record.cause))]
    found.append(("把握", f"{record.confidence:.0%}"))
    return [(label, words) for label, words in found if words]


def duties(record: Record) -> list[tuple[str, str]]:
    """Until when and by whom a plan is to be done: always shown."""
    if not isinstance(record, Plan):
        return []
    found = []
    if record.deadline:
        value = f"（{record.deadline.value}）" if record.deadline.value else ""
        found.append(("期限", one_line(record.deadline.text) + value))
    if record.owners:
        found.append(("责任", "、".join(one_line(owner.text) for owner in record.owners)))
    return found


def custom_facts(record: CustomRecord) -> list[tuple[str, str]]:
    """The fields that a user's own record type has, as pairs of its name and its words."""
    own = record.model_dump(exclude=set(CustomRecord.model_fields))
    return [(name, words) for name, value in own.items() if (words := _words(value))]


def _words(value: object) -> str:
    if isinstance(value, dict):
        return one_line(str(value.get("text", "")))
    if isinstance(value, (list, tuple)):
        return "、".join(filter(None, map(_words, value)))
    return "" if value is None else one_line(str(value))


def title_of(report: Report) -> str:
    """The report's title, or else the name of its file."""
    return one_line(report.title or report.source.rpartition("/")[2])


def speaker_name(speech: Speech) -> str:
    """``刘德君 · 区委书记 · 川汇区``, or that nobody is named."""
    speaker = speech.speaker
    if speaker is None:
        return NO_SPEAKER
    return " · ".join(filter(None, (speaker.name, speaker.position, speaker.organization))) or NO_SPEAKER


def _quoted(mention: Mention | None) -> str | None:
    return one_line(mention.text) if mention else None
