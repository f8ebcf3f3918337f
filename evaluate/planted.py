"""Changes one number, date, name, negation or participant in one of two accounts, and counts how many are found.

Accounts are pairs: a Wikinews article and a version of it that this script shortens, re-orders and rewords lightly; and
the two human translations of one document. The changed words are new to the pair where they are a number, a date or a
name; a participant is replaced by another whom the article names too. What is changed is chosen by plain rules of
this file, not by what onrecord finds; a plant counts as found where a discrepancy of its kind touches the changed words
(a name may be reported as a participant, and a participant as a name).
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from evaluate.lines import Row
from onrecord.records import Article, Span
from onrecord.resolve.discrepancies import Discrepancy, compare, read_article

KINDS = ("number", "date", "name", "participants", "negation")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_NAMES = ("Harlan", "Brisko", "Ostervald", "Quimby", "Tadzik", "Venderlin", "Mokoro", "Ulriksen", "Pashkova", "Ndiaye")
_NUMBER = re.compile(
    rf"(?<![\w.,$/:-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(_WORDS)})\b)(?![\w/:]|[.,]\d|-\w)"
)
_DATE = re.compile(
    rf"\b(?:{'|'.join(_DAYS)})\b|\b(?:{'|'.join(_MONTHS)}) \d{{1,2}}\b|\b\d{{1,2}} (?:{'|'.join(_MONTHS)})\b"
)
_NAME = re.compile(r"(?<=[a-z,] )(?<!of )[A-Z][a-z]{2,}\b(?: [A-Z][a-z]{2,}\b)*(?![-’'.]?[A-Za-z]| of | [A-Z(&])")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|has|have|had|can|could|should|did)\b(?! (?:not|n't|no|never)\b)(?= [a-z])"
)
_NEGATION = re.compile(r"\b(is|are|was|were|will|would|has|have|had|can|could|should|did|do|does) not ")
_MONTH_OR_DAY = frozenset((*_DAYS, *_MONTHS))

Pair = tuple[Article, Article]
Change = tuple[Span, str]  # what of the text is replaced, and by what


@dataclass(frozen=True, slots=True)
class Tally:
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    untouched: int = 0
    alarmed: int = 0
    alarms: list[str] = field(default_factory=list)

    def as_row(self) -> Row:
        kinds = {
            kind: {
                "planted": self.planted[kind],
                "found": self.found[kind],
                "recall": self.found[kind] / max(1, self.planted[kind]),
            }
            for kind in KINDS
        }
        return {"kinds": kinds, "untouched": self.untouched, "alarmed": self.alarmed}


def measure(pairs: Iterable[Pair], make: Callable[[Row], Article], seed: int = 1) -> Tally:
    tally = Tally()
    untouched = alarmed = 0
    for a, b in pairs:
        untouched += 1
        found = _compare(a, b)
        alarmed += bool(found)
        tally.alarms.extend(
            f"{b.doc}: {one.kind} {_words(a, one.a.span)!r} / {_words(b, one.b.span)!r}" for one in found
        )
        for kind in KINDS:
            change = plant(a, b, kind, random.Random(f"{seed} {kind} {b.doc}"))  # noqa: S311 - chance, not a secret
            if change is None:
                continue
            (start, end), words = change
            changed = make({"doc": b.doc, "text": b.text[:start] + words + b.text[end:], "published": b.published})
            spot = Span(start, start + max(1, len(words)))
            tally.planted[kind] += 1
            if any(_is_found(kind, one, spot) for one in _compare(a, changed)):
                tally.found[kind] += 1
            else:
                line = b.text[max(0, start - 70) : start] + f"[{b.text[start:end]} > {words}]" + b.text[end : end + 40]
                tally.missed.append(f"{b.doc}: {kind}: {' '.join(line.split())}")
    return Tally(tally.planted, tally.found, tally.missed, untouched, alarmed, tally.alarms)


def _compare(a: Article, b: Article) -> list[Discrepancy]:
    """Conflicts of content; two spellings of a name are no disagreement about who it was."""
    found = compare(read_article(a), read_article(b))
    return [one for one in found if one.relation == "conflict" and one.kind != "spelling"]


def _is_found(kind: str, one: Discrepancy, spot: Span) -> bool:
    who = ("name", "participants")
    touches = one.b.span.start < spot.end and spot.start < one.b.span.end
    return touches and (one.kind == kind or (kind in who and one.kind in who))


def _words(article: Article, span: Span) -> str:
    return article.text[slice(*span)]


def plant(a: Article, b: Article, kind: str, chance: random.Random) -> Change | None:
    """A change of what both accounts tell, or None where there is nothing of the kind."""
    finders = {
        "number": _numbers,
        "date": _dates,
        "name": _names,
        "participants": _participants,
        "negation": _negations,
    }
    choices = list(finders[kind](a, b, chance))
    return chance.choice(choices) if choices else None


def _numbers(a: Article, b: Article, chance: random.Random) -> Iterator[Change]:
    for match in _NUMBER.finditer(b.text):
        words = match.group()
        before, after = b.text[: match.start()].split()[-1:], b.text[match.end() :].split()[:1]
        if {*before, *after} & _MONTH_OR_DAY or (len(words) == 4 and words.isdigit() and words[:2] in ("19", "20")):
            continue
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", a.text):
            yield Span(*match.span()), _other_number(words, a.text + b.text, chance)


def _other_number(words: str, text: str, chance: random.Random) -> str:
    """Of the same length, or ten times as much, and not in either account."""
    for _ in range(50):
        if words in _WORDS:
            new = chance.choice(_WORDS)
        elif chance.random() < 0.2 and "." not in words:
            new = words + "0" if "," not in words else f"{int(words.replace(',', '')) * 10:,}"
        else:
            digits = [chance.choice("123456789") if c.isdigit() else c for c in words]
            new = "".join(digits)
        if new != words and not re.search(rf"(?<!\w){new}(?!\w)", text):
            return new
    return new  # of a small number most others stand in the text; the second best is one that differs


def _dates(a: Article, b: Article, chance: random.Random) -> Iterator[Change]:
    for match in _DATE.finditer(b.text):
        words = match.group()
        if not re.search(rf"\b{words}\b", a.text) or _is_heading(b.text, match.start()):
            continue
        others = _DAYS if words in _DAYS else []
        new = [day for day in others if day not in a.text + b.text]
        if not others:
            number = re.sub(r"\d+", lambda found: str((int(found.group()) + chance.randrange(2, 9)) % 27 + 1), words)
            new = [number] if number not in a.text + b.text else []
        if new:
            yield Span(*match.span()), chance.choice(new)


def _names(a: Article, b: Article, chance: random.Random) -> Iterator[Change]:
    for span, words in _known_names(a, b):
        yield span, " ".join(chance.choice(_NAMES) for _ in words.split())


def _participants(a: Article, b: Article, chance: random.Random) -> Iterator[Change]:
    known = list(_known_names(a, b))
    for span, words in known:
        sentence = re.split(r"[.!?]\s", b.text[: span.start])[-1] + re.split(r"[.!?]\s", b.text[span.start :])[0]
        others = sorted(
            {o for _, o in known if not set(o.split()) & set(words.split()) and o.split()[0] not in sentence}
        )
        if others:
            yield span, chance.choice(others)


def _known_names(a: Article, b: Article) -> Iterator[tuple[Span, str]]:
    for match in _NAME.finditer(b.text):
        words = match.group()
        if _is_heading(b.text, match.start()):
            continue
        small = any(re.search(rf"\b{word.lower()}\b", a.text + b.text) for word in words.split())
        if not small and not set(words.split()) & _MONTH_OR_DAY and re.search(rf"\b{words}\b", a.text):
            yield Span(*match.span()), words


def _negations(a: Article, b: Article, chance: random.Random) -> Iterator[Change]:  # noqa: ARG001 - as the others
    for match in _AUXILIARY.finditer(b.text):
        yield Span(match.end(), match.end()), " not"
    for match in _NEGATION.finditer(b.text):
        yield Span(*match.span()), f"{match[1]} "


def _is_heading(text: str, place: int) -> bool:
    """A line of few words: the date of the article, a caption."""
    line = text[text.rfind("\n", 0, place) + 1 :].split("\n", maxsplit=1)[0]
    return len(line.split()) < 8


# --- pairs


def shorten(row: Row, make: Callable[[Row], Article], seed: int = 1) -> Pair | None:
    """An article and its lighter version; None where it is too short."""
    text = row["text"]
    chance = random.Random(f"{seed} {row['doc']}")  # noqa: S311 - chance, not a secret
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if len(paragraphs) < 3:
        return None
    kept = []
    for paragraph in paragraphs:
        sentences = re.split(r"(?<=[a-z\"”][.!?])\s+(?=[A-Z\"“])", paragraph)
        sentences = [reword(sentence) for sentence in sentences if chance.random() > 0.2]
        if sentences:
            kept.append(" ".join(sentences))
    for place in range(1, len(kept) - 1):
        if chance.random() < 0.3:
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
    published = row.get("published")
    return (
        make({"doc": row["doc"], "text": text, "published": published}),
        make({"doc": row["doc"], "text": "\n\n".join(kept), "published": published}),
    )


_REWORDED = (
    ("according to", "as told by"),
    (" said ", " stated "),
    ("did not", "didn't"),
    ("was not", "wasn't"),
    (" per cent", "%"),
    (" percent", "%"),
    ("approximately", "about"),
    (" also ", " "),
    ("reported that", "wrote that"),
    ("However, ", ""),
    ("United States", "US"),
    (" killed ", " slain "),
    (" large ", " big "),
    (" several ", " a number of "),
    *((f" {word} ", f" {number} ") for number, word in enumerate(_WORDS[8:], 10)),
)


def reword(sentence: str) -> str:
    for words, others in _REWORDED:
        sentence = sentence.replace(words, others)
    return sentence


def pair_translations(row: Row, make: Callable[[Row], Article], a: str = "ref-A", b: str = "ref-B") -> Pair | None:
    versions = row["versions"]
    if a not in versions or b not in versions:
        return None
    fields = {"published": row.get("published")}
    return (
        make({"doc": row["doc"], "text": versions[a], **fields}),
        make({"doc": row["doc"], "text": versions[b], **fields}),
    )


def show(tallies: dict[str, Tally]) -> str:
    """A row a kind, a column a set of pairs."""
    lines = [" " * 24 + "".join(f"{name:>26}" for name in tallies)]
    for kind in KINDS:
        cells = (
            f"{t.found[kind]}/{t.planted[kind]} {t.found[kind] / max(1, t.planted[kind]):.3f}" for t in tallies.values()
        )
        lines.append(f"{kind:24}" + "".join(f"{cell:>26}" for cell in cells))
    cells = (f"{t.alarmed}/{t.untouched} {t.alarmed / max(1, t.untouched):.3f}" for t in tallies.values())
    return "\n".join([*lines, f"{'untouched with an alarm':24}" + "".join(f"{cell:>26}" for cell in cells)])


def total(tallies: Iterable[Tally]) -> Tally:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    alarms: list[str] = []
    untouched = alarmed = 0
    for tally in tallies:
        sums["planted"] += tally.planted
        sums["found"] += tally.found
        missed += tally.missed
        alarms += tally.alarms
        untouched += tally.untouched
        alarmed += tally.alarmed
    return Tally(sums["planted"], sums["found"], missed, untouched, alarmed, alarms)
