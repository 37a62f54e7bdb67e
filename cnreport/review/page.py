"""The pages that the server shows: the list of articles, and the report page with the editor in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from cnreport.review.desk import Listed
from cnreport.review.display import Displayer, details
from cnreport.review.session import Session
from cnreport.writing.page.article import render
from cnreport.writing.page.marking import printable
from cnreport.writing.page.templates import Addition, asset, policy

_FRAMES = "; frame-ancestors 'none'"
_STATUS = {None: "未审", False: "审阅中", True: "已审"}

_LIST = Markup("""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>审阅 · 报告记录</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>{base}</style>
<style>{style}</style>
</head>
<body class="index list">
<header><h1>审阅</h1><p class="meta"><span>{total} 篇文章</span><span>{done} 篇已审</span></p>{start}</header>
<main><table>
<thead><tr><th scope="col">#</th><th scope="col">文章</th><th scope="col">状态</th></tr></thead>
<tbody>
{rows}
</tbody></table></main>
</body>
</html>
""")
_START = Markup('<p><a class="next" href="/articles/{}">从第一篇未审的开始</a></p>')
_ROW = Markup('<tr><td class="n">{}</td><td class="name"><a href="/articles/{}">{}</a>{}</td><td>{}</td></tr>')
_FAULT = Markup("""<!doctype html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>不能审阅 · 报告记录</title><style>{base}</style></head>
<body class="index"><header><a class="home" href="/">← 全部文章</a><h1>这篇文章不能审阅</h1></header>
<main><p class="warning">{reason}</p></main></body>
</html>
""")
_PANEL = Markup("""<section id="editor" aria-label="修改">
<div class="bar">
<button type="button" id="undo" title="Ctrl+Z">撤销</button>
<button type="button" id="redo" title="Ctrl+Shift+Z">重做</button>
<label><input type="checkbox" id="reviewed"> 已审</label>
<a id="next" class="next" hidden>下一篇 →</a>
<output id="said" role="status"></output>
</div>
<p id="picked" hidden></p>
<div id="form"></div>
</section>""")


@cache
def _own(name: str) -> str:
    return files("cnreport.review").joinpath(name).read_text(encoding="utf-8")


def list_page(articles: list[Listed]) -> str:
    """The list of all articles with their status."""
    rows = [
        _ROW.format(
            one.number,
            one.number,
            printable(one.name),
            Markup('<small class="warning">{}</small>').format(printable(one.fault)) if one.fault else "",
            "有错" if one.fault else _STATUS[one.reviewed],
        )
        for one in articles
    ]
    waiting = next((one.number for one in articles if not one.reviewed and not one.fault), None)
    return str(
        _LIST.format(
            base=Markup(asset("page.css")),
            style=Markup(_own("review.css")),
            total=len(articles),
            done=sum(one.reviewed is True for one in articles),
            start=_START.format(waiting) if waiting else "",
            rows=Markup("\n").join(rows),
        )
    )


def article_page(session: Session, number: int, following: int | None) -> str:
    """The report page of an article as it is corrected so far, with the editor."""
    display = Displayer(session.source, session.state, session.quantities).display()
    data = {
        "article": number,
        "next": following,
        "revision": session.revision,
        "reviewed": session.state.reviewed,
        "undo": session.can_undo,
        "redo": session.can_redo,
        **details(session.state, session.source.text, display),
    }
    addition = Addition(_own("review.css"), _own("review.js"), _PANEL, json.dumps(data, ensure_ascii=False))
    return render(display.report, home="/", addition=addition)


def fault_page(reason: str) -> str:
    """The page of an article that cannot be reviewed."""
    return str(_FAULT.format(base=Markup(asset("page.css")), reason=printable(reason)))


def list_policy() -> str:
    """The content security policy of `list_page` and `fault_page`."""
    return policy([asset("page.css"), _own("review.css")], []) + _FRAMES


def article_policy() -> str:
    """The content security policy of `article_page`."""
    styles, scripts = [asset("page.css"), _own("review.css")], [asset("page.js"), _own("review.js")]
    return policy(styles, scripts, requests=True) + _FRAMES
