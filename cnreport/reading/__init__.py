"""Bytes to `cnreport.text.Source`: finding the articles, decoding them, refusing what is none."""

from cnreport.reading.articles import MAX_BYTES, STDIN, find_articles, read_article

__all__ = ["MAX_BYTES", "STDIN", "find_articles", "read_article"]
