"""The pages of claims, and what people say of claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store.record import Record
from tests.views.story import HOSTILE
from tests.web.story import CALL, OUTLET, STRIKE
from tests.web.test_pages import Links, walk
from tests.web.visitor import Visitor, running


def claim_ids(visitor: Visitor) -> dict[str, str]:
    return {row["words"]: row["id"] for row in visitor.get("/claims.json").json()["claims"]}


def test_claims_page_is_a_table_of_parties_by_days(story_reader: Visitor) -> None:
    page = story_reader.get("/claims.json").json()
    assert page["part"]["total"] >= 2
    claim = page["claims"][0]
    assert claim["words"] == CALL
    assert (claim["standing"], claim["since"]) == ("confirmed", "2031-05-06")
    assert (claim["reports"], claim["outlets"], claim["origins"]) == (3, 2, 1)
    assert claim["days"] == ["2031-05-03", "2031-05-04", "2031-05-06"]
    parties = {row["party"]: row["days"] for row in claim["parties"]}
    assert parties["Jon Berg"] == [[], [3], []]
    assert claim["stands"][2]["kind"] == "neither"
    html = story_reader.get("/claims").text
    assert html.count("<table") == len(page["claims"])
    assert "neither confirms nor denies" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2031-05-04", {CALL}),
        ("as_of=2031-05-02", set()),
        ("about=Torv&standing=confirmed", {CALL}),
        ("as_of=2031-05-04&standing=unconfirmed", {CALL}),
        ("standing=withdrawn", set()),
        ("about=Nobody", set()),
        ("as_of=&about=&standing=confirmed", {CALL}),
        ("words=telephone", {CALL}),
        ("words=teleph*+Ask", {CALL}),
        ("words=teleph", set()),
        ("words=telephone&standing=denied", set()),
    ],
)
def test_claims_page_filters_by_day_person_and_standing(story_reader: Visitor, query: str, words: set[str]) -> None:
    page = story_reader.get(f"/claims.json?{query}").json()
    found = {claim["words"] for claim in page["claims"]} & {CALL, STRIKE} if "as_of=2031-05-04" in query else None
    assert (found if found is not None else {claim["words"] for claim in page["claims"]}) == words
    assert story_reader.get(f"/claims?{query}").status == 200


def test_claims_as_of_a_day_have_the_standing_of_that_day(story_reader: Visitor) -> None:
    claim = story_reader.get("/claims.json?as_of=2031-05-04").json()["claims"][0]
    assert (claim["standing"], len(claim["stands"])) == ("unconfirmed", 3)
    identity = claim["id"]
    assert story_reader.get(f"/claims/{identity}.json?as_of=2031-05-03").json()["claim"]["standing"] == "reported"
    assert story_reader.get(f"/claims/{identity}?as_of=2031-05-01").status == 404
    assert story_reader.get("/claims?as_of=monday").status == 422


def test_claims_every_stand_leads_to_exactly_its_words(story_reader: Visitor, story: Path) -> None:
    claim = story_reader.get(f"/claims/{claim_ids(story_reader)[CALL]}.json").json()["claim"]
    assert claim["stands"][0]["why"] == ""
    assert claim["stands"][1]["joined_to"] == 1
    for stand in claim["stands"]:
        address = stand["link"].partition("#")[0]
        page = story_reader.get(address.replace("?", ".json?", 1)).json()
        words = " … ".join(page["text"][start:end] for start, end in page["pointed"])
        assert " ".join(words.split()) == stand["words"]
        html = Links(story_reader.get(address).text)
        shown = [values for _, values in html.tags if "pointed" in values.get("class", "")]
        assert shown[0]["id"] == "words"
        if stand["citation"]:
            assert story_reader.get(stand["citation"]).status == 200
    with Record(story, "ro") as record:
        assert record.claim(claim["id"]).standing == claim["standing"]


def test_claims_of_a_statement_are_shown_in_its_article(story_reader: Visitor) -> None:
    identity = claim_ids(story_reader)[CALL]
    stand = story_reader.get(f"/claims/{identity}.json").json()["claim"]["stands"][0]
    assert f'href="/claims/{identity}"' in story_reader.get(stand["link"].partition("#")[0]).text


@pytest.mark.parametrize("mark", ["x", "1-", "9-3,x", "1-2," * 30])
def test_claims_words_that_are_no_offsets_are_refused(story_reader: Visitor, mark: str) -> None:
    article = story_reader.get("/articles.json").json()["articles"][0]["id"]
    assert story_reader.get(f"/articles/{article}?mark={mark}").status == 422
    assert story_reader.get(f"/articles/{article}?mark=9-3,999999999999-999999999999").status == 200


def test_claims_hostile_words_are_text(story_reader: Visitor) -> None:
    identity = claim_ids(story_reader)[CALL]
    for address in ("/claims", f"/claims/{identity}"):
        html = story_reader.get(address).text
        assert HOSTILE not in html
        assert OUTLET in "".join(Links(html).text)
        assert html.count("<script") == 1
        assert " style=" not in html


# Joining and parting


def test_claims_are_joined_and_the_old_address_leads_on(story_editor: Visitor) -> None:
    ids = claim_ids(story_editor)
    answer = story_editor.post("/api/claims/join", {"claim": ids[CALL], "other": ids[STRIKE], "reason": "<b>one"})
    assert answer.json() == {"id": 1, "what": "join"}
    joined = story_editor.get(f"/claims/{ids[STRIKE]}.json").json()["claim"]
    assert (joined["id"], joined["reports"]) == (ids[CALL], 5)
    listed = story_editor.get("/corrections")
    assert "&lt;b&gt;one" in listed.text
    assert 'data-undo-judgement="1"' in listed.text
    assert story_editor.post("/api/judgements/1/undo").status == 200
    assert claim_ids(story_editor) == ids
    assert story_editor.post("/api/judgements/1/undo").status == 400


def test_claims_words_are_parted(story_editor: Visitor) -> None:
    ids = claim_ids(story_editor)
    stand = story_editor.get(f"/claims/{ids[CALL]}.json").json()["claim"]["stands"][2]
    body = {"claim": ids[CALL], "proposition": stand["proposition"]}
    assert story_editor.post("/api/claims/part", body).status == 200
    assert len(story_editor.get(f"/claims/{ids[CALL]}.json").json()["claim"]["stands"]) == 3
    assert story_editor.post("/api/claims/part", body).status == 409
    page = story_editor.get("/corrections.json").json()
    assert [row["what"] for row in page["judgements"]] == ["part"]


def test_claims_readers_and_other_sites_cannot_join(story: Path) -> None:
    with running(story, author="Ann Reader") as (visitor, serving):
        body = {"claim": "x", "other": "y"}
        assert visitor.post("/api/claims/join", body).status == 401
        visitor.enter(serving.key)
        assert visitor.post("/api/claims/join", body, **{"x-csrf-token": "0"}).status == 403
        assert visitor.post("/api/claims/join", body, origin="http://evil.example").status == 403
        assert visitor.post("/api/claims/join", body).status == 409
        assert visitor.post("/api/claims/join", {**body, "reason": "x" * 501}).status == 422
        assert visitor.post("/api/claims/part", {**body, "extra": 1}).status == 422


def test_claims_pages_of_a_story_have_no_dead_link(story_reader: Visitor) -> None:
    assert len(walk(story_reader, HOSTILE)) > 60
