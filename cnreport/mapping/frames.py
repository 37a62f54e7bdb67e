"""Who did what to what and where, in a record without the help of an amount.

A clause of a report opens with its verb (推进海洋经济示范区建设) or with its subject (临港产业加快集聚). In the first
shape all that follows the verb is its object; in the second the verbs before the predicate belong to the subject's name
(各县县城路网改造等项目加快推进).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnreport.mapping.lexicon import Lexicon
from cnreport.mapping.syntax import Word
from cnreport.text import Span

_PLACE_PREPOSITIONS = frozenset(["在", "对", "向", "于"])
_DISPOSAL = frozenset(["把", "将"])
# Verbs whose object says something itself: 推动经济运行持续好转.
_CAUSATIVES = frozenset([
    "推动", "促进", "确保", "保持", "坚持", "使", "让", "支持", "引导", "鼓励", "帮助", "带动", "实现", "防止", "防范",
    "遏制", "助力", "保障", "争取", "力争", "推进", "看到", "认为",
])  # fmt: skip
# Verbs that say how another is done, and are one predicate with it: 加快建设.
_MANNER = frozenset(["加快", "加速", "抓紧", "启动", "谋划", "探索", "着手", "继续", "统筹", "布局", "提请"])
# They stand before an action noun and name nothing that it acts on: 推进综合改革.
_MODIFIERS = frozenset(["综合", "专项", "集中", "科学", "全面", "系统", "重点", "统一", "常态化", "协同"])
_LONGEST_PHRASE = 40
# In a string of word classes: a verb, or a prepositional phrase up to the verb that ends it.
_VERBS = re.compile("V|P[^XFDV]*V?")
_NOUN = re.compile("[NRVA]")


@dataclass(slots=True)
class Frame:
    """Spans in the view; each is None when the record does not say."""

    actor: Span | None = None
    action: Span | None = None
    object: Span | None = None
    location: Span | None = None
    # Whether the clause opens with the predicate, so that no verb behind it can be another one.
    opens: bool = False


def find_frame(words: Sequence[Word], lexicon: Lexicon) -> Frame:
    """The frame of a record's words: its predicate, the noun phrase before it, the phrase after it."""
    frame = Frame()
    classes = "".join([word.cls for word in words])
    verb = _predicate(words, classes, lexicon)
    if verb is None:
        return frame
    last = _predicate_end(words, verb, lexicon)
    frame.action = Span(words[verb].start, words[last].end)
    frame.opens = words[verb].text not in _CAUSATIVES and not classes[:verb].strip("DTM")
    frame.actor = _phrase_before(words, verb, lexicon)
    frame.location = _behind(words, classes, verb, _PLACE_PREPOSITIONS)
    frame.object = _behind(words, classes, verb, _DISPOSAL) or _phrase_after(words, classes, last + 1, lexicon)
    if words[last].text in lexicon.light:
        noun = _action_noun(words, classes, last + 1, lexicon)
        if noun is not None:
            frame.action = Span(words[noun].start, words[noun].end)
            if frame.object is not None and frame.object.end > words[noun].start:
                frame.object = _trimmed(words, classes, last + 1, noun)
    return frame


def _predicate(words: Sequence[Word], classes: str, lexicon: Lexicon) -> int | None:
    """The verb that the record says; None when it says none.

    A clause that opens with a verb says that verb, unless the opening belongs to the subject of a verb at the end that
    an adverb marks: 开放水平显著提升. Behind a subject it is the verb that stands most like a predicate; of equals the
    first.
    """
    verbs = [n for n in _outside_prepositions(classes) if words[n].text not in lexicon.existential]
    if not verbs:
        return None
    first, last = verbs[0], verbs[-1]
    opens = not classes[:first].strip("DPTRQXM") and not _qualifies(words, first)
    if opens:
        ends = last == len(words) - 1 and classes[last - 1] == "D" and last - first > 2
        return last if ends and words[first].text not in _CAUSATIVES else first
    return max(verbs, key=lambda n: (_standing(words, n, lexicon), -n))


def _predicate_end(words: Sequence[Word], verb: int, lexicon: Lexicon) -> int:
    """The last word of the predicate: a second verb belongs to it in 加快建设, 延伸拓展, 坚持和发展."""
    last = verb
    if last + 2 < len(words) and words[last].text in _MANNER and _is_verb(words[last + 1], lexicon):
        last += 1
    second = last + 2 if last + 1 < len(words) and words[last + 1].cls == "C" else last + 1
    if second + 1 >= len(words) or words[second + 1].cls not in "NARD":
        return last
    if second == last + 2:  # 坚持和完善
        return second if words[second].text in lexicon.second or words[second].text == "发展" else last
    if words[second].text not in lexicon.second:
        return last
    text = words[last].text
    leads = text in _CAUSATIVES or text in lexicon.light
    return last if leads and text not in lexicon.second else second


