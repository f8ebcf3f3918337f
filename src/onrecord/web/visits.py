"""When somebody was here last, as their own browser remembers it: what is new since then is for them alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

GAP_SECONDS = 30 * 60  # who comes back sooner is still on the same visit
KEPT_SECONDS = 400 * 24 * 3600  # browsers keep no cookie for longer
_COOKIE = re.compile(r"(\d{1,11})-(\d{1,11})")


@dataclass(frozen=True, slots=True)
class Visit:
    """`before` is when the visit before this one was, in seconds since 1970; 0 on the first."""

    before: int
    latest: int

    @property
    def since(self) -> str | None:
        """As the record writes times."""
        return datetime.fromtimestamp(self.before, UTC).isoformat(timespec="seconds") if self.before else None


def find_visit(cookie: str, now: int) -> Visit:
    """What is no cookie of ours is a first visit."""
    found = _COOKIE.fullmatch(cookie)
    if found is None:
        return Visit(0, now)
    before, latest = int(found[1]), int(found[2])
    if not before <= latest <= now:
        return Visit(0, now)
    return Visit(latest if now - latest > GAP_SECONDS else before, now)


def name_cookie(request: Request) -> str:
    return f"onrecord_seen_{request.url.port or 80}"


def remember(request: Request, answer: Response, visit: Visit) -> None:
    answer.set_cookie(
        name_cookie(request),
        f"{visit.before}-{visit.latest}",
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
