"""Who speaks: the source of every statement resolved to one of the article's cast.

A name is its owner; a role is the person whom the article describes so, nearest first; a pronoun is the person
last spoken of, above all the last speaker. The outlet's own voice is not a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.documents import owner
from onrecord.extract.names import Word
from onrecord.extract.phrases import by_description, by_name, role_before
from onrecord.extract.pronouns import (
    PLURAL,
    RELATIVE,
    SELF,
    SINGULAR,
    THING,
    group_before,
    person_before,
    quoted_speakers,
    self_speaker,
    several_before,
)
from onrecord.extract.seen import Seen
from onrecord.extract.story import Story
from onrecord.extract.subjects import is_passive, subject_speaker
from onrecord.records import Attribution, Entity, Mention, Span, Spans, Speaker
from onrecord.text.layout import Layout

_WHERE = frozenset("in at on during".split())
_GENDERS = SINGULAR | dict.fromkeys(RELATIVE, "-")


def link_speakers(
    layout: Layout, words: list[Word], statements: Sequence[Attribution], seen: Sequence[Seen] = ()
) -> tuple[tuple[Attribution, ...], tuple[Mention, ...], tuple[Entity, ...]]:
    """The statements with their speakers, and the mentions and entities of the article. `seen`: names of the model."""
    story = Story.of(layout, words, seen, [span for s in statements for span in s.source])
    whose: dict[str, int | None] = {}
    by_id = {s.id: s for s in statements}
    ordered = sorted(statements, key=lambda s: (s.source or s.cue or s.content)[0].start)
    roots = {s.id: _root(s, by_id) for s in ordered}

    def resolve(statement: Attribution) -> None:
        if statement.id in whose:
            return
        if statement.parent is not None:
            resolve(by_id[statement.parent])
        outer = whose.get(statement.parent) if statement.parent else None
        story.outer = outer
        names = [n for span in statement.content for n in story.names_in(span)]
        story.barred = frozenset(n.member for n in names if story.member(n.member).label == "person")
        whose[statement.id] = member = _speaker(story, statement, outer)
        if member is not None:
            story.spoke.append((statement.cue[0].start, member))

    for statement in ordered:
        if not _is_self(story, roots[statement.id]):
            resolve(statement)
    # "I" and "we" come last: a quotation may be closed by the words that say whose it is.
    contents = [
        (span, who)
        for s in ordered
        if (who := whose.get(s.id)) is not None and story.member(who).label in ("person", "unnamed", "group")
        for span in s.content
    ]
    quoted = quoted_speakers(story, contents)
    for statement in ordered:
        root = roots[statement.id]
        if root.id not in whose:
            whose[root.id] = self_speaker(story, root.source[0].start, quoted)
        resolve(statement)
    return _finish(story, statements, whose)


def _root(statement: Attribution, by_id: dict[str, Attribution]) -> Attribution:
    while statement.parent is not None:
        statement = by_id[statement.parent]
    return statement


def _is_self(story: Story, statement: Attribution) -> bool:
    if not statement.source:
        return False
    words = story.words_in(Span(statement.source[0].start, statement.source[-1].end))
    return len(words) == 1 and words[0].key in SELF


def _speaker(story: Story, statement: Attribution, outer: int | None) -> int | None:
    if not statement.source:
        return subject_speaker(story, statement, outer, lambda span: _whom(story, span, outer))
    span = story.snap(Span(statement.source[0].start, statement.source[-1].end))
    return None if _is_where(story, statement, span) else _whom(story, span, outer)


def _is_where(story: Story, statement: Attribution, span: Span) -> bool:
    """Whether the source is where something was done by nobody who is named: "was found in Tarn"."""
    words, at = story.cast.words, story.word_at(span.start) - 1
    at -= at > 0 and words[at].key == "the"
    cue = story.layout.plain[statement.cue[0].start : statement.cue[-1].end].casefold()
    return at >= 0 and words[at].key in _WHERE | {"with"} and is_passive(cue)


def _whom(story: Story, span: Span, outer: int | None) -> int | None:
    """Whom a phrase means. `outer` is who says the words in which it stands, where somebody does."""
    words = story.words_in(span)
    if not words:
        return None
    key = words[0].key
    if len(words) == 1 and key in SELF:
        return outer
    if (len(words) == 1 and key == "you") or key in _WHERE:
        return None  # anybody; or a place or time, as in "at the port it was said"
    if key in RELATIVE and (role := role_before(story, span.start)) is not None:
        found = by_description(story, role, story.words_in(role))
        return story.remember(span, found, "pronoun")
    if len(words) == 1 and key in _GENDERS:
        found = person_before(story, span.start, _GENDERS[key], outer, relative=key in RELATIVE)
        return story.remember(span, found, "pronoun")
    if (len(words) == 1 and key in PLURAL | THING) or (len(words) == 2 and key in THING):
        found = several_before(story, span.start) if key in PLURAL else None
        if found is None:
            found = group_before(story, span.start, outer, many=key in PLURAL, relative=key == "which")
        return story.remember(span, found, "pronoun")
    behind = owner(story, span, words)
    if behind is not None and behind != span and (found := _whom(story, behind, outer)) is not None:
        return found
    named = by_name(story, span)
    return named if named is not None else by_description(story, span, words)


def _finish(
    story: Story, statements: Sequence[Attribution], whose: dict[str, int | None]
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
