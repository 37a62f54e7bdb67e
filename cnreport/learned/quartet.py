"""Chains of four labels: those likeliest together, with all that there is of each label written out.

There are so many words that lists of scores would take most of the time; a packed sum fits one machine word, and so
does the way back from each label.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnreport.learned.weights import BITS, first_of


def best_of(a: int, b: int, c: int, d: int) -> int:
    """Which of four is the greatest, the first of equals."""
    best, most = 0, a
    if b > most:
        best, most = 1, b
    if c > most:
        best, most = 2, c
    return 3 if d > most else best


def highest(a: int, b: int, c: int, d: int) -> int:
    """The greatest of four."""
    most = b if b > a else a
    if c > most:
        most = c
    return d if d > most else most


class Quartet:
    """The weights of each of four labels behind each other one."""

    def __init__(self, transitions: Sequence[Sequence[int]]) -> None:
        """``transitions[i][j]`` is the weight of label ``j`` behind label ``i``."""
        (
            (self._aa, self._ab, self._ac, self._ad),
            (self._ba, self._bb, self._bc, self._bd),
            (self._ca, self._cb, self._cc, self._cd),
            (self._da, self._db, self._dc, self._dd),
        ) = transitions

    def labels(self, sums: Sequence[int]) -> list[int]:
        """The labels that are likeliest together (Viterbi 1967).

        ``sums`` are the packed scores of the first three labels at each place; that of the fourth is always 0.
        """
        aa, ab, ac, ad = self._aa, self._ab, self._ac, self._ad
        ba, bb, bc, bd = self._ba, self._bb, self._bc, self._bd
        ca, cb, cc, cd = self._ca, self._cb, self._cc, self._cd
        da, db, dc, dd = self._da, self._db, self._dc, self._dd
        a = b = c = d = 0
        ways: list[int] = []  # of each place from which label each is reached, two bits each
        for place, packed in enumerate(sums):
            if place:
                first = best_of(a + aa, b + ba, c + ca, d + da)
                second = best_of(a + ab, b + bb, c + cb, d + db)
                third = best_of(a + ac, b + bc, c + cc, d + dc)
                fourth = best_of(a + ad, b + bd, c + cd, d + dd)
                ways.append(first | second << 2 | third << 4 | fourth << 6)
                a, b, c, d = (
                    highest(a + aa, b + ba, c + ca, d + da),
                    highest(a + ab, b + bb, c + cb, d + db),
                    highest(a + ac, b + bc, c + cc, d + dc),
                    highest(a + ad, b + bd, c + cd, d + dd),
                )
            score = first_of(packed)
            a += score
            packed = (packed - score) >> BITS
            score = first_of(packed)
            b += score
            c += (packed - score) >> BITS
        label = best_of(a, b, c, d)
        found = [label]
        for way in reversed(ways):
            label = way >> 2 * label & 3
            found.append(label)
        found.reverse()
        return found[: len(sums)]
