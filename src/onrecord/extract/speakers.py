"""Who speaks: the source of every statement resolved to one of the article's cast.

A name is its owner; a role is the person whom the article describes so, nearest first; a pronoun is the person
last spoken of, above all the last speaker. The holder of a role is the one named in the article, never one that
is only known from elsewhere. The outlet's own voice is not a speaker.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.extract.cast import (
    Cast,
    Description,
    Member,
    NamedSpan,
    alike,
    describe,
    find_cast,
)
from onrecord.extract.names import Word, bodies, role_of
from onrecord.records import Attribution, Entity, Label, Mention, Span, Spans, Speaker
from onrecord.text.layout import Layout

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset("they them their theirs themselves both".split())
THING = frozenset("it its itself which".split())
SELF = frozenset("i we me us my our myself ourselves".split())
RELATIVE = frozenset("who that whom".split())
_PREPOSITIONS = frozenset("of for at in to from with by on about against between over under near".split())
_ARTICLES = frozenset("the a an this that these those his her their its our my".split())
_INDEFINITE = frozenset("a an some one two three four five several many another other few more most".split())
_GENERAL = frozenset("person politician official".split())
_OPEN_ROLES = frozenset("expert person politician".split())  # that a report may give to anybody it quoted
_MEDIA = frozenset(word for word, sort in bodies().items() if sort == "media")
_STATE_OF_SPEECH = 1.5  # a pronoun rather means who spoke last than who was named last
_INSIDE_SPEECH = 2.2  # in "Ann says that she ..." it is rather Ann than anybody else
_MEMORY = 12  # sentences that a pronoun reaches back at most
_MEMORY_OF_ROLES = 300  # names that "the minister" reaches back at most, so that long texts take linear time
_HEADLINE = 2  # sentences: a headline may give the role of somebody whom the text names at once
_OTHER_OFFICE = 1.6  # "the defence minister" is not the foreign minister
_A_SENTENCE = 1.0  # what each sentence between costs
_A_PARAGRAPH = 0.9  # what the end of a paragraph between costs
_IN_A_QUOTATION = 1.0  # who is named inside a quotation is rarely the "he" outside it
_FIRST_NAME = 0.7  # the first name of a sentence is mostly its subject


@dataclass(slots=True)
class _Story:
    """What the article has told so far, while its statements are read in order."""

    layout: Layout
    cast: Cast
    starts: list[int]  # of each word
    spoke: list[tuple[int, int]] = field(default_factory=list)  # (offset of the cue, member), in order
    extra: list[tuple[Span, int, str]] = field(default_factory=list)  # mentions that are no names: span, member, form

    def sentence_at(self, offset: int) -> int:
        i = min(bisect_left(self.starts, offset), len(self.starts) - 1)
        return self.cast.sentence[i] if i >= 0 else 0

    def names_in(self, span: Span) -> list[NamedSpan]:
        """Names that begin between two places."""
        words = self.cast.words
        a, b = (bisect_left(self.cast.named, at, key=lambda n: words[n.start].span.start) for at in span)
        return self.cast.named[a:b]

    def memory(self, offset: int) -> int:
        """Where the sentences begin that a pronoun may reach back to."""
        words, sentence = self.cast.words, self.sentence_at(offset) - _MEMORY
        i = bisect_left(self.cast.sentence, sentence)
        return words[i].span.start if i < len(words) else 0

    def words_in(self, span: Span) -> list[Word]:
        a, b = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return self.cast.words[a:b]

    def together(self, start: int, end: int) -> bool:
        """Whether two places are in one paragraph."""
        return "\n" not in self.layout.plain[start:end]

    def quoted(self, offset: int) -> bool:
        i = bisect_right(self.layout.quotations, Span(offset, len(self.layout.plain) + 1)) - 1
        return i >= 0 and offset < self.layout.quotations[i].end

    def add(self, label: Label, name: str) -> int:
        for member in self.cast.members:
            if name in member.names and member.label in (label, "other"):
                member.names[name] += 1
                return member.number
        member = Member(len(self.cast.members), label)
        member.names[name] += 1
        self.cast.members.append(member)
        return member.number


def link_speakers(
    layout: Layout, statements: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """The statements with their speakers, and the mentions and entities of the article."""
    cast = find_cast(layout)
    story = _Story(layout, cast, [w.span.start for w in cast.words])
    whose: dict[str, int | None] = {}
    by_id = {s.id: s for s in statements}

    def resolve(statement: Attribution) -> None:
        if statement.id in whose:
            return
        if statement.parent is not None:
            resolve(by_id[statement.parent])
        whose[statement.id] = member = _speaker(story, statement, whose)
        if member is not None:
            story.spoke.append((statement.cue[0].start, member))

    for statement in sorted(statements, key=lambda s: (s.source or s.cue or s.content)[0].start):
        resolve(statement)
    return _finish(story, statements, whose)


def _speaker(story: _Story, statement: Attribution, whose: dict[str, int | None]) -> int | None:
    if not statement.source:
        return None
    span = Span(statement.source[0].start, statement.source[-1].end)
    words = story.words_in(span)
    if not words:
        return None
    outer = whose.get(statement.parent) if statement.parent else None
    key = words[0].key
    if len(words) == 1 and key in SELF:
        return outer
    if len(words) == 1 and key in SINGULAR | dict.fromkeys(RELATIVE, "-"):
        gender = SINGULAR.get(key, "-")
        return _remember(
            story, span, _person_before(story, span.start, gender, outer, relative=key in RELATIVE), "pronoun"
        )
    if len(words) <= 2 and key in PLURAL and (group := _plural_before(story, span.start)) is not None:
        return _remember(story, span, group, "pronoun")
    if len(words) <= 2 and key in PLURAL | THING:
        return _remember(story, span, _group_before(story, span.start, outer), "pronoun")
    named = _heads(story, span)
    if named is not None:
        return named
    return _by_description(story, span, words)


def _remember(story: _Story, span: Span, member: int | None, form: str) -> int | None:
    if member is not None:
        story.extra.append((span, member, form))
    return member


def _heads(story: _Story, span: Span) -> int | None:
    """The person or body that the phrase is about, where it says so by name."""
    inside = [n for n in story.names_in(span) if _inside(story, n, span)]
    heads = [n for n in inside if not _modifies(story, n, span)]
    if not heads:
        return None
    persons = [n for n in heads if story.cast.members[n.member].label == "person"]
    joint = _joined(story, persons or heads)
    if joint is not None:
        return joint
    head = (persons or heads)[0]
    if story.cast.members[head.member].label == "organisation":
        _name_with_place(story, head, span)
    return head.member


def _name_with_place(story: _Story, name: NamedSpan, span: Span) -> None:
    """A body of a common name is known by its place: "the Foreign Ministry in Tarn"."""
    words, plain = story.cast.words, story.layout.plain
    if name.end + 1 < len(words) and words[name.end].key in ("in", "of") and words[name.end + 1].is_capital:
        start, end = words[name.start].span.start, words[name.end + 1].span.end
        if end <= span.end and words[name.end - 1].key in bodies():
            story.cast.members[name.member].names[" ".join(plain[start:end].split())] += 1


def _inside(story: _Story, name: NamedSpan, span: Span) -> bool:
    words = story.cast.words
    return span.start <= words[name.start].span.start and words[name.end - 1].span.end <= span.end


def _modifies(story: _Story, name: NamedSpan, span: Span) -> bool:
    """Whether the name only tells more about the head of the phrase: "the Tarn side", "the mayor of Tarn"."""
    words, plain = story.cast.words, story.layout.plain
    end = words[name.end - 1].span.end
    if plain[end : end + 2] == "'s" or plain[end : end + 1] == "'":
        return words[name.end - 1].span.end + 2 < span.end
    if name.start and words[name.start].span.start > span.start and words[name.start - 1].key in _PREPOSITIONS:
        return True
    led = name.start >= 2 and words[name.start - 2].span.start >= span.start
    if led and words[name.start - 1].key == "the" and words[name.start - 2].key in _PREPOSITIONS:
        return True
    after = words[name.end] if name.end < len(words) else None
    close = after is not None and after.span.end <= span.end and plain[end : after.span.start].isspace()
    return bool(close and after and (not after.is_capital or role_of(after.text)) and after.key not in _LEAVE_HEAD)


_LEAVE_HEAD = _PREPOSITIONS | RELATIVE | frozenset("and or who whose which himself herself itself also then".split())


def _joined(story: _Story, heads: list[NamedSpan]) -> int | None:
    """Two or more names joined by "and" are one group that keeps its members' names."""
    words, plain = story.cast.words, story.layout.plain
    parts = []
    for a, b in pairwise(heads):
        gap = plain[words[a.end - 1].span.end : words[b.start].span.start]
        if a.member != b.member and (" and " in f" {gap} " or gap.strip() == ",") and len(gap) < 60:
            parts += [a.member, b.member]
    if not parts:
        return None
    names = [story.cast.members[m].name for m in dict.fromkeys(parts)]
    return story.add("group", ", ".join(names[:-1]) + " and " + names[-1])


