"""Label Studio: tasks with predictions or annotations, the labelling interface for them, and tasks read back.

Label Studio counts code points (its front end turns the browser's UTF-16 offsets into them), as this project does.
Versions before 2021 exported UTF-16 offsets: a task whose quotations fit its text only when counted so is read so.
Format: https://labelstud.io/guide/task_format.html and https://labelstud.io/guide/predictions.html
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnreport._version import __version__
from cnreport.errors import CnreportError
from cnreport.evaluation.standoff import Gold, parse_gold, squeeze
from cnreport.exchange.assembly import Assembled, assemble
from cnreport.exchange.marks import LABELS, Link, Mark, Marked
from cnreport.text import Source
from cnreport.writing.atomic import replacing

MAX_BYTES = 256 * 2**20
_TITLES = {label.title: name for name, label in LABELS.items()}
_CHOICES = {
    "bound": {
        "exact": "精确",
        "about": "约",
        "over": "超过",
        "under": "不足",
        "at_least": "不少于",
        "at_most": "不超过",
        "range": "区间",
    },
    "change": {"up": "增", "down": "减"},
    "optional": {"optional": "可计可不计"},
}
_PLACEHOLDERS = {
    "value": "数值",
    "upper": "上限",
    "unit": "单位",
    "day": "最后一天，如 XXXX-12-31",
    "ordinal": "第几条",
}


class TaskExporter:
    """Writes an array of tasks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._started = stream, False

    def write(self, article: Marked) -> None:
        """Write one article as a task: what a person has reviewed as its annotation, else as a prediction."""
        line = json.dumps(task_of(article), ensure_ascii=False)
        self._stream.write((",\n" if self._started else "[\n").encode() + line.encode())
        self._started = True

    def finish(self) -> None:
        """Close the array."""
        self._stream.write(b"\n]\n" if self._started else b"[]\n")


@contextmanager
def open_tasks(output: str | None) -> Iterator[TaskExporter]:
    """Tasks to the file ``output``, with the labelling interface beside it in ``OUTPUT.xml``; or to standard output."""
    if output is None:
        exporter = TaskExporter(sys.stdout.buffer)
        yield exporter
        exporter.finish()
        sys.stdout.buffer.flush()
        return
    with replacing(Path(output)) as stream, replacing(Path(f"{output}.xml")) as interface:
        interface.write(labelling_interface().encode())
        exporter = TaskExporter(stream)
        yield exporter
        exporter.finish()


def task_of(article: Marked) -> dict[str, Any]:
    """The task of an article, ready for JSON."""
    text = article.source.text
    results: list[dict[str, Any]] = []
    for mark in article.marks:
        place = {"start": mark.start, "end": mark.end}
        base = {"id": mark.id, "to_name": "text"}
        value: dict[str, Any] = {**place, "text": text[mark.start : mark.end], "labels": [mark.label]}
        results.append({**base, "from_name": "label", "type": "labels", "value": value})
        for name, given in mark.attributes.items():
            form, key = ("choices", "choices") if name in _CHOICES else ("textarea", "text")
            results.append({**base, "from_name": name, "type": form, "value": {**place, key: [given]}})
    for link in article.links:
        results.append({"type": "relation", "from_id": link.head, "to_id": link.tail, "direction": "right"})
    gold = json.loads(article.gold.to_json())
    task: dict[str, Any] = {"data": {"text": text, "source": article.name, "cnreport": gold}}
    if article.gold.reviewed:
        return {**task, "annotations": [{"result": results}]}
    return {**task, "predictions": [{"model_version": f"cnreport {__version__}", "result": results}]}


def labelling_interface() -> str:
    """The XML of the labelling interface: to be pasted into a project's settings."""
    lines = ["<View>", '  <Labels name="label" toName="text" showInline="true">']
    for number, (name, label) in enumerate(LABELS.items(), 1):
        key = f' hotkey="{number}"' if number < 10 else ""
        lines.append(f'    <Label value="{name}" html="{label.title}" background="{label.colour}"{key}/>')
    lines.append("  </Labels>")
    for name, label in LABELS.items():
        for attribute in label.attributes:
            where = f'name="{attribute}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{name}"'
            if attribute in _CHOICES:
                lines.append(f'  <Choices {where} choice="single" showInline="true">')
                for value, title in _CHOICES[attribute].items():
                    lines.append(f'    <Choice value="{value}" html="{title}"/>')
                lines.append("  </Choices>")
            else:
                hint = escape(_PLACEHOLDERS[attribute])
                lines.append(f'  <TextArea {where} maxSubmissions="1" editable="true" placeholder="{hint}"/>')
    # Without this every run of blanks is shown as one, and an article's layout is lost.
    lines.append("  <Style>.htx-text { white-space: pre-wrap; }</Style>")
    lines.append('  <Text name="text" value="$text" granularity="symbol"/>')
    return "\n".join([*lines, "</View>"]) + "\n"


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


_Offset = Annotated[int, Field(strict=True, ge=0, le=2**31)]
_Name = Annotated[str, Field(max_length=200)]


class _Value(_Given):
    start: _Offset | None = None
    end: _Offset | None = None
    text: str | list[str] | None = None
    labels: list[str] = []
    choices: list[str] = []


class _Result(_Given):
    type: str
    id: _Name | None = None
    from_name: str | None = None
    value: _Value = _Value()
    from_id: _Name | None = None
    to_id: _Name | None = None


