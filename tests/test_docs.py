"""The docs say what is so, and the repository holds nothing that it should not."""

from __future__ import annotations

import ast
import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from onrecord.cli import guard
from onrecord.cli.app import app
from onrecord.errors import REASONS
from onrecord.extract.jsonlines import to_json
from onrecord.records import (
    Act,
    Article,
    Attribution,
    Dateline,
    Entity,
    Extraction,
    Kind,
    Label,
    Mention,
    Skipped,
    Span,
    Speaker,
    Timex,
)
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
COMMANDS = [str(command.name) for command in app.registered_commands]
NOT_OURS = {"demo", "build", "dist", "runs"}  # made here, never committed
HIDDEN = {".ci", ".gitignore"}  # and ours; a home or an environment that lies here has others


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def iter_own_files() -> Iterator[Path]:
    for top in sorted(ROOT.iterdir()):
        if top.name not in HIDDEN and (
            top.name.startswith(".") or top.name in NOT_OURS or (top / "pyvenv.cfg").exists()
        ):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not any(part.endswith(("_cache", "__")) for part in path.relative_to(ROOT).parts):
                yield path


# The command line


def test_docs_cli_page_is_what_the_program_says() -> None:
    namespace: dict[str, Any] = {"__name__": "make_cli", "__file__": str(DOCS / "make_cli.py")}
    exec(compile(read("docs", "make_cli.py"), "make_cli.py", "exec"), namespace)  # noqa: S102 - our own file
    assert read("docs", "reference", "cli.md") == namespace["make_page"](), "run make docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_docs_every_command_is_in_readme_and_reference(command: str) -> None:
    assert f"`onrecord {command}" in read("README.md")
    assert f"$ onrecord {command} --help" in read("docs", "reference", "cli.md")


@pytest.mark.parametrize("command", app.registered_commands, ids=COMMANDS)
def test_docs_every_command_has_an_example(command: Any) -> None:
    assert f"onrecord {command.name}" in command.callback.__doc__


def test_docs_every_exit_status_is_documented() -> None:
    page = read("docs", "reference", "exit-status.md")
    for status in (guard.SKIPPED, guard.FAILED, guard.UNEXPECTED, guard.INTERRUPTED, guard.CLOSED):
        assert f"| {status} |" in page


def test_docs_every_reason_is_documented() -> None:
    page = read("docs", "guides", "skipped.md")
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == list(REASONS)


def test_docs_every_act_and_kind_is_documented() -> None:
    page = read("docs", "concepts", "words.md")
    for word in (*get_args(Act), *get_args(Kind)):
        assert re.search(rf"\b{word}\b", page), word


# The schema of `onrecord read`


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read("docs", "reference", "read.schema.json"))
    Draft202012Validator.check_schema(found)
    return found


