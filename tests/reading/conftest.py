"""What the tests of the readers share: everything under some paths, as texts and codes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Columns, Limits, find_articles, read_article
from cnreport.reading.opening import close_all

Arrived = Callable[..., dict[str, str]]
GOOD = "全镇改造道路26条。"


@pytest.fixture(autouse=True)
def shelf() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture
def arrived(tmp_path: Path) -> Arrived:
    """Reads all that is found: by key, without the temporary folder, the text of an article or its error's code."""

    def read(
        *paths: str | Path, columns: Columns | None = None, limits: Limits | None = None, folder: Path = tmp_path
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for article in find_articles(map(str, paths), columns, limits):
            key = article.key.removeprefix(f"{folder}/")
            assert key not in found
            try:
                found[key] = read_article(article, limits=limits).text
            except ReadError as error:
                assert error.where
                found[key] = error.code
        return found

    return read


def put(path: Path, content: str | bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
