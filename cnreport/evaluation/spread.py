"""Kinds by character: how far achievements, problems and plans reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cnreport.evaluation.standoff import Gold
from cnreport.evaluation.tally import Spanned, Tally
from cnreport.schema import KINDS, Kind, Report

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int


def compare_kinds(text: str, gold: Gold, report: Report, differ: Callable[[str, Spanned], None]) -> dict[Kind, Tally]:
    """For each kind, its letters and digits in the gold and in the report; those of debatable runs are left out.

    ``differ`` is told of every run of characters that have another kind than the gold says.
    """
    wanted: list[str | None] = [None] * len(text)
    found: list[str | None] = [None] * len(text)
    for segment in gold.segments:
        wanted[segment.start : segment.end] = [segment.kind] * (segment.end - segment.start)
    for record in (record for speech in report.speeches for record in speech.records):
        found[record.start : record.end] = [record.kind] * (min(record.end, len(text)) - record.start)
    tallies: dict[Kind, Tally] = {kind: Tally() for kind in KINDS}
    wrong: list[int] = []
    for at, (want, have) in enumerate(zip(wanted, found, strict=True)):
        if not text[at].isalnum() or want == "debatable":
            continue
        for kind, tally in tallies.items():
            tally.add(want == have == kind, want == kind, have == kind)
        if want != have:
            wrong.append(at)
    for start, end in _runs(wrong, wanted, found, text):
        differ(f"kind is {wanted[start]}, not {found[start]}", _Run(start, min(end, start + _LONGEST)))
    return tallies


def _runs(wrong: list[int], wanted: list[str | None], found: list[str | None], text: str) -> list[tuple[int, int]]:
    """The places that are wrong in the same way, one run where nothing but punctuation is between them."""
    runs: list[tuple[int, int]] = []
    for at in wrong:
        if runs:
            start, end = runs[-1]
            same = (wanted[start], found[start]) == (wanted[at], found[at])
            if same and not any(character.isalnum() for character in text[end:at]):
                runs[-1] = (start, at + 1)
                continue
        runs.append((at, at + 1))
    return runs
