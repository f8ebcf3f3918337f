"""The time of reading is told by its steps."""

from __future__ import annotations

import gc

import pytest

from evaluate import steps, story
from evaluate.reading import open_articles
from onrecord.records import Article
from onrecord.settings import Settings


@pytest.mark.usefixtures("weights")
def test_steps_each_takes_some_time_and_times_and_events_less_than_the_encoder() -> None:
    articles = [item for item in open_articles([story.REPORTS], Settings()) if isinstance(item, Article)]
    gc.disable()  # to look through what all other tests left takes as long as a step
    try:
        seconds = steps.measure(articles, Settings())
    finally:
        gc.enable()
    assert list(seconds) == ["encoder", "model", "times", "events", "rest"]
    assert all(spent > 0 for spent in seconds.values())
    assert seconds["times"] + seconds["events"] < seconds["encoder"]
    assert "of the encoder" in steps.show(seconds)
