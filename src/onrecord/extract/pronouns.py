"""Whom a pronoun means: the person last spoken of, above all the last speaker; inside a quotation, who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.names import role_of
from onrecord.extract.story import Story
from onrecord.records import Span

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset("they them their theirs themselves both".split())
THING = frozenset("it its itself which".split())
SELF = frozenset("i we me us my our myself ourselves".split())
POSSESSIVES = frozenset("his her their its our my".split())
RELATIVE = frozenset("who that whom".split())
PREPOSITIONS = frozenset("of for at in to from with by on about against between over under near".split())
SEVERAL = frozenset("the both two three".split())
PARTIES = frozenset(
    "sides parties governments countries states delegations leaders nations teams allies neighbours neighbors".split()
)
_STATE_OF_SPEECH = 1.5  # a pronoun rather means who spoke last than who was named last
_INSIDE_SPEECH = 2.2  # in "Ann says that she ..." it is rather Ann than anybody else
_A_SENTENCE = 1.0  # what each sentence between costs
_A_PARAGRAPH = 0.9  # what the end of a paragraph between costs
_A_HEADLINE = 1.0  # the text begins anew below it
_IN_A_QUOTATION = 1.0  # who is named inside a quotation is rarely the "he" outside it
_OWN_CONTENT = 3.0  # nobody is "he" of words that name him
_FIRST_NAME = 0.7  # the first name of a sentence is mostly its subject
_GROUP_SPOKE = 3  # sentences that "they" and "it" reach back to a speaker
_BESIDE = 3  # characters between a name and "which"
_NAMES = 100  # that "he" and "she" reach back to at most: a text may have no sentence ends
_WORDS = 200  # that "they" reaches back to a group
_GROUP_NAMED = 2  # and to a name


def person_before(story: Story, offset: int, gender: str, outer: int | None, *, relative: bool) -> int | None:
    """The person that "he" or "she" most likely means. `gender` is m, f or - for any."""
    here = story.sentence_at(offset)
    quoted = story.quotation_at(offset) is not None
    weights: dict[int, float] = {}

    def offer(member: int, weight: float) -> None:
        person = story.member(member)
        weight -= _OWN_CONTENT if member in story.barred or (quoted and member == outer) else 0.0
        if person.label in ("person", "unnamed") and (gender == "-" or person.gender in ("-", gender)):
            sure = 0.5 if gender != "-" and person.gender == gender else 0.0
            weights[member] = max(weights.get(member, -99.0), weight + sure)

    for span, member, first in _persons_before(story, offset):
        weight = -_A_SENTENCE * (here - story.sentence_at(span.start)) + (_FIRST_NAME if first else 0.0)
        weight -= 0.0 if story.together(span.start, offset) else _A_PARAGRAPH
        weight -= _IN_A_QUOTATION if not quoted and story.quotation_at(span.start) is not None else 0.0
        offer(member, weight + (3.0 if relative and offset - span.end < 4 else 0.0))
    for at, member in story.spoke[-4:]:
        if (sentence := story.sentence_at(at)) <= here:
            weight = _STATE_OF_SPEECH - _A_SENTENCE * max(0, here - sentence - 1)
            weight -= _A_HEADLINE if sentence == 0 and here and not story.together(at, offset) else 0.0
            offer(member, weight - (0.0 if story.together(at, offset) else _A_PARAGRAPH))
    if outer is not None and not quoted:  # of oneself one says "I"
        offer(outer, _INSIDE_SPEECH)
    return max(weights, key=lambda m: weights[m], default=None)


def _persons_before(story: Story, offset: int) -> Iterator[tuple[Span, int, bool]]:
    """Names before a place, with whether each is the first name of its sentence and no mere modifier."""
    words, plain = story.cast.words, story.layout.plain
    sentence = -1
    memory = story.memory(offset)
    for name in story.names_before(offset, _NAMES):
        span = story.span_of(name)
        if span.end > offset:
            break
        if span.start < memory or story.member(name.member).label != "person":
            continue
        at = story.cast.sentence[name.start]
        owns = plain[span.end : span.end + 2] == "'s"
        modifier = owns or (name.start > 0 and words[name.start - 1].key in PREPOSITIONS)
        yield span, name.member, at != sentence and not modifier
        if not modifier:
            sentence = at


def several_before(story: Story, offset: int) -> int | None:
    """The group last spoken of as such ("the two leaders", "both sides"), in this sentence or the one before."""
    words, here = story.cast.words, story.sentence_at(offset)
    at = story.word_at(offset) - 1
    last = max(0, at - _WORDS)
    while at > last and here - story.cast.sentence[at] <= 1:
        phrase = words[max(0, at - 2) : at + 1]
        if any(w.key in SEVERAL for w in phrase[:-1]) and (role_of(phrase[-1].text) or phrase[-1].key in PARTIES):
            start = next(k for k in range(max(0, at - 2), at) if words[k].key in SEVERAL)
            plural = words[at].key.endswith("s") and all(_is_next(story, k) for k in range(start, at))
            if plural and not (start and words[start - 1].key in PREPOSITIONS):
                name = story.layout.plain[words[start].span.start : words[at].span.end]
                return story.add("group", " ".join(name.split()).removeprefix("The ").removeprefix("the "))
        at -= 1
    return None


def _is_next(story: Story, at: int) -> bool:
    left, right = story.cast.words[at : at + 2]
    return story.layout.plain[left.span.end : right.span.start].isspace()


def group_before(story: Story, offset: int, outer: int | None, *, many: bool, relative: bool = False) -> int | None:
    """The body or group that "they" (many), "it" or "which" (relative) most likely means.

    Who spoke last, then what was named last; a relative pronoun means the name before it.
    """
    here = story.sentence_at(offset)
    beside = story.names_before(offset, 1)
    if relative and beside and 0 < offset - story.span_of(beside[0]).end <= _BESIDE:
        return beside[0].member
    for at, number in reversed(story.spoke):
        apart = here - story.sentence_at(at)
        if apart > _GROUP_SPOKE:
            break
        member = story.member(number)
        fits = member.several if member.label in ("group", "unnamed") else member.label != "person"
        if apart >= 0 and fits and (many or not member.several):
            return number
    for name in reversed(story.names_before(offset, _NAMES)):
        if here - story.cast.sentence[name.start] > _GROUP_NAMED:
            break
        if story.span_of(name).end <= offset and story.member(name.member).label != "person":
            return name.member
    return outer


def quoted_speakers(story: Story, quoted: list[tuple[Span, int]]) -> dict[int, int]:
    """Who is quoted in each quotation, as far as a content says so. `quoted` are contents and their speakers."""
    found: dict[int, int] = {}
    for span, member in quoted:
        first = story.quotation_at(span.start)
        first = story.quotation_at(span.start + 1) if first is None else first
        if first is not None:
            found.setdefault(first, member)
    return found


def self_speaker(story: Story, offset: int, quoted: dict[int, int]) -> int | None:
    """Whom "I" or "we" means: who is quoted here, else in a quotation beside it in the paragraph or just before."""
    here = story.quotation_at(offset)
    if here is None:
        return None
    if here in quoted:
        return quoted[here]
    quotations = story.layout.quotations
    for other in (here - 1, here + 1, here - 2, here + 2):
        if other in quoted and story.together(*sorted((quotations[other].start, offset))):
            return quoted[other]
    if here and here - 1 in quoted and story.layout.plain.count("\n", quotations[here - 1].end, offset) <= 2:
        return quoted[here - 1]
    return None
