"""Whom a phrase is about: one name or several, the holder of a role, a body called by its sort.

The holder of a role is the one named in the article, never one that is only known from elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.extract.cast import Member, NamedSpan, alike
from onrecord.extract.descriptions import DETERMINERS, Description, describe
from onrecord.extract.documents import is_document
from onrecord.extract.names import Word, bodies, classifiers, role_of
from onrecord.extract.pronouns import PARTIES, POSSESSIVES, PREPOSITIONS, RELATIVE, SEVERAL, person_before
from onrecord.extract.story import Story
from onrecord.records import Label, Span

_INDEFINITE = frozenset("a an some one two three four five several many another other few more most".split())
_GENERAL = frozenset("person politician official".split())
_GENERAL_HEADS = frozenset("head chief leader boss".split())
_IN_CHARGE = frozenset("leader minister official manager officer".split())
_OPEN_ROLES = frozenset("expert person politician".split())  # that a report may give to anybody it quoted
_LEAVE_HEAD = PREPOSITIONS | RELATIVE | frozenset("and or who whose which himself herself itself also then".split())
_MEMORY_OF_ROLES = 300  # names that "the minister" reaches back at most, so that long texts take linear time
_HEADLINE = 2  # sentences: a headline may give the role of somebody whom the text names at once
_SAME_SENTENCE = 1.0  # whom a sentence names and what role it speaks of are mostly two people
_SAME_WORDS = 0.8  # "the head of the region" is who was called so before; "the expert" may be another one
_NEXT_NAME = 60  # characters after a role within which its holder may be named
_LONG_ROLE = 6  # words
_BESIDE = 3  # characters between a role and a name in apposition
_PLATFORMS = frozenset("facebook twitter telegram instagram youtube linkedin tiktok website page channel blog".split())
_AGE = re.compile(r"\d+-year-old")
_AMERICAN = frozenset("us u.s usa america".split())
_SHORT = 4  # words
_OTHER_OFFICE = 1.6  # "the defence minister" is not the foreign minister


def by_name(story: Story, span: Span) -> int | None:
    """The person or body that the phrase is about, where it says so by name; several of them are a group."""
    inside = [n for n in story.names_in(span) if _inside(story, n, span)]
    heads = _heads(story, inside, span)
    if not heads:
        return None
    persons = [n for n in heads if story.member(n.member).label == "person"]
    joint = _joined(story, persons or heads)
    if joint is not None:
        return joint
    head = (persons or heads)[0]
    if (before := _joined_to(story, head, span)) is not None:
        return before
    if story.member(head.member).label in ("organisation", "other"):
        _name_with_place(story, head, span)
    return head.member


def _heads(story: Story, inside: list[NamedSpan], span: Span) -> list[NamedSpan]:
    """The names that do more than tell of the head of the phrase. What is joined to such a one does no more either."""
    heads: list[NamedSpan] = []
    weak: list[NamedSpan] = []
    passing: NamedSpan | None = None
    for name in inside:
        listed = passing is not None and _is_listed(story, passing, name)
        if _modifies(story, name, span) or (listed and story.member(name.member).label != "person"):
            passing = name
        elif listed:
            weak.append(name)
        else:
            heads.append(name)
            passing = None
    return heads or weak


def _is_listed(story: Story, left: NamedSpan, right: NamedSpan) -> bool:
    gap = story.layout.plain[story.span_of(left).end : story.span_of(right).start]
    return gap.replace(" the ", " ").strip() in ("and", ",", ", and", "or")


def _name_with_place(story: Story, name: NamedSpan, span: Span) -> None:
    """A body of a common name is known by its place: "the Foreign Ministry in Tarn"."""
    words, plain = story.cast.words, story.layout.plain
    if name.end + 1 < len(words) and words[name.end].key in ("in", "of") and words[name.end + 1].is_capital:
        start, end = words[name.start].span.start, words[name.end + 1].span.end
        office = role_of(words[name.end + 1].text) is not None  # "the Cabinet of Ministers" is what it is called
        lone = name.end - name.start == 1 and words[name.end].key == "of" and not office
        if end <= span.end and (lone or words[name.end - 1].key in bodies()):
            story.call(name.member, " ".join(plain[start:end].split()))


def _inside(story: Story, name: NamedSpan, span: Span) -> bool:
    start, end = story.span_of(name)
    return span.start <= start and end <= span.end


def _modifies(story: Story, name: NamedSpan, span: Span) -> bool:
    """Whether the name only tells more about the head of the phrase: "the Tarn side", "the mayor of Tarn"."""
    words, plain = story.cast.words, story.layout.plain
    end = words[name.end - 1].span.end
    if plain[end : end + 2] == "'s" or plain[end : end + 1] == "'":
        return end + 2 < span.end
    if name.start and words[name.start].span.start > span.start and words[name.start - 1].key in PREPOSITIONS:
        return True
    led = name.start >= 2 and words[name.start - 2].span.start >= span.start
    if led and words[name.start - 1].key in DETERMINERS and words[name.start - 2].key in PREPOSITIONS:
        return True
    after = words[name.end] if name.end < len(words) else None
    if after is None or after.span.end > span.end or not plain[end : after.span.start].isspace():
        return False
    if after.key in classifiers() and not after.is_capital and story.member(name.member).label == "organisation":
        return _goes_on(story, name.end, span)
    return (not after.is_capital or _opens_role(words, name.end)) and after.key not in _LEAVE_HEAD


def _opens_role(words: Sequence[Word], at: int) -> bool:
    """Whether a role of one word or two begins there: "Governor", "Prime Minister"."""
    two = " ".join(word.text for word in words[at : at + 2])
    return role_of(words[at].text) is not None or role_of(two) is not None


def _goes_on(story: Story, at: int, span: Span) -> bool:
    """Whether a noun phrase does not end with this word: "the Osk newspaper office"."""
    words = story.cast.words
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.span.end > span.end:
        return False
    return story.layout.plain[words[at].span.end : after.span.start].isspace() and after.key not in _LEAVE_HEAD


def _joined(story: Story, heads: list[NamedSpan]) -> int | None:
    """Two or more names joined by "and" are one group that keeps its members' names."""
    words, plain = story.cast.words, story.layout.plain
    run: list[int] = []
    closed = False
    for a, b in pairwise(heads):
        gap = f" {plain[words[a.end - 1].span.end : words[b.start].span.start]} "
        joins = " and " in gap or ", " in gap
        if a.member != b.member and joins and len(gap) < 90:
            run += [a.member, b.member]
            closed = closed or " and " in gap
    if not run or not closed:
        return None
    return group_of(story, dict.fromkeys(run))