def _person_before(story: _Story, offset: int, gender: str, outer: int | None, *, relative: bool) -> int | None:
    """The person that "he" or "she" most likely means."""
    here = story.sentence_at(offset)
    weights: dict[int, float] = {}

    def offer(member: int, weight: float) -> None:
        person = story.cast.members[member]
        if person.label in ("person", "unnamed") and (gender == "-" or person.gender in ("-", gender)):
            sure = 0.5 if gender != "-" and person.gender == gender else 0.0
            weights[member] = max(weights.get(member, -99.0), weight + sure)

    for span, member, first in _mentions_before(story, offset):
        weight = -_A_SENTENCE * (here - story.sentence_at(span.start)) + (_FIRST_NAME if first else 0.0)
        weight -= 0.0 if story.together(span.start, offset) else _A_PARAGRAPH
        weight -= _IN_A_QUOTATION if story.quoted(span.start) and not story.quoted(offset) else 0.0
        offer(member, weight + (3.0 if relative and offset - span.end < 4 else 0.0))
    for at, member in story.spoke[-4:]:
        if (sentence := story.sentence_at(at)) <= here:
            weight = _STATE_OF_SPEECH - _A_SENTENCE * max(0, here - sentence - 1)
            offer(member, weight - (0.0 if story.together(at, offset) else _A_PARAGRAPH))
    if outer is not None:
        offer(outer, _INSIDE_SPEECH)
    return max(weights, key=lambda m: weights[m], default=None)


