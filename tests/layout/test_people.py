"""Names, offices and bodies."""

from __future__ import annotations

import pytest

from cnreport.layout.bylines import byline_line, opening_byline
from cnreport.layout.people import Person, fuller, is_name, may_be_name, parse_person, person_within


@pytest.mark.parametrize(
    ("text", "name", "position", "organization"),
    [
        ("青圩区委书记冯志远:", "冯志远", "区委书记", "青圩区"),
        ("澄溪经济开发区党委书记林岚：", "林岚", "党委书记", "澄溪经济开发区"),
        ("市高铁新城示范区党工委书记宋原", "宋原", "党工委书记", "市高铁新城示范区"),
        ("芦河县教育体育局党组书记、局长　韩秋月", "韩秋月", "党组书记、局长", "芦河县教育体育局"),
        ("云岭省人民政府省长 王越", "王越", "省长", "云岭省人民政府"),
        ("省长 梁川", "梁川", "省长", ""),
        ("自治区主席 韦 韬", "韦韬", "主席", "自治区"),
        ("石佛市市长 周岭", "周岭", "市长", "石佛市"),
        ("石佛市长 周岭", "周岭", "市长", "石佛市"),
        ("县水利局长 郑源", "郑源", "局长", "县水利局"),
        ("芦河县人民政府代县长 杨帆", "杨帆", "代县长", "芦河县人民政府"),
        ("石佛市市长 殷平同志", "殷平", "市长", "石佛市"),
        ("自治区主席 阿里木·买买提", "阿里木·买买提", "主席", "自治区"),
        ("石佛市委副书记、市长 王屿", "王屿", "市委副书记、市长", "石佛市"),
        ("市委宣传部副部长、市文明办主任 张柯", "张柯", "副部长、市文明办主任", "市委宣传部"),
        ("团市委书记 沈平", "沈平", "书记", "团市委"),
        ("李卫平（城关镇党委书记）：", "李卫平", "党委书记", "城关镇"),
        ("（县卫健委主任 李某某）", "李某某", "主任", "县卫健委"),
        ("周建平 柳湾镇党委书记", "周建平", "党委书记", "柳湾镇"),
        ("市 长 柯远", "柯远", "市长", ""),
        ("乡长 XXX", "XXX", "乡长", ""),
        ("主持人、市委宣传部新闻处副处长　蓝宇", "蓝宇", "副处长", "市委宣传部新闻处"),
        ("主持人（市委宣传部副部长　蓝宇）：", "蓝宇", "副部长", "市委宣传部"),
        ("蓝宇（主持人、市委宣传部副部长）：", "蓝宇", "副部长", "市委宣传部"),
        ("市商务局三级调研员 殷平", "殷平", "三级调研员", "市商务局"),
        ("市人大代表、石佛市交通运输局局长 郑源", "郑源", "局长", "石佛市交通运输局"),
        ("主持人蓝宇(市政府新闻发言人):", "蓝宇", "新闻发言人", "市政府"),
        ("蓝宇　县委宣传部副部长（主持人）：", "蓝宇", "副部长", "县委宣传部"),
        ("市应急管理局副局长迟小军答：", "迟小军", "副局长", "市应急管理局"),
        ("郑　源　石佛市中心医院院长", "郑源", "院长", "石佛市中心医院"),
        ("玛曲河县委书记桑吉扎西：", "桑吉扎西", "县委书记", "玛曲河县"),
        ("东山旗旗委书记巴图巴雅尔：", "巴图巴雅尔", "旗委书记", "东山旗"),
        ("白音苏木苏木达其其格：", "其其格", "苏木达", "白音苏木"),
        ("盘金凤（石门瑶族乡乡长）：", "盘金凤", "乡长", "石门瑶族乡"),
        ("邝伟民(石佛市公安局副局长):", "邝伟民", "副局长", "石佛市公安局"),
        ("中共石佛市委市政府信访局局长　楚原", "楚原", "局长", "中共石佛市委市政府信访局"),
        ("中共石佛市委书记　楚原", "楚原", "市委书记", "石佛市"),
        ("石佛县第三小学校长 邓书琴", "邓书琴", "校长", "石佛县第三小学"),
        ("石佛县应急管理局（局长　郑源）", "郑源", "局长", "石佛县应急管理局"),
        ("措诺（州文化和旅游局副局长）", "措诺", "副局长", "州文化和旅游局"),
        ("县水务局党组成员郑源", "郑源", "党组成员", "县水务局"),
        ("县财政局农业股股长郑源", "郑源", "股长", "县财政局农业股"),
        ("市统计局总统计师郑源", "郑源", "总统计师", "市统计局"),
        ("市税务局总审计师　郑　源", "郑源", "总审计师", "市税务局"),
        ("省气象局首席预报员郑源：", "郑源", "首席预报员", "省气象局"),
        ("县供销合作社联合社理事会主任郑源", "郑源", "理事会主任", "县供销合作社联合社"),
    ],
)
def test_official(text: str, name: str, position: str, organization: str) -> None:
    assert parse_person(text) == Person(name, position, organization)


