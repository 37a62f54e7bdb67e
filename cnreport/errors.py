"""The one family of errors: each has a stable code, says where, and what to do."""

from __future__ import annotations


class CnreportError(Exception):
    """Root of every error this package raises on purpose.

    ``code`` is stable and meant for machines (``"is-empty"``); ``where`` names the file, row or rule at fault;
    ``hint`` says what the reader can do about it.
    """

    default_code = "error"

    def __init__(self, message: str, *, code: str | None = None, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}[{self.code}] {self.message}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.code, self.where, self.hint)


def _rebuild(kind: type[CnreportError], message: str, code: str, where: str, hint: str) -> CnreportError:
    return kind(message, code=code, where=where, hint=hint)


class ReadError(CnreportError):
    """An article could not be read: missing, unreadable, binary, undecodable, too large, empty."""

    default_code = "unreadable"


class WriteError(CnreportError):
    """A result could not be written."""

    default_code = "unwritable"


class RulesError(CnreportError):
    """A rule file is not what its room expects."""

    default_code = "bad-rules"


class TokenizerError(CnreportError):
    """A tokenizer is unknown, or the model it needs is not there."""

    default_code = "no-tokenizer"


class ModelError(CnreportError):
    """A trained model is missing or does not fit this version."""

    default_code = "bad-model"
