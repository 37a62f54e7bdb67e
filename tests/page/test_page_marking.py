import html
import re
import time

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cnreport.writing.page.marking import Layer, paragraphs, printable


def layer(start: int, end: int, tag: str = "b", rank: int = 0) -> Layer:
    return Layer(start, end, rank, tag, Markup(f'<{tag} id="x">'), Markup(f"<{tag}>"))


def marked(text: str, *layers: Layer) -> list[str]:
    return [str(paragraph.html) for paragraph in paragraphs(text, layers, [(each.start, each.end) for each in layers])]


def characters(markup: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", markup))


def test_elements_nest() -> None:
    assert marked("甲乙丙丁", layer(0, 4, "mark"), layer(1, 2, "span")) == [
        '<mark id="x">甲<span id="x">乙</span>丙丁</mark>'
    ]


def test_of_two_at_one_place_the_rank_tells_the_outer_one() -> None:
    assert marked("甲乙", layer(0, 2, "span", 2), layer(0, 2, "mark", 1)) == [
        '<mark id="x"><span id="x">甲乙</span></mark>'
    ]


def test_overlapping_elements_are_closed_and_opened_again() -> None:
    assert marked("甲乙丙", layer(0, 2, "mark"), layer(1, 3, "span")) == [
        '<mark id="x">甲<span id="x">乙</span></mark><span>丙</span>'
    ]


def test_a_line_break_inside_a_record_parts_no_paragraph() -> None:
    assert marked("甲乙\n\n丙丁\n戊", layer(0, 6, "mark")) == ['<mark id="x">甲乙<i hidden>\n\n</i>丙丁</mark>', "戊"]


def test_a_carriage_return_counts_as_one_character() -> None:
    (paragraph,) = marked("甲\r\n乙", layer(0, 4, "mark"))
    assert characters(paragraph) == "甲\n\n乙"


def test_markup_in_the_text_is_text() -> None:
    assert marked("</p><script>甲</script>\"'&") == [
        "&lt;/p&gt;&lt;script&gt;甲&lt;/script&gt;&#34;&#39;&amp;",
    ]


def test_characters_that_steer_the_eye_are_replaced_one_for_one() -> None:
    assert printable("甲\u202e乙\x00\x1b\ud800丙\u2066𠮷\t") == "甲\ufffd乙\ufffd\ufffd\ufffd丙\ufffd𠮷\t"


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["b", "mark", "span"])), max_size=8)


@given(st.text(st.sampled_from('甲乙𠮷 \n\r\u3000<&"\u202e'), max_size=40), spans)
def test_a_paragraph_has_the_characters_of_the_source_and_every_tag_is_closed_in_its_turn(
    text: str, found: list[tuple[int, int, str]]
) -> None:
    layers = [layer(start, min(start + length, len(text)), tag) for start, length, tag in found if start < len(text)]
    whole = [(each.start, each.end) for each in layers]
    covered = set()
    for paragraph in paragraphs(text, layers, whole):
        source = re.sub("[\r\n]", "\n", text[paragraph.start : paragraph.end])
        assert characters(paragraph.html) == printable(source)
        covered |= set(range(paragraph.start, paragraph.end))
        stack = []
        for closing, tag in re.findall(r"<(/?)(\w+)", paragraph.html):
            if closing:
                assert stack.pop() == tag
            else:
                stack.append(tag)
        assert stack == []
    assert {at for at, character in enumerate(text) if character.strip()} <= covered


def test_the_time_is_linear_in_blanks_and_in_lines() -> None:
    started = time.perf_counter()
    assert len(marked("甲" + " " * 300_000 + "\n" * 300_000 + "乙")) == 2
    assert time.perf_counter() - started < 5
