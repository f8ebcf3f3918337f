"""Who is let in, what is refused, and what no answer holds."""

from __future__ import annotations

import http.client
import os
import socket
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.errors import InputError, RecordError
from onrecord.store.record import Record
from onrecord.web.access import TRIES, Access
from onrecord.web.app import SILENT
from onrecord.web.guard import MAX_BODY, MAX_TARGET, POLICY, Hosts
from onrecord.web.serve import find_hosts, is_local, prepare
from tests.web.visitor import KEY, Visitor, running

EVERY = ("/", "/articles", "/index.json", "/nothing", "/static/x/room.js", "/openapi.json", "/search.csv?q=plan")


def correction(path: Path, what: str = "accept") -> dict[str, object]:
    with Record(path, "ro") as record:
        stored = record.article("nested")
    return {"article": stored.id, "sha256": stored.extraction.article.sha256, "what": what, "statement": "s1"}


@pytest.mark.parametrize("page", EVERY)
def test_safety_every_answer_has_a_strict_policy(reader: Visitor, page: str) -> None:
    headers = reader.get(page).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_safety_pages_hold_no_inline_script_or_style(editor: Visitor, articles: dict[str, str]) -> None:
    for page in ("/", f"/articles/{articles['nested']}", "/search?q=plan"):
        html = editor.get(page).text
        assert "<style" not in html
        assert " style=" not in html
        assert html.count("<script") == html.count('<script src="/static/') == 1


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "10.0.0.1", "localhost.evil.example:80"]
)
def test_safety_other_names_are_not_served(reader: Visitor, host: str) -> None:
    assert reader.get("/", host=host).status in (400, 421)


def test_safety_its_own_names_are_served(reader: Visitor) -> None:
    for host in (f"127.0.0.1:{reader.port}", f"localhost:{reader.port}", "LOCALHOST", "[::1]:1"):
        assert reader.get("/", host=host).status == 200


