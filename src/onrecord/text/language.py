"""Which language a text is in: the one of most of its letters, paragraph by paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.records import Span

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Measured on cut paragraphs of English news, py3langid takes 1 in 20 of 40 characters and 1 in 500 of 80 for
# another language, none of them surely. So below 40 letters only another script counts, and above them only a
# sure judgement.
_FAR = re.compile("[\u0250-\U0010ffff]")  # what is before has no letters but Latin ones
MIN_LETTERS = 40
SURE = 0.99
MAX_PARAGRAPHS = 12  # spread over the text; more change nothing
MAX_SAMPLE = 2_000  # characters of one paragraph
NAMES = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ms": "Malay",
    "nb": "Norwegian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def find_language(text: str, paragraphs: Sequence[Span]) -> str:
    """An ISO 639-1 code; "en" where nothing clearly says otherwise.

    Short lines (footers, headings, menus) are left out where there are longer ones, and each paragraph counts with
    its letters, so that a translator's footer in another language changes nothing.
    """
    samples = [text[start : min(end, start + MAX_SAMPLE)] for start, end in _spread(paragraphs)]
    long = [sample for sample in samples if count_letters(sample) >= MIN_LETTERS]
    votes: Counter[str] = Counter()
    for sample in long or ["\n".join(samples)]:
        votes[classify(sample)] += count_letters(sample)
    return votes.most_common(1)[0][0]


def language_name(code: str) -> str:
    return NAMES.get(code, f"the language '{code}'" if code != "und" else "another script")


def classify(words: str) -> str:
    """The language of a few words or a paragraph; "en" unless it is surely another."""
    letters = count_letters(words)
    if letters < MIN_LETTERS:
        return "und" if letters >= 3 and not is_latin(words) else "en"
    if words.isupper():
        words = words.lower()
    code, score = _identifier().classify(words)
    return str(code) if code != "en" and score > SURE else "en"


def count_letters(words: str) -> int:
    return sum(map(str.isalpha, words))


def is_latin(words: str) -> bool:
    """Whether at least half of the letters are of the Latin alphabet. No letters: yes."""
    other = sum(character.isalpha() and not _is_far_latin(character) for character in _FAR.findall(words))
    return not other or other * 2 <= count_letters(words)


def _is_far_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN", "MATHEMATICAL"))


def _spread(paragraphs: Sequence[Span]) -> Sequence[Span]:
    """Not more than MAX_PARAGRAPHS, the longest of each stretch of the text."""
    if len(paragraphs) <= MAX_PARAGRAPHS:
        return paragraphs
    step = -(-len(paragraphs) // MAX_PARAGRAPHS)
    stretches = (paragraphs[start : start + step] for start in range(0, len(paragraphs), step))
    return [max(stretch, key=lambda span: span.end - span.start) for stretch in stretches]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
