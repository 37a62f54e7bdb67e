"""A list of words as one regular expression that finds the longest of them quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def alternation(words: Iterable[str], barred: Mapping[str, Iterable[str]] | None = None) -> str:
    """A group for the standard ``re`` that matches any of ``words``, the longest first.

    The words share their beginnings as in a trie, so that a failing match is decided at the first characters however
    long the list is. A word that ends in a Latin letter matches only where no further letter follows: ``m`` is not
    found in ``mode``. ``barred`` gives for a word what else must not follow it (部: 分, 门).
    """
    root = _Node()
    guards = barred or {}
    for word in words:
        if not word:
            continue
        node = root
        for character in word:
            node = node.setdefault(character, _Node())
        node.guard = _guard(word, guards.get(word, ()))
    return f"(?:{_alternatives(root)})" if root else "(?!)"


class _Node(dict[str, "_Node"]):
    """The characters that may come next; ``guard`` is None unless a word ends here, else a look-ahead or nothing."""

    guard: str | None = None


def _guard(word: str, barred: Iterable[str]) -> str:
    choices = [re.escape(text) for text in sorted(barred)]
    if word[-1].isascii() and word[-1].isalpha():
        choices.append("[A-Za-z]")
    return f"(?!{'|'.join(choices)})" if choices else ""


def _alternatives(node: _Node) -> str:
    singles: list[str] = []
    branches: list[str] = []
    for character, child in sorted(node.items()):
        if not child and not child.guard:
            singles.append(re.escape(character))
        else:
            branches.append(re.escape(character) + _rest(child))
    if singles:
        branches.append(singles[0] if len(singles) == 1 else f"[{''.join(singles)}]")
    return "|".join(branches)


def _rest(node: _Node) -> str:
    """What may follow: the rest of longer words, or, where a word ends here, its guard."""
    if not node:
        return node.guard or ""
    more = _alternatives(node)
    if node.guard is None:
        return f"(?:{more})" if len(node) > 1 else more
    return f"(?:{more}|{node.guard})" if node.guard else f"(?:{more})?"