def _joined_to(story: Story, head: NamedSpan, span: Span) -> int | None:
    """A role or body without a name and a name are a group as well: "the prosecutor's office and Mara Osk"."""
    words = story.cast.words
    at = head.start - 1 - (head.start > 0 and words[head.start - 1].key == "the")
    before = story.words_in(Span(span.start, words[at].span.start)) if at > 0 else []
    if not before or words[at].key != "and" or words[at].span.start < span.start:
        return None
    if before[-1].is_capital or not (role_of(before[-1].text) or before[-1].key in bodies()) or len(before) > _SHORT:
        return None
    number = story.add(
        "group", _core(story, Span(span.start, story.span_of(head).end), [*before, *words[at : head.end]])
    )
    story.member(number).several = True
    return number


def group_of(story: Story, members: Iterable[int]) -> int:
    names = [story.member(m).name for m in members]
    number = story.add("group", ", ".join(names[:-1]) + " and " + names[-1])
    story.member(number).several = True
    return number


def by_description(story: Story, span: Span, words: list[Word]) -> int | None:
    """A noun phrase without a name of its own: who or what is described so, else a new member named by the words."""
    described = describe(words, whole=False)
    plural = _is_plural(words)
    indefinite = words[0].key in _INDEFINITE or (words[0].key not in DETERMINERS and plural)
    if words[0].key in ("a", "an") and story.sentence_at(span.start) == 0 and described is not None:
        indefinite = False  # a headline tells nobody's name; the text below it does
    member = _behind(story, span, described) if described is not None else None
    if member is not None:
        return story.remember(span, member, "role")
    if described is not None and plural and (words[0].key == "both" or _is_two(words)):
        member = _holders(story, span, described, 2)
    elif described is not None and not indefinite and not plural:
        member = _holder(story, span, described)
        if member is None and _AGE.search(" ".join(w.key for w in words[:3])) and words[0].key == "the":
            member = person_before(story, span.start, described.role.gender, story.outer, relative=False)
    elif described is None and len(words) <= 2 and words[-1].key in bodies():
        member = _body(story, span, words)
    if member is None:
        person = described is not None or (indefinite and words[-1].key not in bodies() and not is_document(words))
        label: Label = "unnamed" if person else "other"
        member = story.add(label, _core(story, span, words))
        known = story.member(member)
        known.several = known.several or plural or words[-1].key in PARTIES
        known.sorts |= {w.key for w in words if w.key in bodies()}
        if described is not None and described not in known.descriptions:
            known.descriptions.append(described)
    story.called[_phrase(story, span)] = member
    return story.remember(span, member, "role")


