"""What the pipeline is built from: small enough to be sent to a worker, where the pipeline is built."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from cnreport._version import __version__
from cnreport.artefacts import find_model
from cnreport.tokenizers import DEFAULT

if TYPE_CHECKING:
    from pydantic import BaseModel

    from cnreport.rules import RulesSource
    from cnreport.schema import Report
    from cnreport.text import Source

_MODELS = ("kinds.json", "facts.json", "roles.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """The keywords of `cnreport.pipeline.load`, which says what they mean.

    For workers ``record_types`` must be importable: classes at the top of a module that is not the running script.
    """

    tokenizer: str = DEFAULT
    rules: RulesSource | None = None
    date: str | None = None
    explain: bool = False
    keep_text: bool = False
    record_types: tuple[type[BaseModel], ...] = ()
    models: str | PathLike[str] | None = None

    def load(self) -> Callable[[Source], Report]:
        """The pipeline built from them. `RulesError`, `TokenizerError` or `ModelError` when it cannot be built."""
        from cnreport.pipeline import load

        return load(
            tokenizer=self.tokenizer,
            rules=self.rules,
            date=self.date,
            explain=self.explain,
            keep_text=self.keep_text,
            record_types=self.record_types,
            models=self.models,
        )

    def fingerprint(self) -> dict[str, str]:
        """All that two runs must have in common for their reports to stand in one output, by name.

        The rules and the trained models count by what is in their files, not by where they lie.
        """
        return {
            "version of cnreport": __version__,
            "models": " ".join(_digest(path) for path in self._model_files() if path),
            "tokenizer": self.tokenizer,
            "rules": _digest_of_rules(self.rules),
            "date": self.date or "",
            "explain": str(self.explain),
            "keep_text": str(self.keep_text),
            "record_types": " ".join(map(_digest_of_type, self.record_types)),
        }

    def _model_files(self) -> list[Path | None]:
        return [find_model(name) if self.models is None else Path(self.models) / name for name in _MODELS]


def _digest_of_rules(rules: RulesSource | None) -> str:
    if rules is None:
        return ""
    if isinstance(rules, (str, Path)):
        return _digest(Path(rules))
    return hashlib.sha256(json.dumps(rules, sort_keys=True, default=str).encode()).hexdigest()


def _digest_of_type(record_type: type[BaseModel]) -> str:
    described = json.dumps([record_type.__qualname__, record_type.model_json_schema()], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"
