"""Who may do what: a session is a signed cookie, and nobody writes without one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

SESSION_SECONDS = 30 * 24 * 3600
MIN_TOKEN = 12  # characters: shorter ones are guessed
MAX_AUTHOR = 80
TRIES = 10  # wrong tokens a minute, from everybody together, before nobody may try


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who may correct."""

    author: str
    csrf: str  # must come back in a header with all that writes


@dataclass(slots=True)
class Access:
    """What opens a session, and what readers may do without one. Ends with the process, and all sessions with it."""

    token: str
    author: str = "editor"  # of sessions that give no name
    open_reading: bool = True  # whether one may read without a session
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    clock: Callable[[], float] = time.time
    _failures: list[float] = field(default_factory=list)

    def admits(self, token: str) -> bool:
        """Whether the token is right; never after too many wrong ones in a minute."""
        now = self.clock()
        self._failures = [then for then in self._failures if now - then < 60]
        if len(self._failures) >= TRIES:
            return False
        if hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return True
        self._failures.append(now)
        return False

    def make_cookie(self, author: str) -> str:
        name = " ".join(author.split())[:MAX_AUTHOR] or self.author
        packed = base64.urlsafe_b64encode(name.encode("utf-8", "replace")).decode().rstrip("=")
        body = f"{packed}.{int(self.clock()) + SESSION_SECONDS}.{secrets.token_hex(8)}"
        return f"{body}.{self._sign('session', body)}"

    def read_cookie(self, cookie: str) -> Session | None:
        body, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._sign("session", body).encode()):
            return None
        packed, expiry, _ = body.split(".")
        if int(expiry) < self.clock():
            return None
        author = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
        return Session(author, self._sign("csrf", cookie))

    def _sign(self, use: str, body: str) -> str:
        return hmac.new(self.secret, f"{use}:{body}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
