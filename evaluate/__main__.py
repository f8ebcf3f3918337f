"""The commands of `python -m evaluate`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from evaluate import bench, calibration, contacts, gate, growth, links, nested, people, planted, story, web
from evaluate.lines import Row, iter_rows, open_text
from evaluate.output import print_figures, print_misses, show_progress
from evaluate.predictions import PREDICTIONS, open_reader, predict_statements
from evaluate.scores import SCORES
from onrecord.errors import InputError, OnrecordError
from onrecord.records import Article
from onrecord.settings import Settings
from onrecord.store.record import Record

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
    if args.task not in PREDICTIONS:
        raise InputError(f"predictions are made for {', '.join(PREDICTIONS)}; `score {args.task}` reads by itself")
    rows = PREDICTIONS[args.task](iter_rows(args.input))  # without a model nothing is written
    with open_text(args.output, "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def run_score(args: argparse.Namespace) -> int:
    return SCORES[args.task](args)


def run_growth(args: argparse.Namespace) -> int:
    if args.what == "reconcile":
        if args.input is None:
            raise InputError("`growth reconcile` needs a file that `onrecord read` wrote")
        costs = list(growth.measure(args.input, args.numbers or growth.NUMBERS, args.keep))
        print_figures({"growth": [cost.as_row() for cost in costs]}, growth.show(costs), as_json=args.json)
        return 0
    steps = people.measure_growth(args.numbers or people.NUMBERS)
    rows = [step.as_row() for step in steps]
    print_figures({"growth": rows}, people.show_growth(steps), as_json=args.json)
    return 0


def run_links(args: argparse.Namespace) -> int:
    with Record(args.record, "ro") as record:
        drawn, of = links.draw(record.db, args.number, args.seed)
    rows: Row = {"of": of, "links": [link.as_row() for link in drawn]}
    print_figures(rows, f"{len(drawn)} of {of:,} links\n\n{links.show(drawn)}", as_json=args.json)
    return 0


def run_planted(args: argparse.Namespace) -> int:
    from evaluate.reading import make_article  # noqa: PLC0415

    def make(fields: Row) -> Article:
        return make_article({name: value for name, value in fields.items() if value})

    if args.wikinews is None and args.translations is None:
        raise InputError("give --wikinews ARTICLES.jsonl.gz or --translations VERSIONS.jsonl.gz, or both")
    tallies = {}
    for name, path, to_pair in (
        ("articles", args.wikinews, planted.shorten),
        ("translations", args.translations, planted.pair_translations),
    ):
        if path is not None:
            rows = show_progress(islice(iter_rows(path), args.limit), name)
            tallies[name] = planted.measure((pair for row in rows if (pair := to_pair(row, make))), make, args.seed)
    tallies["all"] = planted.total(list(tallies.values()))
    print_figures({name: t.as_row() for name, t in tallies.items()}, planted.show(tallies), as_json=args.json)
    print_misses(args, [f"missed {line}" for line in tallies["all"].missed])
    print_misses(args, [f"alarm {line}" for line in tallies["all"].alarms])
    return 0


def run_gate(args: argparse.Namespace) -> int:
    from evaluate.gates import list_gates  # noqa: PLC0415
    from evaluate.reading import weights_digest  # noqa: PLC0415

    baseline = gate.read_baseline(args.baseline)
    weights = weights_digest()
    gates = list_gates(args.shared, open_reader)
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
    measured = calibration.measure(
        list(iter_rows(args.gold)), iter_rows(args.pred) if args.pred else predict_statements(iter_rows(args.gold))
    )
    print_figures(measured.as_row(), calibration.show(measured), as_json=args.json)
    if args.output:
        for path in calibration.write_charts(measured, args.output):
            print(f"wrote {path}", file=sys.stderr)
    return 0


def run_steps(args: argparse.Namespace) -> int:
    from evaluate import steps  # noqa: PLC0415 - these open the model, which the scorers do without
    from evaluate.reading import open_articles  # noqa: PLC0415

    found = open_articles(args.input or [story.REPORTS], Settings())
    seconds = steps.measure([item for item in found if isinstance(item, Article)], Settings())
    print_figures(dict(seconds), steps.show(seconds), as_json=args.json)
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
    print_figures(rows | {"times_spacy": ratio}, shown, as_json=args.json)
    return 0


def _add_steps(timed: argparse.ArgumentParser) -> None:
    timed.add_argument("input", type=Path, nargs="*", help="files and folders; without any, the sample story")
    timed.add_argument("--json", action="store_true", help="one JSON object")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluate", description="Measures what onrecord reads.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    predict = command("predict", run_predict, "write what is read of each article, for the scorers")
    predict.add_argument("task", choices=tuple(SCORES), metavar="TASK", help=", ".join(PREDICTIONS))
    predict.add_argument("input", type=Path, metavar="INPUT.jsonl[.gz]")
    predict.add_argument("-o", "--output", type=Path, required=True, metavar="PRED.jsonl[.gz]")

    score = command("score", run_score, "print the figures of a task")
    _add_score_arguments(score)

    changed = command("planted", run_planted, "change one thing in one of two accounts, and count what is found")
    changed.add_argument("--wikinews", type=Path, metavar="ARTICLES", help="articles, paired with a shorter version")
    changed.add_argument(
        "--translations", type=Path, metavar="VERSIONS", help="documents with versions ref-A and ref-B"
    )
    changed.add_argument("--limit", type=int, metavar="N", help="the first N of each only")
    changed.add_argument("--seed", type=int, default=1, metavar="N", help="what is changed is drawn anew, default 1")
    changed.add_argument("--misses", action="store_true", help="print what was not found, and every alarm")
    changed.add_argument("--json", action="store_true", help="one JSON object")

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

    grown = command("growth", run_growth, "what an article costs while a record grows: linking people, or all of it")
    grown.add_argument("what", choices=("people", "reconcile"))
    grown.add_argument("input", type=Path, nargs="?", metavar="READ.jsonl", help="reconcile: what `read` wrote")
    grown.add_argument("--numbers", type=int, nargs="+", help="articles of the record")
    grown.add_argument("--keep", type=Path, metavar="RECORD.db", help="reconcile: leave the record there")
    grown.add_argument("--json", action="store_true", help="one JSON object")

    drawn = command("sample-links", run_links, "links of a record drawn at random, to be judged by reading")
    drawn.add_argument("record", type=Path, metavar="RECORD.db")
    drawn.add_argument("--number", type=int, default=200, help="of links, default 200")
    drawn.add_argument("--seed", type=int, default=0, help="another seed draws other links")
    drawn.add_argument("--json", action="store_true", help="one JSON object")

    _add_steps(command("steps", run_steps, "processor seconds of each step of reading"))

    _add_bench_arguments(command("bench", run_bench, "words per second and memory on one core"))
    web.add_arguments(command("web", web.run, "how fast the reading room answers many readers and a writer"))
    return parser


def _add_bench_arguments(speed: argparse.ArgumentParser) -> None:
    speed.add_argument("input", type=Path, nargs="*", help="articles as JSON lines; without any, the sample story")
    speed.add_argument("--words", type=int, default=bench.SPEED_WORDS, help="to measure the speed on")
    speed.add_argument("--rounds", type=int, default=3, help="of which the median is taken")
    speed.add_argument("--lengths", type=int, nargs="+", default=bench.LENGTHS, help="words of one article")
    speed.add_argument("--numbers", type=int, nargs="+", default=bench.NUMBERS, help="articles")
    speed.add_argument("--no-growth", action="store_true", help="the speed only")
    speed.add_argument("--spacy", nargs="?", const="en_core_web_sm", metavar="MODULE", help="compare with spaCy")
    speed.add_argument("--spacy-python", default=sys.executable, help="interpreter of an environment that has spaCy")
    speed.add_argument("--json", action="store_true", help="one JSON object")


def _add_score_arguments(score: argparse.ArgumentParser) -> None:
    score.add_argument("task", choices=tuple(SCORES), metavar="TASK", help=", ".join(SCORES))
    score.add_argument("gold", type=Path, nargs="?", help="gold file; nested and the story have their own")
    score.add_argument("--pred", type=Path, help="predictions made before, instead of reading now")
    score.add_argument("--nested", action="store_true", help="attribution: keep predicted statements inside others")
    score.add_argument("--human", action="store_true", help="attribution: the annotators against each other")
    score.add_argument("--article", type=Path, help="events, gold: the article's text file")
    score.add_argument("--published", help="events, gold: when the article was published")
    score.add_argument("--outlet", default="", help="events, gold: who published it")
    score.add_argument("--limit", type=int, metavar="N", help="translation: the first N documents only")
    score.add_argument("--split", choices=nested.SPLITS, help="nested: only the articles of this half")
    score.add_argument("--folds", type=int, help="plover: cross-validation instead of the weights that ship")
    score.add_argument("--lexicon", action="store_true", help="plover: the lexicon alone, without trained weights")
    score.add_argument("--half", choices=contacts.HALVES, help="contacts: one half of the documents only")
    score.add_argument("--speed", action="store_true", help="times: words a second too")
    some = score.add_mutually_exclusive_group()
    some.add_argument("--docs", type=Path, metavar="NAMES", help="times: only the documents that this file names")
    some.add_argument("--without", type=Path, metavar="NAMES", help="times: all but the documents that this file names")
    score.add_argument(
        "--misses",
        action="store_true",
        help="contacts, events, gold, nested, story, times, translation: print every difference",
    )
    score.add_argument("--json", action="store_true", help="one JSON object")


if __name__ == "__main__":
    sys.exit(main())
