"""Words that name what was done though a tagger calls them something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.mapping.conftest import Reader


def test_what_was_realised_may_be_quoted(reader: Reader) -> None:
    text = "实现“交房即交证”"
    assert reader.analyser.words(text, 0, len(text), [])[1].verbal
    text = "推行“交房即交证”"
    assert not reader.analyser.words(text, 0, len(text), [])[1].verbal


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
def test_nouns_that_may_name_what_was_done(sentence: str, word: str, reader: Reader) -> None:
    assert word in reader.verbal(sentence)


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
def test_nouns_that_name_things(sentence: str, word: str, reader: Reader) -> None:
    assert word not in reader.verbal(sentence)
