"""The report page: one self-contained HTML file an article, and an index for a folder of them.

Nothing in it comes from elsewhere and nothing leaves it: styles and scripts stand in the file, a content security
policy names them by their digests and forbids everything else.
"""

from cnreport.writing.page.article import render
from cnreport.writing.page.sinks import FolderSink, PageSink, open_page

__all__ = ["FolderSink", "PageSink", "open_page", "render"]
