"""What `python -m evaluate score TASK` does for each task: figures on standard output."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from evaluate import (
    attribution,
    claims,
    conditions,
    contacts,
    discrepancies,
    factuality,
    gold_events,
    happenings,
    key,
    mentions,
    named,
    nested,
    parted,
    people,
    plover,
    stories,
    story,
    times,
    translation,
)
from evaluate.lines import Row, iter_rows, open_text, read_json
from evaluate.output import print_figures, print_misses, show_progress
from evaluate.predictions import PREDICTIONS, open_reader
from onrecord.errors import InputError
from onrecord.settings import Settings


def predicted_rows(args: argparse.Namespace, gold: Iterable[Row]) -> Iterable[Row]:
    """What was predicted before (--pred), or what is read now."""
    return iter_rows(args.pred) if args.pred else PREDICTIONS[args.task](gold)


def read_gold(args: argparse.Namespace, options: str = "") -> list[Row]:
    if args.gold is None:
        raise InputError(f"score {args.task} needs the gold: score {args.task} GOLD.jsonl.gz {options}".rstrip())
    return list(iter_rows(args.gold))


def score_attribution(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    if args.human:
        tallies = attribution.score_annotators(gold)
    else:
        tallies = attribution.score(gold, predicted_rows(args, gold), nested=args.nested)
    print_figures({name: t.as_row() for name, t in tallies.items()}, attribution.show(tallies), as_json=args.json)
    return 0


def score_contacts(args: argparse.Namespace) -> int:
    gold = contacts.take_half(read_gold(args, "[--half look|score]"), args.half)
    docs = {row["doc"] for row in gold}
    predicted = predicted_rows(args, gold)
    result = contacts.score(gold, (row for row in predicted if args.half is None or row["doc"] in docs))
    print_figures(result.as_row(), contacts.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


def score_events(args: argparse.Namespace) -> int:
    from evaluate.gates import read_article  # noqa: PLC0415

    if args.gold is None or args.article is None:
        raise InputError("score events needs both files: score events GOLD.json --article ARTICLE.txt")
    settings = Settings(outlet=args.outlet, published=args.published, any_language=True)
    comparison = gold_events.compare(read_json(args.gold), read_article(args.article, settings, open_reader()))
    print_figures(comparison.as_row(), gold_events.show(comparison), as_json=args.json)
    print_misses(args, comparison.misses)
    return 0


def score_factuality(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    predicted = iter_rows(args.pred) if args.pred else factuality.iter_predictions(gold)
    result = factuality.score(gold, predicted)
    print_figures(result.as_row(), factuality.show(result), as_json=args.json)
    return 0


def score_plover(args: argparse.Namespace) -> int:
    gold = read_gold(args, "[--folds 5 | --lexicon]")
    if args.pred:
        predicted: Iterable[Row] = iter_rows(args.pred)
    elif args.folds:
        from training.plover import cross_validate  # noqa: PLC0415

        predicted = cross_validate(gold, args.folds)
    else:
        predicted = plover.iter_predictions(gold, lexicon=args.lexicon)
    result = plover.score(gold, predicted)
    print_figures(result.as_row(), plover.show(result), as_json=args.json)
    return 0


def score_gold(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_article  # noqa: PLC0415

    if args.gold is None or args.article is None:
        raise InputError("score gold needs both files: score gold GOLD.json --article ARTICLE.txt")
    settings = Settings(outlet=args.outlet, published=args.published, any_language=True)
    comparison = compare_article(args.gold, args.article, settings, open_reader())
    print_figures(comparison.figures, key.show(comparison), as_json=args.json)
    print_misses(args, comparison.misses)
    return 0


def score_nested(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_nested  # noqa: PLC0415

    result = compare_nested(args.gold or nested.GOLD, args.split, open_reader())
    print_figures(result.as_row(), nested.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


def score_story(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_story  # noqa: PLC0415

    comparisons = compare_story(args.gold or story.KEY, open_reader())
    figures = {doc: comparison.figures for doc, comparison in comparisons.items()}
    whole = story.total(comparisons)
    print_figures({"reports": figures, "all": whole.figures}, story.show(comparisons), as_json=args.json)
    print_misses(args, whole.misses)
    return 0


def score_times(args: argparse.Namespace) -> int:
    gold = _chosen(read_gold(args, "[--docs NAMES.txt]"), args)
    predicted = predicted_rows(args, gold)
    names = {row["doc"] for row in gold}
    result = times.score(gold, (row for row in predicted if row["doc"] in names))
    row, shown = result.as_row(), times.show(result)
    if args.speed:
        from evaluate.reading import make_article  # noqa: PLC0415

        row["words_per_second"] = round(times.measure_speed(gold, make_article))
        shown += f"\n{row['words_per_second']} words a second"
    print_figures(row, shown, as_json=args.json)
    print_misses(args, result.misses)
    return 0


def _chosen(rows: Sequence[Row], args: argparse.Namespace) -> list[Row]:
    """The documents that a file names, or all but those."""
    named = args.docs or args.without
    if named is None:
        return list(rows)
    with open_text(named) as lines:
        names = {line.strip() for line in lines}
    return [row for row in rows if (row["doc"] in names) == (args.docs is not None)]


def score_translation(args: argparse.Namespace) -> int:
    from evaluate.reading import make_article  # noqa: PLC0415

    if args.gold is None or (args.limit is not None and args.limit < 1):
        raise InputError("score translation needs the versions: score translation VERSIONS.jsonl.gz [--limit N]")
    rows = show_progress(islice(iter_rows(args.gold), args.limit), "documents")
    found = translation.measure(rows, make_article, open_reader())
    print_figures(found.as_row(), translation.show(found), as_json=args.json)
    print_misses(args, [f"{number} pairs: {words}" for words, number in found.differences.most_common()])
    return 0


def score_clusters(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    predicted = predicted_rows(args, iter_rows(args.gold))
    score = mentions.score_aliases if args.task == "aliases" else mentions.score_coref
    figures = score(gold, list(predicted))
    rows: Row = {name: ratio.as_row() for name, ratio in figures.items()}
    if args.task == "coref":
        rows["conll"] = mentions.conll(figures)
    print_figures(rows, mentions.show(figures), as_json=args.json)
    return 0


def score_named(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    figures = named.score(gold, predicted_rows(args, gold))
    rows: Row = {side: {name: ratio.as_row() for name, ratio in found.items()} for side, found in figures.items()}
    print_figures(rows, named.show(figures), as_json=args.json)
    return 0


def score_spellings(args: argparse.Namespace) -> int:
    from evaluate.reading import make_article  # noqa: PLC0415

    if args.gold is None:
        raise InputError(
            "score spellings needs the versions: score spellings VERSIONS.jsonl.gz [--limit N] [--pred READ]"
        )
    rows = show_progress(islice(iter_rows(args.gold), args.limit), "documents")
    read = people.read_before(iter_rows(args.pred)) if args.pred else open_reader()
    found = people.measure_spellings(rows, make_article, read)
    print_figures(found.as_row(), people.show_spellings(found), as_json=args.json)
    print_misses(args, [f"{number} pairs: {words}" for words, number in found.missed.most_common()])
    return 0


def score_stories(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    figures = stories.score(gold, predicted_rows(args, gold))
    print_figures(figures, stories.show(figures), as_json=args.json)
    return 0


def score_discrepancies(args: argparse.Namespace) -> int:
    gold = read_gold(args)
    figures, misses = discrepancies.score(gold, list(predicted_rows(args, gold)))
    print_figures(figures, discrepancies.show(figures), as_json=args.json)
    print_misses(args, misses)
    return 0


def score_claims(args: argparse.Namespace) -> int:
    from evaluate.gates import score_claims_of_story  # noqa: PLC0415

    result = score_claims_of_story(args.gold or story.KEY, args.pred, open_reader)
    rows = {name: {"hits": share.hits, "of": share.of, "value": share.value} for name, share in result.shares.items()}
    print_figures(rows, claims.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


def score_conditions(args: argparse.Namespace) -> int:
    from evaluate.gates import score_conditions_of_story  # noqa: PLC0415

    result = score_conditions_of_story(args.gold or story.KEY, args.pred, open_reader)
    rows = {name: {"hits": share.hits, "of": share.of, "value": share.value} for name, share in result.shares.items()}
    print_figures(rows, conditions.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


def score_happenings(args: argparse.Namespace) -> int:
    from evaluate.gates import score_happenings_of_story  # noqa: PLC0415

    result = score_happenings_of_story(args.gold or story.KEY, args.pred, open_reader)
    rows = {name: {"hits": share.hits, "of": share.of, "value": share.value} for name, share in result.shares.items()}
    print_figures(rows | {"listed": result.listed}, happenings.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


def score_parted(args: argparse.Namespace) -> int:
    from evaluate.gates import score_parted_of_story  # noqa: PLC0415

    result = score_parted_of_story(args.gold or story.KEY, args.pred, open_reader)
    rows = {name: {"hits": share.hits, "of": share.of, "value": share.value} for name, share in result.shares.items()}
    print_figures(rows, parted.show(result), as_json=args.json)
    print_misses(args, result.misses)
    return 0


SCORES: dict[str, Callable[[argparse.Namespace], int]] = {
    "aliases": score_clusters,
    "attribution": score_attribution,
    "claims": score_claims,
    "conditions": score_conditions,
    "contacts": score_contacts,
    "coref": score_clusters,
    "discrepancies": score_discrepancies,
    "events": score_events,
    "factuality": score_factuality,
    "gold": score_gold,
    "happenings": score_happenings,
    "mentions": score_named,
    "nested": score_nested,
    "parted": score_parted,
    "plover": score_plover,
    "spellings": score_spellings,
    "stories": score_stories,
    "story": score_story,
    "times": score_times,
    "translation": score_translation,
}
