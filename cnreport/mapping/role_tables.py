"""What each number of `cnreport.mapping.role_features` stands for: features as short strings ``name=key``.

A text has a number, and so has the order of the first verbs of a clause. The number of a word is that of its text with
its class behind it; other numbers are put together in the same way from these, classes and counts, some bits each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from cnreport.learned.tables import Numbering, Table
from cnreport.learned.weights import Features
from cnreport.mapping.lexicon import Lexicon

CLASSES: Final = "QTVNADPUSCFXRM^$"
"""The classes of words, and those of what stands before and behind a record. The number of one is its place here."""
BITS: Final = 4
"""How many bits a class has."""
LOW: Final = (1 << BITS) - 1
"""The bits of the class in the number of a word."""
BEFORE: Final = "^"
BEHIND: Final = "$"
_NO_WORD: Final = "-"
_LONGEST: Final = 4
# So many texts or orders of verbs are kept; then all is forgotten, so that archives do not fill the memory.
_MOST: Final = 60_000


class RoleTables:
    """The words seen so far, by number, and the tables of the sums."""

    def __init__(self, features: Features, lexicon: Lexicon) -> None:
        """``features`` are what is added up: weights, or the names of the features."""
        self._features = features
        self._lexicon = lexicon
        self.texts: Numbering[str] = Numbering()
        self.orders: Numbering[str] = Numbering()
        self.before = self.texts.of(BEFORE) << BITS | CLASSES.index(BEFORE)
        self.behind = self.texts.of(BEHIND) << BITS | CLASSES.index(BEHIND)
        self.no_text = self.texts.of(_NO_WORD)
        self.own = self._table(self._own)
        self.one_before, self.one_behind, self.two_before, self.two_behind = map(
            self._by_text, ("w-1", "w+1", "w-2", "w+2")
        )
        self.verb_before, self.verb_behind, self.last_word = map(self._by_text, ("pv", "nv", "lw"))
        self.first_verb = self._table(self._first_verb)
        self.order = self._table(self._order)
        self.behind_class, self.before_class = self._table(self._behind_class), self._table(self._before_class)
        self.three, self.five = self._table(self._three), self._by_classes("c5", 5)
        self.four_before, self.four_behind = self._by_classes("cl4", 4), self._by_classes("cr4", 4)
        self.among_verbs = self._table(self._among_verbs)
        self.from_start = self._table(self._from_start)
        self.in_record = self._table(self._in_record)
        self.amounts = self._table(self._amounts)

    def is_full(self) -> bool:
        """Whether so much is kept that it is time to begin anew."""
        return len(self.texts.names) > _MOST or len(self.orders.names) > _MOST

    def _table(self, score: Callable[[int], Any]) -> Table:
        return Table(self._features.nothing, score)

    def _feature(self, name: str, key: str) -> Any:
        return self._features.named(name)(key, self._features.nothing)

    def _by_text(self, name: str) -> Table:
        return self._table(lambda text: self._feature(name, self.texts.names[text]))

    def _by_classes(self, name: str, count: int) -> Table:
        return self._table(lambda classes: self._feature(name, _letters(classes, count)))

    def _own(self, word: int) -> Any:
        """What a word tells of itself, whatever stands beside it."""
        text, cls, feature = self.texts.names[word >> BITS], CLASSES[word & LOW], self._feature
        found = (
            feature("w", text + cls)
            + feature("s2", text[-2:] + cls)
            + feature("s", text[-1:] + cls)
            + feature("p", text[:1] + cls)
            + feature("l", f"{min(len(text), _LONGEST)}{cls}")
        )
        for name in self._lexicon.verb_classes.get(text, ()):
            found += feature("lx", name + cls)
        if self._lexicon.is_indicator(text):
            found += feature("lx", f"ind{cls}")
        return found

    def _first_verb(self, number: int) -> Any:
        """The first verb of its clause (text), behind the word, the word itself or before it (2 bits)."""
        return self._feature(("fv>", "fv=", "fv<")[number & 3], self.texts.names[number >> 2])

    def _order(self, number: int) -> Any:
        """The verbs of its clause (order), how many stand before the word (2 bits), whether it is one (1 bit)."""
        return self._feature("vs", f"{self.orders.names[number >> 3]}|{number >> 1 & 3}{number & 1}")

    def _behind_class(self, number: int) -> Any:
        """The word (text) behind one of a class."""
        return self._feature("cw", CLASSES[number & LOW] + self.texts.names[number >> BITS])

    def _before_class(self, number: int) -> Any:
        """The word (text) before one of a class."""
        return self._feature("wc", self.texts.names[number >> BITS] + CLASSES[number & LOW])

    def _three(self, number: int) -> Any:
        """The classes of the words beside it and its own."""
        classes = _letters(number, 3)
        return self._feature("c3", classes) + self._feature("cl", classes[:2]) + self._feature("cr", classes[1:])

    def _among_verbs(self, number: int) -> Any:
        """How many verbs of its clause stand before it and behind it (2 bits each), whether a 的 does (1 bit each); its
        class.
        """
        verbs, links, cls = number >> BITS, number >> 4 + BITS, CLASSES[number & LOW]
        return self._feature("v", f"{verbs & 3}{verbs >> 2 & 3}{cls}") + self._feature(
            "u", f"{links >> 1}{links & 1}{cls}"
        )

    def _from_start(self, number: int) -> Any:
        """The class of the first word of its clause, how far it stands from it (2 bits), its class."""
        first, away = number >> 2 + BITS, number >> BITS & 3
        return self._feature("f", f"{CLASSES[first]}{CLASSES[number & LOW]}{away}")

    def _in_record(self, number: int) -> Any:
        """How far it stands from the end of its clause, how many clauses of the record are before it and behind it (2
        bits each), whether its clause has an amount (1 bit); its class.
        """
        key, cls = number >> BITS, CLASSES[number & LOW]
        return (
            self._feature("e", f"{key & 3}{cls}")
            + self._feature("n", f"{key >> 2 & 3}{key >> 4 & 3}{cls}")
            + self._feature("nq", f"{key >> 6}{cls}")
        )

    def _amounts(self, number: int) -> Any:
        """Whether an amount counts it, whether it governs one, whether any word of its record does (1 bit each); its
        class. Nothing without a fourth bit: of a record without amounts.
        """
        key, cls = number >> BITS, CLASSES[number & LOW]
        if not key >> 3:
            return self._features.nothing
        return self._feature("o", f"{'-o'[key & 1]}{'-a'[key >> 1 & 1]}{'-a'[key >> 2 & 1]}{cls}")


def _letters(classes: int, count: int) -> str:
    """The letters of so many classes on end."""
    return "".join([CLASSES[classes >> BITS * k & LOW] for k in range(count - 1, -1, -1)])


def role_tables(features: Features, lexicon: Lexicon) -> RoleTables:
    """The tables of these features, kept for the next records."""
    found = _kept(features, lexicon)
    if found.is_full():
        _kept.cache_clear()
        found = _kept(features, lexicon)
    return found


@lru_cache(maxsize=8)
def _kept(features: Features, lexicon: Lexicon) -> RoleTables:
    return RoleTables(features, lexicon)
