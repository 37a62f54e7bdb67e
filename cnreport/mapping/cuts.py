"""Words that the segmenter cut in the wrong place, cut again.

General dictionaries and hidden Markov models fail on a few shapes of this language, each mended here by its shape:

* the last character of a noun left over: ``清偿 率``, ``防汛 员``, ``值守 点`` — joined to what stands before it;
* a function character swallowed: ``率达``, ``率要``, ``村中``, ``由省``, ``建了``, ``要管`` — cut off;
* ``占 比降``, ``占 比达`` — 占比 put together again;
* a verb phrase held for one word: ``消除隐患``, ``提前完成``, ``同比增加``, ``进一步提高`` — cut between its words;
* two verbs of one meaning held for a noun: ``贯彻落实``, ``建立健全`` — one verb;
* a verb of one character joined to its subject: ``价涨``, ``村通``, ``保管费省 了`` — cut off;
* a verb of one character with what says how or how far: ``先带``, ``新上``, ``换下来``, ``通上`` — one verb.
"""

from __future__ import annotations

from collections.abc import Mapping

from cnreport.mapping.lexicon import Lexicon

# Characters that end nouns: after a verb they make a noun of it (清偿率, 报修量, 收储点) …
_DEVERBAL = frozenset("率量费额数点站员度面品料房户区期者性型式")
# … and after a noun another one (提灌站, 主管网, 石门镇, 边角地).
_DENOMINAL = _DEVERBAL | frozenset(
    "区村县镇乡市省局院校所厂场园网路桥线池车地柜机馆楼街巷港库渠坝窖圃署厅股队组类型块标"
)
# Verbs whose object may be a district: 推进区本级监管; but 安置区, 开发区.
_UPON_DISTRICTS = frozenset(["推进", "加快", "加强", "推动", "促进", "支持", "完善"])
# Characters that begin the predicate: models join them to a noun's last character.
_PREDICATE = {
    "要": "D",
    "将": "D",
    "仅": "D",
    "均": "D",
    "还": "D",
    "为": "P",
    "由": "P",
    "从": "P",
    "达": "V",
    "有": "V",
    "降": "V",
    "升": "V",
    "超": "V",
    "已": "D",
    "再": "D",
    "是": "V",
    "都": "D",
    "未": "D",
    "先": "D",
    "占": "V",
}
_LOCATIVE = frozenset("中里内")
# What 率 leads, and is no ratio: 率领, 率队.
_LED = "先领队"
# Who or what a verb behind it is told of, where a model joins the two: 村配, 楼试.
_PEOPLES = frozenset("村户楼房")
_SOURCES = frozenset("由从")
_BEFORE_SOURCES = "经自打相"
# 要不, 要么, 要是.
_CONDITIONS = "不么是"
# What has parts, besides the endings above: 3家热企中, 15个班里.
_WHOLES = "企位班团"
# Characters that end what is measured, and may be compared: 价格比去年高.
_MEASURES = frozenset("价率量数额费度")
_COMPARABLE = _MEASURES | {"格", "本"}
# What happened, and what goes on; first characters that make another word of it: 不过, 刚过.
_ASPECT = frozenset("了过着")
_BEFORE_ASPECT = frozenset("不刚再已罢有")
# Verbs of one character that models of unknown words join to their subject, their adverb or their complement.
_ACTS = frozenset(
    "建修换补砍省涨跌招训花铺架筑设装拆栽种养排加减降升免奖罚扣派发分用带学收退还买卖租借付交送运拉调搬迁增压挖清通接"
    "联投改签查停需存供配欠缺干走端当领连填冲洗浇记摊作坏少多早晚低高长短上"
)
# Characters that before such a verb are an adverb: 先带, 尚需, 新上; and what only looks like one of these verbs.
_HOW = frozenset("先能再已各共新尚全多仅又")
_QUALITIES = frozenset("少多早晚低高长短坏")
_NO_ACTS = _QUALITIES | frozenset("学种端作")
_NO_HOW = frozenset(["各省", "全省", "能干", "共通", "新派"])
# What says how far a verb of one character went: 端上, 压下, 招回来.
_COMPLEMENTS = frozenset([
    "上", "下", "到", "掉", "完", "出", "起", "住", "上来", "下来", "出来", "进来", "回来", "起来", "下去", "出去",
    "进去", "不上", "不下", "不了", "不来", "不到", "不起",
])  # fmt: skip
# No verbs in spite of it: 省上 decides, on the 架上 there are goods.
_NO_COMPLEMENT = frozenset(["省上", "架上", "架下", "花下", "分上", "上上", "上下", "当下", "接下来"])
# Further characters that end nouns, to which models join the verb behind: 价涨, 货要, 灯换 …
_THINGS = frozenset("价费仓队车货茶苗企群灯器钱棚卡师房粮煤药菜口班包屯")
# … and the verbs that they join; none that makes a word with many of those characters (用, 运, 改).
_JOINED = frozenset("占涨跌省配靠换装设卖缩到")
_NOT_JOINED = frozenset(["包装", "包换", "组装", "组配", "所设", "所到", "料到", "标配"])
# What only verbs of this kind follow, though taggers call the two a noun: 村通, 社欠.
_VILLAGES = frozenset("村社屯")
_OF_VILLAGES = frozenset("通欠缺带")
# Spans that are long or short: 供暖 期长.
_SPANS = frozenset("长短早晚")
# What is said of a time before: 比三年 前低.
_COMPARED = frozenset("高低多少长短快慢")
# Characters that before a verb of two are cut off: 可消化, 已过期, 被查获.
_AUXILIARIES = {"可": "D", "已": "D", "未": "D", "需": "D", "应": "D", "须": "D", "均": "D", "被": "P"}
# What goes round one by one: 逐台, 逐圈.
_EACH = frozenset("座圈台案户家人项条件村栋楼处份段仓点店校企")
# The second characters of pairs that are looked at as a verb or a comparison.
_SECOND = _COMPARED | _SPANS | _ACTS | _COMPLEMENTS | _EACH
_PLACES = frozenset("市县省区镇乡村州")
_LINKS = {"由": "P", "从": "P", "对": "P", "把": "P", "向": "P", "比": "P"}

