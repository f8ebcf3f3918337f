"""What the gates measure: two corpora of annotated articles, two keys, and articles with statements inside others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from evaluate import (
    attribution,
    claims,
    conditions,
    contacts,
    discrepancies,
    factuality,
    happenings,
    key,
    nested,
    parted,
    stories,
    story,
    times,
)
from evaluate.gate import Figures, Gate
from evaluate.lines import iter_rows, read_json
from evaluate.predict import iter_predictions, statement_rows
from evaluate.predictions import predict_discrepancies, predict_stories
from evaluate.reading import SETTINGS, Read, make_article, open_articles
from onrecord.errors import InputError
from onrecord.extract import jsonlines
from onrecord.records import Article, Extraction
from onrecord.settings import Settings

ATTRIBUTION_FIGURES = (
    "attribution",
    "attribution_strict",
    "content words",
    "source span exact",
    "cue span exact",
    "content span exact",
)
NESTED_FIGURES = ("attribution", "attribution_strict", "content words")
HAPPENING_FIGURES = ("events", "status", "participants", "contacts", "outcome")
OPEN_STORIES = {  # those that rules were written with
    "sample": story.KEY,
    "third": story.KEY.parent / "third" / "story.key.json",
    "fourth": story.KEY.parent / "fourth" / "story.key.json",
    "seventh": story.KEY.parent / "seventh" / "story.key.json",
}
KEY_FIGURES = ("core_recall", "recall", "precision", "speaker", "act", "kind", "parent", "offsets")


def list_gates(shared: Path, open_read: Callable[[], Read]) -> list[Gate]:
    """`shared` holds the data that are not part of the repository; nothing is loaded before a gate is measured."""
    polnear = shared / "data" / "attribution" / "polnear_dev.jsonl.gz"
    gum = shared / "data" / "attribution" / "gum_dev.jsonl.gz"
    seeds = [(path, shared / "seeds" / read_json(path)["file"]) for path in sorted(shared.glob("gold/*.gold.json"))]
    timed = [shared / "data" / "times" / f"{name}.jsonl.gz" for name in ("tbaq", "meantime_dev")]
    contacted = shared / "data" / "events" / "contacts_state.jsonl.gz"
    facts = shared / "data" / "factuality" / "meantime_dev.jsonl.gz"
    clusters = shared / "data" / "stories" / "clusters_dev.jsonl.gz"
    disagreed = shared / "data" / "stories" / "discrepancies_dev.jsonl.gz"
    reports = _list_reports(story.KEY)
    return [
        Gate("story", (story.KEY, *reports), 0.012, lambda: _measure_story(open_read())),
        *(
            Gate(f"gold {gold.name.split('.')[0]}", (gold, text), 0.05, _measure_key(gold, text, open_read))
            for gold, text in seeds or [(shared / "gold" / "003.gold.json", shared / "seeds")]
        ),
        *(Gate(f"nested {split}", (nested.GOLD,), 0.02, _measure_nested(split, open_read)) for split in nested.SPLITS),
        Gate("attribution polnear_dev", (polnear,), 0.003, lambda: _measure_corpus(polnear, open_read(), nested=False)),
        Gate("attribution gum_dev", (gum,), 0.01, lambda: _measure_corpus(gum, open_read(), nested=True)),
        Gate("contacts", (contacted,), 0.005, lambda: _measure_contacts(contacted, open_read())),
        Gate("factuality meantime_dev", (facts,), 0.01, lambda: _measure_factuality(facts)),
        Gate("stories clusters_dev", (clusters,), 0.005, lambda: _measure_stories(clusters)),
        Gate("discrepancies", (disagreed,), 0.01, lambda: _measure_discrepancies(disagreed)),
        Gate("conditions", (story.KEY, *reports), 0.17, lambda: _measure_conditions(open_read)),
        *(
            Gate(f"happenings {name}", (gold, *_list_reports(gold)), 0.02, _measure_happenings(gold, open_read))
            for name, gold in OPEN_STORIES.items()
        ),
        *(Gate(f"times {path.name.split('.')[0]}", (path,), 0.002, _measure_times(path)) for path in timed),
    ]


def _measure_corpus(path: Path, read: Read, *, nested: bool) -> Figures:
    predicted = list(iter_predictions(iter_rows(path), make_article, read))
    tallies = attribution.score(list(iter_rows(path)), predicted, nested=nested)
    return {name: tallies[name].f1 for name in (NESTED_FIGURES if nested else ATTRIBUTION_FIGURES)}


def _measure_key(gold: Path, text: Path, open_read: Callable[[], Read]) -> Callable[[], Figures]:
    return lambda: _pick(compare_article(gold, text, SETTINGS, open_read()))


def _measure_story(read: Read) -> Figures:
    return _pick(story.total(compare_story(story.KEY, read)))


def _measure_nested(split: str, open_read: Callable[[], Read]) -> Callable[[], Figures]:
    return lambda: compare_nested(nested.GOLD, split, open_read()).figures


def _measure_contacts(path: Path, read: Read) -> Figures:
    predicted = iter_predictions(iter_rows(path), make_article, read, "contacts")
    row = contacts.score(list(iter_rows(path)), predicted).as_row()
    return {"recall": row["contacts"]["recall"], "dates": row["dates"], "exact": row["exact"]}


def _measure_factuality(path: Path) -> Figures:
    rows = list(iter_rows(path))
    row = factuality.score(rows, factuality.iter_predictions(rows)).as_row()
    return {"future": row["time"]["values"]["FUTURE"]["f1"], "negated": row["polarity"]["values"]["NEG"]["f1"]}


def _measure_conditions(open_read: Callable[[], Read]) -> Figures:
    shares = score_conditions_of_story(story.KEY, None, open_read).shares
    return {name: shares[name].value for name in ("conditions", "precision", "replies", "positions", "stance")}


def _measure_happenings(gold: Path, open_read: Callable[[], Read]) -> Callable[[], Figures]:
    def measure() -> Figures:
        figures = score_happenings_of_story(gold, None, open_read).figures
        return {name: figures.get(name, 0.0) for name in HAPPENING_FIGURES}  # nothing is told of what was not found

    return measure


def _measure_stories(path: Path) -> Figures:
    rows = list(iter_rows(path))
    figures = stories.score(rows, predict_stories(rows))
    return {name: figures[name] for name in ("precision", "recall", "f1")}


def _measure_discrepancies(path: Path) -> Figures:
    rows = list(iter_rows(path))
    figures, _ = discrepancies.score(rows, list(predict_discrepancies(rows)))
    return {"facts recall": figures["facts"]["recall"], "conflicts": figures["conflict"]["f1"]}


def _measure_times(path: Path) -> Callable[[], Figures]:
    def measure() -> Figures:
        result = times.score(list(iter_rows(path)), times.predict(iter_rows(path), make_article))
        return {name: result.f1(name) for name in times.METRICS}

    return measure


def _pick(comparison: key.Comparison) -> Figures:
    return {name: comparison.figures[name] for name in KEY_FIGURES}


def compare_article(gold: Path, text: Path, settings: Settings, read: Read) -> key.Comparison:
    """One article file against its key, read as `onrecord read` reads it."""
    rows = read_json(gold)
    articles = [article for article in open_articles([text], settings) if isinstance(article, Article)]
    predicted = [row for extraction in read(articles) for row in statement_rows(extraction)]
    whole = text.read_bytes().decode("utf-8")
    return key.compare(whole, rows["statements"], predicted, {e["id"]: e for e in rows["entities"]})


def read_article(text: Path, settings: Settings, read: Read) -> Extraction:
    """One article file as `onrecord read` reads it."""
    articles = [article for article in open_articles([text], settings) if isinstance(article, Article)]
    if not articles:
        raise InputError(f"{text}: holds no article")
    return read(articles)[0]


def compare_story(gold: Path, read: Read) -> dict[str, key.Comparison]:
    articles = _open_reports(gold)
    return story.score_reports(read_json(gold), articles, [statement_rows(e) for e in read(articles)])


def score_claims_of_story(gold: Path, read_before: Path | None, open_read: Callable[[], Read]) -> claims.Score:
    return claims.score(read_json(gold), read_story(gold, read_before, open_read))


def score_conditions_of_story(gold: Path, read_before: Path | None, open_read: Callable[[], Read]) -> claims.Score:
    return conditions.score(read_json(gold), read_story(gold, read_before, open_read))


def score_happenings_of_story(gold: Path, read_before: Path | None, open_read: Callable[[], Read]) -> happenings.Score:
    return happenings.score(read_json(gold), read_story(gold, read_before, open_read))


def score_parted_of_story(gold: Path, read_before: Path | None, open_read: Callable[[], Read]) -> parted.Score:
    return parted.score(read_json(gold), read_story(gold, read_before, open_read))


def read_story(gold: Path, read_before: Path | None, open_read: Callable[[], Read]) -> Sequence[Extraction]:
    """`read_before` holds lines of `onrecord read`; else the reports of the key are read now."""
    if read_before is not None:
        items = (jsonlines.from_json(row) for row in iter_rows(read_before))
        return [item for item in items if isinstance(item, Extraction)]
    return list(open_read()(_open_reports(gold)))


def _open_reports(gold: Path) -> list[Article]:
    articles = open_articles([_find_reports(gold)], SETTINGS)
    return [article for article in articles if isinstance(article, Article)]


def _find_reports(gold: Path) -> Path:
    """The folder `reports` beside a key; where there is none, the sample story's."""
    beside = gold.parent / "reports"
    return beside if beside.is_dir() else story.REPORTS


def _list_reports(gold: Path) -> list[Path]:
    return sorted(path for path in _find_reports(gold).iterdir() if path.is_file())


def compare_nested(gold: Path, split: str | None, read: Read) -> nested.Score:
    rows = nested.read_gold(gold, split)
    return nested.score(rows, iter_predictions(rows, make_article, read))
