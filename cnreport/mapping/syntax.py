"""A sentence as words with the classes that mapping reasons with, its quantities and times each one word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from cnreport.mapping.cuts import Cutter, Piece, is_noun_ending, joins, verb_before_aspect
from cnreport.mapping.lexicon import Lexicon
from cnreport.native import attributes
from cnreport.tokenizers import Tokenizer

# One letter a class, so that a sentence can be read as a string:
#   Q quantity   T time   V verb   N noun   A modifier (adjective, 大型)   D adverb   P preposition   U 的
#   S aspect (了 过 着)   C coordination (、 和 及)   F locative   X clause stop   R pronoun   M anything else
WordClass = str

_STOPS = frozenset("，；。：！？,;!?:\n")
_QUOTED = re.compile(r"“[^”\n]{1,40}”|《[^》\n]{1,60}》|‘[^’\n]{1,40}’|「[^」\n]{1,40}」")
_COORDINATION = frozenset({
    "、", "和", "及", "与", "以及", "并", "或", "暨",
})  # fmt: skip
_PREPOSITIONS = frozenset({
    "把", "将", "对", "在", "从", "由", "向", "为", "以", "与", "比", "较", "按", "按照", "据", "自", "给", "让",
    "使", "被", "于", "围绕", "针对", "通过", "根据", "随着", "同", "经", "就", "因", "到", "至", "比较", "较之",
    "相比", "结合", "依托", "凭借", "除", "除了",
})  # fmt: skip
_ADVERBS = frozenset({
    "已", "全部", "共", "均", "仅", "只", "仍", "还", "再", "约", "分别", "累计", "先后", "相继", "其中", "基本",
    "逐步", "全面", "进一步", "持续", "不断", "已经", "正在", "将", "要", "须", "必须", "力争", "确保", "争取",
    "计划", "预计", "总共", "合计", "一共", "平均", "年均", "同比", "环比", "全力", "大力", "积极", "深入", "扎实",
    "稳步", "有序", "顺利", "成功", "圆满", "提前", "新", "也", "都", "就", "才", "又", "更", "最", "可", "能",
    "可以", "能够", "统一", "集中", "有效", "严格", "切实", "着力", "努力", "全年", "目前", "现已", "尚", "未",
    "没有", "不", "不够", "未能", "大幅", "明显", "显著", "稳定", "连续", "首次", "直接", "间接", "实际", "至少",
    "最多",
    "每年", "每月", "每天", "每", "每人", "人均", "户均", "村均", "亩均", "全省", "全市", "全县", "全区", "全镇",
    "全乡", "全国", "全州", "全盟", "全旗", "全体", "高标准", "高质量", "高水平", "同步", "统筹", "按期", "如期",
    "依法", "共计", "总计", "合共", "免费", "逐段", "逐户", "逐个", "逐条", "轮流", "抱团", "就近", "全天候",
    "定点", "带病", "连夜", "重新", "全线", "双双", "继续", "同口径", "拎包", "优先", "主动", "自愿", "无偿",
    "一举", "随之", "最长", "最短", "日均", "月均", "分批", "充分", "日夜", "妥善", "超前", "率先", "如数", "足额",
    "及时", "认真", "按时", "按月", "当场", "现场", "从无到有", "再次", "再度", "依次",
})  # fmt: skip
# Words whose class their place decides, and among them those that are verbs behind a comparison: 比全省低2个百分点.
_COMPARATIVES = frozenset(["高", "低", "多", "少", "快", "慢", "长", "短"])
# Nouns that behind another noun say what became of it: 失业人员再就业800人, 生猪出栏3万头.
_STATES = frozenset(["就业", "出栏", "存栏"])
# What one waits: 等3天; but 水务等3个部门.
_DURATIONS = ("天", "日", "周", "月", "年", "时", "分", "钟头", "秒")
_PEOPLE = ("人员", "者", "群众", "劳动力", "人口", "农民", "农民工", "毕业生", "青年", "职工", "对象")
# Single characters that are verbs where a clause opens with them or behind an adverb: 换 水表 [412块], 再上 [2台] 锅炉.
_ACTS = frozenset("换处卡架布报批封等清种上下得过差罚掉省挖")
_UNSURE = _COMPARATIVES | {"稳定", "争取", "计划", "提前", "超额", "来", "起", "都", "通过"} | _STATES | _ACTS
# Prepositions that are verbs where an amount ends the clause behind them: 每件给80元, 通过36份。
_GIVING = frozenset(["给", "通过"])
# All of what is told of passes: 全部通过验收; but 累计通过12个项目.
_PASSING = frozenset(["全部", "均", "已", "已经", "先后", "都", "也", "顺利", "首次"])
# What they are verbs before, wherever they stand: 卡在, 掉到, 换完, 并成.
_AT = frozenset(["在", "到", "给", "至"])
_STAYING = frozenset("稳卡连掉拢堆停压绕")
_DONE = frozenset(["完", "掉", "成", "好"])
_CHANGING = frozenset("换还并清穿")
# Nouns of an activity that before its amount say what was done: 教学楼空置19个月; but 空置住房.
_COUNTED = frozenset([
    "空置", "失能", "存储", "备份", "通勤", "通行", "购物", "画像", "等候", "周转", "保温", "办案", "服役", "换乘",
    "步行", "涨价", "溢价", "成交", "招标", "冷藏", "选址", "用工",
])  # fmt: skip
# Objects of one character, and the verbs that make one word with them, which a tagger calls a noun: 铺管, 覆膜, 养羊.
_MAKING = frozenset("养种铺架设修建打挖换补储备存缺欠省节筑覆栽植造清发分装接断涨送供收办招登巡驻刻选赋退腾进包用")
_MADE = frozenset(
    "羊牛猪鱼虾蜂鸡草树竹茶药菜粮煤电水气油管网桥路井渠站点卡灯炉膜土地案款件编员人价费息税车船板表锁针方库章址码坝"
)
_NOT_MADE = frozenset([
    "节点", "节气", "清水", "清茶", "清油", "包菜", "分水", "分路", "分点", "分站", "分库", "分针", "分表", "分网",
    "驻地", "缺点", "断点", "断桥", "接点", "备件", "种猪", "种牛", "种鸡", "种羊", "省点", "省库", "补药", "赋税",
    "刻板", "发菜", "供方", "收方", "用地",
])  # fmt: skip
# The same with an object of two characters, 缺普工, 设卡点; but 设备厂.
_LACKING = frozenset("缺欠设")
_NO_OBJECT = frozenset("备计施定口乏陷席血氧德省货铁发少限防置")
# A change of what it is, quoted: “个转企”, “煤改电”.
_TURNING = frozenset("转改")
_QUOTED_ACTS = frozenset(["实现", "开展", "进行", "完成", "组织", "做"])
_LONGEST_ACT = 8
_TAG_CLASSES = {
    "n": "N", "l": "N", "i": "N", "j": "N", "e": "N", "a": "A", "b": "A", "z": "A", "d": "D", "v": "V", "p": "P",
    "c": "C", "f": "F", "s": "N", "t": "T", "r": "R", "u": "M", "m": "M", "q": "N", "x": "M", "y": "M", "o": "M",
    "g": "N", "k": "N", "h": "A",
}  # fmt: skip


@attributes(acyclic=True)
class Word:
    """A word of a sentence; positions in the view.

    ``quantity`` is the index of the amount it is, or -1; ``verbal`` whether it may name what was done, whatever its
    class; ``idiom`` whether it is a set phrase of four characters (焕然一新).
    """

    __slots__ = ("cls", "end", "idiom", "quantity", "start", "text", "verbal")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        cls: WordClass,
        quantity: int = -1,
        verbal: bool = False,
        idiom: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.cls = cls
        self.quantity = quantity
        self.verbal = verbal
        self.idiom = idiom


class Analyser:
    """Cuts sentences into classed words."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self.lexicon = lexicon
        self._verbs = lexicon.verbs
        self._classes = _closed_classes(lexicon)
        self._placed = _UNSURE | lexicon.manner | lexicon.opening
        self._cutter = Cutter(self._classes, lexicon)

    def words(
        self,
        text: str,
        start: int,
        end: int,
        quantities: Sequence[tuple[int, int]],
        times: Sequence[tuple[int, int]] = (),
    ) -> list[Word]:
        """The words of ``start:end``; ``quantities`` and ``times`` are ascending spans inside it, each kind disjoint.

        Every quantity is a word of its own; a time that shares a character with one (三年内) is none.
        """
        starts = [a for a, _ in quantities]
        marks = [(a, b, "Q", i) for i, (a, b) in enumerate(quantities)]
        for a, b in times:
            last = bisect_left(starts, b) - 1
            if last < 0 or quantities[last][1] <= a:
                marks.append((a, b, "T", -1))
        marks.sort()
        words: list[Word] = []
        unsure: list[int] = []
        at = start
        for a, b, cls, index in marks:
            if a < at:
                continue
            self._stretch(text, at, a, words, unsure)
            words.append(Word(a, b, text[a:b], cls, index))
            at = b
        self._stretch(text, at, end, words, unsure)
        for k in unsure:
            words[k].cls = self._settled(words, k)
        glued: list[int] = []
        for k, (before, word) in enumerate(pairwise(words)):
            if before.cls == "D" and word.cls in "NAF" and (len(word.text) == 2 or _one_by_one(before, word)):
                word.verbal = True  # 全部激活, 逐一过堂, 仅动用: behind an adverb a noun names what is done
            elif len(before.text) == 1 and _happened(before, word):
                before.cls, before.verbal = "V", True
            elif word.cls == "Q":
                if before.text in _GIVING and (k + 2 == len(words) or words[k + 2].cls == "X"):
                    before.cls, before.verbal = "V", True  # 每件给80元。
                elif before.cls == "A" or (before.cls == "N" and (before.text in _COUNTED or _makes(before.text))):
                    before.verbal = True  # 每吨低80元, 差850个; 铺管38公里
            elif word.cls == "S" and len(before.text) > 1 and before.cls in "NAFMTD" and word.text != "过":
                glued.append(k)
        for k in reversed(glued):
            _happens(words, k)
        return words

    def _stretch(self, text: str, start: int, end: int, words: list[Word], unsure: list[int]) -> None:
        at = start
        for match in _QUOTED.finditer(text, start, end):
            self._tagged(text, at, match.start(), words, unsure)
            # 实现“交房即交证”, 做了“体检”: what is quoted is what was done.
            quoted = Word(match.start(), match.end(), match.group(), "N")
            if not _TURNING.isdisjoint(quoted.text[2:-2]) and len(quoted.text) <= _LONGEST_ACT:
                quoted.verbal = True  # “煤改电”8600户
            elif words and words[-1].end == match.start():
                last = words[-2 if words[-1].cls == "S" and len(words) > 1 else -1]
                quoted.verbal = last.text == "实现" or (last.text in _QUOTED_ACTS and _may_be_done(quoted))
            words.append(quoted)
            at = match.end()
        self._tagged(text, at, end, words, unsure)

    def _tagged(self, text: str, start: int, end: int, words: list[Word], unsure: list[int]) -> None:
        if start >= end:
            return
        floor = len(words)
        classes, placed, cut = self._classes, self._placed, self._cutter.pieces
        verbs, nounlike, opening = self._verbs, self.lexicon.nounlike, self.lexicon.opening
        for first, last, tag in self._tokenizer.tokens(text[start:end]):
            at = start + first
            word = text[at : start + last]
            before = words[-1] if len(words) > floor else None
            if before is not None and joins(word, before.text, before.cls):
                _lengthen(before, word)
                if unsure and unsure[-1] == len(words) - 1 and before.text not in placed:
                    unsure.pop()
            elif (cls := classes.get(word)) is not None:
                if word in placed:
                    unsure.append(len(words))
                words.append(Word(at, at + len(word), word, cls, -1, tag[:1] == "v" or word in verbs))
            elif (pieces := cut(word, tag, before.text if before else "")) is not None:
                self._pieces(at, pieces, tag, words, floor)
            else:
                names = tag == "vn" or word in nounlike
                if names or word in placed:
                    unsure.append(len(words))
                cls = "N" if names else _class(word, tag)
                verbal = tag[:1] == "v" or word in opening
                words.append(Word(at, at + len(word), word, cls, -1, verbal, tag == "i" and len(word) == 4))

    def _settled(self, words: list[Word], k: int) -> WordClass:
        """The class of the word ``k``, which its place decides."""
        word = words[k]
        before = words[k - 1].cls if k else "X"
        after = words[k + 1].cls if k + 1 < len(words) else "X"
        if word.text in self.lexicon.manner and after in "VD" and before in "XDTM":
            return "D"
        if word.text in self.lexicon.opening:
            return "V" if before in "XD" and after in "NASMVRTQ" else word.cls
        if word.text in self.lexicon.manner:
            return word.cls
        return _by_place(words, k)

    def _pieces(self, at: int, pieces: Sequence[Piece], tag: str, words: list[Word], floor: int) -> None:
        for piece, known in pieces:
            before = words[-1] if len(words) > floor else None
            if before is not None and (
                joins(piece, before.text, before.cls) or (piece == "比" and before.text == "占")
            ):
                _lengthen(before, piece)
            else:
                cls = known or self._classes.get(piece) or _class(piece, tag)
                words.append(Word(at, at + len(piece), piece, cls, -1, cls == "V"))
            at += len(piece)


