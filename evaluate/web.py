"""How fast the reading room answers: a made-up record, many readers at once, and one writer who adds articles.

Readers are threads with a connection each; a reader waits a while after each page, as one who reads does;
`--pause 0` makes them ask without end. The server is the program itself in a process of its own, the writer another.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from onrecord.extract.jsonlines import ACTS
from onrecord.records import Article, Attribution, Entity, Extraction, Span, Speaker
from onrecord.store.record import Record

ARTICLES = 20_000
READERS = 20
SECONDS = 180.0  # in one minute a rare page is asked for twenty times, and half of the slow ones come at once
PAUSE = 1.0
WRITTEN = 5.0  # articles a second: more than one core reads
LIMIT_MS = 300.0
STATEMENTS = 10  # of an article
NAMES = 6000  # of which the most frequent has one statement in twenty
WORDS = """
    harbour tariff strait ferry minister council treaty sailor envoy border cargo winter autumn bridge railway budget
    signal market island captain deputy session letter pledge freight customs terminal convoy district meeting proposal
    answer visit region summit pilot ledger archive garden window copper timber valley quarry lantern orchard
""".split()
SYLLABLES = "bra dov el fen gar hol il kes lor mar nov os pen rin sor tal ul vas wen yor".split()
MIX = {
    "story": 2,
    "story since": 1,
    "claims": 2,
    "claims about": 1,
    "claim": 3,
    "disagreements": 2,
    "timeline": 2,
    "timeline who": 1,
    "to come": 2,
    "contacts": 2,
    "positions": 2,
    "positions who": 1,
    "positions then": 1,
    "articles": 2,
    "article": 8,
    "article.json": 2,
    "citation": 1,
    "speakers": 1,
    "speaker": 4,
    "search": 5,
    "filter": 2,
    "corrections": 1,
    "skipped": 1,
}


@dataclass
class Times:
    """Milliseconds by kind of page, and answers that were none."""

    of: dict[str, list[float]] = field(default_factory=dict)
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, milliseconds: float, status: int) -> None:
        with self.lock:
            self.of.setdefault(kind, []).append(milliseconds)
            self.failed += status >= 400


@dataclass(frozen=True)
class Known:
    """What readers may ask for. Who speaks more often is asked for more often."""

    articles: list[str]
    speakers: list[str]
    statements: list[tuple[str, str]]  # article and id
    claims: list[str]
    outlets: list[str]
    words: list[str]

    @classmethod
    def of(cls, record: Record) -> Known:
        articles = [row[0] for row in record.db.execute("SELECT id FROM articles ORDER BY rowid")]
        speakers = record.db.execute("SELECT speaker_key FROM statements WHERE key % 7 = 0 ORDER BY key")
        statements = record.db.execute(
            "SELECT v.article_id, s.id FROM statements s JOIN versions v ON v.id = s.version_id WHERE s.key % 97 = 1"
        )
        claims = record.db.execute("SELECT claim_id FROM propositions GROUP BY 1 HAVING count(*) > 1")
        outlets = record.db.execute("SELECT DISTINCT outlet FROM versions WHERE outlet <> ''")
        texts = record.db.execute("SELECT text FROM versions ORDER BY rowid LIMIT 200")
        return cls(
            articles,
            [row[0].replace(" ", "-") for row in speakers if row[0]],
            [(row[0], row[1]) for row in statements],
            [row[0] for row in claims],
            [row[0] for row in outlets] or ["none"],
            sorted({word for row in texts for word in re.findall(r"[a-z]{5,}", row[0])}),
        )


def make_extraction(number: int) -> Extraction:
    """An invented article of STATEMENTS statements; the same number always gives the same one."""
    chance = random.Random(number)  # noqa: S311 - made-up words, no secret
    text, statements = f"Report {number}\n\n", []
    entities: dict[str, Entity] = {}
    for place in range(1, STATEMENTS + 1):
        name = make_name(int(NAMES * chance.random() ** 3))
        words = " ".join(chance.choices(WORDS, weights=range(len(WORDS), 0, -1), k=chance.randint(8, 24)))
        start = len(text)
        text += f"{name} said that {words}. " + " ".join(chance.choices(WORDS, k=12)) + ".\n\n"
        cue = start + len(name) + 1
        entity = entities.setdefault(name, Entity(f"e{len(entities) + 1}", name, "person", (name,)))
        statements.append(
            Attribution(
                f"s{place}",
                (Span(start, start + len(name)),),
                (Span(cue, cue + 4),),
                (Span(cue + 5, cue + 10 + len(words)),),
                act=ACTS[min(int(chance.expovariate(0.7)), len(ACTS) - 1)],
                speaker=Speaker(entity.id, name),
                score=chance.random(),
            )
        )
    day = f"{2020 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(f"doc-{number}", text, digest, f"Report {number}", f"Outlet {number % 20}", day)
    return Extraction(article, tuple(statements), (), tuple(entities.values()))


def make_name(number: int) -> str:
    """Common numbers are common names."""
    first, rest = divmod(number, len(SYLLABLES))
    last = SYLLABLES[rest] + SYLLABLES[first % len(SYLLABLES)]
    return f"{(SYLLABLES[first * 7 % len(SYLLABLES)] + SYLLABLES[first // len(SYLLABLES)]).title()} {last.title()}"


def build(path: Path, articles: int) -> None:
    with Record(path) as record:
        have = record.counts().articles
        for done, _ in enumerate(record.add_all(make_extraction(n) for n in range(have, articles)), have + 1):
            if done % 2000 == 0:
                print(f"{done} articles", file=sys.stderr, flush=True)


def write(path: str, first: int, rate: float, ready: object, stop: object) -> None:
    """Adds articles, 20 in a transaction as `onrecord add` does, until it is told to stop."""
    with Record(path) as record:
        number = first
        ready.set()  # type: ignore[attr-defined]  # as below
        while not stop.wait(20 / rate):  # type: ignore[attr-defined]  # an Event of multiprocessing has no public type
            list(record.add_all(make_extraction(n) for n in range(number, number + 20)))
            number += 20


def read(address: str, seed: int, known: Known, pause: float, until: float, times: Times) -> None:
    chance = random.Random(seed)  # noqa: S311
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    while time.monotonic() < until:
        kind = chance.choices(list(MIX), weights=list(MIX.values()))[0]
        begin = time.perf_counter()
        connection.request("GET", choose(kind, chance, known), headers={"accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        times.add(kind, 1000 * (time.perf_counter() - begin), answer.status)
        time.sleep(chance.uniform(0, 2 * pause))
    connection.close()


def choose(kind: str, chance: random.Random, known: Known) -> str:
    words = chance.choices(known.words, k=chance.randint(1, 3))
    name = quote_plus(chance.choice(known.speakers).rpartition("-")[2])
    article, statement = chance.choice(known.statements)
    addresses = {
        "story": "/",
        "story since": "/?since=2020-01-01",
        "claims": f"/claims?page={chance.randint(1, 20)}",
        "claims about": f"/claims?about={name}",
        "claim": f"/claims/{chance.choice(known.claims)}" if known.claims else "/claims",
        "disagreements": f"/disagreements?page={chance.randint(1, 20)}",
        "timeline": f"/timeline?page={chance.randint(1, 200)}",
        "timeline who": f"/timeline?who={name}",
        "to come": f"/to-come?page={chance.randint(1, 100)}",
        "contacts": f"/contacts?page={chance.randint(1, 20)}",
        "positions": f"/positions?page={chance.randint(1, 5)}",
        "positions who": f"/positions?who={name}",
        "positions then": f"/positions?as_of={chance.randint(2005, 2025)}-06-01",
        "citation": f"/articles/{article}/statements/{statement}/citation",
        "corrections": "/corrections",
        "skipped": "/skipped",
        "articles": f"/articles?page={chance.randint(1, max(1, len(known.articles) // 30))}",
        "article": f"/articles/{chance.choice(known.articles)}",
        "article.json": f"/articles/{chance.choice(known.articles)}.json",
        "speakers": f"/speakers?page={chance.randint(1, 5)}",
        "speaker": f"/speakers/{chance.choice(known.speakers)}",
        "search": f"/search?q={quote_plus(' '.join(words))}",
        "filter": f"/search?act={chance.choice(ACTS)}&outlet={quote_plus(chance.choice(known.outlets))}&since=2023",
    }
    return addresses[kind]


@contextmanager
def serving(path: Path) -> Iterator[tuple[str, int]]:
    """The address, and the id of the process."""
    command = [sys.executable, "-m", "onrecord", "serve", str(path), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # noqa: S603
        try:
            found = re.search(r"http://[^/]+/", server.stdout.readline() if server.stdout else "")
            assert found, "the server did not start"
            yield found[0], server.pid
        finally:
            server.terminate()


def measure(path: Path, *, readers: int, seconds: float, pause: float, rate: float) -> dict[str, object]:
    with Record(path, "ro") as record:
        known = Known.of(record)
        first = record.counts().articles
    times = Times()
    context = multiprocessing.get_context("spawn")
    ready, stop = context.Event(), context.Event()
    writer = context.Process(target=write, args=(str(path), first, rate, ready, stop)) if rate else None
    with serving(path) as (address, pid):
        warm(address)
        if writer:
            writer.start()
            ready.wait(120)
        warmed = find_busy(pid)
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=read, args=(address, seed, known, pause, until, times)) for seed in range(readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        stop.set()
        if writer:
            writer.join()
        memory, busy = find_memory(pid), (find_busy(pid) or 0) - (warmed or 0)
    with Record(path, "ro") as record:
        added = record.counts().articles - first
    return {
        "articles": first,
        "readers": readers,
        "pause_s": pause,
        "added": added,
        "failed": times.failed,
        "memory_mb": memory,
        "cpu_ms_a_page": round(1000 * busy / max(1, sum(map(len, times.of.values()))), 1) if busy else None,
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "requests_a_second": round(sum(map(len, times.of.values())) / seconds, 1),
        "pages": {kind: figures(found) for kind, found in sorted(times.of.items())},
        "all": figures([one for found in times.of.values() for one in found]),
    }


def warm(address: str) -> None:
    """Each list of the whole record is made for its first reader, who waits."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=900)) as connection:
        for page in ("/", "/claims", "/disagreements", "/timeline?who=nobody", "/to-come", "/contacts", "/positions"):
            begin = time.perf_counter()
            connection.request("GET", page)
            connection.getresponse().read()
            print(f"first {page}: {time.perf_counter() - begin:.1f} s", file=sys.stderr, flush=True)


