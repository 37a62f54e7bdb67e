"""Which encoding a Chinese text file is in: byte order mark, then UTF-8, then what the text looks like.

GB18030 decodes almost any bytes, those of a Big5 file too, and UTF-16 decodes nearly every even number of them. So
the text each candidate gives is judged by how many of its characters are among the commonest of written Chinese:
around three quarters in the right encoding, a few in a hundred in a wrong one.
"""

from __future__ import annotations

import codecs
import re

from cnreport.errors import ReadError
from cnreport.reading.common import COMMON

# The longer marks first: UTF-32's little-endian mark starts with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# cp950 is Big5 as Windows writes it; big5hkscs has Hong Kong's additions.
_CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
)

_SAMPLE = 1 << 16
_LEAST_COMMON = 0.3
_MOST_CONTROLS = 0.02

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_TELLING = re.compile("[^\t-\r\x20-\x7e]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` without its byte order mark, and the codec that gave it.

    `ReadError` with the code binary, nul-bytes, lone-surrogate or undecodable, and the place of the first offence.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"a {kind} file, no text", code="binary")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _plain(_strict(data[len(mark) :], encoding), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _judged(data, error)
    if "\0" in text or (not text.isascii() and _commonness(text) == 0):
        # Valid UTF-8 by chance: UTF-16 of mostly Latin text, or a few GB18030 characters.
        best = _best(data)
        if best:
            return _plain(*best)
    return _plain(text, "utf-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_surrogates(data, encoding)
        raise ReadError(
            f"the byte order mark says {encoding}, and the bytes at {error.start} are not", code="undecodable"
        ) from error


def _judged(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    best = _best(data)
    if best:
        return _plain(*best)
    _refuse_surrogates(data, "utf-8")
    if b"\0" in data or _has_controls(data[:_SAMPLE].decode("latin-1")):
        raise ReadError("a binary file, no text", code="binary") from error
    raise ReadError(
        f"byte 0x{data[error.start]:02x} at {error.start} is not UTF-8, and read as GB18030, Big5 or UTF-16 "
        "it makes no Chinese text",
        code="undecodable",
        hint="convert the file to UTF-8",
    ) from error


def _best(data: bytes) -> tuple[str, str] | None:
    """The text and the codec of the candidate that looks most like Chinese, when one does."""
    # Where there are NULs it may be UTF-16, whose characters need no byte above 0x7f; an even start keeps the two
    # bytes of each together.
    high = None if b"\0" in data else _NOT_ASCII.search(data)
    start = high.start() & ~1 if high else 0
    sample = data[start : start + _SAMPLE]
    looks = {name: _commonness(sample.decode(name, "replace")) for name in _CANDIDATES}
    for name in sorted(_CANDIDATES, key=looks.__getitem__, reverse=True):
        if looks[name] < _LEAST_COMMON:
            return None
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return None


def _commonness(text: str) -> float:
    """The share of common Chinese characters and punctuation among all that is not plain ASCII."""
    telling = _TELLING.findall(text, 0, _SAMPLE)
    return sum(map(COMMON.__contains__, telling)) / len(telling) if telling else 0.0


def _has_controls(text: str) -> bool:
    """Whether there are more control characters than slip into a text by accident."""
    return len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text)


def _plain(text: str, encoding: str) -> tuple[str, str]:
    if _SURROGATE.search(text):
        _refuse_surrogates(text.encode("utf-8", "surrogatepass"), "utf-8")
    nul = text.find("\0")
    if _has_controls(text[:_SAMPLE]) or (nul >= 0 and _commonness(text) == 0):
        raise ReadError("a binary file, no text", code="binary")
    if nul >= 0:
        raise ReadError(f"{text.count(chr(0))} NUL characters, the first at character {nul}", code="nul-bytes")
    return text, encoding


def _refuse_surrogates(data: bytes, encoding: str) -> None:
    """Raise when nothing but lone surrogates keeps ``data`` from being text."""
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return
    lone = _SURROGATE.search(text)
    if lone:
        raise ReadError(
            f"half of a surrogate pair, U+{ord(lone[0]):04X}, at character {lone.start()}", code="lone-surrogate"
        )
