"""Many articles, one after the other, each with its result or its error."""

from cnreport.batch.run import Result, run

__all__ = ["Result", "run"]
