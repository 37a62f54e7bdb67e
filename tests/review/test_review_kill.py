"""What was confirmed is on the disk, whenever the server is killed."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import cnreport


@contextmanager
def served(folder: Path, end: signal.Signals) -> Iterator[httpx.Client]:
    """A client of a review server of its own, which the signal ``end`` ends."""
    code = "from cnreport.cli.review import command; command()"
    command = [sys.executable, "-W", "error", "-c", code, str(folder), "--port", "0"]
    root = Path(cnreport.__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            lines = [process.stderr.readline() for _ in range(3)]
            found = re.search(r"(http://\S+)/\?token=(\S+)", "".join(lines))
            assert found, lines
            with httpx.Client(base_url=found[1], headers={"Origin": found[1]}, follow_redirects=True) as client:
                client.get("/", params={"token": found[2]})
                yield client
        finally:
            process.send_signal(end)


def correct(client: httpx.Client, edit: dict[str, Any], **options: Any) -> None:
    revision = client.get("/api/articles/1").json()["revision"]
    answer = client.post("/api/articles/1/edits", json={"revision": revision, "edit": edit}, **options)
    assert answer.status_code == 200, answer.text


def test_killed_between_corrections(folder: Path) -> None:
    """SIGKILL after confirmed corrections, once while another one is on its way: none that was confirmed is lost."""
    for start in range(0, 6, 2):
        with served(folder, signal.SIGKILL) as client:
            for at in (start, start + 1):
                correct(client, {"do": "add-record", "kind": "problem", "start": at, "end": at + 4})
            if start == 2:
                with pytest.raises(httpx.TimeoutException):
                    correct(client, {"do": "set-record", "id": "r1", "kind": "plan"}, timeout=0.0001)
    with served(folder, signal.SIGINT) as client:
        gold = client.get("/api/articles/1").json()["gold"]
        found = {(record["start"], record["end"]) for record in gold["records"] if record["kind"] == "problem"}
        assert {(at, at + 4) for at in range(6)} <= found
        correct(client, {"do": "undo"})
    saved = json.loads((folder / "a.gold.json").read_text(encoding="utf-8"))
    places = {(record["start"], record["end"]) for record in saved["records"]}
    assert (4, 8) in places
    assert (5, 9) not in places
