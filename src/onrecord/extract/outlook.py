"""For each word, whether what it tells is to come, unsure or denied: read from modals, infinitives and negation.

The categories are those of MEANTIME: time, certainty, polarity. A scope opens at "will", "plans to" or "if" and ends
where the next clause begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.extract.parties import Scene

Certainty = Literal["CERTAIN", "PROBABLE", "POSSIBLE"]


@dataclass(frozen=True, slots=True)
class Outlook:
    future: bool = False
    certainty: Certainty = "CERTAIN"
    negated: bool = False


@cache
def _outlook(future: bool, certainty: Certainty, negated: bool) -> Outlook:  # noqa: FBT001 - Outlook's own order
    """There are twelve of them, and one a word."""
    return Outlook(future, certainty, negated)


_SURE = frozenset("will shall 'll won't would wouldn't 'd".split())
_UNSURE = frozenset("may might could can can't cannot couldn't".split())
_OBLIGE = frozenset("must should ought".split())
_FINITE = frozenset(
    "is are was were has have had did does do isn't aren't wasn't weren't hasn't haven't hadn't".split()
)
_BREAKS = frozenset(
    "that which who whom whose where while after before because since although though but when whereas as and".split()
)
_CLAUSE_ENDS = _BREAKS | _FINITE
_AHEAD = frozenset(
    "planned upcoming scheduled forthcoming proposed expected future next possible potential prospective imminent"
    " plan plans hope hopes expect expects demand demands need needs require requires want wants seek seeks promise"
    " promised promises prevent avoid consider considering propose proposes request requests"
    " requested urge urges urged offer offers offered upon until order orders ordered".split()
)
_UNSURE_WORDS = frozenset("possible possibly potential potentially perhaps maybe if unless whether".split())
_PROBABLE = frozenset("likely probably expected expects expect".split())
_SAID = frozenset("said says say told tells announced stated added reported confirmed noted".split())
_NO_FUTURE = frozenset(
    "allow allows allowed allowing help helps helped helping able unable used use uses using begin begins began begun"
    " start starts started continue continues continued continuing try tries tried trying fail fails failed failing"
    " seem seems seemed appear appears appeared manage managed manages happen happened first last forced enough"
    " chose chosen decided refuse refused due according up addition response prior related thanks come came him them"
    " us me reported said believed known thought found shown claimed alleged ability enables enabled made"
    " claim claims pushed rebounded rose fell".split()
)
_NOT_BASE = frozenset("the a an this that these those his her its their our my your us them him me it be".split())
_NEGATIONS = frozenset("not never no nor neither without cannot nobody none".split())
_DENIES = frozenset(
    "denied denies deny refused refuse refuses failed fails fail declined cancelled canceled prevent prevented"
    " prevents avoid avoided rejected halted scrapped abandoned".split()
)
_CONDITIONS = frozenset("if unless".split())
_TELLING = (  # what changes the outlook, with words in "n't"
    _FINITE | _SURE | _UNSURE | _OBLIGE | _UNSURE_WORDS | _PROBABLE | _SAID | _AHEAD | _NEGATIONS | _DENIES
    | _CONDITIONS | {"to"}
)  # fmt: skip
_SUBJECT = 5  # words before a modal that may be its subject
_SCHEDULED = frozenset("scheduled expected set due planned likely going intended".split())
_MARKS = frozenset(';:"(')  # behind which another clause begins
_NEAR = 4  # words over which a negation reaches without a verb between


def find_outlooks(scene: Scene) -> list[Outlook]:
    """One for each word of the scene."""
    result: list[Outlook] = []
    for first, end in scene.sentence_bounds.values():
        result += _sentence(scene, first, end)
    return result


def _sentence(scene: Scene, first: int, end: int) -> list[Outlook]:
    outlooks: list[Outlook] = []
    certainty: Certainty
    future, certainty, denied = False, "CERTAIN", 0
    for i in range(first, end):
        key = scene.keys[i]
        if i > first and _ends_scope(scene, i):
            future, certainty, denied = False, "CERTAIN", 0
        if key not in _TELLING and not key.endswith("n't"):
            denied = max(denied - 1, 0)
            outlooks.append(_outlook(future, certainty, denied > 0))
            continue
        if key in _FINITE:
            future = future and scene.keys[i - 1] == "to"
            certainty = certainty if future else "CERTAIN"
        opens = _opens(scene, i, end)
        if opens is not None:
            if opens and (key == "to" or not future):
                _mark_subject(scene, outlooks, i, first)
            future = opens
        if key in _SAID and scene.keys[i - 1] not in ("to", "be", "been", "is", "are", "was", "were"):
            future, certainty = False, "CERTAIN"
        if key in _UNSURE or key in _UNSURE_WORDS:
            certainty = "POSSIBLE"
        elif key in _PROBABLE:
            certainty = "PROBABLE"
        elif key in _SURE:
            certainty = "CERTAIN"
        negates = key in _NEGATIONS or key.endswith("n't")
        denied = _NEAR if negates else max(denied - 1, 0)
        outlooks.append(_outlook(future, certainty, denied > 0 and not negates))
        if key in _AHEAD:
            future = True
        if key in _DENIES:
            denied = _NEAR
    return outlooks


def _mark_subject(scene: Scene, outlooks: list[Outlook], at: int, first: int) -> None:
    """What will come to be is to come itself: "the deliveries will begin"."""
    if scene.keys[at] == "to":
        if at - first < 3 or scene.keys[at - 1] not in _SCHEDULED or scene.keys[at - 2] not in _FINITE:
            return
        at -= 2
    for i in range(at - 1, max(first, at - _SUBJECT) - 1, -1):
        if scene.keys[i] in _CLAUSE_ENDS or any(mark in scene.gap(i + 1) for mark in ",;:"):
            break
        before = outlooks[i - first]
        outlooks[i - first] = _outlook(True, before.certainty, before.negated)


def _ends_scope(scene: Scene, i: int) -> bool:
    gap = scene.gap(i)
    return (gap != " " and not _MARKS.isdisjoint(gap)) or (scene.keys[i] in _BREAKS and not _joins_words(scene, i))


def _joins_words(scene: Scene, i: int) -> bool:
    """The "and" between two words of one scope goes on; before a new subject it does not."""
    following = scene.words[i + 1] if i + 1 < len(scene.words) else None
    new = following is not None and (following.is_capital or following.key in ("the", "he", "she", "it", "they", "we"))
    return scene.keys[i] in ("and", "as") and not new


def _opens(scene: Scene, i: int, end: int) -> bool | None:
    """True where a future begins at word i, False where one ends, None where nothing changes."""
    key = scene.keys[i]
    if key in _SURE or key in _UNSURE or key in _OBLIGE:
        return True
    if key in _CONDITIONS:
        return True
    if key == "to" and i + 1 < end and _is_base(scene, i + 1):
        governor = scene.keys[i - 1] if i else ""
        return governor not in _NO_FUTURE
    return None


def _is_base(scene: Scene, i: int) -> bool:
    key = scene.keys[i]
    if scene.words[i].is_capital or key[0].isdigit():
        return False
    return key == "be" or (key not in _NOT_BASE and not key.endswith(("ing", "ed", "'s")))
