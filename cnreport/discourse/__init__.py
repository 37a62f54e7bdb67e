"""Which clause is an achievement, a problem or a plan, and which enumerated item it belongs to."""

from cnreport.discourse.discourse import Discourse, Reading
from cnreport.discourse.statements import Statement

__all__ = ["Discourse", "Reading", "Statement"]
