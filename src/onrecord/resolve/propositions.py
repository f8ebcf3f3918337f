"""What one article tells, piece by piece: statements and narration, with their terms and on whose word they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord import ids
from onrecord.extract.acts import find_act
from onrecord.extract.names import function_words, role_of
from onrecord.records import Attribution, Entity, Extraction, Mention, Span, Spans
from onrecord.resolve import cues, terms
from onrecord.resolve.standing import StanceKind
from onrecord.text.layout import find_body_layout

MAX_ANSWER = 60  # characters between a question and its answer
MIN_TERMS = 2  # fewer tell nothing that another article could tell, too


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes a stand. `key` is the same wherever the party speaks."""

    key: str
    name: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """What a proposition tells, as far as it is compared."""

    names: frozenset[str]
    terms: frozenset[str]
    numbers: frozenset[str]  # value and what is counted: "31 ~crew"
    days: frozenset[str]  # that it names
    when: frozenset[str]  # those days, or the days of the same talk or visit earlier in the article
    before: str | None  # what it tells as past was so by this day
    future: bool
    negated: bool

    @property
    def features(self) -> frozenset[str]:
        """All that two have in common or not, one string each."""
        numbers = {f"#{number.split()[0]}" for number in self.numbers}
        return self.terms | {f"@{name}" for name in self.names} | numbers | {f"={day}" for day in self.days}


@dataclass(frozen=True, slots=True)
class Proposition:
    """A piece of an article that may be so or not, and on whose word it stands."""

    id: str  # within the article
    statement: str | None  # None for narration
    spans: Spans
    words: str
    party: Party
    kind: StanceKind
    chain: tuple[Party, ...]  # through whom the outlet has it, the nearest to the outlet first
    content: Content
    refers: bool  # speaks of what was told before, and tells too little itself
    presumes: frozenset[str] = frozenset()  # classes of what it takes for granted: "the call lasted an hour"


@dataclass(slots=True)
class _Reading:
    """One article while it is taken apart."""

    extraction: Extraction
    plain: str
    outlet: Party
    published: str | None
    parties: dict[str, Party]
    press: frozenset[str]
    starts: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mentions = sorted(self.extraction.mentions, key=lambda m: m.span)
        self.starts = [m.span.start for m in self.mentions]
        self.entities = {e.id: e for e in self.extraction.entities}

    def mentions_in(self, spans: Spans) -> Iterator[Mention]:
        for span in spans:
            for i in range(bisect_left(self.starts, span.start), len(self.mentions)):
                if self.mentions[i].span.start >= span.end:
                    break
                yield self.mentions[i]


def outlet_party(outlet: str) -> Party:
    return Party(f"outlet:{_plain_key(outlet)}", outlet or "the outlet")


def party_of(entity: Entity, version_id: str) -> Party:
    """Somebody without a name is the same only within the article."""
    words = [word for word in _plain_key(entity.name).split() if word not in function_words()]
    if entity.label == "unnamed" or not words or not any(name[:1].isupper() for name in (entity.name, *entity.names)):
        return Party(f"unnamed:{version_id}:{entity.id}", entity.name, named=False)
    return Party(" ".join(terms.fold_name(word) for word in _plain_key(entity.name).split()), entity.name)


def _last_word(name: str) -> str:
    return " ".join(_plain_key(name).split()[-1:])


def _plain_key(name: str) -> str:
    return ids.name_key(name).removeprefix("the ")


def find_propositions(
    extraction: Extraction, version_id: str, parties: dict[str, Party] | None = None, press: Iterable[str] = ()
) -> list[Proposition]:
    """In the order of the text. `parties` are entities of the article that are known over the record; `press` are keys
    of outlets.
    """
    article = extraction.article
    published = article.published or (article.inferred.latest if article.inferred else None)
    known = {e.id: party_of(e, version_id) for e in extraction.entities} | (parties or {})
    reading = _Reading(
        extraction,
        find_body_layout(article).plain,
        outlet_party(article.outlet),
        published,
        known,
        frozenset(press),
    )
    found = [*_from_statements(reading), *_from_narration(reading)]
    headings = [p for p in find_body_layout(article).paragraphs if _is_heading(reading.plain[p.start : p.end])]
    told = (p for p in found if p.spans and not (p.kind != "neither" and _is_in(p.spans[0], headings)))
    return sorted(told, key=lambda p: (p.spans[0], p.id))


