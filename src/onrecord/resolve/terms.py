"""The terms of a text as claims are compared by them: stems, names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from onrecord import ids
from onrecord.extract.names import function_words
from onrecord.records import Span

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sen|Rep|Gov|Prof|Jr|Sr|No|vs))\.$")
_SHORT_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W\d_a-z]|[\"'“‘(\[]*\d)")
_ENDINGS = (
    ("iness", "y"),
    ("ations", ""),
    ("ation", ""),
    ("ating", ""),
    ("ated", ""),
    ("ates", ""),
    ("ate", ""),
    ("acy", ""),
    ("ies", "y"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("e", ""),
)
_UNITS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*:)"
    rf"(?:,?\s+\d{{4}})?|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b{_MONTH}\s+\d{{4}}\b"
)
_OWN_WORDS = frozenset(
    "say said tell told add report also still yet ago recent recently ever already together week month year day time"
    " thing one first last new part make made take took taken place go went come came get got give given put way own"
    " issue alleged allegedly reported reportedly apparently matter people want try exist"
    " need important necessary current moment side key particular hold"
    " person man woman men women prime foreign".split()
)


def stem(word: str) -> str:
    """A word without its ending, the same for most of its forms; not always a word."""
    word = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1] if not word.endswith("ies") else word[:-3] + "y"
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (2 if ending == "e" else 3):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


@cache
def term_of(word: str) -> str | None:
    """What a common word counts as: its class where it has one, else its stem; None for words that tell nothing."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if found := _class_of(plain):
        return found
    if plain in function_words() or plain in _OWN_WORDS or len(plain) < 3:
        return None
    root = stem(plain)
    return root if root not in _OWN_WORDS else None


def is_class(term: str) -> bool:
    """Whether it tells of a doing that has several words."""
    return term.startswith("~")


def _class_of(word: str) -> str | None:
    exact, beginnings = _classes()
    if word in exact:
        return exact[word]
    return next((beginnings[word[:size]] for size in range(len(word), 2, -1) if word[:size] in beginnings), None)


@cache
def _classes() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and beginnings of words."""
    text = resources.files(__package__).joinpath("lexicon", "predicates.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    pairs = [(word, name if name[0] == "%" else f"~{name}") for name, words in rows for word in words.split()]
    exact = {word: name for word, name in pairs if not word.endswith("*")}
    return exact, {word[:-1]: name for word, name in pairs if word.endswith("*")}


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """A word of a name as it is compared: spellings that transliteration makes of one name are mostly one."""
    key = ids.name_key(name).removesuffix(" s")
    for of, to in (("ph", "f"), ("ch", "h"), ("c", "k"), ("y", "i"), ("j", "i"), ("w", "v")):
        key = key.replace(of, to)
    return re.sub(r"(.)\1+", r"\1", key)


@lru_cache(maxsize=1 << 14)
def fold_place(name: str) -> str:
    """A name without the endings by which English makes words of its people: one for the country and its folk."""
    key = fold_name(re.sub(r"['’]s?$", "", name))
    return re.sub(r"(?:ians?|eans?|ans?|ish|ese|ia|e|a|s)$", "", key) if len(key) > 4 else key


def find_sentences(text: str, where: Span) -> list[Span]:
    """Sentences of one paragraph."""
    found = []
    start = where.start
    for match in _SENTENCE_END.finditer(text, where.start, where.end):
        ended = text[start : match.start() + 1]
        if _ABBREVIATION.search(ended) or (text[match.end()].isdigit() and _SHORT_MONTH.search(ended)):
            continue
        found.append(_trim(text, start, match.end()))
        start = match.end()
    found.append(_trim(text, start, where.end))
    return [span for span in found if span.start < span.end]


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def find_numbers(text: str) -> Iterator[tuple[Span, float]]:
    """Numbers in digits or words, without those of dates and years."""
    dates = [match.span() for match in _DATE.finditer(text)]
    tokens = list(re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+", text))
    i = 0
    while i < len(tokens):
        value, used = _number_at(text, tokens, i)
        if value is None:
            i += 1
            continue
        span = Span(tokens[i].start(), tokens[i + used - 1].end())
        i += used
        in_date = any(start <= span.start < end for start, end in dates)
        is_year = value == int(value) and 1800 <= value <= 2100 and text[slice(*span)].isdigit()
        if not in_date and not is_year:
            yield span, value


def _number_at(text: str, tokens: list[re.Match[str]], i: int) -> tuple[float | None, int]:
    word = tokens[i].group().casefold()
    if word[0].isdigit():
        value: float = float(word.replace(",", ""))
        used = 1
    elif word in _TENS:
        value, used = float(_TENS[word]), 1
        after = tokens[i + 1].group().casefold() if i + 1 < len(tokens) else ""
        if after in _UNITS and _UNITS[after] < 10 and text[tokens[i].end() : tokens[i + 1].start()] in ("-", " "):
            value, used = value + _UNITS[after], 2
    elif word in _UNITS and word != "one":
        value, used = float(_UNITS[word]), 1
    else:
        return None, 0
    while i + used < len(tokens) and tokens[i + used].group().casefold() in _SCALES:
        value *= _SCALES[tokens[i + used].group().casefold()]
        used += 1
    return value, used
