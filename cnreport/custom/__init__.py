"""What users make their own: record types of their own, and the check of their rule file against every room."""

from cnreport.custom.model import RecordType, take

__all__ = ["RecordType", "take"]
