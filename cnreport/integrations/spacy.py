"""spaCy: the pipeline as the component ``cnreport``, the segmenters as the tokenizer ``cnreport.tokenizer.v1``.

spaCy finds both by entry points of the package. What the component finds is in

* ``doc._.cnreport``: the `cnreport.schema.Report`, made from the JSON in ``doc.user_data`` when it is asked for;
* ``doc.spans["cnreport/records"]``: the records, labelled with their kind;
* ``doc.spans["cnreport/quantities"]``: the amounts, labelled with their dimension.

A span that begins or ends inside a token takes the whole token; the report keeps the exact characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, SpanGroup
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from cnreport import pipeline
from cnreport.mapping.lexicon import load_lexicon, own_words
from cnreport.rules import read_overlay
from cnreport.tokenizers import DEFAULT, Tokenizer, get_tokenizer

if TYPE_CHECKING:
    from cnreport.schema import Report

RECORDS = "cnreport/records"
QUANTITIES = "cnreport/quantities"
_DATA = "cnreport"
_RULES = "cnreport.toml"


def _report_of(doc: Doc) -> Report | None:
    """The report of a document; None before the component has seen it."""
    from cnreport.schema import Report

    data = doc.user_data.get(_DATA)
    return None if data is None else Report.model_validate_json(data)


if not Doc.has_extension("cnreport"):
    Doc.set_extension("cnreport", getter=_report_of)


@Language.factory(  # type: ignore[untyped-decorator]
    "cnreport",
    default_config={"segmenter": DEFAULT, "rules": None, "date": None, "explain": False},
    assigns=["doc._.cnreport", "doc.spans"],
)
def make_component(
    nlp: Language, name: str, segmenter: str, rules: str | None, date: str | None, explain: bool
) -> Extractor:
    """The component. ``rules`` is the path of a file of rules; the other settings are those of `cnreport.load`."""
    return Extractor(name, segmenter, rules, date, explain)


class Extractor(Pipe):  # type: ignore[misc]
    """Adds the report to a document. The pipeline is built when the first document comes, once in every process."""

    def __init__(self, name: str, segmenter: str, rules: str | None, date: str | None, explain: bool) -> None:
        self.name = name
        self._settings: dict[str, Any] = {"tokenizer": segmenter, "rules": rules, "date": date, "explain": explain}

    @cached_property
    def _extract(self) -> Callable[[str], Report]:
        return pipeline.load(**self._settings)

    def __call__(self, doc: Doc) -> Doc:
        """Add the report and the spans to ``doc``; `CnreportError` for a text that is none, such as one in English."""
        report = self._extract(doc.text)
        doc.user_data[_DATA] = report.model_dump_json()
        records = [record for speech in report.speeches for record in speech.records]
        amounts = [amount for record in records for amount in record.quantities]
        amounts += [amount for speech in report.speeches for amount in speech.quantities]
        amounts.sort(key=lambda amount: amount.start)
        _mark(doc, RECORDS, [(record.start, record.end, record.kind) for record in records])
        _mark(doc, QUANTITIES, [(amount.start, amount.end, amount.dimension) for amount in amounts])
        return doc

    def __reduce__(self) -> tuple[type[Extractor], tuple[Any, ...]]:
        """Sent to another process it is built anew there: segmenters and models cannot be sent."""
        settings = self._settings
        return Extractor, (
            self.name,
            settings["tokenizer"],
            settings["rules"],
            settings["date"],
            settings["explain"],
        )

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the file of rules, where there is one: a saved pipeline needs no other file."""
        _save_rules(self._settings["rules"], Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Extractor:
        """Use the rules that were saved with the pipeline."""
        self._settings["rules"] = _saved_rules(Path(path)) or self._settings["rules"]
        self.__dict__.pop("_extract", None)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the settings, the path of the rules among them, are in the pipeline's config."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Extractor:
        """See `to_bytes`."""
        return self


def _save_rules(rules: str | None, folder: Path) -> None:
    if rules is not None:
        content = Path(rules).read_bytes()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _RULES).write_bytes(content)


def _saved_rules(folder: Path) -> str | None:
    saved = folder / _RULES
    return str(saved) if saved.is_file() else None


def _mark(doc: Doc, key: str, places: Iterable[tuple[int, int, str]]) -> None:
    spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places]
    doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])


def make_tokenizer(segmenter: str = DEFAULT, rules: str | None = None) -> Callable[[Language], SegmentedTokenizer]:
    """The factory of the tokenizer ``cnreport.tokenizer.v1``.

    ``segmenter`` is a name of docs/tokenizers.md; the project's verbs and nouns, and the ``[[words]]`` of the file
    ``rules``, stay in one piece.
    """

    def make(nlp: Language) -> SegmentedTokenizer:
        return SegmentedTokenizer(nlp.vocab, segmenter, rules)

    return make


class SegmentedTokenizer:
    """A spaCy tokenizer over one of cnreport's segmenters; the document's text is the text, whatever blanks it has."""

    def __init__(self, vocab: Vocab, segmenter: str, rules: str | None) -> None:
        self.vocab = vocab
        self._segmenter = segmenter
        self._rules = rules

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        overlay = read_overlay(Path(self._rules)) if self._rules else None
        words = dict(load_lexicon(overlay).tagged()) | own_words(overlay)
        return get_tokenizer(self._segmenter, words=sorted(words.items()))

    def __call__(self, text: str) -> Doc:
        """The document of a text, cut into words."""
        cut = [text[token.start : token.end] for token in self._tokenizer.tokens(text)]
        # A blank that the segmenter has left at the edge of a word is no part of it.
        words, spaces = get_words_and_spaces([word.strip() for word in cut if word.strip()], text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def __reduce__(self) -> tuple[type[SegmentedTokenizer], tuple[Any, ...]]:
        """Sent to another process it is built anew there."""
        return SegmentedTokenizer, (self.vocab, self._segmenter, self._rules)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: its settings are in the pipeline's config."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> SegmentedTokenizer:
        """See `to_bytes`."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the file of rules, where there is one: a saved pipeline needs no other file."""
        _save_rules(self._rules, Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> SegmentedTokenizer:
        """Use the rules that were saved with the pipeline."""
        self._rules = _saved_rules(Path(path)) or self._rules
        self.__dict__.pop("_tokenizer", None)
        return self
