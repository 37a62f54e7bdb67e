"""The features of the candidates of an amount, short strings ``name=key``; those that depend on little, summed once.

Sums are kept by the letters of what they depend on. A state is the way from the amount to a word (side, stops, amounts,
的 and verbs crossed), whether the word is verbal, its class and the next one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from cnreport.learned.weights import Features, Sums
from cnreport.mapping.lexicon import Lexicon

# How near its amount must be for the word before the amount to matter.
BESIDE: Final = 5
# From how many words on the distance from the action is just far.
AWAY: Final = 4
# Where the words stand that speak for choosing none.
STEPS: Final = (-3, -2, -1, 1, 2, 3)


@lru_cache(maxsize=1024)
def between(features: Features, around: str) -> Sums[Any]:
    """What an amount with two classes ``around`` it sees in a state."""
    ctx2, x, t, v = map(features.named, ("ctx2", "x", "t", "v"))
    zero, after = features.nothing, around[1]

    def score(state: str) -> Any:
        crossed, links, verbs, verbal, cls, following = state[:3], *state[3:]
        return (
            ctx2(f"{cls}{crossed}{following}", zero)
            + x(f"{crossed}{cls}{around}", zero)
            + t(f"{crossed}{cls}{following}{after}", zero)
            + v(f"{verbal == 'v'}{cls}{crossed}{links}{verbs}", zero)
        )

    return Sums(score)


@lru_cache(maxsize=1024)
def shaped(features: Features, shape: str) -> Sums[Any]:
    """A construction of the rules and a state."""
    sh, zero = features.named("sh"), features.nothing
    return Sums(lambda state: sh(f"{shape}{state[-2]}{state[:3]}{state[-1]}", zero))


@lru_cache(maxsize=1024)
def united(features: Features, unit: str) -> Sums[Any]:
    """A unit and a state."""
    u, zero = features.named("u"), features.nothing
    return Sums(lambda state: u(f"{unit}{state[0]}{state[-2]}{state[1]}", zero))


def near(distance: int) -> int:
    """How far a word stands, in classes."""
    return distance if distance <= 4 else 7 if distance <= 7 else 12 if distance <= 12 else 99


# The names of the features that a word's text alone is the key of, by side, and by reach or distance or step: the word
# itself, the one before and the one behind it, the word by its reach, the word before the amount by how far the
# candidate stands, the words around the amount.
_BY_WORD: Final = (
    "w", "pwL", "pwR", "nwL", "nwR", "wdL0", "wdL1", "wdL2", "wdL3", "wdR0", "wdR1",
    *(f"bw{side}{near(distance)}" for side in "LR" for distance in range(1, BESIDE + 1)),
    *(f"n{step}" for step in STEPS),
)  # fmt: skip
SLOTS: Final = {name: slot for slot, name in enumerate(_BY_WORD)}
"""Where each of them stands in a word's list."""
OWN: Final = SLOTS["w"]


@lru_cache(maxsize=64)
def by_word(features: Features) -> Sums[list[Any]]:
    """The features of a word's text, each in its slot: so one look-up finds them all."""
    lookups = [features.named(name) for name in _BY_WORD]
    return Sums(lambda text: [lookup(text, features.nothing) for lookup in lookups])


@lru_cache(maxsize=64)
def surrounded(features: Features, side: str) -> Sums[Any]:
    """The classes of a word on one side of the amount and of those around it, with the word's last character."""
    suf, pc, zero = features.named("suf"), features.named("pc"), features.nothing
    return Sums(lambda key: suf(f"{key[3]}{key[2]}{side}", zero) + pc(f"{key[:3]}{side}", zero))


@lru_cache(maxsize=64)
def lexical(features: Features) -> Sums[Any]:
    """The classes that the lexicon knows a word by, joined by colons, and what was crossed."""
    nameless, zero = features.named(""), features.nothing

    def score(key: str) -> Any:
        total = zero
        for name in key[:-3].split(":"):
            total += nameless(f"{name}:{key[-3:]}", zero)
        return total

    return Sums(score)


@lru_cache(maxsize=64)
def neighbours(features: Features) -> Sums[Any]:
    """The classes of the words around the amount."""
    nc, nc2, zero = features.named("nc"), features.named("nc2"), features.nothing

    def score(classes: str) -> Any:
        total = nc(classes[1:5], zero) + nc2(classes[2:4], zero)
        for step, cls in zip(STEPS, classes, strict=True):
            total += features.named(f"n{step}c")(cls, zero)
        return total

    return Sums(score)


@lru_cache(maxsize=20_000)
def nothing(
    features: Features,
    shape: str,
    unit: str,
    no_of: bool,
    no_action: bool,
    of_before: bool,
    action_before: bool,
    sides: str,
) -> Any:
    """Choosing nothing, but for the words around: ``sides`` are the classes of those right beside the amount."""
    nr, nsh, zero = features.named("nr"), features.named("nsh"), features.nothing
    score = features.named("")("none", zero) + features.named("nu")(unit, zero)
    score += nsh(shape, zero) + nsh(f"{shape}{unit}", zero)
    score += nr(f"{no_of}{no_action}", zero) + nr(f"of{no_of}{shape}", zero) + nr(f"act{no_action}{shape}", zero)
    return score + features.named("npv")(f"{of_before}{action_before}{sides}", zero)


@lru_cache(maxsize=64)
def acted(features: Features, action_side: str) -> Sums[list[Any]]:
    """By what was crossed and the class behind the word, and then where the word stands from the action chosen, if one
    was: a list with the words before it at its negative indices.
    """
    act, zero = features.named("act"), features.nothing

    def score(crossed: str, distance: int) -> Any:
        if not action_side:
            return act(f"none{crossed}", zero)
        relation = "a" if distance > 0 else "b" if distance < 0 else "="
        away = abs(distance) if abs(distance) < AWAY else "far"
        return act(f"{relation}{action_side}{crossed}", zero) + act(f"{relation}{away}{action_side}{crossed[0]}", zero)

    return Sums(lambda crossed: [score(crossed, away) for away in (*range(AWAY + 1), *range(-AWAY, 0))])


@lru_cache(maxsize=64)
def known(lexicon: Lexicon) -> Sums[str]:
    """By the class of the word behind it and a word's text: the classes that the lexicon knows the word by, an
    indicator's with the class of the word behind it.
    """

    def classes(key: str) -> str:
        text = key[1:]
        names = lexicon.verb_classes.get(text, ())
        return ":".join([*names, f"ind{key[0]}"] if lexicon.is_indicator(text) else names)

    return Sums(classes)


@lru_cache(maxsize=4096)
def proposed(features: Features, task: str, shape: str, classes: str, spot: str) -> Any:
    """The rules propose the word."""
    rule, zero = features.named(f"rule{task}"), features.nothing
    return rule("", zero) + rule(shape, zero) + rule(classes, zero) + rule(spot, zero)


def repeated(features: Features, task: str, along: str, crossed: str, shape: str, sides: str) -> Any:
    """The word chosen for the amount before; ``along`` are the first classes on the way to it."""
    prev, zero = features.named(f"prev{task}"), features.nothing
    return prev("", zero) + prev(f"{along}{crossed}", zero) + prev(shape, zero) + prev(f"{sides}{crossed}", zero)
