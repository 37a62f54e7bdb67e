"""Characters a second of `cnreport.extract_quantities` on one core, beside other libraries' on the same texts.

    python bench/quantities.py FOLDER [--peer-characters N]

FOLDER holds articles as .txt files. The others (JioNLP's money extractor, Recognizers-Text's Chinese number and
dimension models) are measured when they are installed (``pip install jionlp "emoji<1.7"
recognizers-text-number-with-unit``) and left out with a message when not. They get the first N characters only, line by
line. JioNLP finds money alone and is asked for places only, without values.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

import cnreport


def jionlp_money() -> Callable[[str], Iterable[object]]:
    import jionlp

    return lambda text: jionlp.ner.extract_money(text, with_parsing=False)


def recognizers_number() -> Callable[[str], Iterable[object]]:
    from recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.Chinese).get_number_model()
    return lambda text: model.parse(text)


def recognizers_dimension() -> Callable[[str], Iterable[object]]:
    from recognizers_number_with_unit import Culture, NumberWithUnitRecognizer

    model = NumberWithUnitRecognizer(Culture.Chinese).get_dimension_model()
    return lambda text: model.parse(text)


PEERS = {
    "JioNLP money": jionlp_money,
    "Recognizers-Text number": recognizers_number,
    "Recognizers-Text dimension": recognizers_dimension,
}


def measure(name: str, find: Callable[[str], Iterable[object]], texts: list[str], ours: float | None) -> float:
    """Prints and gives the characters a second of processor time, the first text once before to warm up."""
    for _ in find(texts[0][:2000]):
        pass
    start = process_time()
    found = sum(len(list(find(text))) for text in texts)
    seconds = process_time() - start
    rate = sum(map(len, texts)) / seconds
    ratio = f"   cnreport is {ours / rate:,.1f} times as fast" if ours else ""
    print(f"{name:<28}{rate:>12,.0f} characters/s{found:>8} found{ratio}")
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer-characters", type=int, default=40_000)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(arguments.folder.glob("*.txt"))]
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters; one core, processor time")
    ours = measure("cnreport", cnreport.extract_quantities, texts, None)
    some: list[str] = []
    for line in "".join(texts).splitlines():
        if sum(map(len, some)) > arguments.peer_characters:
            break
        if line.strip():
            some.append(line)
    print(f"the others on {sum(map(len, some)):,} characters, line by line")
    measure("cnreport", cnreport.extract_quantities, some, None)
    for name, make in PEERS.items():
        try:
            find = make()
        except ImportError as error:
            print(f"{name:<28}not installed ({error})")
            continue
        measure(name, find, some, ours)


if __name__ == "__main__":
    main()
