"""What a stand is about: the doing ("reopen"), whether it brings or ends something, and the thing ("grain terminal").

There is no parser here: a thing is a run of words that tell something, between words of grammar. A name is a thing only
where it is nearly all there is: "endorsed Amel Tarn". Where things are exchanged, the exchange is the thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.names import function_words, role_of
from onrecord.records import Span, Spans
from onrecord.resolve import terms
from onrecord.resolve.wording import SPEECH, Wording, term_of

_ENDS = re.compile(
    r"^(?:clos|shut|withdr[ae]w|pull|stop|halt|block|end(?:s|ed|ing)?$|cancel|suspen[ds]|ban(?:s|ned|ning)?$|cut"
    r"|remov|scrap|abolish|delay|postpon|leav|left$|quit|reject|dismiss|sack|fir(?:e|ed|ing)$|reduc|limit|restrict|prohibit|dissol"
    r"|abandon|drop|freez|froze|break|broke|oust|repeal|revok|evict|expel|prevent|oppos|overturn|refus|resign|retreat|replac"
    r"|destroy|dismantl|disband|phas|terminat|avoid|stall)"
)
_LIFTS = re.compile(r"^(?:lift|eas(?:e|es|ed|ing)$|relax)")  # that ends what keeps somebody from doing something
_KEEPS = re.compile(
    r"sanction|\bban\b|blockad|restrict|tariff|embargo|curfew|lockdown|quarantin|sieg|moratori|freez|limit"
)
_DOES = re.compile(
    r"^(?:re)?(?:open|releas|free(?:d|ing)?$|hold|held|keep|kept|start|begin|beg[au]n|resum|continu|join|sign|adopt|send|sent$|deploy"
    r"|build|built|fund|pay|paid|give|given|provid|allow|permit|accept|maintain|extend|exchang|meet|met$|visit|talk|agree|guarante"
    r"|creat|introduc|increas|rais|recogni|return|protect|defend|strengthen|launch|support|approv|ratif|implement|impos|arm|vaccinat"
    r"|elect|appoint|invit|host|mediat|negotiat|discuss|change|mov|make|made$|take|taken$|put$|bring|hand|deliver|let$|grant|fight"
    r"|improv|expand|establish|form|pass(?:ed|es)?$|vote|hire|investigat|punish|sanction|boycott|tax|regulat|enforc|restor)"
)
_GOES_ON = re.compile(r"^(?:continu|begin|began|start|try|tries|tried|agree|help|vow|plan|intend)")
_NOT = re.compile(r"^(?:not|never|cannot)$|n't$")
_LEADS = frozenset("to will would shall should must can could may might not 'll let never n't cannot".split())
_BE = frozenset("be is are was were been being get gets got".split())
_NEW_CLAUSE = frozenset(
    "because while like until unless if when whenever after before so which who whom whose since although though"
    " regarding concerning where as over than rather instead".split()
)
_TOO_WIDE = frozenset(
    "people government governments country countries world issue issues question questions problem problems step"
    " steps way thing things measure measures lot life lives effort efforts side sides position idea fact place"
    " part member members case matter point number person man woman men women leader leaders minister president"
    " anything everything something nothing anybody kind sort end result time work action situation state states"
    " nation nations public day days week years year month months course need right rights group groups order"
    " decision statement report reporters house sometime someday anymore anytime nowadays okay".split()
)
_PRONOUNS = frozenset("anything everything something nothing anybody everybody somebody nobody anyone everyone".split())
_SPOKEN = SPEECH | frozenset("hop bargain word comment suggest idea want".split())
_TRADE = re.compile(
    r"\b(?:trad(?:e|ing)|swap(?:ping)?|exchang(?:e|ing)|barter\w*)(?: of)? (?P<one>[^,;.]{3,40}?) for"
    r" (?P<other>[^,;.]{3,40})"
)
_MAX_THINGS = 3
_BESIDE_DEED = 2  # words after a deed that is done to nothing: "to resign this week"
_BESIDE_NAME = 3  # words that may stand beside a name which is what the stand is about


@dataclass(frozen=True, slots=True)
class Thing:
    """`key` is the same for most forms of the words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Target:
    """`ends` where the doing ends or lessens what it is done to. Things come as they are likely to be meant."""

    action: str
    ends: bool
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    word: str
    sort: str  # grammar, name, doing, thing


