"""Sentences as classed words: words cut again, words classed by their place."""

from itertools import pairwise

import pytest

from cnreport.mapping.cuts import Cutter, is_noun_ending, joins
from cnreport.mapping.lexicon import load_lexicon
from cnreport.mapping.syntax import Analyser, Word
from cnreport.tokenizers import get_tokenizer


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    lexicon = load_lexicon()
    return Analyser(get_tokenizer(words=lexicon.tagged()), lexicon)


def classed(analyser: Analyser, marked: str) -> str:
    """The words of a sentence whose amounts are in brackets, as ``word/class``."""
    return " ".join(f"{word.text}/{word.cls}" for word in marked_words(analyser, marked))


def verbal(analyser: Analyser, marked: str) -> set[str]:
    """The words of such a sentence that may name what was done."""
    return {word.text for word in marked_words(analyser, marked) if word.verbal}


def marked_words(analyser: Analyser, marked: str) -> list[Word]:
    text, amounts = "", []
    for n, piece in enumerate(marked.replace("]", "[").split("[")):
        if n % 2:
            amounts.append((len(text), len(text) + len(piece)))
        text += piece
    return analyser.words(text, 0, len(text), amounts)


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("账款清偿率[52%]", "清偿率/N 52%/Q"),
        ("物业费收缴率要提高到[七成]", "收缴率/N 要/D 提高到/V"),
        ("绿色装机占比达[91%]", "占比/N 达/V"),
        ("药占比降到[26%]", "占比/N 降"),
        ("[27个]村中仍有", "27个/Q 村/N 中/F 仍有/V"),
        ("由省发改委牵头", "由/P 省"),
        ("[97名]防汛员轮训", "防汛员/N 轮训/V"),
        ("消除隐患[96处]", "消除/V 隐患/N"),
        ("去年建了[4座]泵站", "建/V 了/S"),
        ("门口管着[12个]村", "管/V 着/S"),
        ("刚过[40岁]", "刚过/"),
        ("漏损率控制在[9%]以内", "漏损率/N 控制/V 在/P"),
        ("率领[3支]队伍", "率领/V"),
        ("[22个]司法所中还有[7个]", "司法所/N 中/F 还有/V"),
        ("到厂价比去年高出[420元]", "价/N 比/P"),
        ("越级访由去年同期的[19批]降为[3批]", "越级访/N 由/P"),
        ("[4个]村配专职会计", "村/N 配/V"),
        ("每人要管[40家]机构", "要/D 管/V"),
        ("要么买[2台]设备", "要么/"),
        ("实际利用外资[3亿元]", "利用/V 外资/N"),
        ("投诉量同比增加[11%]", "同比/D 增加/V"),
        ("每方价涨了[11元]", "价/N 涨/V 了/S"),
        ("过度包装专项抽查[36批]", "包装/"),
        ("[40个]建制村村通了客车", "村/N 通/V 了/S"),
        ("吨粮保管费省了[8元]", "保管费/N 省/V 了/S"),
        ("智能手环发了[1500只]", "环/N 发/V 了/S"),
        ("[90名]水管员领上了补贴", "领上/V 了/S"),
        ("村里先带出[20个]", "先带/V"),
        ("各省派[3人]", "各省/R"),
        ("招回来技工[310人]", "招回来/V"),
        ("接下来建[3个]", "接下来/N"),
        ("年可消化秸秆[7万吨]", "可/D 消化/V"),
        ("大宗食材价格比市场低[6%]", "价格/N 比/P"),
        ("性价比提高[6%]", "性价比/N"),
        ("体长比三年前长了[2厘米]", "前/F 长/V 了/S"),
        ("全区存煤仅[11万吨]", "存煤/N 仅/D"),
        ("小区逐座赋码", "逐座/D"),
        ("发放贷款[5亿元]", "发放/V 贷款/N"),
        ("听取汇报[5次]", "听取/V 汇报"),
        ("失能老人[5名]", "失能/N"),
        ("行政拘留[14人]", "行政/N 拘留/V"),
    ],
)
def test_words_are_cut_again_by_shape(sentence: str, part: str, analyser: Analyser) -> None:
    assert part in classed(analyser, sentence)


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("勘测河道[63公里]", "勘测/V 河道/N"),
        ("河道勘测[3次]", "勘测/N"),
        ("比全省低[9个百分点]", "低/V"),
        ("价格更低[9元]", "低/A"),
        ("亮灯率稳定在[95%]", "稳定/V 在/P"),
        ("稳定增长[5%]", "稳定/D 增长/V"),
        ("争取资金[8亿元]", "争取/V 资金/N"),
        ("争取突破[8亿元]", "争取/D"),
        ("提前[9天]完工", "提前/V"),
        ("生猪出栏[3万头]", "出栏/V"),
        ("下岗人员再就业[800人]", "就业/V"),
        ("下岗失业人员再就业[800人]", "下岗失业人员/N"),
        ("新增城镇就业[4万人]", "就业/N"),
        ("重点整治河道", "重点/D 整治/V"),
        ("谋划重点项目", "重点项目/N"),
        ("丰富群众文化生活", "丰富/V 群众/N"),
        ("品种更丰富", "丰富/A"),
        ("承包山塘[8口]", "承包/V 山塘/N"),
        ("山塘承包面积", "承包/N"),
        ("设备坏了[3台]", "坏/V 了/S"),
        ("维修要等[一周]", "等/V"),
        ("水务、城管等[3个]部门", "等/M"),
        ("签约率稳在[65%]以上", "稳/V 在/P"),
        ("电站二期等项目开工", "等/M"),
        ("下胡村安置区动工", "下/F"),
        ("部分制度被破坏了", "破坏/V 了/S"),
        ("造价也过高", "过/S"),
        ("剩下[4条]卡在数据上", "卡/V 在/P"),
        ("今年再上[2台]锅炉", "上/V 2台/Q"),
        ("换智能水表[412块]", "换/V 智能"),
        ("排队，等[20天以上]", "等/V"),
        ("水务，等[3个]部门", "等/M"),
        ("每件只给[80元]，全年", "给/V"),
        ("每年给[12户]农户发放", "给/P"),
        ("[3个]中心全部通过验收", "通过/V"),
        ("累计通过[12个]项目带动", "通过/P"),
        ("逐户过[一遍]筛子", "过/V"),
        ("再过[20天]入汛", "过/S"),
        ("，溢价率[31%]", "溢价率/N"),
    ],
)
def test_place_decides_the_class(sentence: str, part: str, analyser: Analyser) -> None:
    assert part in classed(analyser, sentence)


