"""What the fuzzers share: a sample of every format, the way from bytes to reports, and what must hold on it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cnreport.errors import ReadError
from cnreport.reading import Article, Limits, find_articles, read_article
from cnreport.reading.article import Cell, stamp_of
from cnreport.reading.opening import close_all
from cnreport.schema import Report
from cnreport.text import Source

LIMITS = Limits(bytes=2**20, expanded=2**22, members=50, pages=20)
"""Small enough that no input takes long."""

TEXT = """云溪镇2031年工作报告
——2031年1月8日在镇人民代表大会上
镇长　沈一帆

各位代表：
一、2030年工作回顾
（一）基础设施。新建泵站20座以上，改造老旧小区36个、近3万平方米，惠及居民3200余户。
地区生产总值增长5.3%左右，达到12.6亿元。
二、存在的问题
一是管护力量不够。二是渠道漏水时有发生，有2处未修。
三、下一步工作安排
9月底前由县水利局牵头完成泵站30座以上；力争2031年底前新增停车位300个。
（记者　孙晓雨）
"""

_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪镇工作报告_云溪网</title></head><body>
<div class="nav"><a href="/">首页</a></div><div id="zoom"><h1>云溪镇工作报告</h1><p>　　新建泵站20座<br/>以上。</p>
<table><tr><td>道路</td><td>26条</td></tr></table><pre>一是抓改造。
二是抓管理。</pre></div></body></html>"""

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>新建泵站20座以上，</w:t><w:tab/><w:t>清淤河道8公里。</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>道路</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>26条</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:body></w:document>"
)


def archive(*members: tuple[str, str | bytes]) -> bytes:
    """A ZIP file with the ``members``, by name, not compressed: what is changed in it is changed in them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in members:
            package.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def word_document(document: str | bytes) -> bytes:
    """A Word document whose main part is ``document``."""
    return archive(("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document))


def pdf(content: bytes, *, page: bytes = b"") -> bytes:
    """A PDF file of one page that draws ``content`` in UTF-16, with ``page`` among the page's entries."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R%s>>" % page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, body)
    at = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(file) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at)


def drawn(lines: list[str]) -> bytes:
    """What draws the ``lines`` on a page, one below the other."""
    shown = b"".join(b"<%s>Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in lines)
    return b"BT /F 12 Tf 60 780 Td 18 TL\n" + shown + b"ET"


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT[:60]], "date": ["2031-01-08"]}), file, compression="none")
    return file.getvalue()


def samples() -> dict[str, list[bytes]]:
    """Sound files of every format, by the ending of their names."""
    row = '{"id": "n1", "text": "新建泵站20座以上。", "date": "2031-01-08"}\n'
    return {
        "txt": [TEXT.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16")]
        + ["過去一年，我們完成道路改善工程三十二處，新增公園綠地十二公頃。".encode("big5")],
        "html": [_PAGE.encode(), _PAGE.replace("utf-8", "gb2312").encode("gb18030")],
        "docx": [word_document(_DOCUMENT)],
        "pdf": [pdf(drawn(TEXT.splitlines()))],
        "jsonl": [row.encode() * 2, row.encode("gb18030")],
        "csv": [
            'id,text,date\n1,"新建泵站\n20座以上",2031年1月8日\n'.encode(),
            "text\tid\n改造道路\t1\n".encode("utf-16"),
        ],
        "parquet": [_parquet()],
        "zip": [archive(("甲.txt", TEXT[:90]), ("b/c.jsonl", row), ("d.zip", archive(("e.html", _PAGE))))],
    }


def wrapped(kind: str, data: bytes) -> tuple[str, bytes]:
    """The name and the content of a file that holds ``data`` where a format's own checks let it through.

    ``kind`` is an ending, whose file is ``data`` itself, or one of `WRAPPERS`.
    """
    return ("a." + kind, data) if kind not in WRAPPERS else WRAPPERS[kind](data)


WRAPPERS: dict[str, Callable[[bytes], tuple[str, bytes]]] = {
    "utf-8": lambda data: ("a.txt", data.decode("utf-8", "ignore").encode()),
    "word/document.xml": lambda data: ("a.docx", word_document(data)),
    "page.pdf": lambda data: ("a.pdf", pdf(data)),
    "member.zip": lambda data: ("a.zip", archive(("a.txt", data), ("b.docx", data), ("c.html", data))),
}
"""Formats whose encodings, checksums and directories stop most changes, with a way around them."""


def inner_samples() -> dict[str, list[bytes]]:
    """What `WRAPPERS` wrap."""
    return {
        "utf-8": [TEXT.encode()],
        "word/document.xml": [_DOCUMENT.encode()],
        "page.pdf": [drawn(TEXT.splitlines()[:5])],
        "member.zip": [TEXT[:90].encode(), word_document(_DOCUMENT)],
    }


KINDS = (*samples(), *WRAPPERS)
"""Every format, and every way around a format's own checks."""


def outcomes(path: Path, extract: Callable[[Source], Report]) -> list[str]:
    """What becomes of every article in a file: the code of its error, or ``""`` for a report that holds.

    Any other exception than a `ReadError` comes out of it, and `AssertionError` for a report that does not hold.
    """
    try:
        return [_outcome(article, extract) for article in find_articles([str(path)], limits=LIMITS)]
    finally:
        close_all()


def row_outcome(path: Path, extract: Callable[[Source], Report]) -> str:
    """The same for the first row of a Parquet file, without the process that lists its rows."""
    place = Cell(0, 0, "text", "date")
    try:
        return _outcome(Article("a", "a", str(path), "parquet", place=place, stamp=stamp_of(path.stat())), extract)
    finally:
        close_all()


def _outcome(article: Article, extract: Callable[[Source], Report]) -> str:
    try:
        source = read_article(article, limits=LIMITS)
        report = extract(source)
    except ReadError as error:
        assert error.code, error
        assert error.where, error
        return error.code
    check(source.text, report)
    return ""


def check(text: str, report: Report) -> None:
    """`AssertionError` unless every quotation of a report stands where it says, and the report can be written."""
    for quoted in _quotations(report.model_dump()):
        where = text[quoted["start"] : quoted["end"]]
        assert 0 <= quoted["start"] < quoted["end"] <= len(text), quoted
        assert quoted["text"], quoted
        # What sets the page, a line's end or the mark of a footnote, is left out in the middle, never at the ends.
        rest = iter(where)
        assert (quoted["text"][0], quoted["text"][-1]) == (where[0], where[-1]), (quoted, where)
        assert all(character in rest for character in quoted["text"]), (quoted, where)
    assert Report.model_validate_json(report.model_dump_json()) == report


def _quotations(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.keys() >= {"text", "start", "end"}:
            yield node
        for value in node.values():
            yield from _quotations(value)
    elif isinstance(node, list):
        for value in node:
            yield from _quotations(value)
