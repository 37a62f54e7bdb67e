"""The project's word lists as data, and the loader that lays a user's own over them."""

from cnreport.rules.loading import Rule, load_rules, read_overlay, read_table

__all__ = ["Rule", "load_rules", "read_overlay", "read_table"]
