"""Whatever the bytes of a file, it becomes reports that hold or typed errors; `make fuzz` looks for longer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cnreport
from cnreport.api import Pipeline
from fuzz.harness import WRAPPERS, inner_samples, outcomes, row_outcome, samples, wrapped

INNER = inner_samples()
SAMPLES = samples() | INNER
KINDS = sorted(SAMPLES)
FOR_A_WHILE = settings(
    max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@cache
def extract() -> Pipeline:
    return cnreport.load(explain=True)


def become(kind: str, data: bytes, parquet_lister: bool = False) -> list[str]:
    """What the articles in a file of that kind become; there is at least one, be it an error."""
    with TemporaryDirectory() as folder:
        name, content = wrapped(kind, data)
        path = Path(folder) / name
        path.write_bytes(content)
        if kind == "parquet" and not parquet_lister:
            return [row_outcome(path, extract())]
        return outcomes(path, extract())


@st.composite
def changed(draw: st.DrawFn, kind: str) -> bytes:
    """A sound file with some bytes overwritten, left out, repeated, or put in from elsewhere."""
    data = bytearray(draw(st.sampled_from(SAMPLES[kind])))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(bytes(data[start:end]) * 3),
                st.sampled_from(
                    [b"", b"\0", b"\xff\xff\xff\xff", b"\r\n", b"<", b'"', "一是".encode(), "，".encode("gbk")]
                ),
            )
        )
        data[start:end] = piece
    return bytes(data)


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_sound(kind: str) -> None:
    # A format that is never read tells nothing about its reader.
    for data in SAMPLES[kind]:
        assert "" in become(kind, data, parquet_lister=True)


@pytest.mark.parametrize("kind", KINDS)
@FOR_A_WHILE
@given(st.data())
def test_changed_files(kind: str, data: st.DataObject) -> None:
    assert become(kind, data.draw(changed(kind)))


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind in WRAPPERS or kind in ("txt", "html", "jsonl", "csv")]
)
@FOR_A_WHILE
@given(st.binary(max_size=300))
def test_any_bytes(kind: str, data: bytes) -> None:
    assert become(kind, data)


@pytest.mark.parametrize("kind", ["docx", "pdf", "zip", "parquet"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_behind_a_signature(kind: str, data: bytes) -> None:
    assert become(kind, SAMPLES[kind][0][:8] + data)


def test_a_broken_table_of_parquet_is_listed_without_harm() -> None:
    sound = SAMPLES["parquet"][0]
    for at in range(4, len(sound), len(sound) // 6):
        assert become("parquet", sound[:at] + b"\xff" * 4 + sound[at + 4 :], parquet_lister=True)