def _is_heading(paragraph: str) -> bool:
    """Headlines tell in short what the article tells; they are no accounts of their own."""
    return len(paragraph.split()) <= 20 and not re.search(r"[.!?…:;,][\"')\]]*$", paragraph)


def _is_in(span: Span, places: Sequence[Span]) -> bool:
    return any(place.start <= span.start < place.end for place in places)


# Statements


def _from_statements(reading: _Reading) -> Iterator[Proposition]:
    statements = _without_empty(reading.extraction.statements)
    by_id = {s.id: s for s in statements}
    children: dict[str, list[Attribution]] = {}
    for s in statements:
        if s.parent and not _is_told_whole(reading, s) and not _is_denied(reading, s, by_id):
            children.setdefault(s.parent, []).append(s)
    asked: Attribution | None = None
    for s in sorted(statements, key=_place):
        if s.act == "question" and s.content:
            asked = s
            yield from _asked(reading, s)
        elif asked and not s.parent and _evades(reading, asked, s):
            party = _speaker(reading, s)
            told = _make(reading, f"{s.id}?", s, s.content, party, "declines", _chain(reading, s, by_id))
            yield replace(told, content=_make(reading, "", asked, asked.content, party, "declines", ()).content)
        if not s.parent and s.act != "question":
            asked = None
        inside = s.parent and (_is_told_whole(reading, s) or _is_denied(reading, s, by_id))
        if s.content and s.act != "question" and not inside:
            yield from _from_statement(reading, s, by_id, children.get(s.id, []))


def _is_denied(reading: _Reading, s: Attribution, by_id: Mapping[str, Attribution]) -> bool:
    """Inside "denied that he had said": then nobody said it."""
    parent = by_id.get(s.parent or "")
    return parent is not None and cues.find_kind(parent.act, _cue(reading, parent), "") in ("denies", "doubts")


def _place(s: Attribution) -> Span:
    return min((*s.source, *s.cue, *s.content), default=Span(0, 0))


def _asked(reading: _Reading, s: Attribution) -> Iterator[Proposition]:
    """What a question takes up is a mention of the claim by the outlet: "asked about the reported call"."""
    told = _make(reading, s.id, s, s.content, reading.outlet, "repeats", ())
    if len(told.content.names) > 1:
        yield from _keep(told)


def _evades(reading: _Reading, asked: Attribution, answer: Attribution) -> bool:
    """Whether who was asked "whether" or "about" something talked of something else, or "said only" so much."""
    if not answer.content or find_act(_cue(reading, answer), "", None) in ("confirm", "deny", "decline"):
        return False
    if asked.speaker and answer.speaker and asked.speaker.id == answer.speaker.id:
        return False
    near = _place(answer).start - max(span.end for span in asked.content) < MAX_ANSWER
    if not near or not cues.YES_OR_NO.match(_words(reading, asked.content)):
        return False
    shared = _compared(reading, asked.content)[1] & _compared(reading, answer.content)[1]
    return not shared or "only" in _cue(reading, answer).split()


def _without_empty(statements: Sequence[Attribution]) -> list[Attribution]:
    """Without those that nobody says and that hold another: what they hold stands for itself."""
    parents = {s.parent for s in statements}
    empty = {s.id for s in statements if s.id in parents and not s.source and s.speaker is None}
    return [replace(s, parent=None if s.parent in empty else s.parent) for s in statements if s.id not in empty]


def _is_told_whole(reading: _Reading, s: Attribution) -> bool:
    """Whether what is told is that somebody did it: "The two discussed X", "she offered X"."""
    cue = _cue(reading, s)
    performs = s.act in cues.PERFORMS and find_act(cue, "", None) in cues.PERFORMS
    return performs or bool(cues.OFF.search(cue)) or bool(s.act == "assert" and cues.EVENT.search(cue))


