"""Words in lists: cut between words, claims under words that can stand alone, and reasons in words of the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from onrecord.resolve import terms
from onrecord.resolve.claims import WORDS
from onrecord.resolve.counts import STATES
from onrecord.resolve.ledger import Entry
from onrecord.views.dates import format_day

MIN_TITLE = 5  # words
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,40}? ?[-–—] +(?=\S)")
_OPENING = re.compile(r"^that +", re.IGNORECASE)
_QUOTES = '"“”„«»″'
_ALONE = re.compile(r"that |[\"“„«]?[A-Z\d]")
_OF_SOMETHING = re.compile(r"(?:the|an?|no|all|both|his|her|its|their|our|my) ")
_TELLS = re.compile(r"\b(?:ha[ds]|have|was|were|is|are|will|would|can|could|may|might|must|did|does)\b")
_CUT_OFF = re.compile(r"[\s,;:–—-]+(?:(?:and|or|but|of|in|on|at|to|by|for|from|with|the|an?|that|which|who),?\s*)*$")
_MARKS = "~%+!"  # of classes of words: doings, things, what is counted


def shorten(words: str, most: int) -> str:
    """At most so many characters, cut between words."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    if not words[most - 1].isspace():
        head, space, _ = kept.rpartition(" ")
        kept = head if space and len(head) > most // 2 else kept  # a word as long as that is cut
    return kept.rstrip(" ,;:–—-") + "…"


def shorten_line(line: str, most: int) -> str:
    """As `shorten`, of a line with columns: their spaces stay."""
    if len(line) <= most:
        return line
    return line[: most - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def title_of(first: str, stands: Sequence[Entry]) -> str:
    """A claim in the words of the first stand that can be read alone; else `first`, with a sign that it is a piece.

    "took place at the request of the other side" is one. Only stands in much the same words count: what was joined for
    another reason may be an answer.
    """
    same = (one.words for one in stands if one.how == WORDS and one.kind in ("asserts", "confirms", "repeats"))
    words = next((one for one in (first, *same) if _stands_alone(one)), first)
    plain = _OPENING.sub("", _DATELINE.sub("", words)).strip(_QUOTES + " ")
    if not plain.endswith((".", "!", "?")):
        plain = _CUT_OFF.sub("", plain)
    return plain[:1].upper() + plain[1:] if _is_sentence(words) else f"… {plain}" if plain else first


def _stands_alone(words: str) -> bool:
    return len(words.split()) >= MIN_TITLE and _is_sentence(words)


def _is_sentence(words: str) -> bool:
    """Whether it begins as one does, or with an article and has a verb that tells."""
    return _ALONE.match(words) is not None or bool(_OF_SOMETHING.match(words) and _TELLS.search(words))


def tell_shared(entry: Entry, other: Entry | None) -> tuple[str, ...]:
    """What two stands share, each in their own words: “freed” and “released”, the name Tolvaj, the number 31.

    What was compared are stems and classes of words, which are for nobody to read.
    """
    ours, theirs = _words_by_feature(entry.words), _words_by_feature(other.words) if other else {}
    told = (_tell(feature, ours.get(feature), theirs.get(feature)) for feature in entry.shared)
    return tuple(dict.fromkeys(filter(None, told)))


def _tell(feature: str, our: str | None, their: str | None) -> str:
    mark = feature[0]
    if mark == "=":
        return f"the day {format_day(feature[1:])}"
    if mark == "#":
        return f"the number {feature[1:]}"
    words = [word for word in (our, their) if word]
    if mark == "@":
        return f"the name {words[0]}" if words else ""
    words = list({word.casefold(): word for word in words}.values())
    if not words and mark in _MARKS:
        return f"words for “{feature[1:]}”"
    return " and ".join(f"“{word}”" for word in words)


@lru_cache(maxsize=1 << 12)
def _words_by_feature(words: str) -> Mapping[str, str]:
    """The first word of each feature."""
    found: dict[str, str] = {}
    for feature, word in _features(words):
        found.setdefault(feature, word)
    return found


def _features(words: str) -> Iterator[tuple[str, str]]:
    for match in terms.WORD.finditer(words):
        word = re.sub(r"['’]s?$", "", match.group())
        term = terms.term_of(word)
        if term:
            yield term, word
            yield f"!{term}", word
            yield STATES.get(term, term), word
        yield f"@{terms.fold_place(word)}", word
        yield f"@{terms.fold_name(word)}", word
