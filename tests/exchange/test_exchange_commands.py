"""The commands ``cnreport export`` and ``cnreport import``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cnreport.cli import main
from tests.exchange.conftest import TEXT, written


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def accept(tasks: Path) -> None:
    """What a person does who submits every task as it is."""
    data = written(tasks)
    for task in data:
        task["annotations"] = task.get("annotations") or [{"result": task.pop("predictions")[0]["result"]}]
    tasks.write_text(json.dumps(data), encoding="utf-8")


def test_to_label_studio_and_back(folder: Path, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    done = run("export", folder, "--format", "label-studio", "-o", tasks)
    assert (done.exit_code, done.stderr) == (0, "2 articles exported\n")
    assert [task["data"]["source"] for task in written(tasks)] == ["b.txt", "镇/a.txt"]
    assert ["annotations" in task for task in written(tasks)] == [False, True]
    before = (folder / "镇" / "a.gold.json").read_bytes()
    done = run("import", tasks, "--into", folder)
    assert done.exit_code == 1
    assert "[gold-exists]" in done.stderr
    assert "0 articles imported, 1 not annotated, 1 failed" in done.stderr
    accept(tasks)
    done = run("import", tasks, "--into", folder, "--replace")
    assert (done.exit_code, done.stderr) == (0, "2 articles imported\n")
    assert (folder / "镇" / "a.gold.json").read_bytes() == before
    assert written(folder / "b.gold.json")["reviewed"] is True
    done = run("evaluate", folder, "--json")
    assert json.loads(done.stdout)["figures"]["quantities"] >= 0.5


def test_fresh_leaves_the_gold_alone(folder: Path) -> None:
    done = run("export", folder / "镇" / "a.txt", "--format", "label-studio", "--fresh")
    task = json.loads(done.stdout)[0]
    assert task["data"]["source"] == "a.txt"
    assert "predictions" in task


def test_articles_that_are_not_there_are_written(folder: Path, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    run("export", folder, "--format", "label-studio", "-o", tasks)
    accept(tasks)
    data = written(tasks)
    del data[0]["data"]["source"]
    data[1]["data"]["source"] = "镇/报告.docx"
    tasks.write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "new").mkdir()
    done = run("import", tasks, "--into", tmp_path / "new")
    assert done.exit_code == 0, done.stderr
    found = sorted(path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*.*"))
    assert found == ["task-1.gold.json", "task-1.txt", "镇/报告.docx.gold.json", "镇/报告.docx.txt"]
    assert (tmp_path / "new" / "镇" / "报告.docx.txt").read_bytes().decode() == TEXT
    assert run("evaluate", tmp_path / "new").exit_code == 0


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "/etc/passwd",
        "x/../../a.txt",
        "..\\a.txt",
        "a\0.txt",
        ".ssh/a.txt",
        "C:\\a.txt",
        "./",
        "out/a.txt",
        "长" * 99 + ".txt",
    ],
)
def test_a_name_that_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (inside / "out").symlink_to(tmp_path / "elsewhere")
    tasks = tmp_path / "tasks.json"
    tasks.write_text(json.dumps([{"data": {"text": TEXT, "source": name}, "annotations": [{}]}]), encoding="utf-8")
    done = run("import", tasks, "--into", inside)
    if name == "/etc/passwd":  # taken as below the folder
        assert (inside / "etc" / "passwd.txt").is_file()
        return
    assert done.exit_code == 1
    assert "[bad-annotation]" in done.stderr
    assert sorted(tmp_path.rglob("*.txt")) == []


def test_an_article_that_has_changed(folder: Path, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    run("export", folder, "--format", "label-studio", "-o", tasks)
    accept(tasks)
    (folder / "b.txt").write_text("全镇清理垃圾91吨。\n", encoding="utf-8")
    (folder / "镇" / "a.gold.json").unlink()
    done = run("import", tasks, "--into", folder)
    assert done.exit_code == 1
    assert "[stale-gold]" in done.stderr
    assert "1 article imported, 1 failed" in done.stderr
    assert not (folder / "b.gold.json").exists()


def test_a_bad_article_and_bad_gold_stop_no_other(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(b"\0\0")
    (folder / "b.gold.json").write_text("{", encoding="utf-8")
    done = run("export", folder, "--format", "doccano", "-o", tmp_path / "out.jsonl")
    assert done.exit_code == 1
    assert "b.gold.json:1: [bad-gold]" in done.stderr
    assert "c.txt" in done.stderr
    assert "1 article exported, 2 failed" in done.stderr
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_an_article_is_not_overwritten(folder: Path) -> None:
    before = (folder / "b.txt").read_bytes()
    done = run("export", folder, "--format", "conll", "-o", folder / "b.txt")
    assert done.exit_code == 2
    assert (folder / "b.txt").read_bytes() == before


def test_loose_marks_are_counted(tmp_path: Path) -> None:
    value: dict[str, Any] = {"start": 0, "end": 3, "labels": ["of"]}
    result = {"id": "x", "from_name": "label", "type": "labels", "value": value}
    tasks = tmp_path / "tasks.json"
    tasks.write_text(json.dumps([{"data": {"text": TEXT}, "annotations": [{"result": [result]}]}]), encoding="utf-8")
    done = run("import", tasks, "--into", tmp_path)
    assert done.exit_code == 0
    assert "1 mark linked to no record or quantity left out" in done.stderr
