"""Noun phrases that name who took part: "the Foreign Minister of Osk, Ann Lee, and President Varn" is two parties.

No parser: a phrase is a run of capitalised words, roles, determiners and the small words that join them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.extract.names import Word, role_of
from onrecord.extract.party_words import (
    DESCRIBE,
    DETERMINERS,
    GROUPS,
    INNER,
    MONTHS,
    NOT_NAMES,
    NUMERALS,
    PARTIES,
    PORTFOLIOS,
    PREPOSITIONS,
    TIME,
)
from onrecord.records import Entity, Mention, Span
from onrecord.text.layout import Layout

_BEFORE_GROUP = 5  # words
_FIELD = 2  # plain words before a role or name that tell its field
_NO_FIELD = frozenset(
    """about after against among as at before behind being between by during for from in into not of off on or over out
    since than that their then through to under until up upon when where which while who with within without""".split()
)
_SIDES = frozenset("sides parties countries nations governments states neighbours neighbors capitals".split())
_BOTH = frozenset("the two both".split())
_PAIR = ("one", "other")
_PAIRED = ("place", "organisation")
_LAST_PAIR = 12  # sentences in which those are looked for whom "both sides" means
_PLURAL_PRONOUNS = frozenset("they we both".split())
_MEMORY = 100  # mentions before a role among which its holder is looked for
_BEHIND = 6  # words after a name in which its apposition tells the office
_RANKS = frozenset("prime vice deputy".split())
_FIELDS = (PORTFOLIOS | _RANKS) - frozenset("the of and for".split())
_PRONOUNS = frozenset("he she it they we who".split())


@dataclass(frozen=True, slots=True)
class Party:
    """One that took part: word numbers of its phrase, the name in it, and whom it names where that is known."""

    start: int
    end: int
    name: tuple[int, int] | None  # words of the bare name; None for "the Foreign Minister of Osk"
    entity: str | None
    person: bool


@dataclass(frozen=True)
class Scene:
    """An article as the event rules see it."""

    layout: Layout
    words: Sequence[Word]
    sentence: Sequence[int]  # number of each word's sentence
    mentions: Sequence[Mention]  # in the order of the text
    entities: Mapping[str, Entity]

    @cached_property
    def keys(self) -> list[str]:
        return [word.key for word in self.words]

    @cached_property
    def starts(self) -> list[int]:
        return [word.span.start for word in self.words]

    @cached_property
    def mention_starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    @cached_property
    def mention_of(self) -> list[int | None]:
        """For each word the mention it belongs to; the shortest where several hold it."""
        result: list[int | None] = [None] * len(self.words)
        ordered = sorted(enumerate(self.mentions), key=lambda row: row[1].span.start - row[1].span.end)
        for number, mention in ordered:
            for i in range(bisect_left(self.starts, mention.span.start), len(self.words)):
                if self.words[i].span.start >= mention.span.end:
                    break
                result[i] = number
        return result

    @cached_property
    def sentence_bounds(self) -> dict[int, tuple[int, int]]:
        bounds: dict[int, tuple[int, int]] = {}
        for i, number in enumerate(self.sentence):
            first, _ = bounds.get(number, (i, i))
            bounds[number] = (first, i + 1)
        return bounds

    @cached_property
    def titled(self) -> dict[tuple[str, str], str]:
        """Persons by what stands before their name: ("osk", "president") of "Osk's President Ann Lee"."""
        found: dict[tuple[str, str], str] = {}
        for i in range(1, len(self.words)):
            number = self.mention_of[i]
            if number is None or number == self.mention_of[i - 1] or role_of(self.keys[i - 1]) is None:
                continue
            entity = self.mentions[number].entity
            if self.entities[entity].label == "person":
                found.setdefault((_modifier(self, i - 1), self.keys[i - 1]), entity)
        return found

    @cached_property
    def fields(self) -> dict[tuple[str, str], list[frozenset[str]]]:
        """The fields of the offices that persons are told to hold: {"prime"} of "Prime Minister Ann Lee"."""
        found: dict[tuple[str, str], list[frozenset[str]]] = {}
        for i, number in enumerate(self.mention_of):
            within = i > 0 and number == self.mention_of[i - 1]
            if number is None or within or self.mentions[number].form != "name":
                continue
            end = next((j for j in range(i, len(self.words)) if self.mention_of[j] != number), len(self.words))
            behind = range(end, min(end + _BEHIND, len(self.words))) if self._opens_apposition(end) else ()
            for role in (*range(max(i - 1, 0), i), *behind):
                if role_of(self.keys[role]) is not None:
                    key = (self.mentions[number].entity, self.keys[role])
                    found.setdefault(key, []).append(_field(self, role))
        return found

    def _opens_apposition(self, i: int) -> bool:
        return i < len(self.words) and "," in self.gap(i) and self.keys[i] in ("the", "its", "his", "her", "their")

    def gap(self, i: int) -> str:
        """The characters before word i: punctuation and "'s"."""
        return self.words[i].gap

    def bounds(self, i: int) -> tuple[int, int]:
        return self.sentence_bounds[self.sentence[i]]

    def span(self, start: int, end: int) -> Span:
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def text(self, start: int, end: int) -> str:
        return " ".join(self.layout.plain[slice(*self.span(start, end))].split())


def _modifier(scene: Scene, role: int) -> str:
    """The capitalised word that tells whose the office is: "tarnish" in "the Tarnish foreign minister"."""
    for i in range(role - 1, max(role - 4, -1), -1):
        if scene.words[i].is_capital and scene.keys[i] not in DESCRIBE and scene.keys[i] not in DETERMINERS:
            return scene.keys[i]
        if not scene.words[i].is_capital and scene.keys[i] not in DESCRIBE:
            break
    return ""


def _field(scene: Scene, role: int) -> frozenset[str]:
    """Of which field or rank an office is: {"foreign"} in "the Tarnish foreign minister"."""
    first = role
    while first and scene.keys[first - 1] in _FIELDS and scene.gap(first) == " ":
        first -= 1
    return frozenset(scene.keys[first:role])


def is_time(scene: Scene, i: int) -> bool:
    key = scene.keys[i]
    if key in MONTHS:  # "Jan Lee" is a person, "may" a modal
        beside = scene.words[i + 1].text if i + 1 < len(scene.words) else ""
        return scene.words[i].is_capital and not (beside[:1].isupper() and not scene.gap(i + 1).strip())
    return key in TIME or key[0].isdigit()


def is_count(scene: Scene, i: int) -> bool:
    return scene.keys[i][:1].isdigit() or scene.keys[i].split("-")[0] in NUMERALS


def _counts_more(scene: Scene, i: int) -> bool:
    """The "nine" of "31 Osmians and nine Varnians": a phrase goes on behind it."""
    if not i or scene.keys[i - 1] != "and" or not is_count(scene, i) or i + 1 == len(scene.words):
        return False
    return (is_capital(scene.words[i + 1]) and not is_time(scene, i + 1)) or scene.keys[i + 1] in GROUPS


def _belongs(scene: Scene, i: int) -> bool:
    word, key = scene.words[i], scene.keys[i]
    if _counts_more(scene, i):
        return True
    if is_time(scene, i):
        return False
    if is_capital(word) and not (word.opens and key in NOT_NAMES):
        return True
    if key == "from":  # "officers from Osk"
        return i > 0 and scene.keys[i - 1] in PARTIES
    return key in DETERMINERS or key in INNER or key in DESCRIBE or key in PARTIES or role_of(key) is not None


def is_capital(word: Word) -> bool:
    """Also "al-Lee"."""
    return word.is_capital or ("-" in word.text and any(part[:1].isupper() for part in word.text.split("-")))


def to_group(scene: Scene, i: int, limit: int) -> int:
    """Past numbers and plain adjectives to a group of people, "about 900 dock workers"; `i` where there is none."""
    for j in range(i, min(i + _BEFORE_GROUP, limit)):
        if scene.keys[j] in GROUPS and j > i:
            return j
        if scene.words[j].is_capital and not scene.words[j].opens:
            break
        if scene.keys[j] in INNER or (j > i and any(mark in scene.gap(j) for mark in ",;:")):
            break
    return i


def phrase_after(scene: Scene, i: int, limit: int) -> tuple[int, int]:
    """The run of a phrase that begins at word i, its last joining words left out; empty where none begins."""
    end = i
    while end < limit and scene.keys[end] in DETERMINERS:
        end += 1
    end = _past_field(scene, end, limit)
    while end < limit and _belongs(scene, end) and (end == i or _joins(scene, end)):
        end += 1
    return i, _trim(scene, i, end)


def _past_field(scene: Scene, i: int, limit: int) -> int:
    """Past plain words before a role or a name, its field: "opposition leader Lee", "oil magnate Lee"."""
    for j in range(i, min(i + _FIELD + 1, limit)):
        if j > i and scene.gap(j) != " ":
            break
        if role_of(scene.keys[j]) is not None or (j > i and _is_person(scene, j)):
            return j
        if scene.words[j].is_capital or scene.keys[j] in _NO_FIELD or scene.keys[j] in INNER or is_time(scene, j):
            break
    return i


def _joins(scene: Scene, i: int) -> bool:
    gap = scene.gap(i).removeprefix("'s").removeprefix("'")
    return not any(mark in gap for mark in '.;:"?!') or (
        "." in gap and scene.words[i - 1].is_capital and "  " not in gap
    )


def _trim(scene: Scene, start: int, end: int) -> int:
    while end > start and (scene.keys[end - 1] in INNER | DETERMINERS) and not scene.words[end - 1].is_capital:
        end -= 1
    return end


def phrase_before(scene: Scene, i: int, limit: int) -> tuple[int, int]:
    """The run of a phrase that ends before word i, not before word `limit`."""
    start = i
    while start > limit and _belongs(scene, start - 1) and (start == i or _joins(scene, start)):
        start -= 1
    while start < i and scene.keys[start] in INNER and not scene.words[start].is_capital:
        start += 1
    if start > limit and scene.keys[start - 1] in PREPOSITIONS:
        start = _after_comma(scene, start, i)
    return start, i


def _after_comma(scene: Scene, start: int, end: int) -> int:
    """Of "in Varn, President Lee": what follows the comma; all of it is the preposition's without one."""
    return next((j for j in range(start + 1, end) if "," in scene.gap(j)), end)