def _closed_classes(lexicon: Lexicon) -> dict[str, WordClass]:
    """The class of every word that the tagger is not asked about; the later of two entries holds."""
    classes = dict.fromkeys(lexicon.verbs, "V") | dict.fromkeys(lexicon.not_verbs, "N") | dict.fromkeys(_ADVERBS, "D")
    classes |= (
        dict.fromkeys(_PREPOSITIONS, "P") | dict.fromkeys(("了", "过", "着"), "S") | dict.fromkeys(("的", "之"), "U")
    )
    return classes | dict.fromkeys(_COORDINATION, "C") | dict.fromkeys(_STOPS, "X")


def _class(word: str, tag: str) -> WordClass:
    if is_noun_ending(word) or tag == "vn" or (word[-1] == "率" and tag[:1] != "v"):
        return "N"
    return _TAG_CLASSES.get(tag[:1], "M")


def _lengthen(word: Word, ending: str) -> None:
    word.text += ending
    word.end += len(ending)
    word.cls = "N"
    word.verbal = False


def _by_place(words: list[Word], k: int) -> WordClass:
    """The class of a word that names an action or does one, by its place: 检修泵站63座 does, 设备检修 names."""
    word = words[k]
    before = words[k - 1].cls if k else "X"
    after = words[k + 1].cls if k + 1 < len(words) else "X"
    if word.text in _COMPARATIVES:
        return "V" if after in "QS" and _compares(words, k) else word.cls
    if word.text == "稳定":
        if after == "X" and before in "NAUD":
            return "N"  # 保持安全稳定
        return "V" if (before in "XD" and after in "NA") or (k + 1 < len(words) and words[k + 1].text == "在") else "D"
    if word.text == "都":
        return "N" if k and words[k - 1].text == "之" else "D"  # 光热之都
    if word.text == "来":
        return "F" if before in "MTQ" else word.cls
    if word.text == "起":
        return "S" if before == "V" and after in "NAQM" else word.cls  # 建立起制度
    if word.text == "争取":
        return "V" if after in "NAR" else "D"
    if word.text == "计划":
        return "N" if after in "QXUCFS" or before == "U" else "D"  # 招生计划; 计划投资
    if word.text in ("提前", "超额"):
        return "V" if after == "Q" else "D"
    if word.text in _STATES:
        if before == "V":
            return "V" if after in "QX" and words[k - 1].text == "实现" else "N"
        if before == "N":
            return "V" if after in "QX" and (word.text != "就业" or words[k - 1].text.endswith(_PEOPLE)) else "N"
        return "V" if (before == "D" and after in "QX") or (before == "X" and after == "N") else "N"
    if word.text == "通过":
        return "V" if before == "D" and words[k - 1].text in _PASSING else word.cls  # 全部通过验收
    if word.text in _ACTS:
        return "V" if before in "XDT" and _acts(words, k, before, after) else word.cls
    return "V" if before in "XDTS" and after in "NAQSM" else word.cls


