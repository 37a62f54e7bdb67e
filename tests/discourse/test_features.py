"""What the kind model sees: the same under names and under weights."""

from __future__ import annotations

from cnreport.discourse import Discourse
from cnreport.discourse.features import clause_features
from cnreport.layout import Paragraph
from cnreport.learned.weights import Names, Weights, tables

TEXT = "今年以来，新修村道12公里。但是，路灯不亮、积水难排的问题仍然突出。下一步，年底前补齐短板，由县住建局牵头。"


def test_weights_add_up_the_features_that_the_names_tell(rules: Discourse) -> None:
    sentences, clauses = rules.clauses(TEXT, [Paragraph(0, len(TEXT), "body")])
    named = clause_features(Names(), TEXT, sentences, clauses).tolist()
    names = sorted({name for features in named for name in features})
    weights = Weights(tables({name: number for number, name in enumerate(names)}))
    assert clause_features(weights, TEXT, sentences, clauses).tolist() == [
        sum(map(names.index, found)) for found in named
    ]


def test_a_clause_is_seen_with_its_words_its_cues_and_its_neighbours(rules: Discourse) -> None:
    sentences, clauses = rules.clauses(TEXT, [Paragraph(0, len(TEXT), "body")])
    named = dict(
        zip([TEXT[c.start : c.end] for c in clauses], clause_features(Names(), TEXT, sentences, clauses), strict=True)
    )
    seen = named["年底前补齐短板，"]
    assert {"h2=年底", "t2=短板，", "g=补齐", "bt2=一步", "ah2=由县", "place=mid，-"} <= set(seen)
    assert any(feature.startswith("scue=onward.plan") for feature in seen)
    assert "place=head。q" in named["新修村道12公里。"]


def test_a_clause_is_seen_by_the_ends_of_its_speech(rules: Discourse) -> None:
    sentences, clauses = rules.clauses(TEXT, [Paragraph(0, len(TEXT), "body")])
    seen = clause_features(Names(), TEXT, sentences, clauses)
    ends = [{name for name in names if name.startswith("end=")} for names in seen]
    assert {"end=0q", "end=|2q"} <= ends[1]
    assert {"end=2-", "end=|0-"} <= ends[-1]
    assert {"bh2=^", "bt2=^"} <= set(seen[0])
    assert {"ah2=$", "at2=$"} <= set(seen[-1])
