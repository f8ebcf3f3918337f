"""What later reports say became of what was to come: it happened, was called off, is said again, is not yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from onrecord.records import Extraction, Span
from onrecord.resolve import terms, words
from onrecord.resolve.event_days import Window, days_of
from onrecord.text.layout import find_body_layout

Told = Literal["happened", "called off", "said again", "not yet"]
Outcome = Literal["open", "happened", "called off", "overdue", "silent"]
SILENT_DAYS = 7  # without a day of its own, and without a word about it
MIN_LIKE = 0.5
MIN_LIKE_DAY = 0.3  # where both name the same day
MIN_LIKE_WHO = 0.4  # where both name who is to do it
CLASS_WEIGHT = 3.0
MIN_RARE = 3.5  # the weight of a term that tells by itself what is spoken about
MIN_TOGETHER = 6.0  # the weight of three or more terms that do so together
MIN_SHARED_OFF = 2  # terms, where it is called off by others
_MOST_DAYS = 90  # after which no report is taken for one about it
_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)? off|cancel\w*|postpon\w*|put off|puts off|scrap(?:s|ped)|shelved?|abandon(?:s|ed)|"
    r"drop(?:s|ped|ping) (?:its|his|her|their|the) "
    r"(?:plan|threat|demand|bid|case|claim|protest|stoppage|strike|lawsuit|motion|walkout)s?|"
    r"(?:will|would) not (?:take place|go ahead|happen))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|(?:is|are|was|were) to|to be|planned|plans?|scheduled|expects?|expected|"
    r"promis\w+|pledg\w+|vow\w*|undert(?:ook|aken)|threat\w+|propos\w+|hopes?|hoped|if|unless|when|whether|wants?|urged?|ready|be)\b|['’]ll\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:postpon\w+|put off|puts off)\b[^.;]*?\b(?:until|till|to) "
    r"(?:[a-z]+ ){0,2}(?:[A-Z]\w+day|[A-Z]\w{2,8}\.?|\d|week|month)"
)
_WILL_NOT = re.compile(r"\b(?:(?:will|would|shall) (?:not|no longer)|won['’]t)\b", re.IGNORECASE)
_STILL_MAY = re.compile(r"\b(?:if|unless|until|before|whether|yet|without)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|nobody|without)\b|n['’]t\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refus\w+|declin\w+|doubt\w*|ruled? out)\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r"[,;:]|\s[-–—]\s|\b(?=(?:that|which|who|whether|if|unless|when|but|although|though)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that may tell what became of something."""

    span: Span
    terms: frozenset[str]
    names: frozenset[str]  # parties of the record that it names
    days: frozenset[Window]
    clauses: tuple[tuple[frozenset[str], Told], ...]  # what each of its clauses tells


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to come, as far as it is compared."""

    published: str | None
    terms: frozenset[str]
    doing: frozenset[str]  # of the terms, what is to be done
    names: frozenset[str]
    window: Window | None
    deadline: bool


def find_reports(extraction: Extraction, parties: dict[str, str]) -> list[Report]:
    """The sentences of an article. `parties` has the entities that the record knows."""
    text = extraction.article.text
    found = []
    for paragraph in find_body_layout(extraction.article).paragraphs:
        for span in terms.find_sentences(text, Span(paragraph.start, paragraph.end)):
            told = terms_in(text[span.start : span.end])
            if len(told) > 1:
                names = frozenset(
                    parties[m.entity] for m in extraction.mentions if m.entity in parties and _in(m.span, span)
                )
                days = frozenset(
                    window for t in extraction.timexes if _in(t.span, span) and (window := days_of(t.value))
                )
                found.append(Report(span, told, names, days, _clauses(text[span.start : span.end])))
    return found


def _in(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _clauses(sentence: str) -> tuple[tuple[frozenset[str], Told], ...]:
    whole = _told_by_all(sentence)
    given_up = not _STILL_MAY.search(sentence)
    cuts = [0, *(match.end() for match in _CLAUSES.finditer(sentence)), len(sentence)]
    parts = [sentence[start:end] for start, end in pairwise(cuts)]
    return tuple((terms_in(part), whole or _told(part, given_up=given_up)) for part in parts if part.strip())


def _told_by_all(sentence: str) -> Told | None:
    """What is put off to a day is not called off."""
    if _OFF.search(sentence):
        return "said again" if _MOVED.search(sentence) else "called off"
    return "not yet" if _DENIES.search(sentence) else None


def _told(clause: str, *, given_up: bool) -> Told:
    if given_up and _WILL_NOT.search(clause):
        return "called off"
    if _NOT.search(clause):
        return "not yet"
    return "said again" if _AHEAD.search(clause) else "happened"


def may_tell(matter: Matter, report: Report) -> bool:
    """A quick look, before all of it is weighed."""
    return not matter.doing.isdisjoint(report.terms) if matter.doing else len(matter.terms & report.terms) > 1


def likeness(matter: Matter, report: Report, published: str | None) -> float:
    """How much of what was to come the sentence tells; 0 where it is about something else."""
    if published and matter.published and not _is_near(matter, published):
        return 0.0
    shared = matter.terms & report.terms
    whole = sum(weight(term) for term in matter.terms)
    part = sum(weight(term) for term in shared) / whole if whole else 0.0
    same_day = matter.window is not None and matter.window in report.days
    who = bool(matter.names & report.names)
    least = min(MIN_LIKE, MIN_LIKE_DAY if same_day else 1, MIN_LIKE_WHO if who else 1)
    doing = shared & matter.doing
    kept = who and shared == matter.doing == matter.terms  # "we will announce it", and who said so announces
    if not shared or part < least or (len(shared) < 2 and not (kept or (same_day and (who or doing)))):
        return 0.0
    telling = len(shared) > 2 and sum(map(weight, shared)) >= MIN_TOGETHER
    if not (who or same_day or telling or any(term[0] == "%" or weight(term) >= MIN_RARE for term in shared)):
        return 0.0
    return part + 0.2 * who + 0.2 * same_day


def _is_near(matter: Matter, published: str) -> bool:
    """Not before it was told, nor long after it was to come."""
    last = max(matter.window.high if matter.window else "", str(matter.published))
    return str(matter.published) <= published and _days(last, published) <= _MOST_DAYS


def told_of(matter: Matter, report: Report, published: str | None) -> Told:
    """By the clause that shares most with it. Before its day nothing has happened, but for what is to be done by it."""
    shared, told = max(report.clauses, key=lambda c: (len(c[0] & matter.doing), sum(map(weight, c[0] & matter.terms))))
    if told == "happened" and matter.doing and not shared & matter.doing:
        told = "said again"
    others = matter.names and report.names and matter.names.isdisjoint(report.names)
    if told == "called off" and others and len(matter.terms & report.terms) < MIN_SHARED_OFF:
        told = "said again"  # "the drivers dropped their strike" ends no strike of the dockers
    early = bool(matter.window and published and published < matter.window.low and not matter.deadline)
    return "said again" if early and told == "happened" else told


def outcome_of(matter: Matter, told: Sequence[tuple[str, Told]], as_of: str) -> Outcome:
    """What became of it by that day; `told` are days of publication with what was told, in their order."""
    known = [(day, what) for day, what in told if day <= as_of]
    for what in ("called off", "happened"):
        if any(one == what for _, one in known):
            return what
    if matter.window is not None:
        later = [day for day, _ in known if day > (matter.published or "")]
        return "open" if as_of <= matter.window.high else "overdue" if later else "silent"
    last = max([matter.published or "", *(day for day, _ in known)])
    return "silent" if last and _days(last, as_of) >= SILENT_DAYS else "open"


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def terms_in(words_: str) -> frozenset[str]:
    return frozenset(term for word in terms.WORD.findall(words_) for term in _terms_of(word))


def _terms_of(word: str) -> Iterator[str]:
    exact, beginnings = _classes()
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    name = exact.get(plain) or next(
        (beginnings[plain[:size]] for size in range(len(plain), 2, -1) if plain[:size] in beginnings), None
    )
    if name:
        yield f"~{name}"
    elif term := terms.term_of(word):
        yield term


def weight(term: str) -> float:
    return CLASS_WEIGHT if term[0] in "~%" else max(words.weight(term), 1.0)


@cache
def _classes() -> tuple[dict[str, str], dict[str, str]]:
    text = resources.files(__package__).joinpath("lexicon", "outcomes.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    pairs = [(word, name) for name, told in rows for word in told.split()]
    exact = {word: name for word, name in pairs if not word.endswith("*")}
    return exact, {word[:-1]: name for word, name in pairs if word.endswith("*")}
