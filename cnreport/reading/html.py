"""Web pages: their encoding, what makes them dangerous, and who finds the article on them."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Literal

from cnreport.errors import ReadError
from cnreport.reading.article import Limits
from cnreport.reading.elements import BLOCKS, SINGLE
from cnreport.reading.encodings import decode

_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})|<\?xml\b[^>]{0,100}?\bencoding=[\"']([\w-]{1,40})",
    re.IGNORECASE,
)
_CHARSET_WITHIN = 8192
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
}
_MOST_TAGS = 1_000_000
_MOST_BROKEN = 0.001
_BORNE = frozenset(("undecodable", "binary", "nul-bytes"))
_NULS = {0: "\ufffd"}

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")


def text_of_html(data: bytes, limits: Limits, extractor: Literal["cnreport", "trafilatura"] = "cnreport") -> str:
    """The article of a page: its title, the line that says when it was published, and its paragraphs, a line each.

    The cells of a table's row are joined by tabs. `ReadError` with the code too-deep, missing-extra, or one of
    `cnreport.reading.encodings.decode`.
    """
    page = decode_page(data)
    _refuse_deep(page, limits)
    if extractor == "trafilatura":
        return _by_trafilatura(page)
    from cnreport.reading.webpage import article_of

    return article_of(page)


def decode_page(data: bytes) -> str:
    """A page's text: by its byte order mark, what its bytes look like, and where those fail the charset it states.

    A page may have a few broken characters, as it may in a browser; they are U+FFFD.
    """
    try:
        return decode(data)[0]
    except ReadError as error:
        stated = _CHARSET.search(data[:_CHARSET_WITHIN])
        name = (stated[1] or stated[2]).decode("ascii").lower() if stated else "utf-8"
        page = data.decode(_CODECS.get(name, "utf-8"), "replace").translate(_NULS)
        if error.code in _BORNE and page.count("\ufffd") <= _MOST_BROKEN * len(page):
            return page
        raise


def _refuse_deep(page: str, limits: Limits) -> None:
    """What parsers and readers of pages do with elements in elements takes time by the square of their depth."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(page)):
        if count > _MOST_TAGS:
            raise ReadError(f"more than {_MOST_TAGS} tags", code="too-large", hint="save the article as text")
        name = tag[2].lower()
        # To browsers <div/> opens an element; those of other vocabularies do no harm.
        if name in SINGLE or (tag[0].endswith("/>") and name not in BLOCKS):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limits.nesting:
            raise ReadError(
                f"elements lie in each other more than {limits.nesting} deep",
                code="too-deep",
                hint="save the article as text, or raise the limit",
            )


def _by_trafilatura(page: str) -> str:
    if find_spec("trafilatura") is None:
        raise ReadError(
            "html_extractor='trafilatura' needs trafilatura",
            code="missing-extra",
            hint="pip install 'cnreport[trafilatura]'",
        )
    import trafilatura

    found: str | None = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True)
    return found or ""
