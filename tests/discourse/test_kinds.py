"""Kinds of clauses: by rules alone, with the trained model, and without its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cnreport.discourse import Discourse
from cnreport.discourse import model as model_module
from cnreport.discourse.clauses import Clause, Sentence
from cnreport.discourse.kinds import follow_text
from cnreport.discourse.model import LABELS, KindModel
from cnreport.errors import ModelError
from cnreport.layout import Paragraph
from cnreport.rules import read_overlay

Read = Callable[[str], list[tuple[str, Clause]]]

ACHIEVEMENT = "#一、上半年工作回顾\n{}"
PROBLEM = "#二、存在的问题\n{}"
PLAN = "#三、下一步工作安排\n{}"
BARE = "{}"


@pytest.mark.parametrize(
    ("frame", "sentence", "kind"),
    [
        (ACHIEVEMENT, "新修村道12公里。", "achievement"),
        (ACHIEVEMENT, "解决了停车难问题。", "achievement"),
        (ACHIEVEMENT, "河道面貌明显改善。", "achievement"),
        (PROBLEM, "村级集体经济薄弱。", "problem"),
        (PROBLEM, "部分路段积水。", "problem"),
        (PLAN, "补齐供水短板。", "plan"),
        (PLAN, "新建泵站2座。", "plan"),
        (PLAN, "解决停车难问题。", "plan"),
        (BARE, "下一步，新建泵站2座。", "plan"),
        (BARE, "截至目前，累计清淤8公里。", "achievement"),
        (BARE, "力争年底前通车。", "plan"),
        (BARE, "已建成泵站2座。", "achievement"),
    ],
)
def test_kind_by_rules_and_by_model(rules: Discourse, trained: Discourse, frame: str, sentence: str, kind: str) -> None:
    *headings, body = frame.format(sentence).splitlines()
    text = "\n".join([*(heading.lstrip("#") for heading in headings), body])
    start = len(text) - len(body)
    paragraphs = [Paragraph(0, start - 1, "heading", 1)] if headings else []
    paragraphs.append(Paragraph(start, len(text), "body"))
    assert rules.clauses(text, paragraphs)[1][-1].kind == kind
    last = trained.clauses(text, paragraphs)[1][-1]
    assert last.kind == kind
    assert last.by_rules == kind


@pytest.mark.parametrize(
    "sentence", ["各位代表，", "谢谢大家！", "请予审议。", "让我们携手并进！", "在县委的坚强领导下，"]
)
def test_addresses_and_political_leads_state_nothing(clauses: Read, sentence: str) -> None:
    for frame in (ACHIEVEMENT, PLAN, BARE):
        ((_, clause),) = clauses(frame.format(sentence))
        assert clause.kind == "none"


def test_a_political_clause_takes_what_leads_to_it_along(clauses: Read) -> None:
    read = clauses("#一、工作回顾\n面对严峻形势，在县委的坚强领导下，全县建成泵站2座。")
    assert [clause.kind for _, clause in read] == ["none", "none", "achievement"]


def test_lead_ins_to_lists_state_nothing(clauses: Read) -> None:
    read = clauses("#三、下一步打算\n重点做好三项工作：\n建泵站。")
    assert [clause.kind for _, clause in read] == ["lead", "plan"]


def test_confidence_is_a_share(rules: Discourse, trained: Discourse) -> None:
    text = "各位代表，下一步要新建泵站2座，并已清淤8公里，但缺口不小。"
    for discourse in (rules, trained):
        for clause in discourse.clauses(text, [Paragraph(0, len(text), "body")])[1]:
            assert 0 <= clause.confidence <= 1
            assert clause.kind in LABELS


def test_without_the_model_file_the_rules_decide_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "find_model", lambda _: None)
    discourse = Discourse()
    assert not discourse.has_model
    assert [warning for warning in discourse.warnings if "rules alone" in warning]
    text = "下一步，新建泵站2座。"
    assert [clause.kind for clause in discourse.clauses(text, [Paragraph(0, len(text), "body")])[1]][-1] == "plan"


def test_with_the_model_nothing_is_said(trained: Discourse) -> None:
    assert trained.warnings == ()
    assert trained.clauses("", []) == ([], [])


@pytest.mark.parametrize("content", [b"", b"not a model at all", b"\x00" * 200])
def test_a_spoilt_model_file_is_a_typed_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kinds.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="not a model of kinds") as caught:
        KindModel(path)
    assert str(path) in str(caught.value)


def test_a_cue_of_the_users_own_decides_its_clause_and_no_other() -> None:
    text = "今年改造小区30个。企业叫苦不少。明年继续改造。"
    paragraphs = [Paragraph(0, len(text), "body")]
    rules = {"cues": [{"id": "my", "scope": "clause", "vote": "problem", "pattern": "叫苦"}]}
    _, usual = Discourse().clauses(text, paragraphs)
    _, own = Discourse(read_overlay(rules)).clauses(text, paragraphs)
    assert [cue.id for cue in own[1].cues][-1] == "my"
    assert (own[1].kind, own[1].by_rules) == ("problem", "problem")
    for number in (0, 2):
        assert (own[number].kind, own[number].confidence) == (usual[number].kind, usual[number].confidence)


def labelled(text: str, kinds: str) -> tuple[list[Sentence], list[Clause]]:
    """One paragraph of sentences as ``(sentence) (sentence)``, each a clause of the kind that its letter says."""
    names = {"A": "achievement", "P": "problem", "N": "plan", "-": "none"}
    sentences, clauses, at = [], [], 0
    for number, (quoted, kind) in enumerate(zip(text.split("|"), kinds, strict=True)):
        sentences.append(Sentence(at, at + len(quoted), 0, number == 0))
        clause = Clause(at, at + len(quoted), 0, number, 0, True, (), "unknown", "unknown", 0, ())
        clause.kind, clause.confidence = names[kind], 0.6
        clauses.append(clause)
        at += len(quoted)
    return sentences, clauses


@pytest.mark.parametrize(
    ("text", "kinds", "kind"),
    [
        ("——粮食生产再创新高。|播种面积8780万亩。|单产居首位。", "NAA", "achievement"),
        ("四是打好能源攻坚战。|建设风电场。", "-N", "plan"),
        ("改造小区20个。|年底前新增车位300个。", "AN", "achievement"),
        ("——水网更密。|新建水厂。|但管网老化。", "NAP", "plan"),
    ],
)
def test_an_unsure_theme_is_of_the_kind_of_its_text(text: str, kinds: str, kind: str) -> None:
    sentences, clauses = labelled(text, kinds)
    follow_text(text.replace("|", ""), sentences, clauses)
    assert clauses[0].kind == kind


def test_a_sure_theme_keeps_its_kind() -> None:
    text = "——粮食生产再创新高。|播种面积8780万亩。"
    sentences, clauses = labelled(text, "NA")
    clauses[0].confidence = 0.95
    follow_text(text.replace("|", ""), sentences, clauses)
    assert clauses[0].kind == "plan"
