"""A small net over places in a row: each sees its features and, through three convolutions, the places around it.

The features of a place are rows of a table, added up and cut off below zero (a bag of features); each layer of dilated
convolutions then adds what the places a little further away look like (Yu & Koltun 2016, with residuals) as far as a
few numbers tell (a bottleneck: He et al. 2016), and the scores of the labels are linear in what comes out and in the
features themselves. The weights come from a training elsewhere; at work a net is a few products of small matrices.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from zlib import decompressobj, error

import numpy as np

from cnreport.learned.tables import Array, Numbers
from cnreport.learned.weights import Lookup

# So many places at a time are added up: their rows stay in the processor's cache.
_BATCH: Final = 64
# Products of matrices are cut to so many multiplications: a BLAS with threads does not start them for less, and the
# threads of many short products would take more time than they save.
_PRODUCT: Final = 200_000
_EMPTY: Final[dict[str, tuple[int, ...]]] = {}


class Seen(NamedTuple):
    """The features of places, by the rows of a table; row 0 is that of no feature.

    ``fixed`` has a line of rows for each place; ``more`` has others, those of one place behind those of the one before,
    ``starts`` where those of each begin; each has one at least.
    """

    fixed: Numbers
    more: Numbers
    starts: Numbers

    def rows(self) -> list[list[int]]:
        """The rows of each place, without row 0."""
        ends = [*self.starts[1:].tolist(), len(self.more)]
        more = self.more.tolist()
        return [
            [row for row in (*fixed, *more[start:end]) if row]
            for fixed, start, end in zip(self.fixed.tolist(), self.starts.tolist(), ends, strict=True)
        ]


class Rows:
    """The rows of the features that a net knows."""

    nothing: tuple[int, ...] = ()

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """``names`` has the keys of the features of each name; the rows follow on each other from 1."""
        self._tables: dict[str, dict[str, tuple[int, ...]]] = {}
        row = 1
        for name, keys in names.items():
            self._tables[name] = {key: (row + place,) for place, key in enumerate(keys)}
            row += len(keys)
        self._count = row - 1

    def __len__(self) -> int:
        return self._count

    def named(self, name: str) -> Lookup:
        """See `cnreport.learned.weights.Features`: what a look-up gives is the row, or nothing."""
        return self._tables.get(name, _EMPTY).get


class Net:
    """The weights."""

    def __init__(self, data: Mapping[str, Any], rows: int) -> None:
        """``data`` is what the training wrote: ``table``, of so many rows, in packed bytes, with a scale for each of
        its columns; then ``bias``, ``layers`` and ``out``; a layer looks ``reach`` places before and behind: ``down``
        makes a few numbers of each place's many, ``up`` as many again of those of the three places.
        """
        self._scale: Array = np.array(data["scale"], np.float32)
        columns = len(self._scale)
        table = np.frombuffer(_unpacked(data["table"], rows * columns), np.int8).reshape(rows, columns)
        self._table: Array = np.concatenate([np.zeros((1, columns), np.int16), table])
        self._bias = _matrix(data["bias"])
        self._layers = [
            (int(one["reach"]), _matrix(one["down"]), _matrix(one["up"]), _matrix(one["bias"]))
            for one in data["layers"]
        ]
        self._out, self._out_bias = _matrix(data["out"]["weights"]), _matrix(data["out"]["bias"])
        self._width = len(self._bias)

    def likelihoods(self, seen: Seen) -> Array:
        """The probability of each label at each place, a line for a place."""
        added = self._added(seen)
        state = np.maximum(added[:, : self._width] + self._bias, 0)
        for reach, down, up, bias in self._layers:
            state = state + np.maximum(_product(around(_product(state, down), reach), up) + bias, 0)
        scores = _product(state, self._out) + self._out_bias + added[:, self._width :]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Array = shares / shares.sum(axis=1, keepdims=True)
        return found

    def _added(self, seen: Seen) -> Array:
        """The rows of each place added up, in whole numbers: a few hundred of them stay within 16 bits."""
        count = len(seen.fixed)
        found = np.empty((count, self._table.shape[1]), np.int16)
        ends = np.append(seen.starts[1:], len(seen.more))
        for first in range(0, count, _BATCH):
            part = slice(first, first + _BATCH)
            # The rows of a place stand in a column: so whole batches are added, one to another.
            further = np.arange((ends[part] - seen.starts[part]).max())[:, None] + seen.starts[part]
            more = np.where(further < ends[part], seen.more.take(further, mode="clip"), 0)
            rows = np.concatenate([seen.fixed[part].T, more])
            found[part] = self._table.take(rows, axis=0, mode="clip").sum(axis=0, dtype=np.int16)
        sums: Array = found * self._scale
        return sums


def _unpacked(text: str, size: int) -> bytes:
    """What was packed; `ValueError` when it is not of this size, which is found out before more is unpacked."""
    try:
        found = decompressobj().decompress(b64decode(text), size + 1)
    except error as fault:
        raise ValueError(str(fault)) from fault
    if len(found) != size:
        raise ValueError(f"the table has not {size} bytes")
    return found


def _matrix(data: Any) -> Array:
    return np.array(data, np.float32)


def _product(state: Array, weights: Array) -> Array:
    """``state @ weights``, some lines at a time."""
    size = max(1, _PRODUCT // weights.size)
    return np.concatenate([state[first : first + size] @ weights for first in range(0, len(state), size)])


def around(state: Array, reach: int) -> Array:
    """Of each place what the one ``reach`` places before it, itself and the one so far behind look like."""
    count, width = state.shape
    found: Array = np.zeros((count, 3 * width), np.float32)
    found[reach:, :width] = state[:-reach]
    found[:, width : 2 * width] = state
    found[:-reach, 2 * width :] = state[reach:]
    return found
