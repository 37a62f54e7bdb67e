"""Layout: from a source to its page, speeches and paragraphs."""

from cnreport.layout.markers import Marker, find_markers
from cnreport.layout.model import BylineMention, Page, Paragraph, SpeakerLine, SpeechLayout
from cnreport.layout.page import lay_out

__all__ = ["BylineMention", "Marker", "Page", "Paragraph", "SpeakerLine", "SpeechLayout", "find_markers", "lay_out"]
