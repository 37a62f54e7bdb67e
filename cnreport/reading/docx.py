"""Word documents: paragraphs and tables in order; headers, footers, notes and text boxes left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from cnreport.errors import ReadError
from cnreport.reading.article import Limits
from cnreport.reading.zips import Budget, guarded, open_archive, refuse_hostile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A document type is where entities are declared; no Word document has one.
_DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_LARGEST = 4  # times the largest article: what is in a document besides its text is pictures

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = (_WORD + name for name in ("p", "tbl", "tr", "tc"))
# Text that is not in the run of the document, deleted, or moved elsewhere.
_LEFT_OUT = frozenset(
    [_WORD + name for name in ("txbxContent", "del", "moveFrom", "pict", "drawing", "instrText", "pPr", "rPr")]
    + [_FALLBACK]
)
_TEXT = frozenset((_WORD + "t", _MATH_TEXT))
_MARKS = {_WORD + "tab": "\t", _WORD + "br": "\n", _WORD + "cr": "\n", _WORD + "noBreakHyphen": "-"}
_BETWEEN_CELLS = "\t"


def text_of_docx(data: bytes, limits: Limits) -> str:
    """The text of a document, a line for each paragraph and each row of a table, whose cells are joined by tabs.

    `ReadError` with the code encrypted, legacy-format for what older programs write, unsafe-xml for a document that
    declares entities, zip-bomb, too-large or broken.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError("encrypted", code="encrypted", hint="save it without a password")
        raise ReadError("a document in the old format of Office", code="legacy-format", hint="save it as .docx")
    file = io.BytesIO(data)
    _refuse_unsafe(file, limits)
    import docx

    with guarded():
        document = docx.Document(file)
        return "\n".join(_lines(document.element.body))


def _refuse_unsafe(file: io.BytesIO, limits: Limits) -> None:
    with open_archive(file, limits) as package:
        infos = package.infolist()
        Budget(limits).spend(infos, len(file.getbuffer()))
        size = sum(info.file_size for info in infos)
        if size > _LARGEST * limits.bytes:
            raise ReadError(
                f"larger than {_LARGEST * limits.bytes} bytes unpacked", code="too-large", hint="take out its pictures"
            )
        for info in infos:
            refuse_hostile(info, limits)
            if info.filename.lower().endswith((".xml", ".rels")):
                _refuse_entities(package, info)


def _refuse_entities(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    with guarded(), package.open(info) as part:
        if _DOCTYPE.search(part.read()):
            raise ReadError(
                f"{info.filename} declares a document type", code="unsafe-xml", hint="save it anew with Word"
            )


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs and rows below an element, also those in content controls and insertions."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag == _PARAGRAPH:
            yield _text(element)
        elif element.tag == _ROW:
            cells = (child for child in element.iter(_CELL) if next(child.iterancestors(_ROW)) is element)
            yield _BETWEEN_CELLS.join(_cell(cell) for cell in cells)
        elif element.tag not in _LEFT_OUT:
            waiting.extend(reversed(element))


def _cell(cell: Any) -> str:
    """A cell on one line, and what lies in tables in it too."""
    return " ".join(text for paragraph in cell.iter(_PARAGRAPH) if (text := _text(paragraph).strip())).replace(
        "\n", " "
    )


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag in _TEXT:
            parts.append(element.text or "")
        elif element.tag in _MARKS:
            parts.append(_MARKS[element.tag])
        elif element.tag not in _LEFT_OUT:
            waiting.extend(reversed(element))
    return "".join(parts)