# A piece of a word and its class, "" where its tag is to decide.
Piece = tuple[str, str]


def joins(word: str, before: str, before_cls: str) -> bool:
    """Whether ``word`` is the last character of a noun that begins with the word ``before`` it."""
    if len(word) != 1 or len(before) < 2 or (word == "区" and before in _UPON_DISTRICTS):
        return False
    return (before_cls == "N" and word in _DENOMINAL) or (before_cls == "V" and word in _DEVERBAL)


def is_noun_ending(word: str) -> bool:
    """Whether ``word`` is a single character that is a noun wherever it stands alone: [18个] 村."""
    return len(word) == 1 and word in _DENOMINAL


class Cutter:
    """Cuts words by the classes of their parts."""

    def __init__(self, classes: Mapping[str, str], lexicon: Lexicon) -> None:
        self._classes = classes
        self._nominal = lexicon.nominal
        self._adverbs = {word for word, cls in classes.items() if cls == "D"} | lexicon.manner
        self._verbs = {word for word, cls in classes.items() if cls == "V"} | lexicon.opening
        self._acts = self._verbs | lexicon.nounlike | lexicon.valued
        self._phrases = {phrase.replace("|", ""): phrase.split("|") for phrase in lexicon.phrases}

    def pieces(self, word: str, tag: str, before: str) -> list[Piece] | None:
        """The pieces of a word, or None when it is whole. ``before`` is the text of the word before it."""
        if len(word) == 2:
            return self._pair(word, tag, before)
        if word in self._phrases:
            return self._listed(word)
        if len(word) == 4 and tag[:1] in "linjvadz":
            return self._phrase(word, tag)
        if len(word) == 3 and (found := self._triple(word, tag)) is not None:
            return found
        if len(word) > 4 and word[:-2] in self._adverbs and word[-2:] in self._verbs:
            return [(word[:-2], "D"), (word[-2:], "V")]
        return None

    def _pair(self, word: str, tag: str, before: str) -> list[Piece] | None:
        first, last = word[0], word[1]
        if (glued := _glued(first, last, tag)) is not None:
            return glued
        if first == "比" and before == "占":
            return [("比", "N"), (last, _PREDICATE.get(last, "P" if last == "比" else "V"))]
        if first in _DENOMINAL and last in _PREDICATE:
            return [(first, "N"), (last, _PREDICATE[last])]
        if first in _PLACES and last in _LOCATIVE:
            return [(first, "N"), (last, "F")]
        if last in _PLACES and first in _LINKS:
            return [(first, _LINKS[first]), (last, "N")]
        if word == "中有":
            return [("中", "F"), ("有", "V")]
        if word in ("比上", "比前", "比去"):
            return [("比", "P"), (last, "")]
        if word in self._phrases:
            return self._listed(word)
        return _single(first, last, word) if last in _SECOND and tag[:1] != "v" else None

    def _triple(self, word: str, tag: str) -> list[Piece] | None:
        first, rest = word[0], word[1:]
        if rest in self._verbs and tag != "c":
            if first in _MEASURES:
                return [(first, "N"), (rest, "V")]
            if first in _AUXILIARIES:
                return [(first, _AUXILIARIES[first]), (rest, "V")]
        if tag[:1] == "v":
            return None
        if _is_completed(word):
            return [(word, "V")]
        if word[2] == "仅" and tag[:1] == "n":
            return [(word[:2], "N"), ("仅", "D")]
        if word[2] == "比" and word[1] in _COMPARABLE and tag[:1] == "n" and word != "性价比":
            return [(word[:2], "N"), ("比", "P")]
        return None

    def _phrase(self, word: str, tag: str) -> list[Piece] | None:
        first, last = word[:2], word[2:]
        classes = self._classes.get(first), self._classes.get(last)
        if first in self._adverbs and (last in self._verbs or classes[1] == "P"):
            return [(first, "D"), (last, classes[1] or "V")]
        if classes[0] == "V" and first not in self._nominal:
            if classes[1] == "V":
                return [(first, "V"), (last, "V")]
            return [(first, "V"), (last, "N")] if tag[:1] in "lij" and classes[1] in (None, "N") else None
        return None

    def _listed(self, word: str) -> list[Piece]:
        first, last = self._phrases[word]
        acts = last in self._acts
        return [
            (first, self._classes.get(first) or ("N" if acts and first not in self._verbs else "V")),
            (last, self._classes.get(last) or ("V" if acts else "N")),
        ]