def _acts(words: list[Word], k: int, before: WordClass, after: WordClass) -> bool:
    """Whether a single character is a verb by what stands before and behind it."""
    text = words[k].text
    if text == "等":
        return before == "X" and after == "N"  # ，等结果; but 二期等项目, 水务、城管，等3个部门
    if text == "过":
        return after in "NQ" and not (k and words[k - 1].text == "再")  # 再过20天
    if text == "省":
        return after == "Q"
    if text in "上下":
        return after == "Q" or (before == "D" and after in "NA")  # 再上项目; but 下胡村
    return after in "NAQSM"


def _happened(word: Word, after: Word) -> bool:
    """Whether a single character that taggers know otherwise is a verb by what follows it: 坏了3台, 等40分钟."""
    if after.cls == "S":
        return word.cls in "AFMNT" or word.text in "给跟"
    if after.cls == "Q":
        return (word.text == "等" and any(unit in after.text for unit in _DURATIONS)) or (
            word.text == "得" and word.cls == "M"
        )
    if after.text in _AT:
        return word.text in _STAYING
    return after.text in _DONE and word.text in _CHANGING


def _makes(word: str) -> bool:
    """Whether a noun of two or three characters is a verb with its object: 铺管, 覆膜, 缺普工."""
    if len(word) == 3:
        return word[0] in _LACKING and word[1] not in _NO_OBJECT
    return len(word) == 2 and word[1] in _MADE and word[0] in _MAKING and word not in _NOT_MADE


