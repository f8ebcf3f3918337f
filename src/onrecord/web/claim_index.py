"""Which of the kept claims are told in some words, or name somebody, found without a walk through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord import ids
from onrecord.resolve import terms
from onrecord.store import ledger
from onrecord.store.ledger import ClaimRow


@dataclass(frozen=True, slots=True)
class ClaimIndex:
    """Stands are counted through all claims, in the order of the claims."""

    claims: Sequence[ClaimRow]
    claim_of: Sequence[int]  # of each stand, as a place in `claims`
    stands_with: Mapping[str, Collection[int]]  # by a word as it is searched
    vocabulary: Sequence[str]  # those words in order
    named: Mapping[str, Sequence[int]]  # claims by a word of a name or of a party, ascending


def index_claims(claims: Sequence[ClaimRow]) -> ClaimIndex:
    claim_of: list[int] = []
    stands_with: dict[str, list[int]] = defaultdict(list)
    named: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for told in ledger.fold_stands(claim):
            for word in set(told.split()):
                stands_with[word].append(len(claim_of))
            claim_of.append(place)
        parties = {word for entry in claim.stances for word in ids.name_key(entry.party.name).split()}
        for name in parties.union(claim.names):
            named[name].append(place)
    return ClaimIndex(claims, claim_of, dict(stands_with), sorted(stands_with), dict(named))


def find_told(index: ClaimIndex, words: str) -> set[str]:
    """Ids of the claims of which one stand holds all of the words, as `ledger.holds_words` has it."""
    wanted = [(key, given.endswith("*")) for given in words.split() for key in ids.name_key(given).split()]
    if not wanted:
        return {claim.id for claim in index.claims}
    stands = sorted((_stands(index, key, begins=begins) for key, begins in wanted), key=len)
    left = set(stands[0]).intersection(*stands[1:])
    return {index.claims[index.claim_of[stand]].id for stand in left}


def _stands(index: ClaimIndex, key: str, *, begins: bool) -> Collection[int]:
    if not begins:
        return index.stands_with.get(key, ())
    return {stand for word in _beginning(index.vocabulary, key) for stand in index.stands_with[word]}


def _beginning(vocabulary: Sequence[str], key: str) -> Iterator[str]:
    for at in range(bisect_left(vocabulary, key), len(vocabulary)):
        if not vocabulary[at].startswith(key):
            return
        yield vocabulary[at]


def find_about(index: ClaimIndex, name: str) -> Iterable[ClaimRow]:
    """Those that `ledger.is_about` keeps, in their order: looked for by the last word of the name."""
    words = ids.name_key(name).split()
    if not words:
        return index.claims
    forms = {words[-1], terms.fold_name(words[-1]), terms.fold_place(words[-1])}
    places = sorted({place for form in forms for place in index.named.get(form, ())})
    return [index.claims[place] for place in places if ledger.is_about(index.claims[place], name)]
