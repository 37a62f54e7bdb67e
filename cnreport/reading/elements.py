"""The elements of HTML by what they mean for the reading of a page."""

from __future__ import annotations

_DROPPED = (
    "aside audio button canvas dialog footer head iframe input map math menu nav noscript object script select "
    "style svg template textarea video"
)
_BLOCKS = (
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form founder-content "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul"
)
_BOXES = "article body center div form founder-content main section table tbody td tr"
_CELLS = "td th"
_SINGLE = (
    "area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param "
    "source tbody td tfoot th thead tr track wbr"
)

DROPPED = frozenset(_DROPPED.split())
"""What is never part of an article, with all that is in it."""

BLOCKS = frozenset(_BLOCKS.split())
"""What stands on lines of its own."""

BOXES = frozenset(_BOXES.split())
"""What an article as a whole may be in."""

CELLS = frozenset(_CELLS.split())
"""The cells of a table."""

SINGLE = frozenset(_SINGLE.split())
"""What has no end tag, or none that must be there: left open, they do not lie in each other."""
