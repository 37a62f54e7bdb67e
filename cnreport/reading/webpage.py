"""Where on a web page the article is: in the innermost element that holds nearly all of the page's prose.

Prose is text outside links, weighed by whether it has the punctuation of sentences. The elements in which publishing
systems put articles are tried first; what stands around an article (by its name: menu, share, footer) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cnreport.reading.elements import BLOCKS, BOXES, CELLS, DROPPED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
# Words in the class or id of what stands around an article.
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|bread\w*|crumbs?|sidebar|share\w*|foot|footer|copyright|related?|recommend\w*|comments?"
    r"|pager|pagination|toolbar|login|search\w*|friendlinks?|links?|qrcode|ewm|weizhi|dqwz|position|top-?bar|banner"
    r"|fontsize|font-?size|bdshare\w*|hot|advert\w*|ads?)(?=$|[-_\s\d])",
    re.IGNORECASE,
)
_MOST_AROUND = 0.35

# Where the publishing systems of Chinese governments and papers put the article.
_CONTAINERS = (
    "#UCAP-CONTENT, #zoom, #Zoom, #ozoom, #js_content, .TRS_Editor, .trs_editor_view, .TRS_UEDITOR, .article-content, "
    ".article_content, .articleContent, .pages_content, .rich_media_content, [itemprop=articleBody], founder-content, "
    "#articleContent, #article-content, #content, .content, .main-content, article, main"
)
_LEAST_SHARE, _LEAST_SHARE_ELSEWHERE = 0.75, 0.9
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_STOPS = re.compile(r"[，。；！？]")
_WITHOUT_STOP = 0.3

_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
# A line break in the page's source between two Chinese characters is no space.
_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\uffef])")
# A line between title and article that says when and by whom it was published.
_PUBLISHED = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}|(?:来源|作者|记者|发布\w{0,4})[：:]")
_LONGEST_PUBLISHED = 120
_NEAR = 8
_SHORT = 8
_SEPARATOR = re.compile(r"[_|]|-+|[–—]+")
_SITE = re.compile(r"\s*[_|].*|\s+[-–—]+\s.*|-{1,3}[^-]{2,20}(?:网|政府|日报|门户)$", re.DOTALL)

_END, _NEXT_CELL = "\n", "\t"
_LONGEST_CELL = 100


def article_of(page: str) -> str:
    """The article of a decoded page, a line for each paragraph and each row of a table."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    if tree.body is None:
        return ""
    return _Page(tree, tree.body).article()


