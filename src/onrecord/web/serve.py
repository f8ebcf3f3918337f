"""The server: one process on one port of this machine, and nothing beyond it unless asked."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
import uvicorn

from onrecord.errors import InputError
from onrecord.store.record import Record
from onrecord.web.access import MIN_TOKEN, Access
from onrecord.web.answers import load_pages
from onrecord.web.app import make_app
from onrecord.web.guard import Guard, Hosts
from onrecord.web.room import Room

LOCAL = "127.0.0.1"
PORT = 8765
MAX_REQUESTS = 200  # at once; others are told to come later
IDLE_SECONDS = 15  # a connection that asks for nothing is closed
PAGES_AT_ONCE = 6
SWITCH_SECONDS = 0.0005  # Python's own 5 ms would be waited at every query while a list is made beside the requests


@dataclass(frozen=True, slots=True)
class Serving:
    """How a record is served. `key` is what opens a session: the token, or one made for this run."""

    app: Guard
    listener: socket.socket
    url: str
    key: str
    writable: bool


def prepare(
    path: Path, *, host: str = LOCAL, port: int = PORT, token: str = "", author: str = "", open_reading: bool = False
) -> Serving:
    """InputError where it would not be safe or the port is taken, RecordError where the record cannot be opened."""
    local = is_local(host)
    if not local and not token:
        raise InputError(
            f"--host {host} lets other machines in: give a token, which they must enter, in ONRECORD_TOKEN or --token"
        )
    if token and len(token) < MIN_TOKEN:
        raise InputError(f"the token is too short: take {MIN_TOKEN} characters or more, such as {secrets.token_hex(8)}")
    writable, title = _open_once(path)
    key = token or secrets.token_urlsafe(16)
    access = Access(key, author or "editor", open_reading=open_reading or (local and not token))
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    app = make_app(Room(path, title, writable), access, find_hosts(host))
    name = f"[{host}]" if ":" in host else host
    return Serving(app, listener, f"http://{name}:{port}/", key, writable)


def make_server(serving: Serving) -> uvicorn.Server:
    config = uvicorn.Config(
        serving.app,
        log_level="warning",
        access_log=False,  # it would show the key
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        limit_concurrency=MAX_REQUESTS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def serve(serving: Serving, *, browser: bool, started: Callable[[], None]) -> None:
    """Until Ctrl-C."""
    sys.setswitchinterval(SWITCH_SECONDS)
    load_pages().compile()
    started()
    if browser:
        webbrowser.open(f"{serving.url}enter?key={serving.key}")
    asyncio.run(_run(make_server(serving), serving.listener))


async def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    """A few pages at a time: Python runs one thread at once, and taking turns, all of twenty would come last."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = PAGES_AT_ONCE
    await server.serve(sockets=[listener])


def is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def find_hosts(host: str) -> Hosts:
    """The names under which the machine may be asked. Numbers are safe to allow where all addresses are served."""
    names = {"localhost", LOCAL, "::1", host.lower()}
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    if everywhere:
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}
    return Hosts(frozenset(names), any_address=everywhere)


def _open_once(path: Path) -> tuple[bool, str]:
    """Brings an older record up to date. Whether it can be written to, and its title."""
    writable = path.exists() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with Record(path, "rwc" if writable and not path.is_dir() else "ro") as record:
        return writable, record.title


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named; with it every answer waits 40 ms for a sign
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # who comes before the server runs waits, and is not turned away
    except (OSError, OverflowError) as error:
        listener.close()
        raise InputError(f"cannot listen on {host}:{port} ({error}): choose another --port, or 0 for any") from error
    listener.set_inheritable(True)
    return listener
