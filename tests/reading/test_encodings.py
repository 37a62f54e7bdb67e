import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnreport.errors import ReadError
from cnreport.reading.encodings import decode

SIMPLIFIED = "云溪镇党委书记林远航：\r\n　　今年以来，全镇改造背街小巷26条，新增停车位480个。"
TRADITIONAL = "市長施政報告：\r\n　　過去一年，我們完成道路改善工程三十二處，新增公園綠地十二公頃。"
LATIN_AROUND = "<html><head><title>report</title></head>" * 400 + SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")),
        *((TRADITIONAL, encoding) for encoding in ("utf-8", "cp950", "gb18030", "utf-16-le", "utf-16-be")),
        *((LATIN_AROUND, encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")),
        ("全镇改造道路", "gb18030"),
        ("一是抓落实𠮷", "gb18030"),
        ("我哋喺香港嘅工作報告，過去一年嘅發展", "big5hkscs"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, encoding)
    assert decode(mark + "12".encode(encoding)) == ("12", encoding)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"PK\x03\x04\x14\x00\x06\x00", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x01\x02\x03\x04 text", "binary"),
        ("改造\0道路".encode(), "nul-bytes"),
        ("全镇今年改造道路和小区\0道路".encode("gb18030"), "nul-bytes"),
        ("全镇改造\0道路".encode("utf-16"), "nul-bytes"),
        (b"road \xed\xa0\x80 works", "lone-surrogate"),
        ("改造道路".encode() + b"\xed\xb0\x80", "lone-surrogate"),
        (codecs.BOM_UTF16_LE + "改造".encode("utf-16-le") + b"\x00\xd8\x0a\x00", "lone-surrogate"),
        (codecs.BOM_UTF16_LE + "改造".encode("utf-16-le") + b"\x0a", "undecodable"),
        (codecs.BOM_UTF8 + b"\xff\xff", "undecodable"),
        (SIMPLIFIED.encode()[:-1], "undecodable"),
        ("これは日本語の文書です。仕事の報告をします。".encode("shift_jis"), "undecodable"),
        ("Отчёт о работе правительства области".encode("koi8-r"), "undecodable"),
        ("café déjà vu, résumé".encode("latin-1"), "undecodable"),
    ],
)
def test_what_is_no_chinese_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.code == code


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_typed_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ReadError as error:
        assert error.code in {"binary", "nul-bytes", "lone-surrogate", "undecodable"}
    else:
        text.encode("utf-8")
        assert text == data.decode(encoding) or data.startswith(
            (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
        )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    text = "改造道路，" + text
    assert decode(text.encode()) == (text, "utf-8")
