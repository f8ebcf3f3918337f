"""A reading room that runs, and somebody who asks it for pages."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.web.serve import Serving, make_server, prepare

KEY = "correct-horse-battery"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """Keeps its cookie, and its sign once it has read a page with one."""

    url: str
    cookie: str = ""
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rsplit(":", 1)[1])

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """As the script of the page posts."""
        own = {"content-type": "application/json", "accept": "application/json", "x-csrf-token": self.csrf}
        return self.ask("POST", path, json.dumps(body or {}).encode(), own | headers)

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"accept": "text/html", **self.headers, **({"cookie": self.cookie} if self.cookie else {})}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, sent)
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def enter(self, token: str, author: str = "") -> Answer:
        answer = self.ask("POST", "/enter", f"token={token}&author={author}".encode(), {})
        if answer.status == 303:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
            found = re.search(r'name="csrf" content="(\w+)"', self.get("/").text)
            assert found
            self.csrf = found[1]
        return answer


@contextmanager
def running(path: Path, **options: Any) -> Iterator[tuple[Visitor, Serving]]:
    serving = prepare(path, port=0, **options)
    server = make_server(serving)
    thread = threading.Thread(target=server.run, args=([serving.listener],))
    thread.start()
    try:
        yield Visitor(f"http://127.0.0.1:{serving.listener.getsockname()[1]}/"), serving
    finally:
        server.should_exit = True
        thread.join(20)
        serving.listener.close()
