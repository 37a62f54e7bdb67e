"""Engines and libraries that others have: each module is for one of them, and is imported only when it is wanted."""
