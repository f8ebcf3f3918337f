"""The events of one article as accounts: what is compared with those of other articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.event_words import base_of
from onrecord.records import Attribution, Entity, Event, Extraction, Span, Status
from onrecord.resolve import terms
from onrecord.resolve.event_days import DEADLINE, Window, window_of
from onrecord.resolve.offices import find_offices, office_key
from onrecord.resolve.outcomes import terms_in
from onrecord.resolve.terms import is_class
from onrecord.resolve.words import is_common
from onrecord.text.layout import find_body_layout

CONTACTS = ("call", "meeting", "visit")
PRISONERS = ("release", "exchange")
SIGNED = "sign"
_HEADING = 20  # words
_NOUNS = frozenset("call conversation talk meeting visit trip summit contact negotiation dialogue between with".split())
_LIGHT_VERBS = frozenset(
    "met meet meets spoke spoken conferred"
    " have has had having hold holds held holding make makes made pay pays paid".split()
)
_OFFICIAL = re.compile(
    r"\b(?:administration|cabinet|chancellery|department|embassy|foreign office|government|ministry|office|palace"
    r"|presidency|press service|secretariat)\b",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(r"[^.;:,]*\b(?:took place|has taken place|have taken place|(?:was|were) held)\b")
_SAYS = ("ACCUSE", "REJECT", "REQUEST", "SUPPORT")  # what is done by saying it
_SPOKEN = frozenset(("call", "meeting", "visit", None))


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it. `parties` are names or people of the record, by ids that mean nothing here."""

    article: str
    event: str
    published: str | None  # ISO day
    family: str  # events of two families are never the same
    kind: str  # mode, or the word that tells it where it has none
    parties: frozenset[str]
    people: frozenset[str]  # those of the parties that are persons
    sides: frozenset[str]  # countries and bodies of the parties, and but for contacts those of the sentence, folded
    terms: frozenset[str]  # of the sentence
    window: Window
    date: str | None  # as the text gives it
    status: Status  # by this account alone
    voices: frozenset[str]  # named persons of the record who vouch for it
    place: str
    offices: frozenset[str] = frozenset()  # of its persons, without their countries: "prime minister"
    noun: bool = False  # "the call", "their conversation": a noun has no tense
    undone: bool = False  # denied in nobody's words: "he will not travel"
    refers: bool = False  # "the call": speaks of what is known, and tells nothing of its status
    same_as: str | None = None  # the event of the article that it heads as a headline, or refers back to


def find_accounts(extraction: Extraction, article: str, parties: Mapping[str, str]) -> list[Account]:
    """In the order of the events, headlines last. `parties` has the entities of the article that the record knows.

    A contact that only an office of state tells, "her ministry said", is told by those who took part: it happened.
    Words that only say who a source is, "a person familiar with the talks", are no account of them.
    """
    by_id = {statement.id: statement for statement in extraction.statements}
    published = (extraction.article.published or "")[:10] or None
    if published is None and extraction.article.inferred:
        published = extraction.article.inferred.latest[:10]
    places = _places(extraction)
    offices = _offices(extraction, places)
    held = _held(extraction)
    heading = _heading(extraction)
    sources = [span for statement in extraction.statements for span in statement.source]
    kinds = {entity.id: _kind_of_party(extraction.article.text, entity) for entity in extraction.entities}
    offices_told = frozenset(e.id for e in extraction.entities if e.label != "person" and _OFFICIAL.search(e.name))
    found = []
    for event in extraction.events:
        if _describes_source(extraction.article.text, event, sources):
            continue
        who = [*event.actors, *event.recipients]
        own = _own_sides(extraction, who, places)
        if family_of(event) != "contact":
            own |= _sides(extraction, event, places)
        status, voices = told(event, by_id)
        if (
            status == "alleged"
            and event.status == "happened"
            and family_of(event) == "contact"
            and voices
            and voices <= offices_told
        ):
            status = "happened"
        confirmed = status == "happened" and any(by_id[v].act == "confirm" for v in event.vouchers if v in by_id)
        if status == "alleged" and event.status == "happened" and _does_by_saying(event, voices, own, offices):
            status = "happened"
        window = window_of(event.date, status, published, background=event.background)
        if published and published < window.low and _is_deadline(extraction, event):
            window = Window(published, window.high)
        if status == "happened" and event.date and published and window.low > published:
            status = "planned"  # a noun tells no tense: "her visit on Friday"
        found.append(
            Account(
                article=article,
                event=event.id,
                published=published,
                family=family_of(event),
                kind=_kind(extraction, event),
                parties=frozenset(parties[one] for one in who if one in parties),
                people=frozenset(parties[one] for one in who if one in parties and kinds[one] == "person"),
                sides=own | {side for one in who for side in offices.get(one, ())},
                terms=_terms(extraction.article.text, event.span),
                window=window,
                date=event.date,
                status=status,
                voices=frozenset(parties[one] for one in voices if kinds.get(one) == "person" and one in parties),
                place=terms.fold_place(_place(extraction, event)),
                offices=frozenset(office for one in event.actors for office in held.get(one, ()) if office),
                undone=status == "denied" and not event.deniers and event.mode is not None,
                noun=not confirmed and _is_noun(extraction.article.text, event),
                refers=not confirmed and _refers(extraction, event),
            )
        )
    headlines = {e.id for e in extraction.events if heading and heading.start <= e.span.start < heading.end}
    return _with_links(found, headlines)


