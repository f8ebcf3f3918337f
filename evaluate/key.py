"""The figures of one article against a hand-made key that knows speakers, acts and statements inside statements.

A statement is found when the Dice overlap of its content words with a predicted one is 0.5 or more; pairs are taken
best first, one to one.

  core_recall      core statements found
  recall           all statements found
  precision        predicted statements that are in the key
  source_overlap   found core statements whose source shares a word with the key's, or both have none
  speaker          found core statements with the key's speaker, by any of its names (a person also by the last word)
  act, kind        found core statements with the key's
  parent           found statements inside others whose parent is the one the key says
  offsets          predicted spans that are not empty and lie inside the text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluate.lines import Row
from evaluate.words import WordIndex, dice, pair_greedily

ROLES = ("source", "cue", "content")
MIN_DICE = 0.5
SHOWN_CHARS = 120

Entities = Mapping[str, Row]
SameSpeaker = Callable[[str | None, Row | None, Entities], bool]


@dataclass(slots=True)
class Share:
    hits: int = 0
    of: int = 0

    def add(self, hits: int, of: int) -> None:
        self.hits += hits
        self.of += of

    @property
    def value(self) -> float:
        return round(self.hits / self.of, 4) if self.of else 0.0


@dataclass(slots=True)
class Comparison:
    """Shares by figure, and every difference as a line for a person."""

    shares: dict[str, Share] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        for name, share in other.shares.items():
            self.shares.setdefault(name, Share()).add(share.hits, share.of)
        self.misses += other.misses

    @property
    def figures(self) -> dict[str, float]:
        """With the number of core and of predicted statements first, as score_gold.py prints them."""
        counts = {"core": self.shares["core_recall"].of, "predicted": self.shares["precision"].of}
        return counts | {name: share.value for name, share in self.shares.items()}


def plain(name: str) -> str:
    """A name without article, capitals and punctuation."""
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^\w ]+", " ", name.casefold()).strip())


def names_of(entity: Row) -> set[str]:
    return {plain(name) for name in (entity["name"], *entity.get("aliases", ()), *entity.get("names", ()))}


def same_speaker(key: str | None, speaker: Row | None, entities: Entities) -> bool:
    name = (speaker or {}).get("name")
    if not key or not name:
        return not key and not name
    entity = entities.get(key, {"name": key.split(":", 1)[-1].replace("-", " ")})
    said, names = plain(name), names_of(entity)
    together = key.split(":", 1)[-1].replace("-", " ")  # "group:ask-and-torv": in either order
    if said in names or (" and " in said and set(said.split(" and ")) == set(together.split(" and "))):
        return True
    if key.startswith("person:"):
        return said.split()[-1:] == plain(entity["name"]).split()[-1:]
    return any(said.endswith(form) or form.endswith(said) for form in names if form)


def compare(
    text: str,
    key: Sequence[Row],
    predicted: Sequence[Row],
    entities: Entities,
    same: SameSpeaker = same_speaker,
) -> Comparison:
    pairs = pair_with_key(text, key, predicted)
    index = WordIndex(text)
    core = [statement for statement in key if statement["core"]]
    found = [(statement, pairs[statement["id"]]) for statement in core if statement["id"] in pairs]
    inside = [(s, pairs[s["id"]]) for s in key if s["parent"] and s["id"] in pairs]
    spans = [span for p in predicted for role in ROLES for span in p.get(role) or ()]

    def same_source(k: Row, p: Row) -> bool:
        a, b = index.touched(k["source"]), index.touched(p.get("source"))
        return bool(a & b) or not (a or b)

    def same_parent(k: Row, p: Row) -> bool:
        parent = pairs.get(k["parent"])
        return parent is not None and p.get("parent") == parent.get("id")

    wrong: dict[str, list[tuple[Row, Row]]] = {
        "source_overlap": [(k, p) for k, p in found if not same_source(k, p)],
        "speaker": [(k, p) for k, p in found if not same(k["speaker"], p.get("speaker"), entities)],
        "act": [(k, p) for k, p in found if k["act"] != p.get("act")],
        "kind": [(k, p) for k, p in found if k["kind"] != p.get("kind")],
        "parent": [(k, p) for k, p in inside if not same_parent(k, p)],
    }
    shares = {
        "core_recall": Share(len(found), len(core)),
        "recall": Share(len(pairs), len(key)),
        "precision": Share(len(pairs), len(predicted)),
    }
    for name, misses in wrong.items():
        of = len(inside if name == "parent" else found)
        shares[name] = Share(of - len(misses), of)
    shares["offsets"] = Share(sum(0 <= start < end <= len(text) for start, end in spans), len(spans))
    return Comparison(shares, [*_lost(text, key, predicted, pairs), *_differences(wrong)])


def pair_with_key(text: str, key: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Row]:
    """Predicted statements by the id of the key's statement that they are."""
    index = WordIndex(text)
    ours = [index.touched(p.get("content")) for p in predicted]
    theirs = [index.touched(k["content"]) for k in key]
    scored = [(-dice(k, p), i, j) for i, k in enumerate(theirs) for j, p in enumerate(ours) if k & p]
    close = ((i, j) for distance, i, j in sorted(scored) if -distance >= MIN_DICE)
    return {key[i]["id"]: predicted[j] for i, j in pair_greedily(close)}


def _lost(text: str, key: Sequence[Row], predicted: Sequence[Row], pairs: Mapping[str, Row]) -> list[str]:
    matched = list(pairs.values())
    missed = [
        f"{'missed' if k['core'] else 'missed (not core)'} {k['id']} {quoted(text, k)!r}"
        for k in key
        if k["id"] not in pairs
    ]
    extra = [f"not in the key {p.get('id')} {quoted(text, p)!r}" for p in predicted if not any(p is m for m in matched)]
    return missed + extra


def _differences(wrong: Mapping[str, Sequence[tuple[Row, Row]]]) -> list[str]:
    fields = {"source_overlap": "source"}
    return [
        f"{name} {k['id']} key {k[fields.get(name, name)]} predicted {p.get(fields.get(name, name))}"
        for name, misses in wrong.items()
        for k, p in misses
    ]


def quoted(text: str, statement: Row) -> str:
    """Cue and content as they stand in the text, where they do."""
    spans = [*(statement.get("cue") or ()), *(statement.get("content") or ())]
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)[:SHOWN_CHARS]


def show(comparison: Comparison) -> str:
    return "\n".join(f"{name:16} {value}" for name, value in comparison.figures.items())