def _is_two(words: list[Word]) -> bool:
    return any(w.key in ("two", "both") for w in words[:2]) and words[0].key in SEVERAL


def _body(story: Story, span: Span, words: list[Word]) -> int | None:
    """A body called by its sort alone ("the ministry", "the newspaper"): the last one of that sort."""
    sort = words[-1].key
    if words[0].key not in ("the", sort):
        return None
    like = {word for word, kind in bodies().items() if kind == "media"} if bodies()[sort] == "media" else {sort}
    spoken = ((at, number) for at, number in reversed(story.spoke[-_MEMORY_OF_ROLES:]) if at < span.start)
    last_spoke = next(((at, m) for at, m in spoken if like & story.member(m).sorts), None)
    names = reversed(story.names_before(span.start, _MEMORY_OF_ROLES))
    named = ((story.span_of(n).start, n.member) for n in names if like & story.member(n.member).sorts)
    last_named = next(named, None)
    found = max((found for found in (last_spoke, last_named) if found), default=(0, None))[1]
    return found if found is not None or bodies()[sort] != "media" else _quoted_outlet(story, span)


def _quoted_outlet(story: Story, span: Span) -> int | None:
    """The last who spoke of those with a name that are no persons, and tell nothing else of their sort."""
    spoke = [story.member(n) for at, n in story.spoke[-_MEMORY_OF_ROLES:] if at < span.start]
    named = [m for m in spoke if m.label in ("organisation", "other") and m.mentions and not m.sorts]
    return named[-1].number if named else None


def _core(story: Story, span: Span, words: list[Word]) -> str:
    """The phrase without its article and without what follows a comma or "who"."""
    first = words[1] if words[0].key in ("the", "a", "an") and len(words) > 1 else words[0]
    end = span.end
    for before, word in pairwise(words):
        gap = story.layout.plain[before.span.end : word.span.start]
        closes = word.key in ("who", "which", "whose") or (word.key == "on" and words[-1].key in _PLATFORMS)
        if word.span.start > first.span.start and (closes or "," in gap or "(" in gap):
            end = before.span.end
            break
    return " ".join(story.layout.plain[first.span.start : max(end, first.span.end)].split())


def _is_plural(words: list[Word]) -> bool:
    stop = next((i for i, w in enumerate(words) if w.key in PREPOSITIONS | RELATIVE), len(words))
    head = next((w for w in reversed(words[:stop]) if role_of(w.text)), words[-1])
    one = role_of(head.key) is not None and head.key == _singular(head.key)
    return not one and role_of(head.key) is not None


def _singular(key: str) -> str:
    if key.endswith("men") and key not in ("women", "men"):
        return key.removesuffix("men") + "man"
    return key.removesuffix("s") if not key.endswith("ss") and role_of(key.removesuffix("s")) else key


def _holders(story: Story, span: Span, described: Description, number: int) -> int | None:
    """The people of the article who hold one role, where there are as many of them: "both ministers"."""
    before = story.names_before(span.start, _MEMORY_OF_ROLES)
    found = [
        n
        for n in dict.fromkeys(n.member for n in before)
        if story.member(n).label == "person"
        and any(_fit(described, known) >= 1.4 for known in story.member(n).descriptions if known.role.kind != "title")
    ]
    return group_of(story, found) if len(found) == number else None


def _holder(story: Story, span: Span, described: Description) -> int | None:
    """The person of the article who fits a description best."""
    here = story.sentence_at(span.start)
    recent = [(story.sentence_at(at), member) for at, member in story.spoke[-_MEMORY_OF_ROLES:]]
    spoke = {member: sentence for sentence, member in recent if sentence <= here}
    before = story.names_before(span.end + _NEXT_NAME, _MEMORY_OF_ROLES)
    if here <= _HEADLINE:
        before = [n for n in story.cast.named[:_MEMORY_OF_ROLES] if story.cast.sentence[n.start] <= _HEADLINE]
    seen = {n.member for n in before if not _inside(story, n, span)} | spoke.keys()
    seen -= story.barred | {story.outer}
    best, best_weight = None, 0.0
    for member in (story.member(number) for number in sorted(seen)):
        if member.label not in ("person", "unnamed") or member.several:
            continue
        if described.role.gender != "-" and member.gender not in ("-", described.role.gender):
            continue
        fit = _weigh(story, span, described, member, spoke.get(member.number))
        phrase = _phrase(story, span)
        fit += _SAME_WORDS if len(phrase.split()) > 2 and story.called.get(phrase) == member.number else 0.0
        if fit > best_weight + 1e-6 and fit >= 1.0:
            best, best_weight = member.number, fit
    if best is None and here == 0 and described.role.kind in _OPEN_ROLES:
        persons = [n for n in seen if story.member(n).label == "person"]
        best = persons[0] if len(persons) == 1 else None  # "Expert: ...", and the text names one person at once
    return best