def _does_by_saying(
    event: Event, voices: frozenset[str], sides: frozenset[str], offices: Mapping[str, set[str]]
) -> bool:
    """Whose delegate says that it rejects the plan, or who announces whom he expels, has done so."""
    home = sides.union(*(offices.get(who, set()) for who in event.actors)) if event.root in _SAYS else frozenset()
    own = voices and event.root in (*_SAYS, "SANCTION")
    return bool(own) and all(voice in event.actors or offices.get(voice, set()) & home for voice in voices)


def _with_links(accounts: Sequence[Account], headlines: set[str]) -> list[Account]:
    """A headline tells what the first account of its kind in the article tells; "the talks" are the last ones told."""
    settled = [replace(a, refers=True) if _presumes(a, accounts) else a for a in accounts]
    body = [account for account in settled if account.event not in headlines]
    linked = []
    for i, account in enumerate(body):
        told = [a for a in reversed(body[:i]) if _may_be_same(account, a) and not a.refers]
        before = next((a for a in told if a.status == "happened"), next(iter(told), None))
        refers = account.refers and account.family in ("contact", "prisoners")
        linked.append(replace(account, same_as=before.event) if refers and before else account)
    for account in (a for a in settled if a.event in headlines):
        first = next((a for a in body if _may_be_same(account, a) and not a.refers), None)
        linked.append(
            replace(account, same_as=first.event, refers=account.refers or account.noun) if first else account
        )
    return linked


def _presumes(account: Account, accounts: Sequence[Account]) -> bool:
    """A noun that the outlet uses undated for what somebody alleges in the same article."""
    if not account.noun or account.date or account.status != "happened" or account.family != "contact":
        return False
    return any(a.status == "alleged" and _may_be_same(account, a) for a in accounts)


def _may_be_same(a: Account, b: Account) -> bool:
    people = not a.people or not b.people or bool(a.people & b.people)
    return a.family == b.family and (a.kind == b.kind or "" in (a.kind, b.kind)) and a.window.meets(b.window) and people


def family_of(event: Event) -> str:
    if event.mode in PRISONERS:
        return "prisoners"
    if event.root == "CONSULT" and event.mode in _SPOKEN:
        return "contact"
    return f"{event.root} {event.mode}" if event.mode not in (None, SIGNED) else event.root


def told(event: Event, statements: Mapping[str, Attribution]) -> tuple[Status, frozenset[str]]:
    """The status by this account, and who vouches for it.

    What a single voice tells is alleged until it is confirmed: only the outlet's own words, or a statement that
    confirms, tell that something happened. Words that only name what is spoken about vouch for nothing.
    """
    vouching = [s for voice in event.vouchers if (s := statements.get(voice)) and "topic" not in s.flags]
    outer = {s.parent for s in vouching}
    voices = frozenset(s.speaker.id for s in vouching if s.speaker and s.id not in outer)
    if event.status != "happened" or event.background:
        return event.status, voices
    if not event.vouchers or any(s.act == "confirm" for s in vouching):
        return "happened", voices
    return "alleged", voices


def _kind_of_party(text: str, entity: Entity) -> str:
    """A name of one word is no person's where the article also speaks of its people: "Osmia" and "Osmian"."""
    single = entity.label == "person" and entity.name.isalpha() and entity.name.endswith("a")
    return "place" if single and re.search(rf"\b{entity.name}ns?\b", text) else entity.label


def _describes_source(text: str, event: Event, sources: Sequence[Span]) -> bool:
    start = event.trigger[0].start
    held = (span for span in sources if span.start <= start < span.end)
    return any(not re.search(r"\b(?:who|which|whose|that)\b", text[span.start : start]) for span in held)


def _heading(extraction: Extraction) -> Span | None:
    """The first paragraph where it is one: short and without a full stop."""
    text = extraction.article.text
    for paragraph in find_body_layout(extraction.article).paragraphs:
        words = text[paragraph.start : paragraph.end].split()
        short = len(words) <= _HEADING and not words[-1].rstrip("\"'”’)").endswith((".", ":", ";", ","))
        return Span(paragraph.start, paragraph.end) if short else None
    return None


