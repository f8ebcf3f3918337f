"""The commands of `python -m evaluate`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from evaluate import attribution, bench, calibration, gate, key, nested, story, translation, web
from evaluate.lines import Row, iter_rows, open_text
from evaluate.predict import iter_predictions
from onrecord.errors import InputError, OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from evaluate.reading import Read

LATER = (
    "mentions",
    "coref",
    "aliases",
    "times",
    "contacts",
    "plover",
    "factuality",
    "stories",
    "discrepancies",
)
SCORED = ("attribution", "gold", "nested", "story", "translation")
USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    try:
        code: int = args.run(args)
    except OnrecordError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return USAGE_ERROR
    return code


def run_predict(args: argparse.Namespace) -> int:
    _refuse_later(args.task)
    if args.task != "attribution":
        raise InputError(f"predictions are made for attribution; `score {args.task}` reads what it scores itself")
    rows = _predict(args.input)  # without a model nothing is written
    with open_text(args.output, "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def run_score(args: argparse.Namespace) -> int:
    _refuse_later(args.task)
    run = {
        "attribution": score_attribution,
        "gold": score_gold,
        "nested": score_nested,
        "story": score_story,
        "translation": score_translation,
    }
    return run[args.task](args)


def score_attribution(args: argparse.Namespace) -> int:
    if args.gold is None:
        raise InputError("score attribution needs the gold: score attribution GOLD.jsonl.gz")
    gold = list(iter_rows(args.gold))
    if args.human:
        tallies = attribution.score_annotators(gold)
    else:
        tallies = attribution.score(gold, _predicted(args), nested=args.nested)
    _print({name: t.as_row() for name, t in tallies.items()}, attribution.show(tallies), as_json=args.json)
    return 0


def score_gold(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_article  # noqa: PLC0415

    if args.gold is None or args.article is None:
        raise InputError("score gold needs both files: score gold GOLD.json --article ARTICLE.txt")
    settings = Settings(outlet=args.outlet, published=args.published, any_language=True)
    comparison = compare_article(args.gold, args.article, settings, _open_reader())
    _print(comparison.figures, key.show(comparison), as_json=args.json)
    _print_misses(args, comparison.misses)
    return 0


def score_nested(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_nested  # noqa: PLC0415

    result = compare_nested(args.gold or nested.GOLD, args.split, _open_reader())
    _print(result.as_row(), nested.show(result), as_json=args.json)
    _print_misses(args, result.misses)
    return 0


def score_story(args: argparse.Namespace) -> int:
    from evaluate.gates import compare_story  # noqa: PLC0415

    comparisons = compare_story(args.gold or story.KEY, _open_reader())
    figures = {doc: comparison.figures for doc, comparison in comparisons.items()}
    whole = story.total(comparisons)
    _print({"reports": figures, "all": whole.figures}, story.show(comparisons), as_json=args.json)
    _print_misses(args, whole.misses)
    return 0


def score_translation(args: argparse.Namespace) -> int:
    from evaluate.reading import make_article  # noqa: PLC0415

    if args.gold is None or (args.limit is not None and args.limit < 1):
        raise InputError("score translation needs the versions: score translation VERSIONS.jsonl.gz [--limit N]")
    rows = show_progress(islice(iter_rows(args.gold), args.limit), "documents")
    found = translation.measure(rows, make_article, _open_reader())
    _print(found.as_row(), translation.show(found), as_json=args.json)
    _print_misses(args, [f"{number} pairs: {words}" for words, number in found.differences.most_common()])
    return 0


def run_gate(args: argparse.Namespace) -> int:
    from evaluate.gates import list_gates  # noqa: PLC0415
    from evaluate.reading import weights_digest  # noqa: PLC0415

    baseline = gate.read_baseline(args.baseline)
    weights = weights_digest()
    gates = list_gates(args.shared, _open_reader)
    results = gate.run(gates, baseline, weights, update=args.update, reason=args.allow_regression)
    if args.update:
        gate.write_baseline(baseline, args.baseline)
    note = gate.note_on_weights(baseline, weights)
    if note:
        print(note)
    for result in results:
        print(f"{result.gate}: {result.status}")
        print("\n".join(f"  {line}" for line in result.lines))
    return int(any(result.status == "failed" for result in results))


def run_calibration(args: argparse.Namespace) -> int:
    measured = calibration.measure(list(iter_rows(args.gold)), _predicted(args))
    _print(measured.as_row(), calibration.show(measured), as_json=args.json)
    if args.output:
        for path in calibration.write_charts(measured, args.output):
            print(f"wrote {path}", file=sys.stderr)
    return 0


def run_bench(args: argparse.Namespace) -> int:
    texts = bench.read_texts(args.input)
    spacy = bench.Spacy(args.spacy, args.spacy_python) if args.spacy else None
    speed = bench.compare(bench.take_words(texts, args.words), spacy, args.rounds)
    length = [] if args.no_growth else list(bench.grow_length(texts, args.lengths))
    number = [] if args.no_growth else list(bench.grow_number(texts, args.numbers))
    parts = {"speed": speed, "length": length, "number": number}
    ratio = speed[0].words_per_second / speed[1].words_per_second if spacy else None
    shown = bench.show([timing for timings in parts.values() for timing in timings])
    if ratio is not None:
        shown += f"\nonrecord reads {ratio:.2f} times the words per second of spaCy"
    rows: Row = {name: [timing.as_row() for timing in timings] for name, timings in parts.items()}
    _print(rows | {"times_spacy": ratio}, shown, as_json=args.json)
    return 0


def _refuse_later(task: str) -> None:
    if task in LATER:
        raise InputError(f"{task}: not yet; so far there are {', '.join(SCORED)}")


def _predicted(args: argparse.Namespace) -> Iterable[Row]:
    return iter_rows(args.pred) if args.pred else _predict(args.gold)


def _predict(path: Path) -> Iterator[Row]:
    from evaluate.reading import make_article  # noqa: PLC0415

    rows = iter_predictions(iter_rows(path), make_article, _open_reader())
    return show_progress(rows, "articles")


@cache
def _open_reader() -> Read:
    """Late, since scoring what was predicted before needs no model."""
    from evaluate.reading import open_reader  # noqa: PLC0415

    return open_reader()


def show_progress(rows: Iterable[Row], what: str) -> Iterator[Row]:
    """Counts on standard error: in one line on a terminal, else every hundred."""
    live = sys.stderr.isatty()
    number = 0
    for number, row in enumerate(rows, 1):
        if live or number % 100 == 0:
            print(f"{number} {what}", end="\r" if live else "\n", file=sys.stderr, flush=True)
        yield row
    print(f"{number} {what} read", file=sys.stderr)


def _print(rows: Row | dict[str, float], shown: str, *, as_json: bool) -> None:
    print(json.dumps(rows, indent=1) if as_json else shown)


def _print_misses(args: argparse.Namespace, misses: Sequence[str]) -> None:
    if args.misses:
        print("\n".join(misses), file=sys.stderr if args.json else sys.stdout)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluate", description="Measures what onrecord reads.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    predict = command("predict", run_predict, "write what is read of each article, for the scorers")
    predict.add_argument("task", choices=(*SCORED, *LATER), metavar="TASK", help=f"attribution; not yet {LATER}")
    predict.add_argument("input", type=Path, metavar="INPUT.jsonl[.gz]")
    predict.add_argument("-o", "--output", type=Path, required=True, metavar="PRED.jsonl[.gz]")

    score = command("score", run_score, "print the figures of a task")
    score.add_argument("task", choices=(*SCORED, *LATER), metavar="TASK", help=f"{', '.join(SCORED)}; not yet {LATER}")
    score.add_argument("gold", type=Path, nargs="?", help="gold file; nested and the story have their own")
    score.add_argument("--pred", type=Path, help="attribution: predictions made before, instead of reading now")
    score.add_argument("--nested", action="store_true", help="attribution: keep predicted statements inside others")
    score.add_argument("--human", action="store_true", help="attribution: the annotators against each other")
    score.add_argument("--article", type=Path, help="gold: the article's text file")
    score.add_argument("--published", help="gold: when the article was published")
    score.add_argument("--outlet", default="", help="gold: who published it")
    score.add_argument("--limit", type=int, metavar="N", help="translation: the first N documents only")
    score.add_argument("--split", choices=nested.SPLITS, help="nested: only the articles of this half")
    score.add_argument("--misses", action="store_true", help="gold, nested, story, translation: print every difference")
    score.add_argument("--json", action="store_true", help="one JSON object")

    gates = command("gate", run_gate, "fail where a figure fell below its floor")
    gates.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the data, default ../shared")
    gates.add_argument("--baseline", type=Path, default=gate.BASELINE)
    gates.add_argument("--update", action="store_true", help="raise the floors to the figures")
    gates.add_argument(
        "--allow-regression", metavar="REASON", help="with --update: lower floors too; the reason is kept"
    )

    calibrated = command("calibration", run_calibration, "how far the score of a statement can be believed")
    calibrated.add_argument("gold", type=Path, metavar="GOLD.jsonl[.gz]")
    calibrated.add_argument("--pred", type=Path, help="predictions made before, instead of reading now")
    calibrated.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="write calibration.svg and min-score.svg"
    )
    calibrated.add_argument("--json", action="store_true", help="one JSON object")

    speed = command("bench", run_bench, "words per second and memory on one core")
    speed.add_argument("input", type=Path, nargs="*", help="articles as JSON lines; without any, the sample story")
    speed.add_argument("--words", type=int, default=bench.SPEED_WORDS, help="to measure the speed on")
    speed.add_argument("--rounds", type=int, default=3, help="of which the median is taken")
    speed.add_argument("--lengths", type=int, nargs="+", default=bench.LENGTHS, help="words of one article")
    speed.add_argument("--numbers", type=int, nargs="+", default=bench.NUMBERS, help="articles")
    speed.add_argument("--no-growth", action="store_true", help="the speed only")
    speed.add_argument("--spacy", nargs="?", const="en_core_web_sm", metavar="MODULE", help="compare with spaCy")
    speed.add_argument("--spacy-python", default=sys.executable, help="interpreter of an environment that has spaCy")
    speed.add_argument("--json", action="store_true", help="one JSON object")

    web.add_arguments(command("web", web.run, "how fast the reading room answers many readers and a writer"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
