"""The names of columns and of series, which are no titles."""

from __future__ import annotations

import time

import pytest

from cnreport.layout.blocks import build_blocks
from cnreport.layout.columns import is_column
from cnreport.layout.occasions import is_record
from cnreport.layout.titles import choose_title, is_label, is_series
from cnreport.text.source import Source


@pytest.mark.parametrize(
    "text",
    [
        "澜川电视台《周末聊政事》文稿",
        "《澜川新闻》书记访谈编辑：江若",
        "《澜川日报》第2版·县委书记访谈",
        "澜川人社（公众号）",
        "澜川区融媒体中心|对话局长",
        "文字实录",
        "图文直播·访谈实录",
        "澜川市人民政府网站",
        "澜川云·访谈间正在直播→已结束[回看][分享][留言]",
        "澜川市“民声恳谈”第19期|文字实录|返回列表",
        "澜川市水利局|政民互动|恳谈会浏览次数:1263[打印][关闭]",
        "《澜川水务》（内部资料）总第118期人物专访",
        "澜川观察|民生直通车|总第38期",
        "“板凳恳谈会”第7期澜川县融媒体中心整理",
        "《澜川日报》·走村记",
        "澜川区人民政府门户首页·互动交流·区长信箱·公开回信",
        "首页>新闻发布>发布实录",
        "澜川县人民政府网首页-政务公开-政府工作报告",
        "澜川融媒|走近一线",
        "澜川人民广播电台行风热线节目录音整理稿",
        "《行风热线》上线实录澜川交通广播FM98.62022年11月8日8:00直播",
        "大会发言摘登",
        "澜川市水利局/互动交流/局长恳谈/第17期",
        "澜川周刊|一线蹲点|版次A5",
        "仓桥村村务公开栏第9期",
        "澜川经济二〇二五年第四期本刊专访",
        "澜川党建2025年第6期",
        "家门口的恳谈会（第九场）",
        "仓桥镇评议会发言记录第7号",
        "澜川县融媒体中心▶乡镇观察▶正文",
        "澜川市人民政府互动交流在线访谈",
        "第二十期文字实录",
        "澜川县人民政府·新闻发布厅·现场实录",
        "澜川民声恳谈会第12期现场记录",
        "仓桥街道公众号｜局长来了",
        "仓桥街道议事厅",
        "澜川人民广播电台《有话直说》文字版",
        "院坝会实录（仓桥村第六场）",
        "澜川县融媒体中心6月3日星期二",
        "澜川县水利局·公开复信",
        "仓桥社区◆板凳会",
        "县长热线接听实录",
        "“澜川有约”文字实录",
        "澜川交通广播电台《有话直说》",
        "澜川区委党建微信公众号",
        "院坝夜谈第九回",
        "村口大喇叭节目稿",
    ],
)
def test_column(text: str) -> None:
    assert is_column(text)


