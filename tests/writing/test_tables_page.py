"""docs/tables.md says what the tables are.

``python -m tests.writing.test_tables_page`` writes its lists of columns anew.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from cnreport.writing import open_sink
from cnreport.writing.columns import Column
from cnreport.writing.tables import TABLES, TABLES_VERSION
from tests.writing.conftest import full, line

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"
_START = f"<!-- columns: version {TABLES_VERSION} -->\n"


def described(column: Column) -> str:
    type_ = f"decimal({column.scale})" if column.type == "decimal" else column.type
    facts = [type_, *(["required"] if column.required else []), *([f"→ {column.parent}"] if column.parent else [])]
    return f"| `{column.name}` | {', '.join(facts)} | {column.meaning} |\n"


def lists() -> str:
    parts = []
    for table in TABLES.values():
        rows = "".join(described(column) for column in table.columns)
        head = "| column | type | meaning |\n| --- | --- | --- |\n"
        parts.append(f"\n### {table.name}\n\n{table.meaning.capitalize()}.\n\n{head}{rows}")
    return "".join(parts)


def test_the_page_lists_every_column() -> None:
    _, mark, found = PAGE.read_text(encoding="utf-8").partition(_START)
    assert mark, "the page is of another version of the tables"
    assert found == lists()


def test_the_query_of_the_page_runs(tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with open_sink(tmp_path / "out.db") as sink:
        sink.write(line(full()))
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        assert connection.execute(query.replace("公里", "亩")).fetchall() == [("云溪镇", "茶园", 12.5)]


if __name__ == "__main__":
    head = PAGE.read_text(encoding="utf-8").partition("<!-- columns: ")[0]
    PAGE.write_text(head + _START + lists(), encoding="utf-8")
