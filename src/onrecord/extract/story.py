"""What an article has told so far: who was named, who spoke, and where, while its statements are read in order.

Every look back has a limit, so that reading takes time in proportion to the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.extract.cast import Cast, Member, NamedSpan, find_cast
from onrecord.extract.names import Word
from onrecord.extract.seen import Seen
from onrecord.records import Label, Span
from onrecord.text.layout import Layout

_LIKE = frozenset(("group", "unnamed"))  # several people who are described, not named
_MEMORY = 12  # sentences that a pronoun reaches back at most


@dataclass(slots=True)
class Story:
    layout: Layout
    cast: Cast
    starts: list[int]  # of each word
    by_name: dict[str, list[int]]  # members by each of their names
    spoke: list[tuple[int, int]] = field(default_factory=list)  # (offset of the cue, member), in order
    extra: list[tuple[Span, int, str]] = field(default_factory=list)  # mentions that are no names: span, member, form
    called: dict[str, int] = field(default_factory=dict)  # whom a description meant last
    outer: int | None = None  # who says the words in which the source at hand stands
    barred: frozenset[int] = frozenset()  # members whom the content at hand names: "Lee was late, he said" is not Lee

    @classmethod
    def of(cls, layout: Layout, words: list[Word], seen: Sequence[Seen], sources: Sequence[Span] = ()) -> Story:
        cast = find_cast(layout, words, seen, sources)
        story = cls(layout, cast, [w.span.start for w in cast.words], {})
        for member in cast.members:
            for name in member.names:
                story.by_name.setdefault(name, []).append(member.number)
        return story

    def member(self, number: int) -> Member:
        return self.cast.members[number]

    def sentence_at(self, offset: int) -> int:
        i = min(bisect_left(self.starts, offset), len(self.starts) - 1)
        return self.cast.sentence[i] if i >= 0 else 0

    def word_at(self, offset: int) -> int:
        """The index of the first word that begins there or after."""
        return bisect_left(self.starts, offset)

    def names_in(self, span: Span) -> list[NamedSpan]:
        """Names that begin between two places."""
        words = self.cast.words
        a, b = (bisect_left(self.cast.named, at, key=lambda n: words[n.start].span.start) for at in span)
        return self.cast.named[a:b]

    def names_before(self, offset: int, limit: int) -> list[NamedSpan]:
        """The last names that begin before a place."""
        words = self.cast.words
        b = bisect_left(self.cast.named, offset, key=lambda n: words[n.start].span.start)
        return self.cast.named[max(0, b - limit) : b]

    def memory(self, offset: int) -> int:
        """Where the sentences begin that a pronoun may reach back to."""
        words, sentence = self.cast.words, self.sentence_at(offset) - _MEMORY
        i = bisect_left(self.cast.sentence, sentence)
        return words[i].span.start if i < len(words) else 0

    def snap(self, span: Span) -> Span:
        """The span widened to whole words."""
        a, b = bisect_right(self.starts, span.start) - 1, bisect_left(self.starts, span.end) - 1
        start = self.cast.words[a].span if a >= 0 else span
        end = self.cast.words[b].span.end if b >= 0 else span.end
        return Span(start.start if start.end > span.start else span.start, max(end, span.end))

    def words_in(self, span: Span) -> list[Word]:
        a, b = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return self.cast.words[a:b]

    def span_of(self, name: NamedSpan) -> Span:
        words = self.cast.words
        return Span(words[name.start].span.start, words[name.end - 1].span.end)

    def together(self, start: int, end: int) -> bool:
        """Whether two places are in one paragraph."""
        return self.layout.plain.find("\n", start, end) < 0

    def quotation_at(self, offset: int) -> int | None:
        """The number of the quotation around a place."""
        i = bisect_right(self.layout.quotations, Span(offset, len(self.layout.plain) + 1)) - 1
        return i if i >= 0 and offset < self.layout.quotations[i].end else None

    def remember(self, span: Span, member: int | None, form: str) -> int | None:
        if member is not None:
            self.extra.append((span, member, form))
        return member

    def call(self, number: int, name: str) -> None:
        """Another name of a member."""
        names = self.member(number).names
        if name not in names:
            self.by_name.setdefault(name, []).append(number)
        names[name] += 1

    def add(self, label: Label, name: str) -> int:
        """The member of this name, a new one where there is none."""
        for number in self.by_name.get(name, ()):
            known = self.member(number).label
            if known in (label, "other") or {known, label} <= _LIKE:
                self.call(number, name)
                return number
        member = Member(len(self.cast.members), label)
        self.cast.members.append(member)
        self.call(member.number, name)
        return member.number
