"""Whether a time lies ahead of the publication or behind it, by the verb near by or a word such as last."""

from __future__ import annotations

import re

from onrecord.extract.times.words import Phrase

_REACH = 20  # words on either side that are looked at
MODALS = frozenset("will ll shall may might should would must can could".split())
_AHEAD = re.compile(
    r"(?:upcoming|begins?|starts?|opens|expires?|effective|deadline|payable|meets?|arrives?|leaves?|visits?|holds?|faces?"
    r"|travels?|convenes?|votes?|expects?)"
)
_PLANNED = frozenset(("scheduled", "due", "planned", "expected", "slated"))
_NOUN_TOO = re.compile(r"(?:start|meet|leave|visit|hold|face|travel|vote)s?")  # of those above
_AHEAD_BEFORE_TO = frozenset("plan plans planning hopes hope intends set going is are wants want ready".split())
_AGREED_TO = frozenset(
    ("agreed", "decided", "promised", "vowed", "pledged", "hoped", "wanted", "invited", "asked", "urged")
)
_UP_TO = frozenset(("by", "until", "till", "through"))
_PAST = frozenset(
    "was were had has have did been said told since ago got"  # forms that are no present as well
    " arose ate awoke became began bent blew bore bought broke brought built burnt came caught chose clung crept dealt"
    " drank drew drove dug fed fell felt fled flew flung forbade forgave forgot fought found froze gave grew held hid"
    " hung kept knelt knew laid led left lent lost made meant met paid ran rang rode rose sang sank sat saw sent shone"
    " shook shot showed slept slid sold sought sped spent spoke sprang stole stood struck stuck swam swept swore swung"
    " taught thought threw took tore understood went withdrew woke won wore wound wrote"
    " done gone given taken seen begun broken chosen driven drawn fallen flown hidden known shown sworn written"
    " hit put died".split()
)
_PASSED_OVER = frozenset("be been being not also n't t ' only then now still already later first".split())
_BEFORE_ADJECTIVE = frozenset(
    "the a an this that these those his her its their our my your of for with in on at by from and or to no any some"
    " about after against among behind between during into near over than through toward towards under within without"
    ' more most very - "'.split()
)
_BEFORE_NOUN = frozenset(
    "the a an this his her its their our my your no any some each another 's on in of for at".split()
)
_BEFORE_VERB = frozenset(
    "i we you they who which that and or but not n't also people men women children police then , will to".split()
)
_NO_VERBS = frozenset(
    "united need hundred speed indeed bed feed seed red succeed proceed exceed embed agreed-upon".split()
)


def number_of(phrase: Phrase) -> int:
    """-1, 0 or 1 by a word such as last, this, next."""
    tags = phrase.tags
    return -1 if "l" in tags or "c" in tags else int("x" in tags or "f" in tags)


def is_limit(phrase: Phrase) -> bool:
    """Whether a word such as by or until stands before: "by Friday"."""
    if phrase.word(-1) == "than" and phrase.word(-2) == "later":  # "no later than Friday"
        return True
    return (phrase.word(-2) if phrase.word(-1) == "the" else phrase.word(-1)) in _UP_TO


def is_done_by(phrase: Phrase) -> bool:
    """Whether something was done before a time: "30 had come by Friday", not "they were told to come by Friday"."""
    if phrase.word(-1) not in ("by", "through") or find_direction(phrase) > -1:
        return False
    return "to" not in (phrase.word(-back) for back in range(2, 9))


def find_direction(phrase: Phrase) -> int:
    """1 for a time ahead, -1 for one behind, 0 where no verb tells. The words before it count first."""
    if phrase.word(-1) == "come":  # "come November"
        return 1
    return _look(phrase, -1, -1) or _look(phrase, phrase.end - phrase.start, 1)


def _look(phrase: Phrase, place: int, step: int) -> int:
    """The first verb of the sentence from a place on; without one, "signed by both" and "after" are of the past."""
    weak = 0
    for _ in range(_REACH):
        index = phrase.start + place
        if not 0 <= index < len(phrase.tagged.words) or phrase.tagged.tags[index] == "!":
            break
        if lean := _lean(phrase, place, step):
            return lean
        if phrase.word(place) == "after" or (phrase.word(place).endswith("ed") and phrase.word(place + 1) == "by"):
            weak = -1
        place += step
    return weak


def _lean(phrase: Phrase, place: int, step: int) -> int:
    """Where one word points, with what stands before it."""
    word, after = phrase.word(place), phrase.word(place + 1)
    if word == "may" and phrase.tagged.words[phrase.start + place] == "May":
        return 0  # the month, or a name
    if (word == "could" and after == "not") or word == "couldn":
        return -1
    if word in MODALS or (word == "won" and after == "'"):
        return 1
    if _AHEAD.fullmatch(word) and phrase.word(place - 1) != "to" and not _is_noun(phrase, place):
        return 1  # what comes before "to leave" tells
    if after == "to" and (word in _AHEAD_BEFORE_TO or (word in _AGREED_TO and step < 0)):
        return 1
    if word in ("was", "were") and after == "to" and phrase.word(place + 2) != "be":
        return 1  # "were to follow on Monday"
    if (word == "set" and after == "for") or (word == "ahead" and after == "of"):
        return 1
    if word in _PLANNED:
        return -1 if _find_before_verb(phrase, place) in ("had", "previously", "originally", "as") else 1
    is_regular = len(word) > 3 and word.endswith("ed") and word not in _NO_VERBS
    if not is_regular and word not in _PAST:
        return 0
    before = _find_before_verb(phrase, place)
    if before == "could" and _is_denied(phrase, place):
        return -1
    if before in MODALS or before == "to" or phrase.word(place - 1) == "be":
        return 1  # "will be held", "to be held"; "nor will he be held"
    if before in ("is", "are", "am", "re"):
        return 0  # "is seen in an image"
    if before in _PAST:
        return -1
    is_participle = after == "by" or (is_regular and before in _BEFORE_ADJECTIVE)
    return 0 if is_participle else -1


def _is_noun(phrase: Phrase, place: int) -> bool:
    """As in "a brief visit", "199 votes"; or a name, as in "Meet the Press"."""
    index = phrase.start + place
    if phrase.tagged.words[index].istitle():
        return True
    word, before = phrase.word(place), phrase.word(place - 1)
    if not _NOUN_TOO.fullmatch(word) or not before:
        return False
    if before in _BEFORE_NOUN or phrase.tagged.tags[index - 1] in "nkHo":
        return True
    is_face = word == "face" and "to" in (before, phrase.word(place + 1))  # "face to face"
    is_subject = before.endswith("s") or before in _BEFORE_VERB or phrase.tagged.words[index - 1].istitle()
    return is_face or not (word.endswith("s") or is_subject)


def _is_denied(phrase: Phrase, place: int) -> bool:
    """As in "could not be reached"."""
    return "not" in (phrase.word(place - back) for back in (1, 2, 3))


def _find_before_verb(phrase: Phrase, place: int) -> str:
    """The word that a verb's form hangs on: "will" of "will also be held"."""
    for back in range(1, 5):
        word = phrase.word(place - back)
        if word not in _PASSED_OVER:
            return word
    return ""
