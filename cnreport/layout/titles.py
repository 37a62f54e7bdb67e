"""Titles and headlines: which line above a text is its title, which line may be a speech's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnreport.layout.blocks import Block, tight
from cnreport.layout.columns import is_column
from cnreport.layout.introductions import officials
from cnreport.layout.markers import marker_at
from cnreport.layout.occasions import is_issue, is_record
from cnreport.layout.particulars import guest_label
from cnreport.layout.speakers import bare_name
from cnreport.layout.speech import SALUTATION, mark_before
from cnreport.layout.turns import is_time, question_head
from cnreport.text.mending import without_blanks

_KINDS = (
    "报告|通报|讲话|发言|总结|述职|汇报|致辞|答复|复函|函|通知|意见|方案|要点|实录|摘登|访谈|专访|发布会|说明|公报|决定|情况|"
    "纪要|讲稿|述廉|清单|表态"
)
_KIND = re.compile(rf"(?:{_KINDS})(?:稿|摘要|（[^）]{{1,12}}）)?$")
_LABEL = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:时间|日期|地点|会场|频率|期次|期数|主题|主办|会议|签发人|密级|份号|紧急程度|专题|栏目|策划|出席|参加)[^：｜|]{0,6}"
    r"|(?:答复|办理|承办|回复|责任|主管|受理|办结|上线|做客|参会|与会)(?:单位|部门|机构|编号|内容|结果|领导)"
    r"|(?:(?:到会|到场|列席)(?:人[员数]?|领导|嘉宾|市民|居民|群众|代表|单位)?|记录(?:人|员|整理)?))[：｜|]"
    r"|(?:时间|地点|主题|主办|出席|参加|列席|到会|到场)(?:者|人员?|嘉宾|单位)?/"
    # 地点 仓桥村活动室: a blank for the colon
    r"|(?:(?:播出|直播|活动)?(?:时 ?间|日 ?期)|地 ?点|场地|会场|播出|首播|主办|承办|记录|到场|到会|列席|参加|出席)"
    r" (?=\S)"
)
# 县直单位“一把手”年度述职（选登之三）, 书记说路⑤: of which series the page is a part.
_SERIES = re.compile(
    r"[^—\-。！？；：][^。！？；：]{3,40}?[（(·]?(?:选登|选刊|摘登|展播|连载|系列(?:报道|访谈|述职)?)(?:之|第|[（(]|·)?"
    r"[一二三四五六七八九十\d]{1,3}[期篇）)]{0,2}"
    r"|[^—\-。！？；：，\d①-⑳][^。！？；：，①-⑳]{2,15}[①-⑳]"  # 乡镇书记说路⑤
)
# 县水利局局长答本报记者问 above the title that is what he said: “漏在哪里，就补到哪里”.
_SHOULDER = re.compile(r"[^。！？；：“”]{4,24}(?:答[^。！？；：“”]{0,8}问|专访|访谈录?|对话录?)")
_MASTHEAD = 3
_BELOW_COLUMN = 5
_BELOW_SHOULDER = 4.5  # more than what names its kind
_LONGEST_TITLE = 80
_LONGEST_HEADLINE = 45


def names_its_kind(text: str) -> bool:
    """Whether a title ends with the kind of text it heads (…工作报告, …情况的通报)."""
    return _KIND.search(text) is not None


def is_label(text: str) -> bool:
    """Whether a line states something about the occasion (时间：, 地点｜, 地点 仓桥村)."""
    return _LABEL.match(text) is not None


def is_series(text: str) -> bool:
    """Whether a line says which part of a series the page is (“一把手”年度述职（选登之三）)."""
    return _SERIES.fullmatch(text) is not None


def choose_title(blocks: Sequence[Block], front: int, speaker: int = 0) -> Block | None:
    """The main title among the first ``front`` blocks: the first that names its kind, else one with a subtitle.

    Then the line right above that of the only ``speaker``; else the first of all. A shoulder above the title is none.
    """
    best: Block | None = None
    best_score = 0.0
    issue = next((index for index, block in enumerate(blocks[:front]) if is_issue(tight(block))), 0)
    titles = [
        index
        for index, block in enumerate(blocks[:front])
        if block.kind == "text" and _may_be_title(block.raw, tight(block))
    ]
    series = next((index for index in titles[:-1] if is_series(tight(blocks[index]))), -1)
    for index in titles:
        block = blocks[index]
        text = tight(block)
        if best is not None and text == tight(best):
            best = block  # repeated below the page's furniture
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        score = 1.0 - index / 1000 - 2 * (len(text) < 6)
        score -= _MASTHEAD * (index < issue)
        score -= _BELOW_COLUMN * (index <= series)
        score += 4 if names_its_kind(text) else 2 * _is_subtitle(following)
        score += 0.5 * ("关于" in text)  # 代表建议答复 heads the form, 关于…的建议的答复 the text
        score -= _BELOW_COLUMN * (is_column(text) and next(officials(block.raw), None) is None)
        score += 0.25 * (index + 1 == speaker)
        score += _BELOW_SHOULDER * (index > 0 and _has_shoulder(text, blocks[index - 1]))
        if best is None or score > best_score:
            best, best_score = block, score
    return best


def may_be_headline(block: Block, *, marked: bool = False) -> bool:
    """Whether a block next to a speaker line may be the speech's headline; if ``marked``, behind a bullet or number."""
    raw = block.raw[mark_before(block.raw)[1] :] if marked else block.raw
    text = without_blanks(raw)
    return (
        block.kind == "text"
        and _may_be_title(raw, text)
        and len(text) <= _LONGEST_HEADLINE
        and not SALUTATION.fullmatch(text)
        and not question_head(raw)
    )


def _has_shoulder(text: str, above: Block) -> bool:
    """Whether a line is the words of somebody below the one that says whose answers the page brings."""
    quoted = text[0] == "“" and text.find("”") == len(text) - 1
    return quoted and above.kind == "text" and _SHOULDER.fullmatch(tight(above)) is not None


def _is_subtitle(block: Block | None) -> bool:
    return block is not None and (block.kind == "dateline" or block.raw.startswith(("—", "-", "（2", "（在")))


def _may_be_title(raw: str, text: str) -> bool:
    """Whether a line of running text may be a title; ``text`` is without its blanks."""
    return (
        3 < len(text) <= _LONGEST_TITLE
        and text[-1] not in "。；：，、"
        and not re.search(r"[。；](?!$)", text)
        and text[0] not in "—-（("
        and marker_at(text, 0, len(text)) is None
        and bare_name(raw) is None
        and guest_label(raw) is None
        and not is_label(raw)
        and not is_issue(text)
        and not is_record(text)
        and not is_time(raw)
    )
