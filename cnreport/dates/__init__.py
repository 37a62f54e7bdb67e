"""Time expressions: dates and clock times, their last day as EDTF, and the deadlines of plans."""

from cnreport.dates.deadlines import Deadline, find_deadlines
from cnreport.dates.model import TimeExpression
from cnreport.dates.times import find_times

__all__ = ["Deadline", "TimeExpression", "find_deadlines", "find_times"]
