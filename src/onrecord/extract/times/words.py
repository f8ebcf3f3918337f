"""The words that time expressions are made of, each as one letter, so that a grammar of letters can read them.

Letters of `Tagged.tags`, one a word or mark; what has no letter here is a dot:

    n number   k nineteen, twenty   H hundred   o ordinal   y year   D decade   Q decade in words
    m month   w weekday   b weekday, shortened   s season   u unit   U units   p part of the day   j noon, midnight
    T yesterday, today, tomorrow   N tonight   K clock   P a.m.   E time zone   I ISO date   X date in figures
    R weekdays   l last   c previous   x next   f following   t this   h that   L latest   z same   a a   d the
    e early   G earlier, later   B end   g ago   q few   v every   F fiscal   r a reference such as "now"   Y period
    V future   S set such as "daily"   C times   Z about   > more   < than   @ at   = least   O of   + and, or
    | to, through   i in   M from   J one's own   W old   ^ near   $ term   ~ so   , comma   - hyphen   ' possessive
    A time   0 full, additional   1 Q1   2 a holiday   3 eve   4 all, whole   5 other   6 o'clock   7 nights, weekdays
    8 before   9 after   & yearlong   % percent   ! end of a sentence
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.extract.times.holidays import HOLIDAYS
from onrecord.records import Span

_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
_TITLES = "Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|Co|Corp|Inc|Ltd|No|vs"
_HOLIDAY = "|".join(re.escape(name.title().replace("'S", "'s").replace("Of", "of")) for name in HOLIDAYS)
_TOKEN = re.compile(
    rf"""(?:{_HOLIDAY})\b
    |(?:{_SHORT})(?:\.(?=[\s,]*[\w'"-])|(?=\s\d))
    |(?:{_TITLES})\.|[ap]\.\s?m\.|(?:[A-Z]\.){{2,}}|[A-Z]\.(?=\s?[A-Z])
    |Q[1-4]\b|o'clock\b|[A-Za-z]+
    |[$#£€¥]\s?\d[\d,.]*
    |\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\w)
    |\d\d?/\d\d?/(?:\d{{4}}|\d\d)(?!\w)
    |\d\d?:\d\d(?::\d\d)?(?![\d:])
    |'?\d0'?s\b|(?:1\d|20)\d0'?s\b|'\d\d(?![\d'])
    |\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th|s)?(?:\s\d/\d\b)?
    |'s(?!\w)
    |[^\w\s]
    |\w+""",
    re.VERBOSE,
)

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_UNITS = "second:S minute:MIN hour:H day:D weekend:WE week:W fortnight:F month:M quarter:Q year:Y decade:E"
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
_OTHERS = {
    "H": "hundred:100 thousand:1000 dozen:12",
    "s": "spring:SP summer:SU autumn:FA fall:FA winter:WI",
    "p": "dawn:MO morning:MO afternoon:AF dusk:EV evening:EV night:NI",
    "j": "noon:12:00 midday:12:00 midnight:24:00",
    "T": "yesterday:-1 today:0 tomorrow:1",
    "N": "tonight:NI overnight:ON",
    "P": "am pm",
    "E": "EST EDT CST CDT MST MDT PST PDT ET GMT UTC CET BST local",
    "l": "last past",
    "c": "previous preceding prior",
    "x": "next coming upcoming",
    "f": "following subsequent",
    "t": "this these",
    "h": "that those",
    "L": "latest current",
    "z": "same comparable corresponding",
    "a": "a an",
    "d": "the",
    "e": "early late mid",
    "G": "earlier later",
    "B": "beginning start end middle turn close",
    "g": "ago",
    "q": "few several couple many some hundreds thousands dozens",
    "v": "each every",
    "F": "fiscal financial",
    "Y": "period",
    "V": "future",
    "S": "daily:P1D nightly:P1D weekly:P1W fortnightly:P2W monthly:P1M quarterly:P3M yearly:P1Y annually:P1Y"
    " hourly:PT1H",
    "C": "once twice thrice times",
    "Z": "about around nearly almost over roughly approximately another",
    ">": "more less fewer longer",
    "<": "than",
    "@": "at on",
    "=": "least most",
    "O": "of",
    "+": "and or",
    "|": "to through until till",
    "i": "in",
    "M": "from",
    "J": "his her their my our your its",
    "W": "old",
    "^": "near short long",
    "$": "term",
    "~": "so",
    "A": "time",
    "0": "full additional extra further",
    "k": "eighteen:18 nineteen:19 twenty:20",
    "1": "q1 q2 q3 q4",
    "3": "eve",
    "4": "all whole entire",
    "5": "other",
    "6": "o'clock",
    "7": "mornings:MO afternoons:AF evenings:EV nights:NI weekdays:WD",
    "8": "before",
    "9": "after",
    "&": "daylong:P1D weeklong:P1W monthlong:P1M yearlong:P1Y",
}
_REFERENCES = {
    "PRESENT_REF": "now currently nowadays",
    "PAST_REF": "recently recent lately",
    "FUTURE_REF": "soon",
}
_MARKS = {",": ",", "-": "-", "'s": "'", "%": "%", ".": "!", "?": "!", "!": "!", ";": "!", ":": ":", '"': '"'}
_SHORT_MONTHS = {month[:3] for month in _MONTHS} - {"may"} | {"sept"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """The words and marks of one paragraph. `tags` has one letter for each, the other fields one entry."""

    tags: str
    values: list[str]
    words: list[str]
    starts: list[int]  # of each word in the text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a paragraph that a rule fits."""

    tagged: Tagged
    start: int  # first word
    end: int  # after the last

    @property
    def tags(self) -> str:
        return self.tagged.tags[self.start : self.end]

    def value(self, letters: str, default: str = "") -> str:
        """Of the first word with one of these letters."""
        return next((self.tagged.values[i] for i in self._places(letters)), default)

    def word(self, place: int) -> str:
        """Small letters of a word counted from the start of the phrase; "" outside the paragraph."""
        place += self.start
        return self.tagged.words[place].lower() if 0 <= place < len(self.tagged.words) else ""

    def is_name(self) -> bool:
        """Whether each of several words has a capital letter, as in a title; all capitals may be a headline."""
        words = self.tagged.words[self.start : self.end]
        return len(words) > 1 and all(word.istitle() for word in words)

    def part(self, letters: str) -> Phrase | None:
        """The phrase from the first word with one of these letters on."""
        return next((Phrase(self.tagged, i, self.end) for i in self._places(letters)), None)

    def _places(self, letters: str) -> Iterator[int]:
        return (i for i in range(self.start, self.end) if self.tagged.tags[i] in letters)


def _list_lexicon() -> dict[str, tuple[str, str]]:
    """By word in small letters: letter and value."""
    found: dict[str, tuple[str, str]] = {}
    for letter, entries in _OTHERS.items():
        for entry in entries.split():
            word, _, value = entry.partition(":")
            found[word.casefold()] = letter, value or word
    for value, words in _REFERENCES.items():
        found |= dict.fromkeys(words.split(), ("r", value))
    for number, month in enumerate(_MONTHS, 1):
        found[month] = "m", str(number)
        found[month[:3] + "."] = found[month[:3]] = "m", str(number)
    found["sept."] = found["sept"] = "m", "9"
    found |= {name: ("2", name) for name in HOLIDAYS}
    for number, day in enumerate(_WEEKDAYS, 1):
        found[day] = "w", str(number)
        found[day + "s"] = "R", str(number)
        found |= {day[:size] + dot: ("b", str(number)) for size in (3, 4, 5) for dot in (".", "")}
    for entry in _UNITS.split():
        word, _, value = entry.partition(":")
        found[word], found[word + "s"] = ("u", value), ("U", value)
    found |= {"century": ("u", "C"), "centuries": ("U", "C")}
    found |= {word: ("n", str(number)) for number, word in enumerate(_ONES.split(), 1)}
    found |= {word: ("n", f"{number}0") for number, word in enumerate(_TENS.split(), 2)}
    found |= {"half": ("n", "0.5"), "twenty": ("k", "20")}
    found |= {word: ("o", str(number)) for number, word in enumerate(_ORDINALS.split(), 1)}
    found |= {word: ("Q", f"19{number}") for number, word in enumerate(_DECADES.split(), 2)}
    return found


_LEXICON = _list_lexicon()
_CAPITAL = "mwbR"


def tag(plain: str, paragraph: Span) -> Tagged:
    matches = list(_TOKEN.finditer(plain, paragraph.start, paragraph.end))
    words = [match.group() for match in matches]
    known = [_tag_word(word) for word in words]
    for i in [i for i, word in enumerate(words) if word.lower() in _SHORT_MONTHS and not _has_day(plain, matches[i])]:
        known[i] = (".", "")  # Jan is a name too
    tags, values = "".join([letter for letter, _ in known]), [value for _, value in known]
    return Tagged(tags, values, words, [match.start() for match in matches])


def _has_day(plain: str, month: re.Match[str]) -> bool:
    return plain[month.end() : month.end() + 2].strip().isdigit()


@lru_cache(maxsize=1 << 15)
def _tag_word(word: str) -> tuple[str, str]:
    """Letter and value."""
    lower = word.lower()
    known = _LEXICON.get(lower)
    if known is not None:
        letter, value = known
        return ("." if letter in _CAPITAL and lower == word else letter), value
    if word.isalpha():
        return ".", ""
    if word[-1].isdigit() or word[0].isdigit() or word[0] == "'":
        return _tag_figures(word)
    letter = _MARKS.get(word, ".")
    if letter == "." and lower[0] in "ap" and lower.endswith("m."):
        return "P", lower[0] + "m"
    return letter, ""


def _tag_decade(word: str) -> tuple[str, str]:
    """Letter and value of "1980s", "1980's", "'80s", "80s"; "20s" and "40s" are ages as often."""
    figures = re.sub(r"\D", "", word)
    if len(figures) == 4:
        return "D", figures[:3]
    return ("D", "19" + figures[0]) if word[0] == "'" or figures >= "50" else (".", "")


def _tag_figures(word: str) -> tuple[str, str]:
    """Letter and value of what holds figures."""
    if word == "'s":
        return "'", ""
    if re.fullmatch(r"(?:1\d|20)?'?\d0'?s", word):
        return _tag_decade(word)
    if word[0] == "'":
        return ".", ""
    if ":" in word:
        return ("I", word) if "-" in word else ("K", word)
    if word.isdigit():
        if len(word) == 4 and "1000" <= word <= "2199":
            return "y", word
        return ("n", word) if len(word) <= 6 else (".", "")
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T.*)?", word):
        return "I", word
    if re.fullmatch(r"\d+/\d+/\d+", word):
        return "X", word
    if re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)", word):
        return "o", word[:-2]
    if fraction := re.fullmatch(r"(\d+)\s(\d)/([1-9])", word):
        return "n", str(int(fraction[1]) + int(fraction[2]) / int(fraction[3]))
    plain = word.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return "n", plain
    return ".", ""
