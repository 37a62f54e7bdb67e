"""The project's word lists as data, and the loader that lays a user's own over them."""

from cnreport.rules.loading import load_rules
from cnreport.rules.overlay import Overlay, RulesSource, read_overlay
from cnreport.rules.rule import Rule
from cnreport.rules.tables import read_table

__all__ = ["Overlay", "Rule", "RulesSource", "load_rules", "read_overlay", "read_table"]