def _behind(story: Story, span: Span, described: Description) -> int | None:
    """The person whose name follows in apposition: "the head of the port, Mara Osk, ..."."""
    for name in story.names_in(Span(span.end, span.end + _BESIDE)):
        start, end = story.span_of(name)
        member = story.member(name.member)
        beside = story.layout.plain[span.end : start].strip() == "," and story.layout.plain[end : end + 1] == ","
        if beside and member.label == "person" and any(d.head == described.head for d in member.descriptions):
            return name.member
    return None


def _phrase(story: Story, span: Span) -> str:
    return " ".join(story.layout.plain[span.start : span.end].casefold().split())


def _weigh(story: Story, span: Span, described: Description, member: Member, spoke: int | None) -> float:
    """How well a member fits a description here; `spoke` is the sentence in which it last spoke."""
    here = story.sentence_at(span.start)
    if member.label == "unnamed" and all(known.head != described.head for known in member.descriptions):
        return 0.0  # "the head of the region" need not be the president whom nobody named
    told = [known for known in member.descriptions if known.role.kind != "title" or known.head == described.head]
    fit = max((_fit(described, known) for known in told), default=0.0)
    if spoke is None:
        at = bisect_left(member.mentions, span)
        last = member.mentions[at - 1].start if at else None
        follows = at < len(member.mentions) and member.mentions[at].start <= span.end + _NEXT_NAME
        if last is None:
            return fit if here <= _HEADLINE or (follows and fit >= 2.0) else 0.0
        beside = _SAME_SENTENCE if here == story.sentence_at(last) else 0.0
        return fit - 0.15 * min(6, here - story.sentence_at(last)) - beside
    if not told and (spoke == here or story.words_in(span)[0].key in POSSESSIVES):
        return 0.0  # "her lawyer" is not she, who spoke last; nor is "the lawyer" in her own sentence
    open_role = described.role.kind in _OPEN_ROLES or here - spoke == 1
    return fit + 1.2 - 0.25 * min(4, here - spoke) + (0.5 if not told and open_role else 0.0)


def _fit(wanted: Description, known: Description) -> float:
    """How well one description fits another: the same word, the same sort of role, and shared words like a nation."""
    if wanted.head == known.head:
        fit = 2.0
    elif wanted.role.kind == known.role.kind:
        fit = 1.4
    elif wanted.role.kind in _GENERAL or (wanted.head in _GENERAL_HEADS and known.role.kind in _IN_CHARGE):
        fit = 0.7
    else:
        return -1.0
    shared = sum(any(_kin(a, b) for b in known.others) for a in wanted.others)
    other_office = wanted.before and known.before and not shared
    seat = (wanted.before | known.before) & bodies().keys()
    return fit + 1.0 * shared - (_OTHER_OFFICE if other_office and not seat else 0.0)


def _kin(a: str, b: str) -> bool:
    """Whether two words share a stem, as a state and its adjective do."""
    a, b = ("american" if word in _AMERICAN else word for word in (a, b))
    return a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5]) or alike(a, b)


def role_before(story: Story, offset: int) -> Span | None:
    """The role without a name that a relative pronoun follows: "her lawyer" in "her lawyer, who"."""
    words = story.cast.words
    end = story.word_at(offset)
    if not end or story.layout.plain[words[end - 1].span.end : offset].strip() not in ("", ","):
        return None
    start = next((i for i in range(end - 1, max(-1, end - _LONG_ROLE), -1) if words[i].key in DETERMINERS), end)
    if start == end or story.cast.sentence[start] != story.cast.sentence[end - 1]:
        return None
    span = Span(words[start].span.start, words[end - 1].span.end)
    return span if describe(words[start:end]) is not None and by_name(story, span) is None else None
