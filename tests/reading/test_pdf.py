import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from cnreport.errors import ReadError
from cnreport.reading import Limits
from cnreport.reading.pdf import text_of_pdf
from fuzz.harness import drawn, pdf
from tests.reading.conftest import GOOD, Arrived, put

SIZE = 12.0
SIGNATURE = b"%PDF-1.4\n"


def printed(*pages: Callable[[Canvas], object], password: StandardEncryption | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=password)
    for page in pages:
        canvas.setFont("STSong-Light", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def page(text: str, left: float = 60, top: float = 760) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(text.splitlines()):
            canvas.drawString(left, top - 1.5 * SIZE * number, line)

    return draw


def scan(canvas: Canvas) -> None:
    pixel = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
        "0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f000101010018dd8db0"
        "0000000049454e44ae426082"
    )
    canvas.drawImage(ImageReader(io.BytesIO(pixel)), 0, 0, 595, 842)


def read(data: bytes) -> list[str]:
    return text_of_pdf(data, Limits()).splitlines()


def test_lines_come_in_order() -> None:
    text = "云溪镇工作报告\n　　今年以来，全镇改造道路26条，\n新增停车位480个。"
    assert read(printed(page(text), page("二、下一步"))) == [*text.splitlines(), "二、下一步"]


def test_the_columns_of_a_newspaper_are_read_one_after_the_other() -> None:
    left = [f"左栏第{number}行改造背街小巷" for number in "一二三四五六七八"]
    right = [f"右栏第{number}行新增停车泊位" for number in "一二三四五六七八"]

    def draw(canvas: Canvas) -> None:
        page("全镇春耕生产开局良好，各村抢抓农时备足良种农资", left=120, top=800)(canvas)
        # As programs for newspapers write them: not in the order of reading.
        for number in range(8):
            page(right[number], left=320, top=760 - 18 * number)(canvas)
            page(left[number], left=60, top=760 - 18 * number)(canvas)

    assert read(printed(draw)) == ["全镇春耕生产开局良好，各村抢抓农时备足良种农资", *left, *right]


def test_a_table_is_read_row_by_row() -> None:
    def draw(canvas: Canvas) -> None:
        for number, row in enumerate((("指标", "完成数"), ("道路", "26条"), ("泵站", "20座"), ("车位", "480个"))):
            for column, cell in enumerate(row):
                page(cell, left=60 + 200 * column, top=760 - 18 * number)(canvas)

    assert read(printed(draw)) == ["指标\t完成数", "道路\t26条", "泵站\t20座", "车位\t480个"]


def test_scanned_pages_are_said(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.pdf", printed(scan, scan))
    put(tmp_path / "b.pdf", printed(page(GOOD), scan))
    put(tmp_path / "c.pdf", printed(page(GOOD), scan, scan))
    put(tmp_path / "d.pdf", printed(lambda canvas: None))
    put(tmp_path / "e.txt")
    assert arrived(tmp_path) == {
        "a.pdf": "no-text-layer",
        "b.pdf": GOOD,
        "c.pdf": "no-text-layer",
        "d.pdf": "is-empty",
        "e.txt": GOOD,
    }
    with pytest.raises(ReadError, match="2 of its 3 pages are scanned"):
        text_of_pdf((tmp_path / "c.pdf").read_bytes(), Limits())


def test_documents_that_need_a_password(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.pdf", printed(page(GOOD), password=StandardEncryption("secret")))
    # Anybody may open it; only changing it needs a password.
    put(tmp_path / "b.pdf", printed(page(GOOD), password=StandardEncryption("", "secret")))
    assert arrived(tmp_path) == {"a.pdf": "encrypted", "b.pdf": GOOD}


def test_documents_that_are_broken(tmp_path: Path, arrived: Arrived) -> None:
    whole = pdf(drawn([GOOD]))
    put(tmp_path / "a.pdf", whole[:300])
    put(tmp_path / "b.pdf", SIGNATURE)
    put(tmp_path / "c.pdf", SIGNATURE + bytes(range(256)) * 20)
    put(tmp_path / "d.pdf", "no document")
    # A page that is its own parent, and pages in themselves.
    put(tmp_path / "e.pdf", whole.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 2 0 R 3 0 R]/Count 3"))
    put(tmp_path / "f.pdf", whole)
    codes = dict.fromkeys((f"{name}.pdf" for name in "abcde"), "broken")
    assert arrived(tmp_path) == codes | {"f.pdf": GOOD}


def test_the_number_of_pages_is_limited(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.pdf", printed(*[page(GOOD)] * 4))
    put(tmp_path / "b.pdf", printed(*[page(GOOD)] * 3))
    text = "\n".join([GOOD] * 3)
    assert arrived(tmp_path, limits=Limits(pages=3)) == {"a.pdf": "too-many-pages", "b.pdf": text}
    # What a document says about itself is not believed.
    put(tmp_path / "a.pdf", pdf(drawn([GOOD])).replace(b"/Count 1", b"/Count 2000000000"))
    assert arrived(tmp_path / "a.pdf") in ({"a.pdf": GOOD}, {"a.pdf": "too-many-pages"})


def test_a_document_of_more_text_than_an_article_may_have(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.pdf", printed(*[page(GOOD * 5)] * 40))
    put(tmp_path / "b.txt")
    assert arrived(tmp_path, limits=Limits(bytes=300)) == {"a.pdf": "too-large", "b.txt": GOOD}
    with pytest.raises(ReadError) as caught:
        text_of_pdf((tmp_path / "a.pdf").read_bytes(), Limits(bytes=300))
    assert caught.value.code == "too-large"


def test_a_document_under_another_name(tmp_path: Path, arrived: Arrived) -> None:
    data = pdf(drawn([GOOD]))
    put(tmp_path / "a.txt", data)
    put(tmp_path / "b.pdf", b"\r\n" + data)
    assert arrived(tmp_path) == {"a.txt": GOOD, "b.pdf": GOOD}