def test_safety_readers_cannot_write(reader: Visitor, path: Path) -> None:
    assert reader.post("/api/corrections", correction(path)).status == 401
    assert reader.post("/api/corrections/1/undo").status == 401
    with Record(path, "ro") as record:
        assert record.corrections() == []


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c.d", "QW5u.99999999999.0.0", "...", "é"])
def test_safety_a_made_up_cookie_opens_nothing(reader: Visitor, path: Path, cookie: str) -> None:
    reader.cookie = f"onrecord_{reader.port}={cookie}".encode().decode("latin-1")
    assert reader.post("/api/corrections", correction(path)).status == 401
    assert "Reading only" in reader.get("/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrf-token": ""},
        {"x-csrf-token": "0" * 64},
        {"x-csrf-token": "\xff"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_safety_another_site_cannot_write_with_our_cookie(editor: Visitor, path: Path, headers: dict[str, str]) -> None:
    assert editor.post("/api/corrections", correction(path), **headers).status == 403
    own = {"origin": editor.url.rstrip("/"), "sec-fetch-site": "same-origin"}
    assert editor.post("/api/corrections", correction(path), **own).status == 200


def test_safety_the_cookie_is_out_of_reach(path: Path) -> None:
    with running(path, token=KEY) as (visitor, _):
        cookie = visitor.enter(KEY).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_safety_large_requests_are_refused(editor: Visitor) -> None:
    assert editor.get("/search?q=" + "x" * MAX_TARGET).status == 414
    assert editor.post("/api/corrections", {"article": "x" * MAX_BODY}).status == 413
    headers = {"cookie": editor.cookie, "x-csrf-token": editor.csrf, "content-type": "application/json"}
    with closing(http.client.HTTPConnection("127.0.0.1", editor.port, timeout=20)) as connection:
        connection.request("POST", "/api/corrections", iter([b"x" * 9000] * 20), headers, encode_chunked=True)
        with closing(connection.getresponse()) as answer:
            assert answer.status == 413
    assert editor.get("/").status == 200


def test_safety_a_length_that_is_none_is_refused(editor: Visitor) -> None:
    with closing(socket.create_connection(("127.0.0.1", editor.port), timeout=20)) as connection:
        connection.sendall(b"POST /api/corrections HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert editor.get("/").status == 200


def test_safety_what_is_refused_is_read_to_its_end_before_the_answer(editor: Visitor) -> None:
    """Who still sends when the server hangs up sees a broken connection and not why."""
    body = b"x" * MAX_BODY * 2
    head = f"POST /api/corrections HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with closing(socket.create_connection(("127.0.0.1", editor.port), timeout=20)) as connection:
        connection.sendall(head + body[:-1])
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(20)
        connection.sendall(body[-1:])
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_safety_no_answer_names_a_path(editor: Visitor, path: Path) -> None:
    pages = [*EVERY, "/articles/nothing", "/corrections", "/skipped", "/enter"]
    assert not [page for page in pages if str(path.parent) in editor.get(page).text]
    path.write_bytes(b"no record any more" * 400)
    Path(f"{path}-wal").unlink(missing_ok=True)
    answer = editor.post("/api/corrections", {"article": "x", "sha256": "x", "what": "add"})
    assert answer.status == 503
    assert "secret" not in answer.text


def test_safety_answers_do_not_wait_for_a_sign_of_the_reader(path: Path) -> None:
    """Asyncio sends small packets at once only on sockets that name their protocol: 44 ms a page without."""
    with running(path) as (_, serving):
        assert serving.listener.proto == socket.IPPROTO_TCP


# The token


def test_safety_with_a_token_nothing_is_read_without_it(path: Path) -> None:
    with running(path, token=KEY) as (visitor, _):
        assert visitor.get("/").status == 303
        assert visitor.get("/").headers["location"] == "/enter"
        assert visitor.get("/index.json").status == 401
        assert visitor.get("/search.csv?q=plan").status == 401
        assert visitor.get("/nothing").status == 404
        assert visitor.enter("wrong-horse-battery").status == 403
        assert visitor.enter(KEY, "Ann+Reader").status == 303
        assert "Correcting as </span><bdi>Ann Reader</bdi>" in visitor.get("/").text
        leaving = visitor.ask("POST", "/leave", b"", {})
        assert "onrecord_" in leaving.headers["set-cookie"]


def test_safety_a_hostile_name_is_a_name(path: Path) -> None:
    with running(path, token=KEY) as (visitor, _):
        visitor.enter(KEY, "%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert visitor.post("/api/corrections", correction(path)).status == 200
        for page in ("/", "/corrections"):
            html = visitor.get(page).text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
            assert html.count("<script") == 1


def test_safety_reading_can_be_left_open(path: Path) -> None:
    with running(path, token=KEY, open_reading=True) as (visitor, _):
        assert visitor.get("/").status == 200
        assert visitor.post("/api/corrections", correction(path)).status == 401


def test_safety_a_token_cannot_be_tried_forever() -> None:
    now = [0.0]
    access = Access(KEY, clock=lambda: now[0])
    for _ in range(TRIES):
        assert not access.admits("wrong")
    assert not access.admits(KEY)
    now[0] += 61
    assert access.admits(KEY)


def test_safety_a_session_ends() -> None:
    now = [0.0]
    access = Access(KEY, clock=lambda: now[0])
    cookie = access.make_cookie("  Ann\n <b>Reader</b> ")
    session = access.read_cookie(cookie)
    assert session is not None
    assert session.author == "Ann <b>Reader</b>"
    assert access.read_cookie(cookie[:-1]) is None
    assert Access(KEY).read_cookie(cookie) is None
    now[0] += 31 * 24 * 3600
    assert access.read_cookie(cookie) is None


# Where it listens


def test_safety_other_machines_need_a_token(path: Path) -> None:
    with pytest.raises(InputError, match=r"--host 0\.0\.0\.0 lets other machines in"):
        prepare(path, host="0.0.0.0", port=0)  # noqa: S104 - refused
    with pytest.raises(InputError, match="too short"):
        prepare(path, port=0, token="short")  # noqa: S106 - refused
    assert [is_local(host) for host in ("127.0.0.1", "::1", "localhost", "127.9.9.9", "192.0.2.1", "news.example")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


def test_safety_it_listens_on_this_machine_alone(path: Path) -> None:
    serving = prepare(path, port=0)
    assert serving.listener.getsockname()[0] == "127.0.0.1"
    serving.listener.close()


def test_safety_where_all_addresses_are_served_numbers_are_names() -> None:
    everywhere = find_hosts("0.0.0.0")  # noqa: S104 - a name, nothing listens
    assert "192.0.2.7:8765" in everywhere
    assert "[2001:db8::1]:1" in everywhere
    assert "evil.example" not in everywhere
    assert "192.0.2.7" not in find_hosts("192.0.2.8")
    assert "a.example:80" in Hosts(frozenset({"a.example"}))


def test_safety_the_environment_cannot_make_it_send_what_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FastAPI would send measurements of requests there, or stop where it cannot."""
    with socket.create_server(("127.0.0.1", 0)) as spy:
        monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{spy.getsockname()[1]}")
        with running(path) as (visitor, serving):
            assert visitor.get("/").status == 200
            application = serving.app.app
        spy.settimeout(0.2)
        with pytest.raises(TimeoutError):
            spy.accept()
    assert not any(application._telemetry[key] for key in SILENT)  # type: ignore[attr-defined]


def test_safety_a_port_that_is_taken_is_told(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(app, ["serve", str(path), "--port", str(port), "--no-browser"])
    assert done.exit_code == 2
    assert "choose another --port" in done.output


def test_safety_what_is_no_record_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        prepare(tmp_path / "missing.db", port=0)
    assert not (tmp_path / "missing.db").exists()
    with pytest.raises(RecordError, match="is a folder"):
        prepare(tmp_path, port=0)


def test_safety_a_record_that_cannot_be_written_is_read_only(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("this user may write everything")
        with running(path) as (visitor, serving):
            visitor.enter(serving.key)
            assert visitor.post("/api/corrections", correction(path)).status == 403
    finally:
        path.parent.chmod(0o755)
