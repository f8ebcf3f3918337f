"""Four reports of a quarrel over a fish market, for the tests of conditions and positions."""

from __future__ import annotations

from onrecord.records import Extraction
from tests.resolve.build import said, tell

PEOPLE = ("Mara Oske", "Jon Berg", "Lena Holt", "Ina Torv")
OFFER = "her country would free the crew of the Orlan if the fish market at Tarb was reopened"
REFUSAL = "We do not buy our crew with fish"
COUNTER = "that the crew be released first and the fish market opened two days later"
AGAINST = "the reopening of the fish market"
PROMISE = "that the fish market would be reopened on Saturday"


def market_reports() -> list[Extraction]:
    return [
        tell(
            f'Mara Oske said {OFFER}. "{REFUSAL}," Jon Berg said.',
            said("Mara Oske", "said", OFFER, "promise"),
            said("Jon Berg", "said", REFUSAL),
            people=PEOPLE,
            doc="offer",
            published="2031-05-03",
        ),
        tell(
            f"Lena Holt proposed {COUNTER}. The crew of the Orlan is held and the fish market at Tarb is closed.",
            said("Lena Holt", "proposed", COUNTER, "propose"),
            people=PEOPLE,
            doc="counter",
            outlet="The Gull",
            published="2031-05-05",
        ),
        tell(
            f"Ina Torv rejected {AGAINST} at Tarb. The crew of the Orlan is held.",
            said("Ina Torv", "rejected", AGAINST, "decline"),
            people=PEOPLE,
            doc="against",
            published="2031-05-08",
        ),
        tell(
            f"Lena Holt promised {PROMISE}. The crew of the Orlan went home to Tarb.",
            said("Lena Holt", "promised", PROMISE, "promise"),
            people=PEOPLE,
            doc="promise",
            outlet="The Gull",
            published="2031-05-10",
        ),
    ]
