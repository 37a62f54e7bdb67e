"""Several segmenters behind one protocol; none is imported before it is asked for."""

from cnreport.tokenizers.base import Token, Tokenizer
from cnreport.tokenizers.registry import DEFAULT, get_tokenizer

__all__ = ["DEFAULT", "Token", "Tokenizer", "get_tokenizer"]
