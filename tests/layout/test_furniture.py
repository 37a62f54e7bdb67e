"""Lines of web and newspaper pages that are not what somebody says, and lines that only look like them."""

from __future__ import annotations

import pytest

from cnreport.layout.furniture import find_furniture, is_set_off, page_number


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("黎川区政府信息公开平台/部门文件/计划总结", "web.path"),
        ("信息名称：2031年黎川区政府工作报告", "web.record"),
        ("公开目录：政府信息公开 工作报告 公开形式：主动公开", "web.record"),
        ("黎川新闻网|专题|抓落实", "web.path"),
        ("云州档案信息网馆务公开【打印本页】", "web.header"),
        ("黎川县人民政府网站【字号大中小】【关闭】", "web.header"),
        ("原创黎川人社2025-03-0218:30云南", "account.stamp"),
        ("黎川人社2025年3月2日18:30云南", "account.stamp"),
        ("黎川发布昨天18:00", "account.day"),
        ("原创黎川融媒星期三7:30发表于云南", "account.day"),
        ("黎川发布3月5日18:00", "account.day"),
        ("点个“在看”，让更多人知道", "account.foot"),
        ("《云中观察》2024年11月7日02版要闻", "paper.issue"),
        ("A03深度江东新区报2025.3.21", "paper.issue"),
        ("报：县委、县政府领导送：各乡镇", "file.contact"),
        ("发：各区县人民政府，市直各部门", "file.contact"),
        ("编辑丨小禾", "web.staff"),
        ("来源丨黎川人社", "web.source"),
        ("2025-02-20来自：黎川县融媒体中心", "web.stamp"),
        ("黎川融媒2025-05-1520:10发表于黎川", "account.stamp"),
        ("点击蓝字，关注我们", "account.head"),
        ("组版编辑：谷雨校对：温晴", "web.staff"),
        ("今日黎川2025.1.16特刊T1", "paper.issue"),
        ("<<<第02版：理论·实践黎川日报数字报", "paper.page"),
        ("遗失声明", "paper.notices"),
        ("下期预告：4月3日，市燃气集团。", "column.next"),
        ("——END——", "page.end"),
        ("目录", "page.contents"),
        ("（根据江若在全县水利会议上的发言整理）", "note.record"),
        ("（黎川县人大常委会办公室供稿）", "note.record"),
        ("（转载请注明出处）", "web.disclaimer"),
        ("本报地址：黎川市文化路6号邮编：700100印刷：黎川日报印务中心", "web.footer"),
        ("社址：黎川市文化路6号", "web.footer"),
        ("[文字整理及图片：黎川县政府网编辑部]", "note.makers"),
        ("图文：黎川县融媒体中心", "note.makers"),
        ("图文直播：黎川县融媒体中心", "note.makers"),
        ("━━━━━━━━", "page.rule"),
        ("（黎川县12345热线整理，来电人姓名、住址已隐去）", "note.record"),
        ("（黎川发布编辑部据现场速记整理）", "note.record"),
        ("印发份数：120份", "file.contact"),
        ("办理类型：A类", "file.contact"),
        ("（此件主动公开。联系人：江若，电话：0000—2233445）", "file.contact"),
        ("（办公室供稿）", "note.record"),
        ("【下一篇】没有了", "web.neighbour"),
        ("一、小河沟也有大变化（清溪村江若）……………1", "page.contents"),
        ("2025年12月2日编辑/田野美编/蒋琳", "web.stamp"),
        ("4专版东峪报", "paper.page"),
        ("黎川时报人物·一线A5", "paper.masthead"),
        ("黎川市人民代表大会常务委员会公报2025·第4号—17—", "paper.gazette"),
        ("黎川水利简报（2025年第12期）", "paper.gazette"),
        ("《云中观察》2024年第9期〔专访〕34", "paper.magazine"),
        ("《云中》半月刊深谈", "paper.magazine"),
        ("《云与我们》2024·秋季号｜对话｜028", "paper.magazine"),
        ("《云中》杂志二〇二三年第十期●县域对话", "paper.magazine"),
        ("分享到：微信微博｜视频回放｜图片直播", "web.controls"),
        ("▲学生在车间实训。（图/罗杰）", "paper.credit"),
        ("[主办：区信访局区融媒体中心][返回列表]", "web.cells"),
        ("【打印】【澜川县民声恳谈会】【返回列表】", "web.cells"),
        ("状态：已结束围观：2.4万时间：2025-09-1610:00", "live.state"),
    ],
)
def test_furniture(text: str, identity: str) -> None:
    found = find_furniture(text)
    assert found is not None
    assert found.id == identity


@pytest.mark.parametrize(
    "text",
    [
        "教育/医疗/养老",
        "[江若][返回江边的工地已经复工]",
        "【主持人】【打印】这一页的钱谁出？",
        "调度会定于今天18:00",
        "截止昨天18:00全部转移到位",
        "昨天18:00",
        "江若3月5日18:00",
        "关于打印社整治情况的报告【打印】",
        "织密社区服务网，办好民生实事",
        "在2024年11月7日全市大会上的讲话",
        "江若2024-03-0610:02:30",
        "编辑丨请问今年新建多少学校？",
        "报：一共报了多少？",
        "目录清单已经公开",
        "（根据发言需要另行整理材料。）",
        "（本报记者 江若 黎川融媒体中心整理）",
        "（土地综合整理）",
        "记录：三年来，县水利局打井46眼",
        "地址变更全程网办",
        "图片说明了一切，群众满意",
        "满意度评价达到96%",
        "工作状态：还不够好",
        "遗失声明办理更快了",
        "今日黎川这一年",
        "点击率达到96%，关注人数翻番",
        "下期工程：年底前完成",
        "2025年12月2日编辑出版志书4部",
        "4专版块建设项目上报",
        "全市编发工作简报第12期以来的做法",
        "▲学生在车间实训",
        "学生在车间实训。（图/罗杰）",
        "《水网建设方案》2024年第3期工程",
        "《水网建设方案》2024年6月印发",
        "《云中》月刊上的那篇文章说到了点子上",
    ],
)
def test_no_furniture(text: str) -> None:
    assert find_furniture(text) is None


@pytest.mark.parametrize("text", ["- 3 -", "·12·", "— 1 —", "－ 7 －", "第12页", "第 3 页 共 9 页"])
def test_a_page_number_set_off(text: str) -> None:
    assert page_number(text) is not None
    assert is_set_off(text)


@pytest.mark.parametrize("text", ["12", "-3", "2025", "- 3 - 4 -", "3.", "第3"])
def test_no_page_number_set_off(text: str) -> None:
    assert not is_set_off(text)
