"""What the statements of an article tell, piece by piece, and which stand each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.acts import find_act
from onrecord.records import Attribution, Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.contents import find_features, presumed
from onrecord.resolve.dissection import Dissection, find_pieces, join_spans, length, without
from onrecord.resolve.parties import Party, last_word
from onrecord.resolve.proposition import Proposition, keep, make

MAX_ANSWER = 60  # characters between a question and its answer
MAX_QUESTION = 260  # characters of one that stands before its answer
MAX_GAP = 40  # between a denial and the quotation that goes on from it


@dataclass(slots=True)
class _Voices:
    """Who is meant by "they said in a joint statement" and "according to the document": as told before."""

    reading: Dissection
    joint: Party | None = None  # of two names
    document: Party | None = None  # who spoke in one
    bodies: dict[str, Party] = field(default_factory=dict)  # by the words of their names: "her office" is one of them

    def party_of(self, s: Attribution) -> Party:
        party, words = self.reading.speaker(s), self.reading.words(s.source)
        if not party.named and self.joint and cues.THE_SIDES.match(words):
            party = self.joint
        if not party.named and self.document and cues.THE_DOCUMENT.match(words):
            party = self.document
        body = cues.ITS_BODY.match(words)
        if not party.named and body:
            party = self.bodies.get(body[1].casefold(), party)
        for word in party.name.casefold().split() if party.named else ():
            self.bodies[word] = party
        if party.named and " and " in party.name:
            self.joint = party
        if party.named and cues.DOCUMENT.search(self.reading.cue(s)):
            self.document = party
        return party


def find_told(reading: Dissection) -> Iterator[Proposition]:
    statements = [*_outermost_last(_without_empty(reading))]
    by_id = {s.id: s for s in statements}
    children: dict[str, list[Attribution]] = {}
    for s in statements:
        if s.parent and not _is_told_whole(reading, s) and not _is_denied(reading, s, by_id):
            children.setdefault(s.parent, []).append(s)
    asked: Attribution | None = None
    voices = _Voices(reading)
    before: tuple[Attribution, Proposition] | None = None
    for s in sorted(statements, key=_place):
        if s.act == "question" and s.content:
            asked = s
            yield from _asked(reading, s)
            continue
        if asked is None and not s.parent:
            asked = _asked_before(reading, s)
        if asked and not s.parent and _evades(reading, asked, s):
            party = reading.speaker(s)
            told = make(reading, f"{s.id}?", s, s.content, party, "declines", _chain(reading, s, by_id))
            yield replace(told, content=make(reading, "", asked, asked.content, party, "declines", ()).content)
        if not s.parent and s.act != "question":
            asked = None
        inside = s.parent and (_is_told_whole(reading, s) or _is_denied(reading, s, by_id))
        if not s.content or s.act == "question" or inside:
            continue
        party = voices.party_of(s)
        yield from _planned(reading, s, party)
        told_here = list(_from_statement(reading, s, party, by_id, children.get(s.id, [])))
        if told_here and before and not s.parent and _answers(reading, before, s, told_here[0]):
            told_here[0] = replace(told_here[0], kind="denies", follows=before[1].id)
        elif told_here and before and not s.parent and _takes_back_again(before, s, told_here[0]):
            told_here[0] = replace(told_here[0], follows=before[1].id)
        yield from told_here
        if not s.parent:
            before = (s, told_here[0]) if told_here else None


def _answers(reading: Dissection, before: tuple[Attribution, Proposition], s: Attribution, p: Proposition) -> bool:
    """Whether it goes on from a denial in the speaker's own words (She denied that they had asked. "They called us"),
    or holds something else against what another party maintains of the same thing.
    """
    told, earlier = before
    gap = _place(s).start - max(span.end for span in (*told.source, *told.cue, *told.content))
    if not 0 <= gap < MAX_GAP or p.kind not in ("asserts", "denies"):
        return False
    shared = p.content.terms & earlier.content.terms
    if earlier.party == p.party:
        own = s.kind == "direct" and earlier.kind == "denies"
        return own and (p.content.negated or any(map(terms.is_class, shared)))
    against = earlier.kind == "asserts" and cues.MAINTAINS.search(reading.cue(told)) is not None
    return against and shared == {_first_term(reading, p.spans)} == {_first_term(reading, earlier.spans)}


def _takes_back_again(before: tuple[Attribution, Proposition], s: Attribution, p: Proposition) -> bool:
    """The company withdrew its denial. "We retract it," its spokeswoman said."""
    told, earlier = before
    gap = _place(s).start - max(span.end for span in (*told.source, *told.cue, *told.content))
    return 0 <= gap < MAX_GAP and earlier.kind == p.kind == "retracts"


def _planned(reading: Dissection, s: Attribution, party: Party) -> Iterator[Proposition]:
    """The outlet passes on that it is planned, whatever is said of it: "her visit to Tarb, planned for Monday"."""
    for start, end in s.content:
        for match in cues.PLANNED.finditer(reading.plain, start, end):
            told = make(reading, f"{s.id}@{match.start()}", s, (Span(*match.span()),), reading.outlet, "repeats", ())
            own = cues.OF_HIM.match(told.words) and party.named and reading.is_person(s)
            names = told.content.names | ({terms.fold_place(last_word(party.name))} if own else set())
            if names and told.content.days:
                yield replace(told, content=replace(told.content, names=names, future=True), presumes=frozenset())


def _first_term(reading: Dissection, spans: Spans) -> str | None:
    words = terms.WORD.finditer(reading.words(spans))
    return next((term for match in words if (term := terms.term_of(match.group()))), None)


def _is_denied(reading: Dissection, s: Attribution, by_id: Mapping[str, Attribution]) -> bool:
    """Inside "denied that he had said": then nobody said it."""
    parent = by_id.get(s.parent or "")
    return parent is not None and cues.find_kind(parent.act, reading.cue(parent), "") in ("denies", "doubts")


def _place(s: Attribution) -> Span:
    return min((*s.source, *s.cue, *s.content), default=Span(0, 0))


def _asked(reading: Dissection, s: Attribution) -> Iterator[Proposition]:
    """What a question takes up is a mention of the claim by the outlet: "asked about the reported call"."""
    told = make(reading, s.id, s, s.content, reading.outlet, "repeats", ())
    if len(told.content.names) > 1:
        yield from keep(told)


def _asked_before(reading: Dissection, s: Attribution) -> Attribution | None:
    """A question that is told in the words before the answer, where it was not read as a statement."""
    at = _place(s).start
    first = max(at - MAX_QUESTION, 0)
    match = cues.ASKED.search(reading.plain, first, at)
    if match is None:
        return None
    return Attribution(f"{s.id}q", (), (), (Span(*match.span("what")),), "indirect", act="question")


def _evades(reading: Dissection, asked: Attribution, answer: Attribution) -> bool:
    """Whether who was asked "whether" or "about" something talked of something else, or "said only" so much."""
    if not answer.content or find_act(reading.cue(answer), "", None) in ("confirm", "deny", "decline"):
        return False
    if asked.speaker and answer.speaker and asked.speaker.id == answer.speaker.id:
        return False
    near = _place(answer).start - max(span.end for span in asked.content) < MAX_ANSWER
    if not near or not cues.YES_OR_NO.match(reading.words(asked.content)):
        return False
    shared = find_features(reading, asked.content)[1] & find_features(reading, answer.content)[1]
    return not shared or "only" in reading.cue(answer).split()


def _without_empty(reading: Dissection) -> list[Attribution]:
    """Without those that tell nothing of their own: that nobody says and that hold another, and the doing that
    somebody else tells of as a whole ("according to him, she offered X": it is his word, not the outlet's).
    """
    statements = reading.extraction.statements
    parents = {s.parent for s in statements}
    empty = {s.id for s in statements if s.id in parents and not s.source and s.speaker is None}
    for s in statements:
        if s.source and s.content and _is_told_whole(reading, s):
            around = Span(_place(s).start, max(span.end for span in (*s.source, *s.cue, *s.content)))
            if any(_holds(t, around) for t in statements if t.id != s.id and t.speaker != s.speaker):
                empty.add(s.id)
    above = {s.id: s.parent for s in statements}
    return [
        replace(s, parent=above.get(s.parent or "") if s.parent in empty else s.parent)
        for s in statements
        if s.id not in empty
    ]


def _outermost_last(statements: Sequence[Attribution]) -> Iterator[Attribution]:
    """Who stands behind the words tells of who stands before them: "She said that it was so, the paper writes"."""
    by_id = {s.id: s for s in statements}
    behind = {
        s.parent: s.id
        for s in statements
        if s.parent in by_id
        and s.cue
        and s.content
        and s.content == by_id[s.parent].content
        and s.cue[0] > s.content[-1]
    }
    for s in statements:
        if s.id in behind:
            yield replace(s, parent=behind[s.id])
        elif s.parent and behind.get(s.parent) == s.id:
            yield replace(s, parent=by_id[s.parent].parent)
        else:
            yield s


def _holds(s: Attribution, span: Span) -> bool:
    return any(start <= span.start and span.end <= end for start, end in s.content)


def _is_told_whole(reading: Dissection, s: Attribution) -> bool:
    """Whether what is told is that somebody did it: "The two discussed X", "she offered X"."""
    cue = reading.cue(s)
    performs = s.act in cues.PERFORMS and find_act(cue, "", None) in cues.PERFORMS
    return performs or bool(cues.OFF.search(cue)) or bool(s.act == "assert" and cues.EVENT.search(cue))


def _from_statement(
    reading: Dissection,
    s: Attribution,
    party: Party,
    by_id: dict[str, Attribution],
    children: Sequence[Attribution],
) -> Iterator[Proposition]:
    chain = _chain(reading, s, by_id)
    cue = reading.cue(s)
    words = reading.words(s.content)
    kind = cues.find_kind(s.act, cue, words, negated="negated" in s.flags)
    if cues.NEITHER_OF_THEM.match(reading.words(s.source)) and cues.ACKNOWLEDGES.search(cue):
        kind, party = "neither", reading.outlet  # "neither government has announced the call": the outlet says so
    if kind is None or (kind in ("declines", "asserts") and cues.UNNAMED.search(words)) or cues.BEFORE.search(cue):
        return
    if kind == "asserts" and _is_told_whole(reading, s):
        spans = join_spans([*s.source, *s.cue, *s.content])
        if cues.ASKS.match(reading.words(spans)):
            return
        yield from keep(make(reading, s.id, s, spans, reading.outlet, "asserts", ()))
        return
    if kind == "asserts" and cues.TOPIC.search(cue):
        yield from keep(make(reading, s.id, s, s.content, reading.outlet, "repeats", ()))
        return
    pieces = [(s.content, None)] if kind in ("neither", "declines", "retracts") else find_pieces(reading, s.content)
    for number, (spans, subject) in enumerate(pieces, 1):
        name = s.id if number == 1 else f"{s.id}.{number}"
        rest = without(spans, children)
        if rest != spans and (length(rest) < 0.5 * length(spans) and not _tells_more(reading, rest)):
            continue
        if kind == "denies" and number > 1 and s.kind == "direct":
            kind = "asserts"  # "No such thing was said. We stay where we are."
        told = make(reading, name, s, rest, party, kind, chain, subject)
        if (
            any(each.is_outlet and each != reading.outlet for each in (party, *chain))
            and not told.content.names
            and told.content.terms & cues.CONTACTS
        ):
            told = replace(told, refers=True)  # "the heads of the two countries talked, the newspaper wrote": which?
        yield from keep(told)


def _tells_more(reading: Dissection, spans: Spans) -> bool:
    """Whether what a nested statement leaves over names somebody and tells of something."""
    names, roots, _ = find_features(reading, spans)
    granted = bool(presumed(reading.words(spans))) and bool(reading.days_in(spans))
    return granted or (bool(names) and any(terms.is_class(root) for root in roots))


def _chain(reading: Dissection, s: Attribution, by_id: dict[str, Attribution]) -> tuple[Party, ...]:
    """The speakers around a statement, the outermost first."""
    found: list[Party] = []
    seen = {s.id}
    while s.parent and s.parent in by_id and s.parent not in seen:
        s = by_id[s.parent]
        seen.add(s.id)
        party = reading.speaker(s)
        if s.speaker is not None and (not found or found[0] != party):
            found.insert(0, party)
    return tuple(found)