def _mentions_before(story: _Story, offset: int) -> Iterator[tuple[Span, int, bool]]:
    """Names before a place, with whether each is the first name of its sentence and no mere modifier."""
    words, plain = story.cast.words, story.layout.plain
    sentence = -1
    for name in story.names_in(Span(story.memory(offset), offset)):
        span = Span(words[name.start].span.start, words[name.end - 1].span.end)
        if span.end > offset:
            break
        if story.cast.members[name.member].label != "person":
            continue
        at = story.cast.sentence[name.start]
        modifier = plain[span.end : span.end + 2] == "'s" or (
            name.start > 0 and words[name.start - 1].key in _PREPOSITIONS
        )
        yield span, name.member, at != sentence and not modifier
        if not modifier:
            sentence = at


def _plural_before(story: _Story, offset: int) -> int | None:
    """The group last spoken of as such ("the two leaders", "both sides"), in this sentence or the one before."""
    here = story.sentence_at(offset)
    i = bisect_left(story.starts, offset) - 1
    while i > 0 and here - story.cast.sentence[i] <= 1:
        words = story.cast.words[max(0, i - 2) : i + 1]
        if (words[-1].key.endswith("s") and words[0].key in _SEVERAL) or (len(words) > 1 and words[-2].key in _SEVERAL):
            start = next(k for k, w in enumerate(words) if w.key in _SEVERAL)
            before = i - len(words) + start
            modifies = before >= 0 and story.cast.words[before].key in _PREPOSITIONS
            if (role_of(words[-1].text) or words[-1].key in _PARTIES) and not modifies:
                phrase = story.layout.plain[words[start].span.start : words[-1].span.end]
                return story.add("group", " ".join(phrase.split()).removeprefix("The ").removeprefix("the "))
        i -= 1
    return None


_SEVERAL = frozenset("the both two three".split())
_PARTIES = frozenset(
    "sides parties governments countries states delegations leaders nations teams allies neighbours".split()
)


def _group_before(story: _Story, offset: int, outer: int | None) -> int | None:
    """The body or group that "they" or "it" most likely means: who spoke last, then what was named last."""
    here = story.sentence_at(offset)
    for at, member in reversed(story.spoke):
        if story.cast.members[member].label not in ("person", "unnamed") and 0 <= here - story.sentence_at(at) <= 3:
            return member
    words = story.cast.words
    for name in reversed(story.cast.named):
        near = words[name.end - 1].span.end <= offset and here - story.cast.sentence[name.start] <= 2
        if near and story.cast.members[name.member].label != "person":
            return name.member
    return outer


def _by_description(story: _Story, span: Span, words: list[Word]) -> int | None:
    """A noun phrase without a name of its own: the person described so, else a new member named by the words."""
    core = _core(story, span, words)
    described = describe(words, whole=False)
    indefinite = words[0].key in _INDEFINITE or (words[0].key not in _ARTICLES and _is_plural(words))
    if described is not None and not indefinite and not _is_plural(words):
        member = _holder(story, span, described)
        if member is not None:
            return _remember(story, span, member, "role")
    if words[-1].key in _MEDIA and words[0].key == "the" and len(words) <= 2:
        for _, member in reversed(story.spoke):
            if any(w in bodies() for w in story.cast.members[member].name.casefold().split()):
                return _remember(story, span, member, "role")
    label: Label = "unnamed" if indefinite or described is not None else "other"
    member = story.add(label, core)
    if described is not None:
        story.cast.members[member].descriptions.append(described)
    return _remember(story, span, member, "role")


