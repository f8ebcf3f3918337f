"""The time of reading is told by its steps."""

from __future__ import annotations

from evaluate import steps, story
from evaluate.reading import open_articles
from onrecord.records import Article
from onrecord.settings import Settings


def test_steps_each_takes_some_time_and_times_and_events_less_than_the_encoder() -> None:
    articles = [item for item in open_articles([story.REPORTS], Settings()) if isinstance(item, Article)]
    seconds = steps.measure(articles, Settings())
    assert list(seconds) == ["encoder", "model", "times", "events", "rest"]
    assert all(spent > 0 for spent in seconds.values())
    assert seconds["times"] + seconds["events"] < seconds["encoder"]
    assert "of the encoder" in steps.show(seconds)
