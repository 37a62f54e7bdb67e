"""Headings: an indented list of what a speech's paragraphs are; # is a heading, its level the number of signs."""

from __future__ import annotations

import pytest

from cnreport.layout.headings import find_headings

CASES = [
    """
    # 一、去年工作回顾
    一年来，全县经济平稳运行。
    ## （一）工业提质
    规模以上工业增加值增长8%。
    ## （二）农业增效
    粮食总产稳中有增。
    # 二、今年工作安排
    今年要抓好三件事。
    """,
    """
    # 2009年工作回顾
    ## 一、经济平稳增长，质量稳步提高
    全县生产总值增长9%。
    ## 二、民生持续改善
    新建学校3所。
    # 2010年工作安排
    今年要再上台阶。
    """,
    """
    # （一）经济运行顶住压力。
    全年增长5%。
    # （二）绿色底色更足。
    新增绿地30公顷。
    """,
    """
    # 二、存在问题
    1.路网不够完善。
    2.本人调研不够，办法不多。
    # 三、下步打算
    将补齐短板。
    """,
    """
    # 一、回顾
    （一）项目提速。新开工项目42个。
    （二）民生改善。新增就业5600人。
    产业集群快速壮大。
    重点做好以下工作：
    """,
    """
    # 三、重点工作
    ## 一是扩大需求，着力促消费
    发放消费券2000万元。
    ## 二是加快转型，着力强产业
    新建园区1个。
    """,
    """
    # 第一部分 回顾
    ## 一、成绩
    增长7%。
    # 第二部分 安排
    ## 一、目标
    增长8%。
    # 附件
    名单略。
    # 结束语
    谢谢大家。
    """,
    """
    # 二、基本任务
    ## （二）建设方针
    ### 一、适度增长
    增长率要恰当。
    ### 二、调整结构
    比例要合理。
    ### 三、改善生活
    收入要提高。
    # 三、体制改革
    改革要深化。
    """,
]


@pytest.mark.parametrize("case", CASES)
def test_headings(case: str) -> None:
    lines = [line.strip() for line in case.strip().splitlines()]
    texts = [line.lstrip("#").strip() for line in lines]
    levels = [len(line) - len(line.lstrip("#")) for line in lines]
    found = find_headings(texts)
    assert [found[index].level if index in found else 0 for index in range(len(texts))] == levels


def test_ordinal_and_text() -> None:
    heading = find_headings(["三、工作回顾", "全年平稳。"])[0]
    assert (heading.ordinal, heading.text_start) == (3, 2)
