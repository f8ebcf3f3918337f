"""The OpenAPI is true, and nothing that fits it, or nearly, brings the server down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from tests.web.visitor import Visitor, running

EXAMPLES = 40  # of each address
PATHS = {
    "/index.json",
    "/claims.json",
    "/claims/{claim}.json",
    "/disagreements.json",
    "/contacts.json",
    "/positions.json",
    "/timeline.json",
    "/to-come.json",
    "/articles.json",
    "/articles/{article}.json",
    "/articles/{article}/statements/{statement}/citation.json",
    "/speakers.json",
    "/speakers/{slug}.json",
    "/search.json",
    "/search.csv",
    "/search.jsonl",
    "/corrections.json",
    "/skipped.json",
    "/api/corrections",
    "/api/corrections/{number}/undo",
    "/api/claims/join",
    "/api/claims/part",
    "/api/disagreements/dismiss",
    "/api/judgements/{number}/undo",
}


def test_openapi_names_every_page(reader: Visitor) -> None:
    document = reader.get("/openapi.json").json()
    assert set(document["paths"]) == PATHS
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert "200" in operation["responses"]


def test_openapi_fits_what_is_answered(reader: Visitor, articles: dict[str, str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = reader.get("/openapi.json").json()
    asked = {
        "/index.json": "/index.json",
        "/claims.json": "/claims.json",
        "/disagreements.json": "/disagreements.json",
        "/contacts.json": "/contacts.json",
        "/articles.json": "/articles.json",
        "/articles/{article}.json": f"/articles/{articles['nested']}.json",
        "/articles/{article}/statements/{statement}/citation.json": (
            f"/articles/{articles['nested']}/statements/s1/citation.json"
        ),
        "/speakers.json": "/speakers.json",
        "/speakers/{slug}.json": "/speakers/orla-penn.json",
        "/search.json": "/search.json?q=plan",
        "/corrections.json": "/corrections.json",
        "/skipped.json": "/skipped.json",
    }
    for path, address in asked.items():
        response = document["paths"][path]["get"]["responses"]["200"]
        schema = response["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(
            reader.get(address).json()
        )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what schemathesis itself calls
@pytest.mark.parametrize("right", [True, False], ids=["what fits", "what does not"])
def test_openapi_schemathesis_finds_no_fault_of_the_server(path: Path, right: bool) -> None:  # noqa: FBT001 - a case
    schemathesis = pytest.importorskip("schemathesis")
    mode = schemathesis.GenerationMode.POSITIVE if right else schemathesis.GenerationMode.NEGATIVE
    asked = set()
    with running(path) as (visitor, serving):
        visitor.enter(serving.key)
        headers = {"cookie": visitor.cookie, "x-csrf-token": visitor.csrf}
        schema = schemathesis.openapi.from_url(f"{visitor.url}openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                answer = case.call(headers=headers)
                assert answer.status_code < 500, (case.formatted_path, answer.text)

            try:
                ask()
            except Unsatisfiable:
                continue  # nothing can be asked of it that does not fit
            asked.add(operation.path)
    assert asked == PATHS if right else asked