class _Page:
    """The elements of a page in document order, as columns: the last inside each, its prose, whether it is shown."""

    def __init__(self, tree: LexborHTMLParser, body: LexborNode) -> None:
        self._tree = tree
        self._ids: list[int] = []
        self._tags: list[str] = []
        self._parents: list[int] = []
        self._last: list[int] = []
        self._sizes: list[float] = []
        self._prose: list[float] = []
        self._around: list[bool] = []
        self._tokens: list[tuple[int, str]] = []
        self._collect(body)
        self._sizes = self._summed(self._sizes)
        self._shown = [True] * len(self._ids)
        self._drop(self._summed(self._prose))
        self._prose = self._summed([prose * shown for prose, shown in zip(self._prose, self._shown, strict=True)])

    def _collect(self, body: LexborNode) -> None:
        """Walk the page without recursion, however deep it is."""
        waiting: list[tuple[LexborNode | None, int, bool, bool]] = [(body, -1, False, False)]
        while waiting:
            node, parent, in_link, verbatim = waiting.pop()
            if node is None:
                self._leave(parent)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "", parent, in_link, verbatim)
            elif tag == "br":
                self._tokens.append((parent, _END))
            elif tag not in DROPPED and tag[:1] not in "-!":
                element = self._enter(node, tag, parent)
                if element < 0:
                    continue
                waiting.append((None, element, False, False))
                inside = (element, in_link or tag == "a", verbatim or tag == "pre")
                children = []
                child = node.child
                while child is not None:
                    children.append((child, *inside))
                    child = child.next
                waiting.extend(reversed(children))

    def _enter(self, node: LexborNode, tag: str, parent: int) -> int:
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return -1
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        element = len(self._ids)
        self._ids.append(node.mem_id)
        self._tags.append(tag)
        self._parents.append(max(parent, 0))
        self._last.append(element)
        self._sizes.append(0)
        self._prose.append(0)
        self._around.append(_AROUND.search(names[:500]) is not None)
        if tag in BLOCKS:
            self._tokens.append((element, _END))
        elif tag in CELLS:
            self._tokens.append((element, _NEXT_CELL))
        return element

    def _leave(self, element: int) -> None:
        self._last[element] = len(self._ids) - 1
        if self._tags[element] in BLOCKS:
            self._tokens.append((element, _END))

    def _text(self, text: str, parent: int, in_link: bool, verbatim: bool) -> None:
        hanzi = len(_HANZI.findall(text))
        self._sizes[parent] += len(text.strip())
        if not in_link:
            self._prose[parent] += hanzi if _STOPS.search(text) else hanzi * _WITHOUT_STOP
        if verbatim:
            for line in text.splitlines():
                self._tokens.extend(((parent, line), (parent, _END)))
        else:
            self._tokens.append((parent, _SPACE.sub(" ", _BREAK.sub("", text))))

    def _summed(self, own: Sequence[float]) -> list[float]:
        """What each element has with all that lies in it."""
        sums = list(own)
        for element in range(len(sums) - 1, 0, -1):
            sums[self._parents[element]] += sums[element]
        return sums

    def _drop(self, prose: Sequence[float]) -> None:
        """Leave out what stands around the article."""
        for element in range(1, len(self._ids)):
            if self._shown[element] and self._around[element] and prose[element] <= _MOST_AROUND * prose[0]:
                last = self._last[element]
                self._shown[element : last + 1] = [False] * (last - element + 1)

    def article(self) -> str:
        """The title, the line that says when it was published, and the article."""
        top = self._container()
        lines = list(self._lines(top, self._last[top]))
        before = list(self._lines(0, top - 1)) if top else []
        return "\n".join(self._head(before, lines) + lines)

    def _container(self) -> int:
        known = {node.mem_id for node in self._tree.css(_CONTAINERS)}
        total = self._prose[0]
        best = 0
        for element, prose in enumerate(self._prose):
            share = _LEAST_SHARE if self._ids[element] in known else _LEAST_SHARE_ELSEWHERE
            if self._shown[element] and self._tags[element] in BOXES and prose >= share * total > 0:
                best = element
        return best

    def _head(self, before: list[str], lines: list[str]) -> list[str]:
        """What of the lines before the article belongs to it."""
        title = self._title()
        seen = [_bare(line) for line in before]
        wanted = _bare(title)
        at = len(seen) - 1 - seen[::-1].index(wanted) if wanted in seen else max(-1, len(before) - 1 - _NEAR)
        published = [line for line in before[at + 1 :] if len(line) <= _LONGEST_PUBLISHED and _PUBLISHED.search(line)]
        first = [_bare(line) for line in lines[:5]]
        known = not wanted or any(line == wanted or (len(wanted) > _SHORT and wanted in line) for line in first)
        return [*([] if known else [title]), *published]

    def _title(self) -> str:
        stated = self._tree.css_first('meta[name="ArticleTitle"], meta[name="articletitle"], meta[property="og:title"]')
        whole = self._tree.css_first("head title")
        name = _SPACE.sub(" ", whole.text()).strip() if whole else ""
        if stated and (stated.attributes.get("content") or "").strip():
            return _SPACE.sub(" ", stated.attributes["content"] or "").strip()
        # The first heading may be the name of the site; that of the article opens the page's title or is a part of it.
        parts = {_bare(part) for part in _SEPARATOR.split(name)[:-1]}
        for heading in self._tree.css("h1, h2")[:20]:
            text = _SPACE.sub(" ", heading.text()).strip()
            bare = _bare(text)
            if len(text) >= 5 and (not name or _bare(name).startswith(bare) or bare in parts):
                return text
        return _SITE.sub("", name)

    def _lines(self, first: int, last: int) -> Iterator[str]:
        """The lines of the elements from ``first`` to ``last``, those without text left out."""
        parts: list[str] = []
        cell = -1
        for element, token in self._tokens:
            if not first <= element <= last or not self._shown[element]:
                continue
            if element > cell:
                cell = -1
            if token == _NEXT_CELL:
                parts.append(_NEXT_CELL)
                # Paragraphs in a small cell are one cell still; a large one sets the page.
                cell = self._last[element] if self._sizes[element] <= _LONGEST_CELL else -1
            elif token != _END:
                parts.append(token)
            elif element <= cell and self._tags[element] != "tr":
                parts.append(" ")
            else:
                yield from _line(parts)
                parts = []
        yield from _line(parts)


def _line(parts: list[str]) -> Iterator[str]:
    cells = (re.sub(" +", " ", cell).strip(" ") for cell in "".join(parts).split(_NEXT_CELL))
    line = _NEXT_CELL.join(cell for cell in cells if cell.strip())
    if line.strip():
        yield line


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
