"""Reading one article: from its address to its text."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Literal

from cnreport.errors import ReadError
from cnreport.reading import delimited, jsonl, parquet
from cnreport.reading.article import Article, Cells, Columns, Limits, Line, shown
from cnreport.reading.encodings import decode
from cnreport.reading.listing import find_articles
from cnreport.reading.opening import content, typed, unchanged
from cnreport.reading.sniffing import HEAD, form_of
from cnreport.text import Source

MAX_LINE = 10_000_000
"""Code points; a newspaper's longest paragraph has a few thousand. More on one line is a dump of something else."""

HtmlExtractor = Literal["cnreport", "trafilatura"]

_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_UNFIT = re.compile("[\0\ud800-\udfff]")


def read_article(
    article: Article | str, *, limits: Limits | None = None, html_extractor: HtmlExtractor = "cnreport"
) -> Source:
    """The text of an article; nothing is taken from it but what its format adds: tags, fonts, columns.

    ``article`` is an address from `find_articles`, or the path of a file that holds one article, or "-". A text file
    is decoded without any change; of the other formats the text is taken out. ``html_extractor`` says who finds the
    article on a web page: cnreport, or trafilatura, which knows more sites and is an extra.

    Every fault is a `ReadError`; docs/errors.md has its codes.
    """
    limits = limits or Limits()
    if isinstance(article, str):
        article = _only(article, limits)
    try:
        if article.error is not None:
            raise article.error
        source = _read(article, limits, html_extractor)
        _check(source.text, limits)
    except ReadError as error:
        # A row is found by its number, whatever its id.
        error.where = article.name if article.place is None else shown(article.key)
        raise
    return source


def _only(path: str, limits: Limits) -> Article:
    found = find_articles([path], limits=limits)
    first = next(found)
    if next(found, None) is not None:
        raise ReadError(
            "it holds more than one article", code="several-articles", where=shown(path), hint="use cnreport extract"
        )
    return first


def _read(article: Article, limits: Limits, html_extractor: HtmlExtractor) -> Source:
    place = article.place
    if place is not None:
        with unchanged(article):
            if isinstance(place, Line):
                return jsonl.read_row(article, place, limits)
            if isinstance(place, Cells):
                return delimited.read_row(article, place, limits)
            return parquet.read_row(article, place, limits)
    if not article.members:
        _refuse_folder(article)
    return Source(_text(article, content(article, limits), limits, html_extractor), article.name)


def _refuse_folder(article: Article) -> None:
    with typed(was_there=article.stamp is not None):
        if stat.S_ISDIR(Path(article.path).stat().st_mode):
            with os.scandir(article.path):
                raise ReadError(
                    "the folder holds no file with an ending that is read",
                    code="no-articles",
                    hint="hidden names are left out; a file that is named is read whatever its ending",
                )


def _text(article: Article, data: bytes, limits: Limits, html_extractor: HtmlExtractor) -> str:
    match article.form or form_of(data[:HEAD], article.name, Columns()):
        case "html":
            from cnreport.reading.html import text_of_html

            return text_of_html(data, limits, html_extractor)
        case "docx":
            from cnreport.reading.docx import text_of_docx

            return text_of_docx(data, limits)
        case "pdf":
            from cnreport.reading.pdf import text_of_pdf

            return text_of_pdf(data, limits)
        case _:
            return decode(data)[0]


def _check(text: str, limits: Limits) -> None:
    if not text or text.isspace():
        raise ReadError("there is no text in it", code="is-empty")
    if not _HANZI.search(text):
        raise ReadError("there is not one Chinese character in it", code="no-chinese")
    unfit = _UNFIT.search(text)
    if unfit:
        what, code = (
            ("a NUL character", "nul-bytes") if unfit[0] == "\0" else ("half of a surrogate pair", "lone-surrogate")
        )
        raise ReadError(f"{what} at character {unfit.start()}", code=code)
    if len(text) > limits.bytes:
        raise ReadError(
            f"its text has more than {limits.bytes} characters", code="too-large", hint="split it, or raise the limit"
        )
    if len(text) > MAX_LINE:
        start = 0
        for line in text.splitlines(keepends=True):
            if len(line) > MAX_LINE:
                raise ReadError(
                    f"the line at character {start} is {len(line)} characters long, more than {MAX_LINE}",
                    code="line-too-long",
                    hint="an article has paragraphs: break the text into lines",
                )
            start += len(line)
