"""Which parties speak for one another, by how one article calls them."""

from __future__ import annotations

from onrecord.records import Entity
from onrecord.resolve.parties import party_of
from onrecord.resolve.sides import find_affiliations
from tests.resolve.build import said, tell


def sides(text: str, *bodies: str) -> dict[str, set[str]]:
    extraction = tell(text, *(said(body, "said", "so") for body in bodies), people=["Maud Ask"])
    parties = {entity.id: party_of(Entity(entity.id, entity.name, entity.label), "v") for entity in extraction.entities}
    found: dict[str, set[str]] = {}
    for a in find_affiliations(extraction, parties):
        if a.office:
            found.setdefault(a.party, set()).add(a.place)
    return found


def test_sides_a_minister_and_a_ministry_of_one_country_share_a_side() -> None:
    found = sides("Torvian Foreign Minister Maud Ask spoke. The Torvian Ministry said so.", "Torvian Ministry")
    assert found["maud ask"] & found["torvian ministri"]


def test_sides_who_speaks_for_a_union_is_of_its_side_and_not_of_the_state() -> None:
    found = sides("Union secretary Maud Ask spoke. The Torvian harbour union said so.", "Torvian harbour union")
    assert found["maud ask"] == found["torvian harbour union"] == {"torvian harbour union"}
