"""What ``import cnreport`` offers: the names, their types, their errors; the import itself loads nothing."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

import cnreport

TYPED = """
from decimal import Decimal
import cnreport

report: cnreport.Report = cnreport.extract("x")
quantities: list[cnreport.Quantity] = cnreport.extract_quantities("x")
number: Decimal = cnreport.parse_number("x")
pipeline: cnreport.Pipeline = cnreport.load(tokenizer="rjieba", date="2031-01-08")
again: cnreport.Report = pipeline(cnreport.Source("x", "name"))
cnreport.extract(3)
cnreport.load("rjieba")
cnreport.parse_number("x").upper()
"""


def test_every_name_is_there_and_listed() -> None:
    assert set(cnreport.__all__) <= set(dir(cnreport)) | set(cnreport.__all__)
    for name in cnreport.__all__:
        assert getattr(cnreport, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        cnreport.nonsense  # noqa: B018


def test_import_loads_no_room() -> None:
    code = "import sys, cnreport; print(*sorted(m for m in sys.modules if m.startswith('cnreport.')))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["cnreport._version"]


def test_quantities_need_no_tokenizer_and_no_model() -> None:
    code = """
import sys, cnreport
cnreport.extract_quantities("清淤8公里")
cnreport.parse_number("三万五")
print(*sorted({"rjieba", "jieba", "spacy", "spacy_pkuseg", "numpy"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_extract() -> None:
    report = cnreport.extract("下一步，年底前改造老旧小区20个。")
    assert isinstance(report, cnreport.Report)
    (record,) = report.speeches[0].records
    assert record.kind == "plan"
    assert record.deadline is not None
    assert record.deadline.value == "XXXX-12-31"
    (quantity,) = record.quantities
    assert (quantity.value, quantity.unit) == (Decimal(20), "个")
    assert quantity.of is not None
    assert quantity.of.text == "老旧小区"


def test_extract_quantities() -> None:
    found = cnreport.extract_quantities("清淤8公里，投资1.2亿元，同比增长近5%。")
    assert [(q.text, q.value, q.unit, q.bound) for q in found] == [
        ("8公里", Decimal(8), "公里", "exact"),
        ("1.2亿元", Decimal(120_000_000), "元", "exact"),
        ("近5%", Decimal(5), "%", "under"),
    ]
    assert cnreport.extract_quantities("") == []


def test_parse_number() -> None:
    assert cnreport.parse_number("三万五") == Decimal(35000)
    for wrong in ("", "没有", "三四五六万亿个"):
        with pytest.raises(ValueError, match=r".+"):
            cnreport.parse_number(wrong)


def test_models_are_frozen() -> None:
    report = cnreport.extract("下一步，改造老旧小区20个。")
    with pytest.raises(ValueError, match="frozen"):
        report.id = "other"  # type: ignore[misc]


def test_an_unknown_tokenizer_is_a_typed_error() -> None:
    with pytest.raises(cnreport.CnreportError) as caught:
        cnreport.load(tokenizer="nonsense")
    assert caught.value.code


def test_the_package_is_typed(tmp_path: Path) -> None:
    assert (resources.files("cnreport") / "py.typed").is_file()
    script = tmp_path / "typed.py"
    script.write_text(TYPED, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-pretty", str(script)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if "typed.py" in line and ": error:" in line]
    assert [int(line.rsplit("typed.py:", 1)[1].split(":")[0]) for line in lines] == [10, 11, 12], done.stdout


def test_a_pipeline_is_built_with_the_keywords_of_load() -> None:
    rules = {"units": [{"id": "count.网格组", "names": ["网格组"], "dimension": "count"}]}
    built = cnreport.Pipeline(rules=rules, date="2024-03-01")
    report = built("下一步，年底前组建网格组8网格组。")
    assert report == cnreport.load(rules=rules, date="2024-03-01")("下一步，年底前组建网格组8网格组。")
    assert report.speeches[0].records[0].quantities[0].unit == "网格组"
    assert built.settings.date == "2024-03-01"
