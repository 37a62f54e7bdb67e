"""doccano, brat and CoNLL: every mark can be read out of them again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from cnreport.errors import WriteError
from cnreport.exchange import open_export
from cnreport.exchange.brat import ann_of
from cnreport.exchange.conll import COLUMNS, lines_of
from cnreport.exchange.doccano import example_of
from cnreport.exchange.marks import LABELS, Marked, is_record
from tests.exchange.conftest import TEXT, marked_texts, spot

Triple = tuple[int, int, str]


def triples(article: Marked) -> list[Triple]:
    return [(mark.start, mark.end, mark.label) for mark in article.marks]


def links(article: Marked) -> list[tuple[Triple, Triple]]:
    by_id = {mark.id: (mark.start, mark.end, mark.label) for mark in article.marks}
    return [(by_id[link.head], by_id[link.tail]) for link in article.links]


@given(marked_texts())
def test_doccano(article: Marked) -> None:
    example = json.loads(json.dumps(example_of(article)))
    assert example["text"] == article.source.text
    assert [tuple(one) for one in example["label"]] == triples(article)
    by_id = {one["id"]: (one["start_offset"], one["end_offset"], one["label"]) for one in example["entities"]}
    assert list(by_id.values()) == triples(article)
    assert [(by_id[one["from_id"]], by_id[one["to_id"]]) for one in example["relations"]] == links(article)
    assert all(one["type"] == by_id[one["to_id"]][2] for one in example["relations"])


_TEXT_BOUND = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t([^\n]*)")


@given(marked_texts())
def test_brat(article: Marked) -> None:
    text = article.source.text
    bound: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    relations = []
    for line in ann_of(article).split("\n")[:-1]:
        if match := _TEXT_BOUND.fullmatch(line):
            places = [tuple(map(int, part.split())) for part in match[3].split(";")]
            quoted = " ".join(text[start:end] for start, end in places)
            assert match[4] == (" " * len(quoted) if quoted.isspace() else quoted)
            bound[match[1]] = match[2], [(start, end) for start, end in places]
        elif line.startswith("R"):
            relations.append(re.fullmatch(r"R\d+\t(\w+) Arg1:(T\d+) Arg2:(T\d+)", line))
        else:
            assert re.fullmatch(r"(A\d+\t(bound|change) T\d+ \w+|#\d+\tAnnotatorNotes T\d+\t[^\t\n]+)", line), line
    assert len(bound) == len(article.marks)
    for (label, places), mark in zip(bound.values(), article.marks, strict=True):
        assert label == mark.label
        # Blanks at line ends apart, the fragments are the stretch.
        said = "".join(text[start:end] for start, end in places)
        assert "".join(said.split()) == "".join(text[mark.start : mark.end].split())
        assert mark.start <= places[0][0] < places[-1][1] <= mark.end
    assert len(relations) == len(article.links)


def test_what_brat_says_of_an_article(article: Marked) -> None:
    lines = ann_of(article).split("\n")
    start, end = spot("1200")["start"], spot("1200")["end"]
    amount = next(line for line in lines if line.endswith("\t1200 米"))
    name = amount.split("\t")[0]
    assert amount == f"{name}\tquantity {start} {end};{end + 1} {end + 2}\t1200 米"
    assert any(line.endswith(f"AnnotatorNotes {name}\tvalue=1200 unit=米") for line in lines)
    assert any(re.fullmatch(rf"A\d+\tbound {name} exact", line) for line in lines)


def test_a_collection_of_brat(tmp_path: Path, article: Marked) -> None:
    with open_export(str(tmp_path / "out"), "brat") as exporter:
        exporter.write(article)
        exporter.write(article)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["annotation.conf", "visual.conf", "镇-a-2.ann", "镇-a-2.txt", "镇-a.ann", "镇-a.txt"]
    assert (tmp_path / "out" / "镇-a.txt").read_bytes().decode() == TEXT
    configuration = (tmp_path / "out" / "annotation.conf").read_text(encoding="utf-8")
    entities = configuration.partition("[entities]\n")[2].partition("\n\n")[0].split("\n")
    assert entities == list(LABELS)
    relations = configuration.partition("[relations]\n")[2].partition("\n\n")[0]
    assert "action\tArg1:achievement|problem|plan|quantity, Arg2:action" in relations
    assert "of\tArg1:quantity, Arg2:of" in relations
    with pytest.raises(WriteError, match="needs-file"), open_export(None, "brat"):
        pass


def read_conll(lines: str) -> list[Triple]:
    """The stretches of all columns, from the first character to behind the last one."""
    found: list[list[int | str]] = []
    for sentence in lines.split("\n\n"):
        rows = [line.split("\t") for line in sentence.split("\n") if line and not line.startswith("# ")]
        for column in range(2, 2 + len(COLUMNS)):
            current: list[int | str] | None = None
            for row in rows:
                tag, _, label = row[column].partition("-")
                if tag == "B":
                    current = [int(row[1]), int(row[1]) + 1, label]
                    found.append(current)
                elif tag == "I":
                    assert current is not None
                    assert current[2] == label
                    current[1] = int(row[1]) + 1
                else:
                    assert row[column] == "O"
                    current = None
    return [(int(start), int(end), str(label)) for start, end, label in found]


@given(marked_texts())
def test_conll(article: Marked) -> None:
    text = article.source.text
    lines = lines_of(article)
    rows = [line.split("\t") for line in lines.split("\n") if line and not line.startswith("# ")]
    assert [(row[0], int(row[1])) for row in rows] == [
        (character, at) for at, character in enumerate(text) if not character.isspace()
    ]
    wanted: list[Triple] = []
    taken: dict[str, list[Triple]] = {}
    for start, end, label in sorted(triples(article), key=lambda one: (one[0] - one[1], one[0])):
        words = text[start:end]
        if not words.strip():
            continue
        one = (start + len(words) - len(words.lstrip()), start + len(words.rstrip()), label)
        column = taken.setdefault("KIND" if is_record(label) else label, [])
        if any(other[0] < one[1] and one[0] < other[1] for other in column):
            continue
        column.append(one)
        wanted.append(one)
    assert sorted(read_conll(lines)) == sorted(wanted)


def test_conll_of_an_article(tmp_path: Path, article: Marked) -> None:
    with open_export(str(tmp_path / "out.conll"), "conll") as exporter:
        exporter.write(article)
    head, document, *rest = (tmp_path / "out.conll").read_text(encoding="utf-8").split("\n")
    assert head.split()[3:] == ["FORM", "START", *COLUMNS]
    assert document == "# newdoc id = 镇/a.txt"
    found = read_conll("\n".join(rest))
    assert (spot("𠮷祥街")["start"], spot("𠮷祥街")["end"], "location") in found
    assert (spot("1200\n米")["start"], spot("1200\n米")["end"], "quantity") in found
    # A line break inside of a stretch is no end of a sentence.
    assert "\n\n" not in lines_of(article).partition("\n祥")[2].partition("\n约")[0]


def test_doccano_files(tmp_path: Path, article: Marked) -> None:
    with open_export(str(tmp_path / "out.jsonl"), "doccano") as exporter:
        exporter.write(article)
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["source"] == "镇/a.txt"
    labels = json.loads((tmp_path / "out.jsonl.labels.json").read_text(encoding="utf-8"))
    assert [label["text"] for label in labels] == list(LABELS)


def test_an_unknown_format() -> None:
    with pytest.raises(WriteError, match="label-studio, doccano, brat, conll"):
        open_export(None, "spreadsheet")
