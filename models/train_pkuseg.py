"""Train a small pkuseg model for ``--tokenizer pkuseg:DIRECTORY``.

``python models/train_pkuseg.py DIRECTORY [FOLDER …]``

pkuseg comes without a model. This one learns from the texts of ``corpora/annotated`` and of every FOLDER (plain
``.txt``), cut by jieba with the project's domain words: it can come near jieba, not beat it. It is not part of the
package; docs/tokenizers.md says what it reaches.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cnreport.evaluation.markup import parse_markup
from cnreport.mapping.lexicon import load_lexicon
from cnreport.tokenizers import get_tokenizer

CORPUS = Path(__file__).parent.parent / "corpora" / "annotated"
HELD_OUT = 10  # every tenth line tests what the others teach
ROUNDS = 10


def texts(folders: list[Path]) -> Iterator[str]:
    for path in sorted(CORPUS.glob("*.xml")):
        yield parse_markup(path.read_text(encoding="utf-8"), path.name)[0]
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            yield path.read_text(encoding="utf-8")


def main() -> None:
    import spacy_pkuseg

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path, help="where the model goes")
    parser.add_argument("folder", type=Path, nargs="*", help="a further folder of plain texts")
    options = parser.parse_args()
    tokenizer = get_tokenizer("jieba", words=load_lexicon().tagged())
    lines = [line.strip() for text in texts(options.folder) for line in text.splitlines() if line.strip()]
    cut = [" ".join(line[token.start : token.end] for token in tokenizer.tokens(line)) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        train, test = Path(folder) / "train.txt", Path(folder) / "test.txt"
        train.write_text("\n".join(line for n, line in enumerate(cut) if n % HELD_OUT), encoding="utf-8")
        test.write_text("\n".join(cut[::HELD_OUT]), encoding="utf-8")
        options.directory.mkdir(parents=True, exist_ok=True)
        spacy_pkuseg.train(str(train), str(test), str(options.directory), train_iter=ROUNDS)


if __name__ == "__main__":
    main()