@pytest.mark.parametrize(
    "text",
    [
        "市长热线：",
        "主要负责人：",
        "党委书记高度重视：",
        "存在问题：",
        "责任领导：副县长",
        "包案领导（县水利局局长）",
        "牵头单位（县水利局局长）",
        "一把手（县委书记）",
        "会议室",
        "",
        "局长谈落实：",
        "书记解读：",
        "县长包案：",
        "两会·局长通道：",
        "云岭镇镇长 寸丽华 沙河乡乡长 岩温",
    ],
)
def test_no_official(text: str) -> None:
    assert parse_person(text) is None


@pytest.mark.parametrize("text", ["桑吉扎西", "其其格", "艾克拜尔·吐尔逊", "邝伟民", "欧阳静"])
def test_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["听民声·解民忧", "植树造林", "回头看", "清单", "展望", "盘点"])
def test_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(("text", "name"), [("盘金凤", True), ("阿木古郎", True), ("达拉", False), ("提质增效", False)])
def test_a_name_beside_an_office(text: str, name: bool) -> None:
    assert may_be_name(text) is name


def test_what_two_places_say_of_one() -> None:
    told, titled = Person("江若", "党组书记、局长", "县水利局"), Person("江若", "局长", "砚川县水利局")
    assert fuller(told, titled) == fuller(titled, told) == Person("江若", "党组书记、局长", "砚川县水利局")
    assert fuller(Person("江若", "局长", "该局"), titled).organization == "砚川县水利局"
    assert fuller(Person("江若", "主任", "该中心"), titled).organization == "该中心"
    assert fuller(Person("江若", "区长", "高桥区"), Person("江若", "区长", "平芜市高桥区")).organization == "高桥区"
    elsewhere = Person("江若", "副县长", "砚川县")
    assert fuller(told, elsewhere) == told


def test_official_within_a_sentence() -> None:
    text = "本报记者采访了市农业农村局局长宋文斌就春耕备耕作了介绍。"
    assert person_within(text, text.index("市")) == Person("宋文斌", "局长", "市农业农村局")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("（本报记者　陈晓　通讯员　马　丽）", [("陈晓", "记者"), ("马丽", "通讯员")]),
        ("(记者 韩岗 整理)", [("韩岗", "记者")]),
        ("（通讯员 孟星　徐　静）", [("孟星", "通讯员"), ("徐静", "通讯员")]),
        ("本报记者 孙倩 实习生 高远", [("孙倩", "记者"), ("高远", "实习生")]),
        ("（记者王晨 文/图）", [("王晨", "记者")]),
        ("整理：王晨", [("王晨", "整理")]),
        ("（本报记者 俞涛 白静 摄影 卢川）", [("俞涛", "记者"), ("白静", "记者")]),
        ("刘畅(本刊记者)", [("刘畅", "记者")]),
        ("《法治石佛》记者  谭笑", [("谭笑", "记者")]),
        ("（采访：方可　整理：苏禾）", [("方可", "采访"), ("苏禾", "整理")]),
        ("（记者 乌日娜 文字整理）", [("乌日娜", "记者")]),
    ],
)
def test_byline(text: str, people: list[tuple[str, str]]) -> None:
    found = byline_line(text)
    assert found is not None
    assert list(found.people) == people


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 戴冰摄",
        "记者：请介绍情况。",
        "（记者了解到）",
        "（作者系县委书记）",
        "记者从会上获悉",
        "（根据录音整理）",
        "（记者回访）",
    ],
)
def test_no_byline(text: str) -> None:
    assert byline_line(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯（记者 王晨）6月5日，会议召开。", ["王晨"]),
        ("本报澜川11月6日讯 （记者 王晨 通讯员 马丽）会议召开。", ["王晨", "马丽"]),
        ("澜川新闻网11月6日电（记者 王晨）会议召开。", ["王晨"]),
        ("会议通过了决定（记者 王晨）并印发。", None),
        ("本报澜川11月6日讯 会议召开（记者 王晨）", None),
    ],
)
def test_byline_of_news(text: str, names: list[str] | None) -> None:
    found = opening_byline(text, 0, len(text))
    assert (found and [name for name, _ in found.people]) == names
