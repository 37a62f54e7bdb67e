"""The server's requests: what it saves, what it refuses, and that a crash loses nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cnreport.evaluation.standoff import GoldRecord, read_gold
from cnreport.pipeline import Pipeline
from cnreport.review.desk import Desk
from cnreport.review.guard import MAX_BODY, Door
from cnreport.review.server import application
from tests.review.conftest import ARTICLE

TOKEN = "t" * 43
ORIGIN = "http://127.0.0.1:8741"
EDITS = "/api/articles/1/edits"
MARK = {"revision": 0, "edit": {"do": "mark", "reviewed": True}}


@pytest.fixture
def open_client(folder: Path, pipeline: Pipeline) -> Any:
    """Makes a client of a server of its own, as after a restart; without the secret when ``known`` is false."""
    testclient = pytest.importorskip("fastapi.testclient", reason="needs cnreport[review] and httpx")

    def opened(known: bool = True) -> Any:
        app = application(Desk(folder, pipeline), Door("127.0.0.1", 8741, TOKEN))
        headers = {"origin": ORIGIN, **({"authorization": f"Bearer {TOKEN}"} if known else {})}
        return testclient.TestClient(app, ORIGIN, headers=headers, follow_redirects=False)

    return opened


@pytest.fixture
def client(open_client: Any) -> Iterator[Any]:
    return open_client()


def edit(client: Any, **fields: Any) -> Any:
    revision = client.get("/api/articles/1").json()["revision"]
    return client.post(EDITS, json={"revision": revision, "edit": fields})


def spot(quoted: str) -> dict[str, int]:
    start = ARTICLE.index(quoted)
    return {"start": start, "end": start + len(quoted)}


def record_of(path: Path, name: str) -> GoldRecord:
    return next(record for record in read_gold(path).records or () if record.id == name)


def words(path: Path) -> list[str]:
    return [ARTICLE[record.start : record.end] for record in read_gold(path).records or ()]


def test_corrections_reach_the_disk(client: Any, folder: Path) -> None:
    added = edit(client, do="add-record", kind="problem", **spot("\n过去一年，"))
    assert added.status_code == 200, added.text
    path = folder / "a.gold.json"
    assert "过去一年，" in words(path)
    name = added.json()["id"]
    assert edit(client, do="set-record", id=name, action=spot("过去"), kind="plan", owners=[spot("全镇")]).is_success
    first = record_of(path, name)
    assert (first.kind, first.action and ARTICLE[first.action.start : first.action.end]) == ("plan", "过去")
    assert [ARTICLE[owner.start : owner.end] for owner in read_gold(path).owners] == ["全镇", "城建办"]
    assert edit(client, do="set-record", id=name, action=None, span=spot("过去一年")).is_success
    assert edit(client, do="set-record", id=name, deadline={**spot("年底前"), "value": "2024-12-31"}).is_success
    first = record_of(path, name)
    assert (first.action, ARTICLE[first.start : first.end]) == (None, "过去一年")
    assert [one.value for one in read_gold(path).deadlines] == ["2024-12-31"]
    assert edit(client, do="delete", id=name).is_success
    assert "过去一年" not in words(path)


def test_a_quantity_is_read_from_the_selection(client: Any, folder: Path) -> None:
    quantities = client.get("/api/articles/1").json()["gold"]["quantities"]
    assert [one["value"] for one in quantities] == ["1200", "300", "2"]
    assert edit(client, do="add-quantity", **spot("改造道路1200米")).status_code == 422
    assert edit(client, do="delete", id="q1").is_success
    assert edit(client, do="add-quantity", **spot("改造道路1200米")).is_success
    path = folder / "a.gold.json"
    assert (read_gold(path).quantities[0].unit, read_gold(path).quantities[0].start) == ("米", spot("1200米")["start"])
    assert edit(client, do="add-quantity", **spot("1200米，新增停车位约300个")).status_code == 422
    # What is no amount to the program counts neither way until a person gives it a value.
    name = edit(client, do="add-quantity", **spot("仍然")).json()["id"]
    assert next(one for one in read_gold(path).quantities if one.optional).value is None
    assert edit(client, do="set-quantity", id=name, value="7", unit="次").is_success
    assert not any(one.optional for one in read_gold(path).quantities)
    assert edit(client, do="set-quantity", id=name, value=None).status_code == 422


def test_undo_and_redo_also_after_a_restart(open_client: Any, folder: Path) -> None:
    client = open_client()
    path = folder / "a.gold.json"
    edit(client, do="mark", reviewed=True)
    start = words(path)
    edit(client, do="delete", id="r1")
    edit(client, do="delete", id="r2")
    for _ in range(2):
        client = open_client()
        assert edit(client, do="undo").is_success
    assert words(path) == start
    assert read_gold(path).reviewed is True
    assert edit(client, do="redo").is_success
    assert words(path) == start[1:]
    edit(client, do="add-record", kind="plan", **spot("过去一年"))
    assert edit(open_client(), do="redo").status_code == 422
    for _ in range(3):
        assert edit(client, do="undo").is_success
    assert edit(client, do="undo").status_code == 422
    assert read_gold(path).reviewed is False
    # Nothing is ever taken out of the journal: the first line is what there was, then each deed.
    lines = (folder / "a.review.journal").read_text(encoding="utf-8").splitlines()
    assert [next(iter(json.loads(line))) for line in lines] == [
        *("begin", "do", "do", "do", "undo", "undo", "redo", "do", "undo", "undo", "undo")
    ]


@pytest.mark.parametrize("torn", ['{"do": {"target"', '{"do": 1}', "{", "\udcff"])
def test_a_torn_last_line_is_cut_off(open_client: Any, folder: Path, torn: str) -> None:
    edit(open_client(), do="delete", id="r1")
    journal = folder / "a.review.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole + torn.encode(errors="surrogateescape"))
    client = open_client()
    left = words(folder / "a.gold.json")
    assert edit(client, do="delete", id="r2").is_success
    assert journal.read_bytes().startswith(whole)
    assert words(folder / "a.gold.json") == left[1:]
    assert edit(open_client(), do="undo").is_success


@pytest.mark.parametrize("lost", ["gone", "old"])
def test_a_crash_between_journal_and_gold(open_client: Any, folder: Path, lost: str) -> None:
    client = open_client()
    edit(client, do="delete", id="r1")
    path = folder / "a.gold.json"
    old = path.read_bytes()
    edit(client, do="delete", id="r2")
    new = path.read_bytes()
    path.write_bytes(old) if lost == "old" else path.unlink()
    assert open_client().get("/articles/1").status_code == 200
    assert path.read_bytes() == new


def test_gold_that_somebody_changed_counts(open_client: Any, folder: Path) -> None:
    edit(open_client(), do="delete", id="r1")
    path = folder / "a.gold.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["records"] = data["records"][:1]
    path.write_text(json.dumps(data), encoding="utf-8")
    client = open_client()
    kept = words(path)
    assert edit(client, do="add-record", kind="plan", **spot("过去一年")).is_success
    assert sorted(words(path)) == sorted(["过去一年", *kept])
    assert edit(open_client(), do="undo").is_success
    assert words(path) == kept
    assert edit(open_client(), do="undo").status_code == 422


def test_two_servers_do_not_overwrite_each_other(open_client: Any, folder: Path) -> None:
    one, other = open_client(), open_client()
    assert other.get("/api/articles/1").json()["revision"] == 0
    assert one.post(EDITS, json=MARK).is_success
    assert other.post(EDITS, json=MARK).status_code == 409
    assert other.get("/api/articles/1").json()["revision"] == 2
    assert edit(other, do="delete", id="r1").is_success
    assert edit(open_client(), do="undo").is_success


def test_a_disk_that_refuses_changes_nothing(open_client: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = open_client()
    edit(client, do="mark", reviewed=True)
    before = (folder / "a.review.journal").read_bytes(), (folder / "a.gold.json").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("cnreport.review.journal.os.fsync", full)
        refused = edit(client, do="delete", id="r1")
    assert (refused.status_code, refused.json()["error"]["code"]) == (500, "unwritable")
    assert ((folder / "a.review.journal").read_bytes(), (folder / "a.gold.json").read_bytes()) == before
    assert edit(client, do="delete", id="r1").is_success


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.gold.json", "{", "a.gold.json:1: [bad-gold]"),
        ("a.gold.json", '{"chars": 3}', "[stale-gold]"),
        ("a.review.journal", "{}\n", "a.review.journal:1: [bad-journal]"),
        ("a.review.journal", '{"undo": true}\n', "a.review.journal:1: [bad-journal]"),
        ("a.review.journal", '{"begin": {}}\n{"undo": true}\n', "a.review.journal:2: [bad-journal]"),
        ("a.review.journal", '{"begin": {}}\n{"do": {"target": "x"}}\n', "a.review.journal:2: [bad-journal]"),
        ("a.review.journal", "[]\n", "a.review.journal:1: [bad-journal]"),
        ("a.review.journal", '{"begin": {"chars": 1}}\n', "[stale-gold]"),
    ],
)
def test_damage_is_told_and_left_alone(client: Any, folder: Path, name: str, content: str, reason: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    page = client.get("/articles/1")
    assert page.status_code == 409
    assert reason in page.text
    assert client.post(EDITS, json=MARK).status_code == 500
    assert (folder / name).read_text(encoding="utf-8") == content
    assert client.get("/articles/4").status_code == 200
    assert client.get("/").status_code == 200


def test_looking_leaves_nothing_behind(client: Any, folder: Path) -> None:
    before = sorted(folder.iterdir())
    assert [one["name"] for one in client.get("/api/articles").json()] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    for number in range(1, 5):
        assert client.get(f"/articles/{number}").status_code == 200
    assert sorted(folder.iterdir()) == before


MALFORMED: list[Any] = [
    {},
    [],
    None,
    {"revision": 0},
    {"revision": 0, "edit": {"do": "format-disk"}},
    {"revision": "0", "edit": {"do": "undo"}},
    {"revision": 0, "edit": {"do": "undo"}},
    {"revision": 0, "edit": {"do": "undo"}, "path": "/etc"},
    {"revision": 7, "edit": {"do": "mark", "reviewed": True}},
    {"revision": 0, "edit": {"do": "delete", "id": "../a"}},
    {"revision": 0, "edit": {"do": "delete", "id": "r99"}},
    {"revision": 0, "edit": {"do": "add-record", "kind": "wish", "start": 0, "end": 3}},
    {"revision": 0, "edit": {"do": "add-record", "kind": "plan", "start": -1, "end": 3}},
    {"revision": 0, "edit": {"do": "add-record", "kind": "plan", "start": 5, "end": 5}},
    {"revision": 0, "edit": {"do": "add-record", "kind": "plan", "start": 5, "end": 99999}},
    {"revision": 0, "edit": {"do": "add-record", "kind": "plan", "start": 5, "end": 1e400}},
    {"revision": 0, "edit": {"do": "set-record", "id": "r1", "span": {"start": 9, "end": 2}}},
    {"revision": 0, "edit": {"do": "set-quantity", "id": "q1", "value": "1e999999999"}},
    {"revision": 0, "edit": {"do": "set-quantity", "id": "q1", "value": "NaN"}},
    {"revision": 0, "edit": {"do": "set-quantity", "id": "q1", "unit": "\x1b[2J"}},
    {"revision": 0, "edit": {"do": "set-quantity", "id": "q1", "unit": "\ud800"}},
]


@pytest.mark.parametrize("asked", MALFORMED, ids=str)
def test_malformed_requests_change_nothing(client: Any, folder: Path, asked: Any) -> None:
    before = sorted(folder.iterdir())
    done = client.post(EDITS, content=json.dumps(asked), headers={"content-type": "application/json"})
    assert 400 <= done.status_code < 500
    assert done.json()["error"]["message"]
    assert sorted(folder.iterdir()) == before
    assert client.post(EDITS, json=MARK).is_success


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{", b"[" * 50_000, b'{"revision": NaN}', b"null"])
def test_bodies_that_are_no_json(client: Any, body: bytes) -> None:
    done = client.post(EDITS, content=body, headers={"content-type": "application/json"})
    assert 400 <= done.status_code < 500
    assert "error" in done.json()


@pytest.mark.parametrize(
    "path",
    [
        "/articles/0",
        "/articles/5",
        "/articles/-1",
        "/articles/x",
        "/articles/..%2fa.txt",
        "/articles/1%00",
        "/api/articles/99",
        "/a.txt",
        "/static/../a.txt",
        "/docs",
        "/openapi.json",
        "/articles/" + "9" * 400,
    ],
)
def test_only_numbers_lead_to_articles(client: Any, path: str) -> None:
    assert client.get(path).status_code in (404, 422)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:8741"}, 421),
        ({"host": "127.0.0.1"}, 421),
        ({"host": "127.0.0.1:8741@evil.example"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "https://127.0.0.1:8741"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-length": "999999999999999999999"}, 413),
        ({"content-length": "-5"}, 413),
        ({"authorization": "Bearer " + "u" * 43}, 401),
        ({"authorization": f"Bearer {TOKEN}x"}, 401),
        ({"authorization": ""}, 401),
        ({"authorization": "", "cookie": "cnreport-review-8741=wrong"}, 401),
        ({"authorization": "", "cookie": f"cnreport-review-9999={TOKEN}"}, 401),
        ({"authorization": "", "cookie": "\xff=\xff;;=;"}, 401),
    ],
    ids=str,
)
def test_foreign_requests_are_refused(client: Any, folder: Path, headers: dict[str, str], status: int) -> None:
    sent = {"content-type": "application/json", **headers}
    done = client.post(EDITS, content=json.dumps(MARK), headers={k: v.encode("latin-1") for k, v in sent.items()})
    assert done.status_code == status
    assert not (folder / "a.gold.json").exists()
    assert TOKEN not in done.text


def test_a_large_body_is_refused_also_without_its_length(client: Any, folder: Path) -> None:
    chunks = (b" " * 4096 for _ in range(MAX_BODY // 4096 + 2))
    assert client.post(EDITS, content=chunks, headers={"content-type": "application/json"}).status_code == 413
    padded = json.dumps(MARK).encode() + b" " * MAX_BODY
    assert client.post(EDITS, content=padded, headers={"content-type": "application/json"}).status_code == 413
    assert not (folder / "a.gold.json").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(client: Any, method: str) -> None:
    assert client.request(method, EDITS).status_code == 405


def test_the_address_is_changed_for_a_cookie(open_client: Any) -> None:
    client = open_client(known=False)
    del client.headers["origin"]
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    assert client.get(f"/articles/1?token={TOKEN}").status_code == 401
    done = client.get(f"/?token={TOKEN}")
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert done.headers["set-cookie"] == f"cnreport-review-8741={TOKEN}; Path=/; HttpOnly; SameSite=Strict"
    assert client.get("/").status_code == 200
    assert client.get("/articles/1").status_code == 200
    assert client.post(EDITS, json=MARK).status_code == 403
    assert client.post(EDITS, json=MARK, headers={"origin": ORIGIN}).status_code == 200


def test_every_answer_says_what_a_browser_may_do(client: Any, open_client: Any) -> None:
    refused = open_client(known=False).get("/")
    for done in (client.get("/"), client.get("/articles/1"), client.get("/api/articles"), client.get("/x"), refused):
        policy = done.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert done.headers["x-content-type-options"] == "nosniff"
        assert done.headers["cache-control"] == "no-store"
        assert done.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in done.headers


def test_what_an_article_says_is_no_markup(folder: Path, open_client: Any) -> None:
    evil = '云溪镇党委书记林远航：\n\n全镇改造<script>alert(1)</script>道路1200米"><img src=x>。\n'
    (folder / "a.txt").write_text(evil, encoding="utf-8")
    (folder / "d.txt").rename(folder / "d<img>.txt")
    client = open_client()
    for page in (client.get("/articles/1").text, client.get("/").text):
        assert "<script>alert" not in page
        assert "<img" not in page


@pytest.mark.parametrize(
    ("host", "header", "known"),
    [
        ("127.0.0.1", "127.0.0.1:8741", True),
        ("127.0.0.1", "localhost:8741", True),
        ("127.0.0.1", "LOCALHOST:8741", True),
        ("127.0.0.1", "[::1]:8741", True),
        ("127.0.0.1", "192.0.2.7:8741", False),
        ("192.0.2.7", "192.0.2.7:8741", True),
        ("192.0.2.7", "localhost:8741", False),
        ("0.0.0.0", "192.0.2.7:8741", True),
        ("0.0.0.0", "[2001:db8::7]:8741", True),
        ("0.0.0.0", "evil.example:8741", False),
        ("0.0.0.0", "192.0.2.7:80", False),
        ("127.0.0.1", "", False),
    ],
)
def test_names_of_the_server(host: str, header: str, known: bool) -> None:
    assert Door(host, 8741, TOKEN).knows_host(header) is known
