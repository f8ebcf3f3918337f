"""Who speaks where the words that name a source were not marked: the subject of the cue, as its place tells.

"Lee, adding that ..." and "refused to say" have the speaker of the words around them; "the envoy had expected" has the
phrase before the cue, "reports the agency" the one after it, "was quoted by the agency" the agent. A passive without an
agent has nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from onrecord.extract.names import bodies, role_of
from onrecord.extract.phrases import by_name
from onrecord.extract.pronouns import PREPOSITIONS, RELATIVE, SINGULAR
from onrecord.extract.story import Story
from onrecord.records import Attribution, Span

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b(?:\s+\w+)?\s+\w*(?:ed|en|own|ought|ade|aid|old|eld)\b")
_MOODS = re.compile(r"\b(?:surprised|convinced|worried|pleased|concerned|disappointed|alarmed|outraged|determined)\b")
_BREAKS = re.compile(r"[,;:!?\"()]|\.(?!\w)")  # but not the full stop of a web address
_ASIDE = re.compile(r"as \w+(?:ed|en|own|old|aid)$")
_AGENT = re.compile(r"\s+(?:as saying\s+)?by\s+")
_VERB = re.compile(r"\w+(?:s|ed|d)$|\w*(?:said|told|wrote|spoke|thought|felt|knew|has|have|had|will|would)$")
_LONG_SENTENCE = 100  # words
_LONG = 12  # words of a subject at most


def subject_speaker(
    story: Story, statement: Attribution, outer: int | None, whom: Callable[[Span], int | None]
) -> int | None:
    """The speaker of a statement without a source; `outer` is who says the words in which it stands."""
    cue = Span(statement.cue[0].start, statement.cue[-1].end)
    plain = story.layout.plain
    words = plain[cue.start : cue.end].casefold().split()
    if not words or (len(words) == 1 and words[0].endswith("ly")) or _ASIDE.match(" ".join(words)):
        return None  # "reportedly", "as expected": nobody is named
    if (words[0] == "to" or words[0].endswith("ing")) and len(words) <= 2:
        return outer if outer is not None else _speaker_beside(story, cue.start)
    if is_passive(" ".join(words)):
        agent = _AGENT.match(plain, cue.end)
        return _named_only(story, _phrase_after(story, agent.end()), whom) if agent else None  # "by the agency"
    before = _phrase_before(story, cue.start) or _phrase_far_before(story, cue.start)
    before = before or _phrase_between(story, statement.content[-1].end, cue.start)
    if before is not None:
        return whom(before)
    if statement.content and statement.content[-1].end <= cue.start and len(words) == 1 and _VERB.match(words[0]):
        return _named_only(story, _phrase_after(story, cue.end), whom)
    return None


def is_passive(cue: str) -> bool:
    """Whether somebody else acts: "was reported", not "was surprised". The cue is in small letters."""
    return _PASSIVE.search(cue) is not None and _MOODS.search(cue) is None


def _speaker_beside(story: Story, offset: int) -> int | None:
    """Who spoke last in the sentence."""
    here = story.sentence_at(offset)
    return next((m for at, m in reversed(story.spoke[-4:]) if at <= offset and story.sentence_at(at) == here), None)


def _phrase_before(story: Story, offset: int) -> Span | None:
    """The words from the beginning of the sentence, or a quotation's end, to the cue, where they are a noun phrase."""
    words = story.cast.words
    end = story.word_at(offset)
    start = end
    while start and end - start <= _LONG and story.cast.sentence[start - 1] == story.cast.sentence[end - 1]:
        if start < end and '"' in story.layout.plain[words[start - 1].span.end : words[start].span.start]:
            break
        start -= 1
    if start == end or end - start > _LONG or not words[end - 1].span.end <= offset:
        return None
    span = Span(words[start].span.start, words[end - 1].span.end)
    phrase = story.layout.plain[span.start : offset]
    if _BREAKS.search(phrase.rstrip(" ,")) or phrase.rstrip() != story.layout.plain[span.start : span.end]:
        return None
    return span if _is_subject(story, start, end) else None


def _phrase_between(story: Story, start: int, end: int) -> Span | None:
    """What stands between the content and the cue after it: "{...}, Lee reported"."""
    words = [word for word in story.words_in(Span(start, end)) if word.span.end <= end]
    if not words or len(words) > _LONG:
        return None
    span = Span(words[0].span.start, words[-1].span.end)
    plain = story.layout.plain
    if plain[start : span.start].strip(' ,"\n') or _BREAKS.search(plain[span.start : end].rstrip()):
        return None
    first = story.word_at(span.start)
    return span if _is_subject(story, first, first + len(words)) else None


def _phrase_far_before(story: Story, offset: int) -> Span | None:
    """The name that opens the sentence, where a comma closes what stands between: "Lee, on Monday in Tarn, denied"."""
    words, plain = story.cast.words, story.layout.plain
    end = story.word_at(offset)
    if not end or plain[words[end - 1].span.end : offset].strip() != ",":
        return None
    start = bisect_left(story.cast.sentence, story.cast.sentence[end - 1])
    if end - start > _LONG_SENTENCE:
        return None
    stop = plain.find(",", words[start].span.start)
    span = Span(words[start].span.start, stop)
    near = story.words_in(span)
    if not near or len(near) > _LONG or near[0].key in _OPENS_OTHERWISE or '"' in plain[span.start : offset]:
        return None
    return span if story.names_in(span) else None


def _is_subject(story: Story, start: int, end: int) -> bool:
    words = story.cast.words[start:end]
    if len(words) == 1 and words[0].key in SINGULAR:
        return True
    if words[0].key in _OPENS_OTHERWISE:
        return False
    return _may_speak(story, Span(words[0].span.start, words[-1].span.end))


_OPENS_OTHERWISE = frozenset(
    "in on at by for from with after before during when if as while since until according".split()
)


def _phrase_after(story: Story, offset: int) -> Span | None:
    """The noun phrase that begins here, up to a comma or the end of the sentence."""
    words = story.cast.words
    start = story.word_at(offset)
    if start == len(words) or not start or words[start].span.start - offset > 1 or words[start].opens:
        return None
    end = start
    while end < len(words) and end - start < _LONG and story.cast.sentence[end] == story.cast.sentence[start]:
        if end > start and re.search(r"[,;:()\"]", story.layout.plain[words[end - 1].span.end : words[end].span.start]):
            break
        end += 1
    return Span(words[start].span.start, words[end - 1].span.end) if end > start else None


def _named_only(story: Story, span: Span | None, whom: Callable[[Span], int | None]) -> int | None:
    words = story.words_in(span) if span is not None else []
    if span is None or not words or words[0].key in _OPENS_OTHERWISE:
        return None
    return whom(span) if _may_speak(story, span) else None


def _may_speak(story: Story, span: Span) -> bool:
    """Whether a phrase is headed by a name, a role or a body: "the envoy", not "the motive of the envoy"."""
    if by_name(story, span) is not None:
        return True
    words = story.words_in(span)
    stop = next((i for i, w in enumerate(words) if w.key in PREPOSITIONS | RELATIVE), len(words))
    return stop > 0 and (role_of(words[stop - 1].text) is not None or words[stop - 1].key in bodies())