def _is_deadline(extraction: Extraction, event: Event) -> bool:
    """Whether the date is the last day for it: "by Monday"."""
    text, dated = extraction.article.text, [t for t in extraction.timexes if t.value.partition("T")[0] == event.date]
    inside = (t.span.start for t in dated if event.span.start <= t.span.start < event.span.end)
    return any(DEADLINE.search(text[max(event.span.start, start - 24) : start]) for start in inside)


def _is_noun(text: str, event: Event) -> bool:
    words = text[event.trigger[0].start : event.trigger[-1].end].casefold().split()
    last = words[-1].removesuffix("s") if words else ""
    if _TOOK_PLACE.match(text, event.trigger[-1].end, event.span.end):
        return False
    return last in ("of", "by") or (last in _NOUNS and (len(words) < 2 or words[0] not in _LIGHT_VERBS))


def _refers(extraction: Extraction, event: Event) -> bool:
    """A noun with an article and no date."""
    start = event.trigger[0].start
    first = terms.WORD.findall(extraction.article.text[start : event.trigger[0].end])[:1]
    plural = _is_noun(extraction.article.text, event)  # "the talks" are no form of "talk"
    if not plural and any(word.endswith("ed") or base_of(word.casefold()) != word.casefold() for word in first):
        return False  # "the ministers met"
    before = extraction.article.text[max(start - 30, 0) : start]
    return event.date is None and bool(
        re.search(r"\b(?:the|this|that|these|those|such)\s+(?:\w+\s+)?$", before, re.IGNORECASE)
    )


def _kind(extraction: Extraction, event: Event) -> str:
    """Signing an agreement is of the kind of reaching one."""
    return (event.mode if event.mode != SIGNED else "~agree") or _word(extraction, event)


def _word(extraction: Extraction, event: Event) -> str:
    """The class of the words that tell it: "reopen" and "opened" are of one kind, and "ask" and "put a question"."""
    if event.root == "CONSULT":
        return ""
    text = extraction.article.text
    words = [word for span in event.trigger for word in terms.WORD.findall(text[span.start : span.end])]
    folded = [term for word in words for term in sorted(terms_in(base_of(word.casefold())))]
    return next((term for term in reversed(folded) if is_class(term)), folded[0] if folded else "")


def _terms(text: str, span: Span) -> frozenset[str]:
    words = terms.WORD.findall(text[span.start : span.end])
    return frozenset(term for word in words if (term := terms.term_of(word)))


def _places(extraction: Extraction) -> frozenset[str]:
    """The countries, towns and bodies that the article names, folded so that their people are the same."""
    labels = ("place", "organisation", "group", "other")
    names = (name for entity in extraction.entities if entity.label in labels for name in (entity.name, *entity.names))
    words = (word for name in names for word in terms.WORD.findall(name))
    return frozenset(terms.fold_place(word) for word in words if word[:1].isupper() and not is_common(word))


def _sides(extraction: Extraction, event: Event, places: frozenset[str]) -> frozenset[str]:
    text = extraction.article.text[event.span.start : event.span.end]
    words = (word for word in terms.WORD.findall(text) if word[:1].isupper())
    return frozenset(folded for word in words if (folded := terms.fold_place(word)) in places)


def _own_sides(extraction: Extraction, who: Sequence[str], places: frozenset[str]) -> frozenset[str]:
    names = {entity.id: entity.name for entity in extraction.entities if entity.label != "person"}
    words = (word for one in who for word in terms.WORD.findall(names.get(one, "")))
    return frozenset(folded for word in words if (folded := terms.fold_place(word)) in places)


def _offices(extraction: Extraction, places: frozenset[str]) -> dict[str, set[str]]:
    """For each person the countries named before or with the office: "Osk's foreign minister, Ann Lee"."""
    text = extraction.article.text
    people = {entity.id for entity in extraction.entities if entity.label == "person"}
    found: dict[str, set[str]] = {}
    for mention in extraction.mentions:
        if mention.entity in people and mention.form == "name":
            before = re.split(r"[.;:\n\"“”]|, |\band\b", text[max(mention.span.start - 60, 0) : mention.span.start])[-1]
            after = re.match(r", [^.;:\n]{0,60}?(?=,|\.|$)", text[mention.span.end : mention.span.end + 70])
            words = terms.WORD.findall(before + " " + (after[0] if after else ""))
            folded = {terms.fold_place(word) for word in words if word[:1].isupper()}
            found.setdefault(mention.entity, set()).update(folded & places)
    return found


def _held(extraction: Extraction) -> dict[str, set[str]]:
    """The offices of its people without countries: "prime minister"."""
    found = {entity.id: {office_key(entity.name)} for entity in extraction.entities if entity.label == "unnamed"}
    for office in find_offices(extraction):
        found.setdefault(office.entity, set()).add(office_key(office.office))
    return found


def _place(extraction: Extraction, event: Event) -> str:
    names = {entity.id: entity.name for entity in extraction.entities}
    return names.get(event.place or "", event.place or "")
