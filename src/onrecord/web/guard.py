"""What is refused before any page sees it, and the headers of every answer.

Pages of other sites can make a browser send requests here. They cannot choose its Host (so a name that somebody bound
to this machine is refused), nor hide their Origin; and what they get back, no script of theirs may read.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024  # bytes: a correction has a few hundred
MAX_DRAIN = 16 * MAX_BODY  # bytes read of what is refused: who still sends when we hang up never sees the answer
MAX_TARGET = 4096  # bytes of path and query
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]


@dataclass(frozen=True, slots=True)
class Hosts:
    """Under which names the reading room may be asked for."""

    names: frozenset[str]
    any_address: bool = False  # any number instead of a name: only names can be bound to a machine that is not theirs

    def __contains__(self, host: str) -> bool:
        name = urlsplit(f"//{host}").hostname or ""
        if name in self.names:
            return True
        return self.any_address and _is_address(name)


class Guard:
    """Around the application: first of all to see a request, last to see an answer."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        body = await _read(receive)
        if body is None:
            return
        if refusal := self._refuse(scope, headers, len(body)):
            await _answer(send, *refusal)
            return
        unread: list[Message] = [{"type": "http.request", "body": body}]

        async def once() -> Message:
            return unread.pop() if unread else await receive()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, once, dressed)

    def _refuse(self, scope: Scope, headers: dict[bytes, bytes], size: int) -> tuple[int, str] | None:
        host = headers.get(b"host", b"").decode("latin-1")
        if not _can_split(host) or host not in self.hosts:
            return 421, "this name is not served here"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET:
            return 414, "the address is too long"
        if size > MAX_BODY:
            return 413, "the request is too large"
        if scope["method"] not in SAFE and not _is_own(headers, f"{scope['scheme']}://{host}"):
            return 403, "another site may not write here"
        return None


async def _read(receive: Receive) -> bytes | None:
    """The body, whole or more than MAX_BODY of it; None where the other side has gone."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= MAX_DRAIN:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        if size <= MAX_BODY:
            parts.append(part)
        size, more = size + len(part), message.get("more_body", False)
    return b"".join(parts)


def _is_own(headers: dict[bytes, bytes], own: str) -> bool:
    """Browsers send both with what writes; programs that send neither carry no cookie by themselves."""
    if headers.get(b"sec-fetch-site", b"same-origin") != b"same-origin":
        return False
    origin = headers.get(b"origin")
    return origin is None or origin.decode("latin-1") == own


def _can_split(host: str) -> bool:
    try:
        return bool(urlsplit(f"//{host}").hostname)
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _answer(send: Send, status: int, message: str) -> None:
    body = json.dumps({"error": {"status": status, "message": message}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