def test_an_amount_is_a_word_of_its_own_also_inside_a_time(analyser: Analyser) -> None:
    text = "今年三年内建成泵站5座"
    words = analyser.words(text, 0, len(text), [(2, 4), (9, 11)], [(0, 5)])
    assert [word.text for word in words if word.quantity >= 0] == ["三年", "5座"]
    assert "T" not in {word.cls for word in words if word.end > 2}


def test_amounts_times_and_quotations_are_one_word_each(analyser: Analyser) -> None:
    text = "今年6月底前建成“口袋公园”12个"
    words = analyser.words(text, 0, len(text), [(14, 17)], [(0, 6)])
    assert [(word.text, word.cls, word.quantity) for word in words] == [
        ("今年6月底前", "T", -1),
        ("建成", "V", -1),
        ("“口袋公园”", "N", -1),
        ("12个", "Q", 0),
    ]


def test_what_was_realised_may_be_quoted(analyser: Analyser) -> None:
    text = "实现“交房即交证”"
    assert analyser.words(text, 0, len(text), [])[1].verbal
    text = "推行“交房即交证”"
    assert not analyser.words(text, 0, len(text), [])[1].verbal


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("新区铺管[38公里]", "铺管"),
        ("企业缺普工[60名]", "缺普工"),
        ("老旧电梯逐台“体检”[36台]", "“体检”"),
        ("年内开展“回头看”[2次]", "“回头看”"),
        ("“煤改电”[8600户]", "“煤改电”"),
        ("部门汇报了情况", "汇报"),
        ("教学楼空置[19个月]", "空置"),
    ],
)
def test_nouns_that_may_name_what_was_done(sentence: str, word: str, analyser: Analyser) -> None:
    assert word in verbal(analyser, sentence)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("沿线节点[4处]", "节点"),
        ("岸边设备厂[3家]", "设备厂"),
        ("新建“口袋公园”[12个]", "“口袋公园”"),
        ("门口铺管", "铺管"),
        ("新增“小巨人”[36家]", "“小巨人”"),
    ],
)
def test_nouns_that_name_things(sentence: str, word: str, analyser: Analyser) -> None:
    assert word not in verbal(analyser, sentence)


def test_words_tile_the_stretch(analyser: Analyser) -> None:
    text = "由县乡镇率达比比中有，村中率要率为 占 比降\n" * 3
    words = analyser.words(text, 4, len(text) - 2, [(10, 12)])
    assert words[0].start == 4
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end == b.start for a, b in pairwise(words))


def test_endings_join_nouns_and_verbs_only() -> None:
    assert joins("率", "清偿", "V")
    assert joins("镇", "石门", "N")
    assert not joins("镇", "搬迁", "V")
    assert not joins("率", "再", "D")
    assert not joins("率", "修", "V")
    assert is_noun_ending("村")
    assert not is_noun_ending("了")


def test_long_verb_phrases_are_cut_by_the_classes_of_their_halves() -> None:
    cutter = Cutter({"提前": "D", "完成": "V", "建成": "V", "改造": "V", "进一步": "D"}, load_lexicon())
    assert cutter.pieces("提前完成", "i", "") == [("提前", "D"), ("完成", "V")]
    assert cutter.pieces("完成任务", "l", "") == [("完成", "V"), ("任务", "N")]
    assert cutter.pieces("建成学校", "n", "") is None
    assert cutter.pieces("改造项目", "l", "") is None
    assert cutter.pieces("认真落实", "a", "") == [("认真", "D"), ("落实", "V")]
    assert cutter.pieces("进一步提高", "n", "") == [("进一步", "D"), ("提高", "V")]
    assert cutter.pieces("渡过难关", "n", "") == [("渡过", "V"), ("难关", "N")]
    assert cutter.pieces("学校", "n", "") is None