def find_target(wording: Wording, spans: Spans, *, verb_first: bool = False) -> Target | None:
    """None where the words tell of nothing that somebody may be for or against."""
    if (trade := _TRADE.search(wording.words(spans))) and (thing := _exchange(trade["one"], trade["other"])):
        return Target("", False, (thing,))
    tokens = _of_first_clause(wording, list(_tokens(wording, spans, "to" if verb_first else "")))
    first = _deed(tokens)
    chunks = list(_chunks(wording, tokens))
    after = [c for n, c in chunks if first is not None and n > first]
    before = [c for n, c in chunks if first is None or n < first]
    if first is not None and first > 0 and tokens[first - 1].word in _BE:  # passive
        after, before = before, after
    found = list(dict.fromkeys([*after, *reversed(before)] if first is not None else before))
    subject = first is not None and any(t.sort == "name" for t in tokens[:first]) and tokens[first - 1].word not in _BE
    if not found and not subject:
        found = _only_name(wording, tokens[0 if first is None else first + 1 :])
    action = tokens[first].word if first is not None else ""
    alone = first is not None and len(tokens) <= first + 1 + _BESIDE_DEED and (verb_first or tokens[0].word == "to")
    if not found and alone and is_deed(action):
        found = [Thing("." + terms.stem(action), action)]  # "offered to mediate": the deed is all there is
    refused = first is not None and any(_NOT.search(t.word) for t in tokens[max(first - 3, 0) : first])
    ends = bool(_ENDS.match(action) or (_LIFTS.match(action) and found and _KEEPS.search(found[0].key))) != refused
    return Target(action, ends, tuple(found[:_MAX_THINGS])) if found else None


def _deed(tokens: Sequence[_Token]) -> int | None:
    """The first doing; of "continue to hunt" the second."""
    first = next((n for n, t in enumerate(tokens) if t.sort == "doing"), None)
    if first is not None and first + 2 < len(tokens) and _GOES_ON.match(tokens[first].word):
        return first + 2 if tokens[first + 1].word == "to" and tokens[first + 2].sort == "doing" else first
    return first


def _of_first_clause(wording: Wording, tokens: Sequence[_Token]) -> list[_Token]:
    """Up to where a clause begins that tells when, why, or of whom, if a thing or a name was told before."""
    told = False
    for number, token in enumerate(tokens):
        before = wording.plain[tokens[number - 1].span.end : token.span.start] if number else ""
        initial = number > 0 and len(tokens[number - 1].word) == 1 and before.startswith(".")  # "the U.S. to leave"
        following = tokens[number + 1] if number + 1 < len(tokens) else token
        relative = token.word == "that" and (following.sort == "doing" or following.word in _LEADS | _BE)
        if told and (
            relative or token.word in _NEW_CLAUSE or (re.search(r"[.:;!?\u2013\u2014]", before) and not initial)
        ):
            return list(tokens[:number])
        told |= token.sort == "name" or (number > 0 and token.sort == "thing" and token.word not in _PRONOUNS)
    return list(tokens)


def is_deed(word: str) -> bool:
    """Whether it is something that is done on purpose: "reopen", "withdrawn"; and not "seem", "follow"."""
    return any(pattern.match(word) for pattern in (_ENDS, _LIFTS, _DOES))


def _tokens(wording: Wording, spans: Sequence[Span], previous: str) -> Iterator[_Token]:
    first = True
    sorts: list[str] = []
    for start, end in spans:
        for match in terms.WORD.finditer(wording.plain, start, end):
            span, word = Span(*match.span()), match.group().casefold()
            sort = _sort(wording, span, match.group(), previous, first=first)
            if sort == "thing" and previous == "and" and sorts[-2:-1] == ["doing"]:
                sort = "doing"  # "destroy and burn the docks"
            yield _Token(span, word, "grammar" if word.endswith("n't") else sort)
            sorts.append(sort)
            previous, first = word, False


def _sort(wording: Wording, span: Span, written: str, previous: str, *, first: bool) -> str:
    word = written.casefold()
    if (word in function_words() and word != "let") or word == "back" or word.endswith("ly"):
        return "grammar"
    opens = first or wording.plain[max(span.start - 2, 0) : span.start].strip(" \"'") in (".", "!", "?")
    if written[:1].isupper() and (not opens or wording.is_name(span.start)):
        return "name"
    if previous in _LEADS or (previous in _BE and re.search(r"(?:ed|en|wn|ut|ld|nt)$", word)):
        return "doing"
    if _ENDS.match(word) or _DOES.match(word):
        if word.endswith("ed") and previous not in _BE and _is_beside_noun(wording, span):
            return "grammar"  # "limited government"
        if word.endswith("s") and _goes_on_with_preposition(wording, span):
            return "thing"  # "changes to the court"
        noun = re.search(r"(?:tion|ment|ance|al|ure|ade|ers?|ors?|ees?)s?$", word) or previous in (
            "the",
            "a",
            "an",
            "of",
            "no",
            "this",
        )
        return "thing" if noun and not _goes_on_with_of(wording, span) else "doing"
    return "thing"


