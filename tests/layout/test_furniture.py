"""Lines of web and newspaper pages that are not what somebody says, and lines that only look like them."""

from __future__ import annotations

import pytest

from cnreport.layout.furniture import find_furniture


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("黎川区政府信息公开平台/部门文件/计划总结", "web.path"),
        ("黎川新闻网|专题|抓落实", "web.path"),
        ("云州档案信息网馆务公开【打印本页】", "web.header"),
        ("黎川县人民政府网站【字号大中小】【关闭】", "web.header"),
        ("原创黎川人社2025-03-0218:30云南", "account.stamp"),
        ("黎川人社2025年3月2日18:30云南", "account.stamp"),
        ("点个“在看”，让更多人知道", "account.foot"),
        ("《云中观察》2024年11月7日02版要闻", "paper.issue"),
        ("A03深度江东新区报2025.3.21", "paper.issue"),
        ("报：县委、县政府领导送：各乡镇", "file.contact"),
        ("发：各区县人民政府，市直各部门", "file.contact"),
        ("编辑丨小禾", "web.staff"),
        ("来源丨黎川人社", "web.source"),
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
        "关于打印社整治情况的报告【打印】",
        "织密社区服务网，办好民生实事",
        "在2024年11月7日全市大会上的讲话",
        "江若2024-03-0610:02:30",
        "编辑丨请问今年新建多少学校？",
        "报：一共报了多少？",
    ],
)
def test_no_furniture(text: str) -> None:
    assert find_furniture(text) is None