def find_parties(scene: Scene, start: int, end: int) -> list[Party]:
    """Those named in words [start, end), which are one phrase."""
    pieces: list[tuple[int, int]] = []
    for piece in _pieces(scene, start, end):
        if pieces and _continues(scene, pieces[-1], piece):
            pieces[-1] = (pieces[-1][0], piece[1])
        else:
            pieces.append(piece)
    both = _both_sides(scene, *pieces[0]) if len(pieces) == 1 else []
    return both or [party for piece in pieces if (party := _party(scene, *piece)) is not None]


def _both_sides(scene: Scene, start: int, end: int) -> list[Party]:
    """Whom "the sides" and "both countries" mean: the two that the article named last as a pair, "Osk and Varn"."""
    while start < end - 1 and scene.keys[start] in _BOTH:
        start += 1
    if end - start != 1 or scene.keys[start] not in _SIDES or not start or scene.keys[start - 1] not in _BOTH:
        return []
    first, _ = scene.sentence_bounds[max(scene.sentence[start] - _LAST_PAIR, 0)]
    for i in range(start - 2, first, -1):
        if scene.keys[i] == "and" and scene.gap(i) == " " == scene.gap(i + 1):
            pair = [scene.mention_of[j] for j in (i - 1, i + 1)]
            who = [scene.mentions[number].entity for number in pair if number is not None]
            if len(set(who)) == len(_PAIR) and all(scene.entities[one].label in _PAIRED for one in who):
                return [Party(start, end, None, one, person=False) for one in who]
    return []


