"""Many articles, each with its result or its error: in this process or in several, and over again after a kill."""

from cnreport.batch.child import Setup
from cnreport.batch.results import Result, stream
from cnreport.batch.run import Run, Summary, Task, Watch, default_journal
from cnreport.batch.settings import Settings

__all__ = ["Result", "Run", "Settings", "Setup", "Summary", "Task", "Watch", "default_journal", "stream"]