@pytest.mark.parametrize(
    "text",
    [
        "《澜川市供水条例》实施情况的报告",
        "说理有地方，解气有人管",
        "关于《民法典》专题学习的通知",
        "我市发布《老旧小区改造方案》",
        "减轻看病负担守好群众“救命钱”",
        "让每一条建议都有回音|打印",
        "访谈间正在直播，群众随到随问",
        "第三期老旧小区改造工程开工讲话",
        "“板凳恳谈会”办到家门口",
        "《民法典》·婚姻家庭编实施情况的报告",
        "救护车掉得了头|路才算修到家",
        "让每个窗口都成为办事首页·澜川政务改革记",
        "政务网站首页怎么办才有人看",
        "融媒中心怎样办好一张报",
        "打磨好每一档节目",
        "全省发言摘登走进社区",
        "FM98.6：把话说到听众心里，事办到群众心上",
        "水从哪来|水到哪去",
        "修好山里的路（上）",
        "第九场硬仗怎么打",
        "澜川县2025年第3期干部培训班",
        "澜川市人民政府班子成员集体走进政务服务热线",
        "第二十期文字材料怎么写",
        "县水利局2025年第4期工作简报公开以后，群众怎么看",
        "办好公众号｜别让群众白点一下，话要听得进去",
        "第12期老旧小区改造现场记录了什么",
        "融媒体中心6月3日搬家以后怎么办",
        "议事厅里议出来的事",
        "供水保障专题新闻发布会文字实录",
        "在窗口读懂《民法典》",
        "水到渠成·路到门前",
        "开门纳谏·实录在案的十件事",
        "修好山里的路（仓桥村第六组）",
        "局长集中答复网民留言（2025年第1期）",
    ],
)
def test_no_column(text: str) -> None:
    assert not is_column(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("到会：澜川市副市长江若，市水利局有关负责人", True),
        ("到场市民：62人", True),
        ("记录：市政府督查室", True),
        ("地点/城关镇水利站", True),
        ("参加者/沿街住户、学生等30人", True),
        ("时间｜6月3日晚 地点｜仓桥村文化站", True),
        ("地点 仓桥村文化站", True),
        ("播出 6月3日晚8点", True),
        ("直播时间 6月3日", True),
        ("地 点 仓桥村活动室", True),
        ("到场 居民40余人", True),
        ("日期｜6月3日", True),
        ("直播间 6月3日", False),
        ("地点不变", False),
        ("时间都去哪儿了", False),
        ("地点不变/时间不变", False),
        ("到场就办：窗口今年办件3.1万件", False),
        ("把话说到一起：代表到会讲实情", False),
    ],
)
def test_label(text: str, label: bool) -> None:
    assert is_label(text) == label


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("县直单位“一把手”年度述职（选登之三）", True),
        ("“书记谈治理”系列访谈之五", True),
        ("局长述职述廉报告摘登（2）", True),
        ("作风建设大会发言选登·四", True),
        ("乡镇书记说路⑤", True),
        ("①修好山里的路", False),
        ("修好山里的路②管好山里的路", False),
        ("县直单位“一把手”年度述职", False),
        ("作风建设大会发言摘登", False),
        ("——述职报告选登之三", False),
        ("推进“放管服”系列改革", False),
        ("打好系列攻坚战", False),
        ("2024年第3期", False),
    ],
)
def test_series(text: str, series: bool) -> None:
    assert is_series(text) == series


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        ("县水利局局长答本报记者问", "“漏在哪里，就补到哪里”", 1),
        ("县水利局局长专访", "“漏在哪里，就补到哪里”", 1),
        ("县水利局局长答本报记者问", "漏在哪里，就补到哪里", 0),
        ("县水利局局长答本报记者问", "“漏”在哪里，就“补”到哪里", 0),
        ("管网漏损怎样治", "“漏在哪里，就补到哪里”", 0),
    ],
)
def test_a_shoulder_above_the_title(above: str, below: str, title: int) -> None:
    blocks = build_blocks(Source(f"{above}\n{below}\n\n□本报记者　温晴\n"))[1]
    assert choose_title(blocks, 2) is blocks[title]


def test_a_title_that_names_an_official_is_no_column() -> None:
    named, column = "水利局局长江若与村民面对面", "水利局领导与村民面对面"
    for line, title in ((named, 1), (column, 0)):
        blocks = build_blocks(Source(f"民声恳谈会第14期现场记录\n{line}\n地点：仓桥村\n"))[1]
        assert choose_title(blocks, 2) is blocks[title]


@pytest.mark.parametrize("marks", ["·", "—", "·a", "|", "第1期", "首页-"])
def test_a_masthead_of_marks_is_looked_through_in_no_time(marks: str) -> None:
    start = time.perf_counter()
    assert not is_column(f"专栏{marks * 80}"[:80] + "，")
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("2025年9月11日·根据录音整理", True),
        ("（5月9日 据现场记录整理）", True),
        ("2025年9月11日记住的一课", False),
        ("根据录音整理的家底", False),
    ],
)
def test_what_a_text_was_taken_down_from_is_no_title(line: str, record: bool) -> None:
    assert is_record(line) == record