def _pieces(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """The phrase cut at commas and at "and"."""
    pieces, first = [], start
    for i in range(start, end):
        joint = scene.keys[i] in ("and", "or") and not scene.words[i].is_capital
        if i > first and "," in scene.gap(i):
            pieces.append((first, i))
            first = i
        if joint:
            if i > first:
                pieces.append((first, i))
            first = i + 1 + (i + 1 < end and _counts_more(scene, i + 1))
    if end > first:
        pieces.append((first, end))
    return [(a, _trim(scene, a, b)) for a, b in pieces if _trim(scene, a, b) > a]


def _continues(scene: Scene, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether two pieces are one party: an office in two parts, or a name with what it is beside it."""
    comma = "," in scene.gap(piece[0]) or "," in scene.gap(max(piece[0] - 1, 0))
    joined = scene.keys[piece[0] - 1] in ("and", "or")
    left, right = _find_name(scene, *before), _find_name(scene, *piece)
    left_role, right_role = _last_role(scene, *before), _last_role(scene, *piece)
    if joined:
        office = left_role is not None and left is None
        tail = left_role is not None and left_role == before[1] - 1
        portfolio = scene.keys[before[1] - 1] in PORTFOLIOS
        return office and right is not None and (tail or portfolio) and (portfolio or right_role is not None)
    if not comma:
        return False
    if left_role is not None and left is None:
        return right is not None and right_role is None
    return left is not None and right is None and right_role is not None


def _last_role(scene: Scene, start: int, end: int) -> int | None:
    for i in range(end - 1, start - 1, -1):
        named = role_of(scene.words[i].text) is not None or scene.keys[i] in ("minister", "counselor", "chancellor")
        if named and not _opens_body(scene, i):
            return i
    return None


def _opens_body(scene: Scene, i: int) -> bool:
    """Whether the name of a body goes on after word i: "General Motors" is no general."""
    number = scene.mention_of[i]
    if number is None or i + 1 == len(scene.words) or scene.mention_of[i + 1] != number:
        return False
    return scene.entities[scene.mentions[number].entity].label == "organisation"


def _find_name(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """The bare name of a person: what follows the role and its portfolio, or the whole where there is no role."""
    role = _last_role(scene, start, end)
    if role is None:
        first = next((i for i in range(start, end) if scene.words[i].is_capital), None)
        return (first, end) if first is not None and scene.keys[first] not in DETERMINERS else None
    first = role + 1
    if first < end and scene.keys[first] in ("of", "for", "to", "on"):
        first = _after_complement(scene, first + 1, end)
    while first < end and not is_capital(scene.words[first]):
        first += 1
    if first >= end:
        named = [i for i in range(start, role) if scene.words[i].is_capital and _is_person(scene, i)]
        return (named[0], named[-1] + 1) if named and "," in scene.gap(named[-1] + 1) else None
    return first, next((i for i in range(first + 1, end) if _ends_name(scene, i)), end)


def _ends_name(scene: Scene, i: int) -> bool:
    """As in "Minister Ann Lee of Osk", "King Lee's government" and, of somebody known, "King Lee to Osk"."""
    goes = scene.keys[i] == "to" and _is_person(scene, i - 1)
    return goes or scene.keys[i] == "of" or scene.gap(i).startswith("'")


def _after_complement(scene: Scene, first: int, end: int) -> int:
    """Past "the Kingdom of Osk" or "Foreign Affairs" in an office; a name that follows it is left standing."""
    i = first
    while i < end and scene.keys[i] in PORTFOLIOS:
        i += 1
    if i > first and i < end and scene.keys[first] != "the" and not _names_country(scene, i, end):
        return i
    owner = scene.mention_of[i] if i < end else None
    while i < end and (scene.mention_of[i] == owner or not scene.words[i].is_capital) and "," not in scene.gap(i):
        i += 1
    return i


def _names_country(scene: Scene, i: int, end: int) -> bool:
    """As in "Minister of Foreign Affairs of Osk Ann Lee": what follows the second "of" is not yet the name."""
    place, following = scene.mention_of[i], scene.mention_of[i + 1] if i + 1 < end else None
    return scene.keys[i - 1] == "of" and place is not None and following is not None and place != following


def _is_person(scene: Scene, i: int) -> bool:
    number = scene.mention_of[i]
    return number is not None and scene.entities[scene.mentions[number].entity].label == "person"


def _party(scene: Scene, start: int, end: int) -> Party | None:
    if end - start == 1 and scene.keys[start] in _PRONOUNS:
        return None
    role, name = _last_role(scene, start, end), _find_name(scene, start, end)
    capital = any(scene.words[i].is_capital and scene.keys[i] not in DETERMINERS for i in range(start, end))
    party_word = scene.keys[end - 1] in PARTIES
    if not capital and role is None and not party_word:
        return None
    at = name or (start, end)
    entity, person = _whom(scene, *at)
    if scene.keys[end - 1] in GROUPS and start and is_count(scene, start - 1) and not person:
        return Party(start, end, None, None, person=False)  # "31 Osmian sailors" are not Osmia
    if role is not None and name is not None and not party_word:
        person = True
    if role is not None and name is None:
        person = not _is_plural(scene, role)
        if person:
            titled = _by_title(scene, role)
            entity = titled or (entity if capital else _by_role(scene, start, role) or entity)
    return Party(start, end, name if person else None, entity, person)


def _is_plural(scene: Scene, role: int) -> bool:
    return scene.keys[role].endswith("s") or scene.keys[role].endswith("men")


def _whom(scene: Scene, start: int, end: int) -> tuple[str | None, bool]:
    """The last person that the words mention, else the last of any kind."""
    found = [scene.mentions[n] for i in range(end - 1, start - 1, -1) if (n := scene.mention_of[i]) is not None]
    for mention in found:
        if scene.entities[mention.entity].label == "person":
            return mention.entity, True
    return (found[0].entity, False) if found else (None, False)


def _by_title(scene: Scene, role: int) -> str | None:
    """Of "the Tarnish minister" the person whom the article calls "Tarnish minister"."""
    whose = _modifier(scene, role)
    titled = scene.titled.get((whose, scene.keys[role])) if whose else None
    return titled if titled and _may_hold(scene, titled, role) else None


def _may_hold(scene: Scene, entity: str, role: int) -> bool:
    """No defence minister is "the prime minister"."""
    field, fields = _field(scene, role), scene.fields.get((entity, scene.keys[role]), [])
    return not field or field in fields or not (field & _RANKS or any(fields))


def _by_role(scene: Scene, start: int, role: int) -> str | None:
    """Of "the Secretary" the last person before of whom the article uses that word."""
    head = scene.keys[role]
    before = bisect_left(scene.mention_starts, scene.words[start].span.start)
    for mention in reversed(scene.mentions[max(before - _MEMORY, 0) : before]):
        entity = scene.entities[mention.entity]
        called = any(head in role_words.casefold().split() for role_words in entity.roles)
        if entity.label == "person" and called and _may_hold(scene, entity.id, role):
            return entity.id
    return None


def pronoun(scene: Scene, i: int) -> bool:
    return scene.keys[i] in _PRONOUNS


def is_plural_pronoun(scene: Scene, i: int) -> bool:
    return scene.keys[i] in _PLURAL_PRONOUNS
