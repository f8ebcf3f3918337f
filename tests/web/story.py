"""A story of several articles: a call that is told and answered, and a ship of which two numbers are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.records import Event, Extraction, Span
from onrecord.store.record import Record
from tests.resolve.build import said, tell
from tests.views.story import HOSTILE

PEOPLE = ("Rolf Ask", "Ina Torv", "Jon Berg")
CALL = "Rolf Ask and Ina Torv spoke by telephone on 1 May"
STRIKE = "The dockers of Osk ended their strike on 2 May"
OUTLET = f"Herald {HOSTILE}"
SHIP = "sailors of the cargo ship Orlan were held in the harbour of Osk after the storm"
HOME = "The owner of the Orlan asked the council of Osk to let the crew go home before the winter."


def make_story(path: Path) -> Path:
    with Record(path) as record:
        for report in make_reports():
            record.add(report)
        record.reconcile()
    return path


def make_reports() -> list[Extraction]:
    refused = "On this report I can neither confirm nor deny anything"
    first = tell(
        f"{CALL}, an official said.", said("an official", "said", CALL), people=PEOPLE, doc="a", published="2031-05-03"
    )
    second = tell(
        f'{CALL}, The Gazette reported. "{refused}," Jon Berg said.',
        said("The Gazette", "reported", CALL),
        said("Jon Berg", "said", refused, "neither-confirm-nor-deny"),
        people=PEOPLE,
        doc="b",
        outlet=OUTLET,
        published="2031-05-04",
    )
    third = tell(
        f"The palace of Osk confirmed that {CALL}.",
        said("The palace of Osk", "confirmed", f"that {CALL}", "confirm"),
        people=PEOPLE,
        doc="c",
        outlet=OUTLET,
        published="2031-05-06",
    )
    return [
        replace(first, events=(call("v1", CALL, "2031-05-01"),)),
        replace(second, events=(call("v1", CALL, "2031-05-01"),)),
        third,
        tell(
            f"{STRIKE}, the union said.",
            said("the union", "said", STRIKE),
            doc="d",
            outlet="The Gull",
            published="2031-05-05",
        ),
        tell(
            f"{STRIKE}, the mayor said {HOSTILE}.",
            said("the mayor", "said", STRIKE),
            doc="e",
            outlet=OUTLET,
            published="2031-05-06",
        ),
        *(ship(doc, outlet, number) for doc, outlet, number in (("f", "The Gull", 37), ("g", OUTLET, 31))),
    ]


def call(name: str, words: str, day: str) -> Event:
    return Event(name, "CONSULT", "call", (Span(23, 28),), Span(0, len(words)), ("e1",), ("e2",), date=day)


def ship(doc: str, outlet: str, number: int) -> Extraction:
    sentence = f"{number} {SHIP}"
    return tell(
        f"{sentence}, Minister Ina Torv said.\n\n{HOME}",
        said("Ina Torv", "said", sentence),
        people=PEOPLE,
        doc=doc,
        outlet=outlet,
        published="2031-05-03",
    )