FULL = Extraction(
    Article(
        doc="a",
        text="On 4 March 2026 the mayor told us so.",
        sha256="0" * 64,
        inferred=Dateline("2026-03-04", "2026-03-06", (Span(3, 15),)),
        url="https://courier.example/a",
        body=Span(0, 37),
        furniture=(Span(0, 2),),
    ),
    (
        Attribution(
            "s1",
            (Span(16, 25),),
            (Span(26, 30),),
            (Span(34, 36),),
            parent="s2",
            speaker=Speaker("e1", "the mayor"),
            addressee=Speaker("e2", "us"),
            said_on="2026-03",
            flags=("negated",),
            score=0.5,
        ),
    ),
    (Mention(Span(16, 25), "e1", "role", 0.9),),
    (Entity("e1", "the mayor", "person", ("the mayor",)),),
    (Timex(Span(3, 15), "DATE", "2026-03-04"),),
)
SAMPLES = {
    "full": FULL,
    "bare": Extraction(Article("a", "", "f" * 64, published="2026-03-06T10:00:00+01:00")),
    **{reason: Skipped("a", reason, "why") for reason in REASONS},
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_docs_schema_fits_what_is_written(schema: dict[str, Any], sample: Extraction | Skipped) -> None:
    Draft202012Validator(schema).validate(json.loads(json.dumps(to_json(sample))))


def test_docs_schema_names_all_labels(schema: dict[str, Any]) -> None:
    parts = schema["$defs"]
    assert parts["statement"]["properties"]["act"]["enum"] == list(get_args(Act))
    assert parts["statement"]["properties"]["kind"]["enum"] == list(get_args(Kind))
    assert parts["entity"]["properties"]["label"]["enum"] == list(get_args(Label))
    assert parts["skipped"]["properties"]["skipped"]["properties"]["reason"]["enum"] == list(REASONS)


def test_docs_schema_refuses_what_it_does_not_name(schema: dict[str, Any]) -> None:
    row = to_json(FULL) | {"surprise": 1}
    assert not Draft202012Validator(schema).is_valid(row)


# Pages and packaging


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_docs_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            there = (page.parent / target).resolve()
            assert there.exists(), target


def test_docs_explain_every_dependency() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    page = read("docs", "dependencies.md").lower()
    extras = project["optional-dependencies"]
    for requirement in (*project["dependencies"], *extras["dev"], *extras["training"]):
        name = re.split(r"[<>=\[]", requirement)[0]
        assert name.removeprefix("types-") in page, name
    for name in re.findall(r"^([a-z0-9-]+)==", read("requirements", "run.txt"), re.MULTILINE):
        if name not in ("colorama", "httpx2-jsfetch"):  # for other systems
            assert re.search(rf"\b{name.replace('-', '[-_]')}\b", page), name


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_docs_locks_have_hashes_for_everything(name: str) -> None:
    for block in re.split(r"\n(?=[a-z])", read("requirements", name)):
        if "==" in block:
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_docs_nothing_names_the_machine_it_was_made_on() -> None:
    """Paths of one machine mean nothing on another."""
    forbidden = [re.compile(pattern) for pattern in ("/wor" + "k/", r"\." + "library/", "/opt/py" + "pi")]
    for path in iter_own_files():
        if path.suffix in {".onnx", ".png", ".db", ".gz", ".pyc"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for pattern in forbidden:
            assert not pattern.search(text), f"{path.relative_to(ROOT)} names {pattern.pattern}"


# The seeds: articles that are used to measure, so nothing may be made to fit them

SEEDS = ROOT.parent / "shared" / "seeds"
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
PHRASE_WORDS = 4
# Capitalised at the beginning of a sentence, or as English spells them; alone they make no name.
NO_NAMES = """
    A After All And As At Before But By For From He Her His However I If In It Its Meanwhile On Or Our She So Such That
    The Then There These They This To Under We What When Which While With You Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday January February March April May June July August September October November December
"""
SMALL = """
    a about after all also an and any are as at be been before but by can could did do does for from had has have he her
    him his how i if in into is it its like may might more most no not of on one only or other our out over she should
    so some such than that the their them then there these they this those to under up was we were what when which
    while who will with would you your
"""


def find_names(text: str) -> set[str]:
    """Two or more capitalised words in a row that stand on one line with nothing between but a space."""
    names = set()
    for run in re.findall(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)+", text):
        words = run.split()
        while words and words[0] in NO_NAMES.split():
            words.pop(0)
        for size in range(2, len(words) + 1):
            names |= {" ".join(words[at : at + size]).lower() for at in range(len(words) - size + 1)}
    return names


def find_phrases(text: str) -> set[str]:
    """Four words in a row of which at least two are no small words: "as part of the" is anybody's."""
    small = set(SMALL.split())
    phrases = set()
    for line in re.split(r"[.;:!?\n]", text):
        words = [word.lower() for word in WORD.findall(line)]
        for at in range(len(words) - PHRASE_WORDS + 1):
            phrase = words[at : at + PHRASE_WORDS]
            if sum(word not in small for word in phrase) >= 2:
                phrases.add(" ".join(phrase))
    return phrases


def leave_out_common(words: set[str]) -> set[str]:
    """Without what others write too, in lower case: "confirm or deny", "vice president" are English, and nobody's."""
    if words:
        for name in ("attribution/polnear_train", "corpora/state_dept", "corpora/wikinews"):
            with gzip.open(SEEDS.parent / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    words = {word for word in words if f" {word}" not in line}
    return words


def words_of_source() -> Iterator[tuple[Path, str]]:
    """What a program could go by: the strings of its code, docstrings aside, and the lines of its lexicons."""
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
            yield path, "\n".join([*strings, *_comments(path)])
        elif "lexicon" in path.parts and path.suffix == ".txt":
            yield path, path.read_text(encoding="utf-8")


def _comments(path: Path) -> list[str]:
    return re.findall(r"#\s(.*)", path.read_text(encoding="utf-8"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")
def test_docs_no_name_and_no_phrase_of_the_seeds_is_in_the_source() -> None:
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    names, phrases = find_names(seeds), find_phrases(seeds)
    assert names
    assert phrases
    for path, text in words_of_source():
        low = " " + " ".join(word.lower() for word in re.findall(r"[\w'’-]+", text)) + " "
        found = leave_out_common({name for name in names if f" {name} " in low} | (find_phrases(text) & phrases))
        assert not found, f"{path.relative_to(ROOT)}: {sorted(found)}"


def test_docs_the_search_for_names_finds_them() -> None:
    assert find_names("On Monday President Kasimir Dovrek spoke. The President") == {
        "president kasimir",
        "kasimir dovrek",
        "president kasimir dovrek",
    }
    assert find_phrases("The pumps will run tonight. As part of the") == {
        "the pumps will run",
        "pumps will run tonight",
    }
    assert not find_phrases("and it will be on the")
