"""On which line of a TOML file each of its keys stands: what error messages name and the parser does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a key: ``("units", 0, "names")`` is ``names`` of the first table of ``[[units]]``."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})|\'\'\'[\s\S]*?\'\'\'(?:\'{0,2})'
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<newline>\n)|(?P<mark>[\[\]{}=,.])|(?P<word>[^\s\[\]{}=,.#\"']+)|(?P<blank>#[^\n]*|[^\S\n]+)"
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every key, table and list item of ``text``, which must be valid TOML."""
    return _Scan(list(_tokens(text))).lines()


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, match.group(), line)
        line += match.group().count("\n")
    yield _Token("newline", "\n", line)


class _Scan:
    """One way through the tokens; that the text is valid TOML is taken for granted."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}  # of each array of tables, the index of its last one

    def lines(self) -> dict[Path, int]:
        table: Path = ()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[" and token.kind == "mark":
                table = self._header(token.line)
            else:
                self._pair(table)
        return self._lines

    def _header(self, line: int) -> Path:
        array = self._tokens[self._at + 1].text == "[" and self._tokens[self._at + 1].kind == "mark"
        self._at += 2 if array else 1
        *above, last = self._key()
        self._at += 2 if array else 1
        path: Path = ()
        for part in above:
            path = self._inside((*path, part), line)
        path = (*path, last)
        self._lines.setdefault(path, line)
        if not array:
            return path
        self._last[path] = self._last.get(path, -1) + 1
        path = (*path, self._last[path])
        self._lines[path] = line
        return path

    def _inside(self, path: Path, line: int) -> Path:
        """``path``, and where it is an array of tables, the last of them."""
        self._lines.setdefault(path, line)
        return (*path, self._last[path]) if path in self._last else path

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            token = self._tokens[self._at]
            if token.kind == "string":
                parts.append(str(tomllib.loads(f"key = {token.text}")["key"]))
            elif token.kind == "word":
                parts.append(token.text)
            elif token.text != ".":
                return parts
            self._at += 1

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        token = self._tokens[self._at]
        if token.kind != "mark":
            self._scalar()
            return
        self._at += 1
        closing = "]" if token.text == "[" else "}"
        number = 0
        while (token := self._tokens[self._at]).text != closing or token.kind != "mark":
            if token.kind == "newline" or (token.kind == "mark" and token.text == ","):
                self._at += 1
            elif closing == "}":
                self._pair(path)
            else:
                item = (*path, number)
                self._lines[item] = token.line
                number += 1
                self._value(item)
        self._at += 1

    def _scalar(self) -> None:
        """Over a string, or over the words and points of a number or a date."""
        while (token := self._tokens[self._at]).kind in ("string", "word") or token.text == ".":
            self._at += 1
