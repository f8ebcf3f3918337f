"""A small story in which everything a view must show happens, and some things it must survive."""

from __future__ import annotations

import hashlib

from onrecord.records import Act, Article, Attribution, Dateline, Entity, Extraction, Kind, Skipped, Span, Speaker

HOSTILE = "<script>alert(1)</script>"

MINISTER = Speaker("e1", "Orla Penn")
PAPER = Speaker("e2", "The Evening Post")
OFFICIAL = Speaker("e3", "an official")
ENTITIES = (
    Entity("e1", "Orla Penn", "person"),
    Entity("e2", "The Evening Post", "organisation"),
    Entity("e3", "an official", "unnamed"),
)


def make_article(doc: str, text: str, **fields: object) -> Article:
    given = {"title": text.strip().split("\n")[0], "outlet": "The Gull", "published": "2026-05-04", **fields}
    return Article(doc, text, hashlib.sha256(text.encode()).hexdigest(), **given)  # type: ignore[arg-type]


def find_span(text: str, words: str) -> tuple[Span, ...]:
    return (Span(text.index(words), text.index(words) + len(words)),) if words else ()


def make_statement(
    text: str,
    number: int,
    source: str,
    cue: str,
    content: str,
    *,
    speaker: Speaker | None = None,
    kind: Kind = "indirect",
    act: Act = "assert",
    parent: str | None = None,
    said_on: str | None = None,
    flags: tuple[str, ...] = (),
) -> Attribution:
    return Attribution(
        f"s{number}",
        find_span(text, source),
        find_span(text, cue),
        find_span(text, content),
        kind=kind,
        act=act,
        parent=parent,
        speaker=speaker,
        said_on=said_on,
        flags=flags,
    )


NESTED = """Harbour deal is near

The Evening Post wrote on Monday that an official had said Orla Penn denied the plan & its cost.

It was claimed that the pier had been sold.

By the night desk
"""


def make_nested() -> Extraction:
    article = make_article(
        "nested", NESTED, furniture=find_span(NESTED, "By the night desk"), url="https://gull.example/1"
    )
    inner = "Orla Penn denied the plan & its cost"
    statements = (
        make_statement(NESTED, 1, "The Evening Post", "wrote", f"that an official had said {inner}", speaker=PAPER),
        make_statement(
            NESTED, 2, "an official", "had said", inner, speaker=OFFICIAL, parent="s1", said_on="2026-05-03"
        ),
        make_statement(
            NESTED, 3, "Orla Penn", "denied", "the plan & its cost", speaker=MINISTER, parent="s2", act="deny"
        ),
        make_statement(NESTED, 4, "", "claimed", "that the pier had been sold"),
    )
    return Extraction(article, statements, entities=ENTITIES)


HOSTILE_TEXT = (
    f"{HOSTILE} &lt;b&gt; ]]> --> </div></details>\n\n"
    f'"{HOSTILE} \u202etxet </mark> \x1b[31m &amp; \x00 end" said Orla Penn. ' + "x" * 400 + "\n"
)


def make_hostile() -> Extraction:
    article = make_article(
        'doc"><img src=x onerror=alert(2)>', HOSTILE_TEXT, outlet=HOSTILE, title=f"</title>{HOSTILE}\u202e"
    )
    words = f'"{HOSTILE} \u202etxet </mark> \x1b[31m &amp; \x00 end"'
    statement = make_statement(HOSTILE_TEXT, 1, "Orla Penn", "said", words, speaker=MINISTER, kind="direct")
    return Extraction(article, (statement,), entities=ENTITIES)


UNDATED = 'Ferry stops\n\nSince 2 May 2026 no ferry ran. Penn asked for patience. "Wait," she added.\n'


def make_undated() -> Extraction:
    inferred = Dateline("2026-05-02", "2026-05-09", find_span(UNDATED, "2 May 2026"))
    article = make_article("undated", UNDATED, outlet="", published=None, inferred=inferred)
    statements = (
        make_statement(UNDATED, 1, "Penn", "asked for", "patience", speaker=MINISTER, act="demand"),
        make_statement(UNDATED, 2, "she", "added", '"Wait,"', speaker=MINISTER, kind="direct", flags=("pronoun",)),
    )
    return Extraction(article, statements, entities=ENTITIES)


SKIPPED = Skipped("scans/page.pdf", "binary", "%PDF at the beginning")