def _core(story: _Story, span: Span, words: list[Word]) -> str:
    """The phrase without its article and without what follows a comma or "who"."""
    first = words[1] if words[0].key in ("the", "a", "an") and len(words) > 1 else words[0]
    end = span.end
    for before, word in pairwise(words):
        gap = story.layout.plain[before.span.end : word.span.start]
        if word.span.start > first.span.start and (word.key in ("who", "which", "whose") or "," in gap or "(" in gap):
            end = before.span.end
            break
    return " ".join(story.layout.plain[first.span.start : max(end, first.span.end)].split())


def _is_plural(words: list[Word]) -> bool:
    head = next((w for w in reversed(words) if role_of(w.text)), words[-1])
    return head.key.endswith("s") and role_of(head.key) is not None and head.key.removesuffix("s") != head.key


def _holder(story: _Story, span: Span, described: Description) -> int | None:
    """The person of the article who fits a description best."""
    here = story.sentence_at(span.start)
    recent = [(story.sentence_at(at), member) for at, member in story.spoke[-_MEMORY_OF_ROLES:]]
    spoke = {member: sentence for sentence, member in recent if sentence <= here}
    best, best_weight = None, 0.0
    before = story.names_in(Span(0, span.end))[-_MEMORY_OF_ROLES:]
    if here <= _HEADLINE:
        before = [n for n in story.cast.named[:_MEMORY_OF_ROLES] if story.cast.sentence[n.start] <= _HEADLINE]
    seen = {n.member for n in before if not _inside(story, n, span)} | spoke.keys()
    for member in (story.cast.members[number] for number in sorted(seen)):
        if member.label not in ("person", "unnamed"):
            continue
        if described.role.gender != "-" and member.gender not in ("-", described.role.gender):
            continue
        fit = max((_fit(described, known) for known in member.descriptions), default=0.0)
        if member.number in spoke:
            fit += 1.2 - 0.25 * min(4, here - spoke[member.number])
            if not member.descriptions and (described.role.kind in _OPEN_ROLES or here - spoke[member.number] <= 1):
                fit += 0.5
        else:
            last = max((s.start for s in member.mentions if s.start < span.start), default=span.start)
            fit -= 0.15 * min(6, here - story.sentence_at(last))
        if fit > best_weight + 1e-6 and fit >= 1.0:
            best, best_weight = member.number, fit
    return best


def _fit(wanted: Description, known: Description) -> float:
    """How well one description fits another: the same word, the same sort of role, and shared words like a nation."""
    if wanted.head == known.head:
        fit = 2.0
    elif wanted.role.kind == known.role.kind:
        fit = 1.4
    elif wanted.role.kind in _GENERAL:
        fit = 0.7
    else:
        return -1.0
    shared = sum(any(_kin(a, b) for b in known.others) for a in wanted.others)
    other_office = wanted.before and known.before and not shared
    seat = (wanted.before | known.before) & bodies().keys()
    return fit + 1.0 * shared - (_OTHER_OFFICE if other_office and not seat else 0.0)


def _kin(a: str, b: str) -> bool:
    """Whether two words share a stem, as a state and its adjective do."""
    return a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5]) or alike(a, b)


def _finish(
    story: _Story, statements: Sequence[Attribution], whose: dict[str, int | None]
) -> tuple[tuple[Attribution, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    members = story.cast.members
    mentions = [(span, m.number, "name") for m in members for span in m.mentions] + story.extra
    used = {number for _, number, _ in mentions} | {number for number in whose.values() if number is not None}
    first = dict.fromkeys(used, 1 << 60)
    for span, who, _ in mentions:
        first[who] = min(first[who], span.start)
    ids = {number: f"e{i + 1}" for i, number in enumerate(sorted(used, key=lambda n: (first[n], n)))}
    entities = tuple(
        Entity(
            ids[n],
            members[n].name,
            members[n].label,
            tuple(sorted(members[n].names)),
            tuple(sorted({d.head for d in members[n].descriptions})),
        )
        for n in sorted(used, key=lambda n: int(ids[n][1:]))
    )
    linked = []
    for statement in statements:
        number = whose[statement.id]
        speaker = Speaker(ids[number], members[number].name) if number is not None else None
        linked.append(replace(statement, speaker=speaker))
    rows = tuple(
        Mention(span, ids[number], form)  # type: ignore[arg-type]
        for span, number, form in sorted(mentions, key=lambda row: (row[0], row[1]))
    )
    return tuple(linked), rows, entities


def addressee_span(layout: Layout, cue: Spans, content: Spans) -> Span | None:
    """The words between a cue such as "told" and the content or the end of the clause."""
    end = cue[-1].end
    stop = min((c.start for c in content if c.start >= end), default=len(layout.plain))
    piece = layout.plain[end : min(stop, end + 60)]
    for mark in ('"', ",", ".", ";", "\n", ":", " that ", " on ", " in ", " at "):
        piece = piece.split(mark)[0]
    words = piece.strip()
    start = end + len(piece) - len(piece.lstrip())
    return Span(start, start + len(words)) if words else None
