"""Reports as data frames."""

from decimal import Decimal

import pytest

import cnreport
from cnreport.errors import WriteError
from cnreport.writing.tables import TABLES

TEXT = "下一步，年底前改造老旧小区20个，由市住建局牵头，新增车位近300个。"


@pytest.fixture(scope="module")
def reports() -> list[cnreport.Report]:
    pipeline = cnreport.load(date="2024-03-01")
    return [pipeline(TEXT), pipeline(TEXT.replace("20", "35"))]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_rows_of_all_reports(reports: list[cnreport.Report], library: str) -> None:
    pytest.importorskip(library, reason=f"pip install 'cnreport[{library}]'")
    frame = cnreport.to_frame(reports, "quantities", library)
    assert list(frame.columns) == [column.name for column in TABLES["quantities"].columns]
    assert list(frame["value_exact"]) == ["20", "300", "35", "300"]
    assert [Decimal(value) for value in frame["value"]] == [20, 300, 35, 300]
    assert list(frame["bound"]) == ["exact", "under"] * 2


def test_one_report_and_lists_in_cells(reports: list[cnreport.Report]) -> None:
    pytest.importorskip("pandas", reason="pip install 'cnreport[pandas]'")
    frame = cnreport.to_frame(reports[0])
    assert list(frame["kind"]) == ["plan"] * len(frame)
    assert [list(owners) for owners in frame["owners"]].count(["市住建局"]) == 1
    assert frame["deadline_value"][0] == "2024-12-31"


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_report_makes_its_own(reports: list[cnreport.Report], library: str) -> None:
    pytest.importorskip(library, reason=f"pip install 'cnreport[{library}]'")
    assert reports[0].to_frame("quantities", library).equals(cnreport.to_frame(reports[0], "quantities", library))
    assert list(reports[1].to_frame(library=library)["id"]) == [r.id for s in reports[1].speeches for r in s.records]


def test_no_reports_make_an_empty_frame() -> None:
    pytest.importorskip("polars", reason="pip install 'cnreport[polars]'")
    frame = cnreport.to_frame([], "speeches", "polars")
    assert frame.shape == (0, len(TABLES["speeches"].columns))


def test_a_table_that_does_not_exist(reports: list[cnreport.Report]) -> None:
    with pytest.raises(WriteError, match="records") as caught:
        cnreport.to_frame(reports, "record")
    assert caught.value.code == "unknown-table"
