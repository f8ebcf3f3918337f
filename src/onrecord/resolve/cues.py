"""What the words of a statement or a sentence do to a claim: assert it, deny it, call it off, speak of it as known."""

from __future__ import annotations

import re

from onrecord.resolve.standing import StanceKind

_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying|ial|ials)|refut\w+|rebut\w*|disput\w+|contradict\w*)\b")
_REJECTS = re.compile(
    r"\b(?:reject\w*|dismiss\w*)\b.*\b(?:claims?|reports?|allegations?|accusations?|suggestions?|rumou?rs?)\b"
)
_RULES_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b")
_REFUSES = re.compile(
    r"\b(?:declin|refus)\w*\b|\bwould not (?:say|comment)\b|\b(?:did|does|do|has|have) not (?:comment|respond|answer)\b"
)
_CONTENT_DENIES = re.compile(
    r"^\W*(?:no such\b|(?:that|this|it) (?:is|was) (?:not true|untrue|false|a lie)\b)", re.IGNORECASE
)
NEGATION = re.compile(r"\b(?:not|never|no|nor|nobody|none|cannot|without)\b|n't\b", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|needs? to|plans? to|planned|scheduled|going to|(?-i:may)|might)\b",
    re.IGNORECASE,
)
OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)? off|cancel\w*|scrap(?:s|ped)|will not take place|postpon\w+)\b", re.IGNORECASE
)
UNCONFIRMED = re.compile(
    r"\b(?:no|not|never|nor|without|yet to)\b[^.;]{0,40}\bconfirm(?:s|ed|ation|ations)?\b|\bunconfirmed\b"
    r"|\b(?:could|cannot|can) not be (?:independently )?(?:verified|confirmed)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:discuss\w*|agree\w*|touch\w* (?:up)?on|(?:talk|spoke)\w* (?:about|with|to)|negotiat\w*|rais\w+)\b"
)
UNNAMED = re.compile(r"\b(?:not )?(?:to )?be (?:named|identified|quoted)\b|\banonymity\b")
PERFORMS = frozenset(("promise", "propose", "threaten", "demand"))  # the act itself is told, not only its content
CONTACTS = frozenset(("~talk", "~meet", "~visit"))
TOPIC = re.compile(r"\b(?:comment|spoke|speak|talk|mention|ask)\w*\b.*\b(?:on|about|of)$")
UNAWARE = re.compile(r"\b(?:kn[eo]w\w*|heard|aware) (?:of )?(?:no|nothing)\b|\bnot aware of\b|\bno knowledge of\b")
BEFORE = re.compile(r"\bhad (?:\w+ )?(?:refused|declined|denied|confirmed)\b")  # told as what was before
CLAUSE = re.compile(
    r",?\s+(?:although|though|whereas)\s+|,?\s+(?:after|before|when|while)\s+(?=(?:the|a|an|his|her|its|their|[A-Z]\w+)\b)"
    r"(?!the \w+(?:ing|ion|ure|al|ment) of\b)"
    r"|,?\s+(?:and|but)\s+(?=that\b)"
    r"|(?:,\s+|\s+)(?:and|but)\s+(?=(?:took|was|were|is|are|has|have|had|will|would|did|does|went|came|gave"
    r"|made|said|sent|covered|\w{3,}ed)\b)"
    r"|,\s+(?:and|but)\s+(?=(?:it|he|she|they|there) (?:is|was|are|were|has|have|had|did|does|do)\b)"
)
PRESS = re.compile(
    r"\b(?:newspapers?|news|agency|daily|post|times|herald|tribune|courier|observer|journal|gazette|press|media|reuters"
    r"|publication|magazine|broadcaster|tv|radio|weekly|telegraph|guardian)\b",
    re.IGNORECASE,
)
THIN = re.compile(
    r"^\W*(?:it|this|that|them|these|those|so|something|anything|everything|what|which)\W*$", re.IGNORECASE
)
TAIL = re.compile(r",\s+(?=which\s)")
MAIN = re.compile(r"((?:[^\s,;:]+,?\s+){5,40}?[^\s,;:]+),\s+(?:as|since|because|although|though|whereas|while|but)\s*$")
LIST = re.compile(r"(?:These|They|Those|Among (?:them|these)) (?:are|were|include)\b(?:,[^,;]+,)?\s+")
ITEM = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+)(?=(?:its|their|his|her|the|an?|[A-Z]\w+['’]s)\s)")
CONDITION = re.compile(r",?\s+(?:but )?only (?:with|if|when|after|on (?:the )?condition)\b")
RELATIVE = re.compile(r",\s+(?=which\s[^,;]{12,}$)")
WHICH_IS = re.compile(r",\s+(?=which\s(?:[a-z]+\s){0,4}?(?:is|are|was|were)\b)")
ASIDE = re.compile(r"((?:[^\s,;]+\s){2,12}?[^\s,;]+), which ([^,;]{8,80}), ([^,;][^;]{12,})")
OF_SELF = re.compile(r"\W*(?:that )?(?:he|she|I)\b")
OF_OWN = re.compile(
    r"\W*(?:that )?(?:it(?! (?:is|was) [^,.;]*? (?:who|that)\b)|its|they|their|we|our)\b", re.IGNORECASE
)  # of a country or body that speaks
ASKS = re.compile(r"\W*(?:how|what|why|whether|who|when|where)\b.*\S$|.*\?\W*$", re.IGNORECASE | re.DOTALL)
CONFIRM = re.compile(r"\b(?:confirm|den[yi])\w*")
YES_OR_NO = re.compile(r"\W*(?:whether|if|about|on)\b", re.IGNORECASE)
AGAIN = re.compile(r"\b(?:the|that|this|such|any such) (?:(?-i:[a-z])\w* )?(\w+)", re.IGNORECASE)
ASKED = re.compile(r"\b[Aa]sked (?P<what>(?:about|whether|if) [^.;!?\"]{8,}?), $")
PLANNED = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Tt]he|[A-Z][\w-]+['’]s) (?:[a-z]+ )?(?:visit|trip|meeting|talks|call|summit)"
    r"(?: (?:to|with|in|between) [A-Z][\w ]+?)?, (?:planned|scheduled|set|due|announced) for [^,.;:!?\"]+"
)
ITS_BODY = re.compile(
    r"\W*(?:the|her|his|its|their) (office|ministry|government|company|authority|agency|party|union|commission|council"
    r"|embassy|department)\W*$",
    re.IGNORECASE,
)
OF_HIM = re.compile(r"\W*(?:her|his)\b", re.IGNORECASE)
AMONG = re.compile(r"\b(?:was|were|is|are) among the (?=\w+\b)")
ALWAYS = re.compile(
    r"\W*(?:it|that|they|there|the (?:number|figure|total|count)) (?:was|were|has been|have been) always\b",
    re.IGNORECASE,
)
GRANTED = re.compile(
    r"\bthe (?:\w+ )?(calls?|conversations?|talks|meetings?|visits?|negotiations|trips?)\b", re.IGNORECASE
)

THERE = re.compile(
    r"\W*(?:that )?(?:an?|the|this) (?:\w+ )??(?P<thing>[a-z]+)(?: (?:of|for|on) [^,.;]*?| to be \w+)?"
    r" (?:exist(?:s|ed)?\b|(?:(?:has|have|had) been|was|were) (?:already )?"
    r"(?:handed|sent|passed|agreed|drawn|compiled|signed|prepared|delivered|submitted|finali[sz]ed|approved)\b)",
    re.IGNORECASE,
)
_PAPERS = r"(?:statement|document|communiqu[eé]|declaration|letter|decree|text|note)"
DOCUMENT = re.compile(rf"\bin (?:an?|the|their|its) (?:\w+ )??{_PAPERS}\b")
THE_DOCUMENT = re.compile(rf"\W*(?:the|that|this) (?:\w+ )?{_PAPERS}\W*$", re.IGNORECASE)
THE_SIDES = re.compile(r"\W*(?:they|(?:the|both) (?:two )?(?:sides|parties|countries|governments))\W*$", re.IGNORECASE)
FIGURE = re.compile(
    r"\W*(?:it|that|they|there|the (?:number|figure|total|count)) (?:is|was|were|are|has been|have been)"
    r" (?:\w+ ){0,2}?\d+\W*$",
    re.IGNORECASE,
)
MAINTAINS = re.compile(r"\b(?:maintain|insist)(?:s|ed)?\b")
IN_TALK = re.compile(
    r"\s+(?:in|during) (?:an?|the|their) (?:[\w-]+ ){0,2}?(?:calls?|conversations?|talks|meeting|negotiations)"
    r" (?:with|between) "
)


_DENIAL_TAKEN_BACK = re.compile(r"\b(?:withdr\w+|retract\w*|t(?:ake|akes|ook|aken) back|revers\w+)\b.*\bdenials?\b")
NEITHER_OF_THEM = re.compile(
    r"\W*(?:neither (?:of the \w+|side|party|government|country|company|team|ministry|office|\w+ nor \w+)"
    r"|none of the \w+|nobody|no one|no (?:official|side|party|government))\b",
    re.IGNORECASE,
)
ACKNOWLEDGES = re.compile(r"\b(?:confirm|announc|acknowledg)\w*")
REPORT_DENIED = re.compile(
    r"\W*(?:that )?(?:the|this|that|these|those|such|any)"
    r" (?:reports?|claims?|allegations?|accusations?|story|stories|article|rumou?rs?)\b[^.;!?]{0,40}?"
    r"\b(?:is|are|was|were) (?:\w+ )?(?:untrue|not true|false|wrong|a lie|lies|nonsense|baseless|unfounded|invented)\b",
    re.IGNORECASE,
)


def find_kind(act: str, cue: str, content: str, *, negated: bool = False) -> StanceKind | None:
    """The stance of a statement; None where it takes none. `cue` in small letters with what stands before it."""
    if act == "neither-confirm-nor-deny":
        return "neither"
    if _DENIAL_TAKEN_BACK.search(cue):
        return "retracts"
    if _DENIES.search(cue):
        return "neither" if negated else "denies"
    if _REJECTS.search(f"{cue} {content[:40].casefold()}") and not negated:
        return "denies"
    if _RULES_OUT.search(cue):
        return None if negated else "denies"
    simple: dict[str, StanceKind] = {"confirm": "confirms", "doubt": "doubts", "retract": "retracts"}
    if act in simple:
        return "neither" if negated and act == "confirm" else simple[act]
    if act == "decline":
        return "declines" if _REFUSES.search(cue) or not THIN.match(content) else None
    if _CONTENT_DENIES.search(content) or REPORT_DENIED.match(content):
        return "denies"
    return "asserts"
