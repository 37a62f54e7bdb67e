import io
import zipfile
from pathlib import Path

import docx
import pytest

from cnreport.errors import ReadError
from cnreport.reading import Limits
from cnreport.reading.docx import text_of_docx
from fuzz.harness import archive, word_document
from tests.reading.conftest import GOOD, Arrived, put

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "改">{LAUGHS}]>'


def body(inside: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_paragraphs_and_tables_in_order(tmp_path: Path, arrived: Arrived) -> None:
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("改造").add_run("道路\t26条").bold = True
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("指标", "完成", "道路", ""), strict=True
    ):
        cell.text = text
    table.cell(1, 1).text = "26条\n全部完成"
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "（县道）"
    document.add_paragraph("二、下一步")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    put(tmp_path / "a.docx", saved(document))
    assert arrived(tmp_path) == {
        "a.docx": "一、工作回顾\n改造道路\t26条\n指标\t完成\n道路 （县道）\t26条 全部完成\n二、下一步"
    }


def test_what_the_reader_of_the_document_does_not_see_is_no_text() -> None:
    parts = (
        "<w:p><w:r><w:t>改造</w:t><w:br/></w:r><w:ins><w:r><w:t>道路</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>小区</w:delText><w:t>公园</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        f"<w:sdt><w:sdtContent>{paragraph('三是抓民生。')}</w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('旁注')}</w:txbxContent></w:pict><w:t>正文</w:t></w:r></w:p>",
        "<!-- 注 --><?x y?>",
    )
    assert text_of_docx(word_document(body("".join(parts))), Limits()) == "改造\n道路\n三是抓民生。\n正文"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_laughs_by_the_billion(tmp_path: Path, arrived: Arrived, encoding: str) -> None:
    mark = "" if encoding == "utf-8" else "\ufeff"
    put(tmp_path / "a.docx", word_document((mark + BOMB + body(paragraph("&l29;"))).encode(encoding)))
    put(tmp_path / "b.docx", word_document(body(paragraph(GOOD))))
    put(tmp_path / "c.txt")
    assert arrived(tmp_path) == {"a.docx": "unsafe-xml", "b.docx": GOOD, "c.txt": GOOD}


def elsewhere(data: bytes) -> bytes:
    """The document with its main part under a name that does not tell XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).replace(b"document.xml", b"document.bin") for name in package.namelist()}
    return archive(*((name.replace("document.xml", "document.bin"), content) for name, content in parts.items()))


def test_files_of_the_machine_are_not_quoted(tmp_path: Path, arrived: Arrived) -> None:
    secret = put(tmp_path / "secret", "机密")
    data = word_document(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + body(paragraph(f"{GOOD}&e;")))
    put(tmp_path / "in/a.docx", data)
    put(tmp_path / "in/b.docx", elsewhere(data))
    assert arrived(tmp_path / "in") == {"in/a.docx": "unsafe-xml", "in/b.docx": GOOD}


def test_laughs_in_a_part_that_is_not_looked_at(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.docx", elsewhere(word_document(BOMB + body(paragraph(f"{GOOD}&l29;")))))
    put(tmp_path / "b.txt")
    found = arrived(tmp_path)
    # Entities are never put in; some versions of the parser refuse such a document as a whole.
    assert found.pop("a.docx") in ("broken", GOOD)
    assert found == {"b.txt": GOOD}


def test_documents_that_need_a_password_or_an_old_word(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    put(tmp_path / "b.doc", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600)
    put(tmp_path / "c.docx", word_document(body(paragraph(GOOD))))
    assert arrived(tmp_path) == {"a.docx": "encrypted", "b.doc": "legacy-format", "c.docx": GOOD}


def test_documents_that_are_broken(tmp_path: Path, arrived: Arrived) -> None:
    whole = word_document(body(paragraph(GOOD)))
    put(tmp_path / "a.docx", whole[:-40])
    put(tmp_path / "b.docx", word_document(body(paragraph(GOOD))[:-9]))
    put(tmp_path / "c.docx", archive(("word/document.xml", body(paragraph(GOOD)))))
    put(tmp_path / "d.docx", "no document")
    put(tmp_path / "e.docx", whole.replace(GOOD.encode(), GOOD.encode()[::-1]))
    put(tmp_path / "f.docx", word_document(body("<w:p>" * 100_000 + "</w:p>" * 100_000)))
    put(tmp_path / "g.docx", word_document(body("")))
    put(tmp_path / "h.docx", whole)
    codes = dict.fromkeys((f"{name}.docx" for name in "abcdef"), "broken")
    assert arrived(tmp_path) == codes | {"g.docx": "is-empty", "h.docx": GOOD}


def test_documents_that_hold_too_much(tmp_path: Path, arrived: Arrived) -> None:
    file = io.BytesIO(word_document(body(paragraph(GOOD))))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", b"\0" * 30_000_000)
    put(tmp_path / "a.docx", file.getvalue())
    put(tmp_path / "b.docx", word_document(body(paragraph(GOOD * 1000))))
    put(tmp_path / "c.docx", word_document(body(paragraph(GOOD))))
    assert arrived(tmp_path, limits=Limits(bytes=2000)) == {
        "a.docx": "too-large",
        "b.docx": "too-large",
        "c.docx": GOOD,
    }
    assert arrived(tmp_path)["a.docx"] == "zip-bomb"


def test_a_document_under_another_name(tmp_path: Path, arrived: Arrived) -> None:
    data = word_document(body(paragraph(GOOD)))
    put(tmp_path / "in/a.doc", data)
    put(tmp_path / "in/b.zip", archive(("c.docx", data)))
    put(tmp_path / "noending", data)
    assert arrived(tmp_path / "in", tmp_path / "noending") == {
        "in/a.doc": GOOD,
        "in/b.zip!c.docx": GOOD,
        "noending": GOOD,
    }


def test_an_error_of_a_document_says_where_and_what_to_do() -> None:
    with pytest.raises(ReadError) as caught:
        text_of_docx(word_document(BOMB + body("")), Limits())
    assert caught.value.code == "unsafe-xml"
    assert "word/document.xml" in caught.value.message
    assert caught.value.hint
