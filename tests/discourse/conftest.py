"""A speech as a few lines of text: headings begin with one ``#`` a level, every other line is a body paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cnreport.layout import Paragraph

Lay = Callable[[str], tuple[str, list[Paragraph]]]


@pytest.fixture
def lay() -> Lay:
    """Makes a view's text and its paragraphs from such lines."""

    def lay(lines: str) -> tuple[str, list[Paragraph]]:
        text = ""
        paragraphs = []
        for line in lines.splitlines():
            words = line.lstrip("#")
            level = len(line) - len(words)
            text += "\n" if text else ""
            paragraphs.append(Paragraph(len(text), len(text) + len(words), "heading" if level else "body", level))
            text += words
        return text, paragraphs

    return lay
