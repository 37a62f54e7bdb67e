"""Bytes to `cnreport.text.Source`: finding the articles, decoding them, refusing what is none."""

from cnreport.reading.article import MAX_BYTES, STDIN, Article, Columns, Limits
from cnreport.reading.listing import find_articles
from cnreport.reading.reader import read_article

__all__ = ["MAX_BYTES", "STDIN", "Article", "Columns", "Limits", "find_articles", "read_article"]
