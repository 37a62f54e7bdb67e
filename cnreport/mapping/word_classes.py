"""Rule files of words by class, each rule adding words to the class that it names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cnreport.rules import Overlay
from cnreport.rules.loading import load_rules
from cnreport.rules.rule import near


def word_classes(
    table: str, names: Collection[str], overlay: Overlay | Path | None, characters: Collection[str] = ()
) -> dict[str, frozenset[str]]:
    """The words of each class of ``names``, with a user's overlay laid over them.

    Raises `RulesError` for a rule of another class, and for a word in a class of ``characters`` that is not one.
    """
    classes: dict[str, set[str]] = {name: set() for name in names}
    for rule in load_rules(table, overlay):
        rule.expect(("class", "words"))
        name = rule.text("class", rule.id)
        if name not in classes:
            hint = near(name, classes) or "one of " + ", ".join(sorted(classes))
            raise rule.error(f"there is no class {name!r}: say which in 'class'", hint, "class")
        words = rule.texts("words")
        if name in characters and (longer := [word for word in words if len(word) > 1]):
            raise rule.error(f"the class {name!r} is of single characters: {longer[0]!r} is none", field="words")
        classes[name].update(words)
    return {name: frozenset(words) for name, words in classes.items()}