def figures(milliseconds: list[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0

    return {"n": len(ordered), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1)}


def find_memory(pid: int) -> float | None:
    """Megabytes that the server holds; None where the system does not tell."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except OSError:
        return None
    return round(int(found[1]) / 1024, 1) if found else None


def find_busy(pid: int) -> float | None:
    """Seconds of processor time that the server has had; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def show(result: dict[str, object]) -> str:
    pages = result["pages"]
    assert isinstance(pages, dict)
    head = f"{result['articles']} articles, {result['readers']} readers, a pause of {result['pause_s']} s on average,"
    lines = [
        f"{head} {result['added']} articles added meanwhile",
        f"{result['requests_a_second']} pages a second, {result['failed']} failed, {result['memory_mb']} MB",
        f"{result['cpu_ms_a_page']} ms of processor a page; load {result['load']} on {result['cores']} cores",
        "",
        f"{'page':<14}{'n':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms",
    ]
    for kind, row in [*pages.items(), ("all", result["all"])]:
        lines.append(f"{kind:<14}{row['n']:>7}{row['p50']:>9}{row['p95']:>9}{row['p99']:>9}{row['max']:>9}")
    return "\n".join(lines)


def run(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = args.record or Path(folder) / "web.db"
        if args.copy_of:
            path = Path(folder) / "web.db"
            shutil.copyfile(args.copy_of, path)
        else:
            build(path, args.articles)
        result = measure(path, readers=args.readers, seconds=args.seconds, pause=args.pause, rate=args.written)
    print(json.dumps(result, indent=1) if args.json else show(result))
    pages = result["pages"]
    assert isinstance(pages, dict)
    return int(any(row["p95"] > args.limit for row in pages.values()) or bool(result["failed"]))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of the made-up record")
    parser.add_argument("--record", type=Path, help="keep the made-up record here, and use it again")
    parser.add_argument("--copy-of", type=Path, metavar="RECORD.db", help="serve a copy of this record instead")
    parser.add_argument("--readers", type=int, default=READERS, help="at once")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long they read")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two pages of a reader, on average")
    parser.add_argument("--written", type=float, default=WRITTEN, help="articles added a second; 0 for no writer")
    parser.add_argument(
        "--limit", type=float, default=LIMIT_MS, help="status 1 where the p95 of a page is above, in ms"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
