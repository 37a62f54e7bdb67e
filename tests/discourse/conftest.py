"""A speech as a few lines of text: headings begin with one ``#`` a level, questions with ``?``, the rest is body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cnreport.discourse import Discourse
from cnreport.discourse.clauses import Clause
from cnreport.layout import Paragraph
from cnreport.layout.model import Role


def lay(lines: str) -> tuple[str, list[Paragraph]]:
    """A view's text and its paragraphs."""
    text = ""
    paragraphs = []
    for line in lines.strip().splitlines():
        words = line.lstrip("#?")
        level = len(line) - len(words) if line[0] == "#" else 0
        role: Role = "question" if line[0] == "?" else "heading" if level else "body"
        text += "\n" if text else ""
        paragraphs.append(Paragraph(len(text), len(text) + len(words), role, level))
        text += words
    return text, paragraphs


@pytest.fixture(scope="session")
def rules() -> Discourse:
    """Kinds by rules alone."""
    return Discourse(model=False)


@pytest.fixture(scope="session")
def trained() -> Discourse:
    """Kinds with the project's model."""
    discourse = Discourse()
    assert discourse.has_model
    return discourse


@pytest.fixture(scope="session")
def clauses(rules: Discourse) -> Callable[[str], list[tuple[str, Clause]]]:
    """The clauses of such lines, each with its words."""

    def read(lines: str) -> list[tuple[str, Clause]]:
        text, paragraphs = lay(lines)
        return [(text[clause.start : clause.end], clause) for clause in rules.clauses(text, paragraphs)[1]]

    return read


@pytest.fixture(scope="session")
def statements(rules: Discourse) -> Callable[[str], list[tuple[str, str, str | None, int | None]]]:
    """The statements of such lines by rules alone: words, kind, words of the head, its ordinal."""

    def read(lines: str) -> list[tuple[str, str, str | None, int | None]]:
        text, paragraphs = lay(lines)
        return [
            (
                text[found.start : found.end],
                found.kind,
                text[found.head.span.start : found.head.span.end] if found.head else None,
                found.head.ordinal if found.head else None,
            )
            for found in rules.statements(text, paragraphs)
        ]

    return read


@pytest.fixture(scope="session")
def trained_kinds(trained: Discourse) -> Callable[[str], list[tuple[str, str]]]:
    """The statements of such lines with the project's model: words and kind."""

    def read(lines: str) -> list[tuple[str, str]]:
        text, paragraphs = lay(lines)
        return [(text[found.start : found.end], found.kind) for found in trained.statements(text, paragraphs)]

    return read