def _glued(first: str, last: str, tag: str) -> list[Piece] | None:
    """The pieces of two characters that a model of unknown words has joined, as its tag and their meaning show."""
    if last in _ASPECT and (tag[:1] == "u" or (last == "了" and first in _ACTS)):
        return None if first in _BEFORE_ASPECT else [(first, "V"), (last, "S")]
    if first == "率" and last not in _LED:
        return [(first, "N"), (last, _PREDICATE.get(last, ""))]
    if (first in _DENOMINAL or first in _WHOLES) and last in _LOCATIVE and tag[:1] in "fsv":
        return [(first, "N"), (last, "F")]
    if first in _MEASURES and last == "比":
        return [(first, "N"), (last, "P")]
    if first in _PEOPLES and tag == "v" and last not in _PREDICATE:
        return [(first, "N"), (last, "V")]
    if tag == "v" and (
        (first in _THINGS and last in _PREDICATE and last not in "从都")
        or (last in _JOINED and (first in _THINGS or first in _DENOMINAL) and first + last not in _NOT_JOINED)
    ):
        return [(first, "N"), (last, _PREDICATE.get(last, "V"))]
    if first in _VILLAGES and last in _OF_VILLAGES:
        return [(first, "N"), (last, "V")]
    if last in _SOURCES and tag == "p" and first not in _BEFORE_SOURCES:
        return [(first, "N"), (last, "P")]
    if last == "在" and tag[:1] == "p":
        return [(first, "V"), (last, "P")]
    if first == "要" and tag[:1] == "c" and last not in _CONDITIONS:
        return [(first, "D"), (last, "V")]
    return None


def _single(first: str, last: str, word: str) -> list[Piece] | None:
    """The pieces of two characters that a tagger holds for a noun or the like, one of them a verb or comparing."""
    if first == "前" and last in _COMPARED:
        return [("前", "F"), (last, "A")]
    if first in _PLACES and last == "低":
        return [(first, "N"), ("低", "A")]
    if first == "期" and last in _SPANS:
        return [("期", "N"), (last, "A")]
    if first == "逐":
        return [(word, "D")] if last in _EACH else None
    if first in _HOW and last in _ACTS and last not in _NO_ACTS and word not in _NO_HOW:
        return [(word, "V")]
    return [(word, "V")] if _is_completed(word) else None


def _is_completed(word: str) -> bool:
    """Whether a word is a verb of one character with what says how far it went: 端上, 招回来."""
    return word[1:] in _COMPLEMENTS and word[0] in _ACTS and word[0] not in _QUALITIES and word not in _NO_COMPLEMENT


def verb_before_aspect(word: str) -> int:
    """How many characters stand before the verb in a word that 了 or 着 follows: 家庭装 [了] 2, 端上 [了] 0.

    -1 where no part of it is known for a verb: 汇报 [了].
    """
    if _is_completed(word):
        return 0
    return len(word) - 1 if word[-1] in _ACTS else -1