def _one_by_one(word: Word, after: Word) -> bool:
    """Whether a quotation says what was done to each: 逐台“体检”."""
    return (word.text[0] == "逐" or word.text in _PASSING) and _may_be_done(after)


def _may_be_done(word: Word) -> bool:
    """Whether a quotation is short enough to name what was done."""
    return word.text[0] == "“" and len(word.text) <= _LONGEST_ACT


def _happens(words: list[Word], k: int) -> None:
    """Make a verb of the word ``k``, which 了 or 着 follows, or of its last character: 家庭装 了, 汇报 了."""
    word = words[k]
    if word.verbal:
        word.cls = "V"
        return
    at = verb_before_aspect(word.text)
    if at <= 0:
        word.verbal = True
        if at == 0:
            word.cls = "V"
        return
    middle = word.start + at
    words.insert(k + 1, Word(middle, word.end, word.text[at:], "V", verbal=True))
    word.text, word.end = word.text[:at], middle
    if word.cls != "D":
        word.cls = "N"


def _compares(words: list[Word], k: int) -> bool:
    """Whether 比 or 较 stands before ``k`` in its clause."""
    for j in range(k - 1, -1, -1):
        if words[j].cls in "XQ":
            return False
        if words[j].text in ("比", "较", "同比", "环比", "要"):
            return True
    return False
