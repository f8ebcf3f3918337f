"""Who speaks. Each text is one row; all people, papers and states in them are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.names import find_words
from onrecord.extract.speakers import addressee_span, link_speakers
from onrecord.records import Attribution, Entity, Mention, Span
from onrecord.text.layout import find_layout
from tests.extract.marked import read_marked

Linked = tuple[tuple[Attribution, ...], tuple[Mention, ...], tuple[Entity, ...]]


def link_text(text: str, statements: Sequence[Attribution]) -> Linked:
    layout = find_layout(text)
    return link_speakers(layout, find_words(layout), statements)


def link(marked: str) -> Linked:
    text, statements = read_marked(marked)
    return link_text(text, statements)


def speakers(marked: str) -> list[str | None]:
    return [statement.speaker.name if statement.speaker else None for statement in link(marked)[0]]


def label_of(marked: str, name: str) -> str:
    (entity,) = [entity for entity in link(marked)[2] if entity.name == name]
    return entity.label


NAMES = {
    "title": ("[President Ilse Brandok] <said> {the strait was open}.", ["Ilse Brandok"]),
    "title-in-small-letters": ("[Port director Oskar Lund] <said> {the quay was closed}.", ["Oskar Lund"]),
    "abbreviated-title": ("[Dr. Mara Osk] <said> {the quay was closed}.", ["Mara Osk"]),
    "possessor-and-title": ("[Velmark's Prime Minister Ilse Brandok] <said> {no}.", ["Ilse Brandok"]),
    "apposition-after": ("[Ilse Brandok, the president of Velmark,] <said> {no}.", ["Ilse Brandok"]),
    "apposition-before": ("[The president of Velmark, Ilse Brandok,] <said> {no}.", ["Ilse Brandok"]),
    "possessor-in-apposition": ("[Velmark's president, Ilse Brandok,] <said> {no}.", ["Ilse Brandok"]),
    "name-in-apposition": ("[Tomas Velt, the lawyer of Mara Osk,] <said> {no}.", ["Tomas Velt"]),
    "age": ("[Mara Osk, 41,] <said> {no}.", ["Mara Osk"]),
    "relative-clause": ("[Ilse Brandok, who leads Velmark,] <said> {no}.", ["Ilse Brandok"]),
    "surname": ("Ilse Brandok came to Tarn. [Brandok] <said> {the strait was open}.", ["Ilse Brandok"]),
    "surname-first": ('{"The quay is closed,"} <said> [Osk]. Later Mara Osk left.', ["Mara Osk"]),
    "surname-with-title": ("Oskar Lund left. [Mr Lund] <said> {the strait was open}.", ["Oskar Lund"]),
    "two-spellings": ("Ilse Brandok came. Later [Brandock] <said> {the strait was open}.", ["Ilse Brandok"]),
    "particles": ("[Ludo van der Hask] <said> {no}. [Hask] <added> {yes}.", ["Ludo van der Hask"] * 2),
    "one-surname-last-named": ("Tomas Velt met Irena Velt. Irena Velt spoke. [Velt] <said> {no}.", ["Irena Velt"]),
    "one-surname-other-way": ("Irena Velt met Tomas Velt. Tomas Velt spoke. [Velt] <said> {no}.", ["Tomas Velt"]),
    "joint": ("[Mara Osk and Tomas Velt] <said> {no}.", ["Mara Osk and Tomas Velt"]),
    "joint-three": ("[Mara Osk, Tomas Velt and Ida Renn] <said> {no}.", ["Mara Osk, Tomas Velt and Ida Renn"]),
    "nested": ("[Mara Osk] <said> {that [Tomas Velt] <had denied> {the call}}.", ["Mara Osk", "Tomas Velt"]),
}

ROLES = {
    "spokeswoman": (
        "Spokeswoman Nadia Korr met minister Tomas Velt. [The minister] <said> {no}. [The spokeswoman] <said> {yes}.",
        ["Tomas Velt", "Nadia Korr"],
    ),
    "expert": ("[Oskar Lund, an expert on shipping,] <said> {no}. [The expert] <added> {yes}.", ["Oskar Lund"] * 2),
    "envoy": ("[Oskar Lund, the envoy of Velmark,] <said> {no}. [The envoy] <added> {yes}.", ["Oskar Lund"] * 2),
    "former": (
        "[Former president Ilse Brandok] <said> {no}. [The former president] <added> {yes}.",
        ["Ilse Brandok"] * 2,
    ),
    "same-class": ("Minister Tomas Velt met Mayor Petra Holm. [The mayor] <said> {no}.", ["Petra Holm"]),
    "two-envoys-by-state": (
        "[A Velmark envoy, Ida Renn,] <sat> {}. [An Ostrian envoy, Emil Osk,] <left> {}. [The Velmark envoy] <ate> {}.",
        ["Ida Renn", "Emil Osk", "Ida Renn"],
    ),
    "two-envoys-the-last-speaker": (
        "[A Velmark envoy, Ida Renn,] <sat> {up}. [An Ostrian envoy, Emil Osk,] <left> {it}. [The envoy] <ate> {it}.",
        ["Ida Renn", "Emil Osk", "Emil Osk"],
    ),
    "two-genders": (
        "Chairman Oskar Lund met chairwoman Mara Osk. [The chairwoman] <said> {no}. [The chairman] <said> {yes}.",
        ["Mara Osk", "Oskar Lund"],
    ),
    "mayor-of": ("Petra Holm, the mayor of Tarn, came. [The mayor of Tarn] <said> {no}.", ["Petra Holm"]),
    "mayor-of-without-a-name": ("[The mayor of Tarn] <said> {no}. [The mayor] <added> {yes}.", ["mayor of Tarn"] * 2),
    "possessive-role": ("Minister Tomas Velt was ill. [The minister's lawyer] <said> {no}.", ["minister's lawyer"]),
    "possessive-name": ("Minister Tomas Velt was ill. [Velt's lawyer] <said> {no}.", ["Velt's lawyer"]),
    "nobody-else-by-that-role": ("Petra Holm, a pilot, came. [The spokesman] <said> {no}.", ["spokesman"]),
}

PRONOUNS = {
    "he": ("[Oskar Lund, a spokesman for the navy,] <said> {no}. [He] <added> {yes}.", ["Oskar Lund"] * 2),
    "she-of-two": ("Spokeswoman Nadia Korr met spokesman Oskar Lund. [She] <said> {no}.", ["Nadia Korr"]),
    "he-of-two": ("Spokeswoman Nadia Korr met spokesman Oskar Lund. [He] <said> {no}.", ["Oskar Lund"]),
    "last-speaker": ("[Mara Osk] <said> {no}. Tomas Velt left. [She] <added> {yes}.", ["Mara Osk"] * 2),
    "other-gender": (
        "[Mara Osk, a businesswoman,] <said> {no}. Tomas Velt left. [He] <added> {yes}.",
        ["Mara Osk", "Tomas Velt"],
    ),
    "he-in-a-statement": ("[Oskar Lund] <said> {that [he] <had denied> {the call}}.", ["Oskar Lund"] * 2),
    "who": ("Reporters met Mara Osk, [who] <said> {the strait was open}.", ["Mara Osk"]),
    "they": ("[The two envoys] <agreed> {on tolls}. [They] <said> {the strait was open}.", ["two envoys"] * 2),
    "it": ("[The Harbour Ministry] <said> {no}. [It] <added> {that tolls would stay}.", ["Harbour Ministry"] * 2),
    "i-in-a-quotation": ('[Mara Osk] <said>: {"[I] <think> {that it is open}."}', ["Mara Osk"] * 2),
    "we-in-a-quotation": ('[Mara Osk] <said>: {"[We] <think> {that it is open}."}', ["Mara Osk"] * 2),
    "i-outside": ("[I] <think> {that it is open}.", [None]),
    "he-of-nobody": ("[He] <said> {the strait was open}.", [None]),
}

UNNAMED = {
    "official": ("[An official] <said> {no}.", ["official"]),
    "officials": ("[Officials] <said> {no}.", ["Officials"]),
    "person": ("[A person familiar with the talks] <said> {no}.", ["person familiar with the talks"]),
    "source-again": ("[A source at the port] <said> {no}. [The source] <added> {yes}.", ["source at the port"] * 2),
    "in-a-body": ("[A Harbour Ministry official] <said> {no}.", ["Harbour Ministry official"]),
    "of-a-body": ("[Sources in the Harbour Ministry] <said> {no}.", ["Sources in the Harbour Ministry"]),
    "another": ("[A sailor] <said> {no}. [Another sailor] <said> {yes}.", ["sailor", "Another sailor"]),
    "nobody": ("[] <It was said> {that the strait was open}.", [None]),
}

BODIES = {
    "body": ("[The Harbour Ministry] <said> {no}.", ["Harbour Ministry"]),
    "acronym": (
        "[The Northern Fisheries Agency] <said> {no}. Boats stayed out. [The NFA] <added> {yes}.",
        ["Northern Fisheries Agency"] * 2,
    ),
    "acronym-in-brackets": (
        "[The Northern Fisheries Agency (NFA)] <said> {no}. [NFA] <added> {yes}.",
        ["Northern Fisheries Agency"] * 2,
    ),
    "newspaper": ("[The Tarn Courier] <reported> {a call}. [The newspaper] <wrote> {more}.", ["Tarn Courier"] * 2),
    "state": ("[Velmark] <said> {no}. [It] <added> {yes}.", ["Velmark"] * 2),
}

HARDER = {
    "clause-read-as-apposition": (
        "The chairman, Oskar Lund, met the chairwoman, Mara Osk. [She] <said> {no}.",
        ["Mara Osk"],
    ),
    "apposition-ends-a-clause": (
        "Ilse Brandok sat with her spokesman, Tomas Velt. [Her spokesman] <said> {no}.",
        ["Tomas Velt"],
    ),
    "places-are-no-joint-speakers": (
        "[The presidents of Velmark and Ostria] <said> {no}.",
        ["presidents of Velmark and Ostria"],
    ),
    "both-sides-are-named-by-themselves": ("[Both sides] <said> {no}.", ["Both sides"]),
    "state-after-the-name-describes": (
        "President Ilse Brandok of Velmark met President Emil Hask of Ostria. [The Ostrian leader] <said> {no}.",
        ["Emil Hask"],
    ),
    "ministry-in-small-letters": (
        "[Velmark's foreign ministry] <said> {no}. [The ministry] <added> {yes}.",
        ["Velmark's foreign ministry"] * 2,
    ),
    "president-elect": ("[President-elect Ilse Brandok] <said> {no}.", ["Ilse Brandok"]),
    "list-after-of": ("[The mayors of Tarn and Osk] <said> {no}.", ["mayors of Tarn and Osk"]),
    "minister-for-two-things": ("[The minister of Trade and Fisheries, Mara Osk,] <said> {no}.", ["Mara Osk"]),
    "joint-with-commas-inside": (
        "[Mara Osk, head of the Harbour Ministry of Velmark,] <said> {no}.",
        ["Mara Osk"],
    ),
    "joint-role-and-name": ("[His lawyer and Mara Osk] <said> {no}.", ["His lawyer and Mara Osk"]),
    "acting": ("[Acting Governor of Tarn Petra Holm] <said> {no}. [The Governor] <said> {yes}.", ["Petra Holm"] * 2),
    "bishop-is-a-surname-too": ("They met Ann Bishop. [Ann Bishop] <said> {no}.", ["Ann Bishop"]),
    "region-and-person": (
        "Petra Holm came. [The head of the Tarn Region Petra Holm] <said> {no}.",
        ["Petra Holm"],
    ),
    "long-office-and-person": (
        "[The minister of state for the Tarn Strait and the Isles Mara Osk] <said> {no}.",
        ["Mara Osk"],
    ),
    "presenter": ("[Doctor and TV presenter Oskar Lund] <said> {no}. [The doctor] <said> {yes}.", ["Oskar Lund"] * 2),
    "holder-named-right-after": ("[Velt's lawyer], advocate Mara Osk, <said> {no}.", ["Mara Osk"]),
    "woman-by-the-ending": (
        "[Petra Volkova] <said> {no}. Oskar Lund left. [He] <added> {yes}.",
        ["Petra Volkova", "Oskar Lund"],
    ),
    "he-is-not-whom-the-words-name": (
        'Oskar Lund met Tomas Velt. {"Lund is late,"} <said> [he].',
        ["Tomas Velt"],
    ),
    "same-words-again": (
        "[The head of the port, Mara Osk,] <sat> {up}. [Mayor Ina Holm] <left> {it}. [The head of the port] <ate> {}.",
        ["Mara Osk", "Ina Holm", "Mara Osk"],
    ),
    "which": (
        "[The Trade Ministry] <said> {no}. It asked the Harbour Ministry, [which] <said> {yes}.",
        ["Trade Ministry", "Harbour Ministry"],
    ),
    "role-before-who": (
        "[Mara Osk] <said> {no}. She repeated the words of her lawyer, [who] <had denied> {it}.",
        ["Mara Osk", "her lawyer"],
    ),
    "a-role-is-not-who-speaks-of-it": (
        "[Mara Osk, a farmer,] <said> {[the farmer] <had denied> {it}}.",
        ["Mara Osk", "farmer"],
    ),
    "quoted-he-is-not-who-is-quoted": (
        'Tomas Velt called. [Oskar Lund] <said>: {"[He] <says> {that it is late}."}',
        ["Oskar Lund", "Tomas Velt"],
    ),
    "anybody": ("{It is late,} as [you] <know>.", [None]),
    "a-place-is-no-speaker": ("[In some ports] <it was said> {that it rained}.", [None]),
    "he-below-a-headline": (
        "[An official] <warns> {of war}\nMara Osk spoke at noon.\n[She] <said> {no}.",
        ["official", "Mara Osk"],
    ),
    "both-ministers": (
        "Minister Mara Osk met Minister Tomas Velt. [Both ministers] <said> {no}.",
        ["Mara Osk and Tomas Velt"],
    ),
    "headline-with-an-article": ("[A former envoy] <warns> {of war}\nFormer envoy Mara Osk spoke.", ["Mara Osk"]),
    "sentence-names-another": ("Envoy Mara Osk left. [The envoy] of Osk <said> {no}.", ["Mara Osk"]),
}

BODIES |= {
    "the-newspaper-beside-the-name": (
        "[The newspaper Osk Dawn] <wrote> {no}. [The publication] <added> {yes}.",
        ["Osk Dawn"] * 2,
    ),
    "website": ("[The Osk Dawn website] <wrote> {no}. [The portal] <added> {yes}.", ["Osk Dawn"] * 2),
    "a-place-is-no-newspaper": ("They live in Tarn. [The Tarn newspaper] <wrote> {no}.", ["Tarn newspaper"]),
    "sort-left-out": ("[The Osk Agency] <wrote> {no}. [Osk] <added> {yes}.", ["Osk Agency"] * 2),
    "last-word-with-the": ("[The Tarn Courier] <wrote> {no}. [The Courier] <added> {yes}.", ["Tarn Courier"] * 2),
    "ministry-with-a-capital": (
        "[The Harbour Ministry] <said> {no}. [The Ministry] <added> {yes}.",
        ["Harbour Ministry"] * 2,
    ),
    "prosecutors-office": ("[The Prosecutor's Office] <said> {no}.", ["Prosecutor's Office"]),
    "domain": ("[tarn.example] <wrote> {no}.", ["tarn.example"]),
}

DOCUMENTS = {
    "possessor": ("[The Tarn Bank's forecast] <says> {no}.", ["Tarn Bank"]),
    "of": ("[A statement of the Harbour Ministry] <says> {no}.", ["Harbour Ministry"]),
    "by-a-person": ("[A letter by Mara Osk] <says> {no}.", ["Mara Osk"]),
    "beside": ("[Tarn Bank data] <showed> {no}.", ["Tarn Bank"]),
    "pronoun": ("[Mara Osk] <said> {no}. [Her letter] <says> {yes}.", ["Mara Osk"] * 2),
    "nobody": ("[The statement] <said> {no}.", ["statement"]),
}

QUOTED = {
    "speaker-after-the-quotation": ('{"[I] <think> {it is open},"} <said> [Mara Osk].', ["Mara Osk"] * 2),
    "quotation-by-itself": ('"[I] <think> {so}. {It is open},"  [Mara Osk] <said>.', ["Mara Osk"] * 2),
    "quotation-beside": ('{"It is open,"} [Mara Osk] <said>. "[We] <hope> {so}."', ["Mara Osk"] * 2),
    "short-form": ('[Mara Osk] <said>: {"[I]\'d <think> {that it is open}."}', ["Mara Osk"] * 2),
}

WITHOUT_SOURCE = {
    "adding": ("[Mara Osk] <said> {no}, [] <adding> {that it was late}.", ["Mara Osk"] * 2),
    "infinitive-inside": ("[Mara Osk] <declined> {[] <to say> {who called}}.", ["Mara Osk"] * 2),
    "subject-before": ("The harbour minister Mara Osk [] <had expected> {rain}.", ["Mara Osk"]),
    "subject-far-before": ("Mara Osk, on Monday in Tarn, [] <was surprised> {that it rained}.", ["Mara Osk"]),
    "subject-after": ("{It rains}, [] <reports> the Tarn Courier.", ["Tarn Courier"]),
    "agent-of-a-quotation": ("{It rains}, she [] <was quoted> as saying by the Tarn Courier.", ["Tarn Courier"]),
    "agent": ("{It rains}, she [] <was quoted> by the Tarn Courier.", ["Tarn Courier"]),
    "passive": ("In Tarn it [] <was reported> {that it rained}.", [None]),
    "ship": ("The footage [] <was published> {today}.", [None]),
}

WITHOUT_SOURCE |= {
    "adverb": ("A sailor [] <reportedly> {left Tarn}.", [None]),
    "as-expected": ("Mara Osk {left Tarn}, [] <as expected>.", [None]),
    "domain-before": ("{It rains,} Osk.Today [] <reports>.", ["Osk.Today"]),
    "between-content-and-cue": (
        "{It rains, snows and hails}, the Harbour Ministry [] <reports>.",
        ["Harbour Ministry"],
    ),
}

HARDER |= {
    "where-something-was-seen": ("{Two boats} <were seen> in [the Tarn region].", [None]),
    "with-whom-it-was-discussed": ("{The toll} <was discussed> with [Mayor Petra Holm].", [None]),
    "by-whom-it-was-seen": ("{Two boats} <were seen> by [Mayor Petra Holm].", ["Petra Holm"]),
    "role-in-the-sentence-of-another-speaker": (
        "[Oskar Lund] <wrote> {no} under a film in which [the striker] <sings> {songs}.",
        ["Oskar Lund", "striker"],
    ),
    "age": (
        "[Oskar Lund] <sat> {up}. Ida Renn, a striker, left. [The 34-year-old Capes forward] <praised> {her}.",
        ["Oskar Lund", "Ida Renn"],
    ),
    "age-without-a-like-role": ("Oskar Lund came home. [The 34-year-old forward] <named> {a day}.", ["Oskar Lund"]),
    "name-behind-in-apposition": ("According to [the head of the port], {Mara Osk, boats} <left>.", ["Mara Osk"]),
    "rank-is-no-office": (
        "[A former US diplomat] <warns> {of war}\nFormer American assistant secretary Mara Osk spoke.",
        ["Mara Osk"],
    ),
    "according-to-one-of-another": (
        "According to Mara Osk, the person who left was late. [The person] <said> {no}.",
        ["person"],
    ),
    "according-to-and-apposition": (
        "According to Mara Osk, the pilot, it was late. Tomas Velt left. [The pilot] <said> {no}.",
        ["Mara Osk"],
    ),
    "office-before-a-surname": (
        "Holm came. [Acting Governor of the Tarn Territory Holm] <said> {no}.",
        ["Holm"],
    ),
    "ministry-before-a-name": (
        "[The chief specialist of the Tarn Department of Health Mara Osk] <said> {no}. [Osk] <said> {yes}.",
        ["Mara Osk"] * 2,
    ),
    "firm-before-names": (
        "[The economists of Brandok Capital Mara Osk and Ida Renn] <said> {no}.",
        ["Mara Osk and Ida Renn"],
    ),
    "document-is-no-he": (
        "Tomas Velt came. [An interview] <said> {no}. [He] <said> {yes}.",
        ["interview", "Tomas Velt"],
    ),
    "on-a-platform": ("[The staff of the fleet on Facebook] <said> {no}.", ["staff of the fleet"]),
}

BODIES |= {
    "publication-without-a-word-for-its-sort": (
        "Osk {sank}, [VeltNews] <reported>. {It is late,} [the publication] <notes>.",
        ["VeltNews"] * 2,
    ),
    "of-a-place": ("{It rains,} <reports> [Fogcentre of Velmark].", ["Fogcentre of Velmark"]),
}

DOCUMENTS |= {
    "body-in-small-letters": (
        "The Harbour Court sat. [The court ruling] <said> {no}.",
        ["Harbour Court"],
    ),
}

PARTS = (NAMES, ROLES, PRONOUNS, UNNAMED, HARDER, BODIES, DOCUMENTS, QUOTED, WITHOUT_SOURCE)
ROWS = [pytest.param(*row, id=name) for part in PARTS for name, row in part.items()]


@pytest.mark.parametrize(("marked", "expected"), ROWS)
def test_speakers_of_statements(marked: str, expected: list[str | None]) -> None:
    assert speakers(marked) == expected


def test_speakers_it_is_no_person() -> None:
    marked = "[The Tarn Courier] <wrote> {that [an official] <denied> {it}}. [It] <named> {nobody}."
    assert speakers(marked) == ["Tarn Courier", "official", "Tarn Courier"]


def test_speakers_role_of_another_office_is_not_the_last_holder_of_a_like_one() -> None:
    marked = (
        "[Foreign Minister Ilse Brandok] <said> {no}.\n\n[Tomas Velt] <denied> {it}. "
        "{No,} [the defence minister] <said>."
    )
    assert speakers(marked) == ["Ilse Brandok", "Tomas Velt", "Tomas Velt"]


def test_speakers_he_in_a_new_paragraph_is_rather_its_first_name_than_who_spoke_before() -> None:
    marked = "[Mara Osk] <said> {no}.\n\nTomas Velt thanked the hosts. {It is late,} [he] <said>."
    assert speakers(marked) == ["Mara Osk", "Tomas Velt"]


def test_speakers_role_in_a_headline_is_who_the_text_names_at_once() -> None:
    marked = "[The head of the Blue House] <named> {a condition}\n\nPresident Ilse Brandok spoke in the evening."
    assert speakers(marked) == ["Ilse Brandok"]


def test_speakers_person_after_the_state_that_the_office_is_of() -> None:
    assert speakers("[The special envoy of Velmark Tomas Velt] <said> {no}.") == ["Tomas Velt"]


def test_speakers_body_of_a_common_name_is_known_by_its_place() -> None:
    assert speakers("[The Foreign Ministry in Tarn] <said> {no}.") == ["Foreign Ministry in Tarn"]


def test_speakers_they_and_the_phrase_that_they_stand_for_are_one_entity() -> None:
    statements, _, _ = link("[The two leaders] <said> {no}. [They] <added> {yes}.")
    assert len({s.speaker.id for s in statements if s.speaker}) == 1


@pytest.mark.parametrize(
    ("marked", "name", "label"),
    [
        ("[President Ilse Brandok] <said> {no}.", "Ilse Brandok", "person"),
        ("They met Mara Osk. [The Harbour Ministry] <said> {no}.", "Harbour Ministry", "organisation"),
        ("[An official] <said> {no}.", "official", "unnamed"),
        ("[Officials] <said> {no}.", "Officials", "unnamed"),
        ("[The mayor of Tarn] <said> {no}.", "mayor of Tarn", "unnamed"),
        ("[Mara Osk and Tomas Velt] <said> {no}.", "Mara Osk and Tomas Velt", "group"),
        ("[The statement] <said> {no}.", "statement", "other"),
        ("[An interview with a radio station] <said> {no}.", "interview with a radio station", "other"),
        ("[TIA Courant] <said> {no}.", "TIA Courant", "organisation"),
        ("They left AJ Lund. [Lund] <said> {no}.", "AJ Lund", "person"),
        ("[Osk.Today] <said> {no}.", "Osk.Today", "organisation"),
        ("[Brandok Motors] <said> {no}.", "Brandok Motors", "organisation"),
        ("In Osk Zarya columnist Ida Renn wrote. Then [Osk Zarya] <said> {no}.", "Osk Zarya", "organisation"),
        ("[UTAK], the person who left, <said> {no}.", "UTAK", "organisation"),
        ("They saw the Cathedral of Saints Olaf. [It] <has> {towers}.", "Cathedral of Saints Olaf", "organisation"),
    ],
)
def test_speakers_have_the_label_of_what_they_are(marked: str, name: str, label: str) -> None:
    assert label_of(marked, name) == label


def test_speakers_mentions_have_the_form_of_their_words() -> None:
    text, statements = read_marked(
        "[Oskar Lund, a spokesman,] <said> {no}. [He] <sat> {up}. [The spokesman] <left> {it}."
    )
    linked, mentions, entities = link_text(text, statements)
    (lund,) = [e.id for e in entities if e.name == "Oskar Lund"]
    assert {s.speaker.id for s in linked if s.speaker} == {lund}
    forms = [(text[m.span.start : m.span.end], m.form) for m in mentions if m.entity == lund]
    assert forms == [("Oskar Lund", "name"), ("He", "pronoun"), ("The spokesman", "role")]


def test_speakers_entities_have_the_roles_that_the_text_gives_them() -> None:
    _, _, entities = link("[Oskar Lund, a spokesman,] <said> {no}. Later Prime Minister Lund met Mara Osk.")
    assert {e.name: e.roles for e in entities} == {"Oskar Lund": ("prime minister", "spokesman"), "Mara Osk": ()}


def test_speakers_entities_are_numbered_in_the_order_of_the_text() -> None:
    _, mentions, entities = link("They met Mara Osk. [Officials] <said> {no}. Then Tomas Velt came to Tarn.")
    assert [e.id for e in entities] == [f"e{i + 1}" for i in range(len(entities))]
    assert [e.name for e in entities] == ["Mara Osk", "Officials", "Tomas Velt", "Tarn"]
    assert [m.span for m in mentions] == sorted(m.span for m in mentions)


def test_speakers_change_nothing_else_of_a_statement() -> None:
    text, statements = read_marked("[Mara Osk] <said> {that [Tomas Velt] <had denied> {the call}}.")
    linked, _, _ = link_text(text, statements)
    for before, after in zip(statements, linked, strict=True):
        assert (before.id, before.source, before.cue, before.content, before.parent) == (
            after.id,
            after.source,
            after.cue,
            after.content,
            after.parent,
        )


def test_speakers_of_an_article_without_statements_are_none_but_its_names_are_kept() -> None:
    linked, mentions, entities = link_text("Mara Osk left Tarn.", ())
    assert linked == ()
    assert [e.name for e in entities] == ["Mara Osk", "Tarn"]
    assert len(mentions) == 2


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Osk told Tomas Velt that it was late.", "told", "Tomas Velt"),
        ("Osk told the Tarn Courier on Monday.", "told", "the Tarn Courier"),
        ('Osk told reporters, "No."', "told", "reporters"),
        ("Osk told.", "told", None),
        ("Osk told", "told", None),
    ],
)
def test_speakers_addressee_stands_after_the_cue(text: str, cue: str, expected: str | None) -> None:
    at = text.index(cue)
    span = addressee_span(find_layout(text), (Span(at, at + len(cue)),), ())
    assert (text[span.start : span.end] if span else None) == expected


PIECES = """
    Brandok Brandock Ilse Mara Osk Tarn Velmark NFA President minister's the The a An officials who and of for he She
    they It I we both Both sides two leaders spokeswoman mayor said denied told him Ministry newspaper , . " — ( ) :
    ' 漢
