"""Spans: their equality, and what they share."""

from cnreport.text import Span


def test_spans_are_equal_by_their_places() -> None:
    assert Span(1, 3) == Span(1, 3) != Span(1, 4)
    assert Span(1, 3) != (1, 3)
    assert {Span(1, 3): "here"}[Span(1, 3)] == "here"


def test_a_span_shows_itself() -> None:
    assert repr(Span(1, 3)) == "Span(1, 3)"


def test_spans_overlap_when_they_share_a_character() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
