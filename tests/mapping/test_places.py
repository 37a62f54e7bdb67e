"""Regions of organizations: codes, shared names, functional zones, invented places."""

import re
import tomllib
from pathlib import Path

import pytest

from cnreport.mapping.places import load_gazetteer, region_of


@pytest.mark.parametrize(
    ("organization", "code", "path", "kind"),
    [
        ("川汇区", "411602", "河南省 周口市 川汇区", "county"),
        ("海拉尔区人民政府", "150702", "内蒙古自治区 呼伦贝尔市 海拉尔区", "county"),
        ("中共兰州市城关区委", "620102", "甘肃省 兰州市 城关区", "county"),
        ("北京市朝阳区人民政府", "110105", "北京市 朝阳区", "county"),
        ("上海市浦东新区", "310115", "上海市 浦东新区", "county"),
        ("济源市", "419001", "河南省 济源市", "county"),
        ("芒市", "533103", "云南省 德宏傣族景颇族自治州 芒市", "county"),
        ("武威市委", "620600", "甘肃省 武威市", "prefecture"),
        ("恩施州", "422800", "湖北省 恩施土家族苗族自治州", "prefecture"),
        ("东莞市", "441900", "广东省 东莞市", "prefecture"),
        ("国家税务总局安康市税务局", "610900", "陕西省 安康市", "prefecture"),
        ("河南省人民政府", "410000", "河南省", "province"),
        ("重庆市人民政府", "500000", "重庆市", "province"),
        ("广西", "450000", "广西壮族自治区", "province"),
        ("吉林", "220000", "吉林省", "province"),
    ],
)
def test_code_and_path(organization: str, code: str, path: str, kind: str) -> None:
    region = region_of(organization)
    assert region is not None
    assert (region.code, str(region), region.type) == (code, path, kind)


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区", "城关区", "市中区", "江北区", "普陀区"])
def test_a_shared_name_alone_has_no_code(name: str) -> None:
    region = region_of(name)
    assert region is not None
    assert (region.code, region.name, region.path) == (None, name, (name,))


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("鼓楼区", "南京召开老旧小区改造推进会", "320106"),
        ("福州市鼓楼区", "徐州市和开封市来此考察", "350102"),
        ("朝阳区", "长春市政府办公室", "220104"),
        ("市中区", "山东省济南市", "370103"),
        ("鼓楼区", "徐州与开封签约", None),
        ("鼓楼区", "一季度工作推进会", None),
    ],
)
def test_the_context_decides_between_places_of_one_name(name: str, context: str, code: str | None) -> None:
    region = region_of(name, context)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    ("organization", "name", "path"),
    [
        ("周口经济开发区", "周口经济开发区", "河南省 周口市 周口经济开发区"),
        ("周口市城乡一体化示范区", "城乡一体化示范区", "河南省 周口市 城乡一体化示范区"),
        ("市城乡一体化示范区", "城乡一体化示范区", "城乡一体化示范区"),
        ("济南高新区管委会", "济南高新区", "山东省 济南市 济南高新区"),
        ("连云港港区", "连云港港区", "江苏省 连云港市 连云港港区"),
        ("开发区", "开发区", "开发区"),
    ],
)
def test_functional_zones_have_a_type_and_no_code(organization: str, name: str, path: str) -> None:
    region = region_of(organization)
    assert region is not None
    assert (region.code, region.name, str(region), region.type) == (None, name, path, "zone")


@pytest.mark.parametrize(
    "organization",
    ["", "云溪县委", "沂河县住房和城乡建设局", "清平区", "柳河镇", "自治区", "县财政局", "市中级人民法院"],
)
def test_what_is_no_known_place_has_no_region(organization: str) -> None:
    assert region_of(organization, "河南省周口市川汇区") is None


def test_the_user_can_add_zone_names(tmp_path: Path) -> None:
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[zones]]\nid = "my"\nsuffixes = ["管控带"]\n', "utf-8")
    region = region_of("滨州市黄河管控带", overlay=overlay)
    assert region is not None
    assert region.name == "黄河管控带"


def test_the_table_is_whole() -> None:
    table = load_gazetteer()
    assert len(table.by_code) > 3000
    assert sum(place.type == "province" for place in table.by_code.values()) == 34
    for code, place in table.by_code.items():
        assert re.fullmatch(r"\d{6}", code)
        assert code[:2] + "0000" in table.by_code
        assert place.name.startswith(place.short)


def test_zone_ids_are_unique_in_the_rule_file() -> None:
    rules = tomllib.loads((Path(__file__).parents[2] / "cnreport/rules/zones.toml").read_text("utf-8"))["zones"]
    suffixes = [suffix for rule in rules for suffix in rule["suffixes"]]
    assert len(suffixes) == len(set(suffixes))