def _from_statement(
    reading: _Reading, s: Attribution, by_id: dict[str, Attribution], children: Sequence[Attribution]
) -> Iterator[Proposition]:
    chain = _chain(reading, s, by_id)
    party = _speaker(reading, s)
    cue = _cue(reading, s)
    words = _words(reading, s.content)
    kind = cues.find_kind(s.act, cue, words, negated="negated" in s.flags)
    if kind is None or (kind in ("declines", "asserts") and cues.UNNAMED.search(words)) or cues.BEFORE.search(cue):
        return
    if kind == "asserts" and _is_told_whole(reading, s):
        spans = _join([*s.source, *s.cue, *s.content])
        if cues.ASKS.match(_words(reading, spans)):
            return
        yield from _keep(_make(reading, s.id, s, spans, reading.outlet, "asserts", ()))
        return
    if kind == "asserts" and cues.TOPIC.search(cue):
        yield from _keep(_make(reading, s.id, s, s.content, reading.outlet, "repeats", ()))
        return
    pieces = [(s.content, None)] if kind in ("neither", "declines", "retracts") else _pieces(reading, s.content)
    for number, (spans, subject) in enumerate(pieces, 1):
        name = s.id if number == 1 else f"{s.id}.{number}"
        rest = _without(spans, children)
        if rest != spans and (_length(rest) < 0.5 * _length(spans) and not _tells_more(reading, rest)):
            continue
        if kind == "denies" and number > 1 and s.kind == "direct":
            kind = "asserts"  # "No such thing was said. We stay where we are."
        yield from _keep(_make(reading, name, s, rest, party, kind, chain, subject))


def _tells_more(reading: _Reading, spans: Spans) -> bool:
    """Whether what a nested statement leaves over names somebody and tells of something."""
    names, roots, _ = _compared(reading, spans)
    granted = bool(_presumed(_words(reading, spans))) and bool(
        list(terms.find_days(_words(reading, spans), reading.published))
    )
    return granted or (bool(names) and any(terms.is_class(root) for root in roots))


def _keep(p: Proposition) -> Iterator[Proposition]:
    told = p.content
    if p.refers or (told.terms and len(told.features) >= MIN_TERMS):
        yield p


def _chain(reading: _Reading, s: Attribution, by_id: dict[str, Attribution]) -> tuple[Party, ...]:
    """The speakers around a statement, the outermost first."""
    found: list[Party] = []
    seen = {s.id}
    while s.parent and s.parent in by_id and s.parent not in seen:
        s = by_id[s.parent]
        seen.add(s.id)
        party = _speaker(reading, s)
        if s.speaker is not None and (not found or found[0] != party):
            found.insert(0, party)
    return tuple(found)


def _speaker(reading: _Reading, s: Attribution) -> Party:
    if s.speaker is None:
        words = _words(reading, s.source)
        return Party(f"unnamed:{ids.digest_of(words)}:{s.id}", words or "somebody", named=False)
    party = reading.parties.get(s.speaker.id) or Party(_plain_key(s.speaker.name), s.speaker.name)
    as_outlet = f"outlet:{_plain_key(party.name)}"
    if as_outlet in reading.press or (party.named and cues.PRESS.search(party.name) and not _is_person(reading, s)):
        return Party(_same_outlet(as_outlet, reading.press), party.name)
    return party


def _same_outlet(key: str, press: frozenset[str]) -> str:
    """A short form ("the Courier") is the outlet that ends so, where there is only one."""
    longer = [other for other in press if other.endswith(" " + key.removeprefix("outlet:"))]
    return key if key in press or len(longer) != 1 else longer[0]


def _is_person(reading: _Reading, s: Attribution) -> bool:
    return bool(s.speaker) and reading.entities[s.speaker.id].label == "person" if s.speaker else False


