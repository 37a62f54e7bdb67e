"""Spark: on a real cluster of several processes, against the library run in this one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from cnreport.batch import Settings
from cnreport.errors import CnreportError, ReadError, RulesError, WriteError
from cnreport.integrations.arrow import OUTPUTS, extract_table, flatten_table, output_schema
from cnreport.integrations.spark import ddl, extract_df, flatten_df

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'cnreport[spark]'")

from pyspark import SparkContext  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql.types import StructType  # noqa: E402

from tests.integrations.cluster import ROOT, WORKERS, Cluster  # noqa: E402

# Spark's own words about a version of pandas that it takes nothing from here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

PARTITIONS = 4
FAILED = {"空": "is-empty", "英": "no-chinese", "无": "is-empty"}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("spark"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def spark(cluster: Cluster) -> Iterator[SparkSession]:
    session = cluster.session()
    gateway = session.sparkContext._gateway
    yield session
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(60)
    SparkContext._gateway = SparkContext._jvm = None  # what comes after starts a JVM of its own


@pytest.fixture(scope="module")
def articles() -> pa.Table:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples/articles").glob("*.txt"))}
    given = [*texts.items(), ("空", "  \n"), ("英", "not Chinese"), ("无", None)]
    return pa.table({"id": [name for name, _ in given], "text": [text for _, text in given]})


@pytest.fixture(scope="module")
def df(spark: SparkSession, articles: pa.Table) -> DataFrame:
    return spark.createDataFrame(articles.to_pylist(), "id STRING, text STRING").repartition(PARTITIONS).cache()


def ordered(table: pa.Table) -> list[dict[str, object]]:
    return sorted(table.to_pylist(), key=lambda row: (str(row["article"]), str(row.get("id"))))


@pytest.mark.parametrize("table", OUTPUTS)
def test_the_cluster_gives_what_the_library_gives(df: DataFrame, articles: pa.Table, table: str) -> None:
    found = ordered(extract_df(df, table=table).toArrow())
    assert found == ordered(extract_table(articles, table))
    assert {row["article"]: row["error_code"] for row in found if row["error_code"]} == FAILED


def test_both_workers_take_part(spark: SparkSession, df: DataFrame) -> None:
    def who(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            yield pa.RecordBatch.from_pydict({"executor": [os.getppid()], "here": [os.getpid()]})

    seen = df.select("id").mapInArrow(who, "executor BIGINT, here BIGINT").collect()
    assert len({row["executor"] for row in seen}) == WORKERS
    assert os.getpid() not in {row["here"] for row in seen}


def test_all_tables_come_from_one_extraction(df: DataFrame, articles: pa.Table) -> None:
    nested = extract_df(df, table="nested").cache()
    here = extract_table(articles, "nested")
    for table in ("speeches", "records", "quantities"):
        assert ordered(flatten_df(nested, table).toArrow()) == ordered(flatten_table(here, table))


def test_sql_over_the_tables(spark: SparkSession, df: DataFrame) -> None:
    extract_df(df).createOrReplaceTempView("records")
    (row,) = spark.sql(
        "SELECT count(*) AS plans, count_if(size(owners) > 0) AS owned FROM records WHERE kind = 'plan'"
    ).collect()
    assert row.plans > row.owned > 0


def test_settings_and_columns_of_ones_own(spark: SparkSession, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[units]]\nid = "count.捆捆"\nnames = ["捆捆"]\ndimension = "count"\nfactor = 1\n', encoding="utf-8"
    )
    given = [(7, "云溪镇今年收稻草1200捆捆。年底前再收300捆捆。", "2031年5月6日")]
    df = spark.createDataFrame(given, "`my.key` INT, `a ``body``` STRING, day STRING")
    options = {"text_col": "a `body`", "id_col": "my.key", "date_col": "day"}
    found = extract_df(df, table="nested", settings=Settings(rules=rules, explain=True), **options)
    rules.unlink()  # what the executors need has been sent with the work
    (row,) = found.collect()
    report = json.loads(row.report)
    assert (row.article, report["source"], report["published"]) == ("7", "7", "2031-05-06")
    amounts = [amount for speech in report["speeches"] for one in speech["records"] for amount in one["quantities"]]
    assert [amount["unit"] for amount in amounts] == ["捆捆", "捆捆"]
    assert "explanation" in report["speeches"][0]["records"][0]


def test_the_example_of_the_page(spark: SparkSession, articles: pa.Table) -> None:
    (code,) = re.findall(r"```py\n(.*?)```", (ROOT / "docs" / "spark.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"spark": spark}
    exec(code.replace('"examples/', f'"{ROOT.as_uri()}/examples/'), names)
    good = articles.filter(pc.invert(pc.is_in(articles["id"], pa.array(FAILED))))
    for table in ("records", "quantities"):
        here = extract_table(good, table).drop_columns("article").to_pylist()
        there = names[table].toArrow().drop_columns("article").to_pylist()
        assert sorted(there, key=by_id) == sorted(here, key=by_id)
    assert names["failed"].count() == 0


def by_id(row: dict[str, object]) -> str:
    return str(row["id"])


def test_schemas_agree(spark: SparkSession) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    for table in OUTPUTS:
        stated = StructType.fromDDL(ddl(table))
        arrow = output_schema(table)
        assert [(field.name, field.dataType) for field in stated] == [
            (field.name, field.dataType) for field in from_arrow_schema(arrow)
        ]
        assert [field.metadata["comment"] for field in stated] == [
            field.metadata[b"meaning"].decode() for field in arrow
        ]


@pytest.mark.parametrize(
    ("options", "error", "code"),
    [
        ({"text_col": "body"}, ReadError, "no-column"),
        ({"date_col": "day"}, ReadError, "no-column"),
        ({"table": "people"}, WriteError, "unknown-table"),
        ({"settings": Settings(rules="no-such-file.toml")}, RulesError, "bad-rules"),
    ],
)
def test_faults_of_the_set_up_are_found_before_the_work(
    df: DataFrame, options: dict[str, object], error: type[CnreportError], code: str
) -> None:
    with pytest.raises(error) as caught:
        extract_df(df, **options)
    assert caught.value.code == code
    with pytest.raises(ReadError):
        flatten_df(df)
