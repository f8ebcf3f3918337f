"""Whether a statement tells only what was spoken about, not what was said: "discussed the crisis".

Two things make a bare topic: a cue of communication that takes one ("discussed", "spoke about", "commented on"), and a
content that is a noun phrase: no clause ("that", "whether", "what"), no subject pronoun and no auxiliary before its
first relative clause, no infinitive or gerund with an object at its head ("leaving the union"), no quotation marks.
"""

from __future__ import annotations

import re

_ABOUT = r"(?:about|on|upon|of|regarding|concerning|over)"
_TAKES_NOUN = re.compile(
    r"\b(?:discuss(?:ed|es|ing)?|debat(?:e|ed|es|ing)|broached?|touch(?:ed|es|ing)? (?:on|upon))"
    r"(?: \w+ly| at length| again)?$"
)
_TAKES_ABOUT = re.compile(
    r"\b(?:spoke|speaks?|speaking|spoken|talk(?:s|ed|ing)?|chat(?:s|ted|ting)?|comment(?:s|ed|ing)?|remark(?:s|ed)?"
    r"|briefs|briefed|told|tells?|telling|ask(?:s|ed|ing)?|question(?:s|ed)?|elaborat(?:e|ed|es|ing)|lectur(?:e|ed|es)"
    r"|inform(?:s|ed)?|wrote|writes?|writing|reported|reports|quer(?:y|ied)|weigh(?:s|ed)? in|statements?|remarks|talks"
    r"|discussions?|exchanged? views)\b"
)
_ENDS_ABOUT = re.compile(rf"\b{_ABOUT}$")
_BEGINS_ABOUT = re.compile(rf"^{_ABOUT} ")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|where|when|that)\b|,")
_CLAUSE = re.compile(r"^(?:that|whether|if|how|why|what|when|where|who|there|to|not)\b")
_VERBAL = re.compile(
    r"\b(?:i|you|he|she|it|we|they|is|are|was|were|am|be|been|has|have|had|will|would|can|could|shall|should|may|might"
    r"|must|do|does|did|said|says|to be)\b|\w'(?:s|re|ll|ve|d|m) (?:a|the|not|been|going)\b|n't\b"
)
_GERUND = re.compile(
    r"^\w{2,}ing (?:the|an?|his|her|its|their|our|my|your|this|these|those|all|some|more|it|them|him|us"
    r"|to|in|on|for|with|from|up|out|into|back)\b"
)
_DETERMINER = re.compile(r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your)\b")
_TERMS = re.compile(r"\bconditions? of\b|\banonymity\b")  # under which somebody spoke, not what about
_LONG = 40  # words


def is_topic(cue: str, content: str) -> bool:
    """`cue` and `content` in small letters and single spaces."""
    phrase = content.strip(" .,;:")
    if _TERMS.search(f"{cue} {phrase}"):
        return False
    if _TAKES_ABOUT.search(cue) and (_ENDS_ABOUT.search(cue) or _BEGINS_ABOUT.search(phrase)):
        phrase = _BEGINS_ABOUT.sub("", phrase, count=1)
    elif not _TAKES_NOUN.search(cue):
        return False
    return _is_noun_phrase(phrase)


def _is_noun_phrase(phrase: str) -> bool:
    if not phrase or '"' in phrase or len(phrase.split()) > _LONG or _CLAUSE.search(phrase):
        return False
    head = _RELATIVE.split(phrase, maxsplit=1)[0]
    if _VERBAL.search(head):
        return False
    return bool(_DETERMINER.search(phrase)) or not _GERUND.search(phrase)