def _cue(reading: _Reading, s: Attribution) -> str:
    if not s.cue:
        return ""
    first = s.cue[0].start
    others = [span.end for span in (*s.source, *s.content) if span.end <= first]
    before = re.split(r"[.!?\n\",;]", reading.plain[max([first - 24, *others, 0]) : first])[-1]
    return " ".join(f"{before} {_words(reading, s.cue)}".casefold().replace("n't", " not").split())


def _words(reading: _Reading, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(reading.plain[start:end].split()) for start, end in spans)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _without(spans: Spans, children: Sequence[Attribution]) -> Spans:
    """What other statements do not tell of these words."""
    left = list(spans)
    for taken in (span for child in children for span in (*child.source, *child.cue, *child.content)):
        cut = []
        for start, end in left:
            parts = (Span(start, min(end, taken.start)), Span(max(start, taken.end), end))
            cut += (
                [part for part in parts if part.end - part.start > 2]
                if taken.start < end and start < taken.end
                else [Span(start, end)]
            )
        left = cut
    return tuple(left) or spans[:0]


def _pieces(reading: _Reading, content: Spans) -> Iterator[tuple[Spans, Span | None]]:
    """Sentences and clauses of a content, and the words with which their subject begins, where those stand before."""
    for span in content:
        for sentence in terms.find_sentences(reading.plain, span):
            if aside := cues.ASIDE.match(reading.plain, sentence.start, sentence.end):
                first = Span(*aside.span(1))
                yield (first, Span(*aside.span(2))), None  # "the talks, which began on Monday, ..."
                yield (first, Span(*aside.span(3))), None
                continue
            start = sentence.start
            subject: Span | None = None
            opening = re.compile(r"(?:\S+\s+){1,3}").match(reading.plain, sentence.start, sentence.end)
            for match in cues.CLAUSE.finditer(reading.plain, sentence.start, sentence.end):
                if match.start() - start > 12 and sentence.end - match.end() > 12:
                    yield (Span(start, match.start()),), subject
                    start = match.end()
                    subject = Span(*opening.span()) if opening else subject
            yield (Span(start, sentence.end),), subject


# Narration


def _from_narration(reading: _Reading) -> Iterator[Proposition]:
    taken = sorted(span for s in reading.extraction.statements for spans in (s.cue, s.content) for span in spans)
    starts = [span.start for span in taken]
    told = [s.cue[0].start for s in reading.extraction.statements if s.cue and cues.CONFIRM.search(_cue(reading, s))]
    number = 0
    for paragraph in find_body_layout(reading.extraction.article).paragraphs:
        for sentence in terms.find_sentences(reading.plain, paragraph):
            near = taken[max(bisect_left(starts, sentence.start) - 40, 0) : bisect_left(starts, sentence.end)]
            inside = [span for span in near if span.end > sentence.start]
            for part in _uncovered(sentence, inside):
                number += 1
                words = reading.plain[part.start : part.end]
                if cues.UNCONFIRMED.search(words):
                    if any(sentence.start <= at < sentence.end for at in told):
                        continue  # a statement says who did not confirm it
                    yield _make(reading, f"n{number}", None, (part,), reading.outlet, "neither", ())
                elif not inside and not cues.ASKS.match(words):
                    for at, (spans, subject) in enumerate(_pieces(reading, (part,)), 1):
                        name = f"n{number}" if at == 1 else f"n{number}.{at}"
                        yield from _keep(_make(reading, name, None, spans, reading.outlet, "asserts", (), subject))


