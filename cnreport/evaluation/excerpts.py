"""Gold of excerpts from reports that are not part of the project: everything but the text.

A file says which report the excerpt is from, which stretches of it the excerpt is made of, and what should be found in
it, all as offsets; with the report at hand, excerpt and gold come back. Places are written short, ``[start, end]``, and
so is the headline; whatever has its default is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnreport.errors import CnreportError
from cnreport.evaluation.standoff import Gold, GoldSpeech, check_gold, first_fault, parse_gold, read_json
from cnreport.text import Source

_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
_Offset = Annotated[int, Field(ge=0)]
_Range = tuple[_Offset, _Offset]
_Blanks = Annotated[str, Field(pattern=r"^\s{1,8}$")]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt, its gold, and the name of the report that it is from."""

    name: str
    report: str
    source: Source
    gold: Gold


class ExcerptFile(BaseModel):
    """What a file of ``corpora/excerpts`` holds: nothing that could be read without the report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str = Field(pattern=r"^[^/\\\x00]+$", description="the report's file, without .txt")
    report_sha256: _Digest
    pieces: tuple[_Range | _Blanks, ...] = Field(description="stretches of the report, and the blanks between them")
    headlines: tuple[_Range | None, ...] = Field(description="where the headline of each speech stands in the excerpt")
    gold: dict[str, Any] = Field(description="the fields of `Gold`, places in their short form")

    def text(self, report: str) -> str:
        """The excerpt, given the text of its report."""
        return "".join(piece if isinstance(piece, str) else report[piece[0] : piece[1]] for piece in self.pieces)

    def to_json(self) -> str:
        """The file's text, a list's member a line."""
        lines = [f' "{name}": {_line(getattr(self, name))},' for name in type(self).model_fields if name != "gold"]
        lists = []
        for name, value in self.gold.items():
            members = ",\n   ".join(map(_line, value)) if isinstance(value, list) else ""
            lists.append(f'  "{name}": [\n   {members}\n  ]' if members else f'  "{name}": {_line(value)}')
        return "\n".join(["{", *lines, ' "gold": {', ",\n".join(lists), " }", "}"]) + "\n"


def pack(name: str, text: str, gold: Gold, report: str) -> ExcerptFile:
    """The excerpt ``text``, whose lines are lines of the report called ``name`` or parts of them, with its gold.

    Raises `CnreportError` with the code bad-excerpt for a line that the report does not have, and for a headline that
    the excerpt does not have.
    """
    return ExcerptFile(
        report=name,
        report_sha256=hashlib.sha256(report.encode()).hexdigest(),
        pieces=_pieces(text, report, name),
        headlines=tuple(_headline(speech, text, name) for speech in gold.speeches),
        gold=_shorten(
            gold.model_dump(mode="json", exclude_defaults=True, exclude={"speeches": {"__all__": {"headline"}}})
        ),
    )


def read_excerpts(folder: Path, reports: Path, missing: list[CnreportError]) -> Iterator[Excerpt]:
    """Every excerpt of a folder, in the order of their names, rebuilt from the folder of reports.

    One whose report is not there goes to ``missing`` instead. Raises what `read_excerpt` does otherwise.
    """
    for path in sorted(folder.glob("*.json")):
        try:
            yield read_excerpt(path, reports)
        except CnreportError as error:
            if error.code != "no-report":
                raise
            missing.append(error)


def read_excerpt(path: Path, reports: Path) -> Excerpt:
    """The excerpt that a file describes.

    Raises `CnreportError` with the code no-report when the report is not in the folder ``reports``, other-report when
    it is not the very one that the excerpt was made from; bad-excerpt, bad-gold or stale-gold when the file or its gold
    is none, or the excerpt is not the one that was annotated.
    """
    where = str(path)
    try:
        file = ExcerptFile.model_validate(read_json(path, "bad-excerpt"))
    except ValidationError as error:
        raise CnreportError(first_fault(error)[0], code="bad-excerpt", where=where) from error
    report = reports / f"{file.report}.txt"
    try:
        data = report.read_bytes()
    except OSError as error:
        raise CnreportError(f"its report {report} cannot be read", code="no-report", where=where) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != file.report_sha256:
        raise CnreportError(
            f"{report} is not the report that it was made from: sha256 {digest}, not {file.report_sha256}",
            code="other-report",
            where=where,
            hint="bring the report of that sha256, or leave the folder of reports out",
        )
    source = Source(file.text(data.decode("utf-8", "replace")), path.stem)
    return Excerpt(path.stem, file.report, source, _gold(file, source, where))


def _gold(file: ExcerptFile, source: Source, where: str) -> Gold:
    gold = parse_gold(_lengthen(file.gold), where)
    headlines = [at and source.text[slice(*at)] for at in file.headlines]
    if gold.sha256 is None or len(headlines) != len(gold.speeches):
        reason = f"{len(headlines)} headlines of {len(gold.speeches)} speeches" if gold.sha256 else "gold: no sha256"
        raise CnreportError(reason, code="bad-excerpt", where=where)
    speeches = [
        speech.model_copy(update={"headline": headline})
        for speech, headline in zip(gold.speeches, headlines, strict=True)
    ]
    gold = gold.model_copy(update={"speeches": tuple(speeches)})
    check_gold(gold, source, where)
    return gold


def _headline(speech: GoldSpeech, text: str, name: str) -> tuple[int, int] | None:
    if speech.headline is None:
        return None
    at = text.find(speech.headline)
    if at < 0:
        raise CnreportError(f"it has no headline {speech.headline!r}", code="bad-excerpt", where=name)
    return at, at + len(speech.headline)


def _pieces(text: str, report: str, name: str) -> tuple[_Range | str, ...]:
    """The stretches of the report that make up the text, joined where the report has them together: its whole lines
    where it has such, and otherwise parts of lines.
    """
    starts: dict[str, list[int]] = {}
    at = 0
    for line in report.split("\n"):
        starts.setdefault(line, []).append(at)
        at += len(line) + 1
    pieces: list[_Range | str] = []
    last = (0, 0)
    at = done = 0
    for line in text.split("\n"):
        if line.strip():
            found = starts.get(line) or _all_of(line, report)
            if not found:
                reason = f"it has a line that the report has not: {line[:20]!r}"
                raise CnreportError(reason, code="bad-excerpt", where=name)
            between = text[done:at]
            if pieces and report.startswith(between + line, last[1]):
                last = pieces[-1] = (last[0], last[1] + len(between + line))
            else:
                start = next((place for place in found if place >= last[1]), found[0])
                last = (start, start + len(line))
                pieces += [between, last] if between else [last]
            done = at + len(line)
        at += len(line) + 1
    return (*pieces, text[done:]) if done < len(text) else tuple(pieces)


def _all_of(part: str, report: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(part), report)]


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shorten(value: Any) -> Any:
    """The value with ``[start, end]`` for a place that says no more, and under ``at`` for one that does."""
    if isinstance(value, dict):
        rest = {key: _shorten(member) for key, member in value.items() if key not in ("start", "end")}
        if "start" not in value:
            return rest
        at = [value["start"], value["end"]]
        return {"at": at, **rest} if rest else at
    return [_shorten(member) for member in value] if isinstance(value, (list, tuple)) else value


def _lengthen(value: Any) -> Any:
    """Back from what `_shorten` gives."""
    if isinstance(value, dict):
        at = _lengthen(value.get("at")) if "at" in value else {}
        rest = {key: _lengthen(member) for key, member in value.items() if key != "at"}
        return {**(at if isinstance(at, dict) else {"at": at}), **rest}
    if isinstance(value, list):
        if len(value) == 2 and all(type(member) is int for member in value):
            return {"start": value[0], "end": value[1]}
        return [_lengthen(member) for member in value]
    return value
