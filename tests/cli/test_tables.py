from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from cnreport.cli import main
from cnreport.cli.tables import print_report
from cnreport.schema import Achievement, Byline, Item, Mention, Plan, Quantity, Report, Speech

LONG = "推进老旧小区改造和背街小巷整治提升并完善停车和充电设施" * 3


def show(article: Path, columns: int | None = None) -> str:
    result = CliRunner(env={"COLUMNS": str(columns) if columns else None}).invoke(main, ["show", str(article)])
    assert result.exit_code == 0
    return result.stdout


def test_speaker_then_kinds_with_their_columns(article: Path, stub_pipeline: dict[str, object]) -> None:
    lines = show(article).splitlines()
    assert "1. 林远航 · 党委书记 · 云溪镇" in lines
    kinds = [at for at, line in enumerate(lines) if line in ("成绩（1）", "问题（1）", "下一步（1）")]
    assert [lines[at][:2] for at in kinds] == ["成绩", "问题", "下一"]
    done, problem, plan = ("\n".join(lines[at : at + 4]) for at in kinds)
    assert done.split() == [
        "成绩（1）",
        "条目",
        "动作",
        "内容",
        "数量",
        done.split()[5],
        "一是改造道路",
        "改造",
        "道路",
        "1200米",
    ]
    assert "停车难突出" in problem
    assert all(word in plan for word in ("新增", "停车位", "300个", "年底前", "城建办", "期限", "责任"))


def test_a_column_nobody_needs_is_left_out(article: Path, stub_pipeline: dict[str, object]) -> None:
    text = show(article)
    assert "期限" not in text[: text.index("下一步")]


def mention(text: str) -> Mention:
    return Mention(text=text, start=0, end=len(text))


def amount(text: str, of: str, change: str | None = None) -> Quantity:
    return Quantity.model_validate(
        {
            "text": text,
            "start": 0,
            "end": len(text),
            "value": "1",
            "unit": "",
            "dimension": "count",
            "of": mention(of),
            "change": change,
        }
    )


def report() -> Report:
    shared = {"start": 0, "end": 9, "confidence": 1.0}
    records = [
        Achievement(id="1", text=LONG, section=[mention("一、工作回顾"), mention("（一）城市建设。")], **shared),
        Achievement(
            id="2",
            text="地区生产总值增长5%",
            action=mention("增长"),
            quantities=[amount("5%", "地区生产总值", "up"), amount("3处", "公园")],
            section=[mention("（一）城市建设。")],
            **shared,
        ),
        Plan(
            id="3", text=LONG, item=Item(heading=mention(LONG)), owners=[mention("住建局"), mention("城管局")], **shared
        ),
    ]
    speech = Speech(
        id="s",
        start=0,
        end=9,
        records=records,
        quantities=[amount("12天", "工期")],
        bylines=[Byline(name="高原", role="记者")],
    )
    return Report(id="r", source="a\x1b[2J.txt", title=None, speeches=[speech], warnings=["no model"])


@pytest.mark.parametrize("columns", [60, 80, 132])
def test_no_line_is_wider_than_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    print_report(report())
    text = capsys.readouterr().out
    assert max(cell_len(line) for line in text.splitlines()) <= columns
    assert "".join(text.split()).count("住建局") == 1


def test_columns_line_up_by_display_cells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_report(report())
    lines = capsys.readouterr().out.splitlines()
    head = next(line for line in lines if line.lstrip().startswith("条目") and "数量" in line)
    first = next(line for line in lines if "5% ↑" in line)
    assert cell_len(head[: head.index("数量")]) == cell_len(first[: first.index("5%")])


def test_details(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    print_report(report())
    text = capsys.readouterr().out
    assert "\x1b" not in text
    assert text.count("城市建设") == 1
    assert "（未署名）" in text
    assert "工期 12天" in text
    assert "记者 高原" in text
    assert "! no model" in text


def test_an_article_without_speeches(tmp_path: Path, stub_pipeline: dict[str, object]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("天气晴。", encoding="utf-8")
    assert "没有找到讲话" in show(path)