def _uncovered(sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in taken:
        if span.start - start > 8:
            yield Span(start, span.start)
        start = max(start, span.end)
    if sentence.end - start > 8:
        yield Span(start, sentence.end)


# Both


def _make(
    reading: _Reading,
    name: str,
    s: Attribution | None,
    spans: Spans,
    party: Party,
    kind: StanceKind,
    chain: tuple[Party, ...],
    subject: Span | None = None,
) -> Proposition:
    words = _words(reading, spans)
    names, roots, numbers = _compared(reading, spans)
    if s is not None and s.speaker and cues.OF_SELF.match(words) and _is_person(reading, s):
        names |= {terms.fold_place(_last_word(party.name))}
    if subject is not None:
        more, nouns, _ = _compared(reading, (subject,))
        names, roots = names | more, roots | nouns
    future = bool(cues.FUTURE.search(words)) or "~ready" in roots
    days = frozenset(terms.find_days(words, reading.published, future=future))
    said = _said_on(reading, s) if s else None
    before = min((day for day in (said, (reading.published or "")[:10]) if day), default=None)
    reacts = kind in ("neither", "declines", "retracts", "confirms", "denies", "doubts")
    thin = (
        len(roots) + len(names) + (0 if reacts else len(numbers) + len(days)) < 3 or cues.THIN.match(words) is not None
    )
    if kind == "asserts" and cues.OFF.search(words):
        kind = "retracts"
    unaware = kind == "asserts" and cues.UNAWARE.search(words) is not None
    return Proposition(
        id=name,
        statement=s.id if s else None,
        spans=spans,
        words=words,
        party=party,
        kind="doubts" if unaware else kind,
        chain=chain,
        content=Content(
            names=names,
            terms=roots,
            numbers=numbers,
            days=days,
            when=days,
            before=before,
            future=future,
            negated=bool(cues.NEGATION.search(words)),
        ),
        presumes=_presumed(words) if kind == "asserts" and not future else frozenset(),
        refers=kind in ("neither", "declines") or unaware or (thin and (reacts or _speaks_again(words))),
    )


def _said_on(reading: _Reading, s: Attribution) -> str | None:
    if s.said_on and len(s.said_on) == 10:
        return s.said_on
    first, after = min((*s.source, *s.cue)).start if s.cue or s.source else 0, s.content[0].start
    between = reading.plain[first:after] if first < after else ""
    return next(iter(terms.find_days(between, reading.published)), None) if len(between) < 200 else None


def _speaks_again(words: str) -> bool:
    """Whether it is of a doing that was told before: "the offer", "the call"."""
    return any(terms.is_class(terms.term_of(match[1]) or "") for match in cues.AGAIN.finditer(words))


def _presumed(words: str) -> frozenset[str]:
    return frozenset(term for match in cues.GRANTED.finditer(words) if (term := terms.term_of(match[1])))


def _compared(reading: _Reading, spans: Spans) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, terms, and numbers with what they count."""
    names: set[str] = set()
    covered: list[Span] = []
    for mention in reading.mentions_in(spans):
        entity = reading.entities[mention.entity]
        if entity.label == "person":
            names.add(terms.fold_place(_last_word(entity.name)))
            if mention.form == "name":
                covered.append(mention.span)
        else:
            names.update(_proper(entity.name if mention.form != "name" else reading.plain[slice(*mention.span)]))
            covered += [mention.span] if mention.form == "name" and entity.label != "unnamed" else []
    roots: dict[int, str] = {}
    numbers = set()
    for start, end in spans:
        counted = list(terms.find_numbers(reading.plain[start:end]))
        digits = [Span(start + a, start + b) for (a, b), _ in counted]
        for match in terms.WORD.finditer(reading.plain, start, end):
            if any(a <= match.start() < b for a, b in (*covered, *digits)):
                continue
            word = match.group()
            if word[0].isupper() and (match.start() > start or terms.term_of(word) is None) and not role_of(word):
                names.update(_proper(word))
            elif (term := terms.term_of(word)) and not word[0].isdigit() and not role_of(word):
                roots[match.start()] = term
        for (_, at), value in counted:
            noun = next((term for place, term in sorted(roots.items()) if start + at <= place < start + at + 30), "")
            numbers.add(f"{value:g} {noun}")
    return frozenset(names), frozenset(roots.values()), frozenset(numbers)


def _proper(name: str) -> Iterator[str]:
    for word in name.split():
        if word[:1].isupper() and not role_of(word) and len(word) > 1:
            folded = terms.fold_place(word)
            if folded and terms.term_of(word) is not None:
                yield folded


def _join(spans: Sequence[Span]) -> Spans:
    """In order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + 2:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