class _Annotation(_Given):
    result: list[_Result] = []
    was_cancelled: bool = False
    ground_truth: bool = False
    updated_at: str = ""


class _Data(_Given):
    text: str
    source: str = ""
    cnreport: Any = None


class _Task(_Given):
    data: _Data
    id: int | None = None
    annotations: list[_Annotation] = []


def read_tasks(path: Path) -> list[Any]:
    """The tasks in a file that Label Studio exported as JSON, not looked at yet.

    `CnreportError` with the code bad-annotation when it is none.
    """
    where = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CnreportError(f"larger than {MAX_BYTES} bytes", code="bad-annotation", where=where)
        tasks = json.loads(path.read_bytes())
    except OSError as error:
        raise CnreportError(f"cannot be read: {error.strerror}", code="bad-annotation", where=where) from error
    except json.JSONDecodeError as error:
        raise CnreportError(f"no JSON: {error.msg}", code="bad-annotation", where=f"{where}:{error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise CnreportError("no JSON in UTF-8", code="bad-annotation", where=where) from error
    if not isinstance(tasks, list):
        hint = "export from Label Studio as JSON"
        raise CnreportError("no array of tasks", code="bad-annotation", where=where, hint=hint)
    return tasks


def parse_task(data: object, where: str) -> tuple[Source, Assembled] | None:
    """The article and the gold of one task; None when nobody has annotated it.

    Of several annotations the one marked as ground truth counts, else the newest. `CnreportError` with the code
    bad-annotation, at ``where``, when a field of the task does not fit.
    """
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise CnreportError(
            "half of a surrogate pair in it, or nested too deep", code="bad-annotation", where=where
        ) from error
    try:
        task = _Task.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        hint = "of the exports of Label Studio it must be JSON, not JSON-MIN" if field == "data" else ""
        raise CnreportError(f"{field}: {first['msg']}", code="bad-annotation", where=where, hint=hint) from error
    annotations = [one for one in task.annotations if not one.was_cancelled]
    if not annotations:
        return None
    chosen = max(annotations, key=lambda one: (one.ground_truth, one.updated_at))
    source = Source(task.data.text, task.data.source)
    try:
        kept = Gold() if task.data.cnreport is None else parse_gold(task.data.cnreport, where)
        marks, links = _marks(chosen.result, source.text)
        return source, assemble(marks, links, kept, source)
    except CnreportError as error:
        error.where = where
        raise


def _marks(results: list[_Result], text: str) -> tuple[list[Mark], list[Link]]:
    attributes: dict[str, dict[str, str]] = {}
    regions: dict[str, _Result] = {}
    links = []
    for number, result in enumerate(results):
        if result.type == "relation" and result.from_id is not None and result.to_id is not None:
            links.append(Link(result.from_id, result.to_id))
        elif result.id is None:
            continue
        elif result.type == "labels" and result.from_name == "label":
            if result.value.start is None or result.value.end is None or not result.value.labels:
                raise CnreportError(f"result.{number}.value: no start, end and label", code="bad-annotation")
            regions[result.id] = result
        elif result.from_name and result.type in ("choices", "textarea"):
            given = result.value.choices if result.type == "choices" else result.value.text
            words = [given] if isinstance(given, str) else given or []
            attributes.setdefault(result.id, {})[result.from_name] = words[-1] if words else ""
    places = _places(regions, text)
    marks = []
    for name, region in regions.items():
        label = region.value.labels[0]
        label = _TITLES.get(label, label)
        if label not in LABELS:
            known = ", ".join(LABELS)
            raise CnreportError(f"unknown label {label[:40]!r}", code="bad-annotation", hint=f"the labels are {known}")
        own = {
            key: value for key, value in attributes.get(name, {}).items() if key in LABELS[label].attributes and value
        }
        marks.append(Mark(name, label, *places[name], own))
    return marks, links


def _places(regions: dict[str, _Result], text: str) -> dict[str, tuple[int, int]]:
    """Where the regions stand, in code points. What they quote says which way their offsets were counted."""
    counted = {name: (region.value.start or 0, region.value.end or 0) for name, region in regions.items()}
    fault = _misfit(counted, regions, text)
    if fault is not None and any(character > "\uffff" for character in text):
        points = [at for at, character in enumerate(text) for _ in range(2 if character > "\uffff" else 1)]
        points.append(len(text))
        last = len(points) - 1
        others = {name: (points[min(start, last)], points[min(end, last)]) for name, (start, end) in counted.items()}
        if _misfit(others, regions, text) is None:
            return others
    if fault is not None:
        raise fault
    return counted


def _misfit(places: dict[str, tuple[int, int]], regions: dict[str, _Result], text: str) -> CnreportError | None:
    for name, (start, end) in places.items():
        if not start < end <= len(text):
            reason = f"region {name[:40]!r}: {start}-{end} is outside the text of {len(text)} characters, or empty"
            return CnreportError(reason, code="bad-annotation")
        quoted = regions[name].value.text
        # Line breaks come back as a backslash and an n.
        if isinstance(quoted, str) and squeeze(quoted.replace("\\n", "")) != squeeze(
            text[start:end].replace("\\n", "")
        ):
            reason = f"region {name[:40]!r}: at {start} the text has {text[start:end][:20]!r}, not {quoted[:20]!r}"
            return CnreportError(reason, code="bad-annotation")
    return None
