"""What form the bytes of a file have: its signature, then what its text looks like, then its name."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import IO

from cnreport.errors import ReadError
from cnreport.reading.article import Columns, Form
from cnreport.reading.encodings import MARKS, SIGNATURES

HEAD = 1 << 14
"""How many bytes of a file are looked at."""

_ENDINGS: dict[str, Form] = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".doc": "docx",
    ".wps": "docx",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".zip": "zip",
}
# What these announce has a signature; a .doc may be a web page or plain text under a wrong name.
_SIGNED = frozenset((".docx", ".pdf", ".parquet", ".zip"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A PDF may have something before its signature, but not much: a text that is about PDF has more.
_PDF_WITHIN = 1024
# Possessive: a page that begins with a thousand comments is not to be tried in all ways to part them.
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?><!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|br|span|table|section|article)\b[^<>]*>", re.IGNORECASE)


def is_taken(name: str) -> bool:
    """Whether a folder's or an archive's file of this name is an article: by its ending, hidden ones left out."""
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in _ENDINGS


def form_of(head: bytes, name: str, columns: Columns, file: IO[bytes] | None = None) -> Form:
    """The form of the file that begins with ``head``; ``file`` tells a document from an archive where needed.

    `ReadError` with the code broken when the name announces a format that the bytes are not, legacy-format or
    encrypted for Office documents that cannot be read, binary for formats that no reader knows.
    """
    expected = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    signed = _by_signature(head, name, expected, file)
    if signed:
        return signed
    plain = _as_ascii(head)
    if _HTML.match(plain):
        return "html"
    if expected == "html":
        return "html" if _TAG.search(plain) else "txt"
    ending = PurePosixPath(name).suffix.lower()
    if head and ending in _SIGNED:
        raise ReadError(f"the name ends with {ending}, and the bytes are no such file", code="broken")
    if expected in ("csv", "jsonl"):
        return expected
    if _is_json_line(plain, columns):
        return "jsonl"
    if expected is None and _is_table(plain, columns):
        return "csv"
    return "txt"


def _by_signature(head: bytes, name: str, expected: Form | None, file: IO[bytes] | None) -> Form | None:
    if head.startswith(_ZIP):
        if expected == "docx":
            return "docx"
        return _in_package(file) if file is not None and not name.lower().endswith(".zip") else "zip"
    if head.startswith(_OLE):
        return "docx"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"%PDF-") or (expected == "pdf" and b"%PDF-" in head[:_PDF_WITHIN]):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        raise ReadError("an RTF document", code="legacy-format", hint="save it as .docx")
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            raise ReadError(f"a {kind} file, no text", code="binary")
    return None


def _in_package(file: IO[bytes]) -> Form:
    """A ZIP file without a telling name: Word's documents and those of its kin are ZIP files too."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return "docx"
        raise ReadError("an Office file that is no Word document", code="binary")
    if "mimetype" in names:
        raise ReadError("an OpenDocument or EPUB file", code="binary", hint="save it as .docx or as text")
    return "zip"


def _as_ascii(head: bytes) -> bytes:
    """The head with its ASCII in single bytes, whatever the encoding: enough to see tags and brackets."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode("utf-8")
    if head[1:2] == b"\0":
        return head.decode("utf-16-le", "replace").encode("utf-8")
    if head[:1] == b"\0":
        return head.decode("utf-16-be", "replace").encode("utf-8")
    return head


def _is_json_line(head: bytes, columns: Columns) -> bool:
    """Whether the first line is a JSON object with the text's key; a line longer than the head may be one."""
    if not head.lstrip().startswith(b"{"):
        return False
    line, ended, _ = head.lstrip().partition(b"\n")
    key = json.dumps(columns.text, ensure_ascii=False).encode()
    if not ended and len(head) >= HEAD:
        return key in line or json.dumps(columns.text).encode() in line
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and columns.text in row


def _is_table(head: bytes, columns: Columns) -> bool:
    """Whether the first line names the text column beside others."""
    names = [name.strip(b'" \r') for name in re.split(rb"[,\t;]", head.partition(b"\n")[0])]
    return len(names) > 1 and columns.text.encode() in names


def bom_of(head: bytes) -> bytes:
    """The byte order mark that ``head`` begins with, or nothing."""
    return next((mark for mark, _ in MARKS if head.startswith(mark)), b"")


def is_wide(head: bytes) -> bool:
    """Whether the characters of a text have two or four bytes each, so that its lines cannot be told by bytes."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    return b"\0" in head[:2]
