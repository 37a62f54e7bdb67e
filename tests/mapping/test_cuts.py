"""Words that the segmenter cut in the wrong place, cut again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnreport.mapping.cuts import Cutter
from cnreport.mapping.lexicon import load_lexicon

if TYPE_CHECKING:
    from tests.mapping.conftest import Reader


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
def test_words_are_cut_again_by_shape(sentence: str, part: str, reader: Reader) -> None:
    assert part in reader.classed(sentence)


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


def test_whole_words_are_not_cut() -> None:
    lexicon = load_lexicon()
    cutter = Cutter({}, lexicon)
    assert cutter.pieces("村配", "v", "") == [("村", "N"), ("配", "V")]
    assert all(cutter.pieces(word, tag, "") is None for word in lexicon.morphemes.whole for tag in ("n", "v", "p", "u"))
