from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from cnreport.errors import RulesError
from cnreport.quantity.units import load_units

TABLE = load_units()
PATTERN = re.compile(TABLE.pattern)


def test_the_table_is_as_large_as_promised() -> None:
    assert len(TABLE.units) >= 400
    assert len(Counter(unit.id for unit in TABLE.units)) == len(TABLE.units)


@pytest.mark.parametrize("name", [name for unit in TABLE.units for name in unit.names])
def test_every_name_is_found_whole_and_means_its_unit(name: str) -> None:
    match = PATTERN.match(name)
    assert match is not None
    assert match[0] == name
    assert name in TABLE.get(name).names


@pytest.mark.parametrize(
    ("name", "dimension", "symbol", "base"),
    [
        ("亩", "area", None, "1000000"),
        ("公顷", "area", "har", "15000000"),
        ("公里", "length", "km", "1500000"),
        ("斤", "mass", None, "750"),
        ("吨标准煤", "energy", None, "43961400000000"),
        ("千瓦时", "energy", "kW.h", "5400000000"),
        ("小时", "time", "h", "5400000"),
        ("%", "ratio", "%", "15"),
        ("百分点", "ratio", None, "15"),
        ("美元", "money", "USD", "1500"),
        ("角", "money", "CNY", "150"),
        ("立方米/秒", "flow", "m3/s", "1500"),
        ("公里/小时", "speed", "km/h", None),
        ("个", "count", None, None),
    ],
)
def test_factors_are_exact(name: str, dimension: str, symbol: str | None, base: str | None) -> None:
    unit = TABLE.get(name)
    assert (unit.dimension, unit.symbol) == (dimension, symbol)
    if base is not None:
        assert unit.to_base(Decimal(1500)) == Decimal(base)


def test_temperatures_have_another_zero() -> None:
    assert TABLE.get("℃").to_base(Decimal(20)) == Decimal("293.15")
    assert TABLE.get("华氏度").to_base(Decimal(32)) == Decimal("273.15")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("个百分点", "百分点"), ("个月", "月"), ("个工作日", "工作日"), ("％", "%"), ("个次", "个次"), ("个", "个")],
)
def test_canonical_names(written: str, canonical: str) -> None:
    assert TABLE.canonical(written) == canonical
    assert TABLE.get(canonical) is TABLE.get(written)


def test_a_quotient_is_made_from_its_parts() -> None:
    assert PATTERN.match("吨/公里，")[0] == "吨/公里"  # type: ignore[index]
    unit = TABLE.get("吨/公里")
    assert (unit.symbol, unit.to_base(Decimal(3))) == ("t/km", Decimal(3))
    assert TABLE.get("元/台").dimension == "price"
    assert TABLE.get("元/户·年").factor is None
    assert "吨/风" not in TABLE
    with pytest.raises(KeyError):
        TABLE.get("吨/风")


@pytest.mark.parametrize("text", ["部署", "mode", "成立", "人民", "级联"])
def test_the_beginning_of_a_word_is_no_unit(text: str) -> None:
    assert PATTERN.match(text) is None


def test_what_stands_before_the_number() -> None:
    match = re.match(TABLE.prefix_pattern, "US$30")
    assert match is not None
    assert TABLE.get_prefix(match[0]).symbol == "USD"


def write(folder: Path, content: str) -> Path:
    path = folder / "units.toml"
    path.write_text("[[units]]\n" + content, encoding="utf-8")
    return path


def test_a_user_adds_replaces_and_disables_units(tmp_path: Path) -> None:
    added = load_units(write(tmp_path, 'id = "count.营盘"\nnames = ["营盘"]\ndimension = "count"\n'))
    assert added.get("营盘").dimension == "count"
    path = tmp_path / "more.toml"
    path.write_text(
        '[[units]]\nid = "area.亩"\nreplace = true\nnames = ["亩"]\ndimension = "area"\nfactor = 666.67\n'
        '[[units]]\nid = "count.尾"\ndisable = true\n',
        encoding="utf-8",
    )
    table = load_units(path)
    assert table.get("亩").factor == Decimal("666.67")
    assert "尾" not in table


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('id = "count.个"\nnames = ["个"]\ndimension = "count"\n', "taken"),
        ('id = "x"\nnames = ["个"]\ndimension = "count"\n', "already belongs to 'count.个'"),
        ('id = "x"\nnames = []\ndimension = "count"\n', "at least one name"),
        ('id = "x"\nnames = ["叵"]\n', "'dimension'"),
        ('id = "x"\nnames = ["叵"]\ndimension = "count"\nfactor = "many"\n', "finite number"),
        ('id = "x"\nnames = ["叵"]\ndimension = "count"\nfactor = nan\n', "finite number"),
        ('id = "x"\nnames = ["叵"]\ndimension = "count"\nfactor = -1\n', "greater than zero"),
        ('id = "x"\nnames = ["叵"]\ndimension = "count"\ncolour = "red"\n', "unknown field 'colour'"),
        ('id = "x"\nnames = ["叵"]\ndimension = "count"\ncanonical = { "乂" = "叵" }\n', "none of its names"),
        ('id = "count.无此"\ndisable = true\n', "no rule with this id"),
    ],
)
def test_a_bad_unit_names_file_id_and_reason(tmp_path: Path, content: str, reason: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(RulesError, match=reason) as caught:
        load_units(path)
    assert caught.value.where.rpartition(":")[0] == str(path)
