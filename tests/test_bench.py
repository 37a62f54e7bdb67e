"""The bench names functions of the package by where they are looked up: each must be there."""

from __future__ import annotations

import sys
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "pipeline", raising=False)
    return [door for doors in import_module("pipeline").DOORS.values() for door in doors]


def test_every_door_of_a_room_is_there(doors: list[str]) -> None:
    assert doors
    for door in doors:
        module, _, path = door.partition(":")
        assert callable(reduce(getattr, path.split("."), import_module(module))), door
