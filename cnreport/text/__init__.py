"""The source text, the mended view of it, sentences and clauses."""

from cnreport.text.source import Source
from cnreport.text.view import Span, View

__all__ = ["Source", "Span", "View"]
