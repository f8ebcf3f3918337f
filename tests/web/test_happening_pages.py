"""The pages Timeline and To come: the same as HTML and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.store.record import Record
from tests.store.test_happenings import MET, OTHER, PLANNED
from tests.web.visitor import running


def test_happening_pages_list_events_with_accounts_and_picture(tmp_path: Path) -> None:
    path = tmp_path / "meetings.db"
    with Record(path) as record:
        list(record.add_all([PLANNED, MET, OTHER]))
        record.reconcile()
    with running(path) as (visitor, _):
        html = visitor.get("/timeline").text
        assert "Ann Lee" in html
        assert html.count('<svg class="timeline"') == 1
        assert "style=" not in html
        page = json.loads(visitor.get("/timeline.json?who=Osk").text)
        assert [event["status"] for event in page["events"]] == ["happened"]
        assert page["events"][0]["accounts"][0]["outlet"] == "Tribune"
        matters = json.loads(visitor.get("/to-come.json?as_of=2026-03-02").text)["matters"]
        assert [matter["outcome"] for matter in matters] == ["open"]
        assert "called off" in visitor.get("/to-come").text
