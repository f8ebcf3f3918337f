"""What all pages in HTML share: dates, acts and counts in words, and templates that escape everything."""

from __future__ import annotations

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.views.dates import format_day
from onrecord.views.marks import Piece, Segment, make_visible, quote_pieces
from onrecord.views.pages import StatementRow
from onrecord.views.wording import shorten, title_of

ACTS = {
    "assert": "says",
    "confirm": "confirms",
    "deny": "denies",
    "neither-confirm-nor-deny": "neither confirms nor denies",
    "decline": "declines",
    "demand": "demands",
    "propose": "proposes",
    "promise": "promises",
    "threaten": "threatens",
    "accuse": "accuses",
    "expect": "expects",
    "opinion": "thinks",
    "question": "asks",
    "doubt": "doubts",
    "retract": "takes back",
}


def format_count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def name_roles(segment: Segment) -> str:
    """The classes of a marked piece."""
    roles = [mark.role for mark in segment.marks]
    names = [role for role in ("content", "source", "cue") if role in roles]
    return " ".join([*names, *(["inner"] if roles.count("content") > 1 else [])])


def make_environment(package: str) -> Environment:
    """Templates of a package. Everything that comes from a record is escaped, and what would act is made visible."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("onrecord.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(
        brief=shorten,
        act=lambda act: ACTS.get(act, act),
        count=format_count,
        claim_title=lambda claim: title_of(claim.words, claim.stances),
        day=format_day,
        quote=_quote,
        roles=name_roles,
        words=lambda flag: flag.replace("_", " ").replace("-", " "),
    )
    return environment


def _finalize(value: object) -> object:
    """Everything that comes from a record passes here before it is escaped."""
    return make_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _quote(row: StatementRow) -> tuple[Piece, ...]:
    return quote_pieces(row.source, row.cue, row.content)
