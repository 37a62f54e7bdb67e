"""Annotated texts: reading the markup of the corpus."""
