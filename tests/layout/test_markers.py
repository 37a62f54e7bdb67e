"""Enumerators: marked-up strings, every marker in ⟦…|ordinal⟧."""

from __future__ import annotations

import re

import pytest

from cnreport.layout import find_markers

CASES = [
    "主要是：⟦一是|1⟧底子较薄。⟦二是|2⟧人手不足；⟦三是|3⟧资金紧缺。",
    "要抓三件事：⟦一要|1⟧建好渠，管好水。⟦二要|2⟧提升质量。",
    "⟦一、|1⟧稳增长。全年增收。⟦二、|2⟧惠民生。",
    "⟦（一）|1⟧管好山林。巡护到位。⟦（二）|2⟧扩大销路。",
    "存在问题：⟦1.|1⟧老旧楼院漏水。⟦2.|2⟧桂园3号楼、5号楼停车难。",
    "⟦1、|1⟧加快进度；⟦2、|2⟧压实责任",
    "⟦第一，|1⟧改种良种。⟦第二，|2⟧修通水渠。",
    "⟦第一桩是|1⟧开网点。⟦一本是|0⟧通道账，一本书。⟦第一句，|1⟧毕业生一个不落。⟦第二本是|2⟧活力账。⟦第三个变化是|3⟧水更清。⟦第一个笨办法，|1⟧数人头。⟦第二关，|2⟧验收。",
    "⟦第一、|1⟧提高单产，⟦第二是|2⟧扩大面积",
    "⟦首先，|1⟧感谢大家。⟦其次，|2⟧说说打算。",
    "⟦一个是|0⟧人少，⟦再一个是|0⟧路远。⟦另外，|0⟧缺水。",
    "⟦——|0⟧守住底线。",
    "⟦①|1⟧修渠；⟦②|2⟧清淤；",
    "⟦（1）|1⟧修路。⟦（2）|2⟧架桥。",
    "⟦一抓|1⟧进度，⟦二抓|2⟧质量，⟦三抓|3⟧安全。",
    "⟦第一刀|1⟧砍材料，⟦第二刀，|2⟧砍时限。⟦第三组是|3⟧产业。",
    "⟦第一类，|1⟧没处歇。⟦第二层，|2⟧怎样才快。⟦第三道是|3⟧验收。",
    "抓好三条：⟦一条，|1⟧盯履约。⟦二条，|2⟧补链条。",
    "今年我们将⟦(一)|1⟧稳站点，⟦(二)|2⟧通线路；还要⟦①|1⟧修渠，⟦②|2⟧清淤。",
    "开通公交线路一条，新增车位九条，",
    "⟦十一是|11⟧强化保障。",
    "⟦一、|1⟧五年来工作的回顾",
    "唯一是他，统一要求，单一是短板。",
    "第一个国家级示范区，第一张牌照，第二类疫苗，第三层以上，第一种模式推开，第三关口是此地，第一个五年计划就是开始。",
    "第一产业增加值1.5万亿元，第二产业占四成。",
    "第1、3项由水利局负责，第2项由林业局负责。",
    "一、二、三产业融合，三、四线城市，二、三季度。",
    "坚持一抓到底，一应俱全，最后一公里打通。",
    "推行“三要三不要”，一是一、二是二。",
    "一方面要快，另一方面要稳。",
    "三要素保障到位，一要件一清单。",
    "2005.6万元，增长3.5%",
]


@pytest.mark.parametrize("case", CASES)
def test_markers(case: str) -> None:
    wanted = []
    plain = ""
    for piece in re.split(r"(⟦[^⟧]*⟧)", case):
        if piece.startswith("⟦"):
            mark, ordinal = piece[1:-1].split("|")
            wanted.append((len(plain), mark, int(ordinal)))
            plain += mark
        else:
            plain += piece
    found = [
        (marker.start, plain[marker.start : marker.end], marker.ordinal)
        for marker in find_markers(plain, 0, len(plain))
    ]
    assert found == wanted


def test_positions_count_in_the_whole_text() -> None:
    text = "二是。" + "一是修路。二是架桥。"
    assert [marker.start for marker in find_markers(text, 3, len(text))] == [3, 8]
