"""Reports to files, streams and databases."""

from cnreport.writing.sinks import FORMATS, Sink, open_sink

__all__ = ["FORMATS", "Sink", "open_sink"]
