"""Everything hostile in one folder: each is an error with its code, and all other articles arrive."""

import json
import os
import socket
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import cnreport
from cnreport.reading import Limits
from fuzz.harness import archive, drawn, pdf, word_document
from tests.reading.conftest import GOOD, put
from tests.reading.test_docx import BOMB, OLE, body, elsewhere, paragraph
from tests.reading.test_pdf import printed, scan
from tests.reading.test_zips import packed

LIMITS = Limits(bytes=2**20)


def fill(folder: Path) -> dict[str, str]:
    """Put the files there; what becomes of each: an error's code, or "" for an article."""
    nested = packed(("a.txt", GOOD))
    for _ in range(4):
        nested = packed(("in.zip", nested))
    put(folder / "bomb.zip", packed(("bomb.txt", b"\0" * 3_000_000), ("good.txt", GOOD)))
    put(folder / "path.zip", packed(("../../../tmp/evil.txt", GOOD), ("/etc/evil.txt", GOOD)))
    put(folder / "nested.zip", nested)
    put(folder / "torn.zip", packed(("a.txt", GOOD))[:-12])
    put(folder / "deep.html", "<html>" + "<div>" * 100_000 + GOOD)
    put(folder / "laughs.docx", word_document(BOMB + body(paragraph("&l29;"))))
    put(folder / "locked.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    put(folder / "torn.docx", word_document(body(paragraph(GOOD)))[:-40])
    put(folder / "scan.pdf", printed(scan))
    put(folder / "torn.pdf", pdf(drawn([GOOD]))[:300])
    put(folder / "line.txt", "改造道路" * 100_000)
    put(folder / "line.jsonl", '{"text": "' + "改" * 400_000 + '"}\n{"text": "改造道路26条。"}\n')
    put(Path(os.fsdecode(os.fsencode(folder) + b"/\xb8\xc4.txt")))
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    good = {f"good.{form}": data for form, data in sound().items()}
    for name, data in good.items():
        put(folder / name, data)
    return {
        "bomb.zip!bomb.txt": "zip-bomb",
        "bomb.zip!good.txt": "",
        "path.zip!../../../tmp/evil.txt": "",
        "path.zip!/etc/evil.txt": "",
        "nested.zip!in.zip!in.zip!in.zip": "too-deep",
        "torn.zip": "broken",
        "deep.html": "too-deep",
        "laughs.docx": "unsafe-xml",
        "locked.docx": "encrypted",
        "torn.docx": "broken",
        "scan.pdf": "no-text-layer",
        "torn.pdf": "broken",
        "line.txt": "too-large",
        "line.jsonl#1": "too-large",
        "line.jsonl#2": "",
        "\ufffd\ufffd.txt": "",
        "self.txt": "unreadable",
        "good.csv#1": "",
        "good.zip!a.txt": "",
    } | {name: "" for name in good if name not in ("good.csv", "good.zip")}


def sound() -> dict[str, bytes]:
    return {
        "txt": GOOD.encode("gb18030"),
        "html": f"<html><p>{GOOD}</p>".encode(),
        "docx": word_document(body(paragraph(GOOD))),
        "pdf": pdf(drawn([GOOD])),
        "csv": f"id,text\n,{GOOD}\n".encode(),
        "zip": archive(("a.txt", GOOD)),
    }


def code_of(result: cnreport.Result) -> str:
    return result.errors[0].code if result.report is None else ""


@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_hostile_has_a_code_and_costs_no_other(tmp_path: Path, workers: int) -> None:
    expected = fill(tmp_path / "in")
    results = cnreport.load().stream([tmp_path / "in"], workers=workers, limits=LIMITS)
    found = {result.source.removeprefix(f"{tmp_path}/in/"): code_of(result) for result in results}
    assert found == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_a_pdf_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    stream = zlib.compress(zlib.compress(b" " * 600_000_000, 1), 9)
    packed = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    put(tmp_path / "a.txt")
    put(tmp_path / "bomb.pdf", pdf(b"").replace(b"<</Length 0>>stream\n\nendstream", packed))
    put(tmp_path / "c.pdf", pdf(drawn([GOOD])))
    codes = [code_of(result) for result in cnreport.load().stream([tmp_path], workers=1, memory=400)]
    assert codes == ["", "worker-died", ""]


# Reads every article of a folder and says what it asked the system for that no reader needs.
WATCHED = """
import json, sys
asked = []
kinds = ("socket.connect", "socket.send", "socket.get", "subprocess.", "os.system", "os.exec", "os.posix_spawn")
from cnreport.errors import ReadError
from cnreport.reading import find_articles, read_article
sys.addaudithook(lambda event, arguments: asked.append(event) if event.startswith(kinds) else None)
codes = {}
for article in find_articles([sys.argv[1]]):
    name = article.name.rpartition("/")[2]
    try:
        codes[name] = "改造道路26条" in read_article(article, html_extractor=sys.argv[2]).text
    except ReadError as error:
        codes[name] = error.code
print(json.dumps([codes, asked]))
"""


@pytest.mark.parametrize("extractor", ["cnreport", "trafilatura"])
def test_files_reach_neither_the_network_nor_a_program(tmp_path: Path, extractor: str) -> None:
    if extractor == "trafilatura":
        pytest.importorskip("trafilatura", reason="install cnreport[trafilatura]")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        links = f'<img src="{there}"><script src="{there}"></script><link rel="stylesheet" href="{there}">'
        page = f'<base href="{there}"><meta http-equiv="refresh" content="0;{there}">{links}<p>{GOOD}</p><p>{GOOD}</p>'
        put(tmp_path / "a.html", f"<html><body>{page}<iframe src='{there}'></iframe></body></html>")
        template = f'<x:template xmlns:x="{there}" href="{there}" x:schemaLocation="{there} {there}"/>'
        put(tmp_path / "b.docx", word_document(body(paragraph(GOOD) + template)))
        entity = f'<!DOCTYPE x SYSTEM "{there}" [<!ENTITY % e SYSTEM "{there}"> %e;]>'
        put(tmp_path / "c.docx", word_document(entity + body(paragraph(GOOD))))
        put(tmp_path / "d.docx", elsewhere(word_document(entity + body(paragraph(GOOD)))))
        action = b"/OpenAction<</S/URI/URI(%s)>>/AA<</O<</S/Launch/F(/bin/sh)>>>>" % there.encode()
        put(tmp_path / "e.pdf", pdf(drawn([GOOD]), page=action))
        put(tmp_path / "f.csv", f"id,text\n=cmd|'/bin/sh'!A1,{GOOD}\n")
        command = [sys.executable, "-c", WATCHED, str(tmp_path), extractor]
        codes, asked = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert codes.pop("d.docx") in (True, "broken")
        assert codes == {"a.html": True, "b.docx": True, "c.docx": "unsafe-xml", "e.pdf": True} | {"sh'!A1": True}
        assert asked == []
        with pytest.raises(BlockingIOError):
            server.accept()