def _is_verb(word: Word, lexicon: Lexicon) -> bool:
    return word.cls == "V" and (word.text in lexicon.verbs or word.text in lexicon.opening)


def _standing(words: Sequence[Word], n: int, lexicon: Lexicon) -> int:
    """How much the verb looks like the predicate from where it stands: adverb, aspect, amount; less in a compound."""
    word = words[n]
    before = words[n - 1].cls if n else "X"
    after = words[n + 1].cls if n + 1 < len(words) else "X"
    names = _names(word, lexicon)
    score = 2 * (before == "D") + 2 * (after == "S") + (after == "Q") + (after in "NADPT") + (not names)
    score += 2 * (before == "D" and n == len(words) - 1)
    if _qualifies(words, n):
        score -= 4
    if names and before in "NAV" and after in "NAX":
        score -= 2
    return score


def _names(word: Word, lexicon: Lexicon) -> bool:
    """Whether the word may name an action."""
    return word.text in lexicon.nominal or word.text in lexicon.nounlike


def _qualifies(words: Sequence[Word], n: int) -> bool:
    """Whether a 的 follows the verb directly: it qualifies a noun."""
    return n + 1 < len(words) and words[n + 1].cls == "U"


def _outside_prepositions(classes: str) -> list[int]:
    """The verbs that stand in no prepositional phrase: all of them when every one does."""
    outside = [match.start() for match in _VERBS.finditer(classes) if match.group() == "V"]
    return outside or [number for number, cls in enumerate(classes) if cls == "V"]


def _phrase_before(words: Sequence[Word], verb: int, lexicon: Lexicon) -> Span | None:
    """The subject: the noun phrase before the predicate, from the start of its clause."""
    last = verb - 1
    while last >= 0 and words[last].cls in "DS":
        last -= 1
    if last < 0 or (words[last].cls not in "NR" and not _names(words[last], lexicon)):
        return None
    first = last
    while first > 0 and words[first - 1].cls not in "XTQP":
        first -= 1
    while first < last and words[first].cls in "DUCM":
        first += 1
    if first and words[first - 1].cls == "P":
        return None
    return _within(Span(words[first].start, words[last].end))


def _phrase_after(words: Sequence[Word], classes: str, start: int, lexicon: Lexicon) -> Span | None:
    """The object: what follows the predicate in its clause, up to a second predicate joined to it."""
    first = start
    while first < len(words) and classes[first] in "SQ":
        first += 1
    end = _clause_end(classes, first)
    joint = classes.find("C", first + 1, end)
    while joint >= 0:
        if words[joint].text in ("、", "并") and _governs(words, joint + 1, lexicon):
            end = joint
            break
        joint = classes.find("C", joint + 1, end)
    return _trimmed(words, classes, first, end)


def _clause_end(classes: str, start: int) -> int:
    end = classes.find("X", start)
    return len(classes) if end < 0 else end


def _governs(words: Sequence[Word], number: int, lexicon: Lexicon) -> bool:
    """Whether the word is a verb that takes an object here: 改进 in 创新思路、改进方法."""
    if number + 1 >= len(words) or words[number].cls != "V" or words[number + 1].cls not in "NAS":
        return False
    text = words[number].text
    return (text in lexicon.action or text in lexicon.light) and text not in lexicon.nominal


def _trimmed(words: Sequence[Word], classes: str, first: int, end: int) -> Span | None:
    """``first:end`` without particles at its edges and amounts at its end; None when no noun is left."""
    inside = classes[first:end].lstrip("USC")
    first = end - len(inside)
    inside = inside.rstrip("UCSQDPM")
    if _NOUN.search(inside) is None:
        return None
    return _within(Span(words[first].start, words[first + len(inside) - 1].end))


def _behind(words: Sequence[Word], classes: str, verb: int, prepositions: frozenset[str]) -> Span | None:
    """The noun phrase of a 在…, 对… or 把… before the verb."""
    number = classes.find("P", 0, verb)
    while number >= 0:
        if words[number].text in prepositions:
            end = number + 1
            while end < verb and classes[end] not in "XDP":
                end += 1
            return _trimmed(words, classes, number + 1, end)
        number = classes.find("P", number + 1, verb)
    return None


def _action_noun(words: Sequence[Word], classes: str, start: int, lexicon: Lexicon) -> int | None:
    """The action noun that ends the clause behind a light verb: 推进…建设, 开展…整治工作."""
    last = _clause_end(classes, start) - 1
    while last > start and words[last].text in lexicon.nominal_heads:
        last -= 1
    if last > start and words[last].text in lexicon.nominal and words[last - 1].text not in _MODIFIERS:
        return last
    return None


def _within(span: Span) -> Span | None:
    return span if 0 < len(span) <= _LONGEST_PHRASE else None
