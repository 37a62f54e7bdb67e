import sys
from pathlib import Path

import pytest

from cnreport.errors import ReadError
from cnreport.reading import Limits, find_articles, html, read_article
from cnreport.reading.html import text_of_html
from tests.reading.conftest import GOOD, Arrived, put

PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>云溪镇2025年政府工作报告_政府工作报告_云溪镇人民政府门户网站</title>
<style>.a {{color: red}}</style><script>var x = "<div>广告，广告。</div>";</script></head>
<body><div class="header"><h1 class="logo">云溪镇人民政府</h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/x">走进云溪，了解云溪。</a></li></ul>
<form><input name="q"><button>搜索</button></form></div>
<div class="weizhi">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 政府工作报告</div>
<table width="980"><tr><td>
<div class="title">云溪镇2025年政府工作报告</div>
<div class="info">发布时间：2025-02-11&nbsp;&nbsp;来源：云溪镇党政办
<span class="fontsize">字体：[<a>大</a> <a>小</a>]</span></div>
<div {where}>
<p align="center"><strong>——2025年1月20日在镇人民代表大会上</strong></p>
<p>　　各位代表：</p>
<p>　　现在，我代表镇人民政府，向大会报告工作，请予
  审议。</p>
<p><b>一、2024年工作回顾</b></p>
<p>　　改造背街小巷<span>26</span>条，新增停车位<font>480</font>个，<a href="/y">老旧小区</a>改造惠及居民3200户。</p>
<table border=1><tr><th>指标</th><th>完成数</th></tr><tr><td><p>道路</p></td><td><p>26条</p></td></tr></table>
<p>　　二是抓好产业，<br/>　　三是抓好民生。</p>
<p style="display:none">隐藏的文字，不该出现。</p><p hidden>隐藏的文字。</p>
</div></td></tr></table>
<div class="share">分享到：微信，微博。</div>
<div class="related"><h3>相关链接</h3><ul><li><a>云溪镇2024年政府工作报告，全文。</a></li></ul></div>
<div class="footer">主办单位：云溪镇人民政府，地址：云溪路1号。</div>
</body></html>
"""
ARTICLE = """云溪镇2025年政府工作报告
发布时间：2025-02-11 来源：云溪镇党政办
——2025年1月20日在镇人民代表大会上
　　各位代表：
　　现在，我代表镇人民政府，向大会报告工作，请予审议。
一、2024年工作回顾
　　改造背街小巷26条，新增停车位480个，老旧小区改造惠及居民3200户。
指标\t完成数
道路\t26条
　　二是抓好产业，
　　三是抓好民生。"""


@pytest.mark.parametrize("where", ['class="TRS_Editor"', 'id="zoom"', 'class="unheard-of"', ""])
def test_the_article_of_a_government_page(where: str) -> None:
    assert text_of_html(PAGE.format(charset="utf-8", where=where).encode(), Limits()) == ARTICLE


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("gb18030", "gb2312"),
        ("utf-8", "gb2312"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("gb18030", ""),
        ("utf-8", "no-such-charset"),
    ],
)
def test_the_charset_is_what_the_bytes_are(tmp_path: Path, arrived: Arrived, encoding: str, charset: str) -> None:
    put(tmp_path / "a.html", PAGE.format(charset=charset, where='id="zoom"').encode(encoding))
    assert arrived(tmp_path) == {"a.html": ARTICLE}


def test_a_broken_character_is_borne_and_many_are_not(tmp_path: Path, arrived: Arrived) -> None:
    for encoding in ("utf-8", "gb18030"):
        data = PAGE.format(charset=encoding, where='id="zoom"').encode(encoding)
        put(tmp_path / f"{encoding}.html", data.replace(b"border=1", b"border=\xff"))
        put(tmp_path / f"{encoding}-bad.html", data.replace(b"26", b"\xff\xff" * 5))
    found = arrived(tmp_path)
    assert (found["utf-8.html"], found["gb18030.html"]) == (ARTICLE, ARTICLE)
    assert (found["utf-8-bad.html"], found["gb18030-bad.html"]) == ("undecodable", "undecodable")


def test_the_title_comes_from_where_it_is() -> None:
    body = "<p>　　改造道路26条，新增车位480个。</p>"
    assert text_of_html(f"<title>春耕开局_某网</title>{body}".encode(), Limits()).startswith("春耕开局\n")
    heading = f"<title>全镇春耕生产开局良好-云溪网</title><h1>全镇春耕生产开局良好</h1><div id=zoom>{body}</div>"
    assert text_of_html(heading.encode(), Limits()).startswith("全镇春耕生产开局良好\n　　改造")
    stated = f'<meta name="ArticleTitle" content="春耕"><title>云溪网</title>{body}'
    assert text_of_html(stated.encode(), Limits()).startswith("春耕\n")


def test_text_in_pre_keeps_its_lines() -> None:
    assert text_of_html("<pre>第一行，\n第二行。</pre>".encode(), Limits()) == "第一行，\n第二行。"


def test_a_page_under_another_name(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.txt", f"\n<!-- 存档 -->\n<html><body><p>{GOOD}</p></body></html>")
    put(tmp_path / "b.doc", f"<html><body><p>{GOOD}</p></body></html>")
    put(tmp_path / "c.html", GOOD + "a<b")
    put(tmp_path / "d.html", f"<p>{GOOD}</p>")
    put(tmp_path / "e.html", "<html></html>")
    assert arrived(tmp_path) == {
        "a.txt": GOOD,
        "b.doc": GOOD,
        "c.html": GOOD + "a<b",
        "d.html": GOOD,
        "e.html": "is-empty",
    }


@pytest.mark.parametrize("element", ["<div>", "<b>", "<ul><li>", "<div/>", "<table><tr><td>", "<p><b>"])
def test_deep_pages(tmp_path: Path, arrived: Arrived, element: str) -> None:
    put(tmp_path / "a.html", "<html>" + element * 500_000 + GOOD)
    put(tmp_path / "b.html", "<html>" + element * 1000 + GOOD)
    put(tmp_path / "c.txt")
    assert arrived(tmp_path) == {"a.html": "too-deep", "b.html": GOOD, "c.txt": GOOD}


def test_a_page_of_nothing_but_tags(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.html", "<html>" + "<p>" * 1_100_000 + GOOD)
    assert arrived(tmp_path) == {"a.html": "too-large"}


def test_many_comments_before_no_page(tmp_path: Path, arrived: Arrived) -> None:
    put(tmp_path / "a.txt", "<!---->" * 10_000 + GOOD)
    assert arrived(tmp_path)["a.txt"].endswith(GOOD)


def test_trafilatura(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="install cnreport[trafilatura]")
    put(tmp_path / "a.html", PAGE.format(charset="utf-8", where=""))
    (article,) = find_articles([str(tmp_path)])
    text = read_article(article, html_extractor="trafilatura").text
    assert "改造背街小巷26条" in text
    assert "微信" not in text


def test_without_trafilatura(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.html", PAGE)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr(html, "find_spec", lambda _: None)
    (article,) = find_articles([str(tmp_path)])
    with pytest.raises(ReadError, match="pip install") as caught:
        read_article(article, html_extractor="trafilatura")
    assert caught.value.code == "missing-extra"
