from cnreport.text import Source


def test_the_digest_is_of_the_text_alone() -> None:
    source = Source("改造道路。", "a.txt")
    assert source.digest == Source("改造道路。", "b.csv#3", "2025-01-20").digest
    assert source.digest != Source("改造道路").digest
    assert len(source.digest) == 64


def test_a_source_may_have_a_date() -> None:
    assert Source("改造道路。").date is None
    assert Source("改造道路。", date="2025-01-20").date == "2025-01-20"
