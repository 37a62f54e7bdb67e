"""PDF files with a text layer: the characters where they stand on the page, in reading order."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cnreport.errors import ReadError
from cnreport.reading.article import Limits
from cnreport.reading.columns import Glyph, lines_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_ERR_PASSWORD, _ERR_SECURITY = 4, 5
_MOST_GLYPHS = 100_000
# What PDFium writes for a hyphen at a line's end, and what is no character.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text_of_pdf(data: bytes, limits: Limits) -> str:
    """The text of a document, line by line, a column after the other, as far as its text layer tells.

    `ReadError` with the code encrypted, no-text-layer for scanned pages, too-many-pages, too-large or broken.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_ERR_PASSWORD, _ERR_SECURITY):
            raise ReadError("encrypted", code="encrypted", hint="save it without a password") from error
        raise ReadError("a broken PDF file", code="broken", hint="open it in a viewer and print it anew") from error
    with closing(document):
        pages = len(document)
        if pages > limits.pages:
            raise ReadError(
                f"{pages} pages, more than {limits.pages}", code="too-many-pages", hint="split it, or raise the limit"
            )
        return _text(document, limits)


def _text(document: PdfDocument, limits: Limits) -> str:
    parts: list[str] = []
    size = written = scanned = 0
    for number in range(len(document)):
        lines, is_scan = _page(document, number)
        scanned += is_scan
        written += bool(lines)
        size += sum(map(len, lines))
        if size > limits.bytes:
            raise ReadError(
                f"more than {limits.bytes} characters", code="too-large", hint="split it, or raise the limit"
            )
        parts.extend(lines)
    if scanned > written:
        which = "it is scanned" if not written else f"{scanned} of its {len(document)} pages are scanned"
        raise ReadError(
            f"{which}: there are pictures of the pages, and no text layer",
            code="no-text-layer",
            hint="run a program for text recognition (OCR) over it first",
        )
    return "\n".join(parts)


def _page(document: PdfDocument, number: int) -> tuple[list[str], bool]:
    """The lines of a page, and whether it is a picture only."""
    import pypdfium2

    try:
        with closing(document[number]) as page:
            with closing(page.get_textpage()) as text:
                count = text.count_chars()
                if count > _MOST_GLYPHS:
                    lines = _in_file_order(text)
                else:
                    found = lines_of(list(_glyphs(text, count)))
                    lines = _in_file_order(text) if found is None else found
            return lines, not lines and _has_picture(page)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"page {number + 1} of the PDF file is broken: {error}", code="broken") from error


def _in_file_order(text: PdfTextPage) -> list[str]:
    """The lines of a page that cannot be put in order: vertical writing, or more than a page can hold."""
    cleaned = (_NO_TEXT.sub("", line).strip() for line in text.get_text_range(errors="replace").splitlines())
    return [line for line in cleaned if line]


def _glyphs(text: PdfTextPage, count: int) -> Iterator[Glyph]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    handle: Any = text.raw
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        character = chr(code) if code <= 0x10FFFF else ""
        if character and not _NO_TEXT.match(character) and raw.FPDFText_GetLooseCharBox(handle, index, pointer):
            yield Glyph(character, box.left, box.right, box.bottom, box.top)


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
