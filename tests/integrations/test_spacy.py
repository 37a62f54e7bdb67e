"""The spaCy component and tokenizer, found by their entry points."""

from pathlib import Path

import pytest
import spacy
import spacy_pkuseg
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

from cnreport.errors import CnreportError
from cnreport.integrations.spacy import QUANTITIES, RECORDS, make_tokenizer

TEXT = "今年以来改造老旧小区20个。存在的问题：一是管理跟不上。下一步，年底前新增车位近300个。"
SEGMENTED = {"nlp": {"tokenizer": {"@tokenizers": "cnreport.tokenizer.v1", "segmenter": "rjieba"}}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh", config=SEGMENTED)
    nlp.add_pipe("cnreport", config={"date": "2024-03-01"})
    return nlp


def test_report_and_spans(nlp: Language) -> None:
    doc = nlp(TEXT)
    report = doc._.cnreport
    records = [record for speech in report.speeches for record in speech.records]
    assert [(span.text, span.label_) for span in doc.spans[RECORDS]] == [(r.text, r.kind) for r in records]
    assert [(span.text, span.label_) for span in doc.spans[QUANTITIES]] == [("20个", "count"), ("近300个", "count")]
    assert {r.kind for r in records} == {"achievement", "problem", "plan"}
    assert records[-1].deadline.value == "2024-12-31"


def test_any_chinese_pipeline_and_spans_inside_tokens() -> None:
    nlp = spacy.blank("zh")  # cuts by character
    nlp.add_pipe("cnreport")
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans[QUANTITIES]] == ["20个", "近300个"]


def test_a_document_before_the_component_and_one_without_chinese(nlp: Language) -> None:
    assert nlp.make_doc(TEXT)._.cnreport is None
    with pytest.raises(CnreportError, match="no-chinese"):
        nlp("no Chinese")
    failed: list[str] = []
    nlp.set_error_handler(lambda name, component, docs, error: failed.append(str(docs[0])))
    try:
        assert [doc.text for doc in nlp.pipe(["no Chinese", TEXT])] == [TEXT]
    finally:
        nlp.set_error_handler(spacy.util.raise_error)
    assert failed == ["no Chinese"]


def test_several_processes(nlp: Language) -> None:
    alone = [doc._.cnreport for doc in nlp.pipe([TEXT] * 3)]
    docs = list(nlp.pipe([TEXT] * 3, n_process=2))
    assert [doc._.cnreport for doc in docs] == alone
    assert [len(doc.spans[RECORDS]) for doc in docs] == [3] * 3


def test_saved_pipelines_and_documents(nlp: Language, tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[[units]]\nid = "count.网格组"\nnames = ["网格组"]\ndimension = "count"\n', encoding="utf-8")
    ruled = spacy.blank("zh", config=SEGMENTED)
    ruled.add_pipe("cnreport", config={"rules": str(rules)})
    ruled.to_disk(tmp_path / "saved")
    rules.unlink()
    loaded = spacy.load(tmp_path / "saved")
    found = loaded("今年组建8网格组。")
    assert [span.text for span in found.spans[QUANTITIES]] == ["8网格组"]

    again = spacy.blank("zh").from_config(nlp.config)
    again.from_bytes(nlp.to_bytes())
    kept = DocBin(store_user_data=True, docs=[again(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert doc._.cnreport == nlp(TEXT)._.cnreport
    fresh = nlp(TEXT)
    assert [span.label_ for span in doc.spans[RECORDS]] == [span.label_ for span in fresh.spans[RECORDS]]


def test_a_saved_tokenizer_has_its_rules(tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[[words]]\nid = "my.terms"\nwords = ["暖心送餐点"]\n', encoding="utf-8")
    words = {"@tokenizers": "cnreport.tokenizer.v1", "segmenter": "rjieba", "rules": str(rules)}
    spacy.blank("zh", config={"nlp": {"tokenizer": words}}).to_disk(tmp_path / "saved")
    rules.unlink()
    assert "暖心送餐点" in [token.text for token in spacy.load(tmp_path / "saved")("建成暖心送餐点12个。")]


@pytest.mark.parametrize(("key", "labels"), [(RECORDS, ["achievement", "problem", "plan"]), (QUANTITIES, ["count"])])
def test_displacy_shows_the_spans(nlp: Language, key: str, labels: list[str]) -> None:
    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": key})
    assert [label for label in labels if label not in html] == []


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba"])
def test_domain_words_stay_whole(segmenter: str) -> None:
    tokenizer = make_tokenizer(segmenter)(spacy.blank("zh"))
    assert "停车泊位" in [token.text for token in tokenizer("新增停车泊位。")]


def test_pkuseg_with_a_model_of_the_users_own(tmp_path: Path) -> None:
    lines = ["全镇 改造 小区 十二 个", "清运 垃圾 三十 车", "改造 道路 五 条", "清运 全镇 垃圾"] * 4
    (tmp_path / "train.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = str(tmp_path / "train.txt")
    spacy_pkuseg.train(corpus, corpus, str(tmp_path / "model"), train_iter=3)
    words = {"@tokenizers": "cnreport.tokenizer.v1", "segmenter": f"pkuseg:{tmp_path / 'model'}"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": words}})
    nlp.add_pipe("cnreport")
    doc = nlp("全镇改造小区12个。清运垃圾30车。")
    assert "改造" in [token.text for token in doc]
    # So small a model joins the stop to the word before it, and a span takes whole words.
    assert [span.text.rstrip("。") for span in doc.spans[QUANTITIES]] == ["12个", "30车"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="改造道路12公里 。，\n\t　\r\u00a0\u2028a", max_size=40))
def test_the_text_comes_back(text: str) -> None:
    assert _TOKENIZER(text).text == text


_TOKENIZER = make_tokenizer()(spacy.blank("zh"))
