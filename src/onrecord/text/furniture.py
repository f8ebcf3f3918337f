"""The furniture of an article: bylines, translator's footers, "read also", credits. Kept, and never a statement.

A real paragraph must never be dropped, so only short paragraphs count, each pattern must fit the paragraph from
its beginning (most to its end), and what could be prose elsewhere counts only at the start or the end. Notes of
correction are content and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.records import Span
from onrecord.text.language import MIN_LETTERS, classify, count_letters, is_latin

MAX_CHARS = 200
START, END = 6, 8  # paragraphs at either end in which bylines and footers stand
END_FOREIGN = 3  # paragraphs at the end in which another language is a footer and no quotation

# Name: two to four words with capitals ("Jane Roe", "J. P. van der Berg", "Mary-Ann O'Neil").
_PART = r"[A-Z][\w'\u2019.-]*"
_NAME = rf"{_PART}(?:\s+(?:(?:van|von|der|den|de|da|del|la|le|al|bin|di|ter)\s+)*{_PART}){{1,3}}"
_NAMES = rf"{_NAME}(?:\s*(?:,|and|&|,\s*and)\s+{_NAME}){{0,4}}"
# Words of a role each end in white space: a pattern that can cut one word in many ways takes for ever on capitals.
_ROLE = (
    r"(?:[\w'\u2019.&-]+\s+){0,5}(?i:(?:writer|reporter|correspondent|editor|columnist|contributor|journalist)s?"
    r"|bureau\s+chief|news\s+agency)(?:\s+(?:in|for|at)(?:\s+[\w'\u2019.&-]+){1,4})?"
)
_NOT_A_NAME = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September"
    r"|October|November|December)\b"
)


def _compile(*patterns: str, flags: int = re.IGNORECASE) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, flags) for pattern in patterns)


ANYWHERE = _compile(
    r"\W*(?:read|see|watch)\s+(?:also|more|next|too)\s*[:\uff1a\u2013\u2014|\u00bb>-].*",
    r"\W*(?:also\s+read|also\s+on\s+this\s+(?:topic|subject)|more\s+on\s+(?:this|the)\s+(?:topic|story|subject))\b\W*.*",
    r"\W*(?:related|recommended)(?:\s+(?:articles?|stor(?:y|ies)|content|news|coverage|links?|topics?|reading))?\s*:.*",
    r"\W*(?:read\s+(?:also|more|next|on|too)|see\s+also|related(?:\s+(?:articles?|stor(?:y|ies)|content|news|coverage"
    r"|links?|topics?))?|recommended(?:\s+for\s+you)?|most\s+(?:read|popular|viewed)|you\s+(?:may|might)\s+also\s+like"
    r"|more\s+(?:news|stories)|editors?['\u2019]s?\s+picks?|trending(?:\s+now)?|up\s+next|latest\s+news|top\s+stories)\W*",
    r"[\s([*-]*(?:(?:file|ap|afp)\s+)?(?:photo|image|picture|photograph|illustration|graphic|video)s?"
    r"(?:\s+(?:credit|source|caption|courtesy|copyright))?\s*(?:[:\u00a9]|\bby\b|\bcourtesy\s+of\b).*",
    r"\W*(?:photo|image|picture)\s+credit\b.*",
    r"\W*(?:advertisement|sponsored(?:\s+content)?|story\s+continues\s+below(?:\s+advertisement)?|continue\s+reading"
    r"|skip\s+to\s+(?:main\s+)?content|scroll\s+(?:down\s+)?to\s+continue)\W*",
    r"\W*(?:share(?:\s+(?:this|on|via)(?:\s+\w+){0,4})?|tweet|print(?:\s+this\s+\w+)?|e-?mail(?:\s+this\s+\w+)?|facebook"
    r"|twitter|whatsapp|telegram|linkedin|copy\s+link|comments?|leave\s+a\s+comment|save|listen|back\s+to\s+top)\W*",
    r"\W*(?:share|facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|print|tweet|pin)"
    r"(?:[\s,|/\u00b7\u2022]+(?:share|facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|print|tweet|pin|save)){1,9}\W*",
)
AT_EITHER_END = _compile(
    r"\W*(?:machine[\s-]|automatically\s+|human[\s-])?(?:translated|translation)(?:\s+(?:by|from|with|via)\b.*|\s*:\s*\S+(?:\s+\S+){0,5})",
    r"\W*(?:this|the)\s+(?:text|article|report|material|page|story|publication|translation)\s+(?:was|is|has\s+been)\s+"
    r"(?:(?:automatically|machine|made|produced|originally)[\s-]+)*(?:translated|a\s+(?:machine\s+)?translation)\b.*",
    r"\W*(?:translator|author|by-?line|editor)s?\s*:\s*\S+(?:\s+\S+){0,6}\s*",
    r"\W*(?:\(c\)|\u00a9|copyright\b\s*(?:\u00a9|\(c\)|\d)).*",
    r"(?:.{0,80}\W)?all\s+rights\s+reserved\W*(?:.{0,60})",
    r"\W*(?:subscribe\s+(?:to|now|here|today)|sign\s+up\s+(?:for|to|here|now)|follow\s+(?:us|@\w+)|join\s+(?:us\s+on|our\s+"
    r"(?:channel|telegram|newsletter|whatsapp|community))|like\s+us\s+on|download\s+(?:our|the)\s+app|click\s+here"
    r"|get\s+our\s+(?:free\s+)?newsletter|support\s+our\s+(?:work|journalism))\b.*",
    r"\W*(?:first\s+)?(?:published|updated|posted|last\s+(?:updated|modified))\b\s*(?::|on\b|at\b|\d).{0,60}",
    r"\W*\d{1,3}[\s-]*min(?:ute)?s?\.?\s+(?:read|to\s+read)\W*",
    r"\W*(?:staff|news\s+desk|newsroom|our\s+(?:own\s+)?(?:correspondent|reporter)s?|staff\s+(?:and|&)\s+agencies"
    r"|from\s+our\s+(?:own\s+)?correspondents?(?:\s+in\s+[\w' ]{2,30})?)\W*",
)
AT_START = _compile(
    rf"(?:[Bb]y|BY|[Ww]ritten\s+by|[Rr]eported\s+by|[Tt]ext\s+by)\s*:?\s+{_NAMES}"
    rf"(?:\s*[,|\u2013\u2014-]\s*(?:{_ROLE}|{_PART}(?:\s+{_PART}){{0,4}}))?\s*",
    r"BY\s+[A-Z][A-Z'\u2019.-]+(?:\s+[A-Z][A-Z'\u2019.-]+){1,3}(?:,\s+[A-Z][A-Z '\u2019.-]{2,40})?\s*",
    rf"{_NAMES}\s*(?:,|\||\n|\s[\u2013\u2014-]\s)\s*{_ROLE}\s*",
    flags=0,
)
AT_END = _compile(
    r"\W*(?:additional\s+)?(?:reporting|writing|editing|production|translation|compiled|edited|written|reported)\s+"
    r"(?:and\s+(?:writing|editing|reporting|additional\s+reporting)\s+)?by\s+.*",
    r".{2,100}\bcontributed\s+(?:reporting\s+)?(?:to|for)\s+this\s+(?:report|article|story)\W*",
    r"\((?:[A-Z][\w&-]+)(?:[\s/][A-Z][\w&-]+){0,3}\)",
    r"\W*(?:-30-|###|\*\*\*|ends?)\W*",
)
_MENU = re.compile(
    r"[^|\u203a\u00bb\u2022\u00b7]{1,25}(?:\s*[|\u203a\u00bb\u2022\u00b7]\s*[^|\u203a\u00bb\u2022\u00b7]{1,25}){2,}"
)
_SPEECH = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]|\b(?:said|says|told|added|according)\b")


def find_furniture(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Whole paragraphs, in order."""
    latin = is_latin(text[:20_000])
    found = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.end - paragraph.start <= MAX_CHARS:
            words = text[paragraph.start : paragraph.end]
            if _is_furniture(words, index, len(paragraphs) - 1 - index, latin=latin):
                found.append(paragraph)
    # A text that is furniture throughout is a text of another kind.
    return tuple(found) if len(found) < len(paragraphs) else ()


def _is_furniture(words: str, index: int, left: int, *, latin: bool) -> bool:
    """`left` is the number of paragraphs that follow."""
    near_start, near_end = index < START, left < END and index > 0
    if _fits(ANYWHERE, words) or _is_menu(words):
        return True
    if (near_start or near_end) and _fits(AT_EITHER_END, words):
        return True
    if near_start and _fits(AT_START, words) and not _NOT_A_NAME.search(words):
        return True
    if near_end and _fits(AT_END, words):
        return True
    return left < END_FOREIGN and index > 0 and latin and _is_foreign(words)


def _fits(patterns: Sequence[re.Pattern[str]], words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in patterns)


def _is_menu(words: str) -> bool:
    """Three or more short names between bars or bullets."""
    return len(words) <= 150 and not _SPEECH.search(words) and words[-1] not in ".!?" and bool(_MENU.fullmatch(words))


def _is_foreign(words: str) -> bool:
    """Another script, or surely another language; a foreign quotation with its English speaker is neither."""
    if count_letters(words) < 3:
        return False
    if not is_latin(words):
        return True
    return count_letters(words) >= MIN_LETTERS and not _SPEECH.search(words) and classify(words) != "en"