def _is_beside_noun(wording: Wording, span: Span) -> bool:
    """Whether it stands between a mark and a common word, as an adjective does in a list."""
    before = wording.plain[max(span.start - 2, 0) : span.start]
    after = re.match(r" ([a-z]{3,})", wording.plain[span.end : span.end + 24])
    return before.startswith(",") and after is not None and after[1] not in function_words()


def _goes_on_with_preposition(wording: Wording, span: Span) -> bool:
    return re.match(r" (?:to|in|of|for|on) ", wording.plain[span.end : span.end + 5]) is not None


def _goes_on_with_of(wording: Wording, span: Span) -> bool:
    return wording.plain[span.end : span.end + 4].casefold() == " of "


def _chunks(wording: Wording, tokens: Sequence[_Token]) -> Iterator[tuple[int, Thing]]:
    """Runs of words for things, each with its place."""
    run: list[_Token] = []
    for number, token in enumerate([*tokens, _Token(Span(-9, -9), "", "grammar")]):
        joined = run and re.fullmatch(r"[ -]", wording.plain[run[-1].span.end : token.span.start])
        if run and (token.sort != "thing" or not joined):
            if (thing := _thing(wording, run)) is not None:
                yield number - 1, thing
            run = []
        if token.sort == "thing":
            run.append(token)


def _thing(wording: Wording, run: Sequence[_Token]) -> Thing | None:
    compound = _is_compound(run)
    kept = [t for t in run if term_of(t.word) is not None and (t.word not in _TOO_WIDE or (compound and t is run[-1]))]
    while len(kept) > 1 and re.search(r"(?:ed|ly)$", kept[0].word):
        kept = kept[1:]
    kept = kept[-2:]
    if (
        not kept
        or kept[-1] is not run[-1]
        or re.search(r"(?:ly|ous|ful|ive|\w{2}able|ible|less|est|\w{3}ed|okay)$", kept[-1].word)
    ):
        return None
    keys = [str(term_of(t.word)) for t in kept]
    if keys[-1] in _SPOKEN or (role_of(kept[-1].word) is not None and len(kept) == 1 and keys[-1][0] != "%"):
        return None
    return Thing(" ".join(keys), " ".join(wording.plain[slice(*t.span)] for t in kept).casefold())


def _is_compound(run: Sequence[_Token]) -> bool:
    """Whether a wide word at the end is one thing with the noun before it: "gun rights", not "political situation"."""
    wide = len(run) > 1 and run[-1].word in _TOO_WIDE - _PRONOUNS and run[-2].word not in _TOO_WIDE
    return wide and re.search(r"(?:al|ic|ary|ory|an|ish|ed|ing|ous|ive|ful|er)$", run[-2].word) is None


def _only_name(wording: Wording, tokens: Sequence[_Token]) -> list[Thing]:
    """The name that is nearly all that is told."""
    if any(t.word == "to" for t in tokens) or _is_possessive(wording, tokens):
        return []  # "wanted Tarb to leave", "Tarn's suggestion"
    named = [next((m for m in wording.mentions if m.span.start <= t.span.start < m.span.end), None) for t in tokens]
    entities = {m.entity for m in named if m is not None}
    if len(entities) != 1 or sum(m is None for m in named) > _BESIDE_NAME:
        return []
    name = wording.entities[entities.pop()].name
    return [Thing("@" + terms.fold_place(name.split()[-1]), name)]


def _is_possessive(wording: Wording, tokens: Sequence[_Token]) -> bool:
    return any(t.sort == "name" and re.search(r"['’]s?$", wording.plain[slice(*t.span)]) for t in tokens) or any(
        t.sort == "name" and wording.plain[t.span.end : t.span.end + 1] in ("'", "’") for t in tokens
    )


def _exchange(one: str, other: str) -> Thing | None:
    """Grain for crews: the same the other way round."""
    sides = [next(((k, w) for w in reversed(words.split()[:3]) if (k := term_of(w))), None) for words in (one, other)]
    known = [side for side in sides if side is not None]
    if len(known) < 2:
        return None
    return Thing("+".join(sorted(key for key, _ in known)), " for ".join(word for _, word in known))