""".split()


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, tuple[Attribution, ...]]:
    """A text of few words, cut anywhere, and statements whose parts lie anywhere in it."""
    words = draw(st.lists(st.sampled_from([*PIECES, "\n", "\u2028", "\u0301"]), min_size=1, max_size=25))
    text = draw(st.sampled_from([" ", ""])).join(words)
    edge = st.integers(0, len(text))

    def span() -> Span:
        start, end = sorted((draw(edge), draw(edge)))
        return Span(start, end) if start < end else Span(0, len(text))

    statements: list[Attribution] = []
    for i in range(draw(st.integers(0, 4))):
        source = tuple(sorted(span() for _ in range(draw(st.integers(0, 2)))))
        parent = draw(st.sampled_from([None, *(s.id for s in statements)]))
        statements.append(Attribution(f"s{i + 1}", source, (span(),), (span(),), parent=parent))
    return text, tuple(statements)


@given(cut_texts())
def test_speakers_of_any_statements_are_entities_with_mentions_in_the_text(
    cut: tuple[str, tuple[Attribution, ...]],
) -> None:
    text, statements = cut
    linked, mentions, entities = link_text(text, statements)
    names = {e.id: e.name for e in entities}
    assert len(names) == len(entities)
    assert [s.id for s in linked] == [s.id for s in statements]
    assert all(0 <= m.span.start < m.span.end <= len(text) and m.entity in names for m in mentions)
    assert all(s.speaker is None or names[s.speaker.id] == s.speaker.name for s in linked)
    assert all(e.name and e.name in e.names for e in entities)
