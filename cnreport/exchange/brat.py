"""brat: a folder with ``NAME.txt`` and ``NAME.ann`` for each article, and the configuration of the collection.

Offsets are code points of the text, half-open. A stretch over several lines is written as one fragment a line, as brat
wants it. Format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnreport.errors import WriteError
from cnreport.exchange.marks import COUNTED, FIELDS, LABELS, Mark, Marked
from cnreport.schema import KINDS, Bound, Change
from cnreport.writing.atomic import replacing_folder

_UNSAFE = re.compile(r"[^\w-]+")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_CHOICES = {"bound": Bound.__args__, "change": Change.__args__}  # type: ignore[attr-defined]
_NOTED = ("value", "upper", "unit", "day", "ordinal")


class CollectionExporter:
    """Writes two files an article."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def write(self, article: Marked) -> None:
        """Write the text and its annotations under a name made of the article's."""
        stem = _UNSAFE.sub("-", article.name.removesuffix(".txt")).strip("-")[:60] or "article"
        name, number = stem, 1
        while name in self._names:
            number += 1
            name = f"{stem}-{number}"
        self._names.add(name)
        (self._folder / f"{name}.txt").write_bytes(article.source.text.encode())
        (self._folder / f"{name}.ann").write_bytes(ann_of(article).encode())


@contextmanager
def open_collection(output: str | None) -> Iterator[CollectionExporter]:
    """A collection in the folder ``output``."""
    if output is None:
        raise WriteError("brat needs a folder", code="needs-file", hint="name it with -o")
    with replacing_folder(Path(output)) as draft:
        (draft / "annotation.conf").write_text(annotation_configuration(), encoding="utf-8")
        (draft / "visual.conf").write_text(visual_configuration(), encoding="utf-8")
        yield CollectionExporter(draft)


def ann_of(article: Marked) -> str:
    """The lines of an ``.ann`` file."""
    text = article.source.text
    lines: list[str] = []
    names: dict[str, str] = {}
    labels = {mark.id: mark.label for mark in article.marks}
    notes: list[str] = []
    attributes: list[str] = []
    for number, mark in enumerate(article.marks, 1):
        name = names[mark.id] = f"T{number}"
        fragments = _fragments(mark, text)
        places = ";".join(f"{start} {end}" for start, end in fragments)
        quoted = " ".join(text[start:end] for start, end in fragments)
        if quoted.isspace():  # a stretch of nothing but blanks may hold the end of a line
            quoted = " " * len(quoted)
        lines.append(f"{name}\t{mark.label} {places}\t{quoted}")
        for key, value in mark.attributes.items():
            if key in _CHOICES:
                attributes.append(f"{key} {name} {value}")
            elif key == "optional":
                attributes.append(f"{key} {name}")
        noted = " ".join(f"{key}={' '.join(value.split())}" for key, value in mark.attributes.items() if key in _NOTED)
        if noted:
            notes.append(f"AnnotatorNotes {name}\t{noted}")
    lines += [
        f"R{number}\t{labels[link.tail]} Arg1:{names[link.head]} Arg2:{names[link.tail]}"
        for number, link in enumerate(article.links, 1)
    ]
    lines += [f"A{number}\t{one}" for number, one in enumerate(attributes, 1)]
    lines += [f"#{number}\t{one}" for number, one in enumerate(notes, 1)]
    return "".join(f"{line}\n" for line in lines)


def _fragments(mark: Mark, text: str) -> list[tuple[int, int]]:
    """The parts of a stretch that stand on one line each, without the blanks around them."""
    found = []
    for line in _LINE.finditer(text, mark.start, mark.end):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        end = line.start() + len(words.rstrip())
        if start < end:
            found.append((start, end))
    return found or [(mark.start, mark.end)]


def annotation_configuration() -> str:
    """What may be annotated: brat's ``annotation.conf``."""
    lines = ["[entities]", *LABELS, "", "[relations]"]
    heads = "|".join(KINDS)
    for label in dict.fromkeys((*FIELDS, *COUNTED)):
        owners = [heads if label in FIELDS else "", "quantity" if label in COUNTED else ""]
        lines.append(f"{label}\tArg1:{'|'.join(filter(None, owners))}, Arg2:{label}")
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    lines += [f"{key}\tArg:quantity, Value:{'|'.join(values)}" for key, values in _CHOICES.items()]
    lines.append("optional\tArg:quantity")
    return "\n".join(lines) + "\n"


def visual_configuration() -> str:
    """How it looks: brat's ``visual.conf``."""
    labels = [f"{name} | {label.title}" for name, label in LABELS.items()]
    drawing = [f"{name}\tbgColor:{label.colour}, fgColor:white" for name, label in LABELS.items()]
    return "\n".join(["[labels]", *labels, "", "[drawing]", *drawing]) + "\n"
